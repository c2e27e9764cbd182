"""Shipped scenarios are read once by a program, as long as their files are what they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kae_sim.runs.shelf import shipped_copy
from kae_sim.scenario import digest, load_scenario
from kae_sim.scenario.load import shipped_folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what ships, to be changed."""
    place = Path(shutil.copytree(shipped_folder(), tmp_path / "scenarios"))
    for module in ("kae_sim.scenario.load", "kae_sim.runs.shelf"):
        monkeypatch.setattr(f"{module}.shipped_folder", lambda: place)
    return place


@pytest.mark.usefixtures("shelf")
def test_a_shipped_scenario_is_known_by_its_digest_and_read_once() -> None:
    known = digest(load_scenario("two-week-promise"))
    first = shipped_copy("two-week-promise", known)
    assert first is not None
    assert digest(first) == known
    assert shipped_copy("two-week-promise", known) is first
    assert shipped_copy("two-week-promise", "0" * 32) is None
    assert shipped_copy("another", known) is None


def test_a_scenario_whose_file_was_changed_is_read_again(shelf: Path) -> None:
    before = load_scenario("two-week-promise")
    assert shipped_copy("two-week-promise", digest(before)) is not None
    file = shelf / "two-week-promise.yaml"
    text = file.read_text(encoding="utf-8")
    assert before.title in text
    file.write_text(text.replace(before.title, f"{before.title}, once more", 1), encoding="utf-8")
    assert shipped_copy("two-week-promise", digest(before)) is None
    after = load_scenario("two-week-promise")
    assert after.title == f"{before.title}, once more"
    assert shipped_copy("two-week-promise", digest(after)) == after
