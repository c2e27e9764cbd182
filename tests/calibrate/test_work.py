"""The work of a calibration: cut into tasks, kept as it comes, the same whoever does it and however often it stops."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from kae_sim.calibrate import Kept, carry_out, document, kept_as, names_of, pack_rules, put_together, work
from kae_sim.calibrate.rules import count_deal
from kae_sim.calibrate.work import BY_TABLES, OtherRules, Task, do
from kae_sim.errors import KaeError
from kae_sim.farm import cluster, processes
from kae_sim.game.tables import Scores, tables_for
from kae_sim.players import BOTS
from kae_sim.players.graded import Graded
from kae_sim.scenario import Scenario, resolved
from kae_sim.score import assess
from ladder_work import AtOnce, do_dying_once, do_quickly, tiny
from local_cluster import two_workers
from made_up import made_up
from real_games import played

pytestmark = pytest.mark.usefixtures("quick")
SOME = ("do_nothing", "random", "triangulator")
PERSONS = (Graded(50, 1), Graded(50, 2))
PLAYS = 2
Results = dict[str, dict[str, Any]]


@pytest.fixture(scope="module", autouse=True)
def fewer_players() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(work, "BOTS", dict.fromkeys(SOME, ""))
        patch.setattr(work, "PERSONS", PERSONS)
        patch.setattr(work, "GRADED_DEALS", 1)
        patch.setattr(work, "do", do_quickly)
        yield


@pytest.fixture(scope="module")
def scenario(two_week_promise: Scenario) -> Scenario:
    return tiny(two_week_promise)


def all_of(scenario: Scenario, make: Callable[[], Executor], file: Path) -> Results:
    kept = Kept(file)
    for _ in carry_out(scenario, PLAYS, make, kept):
        pass
    return kept.results


def timeless(results: Results) -> Results:
    """The results without the one thing that a clock has a say in."""
    return {name: {**results[name], "seconds": None} for name in names_of(PLAYS)}


@pytest.fixture(scope="module")
def found(scenario: Scenario, tmp_path_factory: pytest.TempPathFactory) -> Results:
    """By one worker, without a stop."""
    return all_of(scenario, AtOnce, tmp_path_factory.mktemp("kept") / "found.jsonl")


def test_every_deal_has_its_games_and_its_pack(found: Results) -> None:
    assert names_of(2) == ("games/1", "pack/1", "games/2", "pack/2")
    assert set(found) == {*names_of(2), BY_TABLES}
    assert found["games/1"]["players"] != found["games/2"]["players"]


def test_a_deal_of_the_ladder_is_a_game_scored_by_itself(scenario: Scenario, found: Results) -> None:
    card = assess(played("random", scenario, 2).game).card
    skills = {name: skill.points for name, skill in card.skills.items()}
    assert found["games/2"]["players"]["random"] == {"score": card.score, **skills}


def test_players_of_graded_skill_play_on_the_first_deals_and_their_answers_are_marked(found: Results) -> None:
    assert set(found["games/1"]["players"]) == {*SOME, "skill-50-1", "skill-50-2"}
    assert set(found["games/2"]["players"]) == set(SOME)
    marks = found["games/1"]["right"]
    assert set(marks) == {"skill-50-1", "skill-50-2"}
    assert all(len(one) == 2 * 4 and set(one) <= set("10-") for one in marks.values())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_two_workers_of_which_one_is_killed_find_what_one_finds(
    scenario: Scenario, found: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "do", partial(do_dying_once, tmp_path))
    assert timeless(all_of(scenario, processes(2), tmp_path / "kept.jsonl")) == timeless(found)
    assert (tmp_path / "killed").exists()


def test_a_cluster_of_two_workers_of_which_one_is_killed_finds_the_same(
    scenario: Scenario, found: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "do", partial(do_dying_once, tmp_path))
    with two_workers() as address:
        assert timeless(all_of(scenario, cluster(address), tmp_path / "kept.jsonl")) == timeless(found)
    assert (tmp_path / "killed").exists()


def test_a_stopped_calibration_goes_on_where_it_was(scenario: Scenario, found: Results, tmp_path: Path) -> None:
    file = tmp_path / "kept.jsonl"
    first = dict(islice(carry_out(scenario, PLAYS, AtOnce, Kept(file)), 3))
    with file.open("ab") as torn:
        torn.write(b'{"task": "pack/2", "resu')
    done: list[str] = []

    def count(results: Kept) -> None:
        done.extend(name for name, _ in carry_out(scenario, PLAYS, AtOnce, results))

    count(again := Kept(file))
    assert len(first) == 3
    assert set(done) == set(names_of(PLAYS)) - set(first)
    assert timeless(again.results) == timeless(found)
    count(Kept(file))
    assert len(done) == 1


def test_nothing_is_taken_over_from_another_scenario_or_other_players(
    scenario: Scenario, two_week_promise: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {kept_as(scenario), kept_as(two_week_promise)}
    for changed in (("ENGINE", 99), ("RECIPE", 99), ("PERSONS", PERSONS[:1]), ("BOTS", BOTS)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(work, *changed)
            names.add(kept_as(scenario))
    assert len(names) == 6


def test_results_played_by_other_tables_are_not_mixed_in(
    scenario: Scenario, found: Results, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Kept(tmp_path / "kept.jsonl")
    for name in names_of(PLAYS):  # as they were kept before tables were noted
        kept.keep(name, found[name])
    assert list(carry_out(scenario, PLAYS, AtOnce, kept)) == []
    tables = tables_for(scenario)
    told = replace(tables, scores=Scores(200, 9.0, {}))
    monkeypatch.setattr(work, "tables_for", lambda _: told)
    assert list(carry_out(scenario, PLAYS, AtOnce, Kept(kept.path))) == []
    other = replace(tables, priors={**tables.priors, "late": tables.priors["soon"]})
    monkeypatch.setattr(work, "tables_for", lambda _: other)
    with pytest.raises(KaeError, match=r"played with other tables of it.*--afresh"):
        list(carry_out(scenario, PLAYS, AtOnce, Kept(kept.path)))


def test_a_worker_with_other_rules_refuses() -> None:
    with pytest.raises(OtherRules, match="install the same kae-sim"):
        do(Task(-1, b"", {}, "games/1", (), ()))


def test_the_whole_is_put_together_in_whatever_order_it_came(two_week_promise: Scenario) -> None:
    results = made_up(PLAYS)
    whole = document(put_together(two_week_promise, PLAYS, results))
    assert document(put_together(two_week_promise, PLAYS, dict(reversed(results.items())))) == whole
    assert set(whole["bots"]) == set(BOTS)
    for rung in whole["bots"].values():
        assert {"mean", "sd", "n", "difference", "se"} <= set(rung)
    assert whole["verdict"] in ("fit", "unfit")
    assert any("Only 2 deals were played" in reason for reason in whole["reasons"])
    assert whole["reliability"] is None
    assert any("can't be told from fewer than three deals" in reason for reason in whole["reasons"])


def test_what_was_found_can_be_put_together(scenario: Scenario, found: Results) -> None:
    """Real results of the pack, as they were kept, beside scores of all bots."""
    packs = {name: found[name] for name in names_of(PLAYS) if name.startswith("pack/")}
    names = [one.name for one in put_together(scenario, PLAYS, made_up(PLAYS) | packs).judgement.conditions]
    rules = pack_rules(count_deal((resolved(scenario), 1)))
    assert {one.name for one in rules} < set(names)
