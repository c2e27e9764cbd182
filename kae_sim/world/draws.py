"""Everything random that happens to the patients of one account, drawn before it is needed.

One stream per attribute, one element per patient, drawn whether or not it is used. Two options
tried on an account therefore meet the same patients with the same habits.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from kae_sim.world.spec import MAX_DEMAND, WEEK, WORKING_DAYS, Spec
from kae_sim.world.streams import Ints, poisson_table, stay_table, stream

Mask = npt.NDArray[np.bool_]


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


@dataclass(frozen=True, slots=True)
class Drawn:
    """The same of one block, as arrays: by its patients in the order of their numbers, and by its days."""

    days: range
    first_number: int
    candidates: Ints  # by day: the first number of its candidates, and one more at the end
    thin: Ints
    urgent: Mask
    decided: Mask
    route: Ints
    skip: Ints
    product: Ints
    accept: Ints
    stay: Ints
    missing: tuple[Mask, ...]
    cancelled: tuple[Mask, ...]

    @property
    def count(self) -> int:
        return len(self.thin)


def draw(spec: Spec, root: bytes, path: tuple[str, ...], days: range, first_number: int, standing: int) -> Drawn:
    """Draw a block: `standing` patients who are there already, then the candidates of each day."""
    rate = spec.referrals * 1000 * MAX_DEMAND // (1000 * WORKING_DAYS)
    counts = stream(root, *path, "referrals").by_table(poisson_table(rate), len(days))
    counts[np.arange(days.start, days.stop) % WEEK >= WORKING_DAYS] = 0
    candidates = np.concatenate(([0], np.cumsum(counts))) + (first_number + standing)
    n = int(candidates[-1]) - first_number

    def thousandths(name: str, bound: int = 1000) -> Ints:
        return stream(root, *path, name).belows(bound, n)

    def below(permille: int, size: int, *name: str) -> Mask:
        if permille in (0, 1000):  # each attribute has a stream of its own, so none has to be read in vain
            return np.full(size, permille == 1000)
        return stream(root, *path, *name).belows(1000, size) < permille

    edges = np.cumsum(spec.route_permille)
    by_stage = list(zip(spec.stage_ids, spec.missed, spec.cancelled, strict=True))
    return Drawn(
        days=days,
        first_number=first_number,
        candidates=candidates,
        thin=thousandths("thinning", MAX_DEMAND),
        urgent=below(spec.urgent_permille, n, "urgent"),
        decided=below(spec.decided_permille, n, "decided"),
        route=np.searchsorted(edges, thousandths("route"), side="right"),
        skip=thousandths("skip"),
        product=thousandths("product"),
        accept=thousandths("accept"),
        stay=stream(root, *path, "stay").by_table(stay_table(spec.stay_days), n) + 1,
        missing=tuple(below(missed, n, "missed", stage_id) for stage_id, missed, _ in by_stage),
        cancelled=tuple(below(shut, len(days), "cancelled", stage_id) for stage_id, _, shut in by_stage),
    )


def draws(spec: Spec, root: bytes, path: tuple[str, ...], days: range, first_number: int, standing: int) -> Draws:
    """The same as `draw`, for the live kernel.

    Numbers below `first_number` belong to an earlier block; its attributes are added by `join`.
    """
    found = draw(spec, root, path, days, first_number, standing)
    edges = found.candidates.tolist()
    return Draws(
        first_day=days.start,
        arrivals=tuple(pairwise(edges)),
        count=found.count,
        thin=array("h", found.thin.astype(np.int16).tobytes()),
        urgent=found.urgent.tobytes(),
        decided=found.decided.tobytes(),
        route=found.route.astype(np.uint8).tobytes(),
        skip=array("h", found.skip.astype(np.int16).tobytes()),
        product=array("h", found.product.astype(np.int16).tobytes()),
        accept=array("h", found.accept.astype(np.int16).tobytes()),
        stay=array("i", found.stay.astype(np.int32).tobytes()),
        missing=tuple(frozenset((np.flatnonzero(who) + first_number).tolist()) for who in found.missing),
        cancelled=tuple(frozenset((np.flatnonzero(shut) + days.start).tolist()) for shut in found.cancelled),
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
