"""Why the company gained or lost, what became of the best plan, and that the figures of one account fit together."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from kae_sim.score import debrief
from kae_sim.score.debrief_model import Debrief
from kae_sim.score.miss import came_of_it, costliest_miss, gaps_where_worked, missed
from kae_sim.score.quoting import WORTH_TELLING
from kae_sim.score.trials import Schedule
from real_games import SCORED, Played

pytestmark = pytest.mark.usefixtures("quick")
NAMES = {"follow-up": "nurse-led follow-up", "chairs": "new chair template", "detailing": "a lunch"}


@pytest.fixture(scope="module")
def debriefs(bot_games: Mapping[str, Played]) -> dict[str, Debrief]:
    return {bot: debrief(played.game, played.assessment) for bot, played in bot_games.items()}


def test_the_companys_points_are_what_was_earned_less_what_was_spent(
    bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    told = [(bot, one) for bot, made in debriefs.items() for one in made.accounts]
    assert any(one.money is not None and one.bars.company < 0 for _, one in told)
    assert any(one.money is not None and one.bars.company > 0 for _, one in told)
    for bot, one in told:
        if one.money is None:
            assert bot_games[bot].assessment.delivered[one.id] == ()
            continue
        cap = bot_games[bot].game.scenario.pack.economy.cap
        # Each figure is rounded to a tenth for itself.
        assert one.bars.company == pytest.approx(min(cap, one.money.earned - one.money.spent), abs=0.2)
        assert (one.money.patient_weeks > 0) == (one.money.earned_pence > 0)


@pytest.mark.parametrize("bot", SCORED)
def test_what_a_miss_cost_follows_from_the_figures_of_its_account(bot: str, debriefs: dict[str, Debrief]) -> None:
    made = debriefs[bot]
    for moment in made.moments:
        if moment.kind != "costliest-miss":
            continue
        whole, weight, best, came = map(float, re.findall(r"-?\d+\.?\d*(?= together| points|;|\.$)", moment.sum))
        account = next(one for one in made.accounts if moment.headline.startswith(f"{one.name}:"))
        assert account.joint == came
        assert -moment.points == pytest.approx(weight * (best - came) / whole, abs=0.1)


@pytest.mark.parametrize("bot", SCORED)
def test_what_all_accounts_miss_is_what_planning_lost(bot: str, bot_games: Mapping[str, Played]) -> None:
    found = bot_games[bot].assessment
    gaps = gaps_where_worked(found)
    left_alone = set(found.delivered) - set(gaps)
    alone = sum(found.trials.mean(one, found.best[one]).joint for one in left_alone)
    assert sum(gaps.values()) + alone == pytest.approx(found.ladder.oracle - found.ladder.delivered)


def test_nobody_is_quoted_twice_and_a_best_call_harmed_nobody(debriefs: dict[str, Debrief]) -> None:
    for made in debriefs.values():
        quoted = [one for moment in made.moments for one in moment.who_said_what]
        assert len(quoted) == len(set(quoted))
        for call in (moment for moment in made.moments if moment.kind == "best-call"):
            assert call.points > 0
            planned = [one for one in made.accounts if one.plan and call.headline.startswith(f"{one.name}: ")]
            if planned and "you said" not in call.headline:
                bars = planned[0].bars
                assert min(bars.patients, bars.account, bars.company) >= 0


@pytest.mark.parametrize(
    ("best", "done", "headline", "words"),
    [
        ((("follow-up", 14),), (("follow-up", 32),), "came too late", "running too late: it was live from week 32"),
        ((("follow-up", 14),), (), "did not happen", ""),
        ((("follow-up", 14),), (("chairs", 9),), "something else was done", "You did not have nurse-led follow-up"),
        (
            (("chairs", 9), ("follow-up", 14)),
            (("chairs", 20),),
            "only a part of what was possible, and that too late",
            "You had new chair template running too late: it was live from week 20 only. You did not have",
        ),
        (
            (("chairs", 9),),
            (("chairs", 9), ("detailing", 9)),
            "more was done than was good",
            "Beside it you did a lunch.",
        ),
        ((), (("detailing", 9),), "more harm than good", " You did a lunch."),
    ],
)
def test_a_miss_says_whether_it_was_not_done_too_late_or_something_else(
    best: Schedule, done: Schedule, headline: str, words: str
) -> None:
    assert headline in missed(best, done, {})
    assert words in came_of_it(NAMES, best, done, {})
    assert bool(came_of_it(NAMES, best, done, {})) == bool(done)


def test_a_miss_that_was_proposed_is_told_with_the_no_that_it_met() -> None:
    said_no = {"follow-up": "You proposed nurse-led follow-up in week 7; in week 9 they said no: Too much work."}
    best = (("follow-up", 14),)
    assert missed(best, (), said_no) == "what would have helped was refused"
    assert came_of_it(NAMES, best, (), said_no) == f" {said_no['follow-up']}"
    told = came_of_it(NAMES, best, (("chairs", 9),), said_no)
    assert told == f" {said_no['follow-up']} Instead you did new chair template."
    assert missed((*best, ("detailing", 9)), (), said_no) == "what was possible and did not happen"


def test_what_helped_a_little_is_not_told_as_no_help() -> None:
    best, done = (("follow-up", 14),), (("chairs", 9),)
    assert missed(best, done, {}, helped=True) == "something else was done, which brought less"
    assert missed(best, done, {}) == "something else was done than would have helped"


def test_a_miss_of_hardly_anything_is_no_moment(
    bot_games: Mapping[str, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = bot_games["one_doctor"].assessment
    told = costliest_miss(found)
    assert told is not None
    assert told.points <= -WORTH_TELLING
    gaps = dict.fromkeys(gaps_where_worked(found), found.ladder.oracle * 0.4 / found.weights["plan"])
    monkeypatch.setattr("kae_sim.score.miss.gaps_where_worked", lambda assessment: gaps)
    assert costliest_miss(found) is None
