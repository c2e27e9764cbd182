"""A run folder is there whole or not at all, also when the program is killed while it makes one."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from fake_home import home, played, scenario
from kae_sim.game.journal import encode_all
from kae_sim.runs import CannotStore, list_runs, new_run, read_run
from kae_sim.runs.files import write_whole
from kae_sim.runs.folder import all_folders, create_folder, find_folder, take_in
from kae_sim.runs.marks import Mark
from kae_sim.scenario import resolved

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


@pytest.mark.parametrize("name", ["scenario.json", "marks.json", "notes.json"])
def test_a_folder_that_was_stopped_half_way_is_seen_by_nobody_and_goes_with_the_next(
    name: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def stop_at(path: Path, data: bytes) -> None:
        if path.name == name:
            raise Killed
        write_whole(path, data)

    with monkeypatch.context() as patch:
        patch.setattr("kae_sim.runs.folder.write_whole", stop_at)
        patch.setattr("shutil.rmtree", lambda *_, **__: None)  # whoever is killed tidies nothing up
        with pytest.raises(Killed):
            create_folder(resolved(scenario()))
    assert [path.name for path in (home / "runs").iterdir()] == [".new"]
    assert (list_runs(), all_folders()) == ((), [])
    run = played()
    assert [path.name for path in (home / "runs").iterdir()] == [run]


def test_a_fault_half_way_leaves_nothing(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kae_sim.runs.folder.write_whole", full)
    with pytest.raises(CannotStore, match="No space left"):
        create_folder(resolved(scenario()))
    assert list((home / "runs").iterdir()) == []


def test_a_run_that_is_here_already_is_not_written_over_by_an_import() -> None:
    run = played()
    reading = read_run(run)
    before = {path.name: path.read_bytes() for path in find_folder(run).path.iterdir()}
    with pytest.raises(CannotStore, match="File exists"):
        take_in(run, b"".join(encode_all(reading.records)), b"{}", Mark())
    assert {path.name: path.read_bytes() for path in find_folder(run).path.iterdir()} == before
    shutil.rmtree(find_folder(run).path)
    take_in(run, b"".join(encode_all(reading.records)), resolved(scenario()), Mark())
    assert read_run(run).tip == reading.tip


def test_a_run_began_when_its_oldest_file_was_written_whatever_its_lock_says() -> None:
    with new_run(scenario(), 7, "Ann", "practice") as session:
        folder = find_folder(session.run)
        for age, name in ((5, "scenario.json"), (7, "journal.jsonl"), (3, "lock")):
            (folder.path / name).touch()
            os.utime(folder.path / name, ns=(age, age))
        assert folder.begun == 5
    assert not folder.path.exists(), "nothing was done in it"
    assert folder.begun == 0
