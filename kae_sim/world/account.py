"""An account and the people in it, as the game knows them; most of this the player never sees."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kae_sim.world.spec import Spec


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at an account; all weights in thousandths."""

    id: str  # account id, dot, role id
    role: str
    name: str
    influence: int  # of the account's 1000
    goals: dict[str, int]
    attitude: int  # -600 .. 700
    prescriber: bool
    outside: tuple[str, ...]  # roles outside the hospital
    tenure: Literal["new", "settled"]
    runs_list: bool
    known: bool  # to our company, before week 1
    trust: int
    liking: int = 0  # of the rival, -1000 .. 1000
    interests: tuple[str, ...] = ()  # what a look-up says they care about; it says nothing about any unknown
    formerly: tuple[tuple[str, int], ...] = ()  # outside roles given up, with the weeks since, counted at week 1

    def had(self, outside: str, week: int) -> bool:
        """Whether they had an outside role in a week (at 0 or below: before week 1), as far as week 1 can tell."""
        return outside in self.outside or any(one == outside and week < 1 - since for one, since in self.formerly)


@dataclass(frozen=True, slots=True)
class Account:
    """One hospital service of the territory."""

    id: str
    name: str
    kind: str
    archetype: str
    attempt: int  # how often its pathway was drawn again
    people: tuple[Person, ...]
    formal_head: str  # role on the door plate
    readiness: int  # 0 .. 2
    rival: int  # 0 retreating, 1 holding, 2 advancing
    share_permille: int
    goal_weights: dict[str, int]  # what the account really wants, after the pressures of the hidden year
    stated_goal: str
    stated_weeks: int  # the wait on its website: to the first appointment, some time ago
    offered: tuple[str, ...]  # initiatives that can be proposed here
    spec: Spec

    def person(self, role: str) -> Person:
        """The person in this role; KeyError if there is none."""
        return {one.role: one for one in self.people}[role]
