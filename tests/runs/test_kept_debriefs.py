"""Debriefs are worked out once for each journal, together where runs are on one deal, and can be lost."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kae_sim.errors import KaeError
from kae_sim.game import Game
from kae_sim.players import play
from kae_sim.runs import Reading, debriefs, new_run, read_run
from kae_sim.runs.cache import debrief_key, peek, put
from kae_sim.runs.debriefs import finished, keep_debrief, kept_debrief, one_debrief
from kae_sim.runs.folder import forget
from kae_sim.scenario import Scenario
from kae_sim.score import debrief
from kae_sim.score.debrief_model import Debrief
from real_games import quick_numbers, small

Kept = tuple[list[Reading], list[Debrief]]


@pytest.fixture(scope="module")
def kept(two_week_promise: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Three runs of people, two of them on one deal, and their debriefs, each worked out by itself."""
    scenario = small(two_week_promise, accounts=2, rounds=1)
    with pytest.MonkeyPatch.context() as patch, quick_numbers():
        patch.setenv("KAE_SIM_HOME", str(tmp_path_factory.mktemp("home")))
        readings = []
        for name, bot, seed in (("Ann", "do_nothing", 5), ("Bea", "one_doctor", 5), ("Cem", "do_nothing", 6)):
            with new_run(scenario, seed, name, "practice") as session:
                play(bot, scenario, session)
            readings.append(read_run(session.run))
        yield readings, [debrief(finished(one)) for one in readings]


@pytest.fixture(autouse=True)
def empty_cache(kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder in which nobody has a name and nothing is kept; the runs lie elsewhere."""
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))


def unnamed(told: list[Debrief]) -> list[Debrief]:
    return [one.model_copy(update={"player_name": None}) for one in told]


def never(*_: object, **__: object) -> Game:
    raise AssertionError("it was played again")


def test_together_they_are_what_each_is_alone_and_the_second_time_nothing_is_played(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    readings, alone = kept
    seen: list[int] = []
    assert unnamed(debriefs.debriefs(readings, seen.append)) == alone
    assert seen == [0, 1, 2, 3]
    monkeypatch.setattr(Game, "replay", never)
    assert unnamed(debriefs.debriefs(readings, seen.append)) == alone
    assert seen == [0, 1, 2, 3, 3]


def test_a_deal_is_dealt_once_for_all_that_play_it(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    readings, _ = kept
    first = readings[0].replay()
    other = readings[2].replay(first)
    assert other.table.territory is not first.table.territory
    monkeypatch.setattr("kae_sim.game.engine.deal", never)
    again = readings[1].replay(first)
    monkeypatch.undo()
    assert again.table.territory is first.table.territory
    assert again.view == readings[1].replay().view
    assert readings[0].replay(again).view == first.view


def test_many_are_worked_out_by_several_processes_in_their_order(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    readings, alone = kept
    pools: list[int] = []

    def pool(workers: int) -> object:
        pools.append(workers)
        return lambda: ThreadPoolExecutor(1)

    monkeypatch.setattr(debriefs, "processes", pool)
    monkeypatch.setattr(debriefs, "A_PROCESS", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    order = [readings[2], readings[0], readings[1]]
    assert unnamed(debriefs.debriefs(order, lambda _: None)) == [alone[2], alone[0], alone[1]]
    assert pools == [2]


def test_a_worker_refuses_a_journal_that_has_changed_since(kept: Kept) -> None:
    reading = kept[0][0]
    with pytest.raises(KaeError, match="has changed while it was read"):
        one_debrief(debriefs.Task(str(reading.path), "0" * 32, {}))


def test_what_another_program_or_another_journal_has_left_is_not_shown(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ann, bea, _), (told, *_) = kept
    assert kept_debrief(ann) is None
    keep_debrief(ann, told)
    found = kept_debrief(ann)
    assert found is not None
    assert unnamed([found]) == [told]
    assert kept_debrief(bea) is None
    put(debrief_key(bea.tip), {**(peek(debrief_key(ann.tip)) or {}), "debrief": {"score": 100}})
    assert kept_debrief(bea) is None
    monkeypatch.setattr(debriefs, "this_program", lambda: "another")
    assert kept_debrief(ann) is None
    keep_debrief(ann, told)
    assert kept_debrief(ann) is not None


def test_a_program_is_another_once_a_file_of_it_has_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kae_sim.runs import program

    module = tmp_path / "__init__.py"
    module.write_text("a = 1\n")
    monkeypatch.setattr("kae_sim.__file__", str(module))
    before = program.this_program.__wrapped__()
    assert program.this_program.__wrapped__() == before
    module.write_text("a = 22\n")
    assert program.this_program.__wrapped__() != before


def test_nobodys_name_is_kept_with_a_debrief(kept: Kept, tmp_path: Path) -> None:
    (ann, *_), (told, *_) = kept
    keep_debrief(ann, told.model_copy(update={"player_name": "Ann"}))
    (file,) = (tmp_path / "cache").glob("debrief-*.json")
    assert b'"Ann"' not in file.read_bytes()


def test_a_run_that_is_forgotten_takes_its_debrief_along(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    (*_, cem), (*_, told) = kept
    monkeypatch.setenv("KAE_SIM_HOME", str(cem.path.parents[2]))
    keep_debrief(cem, told)
    assert cem.head.run is not None
    forget(cem.head.run)
    assert peek(debrief_key(cem.tip)) is None
    forgotten = cem.path
    assert not forgotten.exists()
