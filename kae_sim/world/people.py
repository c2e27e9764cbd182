"""Draws the people of an account: who is there, who counts, what each of them wants."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Literal

from kae_sim.scenario.schema import Pack, Role
from kae_sim.world.account import Person
from kae_sim.world.names import Names, successor_id
from kae_sim.world.streams import Stream, normal_table, normal_thousandths, stream

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
LIKING_SPREAD = 450  # of the rival, around nothing
INTERESTS = 2  # that a look-up shows of one person
GIVEN_UP_WEEKS = (4, 60)  # before week 1, for an outside role that somebody had


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
    present = [role for role in pack.roles if stream(root, *base, role.id, "present").below(100) < role.present_percent]
    outside = _holders(pack, root, account, present)
    formerly = _former(pack, root, account, present, outside)
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
                goals=_goals(pack, role, stream(root, *mine, "goals")),
                attitude=_attitude(root, account, role.id, opponent),
                prescriber=stream(root, *mine, "prescriber").below(100) < role.prescriber_percent,
                outside=outside[role.id],
                tenure=tenure,
                runs_list=stream(root, *mine, "list").below(100) < LIST_PERCENT,
                known=role.id in known,
                trust=TRUST_MET if role.id in known else TRUST_UNMET,
                liking=_liking(stream(root, *mine, "liking")),
                interests=_interests(role, stream(root, *mine, "interests")),
                formerly=formerly.get(role.id, ()),
            )
        )
    return tuple(people)


def draw_successor(pack: Pack, root: bytes, account: str, before: Person, name: str) -> Person:
    """Who takes over a post: nobody we know, with a mind of their own and no role outside the hospital yet."""
    role, key = pack.role(before.role), f"{before.role}.2"
    mine = ("account", account, "person", key)
    added = sum(one.influence_percent for one in pack.outside_roles if one.id in before.outside)
    usual = _usual_attitude(stream(root, *mine, "attitude"))
    return Person(
        id=successor_id(before.id),
        role=before.role,
        name=name,
        influence=before.influence * 100 // (100 + added),
        goals=_goals(pack, role, stream(root, *mine, "goals")),
        attitude=min(max(usual, ATTITUDE_BOUNDS[0]), ATTITUDE_BOUNDS[1]),
        prescriber=stream(root, *mine, "prescriber").below(100) < role.prescriber_percent,
        outside=(),
        tenure="new",
        runs_list=stream(root, *mine, "list").below(100) < LIST_PERCENT,
        known=False,
        trust=TRUST_UNMET,
        liking=_liking(stream(root, *mine, "liking")),
        interests=_interests(role, stream(root, *mine, "interests")),
    )


def _holders(pack: Pack, root: bytes, account: str, present: list[Role]) -> dict[str, tuple[str, ...]]:
    """Roles outside the hospital by role inside it; each is held by one person of an account at most."""
    held: dict[str, tuple[str, ...]] = {role.id: () for role in present}
    for one in pack.outside_roles:
        drawn = [
            role.id
            for role in present
            if role.id in one.roles
            and stream(root, "account", account, "person", role.id, "outside", one.id).below(100) < one.percent
        ]
        if drawn:
            holder = drawn[stream(root, "account", account, "outside", one.id).below(len(drawn))]
            held[holder] = (*held[holder], one.id)
    return held


def _former(
    pack: Pack, root: bytes, account: str, present: list[Role], held: dict[str, tuple[str, ...]]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Outside roles that somebody had until some weeks ago, whoever has them now."""
    found: dict[str, tuple[tuple[str, int], ...]] = {}
    for one in pack.outside_roles:
        lot = stream(root, "account", account, "outside", one.id, "former")
        who = [role.id for role in present if role.id in one.roles and one.id not in held[role.id]]
        if lot.below(100) < one.former_percent and who:
            role = who[lot.below(len(who))]
            found[role] = (*found.get(role, ()), (one.id, lot.between(*GIVEN_UP_WEEKS)))
    return found


def _liking(source: Stream) -> int:
    """Of the rival's people and product: around nothing, a few strongly."""
    return min(max(LIKING_SPREAD * normal_thousandths(source) // 1000, -1000), 1000)


def _interests(role: Role, source: Stream) -> tuple[str, ...]:
    """Some of what people of a role care about, as a page about them says it."""
    left = list(role.interests)
    return tuple(left.pop(source.below(len(left))) for _ in range(min(INTERESTS, len(left))))


def _usual_attitude(source: Stream) -> int:
    return ATTITUDE_MEAN + ATTITUDE_SPREAD * normal_thousandths(source) // 1000


def _attitude(root: bytes, account: str, role: str, opponent: str) -> int:
    """Towards working with us: around mildly positive, and one opponent."""
    source = stream(root, "account", account, "person", role, "attitude")
    usual = _usual_attitude(source)
    low, high = OPPONENT if role == opponent else ATTITUDE_BOUNDS
    return source.between(low, high) if role == opponent else min(max(usual, low), high)


def _goals(pack: Pack, role: Role, source: Stream) -> dict[str, int]:
    """What the person wants: the goals of the role, and one of their own."""
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
