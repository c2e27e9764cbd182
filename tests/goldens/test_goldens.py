"""The same seed and the same actions give the same game, on every Python, for years."""

from __future__ import annotations

import json

import pytest

from golden_games import ENGINE_FILE, GAMES, golden, golden_file, hash_of_goldens
from kae_sim.game import ENGINE

pytestmark = pytest.mark.golden


@pytest.mark.parametrize(("bot", "seed"), GAMES)
def test_a_kept_game_ends_exactly_as_it_did(bot: str, seed: int) -> None:
    assert golden(bot, seed) == json.loads(golden_file(bot, seed).read_text(encoding="ascii"))


def test_goldens_change_only_with_the_number_of_the_rules() -> None:
    kept = json.loads(ENGINE_FILE.read_text(encoding="ascii"))
    assert kept == {"engine": ENGINE, "goldens": hash_of_goldens()}, (
        "The goldens changed: raise ENGINE in kae_sim/game/engine.py and run python tests/goldens/make.py."
    )
