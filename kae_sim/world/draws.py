"""Everything random that happens to the patients of one account, drawn before it is needed.

One stream per attribute, one element per patient, drawn whether or not it is used. Two options
tried on an account therefore meet the same patients with the same habits.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np

from kae_sim.world.spec import MAX_DEMAND, WEEK, WORKING_DAYS, Spec
from kae_sim.world.streams import poisson_table, stay_table, stream


@dataclass(frozen=True, slots=True)
class Draws:
    """Pre-drawn attributes by patient number, and calendars by day."""

    first_day: int
    arrivals: tuple[tuple[int, int], ...]  # patient numbers (from, until) of each day's candidates
    count: int  # patients with attributes
    thin: array[int]  # refers only if below the demand, in thousandths of MAX_DEMAND's scale
    urgent: bytes  # 1: before routine patients where a stage knows urgent ones
    decided: bytes  # 1: will be decided for therapy
    route: bytes
    skip: array[int]  # thousandths, against skip_percent
    product: array[int]  # thousandths, against our share
    accept: array[int]  # thousandths, against accept_percent
    stay: array[int]  # days on therapy
    missing: tuple[frozenset[int], ...]  # by stage: patients who do not attend the first time
    cancelled: tuple[frozenset[int], ...]  # by stage: days without a session


def draws(spec: Spec, root: bytes, path: tuple[str, ...], days: range, first_number: int, standing: int) -> Draws:
    """Draw a block: `standing` patients who are there already, then the candidates of each day.

    Numbers below `first_number` belong to an earlier block; its attributes are added by `join`.
    """
    rate = spec.referrals * 1000 * MAX_DEMAND // (1000 * WORKING_DAYS)
    counts = stream(root, *path, "referrals").by_table(poisson_table(rate), len(days)).tolist()
    arrivals, number = [], first_number + standing
    for day, count in zip(days, counts, strict=True):
        last = number + (count if day % WEEK < WORKING_DAYS else 0)
        arrivals.append((number, last))
        number = last
    n = number - first_number

    def thousandths(name: str, bound: int = 1000) -> array[int]:
        return array("h", stream(root, *path, name).belows(bound, n).astype(np.int16).tobytes())

    def below(name: str, permille: int) -> bytes:
        return (stream(root, *path, name).belows(1000, n) < permille).astype(np.uint8).tobytes()

    edges = np.cumsum(spec.route_permille)
    route = np.searchsorted(edges, stream(root, *path, "route").belows(1000, n), side="right")
    stay = stream(root, *path, "stay").by_table(stay_table(spec.stay_days), n) + 1
    missing, cancelled = [], []
    for stage_id, missed, shut in zip(spec.stage_ids, spec.missed, spec.cancelled, strict=True):
        who = np.flatnonzero(stream(root, *path, "missed", stage_id).belows(1000, n) < missed)
        missing.append(frozenset((who + first_number).tolist()))
        when = np.flatnonzero(stream(root, *path, "cancelled", stage_id).belows(1000, len(days)) < shut)
        cancelled.append(frozenset((when + days.start).tolist()))
    return Draws(
        first_day=days.start,
        arrivals=tuple(arrivals),
        count=n,
        thin=thousandths("thinning", MAX_DEMAND),
        urgent=below("urgent", spec.urgent_permille),
        decided=below("decided", spec.decided_permille),
        route=route.astype(np.uint8).tobytes(),
        skip=thousandths("skip"),
        product=thousandths("product"),
        accept=thousandths("accept"),
        stay=array("i", stay.astype(np.int32).tobytes()),
        missing=tuple(missing),
        cancelled=tuple(cancelled),
    )


def join(past: Draws, future: Draws) -> Draws:
    """Two blocks as one: the future's days and patients follow the past's."""
    kept = past.arrivals[: future.first_day - past.first_day]
    return Draws(
        first_day=past.first_day,
        arrivals=kept + future.arrivals,
        count=past.count + future.count,
        thin=past.thin + future.thin,
        urgent=past.urgent + future.urgent,
        decided=past.decided + future.decided,
        route=past.route + future.route,
        skip=past.skip + future.skip,
        product=past.product + future.product,
        accept=past.accept + future.accept,
        stay=past.stay + future.stay,
        missing=tuple(old | new for old, new in zip(past.missing, future.missing, strict=True)),
        cancelled=tuple(old | new for old, new in zip(past.cancelled, future.cancelled, strict=True)),
    )
