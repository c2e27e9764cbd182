"""A pack, an account and its people, and what chance allows, for the tests of this room."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import product

from hospital import ROOT, written_in
from kae_sim.knowledge.observer import Heard
from kae_sim.knowledge.saying import lines_of
from kae_sim.knowledge.telling import SETTLED, Mood, Standing, StatedFacts, Truth, Witness
from kae_sim.knowledge.wording import sentence
from kae_sim.scenario.lines import pieces
from kae_sim.scenario.schema import UNKNOWNS, Occasion, Pack, Unknown
from kae_sim.world.streams import deal_root

SHIPPED = {
    file.stem: Pack.model_validate(written_in(file), strict=False) for file in sorted((ROOT / "packs").glob("*.yaml"))
}
PACK = SHIPPED["rheumatology-infusion"]
ROLES = tuple(role.id for role in PACK.roles)
STATED = StatedFacts(stated_weeks=2, stated_goal="no-long-waiters", formal_head="consultant", roles=ROLES)
DEAL = deal_root(7)
TRUTHS: Mapping[Unknown, Truth] = {
    "wait": ("13-18",),
    "bottleneck": ("preparation",),
    "goal": ("free-chairs",),
    "stopper": ("chief-pharmacist",),
    "readiness": ("high",),
    "unmet": ("c",),
    "rival": ("advancing",),
}
EVERY: tuple[tuple[str, Unknown], ...] = tuple((role, unknown) for role in ROLES for unknown in UNKNOWNS)


def witness(role: str, account: str = "a1", standing: Standing = SETTLED, outside: tuple[str, ...] = ()) -> Witness:
    """Somebody of this role at an account."""
    return Witness(f"{account}.{role}", account, "Joan Marsh", PACK.role(role), standing, outside)


def even(unknown: Unknown) -> dict[str, float]:
    return dict.fromkeys(PACK.answers(unknown), 1.0)


def said(role: str, about: str, answer: str, mood: Mood = "polite") -> Heard:
    return Heard(about, answer, person=f"a1.{role}", role=role, mood=mood, new=False, runs_list=False)


def could_say(words: str, occasion: Occasion, person_id: str, **filled: str) -> bool:
    """Whether these are words that somebody has for an occasion."""
    role = PACK.role(person_id.partition(".")[2])
    lines = lines_of(PACK, occasion, role)
    return any(
        words == sentence("".join(way).format(**filled))
        for line in (*lines.own, *lines.common)
        for way in product(*pieces(line, lines.leads))
    )


def plausible(hits: int, draws: int, chance: float) -> bool:
    """Whether so many hits can be luck: the smaller exact binomial tail is at least one in two million."""
    if chance <= 0.0 or chance >= 1.0:
        return hits == round(chance) * draws
    mean = draws * chance
    counts = range(hits, draws + 1) if hits > mean else range(hits, -1, -1)
    tail = 0.0
    for count in counts:
        log = math.lgamma(draws + 1) - math.lgamma(count + 1) - math.lgamma(draws - count + 1)
        term = math.exp(log + count * math.log(chance) + (draws - count) * math.log1p(-chance))
        tail += term
        if tail > 5e-7:
            return True
        if term < 1e-14 * max(tail, 1e-300):
            break
    return tail > 5e-7
