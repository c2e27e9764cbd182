"""Exact choice of one option per account under several capacities (multiple-choice knapsack)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True, frozen=True)
class Option:
    """One thing to do at an account: what it is worth and what it uses of each capacity."""

    key: tuple[str, ...]
    value: float
    costs: tuple[int, ...]


def efficient(options: Sequence[Option]) -> list[Option]:
    """Options that no other beats in value at no higher cost; the best value first."""
    kept: list[Option] = []
    for one in sorted(options, key=lambda option: (-option.value, option.costs, option.key)):
        for other in kept:
            for less, cost in zip(other.costs, one.costs, strict=True):
                if less > cost:
                    break
            else:
                break  # beaten: the other costs no more of anything
        else:
            kept.append(one)
    return kept


def choose(menus: Sequence[Sequence[Option]], capacities: Sequence[int]) -> tuple[Option, ...]:
    """The best affordable choice of one option from each menu.

    Exact: depth-first over menus, bounded by the best values that are left. Every menu must offer
    something that costs nothing.
    """
    order = sorted(range(len(menus)), key=lambda at: -max(option.value for option in menus[at]))
    ready = [efficient(menus[at]) for at in order]
    ahead = [0.0] * (len(ready) + 1)
    for at in range(len(ready) - 1, -1, -1):
        ahead[at] = ahead[at + 1] + ready[at][0].value
    best_value = float("-inf")
    best: list[Option] = []
    picked: list[Option] = []

    def go(at: int, value: float, left: tuple[int, ...]) -> None:
        nonlocal best_value, best
        if at == len(ready):
            if value > best_value:
                best_value, best = value, picked.copy()
            return
        for option in ready[at]:
            if value + option.value + ahead[at + 1] <= best_value:
                return  # menus are sorted: nothing later in this one can do better
            rest = tuple(have - cost for have, cost in zip(left, option.costs, strict=True))
            if min(rest, default=0) >= 0:
                picked.append(option)
                go(at + 1, value + option.value, rest)
                picked.pop()

    go(0, 0.0, tuple(capacities))
    if not best:
        raise ValueError("nothing affordable: a menu has no option that costs nothing")
    placed = dict(zip(order, best, strict=True))
    return tuple(placed[at] for at in range(len(menus)))
