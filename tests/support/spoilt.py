"""A small sound scenario, and the same spoilt on purpose in three ways."""

from __future__ import annotations

from typing import Any

from kae_sim.scenario.schema import Scenario
from real_games import small

ONE_SIZE = (12.0, 12.0)  # referrals a week
ALL_SIZES = (3.0, 40.0)


def sound(scenario: Scenario) -> Scenario:
    """Six accounts of one size for one quarter: what they sell says nothing about what they are worth."""
    return _changed(small(scenario, accounts=6, rounds=1), market={"referrals_a_week": ONE_SIZE})


def sales_decide(scenario: Scenario) -> Scenario:
    """Big accounts and small ones, and our share of each is the same: who buys most is worth most."""
    return _changed(sound(scenario), market={"share_percent": (30, 30), "referrals_a_week": ALL_SIZES})


def one_role_knows_all(scenario: Scenario) -> Scenario:
    """A manager who sees every stage and is right about everything."""
    pack = scenario.pack
    knows = dict.fromkeys(type(pack.roles[0].acuity).model_fields, 98)
    manager = {"sees": pack.pathway.stage_ids, "acuity": pack.roles[0].acuity.model_copy(update=knows)}
    roles = tuple(one.model_copy(update=manager) if one.id == "service-manager" else one for one in pack.roles)
    return _with_pack(sound(scenario), roles=roles)


def one_plan_fits_all(scenario: Scenario) -> Scenario:
    """The queue is for the chairs, everywhere."""
    chairs = {"binding": {"chair": 100}, "queue_weeks": (16, 20)}
    return _with_pack(
        sound(scenario), archetypes=tuple(one.model_copy(update=chairs) for one in scenario.pack.archetypes)
    )


def _changed(scenario: Scenario, market: dict[str, Any]) -> Scenario:
    return _with_pack(scenario, market=scenario.pack.market.model_copy(update=market))


def _with_pack(scenario: Scenario, **changed: Any) -> Scenario:
    year = scenario.calendar.model_copy(update={"year_after_weeks": (26, 26)})
    return scenario.model_copy(update={"pack": scenario.pack.model_copy(update=changed), "calendar": year})
