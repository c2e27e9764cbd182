"""The habit to change needs evidence: of having asked, of a plan that was wrong, of an answer that did not follow."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from kae_sim.game.actions import Share
from kae_sim.score import assess, losses
from kae_sim.score.habit_moments import harmful, planned_where_met, where_it_showed
from kae_sim.score.habits import GOOD, HABITS, UNDONE, habit, habit_beside, measured, misled_by_sales, one_sided
from kae_sim.score.said import WELL_FOUNDED, alone, answers_where_met, untold, well_founded
from kae_sim.score.sameness import fits, proposed, repeated, same_plan
from kae_sim.score.tiers import best
from real_games import Played, twin

pytestmark = pytest.mark.usefixtures("quick")


def test_whoever_asked_nobody_and_read_nothing_is_told_so(bot_games: Mapping[str, Played]) -> None:
    for bot in ("template", "do_nothing"):
        told = habit(bot_games[bot].assessment)
        assert told.name == "Asking nobody"
        assert told.showed[0] == "You spoke to nobody and read nothing."


def test_whoever_only_read_is_told_to_ask_somebody(bot_games: Mapping[str, Played]) -> None:
    told = habit(bot_games["spreadsheet"].assessment)
    assert told.name == "Reading instead of asking"
    assert told.monday.startswith("Ring one person who works where patients are treated")
    assert told.showed[0].startswith("You read ")
    assert "wrong" in told.showed[1]


def test_whoever_broke_the_code_hears_of_that_first(bot_games: Mapping[str, Played]) -> None:
    made = bot_games["triangulator"]
    game = twin(made.game, [])
    assert habit(assess(game, made.assessment.measured_with)).name != "Bending the code"
    game.table.play.breaches = 1
    told = habit(assess(game, made.assessment.measured_with))
    assert told.name == "Bending the code"
    assert told.showed
    beside = habit_beside(assess(game, made.assessment.measured_with))
    assert beside is None or beside.name != "Bending the code"
    assert habit_beside(made.assessment) is None, "where the code was kept there is one habit"
    for meeting in game.table.play.meetings.values():
        meeting.agenda = ()
    shown = habit_beside(assess(game, made.assessment.measured_with))
    assert shown is not None
    assert shown.name == "Showing instead of asking"
    assert shown.showed


def test_whoever_shows_and_asks_nothing_is_told_so(bot_games: Mapping[str, Played]) -> None:
    made = bot_games["triangulator"]
    game = twin(made.game, [])
    assert measured(assess(game, made.assessment.measured_with))["showing"] < 0.3
    held = [one for one in game.table.play.meetings.values() if one.state == "done"]
    held.sort(key=lambda one: one.week)
    for meeting in held:
        meeting.agenda = ()
    found = assess(game, made.assessment.measured_with)
    assert measured(found)["showing"] == 1
    told = where_it_showed(found, "showing")
    assert told[0] == f"In {len(held)} of your meetings no question was on your list."
    assert told[1].startswith(f"Week {held[0].week}, ")


def test_plans_that_one_side_pays_for_are_told_with_what_each_side_got(bot_games: Mapping[str, Played]) -> None:
    seen = 0
    for played in bot_games.values():
        found = played.assessment
        lost = harmful(found)
        for account_id, sides in lost.items():
            assert found.trials.mean(account_id, found.delivered[account_id]).joint < 0
            assert min(sides) < 0
        told = where_it_showed(found, "one-sided")
        assert len(told) == min(3, len(lost))
        assert all(" lost " in one for one in told)
        seen += len(lost)
    assert seen


def test_praise_names_whom_was_asked(bot_games: Mapping[str, Played], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kae_sim.score.habits.ENOUGH", 2.0)
    made = bot_games["triangulator"].assessment
    game = twin(made.game, [])
    game.scenario = game.scenario.model_copy(update={"pass_mark": 0})
    told = habit(assess(game, made.measured_with))
    assert told.name == GOOD.name
    assert all("you spoke to " in one for one in told.showed)
    assert told.showed
    game.scenario = game.scenario.model_copy(update={"pass_mark": 100})
    told = habit(assess(game, made.measured_with))
    assert told.name == UNDONE.name
    for one in told.showed:
        assert re.search(r"are worth (-?[\d.]+) points of value there; yours came to (-?[\d.]+)\.$", one)
    assert told.showed


def test_one_plan_for_all_is_no_fault_where_it_was_the_best(bot_games: Mapping[str, Played]) -> None:
    made = bot_games["template"].assessment
    game = twin(made.game, [])
    found = assess(game, made.measured_with)
    again = repeated(found)
    assert again is not None
    assert same_plan(found) > 0
    assert not any(fits(found.oracle, one, proposed(found)[one]) for one in again.unfit)
    step = next(one for play in game.table.play.accounts.values() for one in play.steps.values())
    for account_id, play in game.table.play.accounts.items():
        right = frozenset(best(found.oracle, account_id).initiatives)
        assert fits(found.oracle, account_id, right)
        play.steps = dict.fromkeys(right, step)
    assert repeated(found) is None
    assert same_plan(found) == 0


def test_an_answer_that_all_that_was_heard_bears_out_is_not_believed_from_one_voice(
    bot_games: Mapping[str, Played],
) -> None:
    lone = founded = 0
    for bot in ("triangulator", "one_doctor"):
        found = bot_games[bot].assessment
        lock = found.game.table.play.locks[-1]
        for said in answers_where_met(found.game):
            held = losses.observer_at(found.game, found.tables, said.account.id, said.unknown, lock)
            assert well_founded(found, said) == (held[said.answer] >= WELL_FOUNDED)
            if alone(found, said) or untold(found, said):
                assert held[said.answer] < WELL_FOUNDED
                lone += 1
            elif said.voices <= 1:
                founded += 1
    assert lone
    assert founded


def test_whoever_asks_and_writes_nothing_down_is_not_told_that_nothing_was_asked(
    bot_games: Mapping[str, Played],
) -> None:
    made = bot_games["triangulator"]
    game = twin(made.game, [])
    for held in game.table.play.locks[-1].beliefs.values():
        held.clear()
    found = assess(game, made.assessment.measured_with)
    assert (measured(found)["never-asked"], measured(found)["never-said"]) == (0, 1)
    assert "you had heard something of this, and gave no answer" in where_it_showed(found, "never-said")[0]
    for account in game.table.play.accounts.values():
        account.claims.clear()
        account.version += 1
    game._view = None
    deaf = assess(game, made.assessment.measured_with)
    assert (measured(deaf)["never-asked"], measured(deaf)["never-said"]) == (1, 0)


def test_whoever_asks_until_people_walk_out_is_told_so_in_the_order_of_weeks(bot_games: Mapping[str, Played]) -> None:
    assert measured(bot_games["triangulator"].assessment)["patience"] < 0.3
    found = bot_games["ask_everything"].assessment
    assert measured(found)["patience"] > 0.3
    told = where_it_showed(found, "patience")
    weeks = [int(one.split(",")[0].removeprefix("Week ")) for one in told]
    assert weeks == sorted(weeks)
    assert all(one.endswith("had had enough.") for one in told)


def test_one_underrated_account_is_no_habit(bot_games: Mapping[str, Played], monkeypatch: pytest.MonkeyPatch) -> None:
    found = bot_games["triangulator"].assessment
    names = [one.id for one in found.game.view.accounts]
    tiers = dict(zip(names, ("short", "medium", "long", "deprioritise"), strict=True))
    shares = [Share(account=one, tier=tiers[one], tokens=0, reason=None) for one in names]  # type: ignore[arg-type]
    monkeypatch.setattr("kae_sim.score.habits.by_sales", lambda game: shares)
    for value, habit_shows in (((2, 3, 4, 9), True), ((9, 5, 4, 10), False)):
        worths = dict(zip(names, value, strict=True))
        monkeypatch.setattr("kae_sim.score.habits.worth", lambda oracle, one, worths=worths: worths[one])
        assert (misled_by_sales(found) > 0) == habit_shows


def test_every_habit_that_is_measured_has_words(bot_games: Mapping[str, Played]) -> None:
    assert set(measured(bot_games["triangulator"].assessment)) == set(HABITS)


def test_what_the_planner_misses_though_it_knows_everything_is_planning_and_not_asking(
    bot_games: Mapping[str, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(losses, "observer_beliefs", lambda game, tables: losses.true_beliefs(game))
    monkeypatch.setattr(losses, "cell_losses", lambda game, tables: [])
    made = bot_games["triangulator"].assessment
    found = assess(made.game, made.measured_with)
    assert found.ladder.truth == found.ladder.observer
    floor = found.score_milli / 1000 - found._weighed(found.raw)
    told = losses.lost(found.game, found.tables, found.oracle, found.ladder, found.raw, found.weights, floor)
    assert told["never_asked"] == pytest.approx(0)


def test_whoever_was_sure_on_two_voices_was_misled_and_not_too_sure(
    bot_games: Mapping[str, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = bot_games["triangulator"].assessment
    said = [replace(one, percent=90) for one in answers_where_met(found.game)]
    monkeypatch.setattr("kae_sim.score.habits.answers_where_met", lambda game: said)
    monkeypatch.setattr("kae_sim.score.habits.wrongly_sure", lambda lock, one: True)
    alone_on_it = [one for one in said if one.voices < 2]
    assert 0 < len(alone_on_it) < len(said)
    assert measured(found)["overconfident"] == pytest.approx(len(alone_on_it) / len(said))


def test_one_plan_that_cost_a_good_part_of_the_score_is_enough_to_speak_of(
    bot_games: Mapping[str, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = bot_games["triangulator"].assessment
    where = planned_where_met(found)[0]
    monkeypatch.setattr("kae_sim.score.habits.harmful", lambda assessment: {where: (1.0, 1.0, -30.0)})
    for cost, speaks in ((-6.0, True), (-1.0, False)):
        monkeypatch.setattr("kae_sim.score.habits.plan_points", lambda assessment, joint, cost=cost: cost)
        assert (one_sided(found, [where]) == 1) == speaks
