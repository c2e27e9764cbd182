"""Fit or unfit: each condition on figures made by hand, and the reasons in words."""

from __future__ import annotations

from dataclasses import replace
from math import sin

import pytest

from kae_sim.calibrate import Ladder, Rule, climb
from kae_sim.calibrate.dominance import dominance
from kae_sim.calibrate.reliability import Components, Reliability, equals
from kae_sim.calibrate.verdict import Judgement, judge, meaning
from kae_sim.players import BOTS
from kae_sim.players.graded import Graded

DEALS = 200
SOUND = {"oracle": 95.0, "triangulator": 60.0, "ask_all_well": 60.0, "company_only": 45.0, "customer_only": 45.0}
KEPT = Rule("one plan for all, % of the oracle", 20.0, -100, 40)


def ladder(deals: int = DEALS, **means: float) -> Ladder:
    """Scores around these means, every bot up and down in its own way."""
    levels = dict.fromkeys(BOTS, 15.0) | SOUND | means
    found = {
        seed: {bot: {"score": level + 4 * sin(seed * (at + 2))} for at, (bot, level) in enumerate(levels.items())}
        for seed in range(deals)
    }
    return climb(found, tuple(BOTS))


def judged(
    seen: Ladder, rule: Rule = KEPT, plays: int = DEALS, found: Reliability | None = None, stored: int = 10
) -> Judgement:
    return judge(seen, (rule,), plays, found, stored)


def measured(error: float) -> Reliability:
    pair = {Graded(50, 1): (1.0, 2.0, 3.0), Graded(50, 2): (2.0, 2.0, 2.0)}
    one = Components(50.0, 20.0, error**2)
    return Reliability(2, 3, one, one, 0.1, 1.0, equals(pair, error), {50: (2.0, 1.0)})


def test_a_sound_scenario_is_fit_and_says_so() -> None:
    found = judged(ladder(), found=measured(9.0))
    assert found.verdict == "fit"
    assert found.reasons == (f"All {len(found.conditions)} conditions hold over 200 deals.",)


@pytest.mark.parametrize(
    ("bot", "mean", "reason"),
    [
        ("one_doctor", 50.0, "A naive way comes too close: the triangulator leads one doctor by 10.0 points"),
        ("ask_everything", 58.0, "A naive way wins too often: the triangulator leads ask everything by 0"),
        ("random", 26.0, "Chance plays too well: random has 26.0 points on average"),
        ("oracle", 80.0, "Whoever knows everything must reach 90 to 100 points: oracle has 80.0"),
        ("company_only", 59.5, "Planning for the company alone is hardly punished"),
        ("customer_only", 59.5, "Planning for the customer alone is hardly punished"),
        ("spreadsheet", 43.0, "Asking nobody pays: spreadsheet hears nobody and is 5.5 points above half"),
        ("template", 43.0, "Asking nobody pays: template"),
        ("sales_pusher", 43.0, "Asking nobody pays: sales pusher"),
    ],
)
def test_a_bot_that_scores_what_it_should_not_makes_it_unfit(bot: str, mean: float, reason: str) -> None:
    found = judged(ladder(DEALS, **{bot: mean}))
    assert found.verdict == "unfit"
    assert any(one.startswith(reason) for one in found.reasons), found.reasons
    names = {name for name in BOTS if any(name.replace("_", " ") in one for one in found.reasons)}
    assert names <= {bot, "triangulator"}


def test_a_lead_that_is_the_same_on_every_deal_is_as_sure_as_can_be() -> None:
    level = {seed: {bot: {"score": {**dict.fromkeys(BOTS, 15.0), **SOUND}[bot]} for bot in BOTS} for seed in range(3)}
    found = judged(climb(level, tuple(BOTS)), plays=3)
    assert found.verdict == "fit"
    assert not any("two standard errors" in one for one in found.reasons)


def test_asking_everybody_well_is_reported_and_decides_nothing() -> None:
    assert judged(ladder(ask_all_well=75.0)).verdict == "fit"


def test_a_rule_of_the_pack_that_does_not_hold_is_told_in_words() -> None:
    found = judged(ladder(), replace(KEPT, value=57.0))
    assert found.verdict == "unfit"
    assert found.reasons[0] == (
        "One plan fits all accounts, so nothing need be known of any of them "
        "(one plan for all, % of the oracle: 57, must be 40 at most)."
    )


def test_few_deals_are_said_to_decide_little_and_close_figures_are_counted() -> None:
    few = judged(ladder(deals=8, one_doctor=44.0), plays=8)
    assert few.verdict == "fit"
    assert few.reasons[0].startswith("Only 8 deals were played, and so few decide nothing: 200 are recommended")
    assert judged(ladder(deals=8, one_doctor=58.0), plays=8).reasons[0] == few.reasons[0]
    assert any("within two standard errors of their limits" in one for one in few.reasons)
    assert not any("two standard errors" in one for one in judged(ladder()).reasons)


@pytest.mark.parametrize(("error", "told"), [(10.0, False), (13.2, False), (13.5, True), (6.5, True)])
def test_a_band_that_is_off_by_more_than_a_third_is_told(error: float, told: bool) -> None:
    found = judged(ladder(), found=measured(error))
    assert any("assumed_standard_error of the pack should be changed" in one for one in found.reasons) is told
    assert found.verdict == "fit"


@pytest.mark.parametrize(
    ("rule", "close"),
    [
        (Rule("papers alone", 43.6, 0, 45, 0.8), True),
        (Rule("papers alone", 43.6, 0, 45, 0.6), False),
        (Rule("papers alone", 0.1, 0, 45, 0.6), False),  # nothing is below 0
        (Rule("papers alone", 45.5, 0, 45, 0.6), True),
        (Rule("start_points x2 keeps, %", 99.9, 95, 100, 0.5), False),  # nor above all
        (Rule("start_points x2 keeps, %", 95.9, 95, 100, 0.5), True),
        (Rule("stages of treatment", 0, 0, 0, 0.0), False),
    ],
)
def test_rules_of_the_pack_are_close_to_their_limits_too(rule: Rule, close: bool) -> None:
    found = judged(ladder(), rule)
    told = [one for one in found.reasons if "within two standard errors of their limits" in one]
    assert bool(told) is close
    assert all(f"{rule.name} ({rule.value:.3g} ± {rule.error:.2g}, must be" in one for one in told)
    assert found.verdict == ("fit" if rule.ok else "unfit")


def test_every_rule_has_a_meaning() -> None:
    assert meaning(Rule("goal: most frequent answer, %", 40, 0, 35)).endswith("it can be guessed: goal")
    assert meaning(Rule("start_points x2 keeps, %", 90, 95, 100)).startswith("The best plan hangs on")
    assert meaning(Rule("rank correlation of sales and worth", 0.4, -1, 0.2)).startswith("Sales decide")


def test_who_is_better_on_nearly_every_deal_dominates() -> None:
    seen = dominance(ladder(ask_all_well=75.0, do_nothing=0.0))
    assert ("triangulator", "random") in seen.over
    assert ("random", "do_nothing") in seen.over
    assert ("random", "one_doctor") not in seen.over
    assert seen.rivals == ("ask_all_well",)
    assert seen.beats["oracle", "triangulator"] == 1
