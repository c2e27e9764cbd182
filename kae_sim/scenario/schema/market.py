"""Kinds of account, products and prices, and what counts how many points."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

from kae_sim.scenario.schema.parts import Id, Line, Part, Percent, Points, Weeks


def _by_key(weights: dict[str, float]) -> dict[str, float]:
    """Sorted, so that a scenario from its canonical JSON is dealt like the one from its file."""
    return dict(sorted(weights.items()))


class Archetype(Part):
    """A kind of account: which stage binds, how badly, and how it advertises itself."""

    id: Id
    binding: Annotated[
        dict[Id, Annotated[int, Field(ge=0, le=100)]], Field(min_length=1, max_length=12), AfterValidator(_by_key)
    ]  # stage -> weight
    queue_weeks: tuple[Weeks, Weeks]  # lowest and highest queue at the binding stage, in weeks
    weight: int = Field(ge=0, le=100)


Referrals = Annotated[float, Field(ge=0.1, le=150)]


class Market(Part):
    """Products, prices and who prescribes what."""

    ours: Line
    rival: Line
    area: Line
    price_week_pounds: int = Field(ge=1, le=10_000)
    margin_percent: Percent
    share_percent: tuple[Percent, Percent]  # range of our share of new starts
    referrals_a_week: tuple[Referrals, Referrals]
    iv_percent: tuple[Percent, Percent]  # starters on the first route


class Economy(Part):
    """Points per unit, and what a score means until a scenario is calibrated."""

    waiting_week_points: Points
    start_points: Points
    account_points: Points
    company_points_per_thousand: float = Field(gt=0, le=1000)
    cap: int = Field(default=125, ge=1, le=1000)
    assumed_standard_error: int = Field(default=10, ge=0, le=100)
    ruler: Annotated[
        dict[Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")], Annotated[float, Field(ge=-200, le=200)]],
        Field(min_length=1, max_length=40),
        AfterValidator(_by_key),
    ]  # bot -> stored mean
