"""The debrief: the truth beside what was believed, worked out once from the same assessment as the card."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from kae_sim.game.state import BeliefPlay
from kae_sim.score import assess, debrief
from kae_sim.score.debrief_model import Debrief
from kae_sim.score.unheld import unheld
from real_games import SCORED, Played, twin

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(scope="module")
def debriefs(bot_games: Mapping[str, Played]) -> dict[str, Debrief]:
    return {bot: debrief(played.game, played.assessment) for bot, played in bot_games.items()}


@pytest.mark.parametrize("bot", SCORED)
def test_the_debrief_and_the_card_say_the_same(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    card, told = bot_games[bot].assessment.card, debriefs[bot]
    assert (told.score, told.passed, told.gate, told.captured) == (card.score, card.passed, card.gate, card.captured)
    assert told.lost == card.lost
    assert [(one.id, one.points, one.weight) for one in told.skills] == [
        (name, skill.points, skill.weight) for name, skill in card.skills.items()
    ]
    assert (told.band.low, told.band.high) == card.band
    for account, own in zip(told.accounts, card.accounts, strict=True):
        assert account.bars.model_dump() == own.value


@pytest.mark.parametrize("bot", SCORED)
def test_every_answer_is_told_as_right_or_wrong_or_not_given(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    lock = bot_games[bot].game.table.play.locks[-1]
    for account in debriefs[bot].accounts:
        held = lock.beliefs[account.id]
        for line, unknown in zip(account.answers, bot_games[bot].game.scenario.unknowns, strict=True):
            said = held.get(unknown)
            given = said is not None and said[1] >= 25
            assert (line.believed is not None, line.rung is not None) == (given, given)
            assert line.right == (said[0] in lock.truths[account.id][unknown] if given and said else None)
            assert len(line.true) == len(lock.truths[account.id][unknown])


@pytest.mark.parametrize("bot", SCORED)
def test_every_rung_is_counted_with_how_often_it_was_right(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    lines = [line for account in debriefs[bot].accounts for line in account.answers if line.rung]
    counted = {one.words: (one.said, one.right) for one in debriefs[bot].calibration}
    for rung, (said, right) in counted.items():
        assert said == sum(line.rung == rung for line in lines)
        assert right == sum(line.rung == rung and bool(line.right) for line in lines)


def test_no_debrief_shows_an_id_of_a_person_or_of_a_role(debriefs: dict[str, Debrief]) -> None:
    ids = re.compile(r"\ba\d\.[a-z]|specialist-nurse|chief-pharmacist|free-chairs|13-18\"|cannot-say|chair-template")
    for told in debriefs.values():
        assert ids.findall(told.model_dump_json()) == []


@pytest.mark.parametrize("bot", SCORED)
def test_the_timeline_runs_forward_and_tells_what_was_decided(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    weeks = [one.week for one in debriefs[bot].timeline]
    assert weeks == sorted(weeks)
    running = sum(len(done) for done in bot_games[bot].assessment.delivered.values())
    assert sum(": running, " in one.words for one in debriefs[bot].timeline) == running
    assert sum("closed" in one.words for one in debriefs[bot].timeline) == 3


def test_a_conversation_never_held_was_never_held(
    bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    found = {bot: [one for one in told.moments if one.kind == "never-held"] for bot, told in debriefs.items()}
    assert sum(len(moments) for moments in found.values()) >= 3
    for bot, moments in found.items():
        for moment in moments:
            name = moment.headline.split("never spoke to ")[1].split(" of ")[0]
            place = moment.headline.split(" of ")[1][:2].lower()
            play = bot_games[bot].game.table.play.accounts[place]
            person = next(one for one in play.people if name.lower().replace(" ", "-") in one)
            assert play.people[person].last_contact is None
            assert moment.points > 0


@pytest.mark.parametrize("bot", SCORED)
def test_the_conversation_never_held_is_the_one_worth_most_an_hour(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    found = list(unheld(bot_games[bot].assessment))
    assert all(one.points >= 0 for one in found)
    assert {one.channel for one in found} == {"call", "visit"}
    best = max(found, key=lambda one: one.per_hour)
    told = next((one for one in debriefs[bot].moments if one.kind == "never-held"), None)
    assert (told is None) == (round(best.points, 1) == 0)
    if told is None:
        return
    assert best.person.name in told.headline
    assert told.points == round(best.points, 1)
    assert told.sum == f"A {best.channel} takes 2 hours: about {best.per_hour:.2f} points an hour."
    assert len(told.who_said_what) == len(best.asks) >= 1


def test_who_has_heard_more_has_less_to_gain_from_a_conversation_never_held(bot_games: Mapping[str, Played]) -> None:
    most = {bot: max(one.per_hour for one in unheld(played.assessment)) for bot, played in bot_games.items()}
    assert most["triangulator"] < most["do_nothing"]


def test_somebody_who_did_something_good_hears_of_it_and_somebody_idle_does_not(debriefs: dict[str, Debrief]) -> None:
    kinds = {bot: {moment.kind for moment in told.moments} for bot, told in debriefs.items()}
    assert "best-call" in kinds["triangulator"]
    assert "best-call" not in kinds["do_nothing"]
    assert "costliest-miss" in kinds["do_nothing"]


def test_luck_is_told_as_a_range_of_scores_of_the_same_decisions(debriefs: dict[str, Debrief]) -> None:
    for told in debriefs.values():
        assert 0 <= told.luck.low <= told.luck.high <= 100
    assert debriefs["do_nothing"].luck.high == 0
    assert debriefs["triangulator"].luck.high > 0


def test_an_answer_that_was_taken_back_is_nothing_that_was_believed(bot_games: Mapping[str, Played]) -> None:
    played = bot_games["do_nothing"]
    game = twin(played.game, [])
    stage = game.view.rules.stages[0]
    for account in game.table.play.accounts.values():
        account.beliefs["bottleneck"] = BeliefPlay(stage, 10, 39)
        account.version += 1
    game._view = None
    game.table.play.locks[-1].beliefs = {account: {"bottleneck": (stage, 10)} for account in game.table.accounts}
    told = debrief(game, assess(game, played.assessment.measured_with))
    for shown in told.accounts:
        assert not any(one.believed for one in shown.stages)
        assert shown.answers[1].believed is None
    miss = next(moment for moment in told.moments if moment.kind == "costliest-miss")
    assert "You did not say." in miss.true
