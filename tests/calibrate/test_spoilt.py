"""A scenario spoilt on purpose is unfit, and is told why; the same one unspoilt is not told that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add

import pytest

from kae_sim.calibrate import Rule, climb, evidence_rules, fit_rules, pack_rules, total
from kae_sim.calibrate.evidence import gather_deal
from kae_sim.calibrate.fit import fit_deal
from kae_sim.calibrate.rules import count_deal
from kae_sim.calibrate.verdict import Judgement, judge
from kae_sim.game.tables import tables_for
from kae_sim.players import BOTS
from kae_sim.scenario import Scenario, resolved
from spoilt import one_plan_fits_all, one_role_knows_all, sales_decide, sound

pytestmark = pytest.mark.usefixtures("quick")
DEALS = range(1, 7)
WITH_EVERY_PLAN = range(1, 3)  # these are dear
Spoil = Callable[[Scenario], Scenario]
Part = Callable[[Scenario], tuple[Rule, ...]]


def of_deals(scenario: Scenario) -> tuple[Rule, ...]:
    data = resolved(scenario)
    return pack_rules(total(count_deal((data, seed)) for seed in DEALS))


def of_plans(scenario: Scenario) -> tuple[Rule, ...]:
    data, tables = resolved(scenario), tables_for(scenario).document()
    return fit_rules([fit_deal((data, tables, seed)) for seed in WITH_EVERY_PLAN])


def of_evidence(scenario: Scenario) -> tuple[Rule, ...]:
    data, tables = resolved(scenario), tables_for(scenario).document()
    return evidence_rules(scenario, reduce(add, (gather_deal((data, tables, seed)) for seed in DEALS)))


PARTS: tuple[Part, ...] = (of_deals, of_plans, of_evidence)
SPOILT: dict[Spoil, tuple[Part, str]] = {
    sales_decide: (of_plans, "Sales decide: whoever ranks accounts by sales"),
    one_role_knows_all: (of_evidence, "One role knows all: asking that role alone is enough"),
    one_plan_fits_all: (of_plans, "One plan fits all accounts, so nothing need be known"),
}
"""What is spoilt, the part of the rules that it changes, and the reason that must be told."""


def judged(parts: Mapping[Part, tuple[Rule, ...]]) -> Judgement:
    """The verdict by the rules of the pack, with bots that score as they should."""
    means = dict.fromkeys(BOTS, 10.0) | {"triangulator": 60.0, "oracle": 95.0}
    bots = {seed: {bot: {"score": mean + seed % 2} for bot, mean in means.items()} for seed in DEALS}
    return judge(climb(bots, tuple(BOTS)), [rule for part in parts.values() for rule in part], len(DEALS), None, 10)


@pytest.fixture(scope="module")
def unspoilt(two_week_promise: Scenario) -> dict[Part, tuple[Rule, ...]]:
    scenario = sound(two_week_promise)
    return {part: part(scenario) for part in PARTS}


@pytest.mark.parametrize("spoil", SPOILT)
def test_it_is_unfit_for_the_reason_that_was_planted(
    spoil: Spoil, unspoilt: dict[Part, tuple[Rule, ...]], two_week_promise: Scenario
) -> None:
    part, reason = SPOILT[spoil]
    found, before = judged(unspoilt | {part: part(spoil(two_week_promise))}), judged(unspoilt)
    assert found.verdict == "unfit"
    assert any(one.startswith(reason) for one in found.reasons), found.reasons
    assert not any(one.startswith(reason) for one in before.reasons), before.reasons
