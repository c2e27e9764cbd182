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
    check_people(table, told)
    effect, pathway = told.event.effect, table.scenario.pack.pathway
    if effect is None:
        return
    if effect.stage is not None and effect.stage not in pathway.stage_ids:
        raise IllegalAction(f"There is no such stage: {effect.stage}.")
    routes = {None, *(route.id for route in pathway.routes)}
    if effect.from_route not in routes or effect.to_route not in routes:
        raise IllegalAction("There is no such route of treatment.")


def check_people(table: Table, told: Injected) -> None:
    """A role that changes hands does so at an account, and every role named is one of the pack's."""
    pack, handover, leaning = table.scenario.pack, told.event.handover, told.event.leaning
    if handover is not None:
        if told.account is None:
            raise IllegalAction("A role changes hands at one account. Name it.")
        if handover.role not in {one.id for one in pack.outside_roles}:
            raise IllegalAction(f"There is no such role outside the hospital: {handover.role}.")
    if leaning is not None:
        for role in leaning.roles:
            if role not in {one.id for one in pack.roles}:
                raise IllegalAction(f"There is no such role: {role}.")
