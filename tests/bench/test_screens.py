"""What the rows of the screens are measured with: programs in terminals."""

from __future__ import annotations

import sys

import pytest

from kae_sim.bench.empty import WORDS
from kae_sim.bench.screens import answered
from kae_sim.bench.terminal import Lost, Terminal, proportional_mb

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="terminals and memory as Linux has them")


def test_an_app_in_a_terminal_shows_its_page_and_answers_a_key() -> None:
    assert answered(("-m", "kae_sim.bench.empty"), WORDS.encode()) > 0


def test_a_program_that_falls_over_is_told_with_its_last_line() -> None:
    with Terminal(("-c", "raise SystemExit('no more')")) as terminal, pytest.raises(Lost, match="status 1: no more"):
        terminal.end()


def test_a_program_that_ends_before_its_page_is_told() -> None:
    with Terminal(("-c", "print('hello')")) as terminal, pytest.raises(Lost, match="before it showed 'world'"):
        terminal.see(b"world")


def test_memory_that_is_taken_is_seen() -> None:
    before = proportional_mb()
    taken = b"x" * 40_000_000
    assert len(taken) // 1_000_000 - 5 < proportional_mb() - before
