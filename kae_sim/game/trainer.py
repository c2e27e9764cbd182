"""A trainer's happenings: as a journal holds them, and whether one can come."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from kae_sim.game.seat import IllegalAction
from kae_sim.game.table import Table
from kae_sim.scenario.schema import Happening


class Injected(BaseModel):
    """What comes and where."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    account: str | None
    event: Happening


def check(table: Table, week: int, told: Injected) -> None:
    """Raises IllegalAction: a happening comes in a week that has not begun, to something that exists."""
    if table.play.finished:
        raise IllegalAction("The game is over.")
    if not table.play.week < week <= table.scenario.weeks:
        raise IllegalAction("A happening can only begin in a week that has not begun.")
    if told.account is not None:
        table.account(told.account)
    effect, pathway = told.event.effect, table.scenario.pack.pathway
    if effect is None:
        return
    if effect.stage is not None and effect.stage not in pathway.stage_ids:
        raise IllegalAction(f"There is no such stage: {effect.stage}.")
    routes = {None, *(route.id for route in pathway.routes)}
    if effect.from_route not in routes or effect.to_route not in routes:
        raise IllegalAction("There is no such route of treatment.")
