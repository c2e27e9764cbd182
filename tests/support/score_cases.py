"""Locks and plans made by hand, for tests of what they are worth."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.game.actions import Share
from kae_sim.game.state import Lock
from kae_sim.scenario.schema import Unknown
from kae_sim.score.oracle import Choice, Oracle

UNKNOWNS: tuple[Unknown, ...] = ("wait", "bottleneck", "goal", "stopper")
TRUTH: dict[Unknown, tuple[str, ...]] = {
    "wait": ("13-18",),
    "bottleneck": ("mdt", "screening"),
    "goal": ("free-chairs",),
    "stopper": ("chief-pharmacist",),
}
WRONG: dict[Unknown, str] = {"wait": "under-6", "bottleneck": "clinic", "goal": "end-overtime", "stopper": "consultant"}

Said = Mapping[str, Mapping[Unknown, tuple[str, int]]]


def lock(number: int, tokens: Mapping[str, int], said: Said | None = None, shares: tuple[Share, ...] = ()) -> Lock:
    """The end of a quarter; every account has the same truths."""
    return Lock(
        round=number,
        week=13 * number,
        beliefs={account: dict((said or {}).get(account, {})) for account in tokens},
        truths={account: dict(TRUTH) for account in tokens},
        tokens=dict(tokens),
        shares=shares,
        claims=dict.fromkeys(tokens, 0),
        queues={},
    )


def all_right(percent: int) -> dict[Unknown, tuple[str, int]]:
    return {unknown: (truth[0], percent) for unknown, truth in TRUTH.items()}


def all_wrong(percent: int) -> dict[Unknown, tuple[str, int]]:
    return {unknown: (answer, percent) for unknown, answer in WRONG.items()}


def choice(
    account: str, joint: float, half_hours: int, live: int = 12, initiatives: tuple[str, ...] = ("x",)
) -> Choice:
    """A plan that is worth so much and takes so many half-hours in the first quarter."""
    done = initiatives if joint else ()
    return Choice(
        account=account,
        initiatives=done,
        schedule=tuple((one, live) for one in done),
        joint=joint,
        by_quarter=(half_hours, 0, 0),
        pence=0,
    )


def oracle(**menus: list[tuple[float, int]]) -> Oracle:
    """Plans by account as worth and half-hours; doing nothing is on every menu."""
    choices = {
        account: (choice(account, 0.0, 0), *(choice(account, joint, hours) for joint, hours in menu))
        for account, menu in menus.items()
    }
    best = {account: max(menu, key=lambda one: one.joint) for account, menu in choices.items()}
    return Oracle(choices, best)
