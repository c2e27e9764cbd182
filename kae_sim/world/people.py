"""Draws the people of an account: who is there, who counts, what each of them wants."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal

from kae_sim.scenario.schema import Pack, Role
from kae_sim.world.account import Person
from kae_sim.world.names import Names
from kae_sim.world.streams import normal_table, normal_thousandths, stream

# Assumptions of the authors; the spread of influence is the prototype's.
INFLUENCE_SPREAD = 0.9  # standard deviation of its logarithm
ATTITUDE_MEAN, ATTITUDE_SPREAD = 150, 300
ATTITUDE_BOUNDS = (-600, 700)
OPPONENT = (-520, -380)  # one person of each account, whoever it is
NEW_PERCENT, LIST_PERCENT = 20, 25
KNOWN = 3  # people of each account whom our company has met
TRUST_MET, TRUST_UNMET = 400, 200
OWN_GOALS = (500, 300, 200)  # pull of the goals of a role, in its order
RANDOM_GOAL = (200, 450)  # pull of one goal that has nothing to do with the role


@lru_cache(maxsize=1)
def _influence_table() -> tuple[int, ...]:
    return tuple(round(1000 * math.exp(INFLUENCE_SPREAD * value / 1000)) for value in normal_table())


def normalised(weights: dict[str, int]) -> dict[str, int]:
    """The same proportions in whole thousandths that add up to 1000."""
    total = sum(weights.values())
    shares = {key: weight * 1000 // total for key, weight in weights.items()}
    by_rest = sorted(weights, key=lambda key: (-(weights[key] * 1000 % total), key))
    for key in by_rest[: 1000 - sum(shares.values())]:
        shares[key] += 1
    return shares


def draw_people(pack: Pack, root: bytes, account: str, names: Names | None) -> tuple[Person, ...]:
    """The people of one account, in the pack's order of roles."""
    base = ("account", account, "person")
    present = [
        role for role in pack.roles if stream(root, *base, role.id, "present").below(100) < role.present_percent
    ]
    outside = {role.id: _outside(pack, root, account, role) for role in present}
    raw = {}
    for role in present:
        spread = _influence_table()[stream(root, *base, role.id, "influence").below(1024)]
        added = sum(one.influence_percent for one in pack.outside_roles if one.id in outside[role.id])
        raw[role.id] = round(role.weight * 1000) * spread * (100 + added) // 100_000
    influence = normalised(raw)
    opponent = present[stream(root, "account", account, "opponent").below(len(present))].id
    known = _known(root, account, present)
    people = []
    for role in present:
        mine = (*base, role.id)
        tenure: Literal["new", "settled"] = (
            "new" if stream(root, *mine, "tenure").below(100) < NEW_PERCENT else "settled"
        )
        person_id = f"{account}.{role.id}"
        people.append(
            Person(
                id=person_id,
                role=role.id,
                name=role.name if names is None else names.people[person_id],
                influence=influence[role.id],
                goals=_goals(pack, root, account, role),
                attitude=_attitude(root, account, role.id, opponent),
                prescriber=stream(root, *mine, "prescriber").below(100) < role.prescriber_percent,
                outside=outside[role.id],
                tenure=tenure,
                runs_list=stream(root, *mine, "list").below(100) < LIST_PERCENT,
                known=role.id in known,
                trust=TRUST_MET if role.id in known else TRUST_UNMET,
            )
        )
    return tuple(people)


def _outside(pack: Pack, root: bytes, account: str, role: Role) -> tuple[str, ...]:
    """Roles outside the hospital; each is held by at most some of those whom it fits."""
    return tuple(
        one.id
        for one in pack.outside_roles
        if role.id in one.roles
        and stream(root, "account", account, "person", role.id, "outside", one.id).below(100) < one.percent
    )


def _attitude(root: bytes, account: str, role: str, opponent: str) -> int:
    """Towards working with us: around mildly positive, and one opponent."""
    source = stream(root, "account", account, "person", role, "attitude")
    usual = ATTITUDE_MEAN + ATTITUDE_SPREAD * normal_thousandths(source) // 1000
    low, high = OPPONENT if role == opponent else ATTITUDE_BOUNDS
    return source.between(low, high) if role == opponent else min(max(usual, low), high)


def _goals(pack: Pack, root: bytes, account: str, role: Role) -> dict[str, int]:
    """What the person wants: the goals of the role, and one of their own."""
    source = stream(root, "account", account, "person", role.id, "goals")
    weights = dict(zip(role.goals, OWN_GOALS, strict=False))
    private = pack.goals[source.below(len(pack.goals))].id
    weights[private] = weights.get(private, 0) + source.between(*RANDOM_GOAL)
    return normalised(weights)


def _known(root: bytes, account: str, present: list[Role]) -> frozenset[str]:
    """Three contacts: those known everywhere, the rest by how often our company knows the role."""
    chosen = [role.id for role in present if role.known_percent == 100][:KNOWN]
    others = [role for role in present if role.id not in chosen]
    source = stream(root, "account", account, "known")
    while len(chosen) < KNOWN and others:
        picked = others.pop(source.pick([role.known_percent + 1 for role in others]))
        chosen.append(picked.id)
    return frozenset(chosen)
