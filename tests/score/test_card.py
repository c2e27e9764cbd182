"""The scorecard: what a whole game came to, where its points went, and that nothing can be had for nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from kae_sim.game import Game
from kae_sim.game.actions import Believe
from kae_sim.game.state import StepPlay
from kae_sim.game.tables import Scores
from kae_sim.scenario import Scenario
from kae_sim.score import NotFinished, assess, debrief, scorecard
from kae_sim.score.card import Assessment
from kae_sim.score.debriefing import BOT_WORDS
from kae_sim.score.losses import NAMES, observer_at
from kae_sim.score.oracle import Oracle, solve
from kae_sim.score.skills import WEIGHTS, know
from real_games import SCORED, Played, Recorded, small, twin

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture
def idle(bot_games: Mapping[str, Played]) -> tuple[Game, Assessment]:
    """A finished game in which nothing was done, to be changed at will, and how it was assessed."""
    played = bot_games["do_nothing"]
    return twin(played.game, []), played.assessment


def again(idle: tuple[Game, Assessment]) -> Assessment:
    """Assesses the changed game on the same yardstick."""
    return assess(idle[0], idle[1].measured_with)


# --- when --------------------------------------------------------------------------------------------


def test_nothing_is_known_of_a_score_before_the_end(game: Recorded) -> None:
    for week in (1, 20, 39):
        game.to_week(week)
        for ask in (scorecard, assess, debrief):
            with pytest.raises(NotFinished, match="not over yet"):
                ask(game.game)


# --- nothing for nothing -------------------------------------------------------------------------------


def test_doing_nothing_earns_nothing_in_every_skill(bot_games: Mapping[str, Played]) -> None:
    card = bot_games["do_nothing"].assessment.card
    assert {name: skill.points for name, skill in card.skills.items()} == dict.fromkeys(WEIGHTS, 0.0)
    assert (card.score, card.captured, card.passed) == (0, 0, False)
    assert all(side == 0 for account in card.accounts for side in account.value.values())


def test_the_weights_of_the_skills_add_up_to_a_hundred() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert WEIGHTS["know"] == WEIGHTS["plan"] == 40


# --- captured ------------------------------------------------------------------------------------------


def deliver(game: Game, best: Oracle) -> None:
    """Makes the game one in which the oracle's plans went live in the oracle's weeks."""
    for account_id, choice in best.best.items():
        game.table.play.accounts[account_id].steps = {
            one: StepPlay(one, "running", week=week) for one, week in choice.schedule
        }


def test_delivering_the_oracles_schedule_captures_everything(idle: tuple[Game, Assessment]) -> None:
    deliver(idle[0], idle[1].oracle)
    found = again(idle)
    assert any(found.delivered.values())
    assert found.captured == 1
    assert found.card.skills["plan"].points == 100
    assert found.card.score == pytest.approx(40)


def test_delivering_a_part_of_it_captures_that_part(idle: tuple[Game, Assessment]) -> None:
    deliver(idle[0], idle[1].oracle)
    joints = {one.account: idle[1].trials.mean(one.account, one.schedule).joint for one in idle[1].oracle.best.values()}
    account = max(joints, key=lambda one: joints[one])
    idle[0].table.play.accounts[account].steps = {}
    assert again(idle).captured == pytest.approx(1 - joints[account] / sum(joints.values()))


def test_what_was_agreed_and_never_went_live_is_worth_nothing(idle: tuple[Game, Assessment]) -> None:
    for account in idle[0].table.play.accounts.values():
        account.steps = {"funding-form": StepPlay("funding-form", "adopted", week=30)}
    assert again(idle).captured == 0


def test_harm_is_taken_off_and_a_score_never_falls_below_nothing(idle: tuple[Game, Assessment]) -> None:
    game, before = idle
    harmful: dict[str, tuple[float, str]] = {}
    for account in game.table.territory.accounts:
        for one in account.offered:
            worth = before.trials.mean(account.id, ((one, 60),)).joint
            harmful[account.id] = min(harmful.get(account.id, (0.0, "")), (worth, one))
    for account_id, (worth, one) in harmful.items():
        if worth < 0:
            game.table.play.accounts[account_id].steps = {one: StepPlay(one, "running", week=60)}
    found = again(idle)
    assert found.captured < 0
    assert found.raw["plan"] == 100 * found.captured
    assert found.card.score == 0
    assert found.card.lost["floor"] == pytest.approx(-40 * -found.captured, abs=0.01)


# --- the gate ------------------------------------------------------------------------------------------


def brilliant(idle: tuple[Game, Assessment]) -> None:
    """Everything right and everything delivered."""
    deliver(idle[0], idle[1].oracle)
    for lock in idle[0].table.play.locks:
        for account_id, truths in lock.truths.items():
            lock.beliefs[account_id] = {unknown: (truth[0], 90) for unknown, truth in truths.items()}


def test_whoever_is_right_about_everything_passes(idle: tuple[Game, Assessment]) -> None:
    brilliant(idle)
    card = again(idle).card
    assert card.skills["know"].points == 100
    assert card.score >= 80
    assert (card.gate, card.passed) == ("open", True)


@pytest.mark.parametrize(("breaches", "warnings"), [(1, 0), (0, 2)])
def test_behind_a_closed_gate_no_number_of_points_passes(
    idle: tuple[Game, Assessment], breaches: int, warnings: int
) -> None:
    brilliant(idle)
    idle[0].table.play.breaches, idle[0].table.play.warnings = breaches, warnings
    card = again(idle).card
    assert card.score >= 80
    assert (card.gate, card.passed) == ("closed", False)


def test_the_pass_mark_is_the_scenarios(idle: tuple[Game, Assessment]) -> None:
    deliver(idle[0], idle[1].oracle)
    score = again(idle).card.score
    for mark, passed in ((int(score), True), (int(score) + 1, False)):
        idle[0].scenario = idle[0].scenario.model_copy(update={"pass_mark": mark})
        assert again(idle).card.passed == passed


# --- where points were lost ------------------------------------------------------------------------------


@pytest.mark.parametrize("bot", SCORED)
def test_losses_add_up_to_what_is_missing_from_a_hundred(bot: str, bot_games: Mapping[str, Played]) -> None:
    found = bot_games[bot].assessment
    before_floors = sum(WEIGHTS[name] * points / 100 for name, points in found.raw.items())
    lost = found.card.lost
    assert tuple(lost) == NAMES
    assert sum(lost.values()) - lost["floor"] == pytest.approx(100 - before_floors, abs=0.05)
    assert sum(lost.values()) == pytest.approx(100 - found.card.score, abs=0.05)
    assert lost["floor"] <= 0 or before_floors > found.card.score


@pytest.mark.parametrize("bot", SCORED)
def test_a_score_is_its_skills_by_their_weights(bot: str, bot_games: Mapping[str, Played]) -> None:
    found = bot_games[bot].assessment
    total = sum(WEIGHTS[name] * points / 100 for name, points in found.skills.items())
    assert found.card.score == pytest.approx(max(0.0, total), abs=0.001)
    assert found.card.band[0] <= found.card.score <= found.card.band[1]
    assert found.card.skills["know"].points >= 0
    assert found.card.skills["plan"].points <= 100


def test_somebody_who_never_asked_misread_nothing(bot_games: Mapping[str, Played]) -> None:
    lost = bot_games["do_nothing"].assessment.card.lost
    assert lost["never_asked"] > 30
    assert lost["too_late"] == 0
    assert (lost["overpromised"], lost["relationships"]) == (WEIGHTS["realistic"], WEIGHTS["relationships"])


def test_saying_the_opposite_of_what_was_heard_is_misreading(bot_games: Mapping[str, Played]) -> None:
    played = bot_games["triangulator"]
    game = twin(played.game, [])
    for lock in game.table.play.locks:
        for account_id, said in lock.beliefs.items():
            answers = next(one for one in game.view.accounts if one.id == account_id).answers
            for unknown in said:
                wrong = next(one for one in answers[unknown] if one not in lock.truths[account_id][unknown])
                said[unknown] = (wrong, 99)
    found = assess(game, played.assessment.measured_with)
    assert found.raw["know"] == know(game) < 0
    more = found.card.lost["misread"] - played.assessment.card.lost["misread"]
    assert more > 40
    assert found.card.lost["never_asked"] == played.assessment.card.lost["never_asked"]


def test_the_observer_listens_only_to_what_was_there_when_the_round_was_locked(
    bot_games: Mapping[str, Played],
) -> None:
    played = bot_games["triangulator"]
    game, tables = played.game, played.game.tables
    first, last = game.table.play.locks[0], game.table.play.locks[-1]
    changed = [account for account in first.claims if last.claims[account] > first.claims[account]]
    assert changed
    account = changed[0]
    early = observer_at(game, tables, account, "wait", first)
    deaf = twin(game, [])
    play = deaf.table.play.accounts[account]
    del play.claims[first.claims[account] :]
    play.version += 1
    deaf._view = None
    assert observer_at(deaf, tables, account, "wait", first) == early
    before = twin(game, [])
    before.table.play.accounts[account].claims.clear()
    before.table.play.accounts[account].version += 1
    before._view = None
    assert observer_at(before, tables, account, "wait", first) != early


# --- the oracle ----------------------------------------------------------------------------------------


def test_the_oracle_stays_within_hours_and_money_and_submits_from_week_six(bot_games: Mapping[str, Played]) -> None:
    found = bot_games["do_nothing"].assessment
    scenario, oracle = found.game.scenario, found.oracle
    quarter = scenario.calendar.weeks_per_round * scenario.week_half_hours
    limits = (quarter * 40 // 100, quarter, quarter)
    for place, limit in enumerate(limits):
        assert sum(choice.by_quarter[place] for choice in oracle.best.values()) <= limit
    assert sum(choice.pence for choice in oracle.best.values()) <= scenario.budget_pence
    for menu in oracle.choices.values():
        for choice in menu:
            assert len(choice.initiatives) <= 3
            assert all(week >= 6 + 2 + scenario.pack.initiative(one).live_weeks for one, week in choice.schedule)


def test_nothing_on_an_oracles_menu_that_fits_beside_the_rest_is_worth_more(bot_games: Mapping[str, Played]) -> None:
    found = bot_games["do_nothing"].assessment
    scenario, oracle = found.game.scenario, found.oracle
    quarter = scenario.calendar.weeks_per_round * scenario.week_half_hours
    limits = (quarter * 40 // 100, quarter, quarter, scenario.budget_pence)
    for account_id, menu in oracle.choices.items():
        others = [one for account, one in oracle.best.items() if account != account_id]
        used = [sum(one.by_quarter[place] for one in others) for place in range(3)] + [sum(one.pence for one in others)]
        for choice in menu:
            costs = (*choice.by_quarter, choice.pence)
            if all(a + b <= limit for a, b, limit in zip(used, costs, limits, strict=True)):
                assert choice.joint <= oracle.best[account_id].joint + 1e-9


def test_a_yardstick_of_the_same_deal_gives_the_card_that_a_game_would_give_alone(
    bot_games: Mapping[str, Played],
) -> None:
    shared = bot_games["one_doctor"]
    assert shared.yardstick is not None
    alone = assess(shared.game)
    assert alone.trials is not shared.assessment.trials
    assert alone.card == shared.assessment.card


def test_the_oracle_is_the_same_however_the_game_was_played(bot_games: Mapping[str, Played]) -> None:
    first, other = bot_games["do_nothing"], bot_games["random"]
    assert solve(other.game.table, first.assessment.trials) == first.assessment.oracle


# --- what is printed -------------------------------------------------------------------------------------


@pytest.mark.parametrize("bot", ["do_nothing", "triangulator"])
def test_the_document_has_everything_promised_of_a_game(bot: str, bot_games: Mapping[str, Played]) -> None:
    card = bot_games[bot].assessment.card
    document: dict[str, Any] = json.loads(json.dumps(card.document(), allow_nan=False))
    promised = "score passed gate band skills captured lost accounts weeks actions"
    assert set(promised.split()) <= set(document)
    assert document["score"] == card.score_milli / 1000
    for account in document["accounts"]:
        assert set(account) == {"id", "truth", "beliefs", "value"}
        assert isinstance(account["truth"]["wait"], str)
        assert isinstance(account["truth"]["bottleneck"], list)
        assert set(account["value"]) == {"patients", "account", "company"}
    assert document["skills"]["know"]["weight"] == 40


def test_two_quarters_and_one_are_scored_too(two_week_promise: Scenario) -> None:
    for rounds in (1, 2):
        game = Recorded.start(small(two_week_promise, accounts=2, rounds=rounds), 3)
        game.act(Believe(account="a1", unknown="wait", answer="13-18", percent=90))
        card = assess(game.to_end().game).card
        assert card.weeks == 13 * rounds
        assert sum(skill.weight for skill in card.skills.values()) == 100
        assert abs(card.skills["know"].points) <= 100
        assert sum(card.lost.values()) == pytest.approx(100 - card.score, abs=0.05)


# --- a territory where sharing hours makes no difference ---------------------------------------------------


def test_doing_nothing_with_two_accounts_earns_nothing_and_the_debrief_says_why(two_week_promise: Scenario) -> None:
    found = assess(Recorded.start(small(two_week_promise, accounts=2), 3).to_end().game)
    card = found.card
    assert (card.score, card.skills["prioritise"].points, card.skills["prioritise"].weight) == (0, 0, 0)
    assert sum(skill.weight for skill in card.skills.values()) == 100
    assert sum(card.lost.values()) == pytest.approx(100, abs=0.05)
    told = {skill.id: skill.left_out for skill in debrief(found.game, found).skills}
    assert "not judged" in str(told.pop("prioritise"))
    assert set(told.values()) == {None}


def test_the_debrief_says_nothing_of_it_where_sharing_counts(bot_games: Mapping[str, Played]) -> None:
    played = bot_games["triangulator"]
    assert played.assessment.card.skills["prioritise"].weight == WEIGHTS["prioritise"]
    assert {skill.left_out for skill in debrief(played.game, played.assessment).skills} == {None}


# --- what a score means ----------------------------------------------------------------------------------


def test_a_calibrated_scenario_is_told_with_what_was_measured_and_any_other_with_what_is_assumed(
    bot_games: Mapping[str, Played],
) -> None:
    played = bot_games["triangulator"]
    assumed = assess(played.game, played.assessment.measured_with)
    measured = assess(played.game, played.assessment.measured_with)
    assumed.tables = replace(played.game.tables, scores=None)
    measured.tables = replace(played.game.tables, scores=Scores(200, 7.5, {"one_doctor": 11.25}))
    error = played.game.scenario.pack.economy.assumed_standard_error
    for found, half, calibrated in ((assumed, error, False), (measured, 7.5, True)):
        card = found.card
        assert card.calibrated is calibrated
        assert card.band == pytest.approx((max(0, card.score - half), min(100, card.score + half)), abs=0.001)
    marks, before = (
        {one.words: one.mean for one in debrief(played.game, found).ruler} for found in (measured, assumed)
    )
    assert marks.keys() == before.keys()
    assert {words for words in marks if marks[words] != before[words]} == {BOT_WORDS["one_doctor"]}
    assert marks[BOT_WORDS["one_doctor"]] == 11.25
    assert assumed.card.score == measured.card.score
