"""What the patients of an account will do, as arrays by patient number."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

import numpy as np

from kae_sim.world.draws import Drawn, Draws, Mask, draw
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.streams import Ints


@dataclass(frozen=True, slots=True)
class Luck:
    """The attributes of `world.draws`. Candidates of day `first_day + i` have numbers from `candidates[i]` on."""

    first_day: int
    candidates: Ints
    thin: Ints
    urgent: Mask
    decided: Mask
    route: Ints
    skip: Ints
    product: Ints
    accept: Ints
    stay: Ints
    missing: Ints  # a bit for each stage
    cancelled: tuple[Mask, ...]  # by stage and day

    @property
    def count(self) -> int:
        return len(self.thin)


def luck_of(drawn: Draws) -> Luck:
    """The same draws as the live kernel's."""
    n, days = drawn.count, len(drawn.arrivals)
    missing = np.zeros(n, dtype=np.int64)
    cancelled = []
    for stage, (who, when) in enumerate(zip(drawn.missing, drawn.cancelled, strict=True)):
        missing[sorted(who)] |= 1 << stage
        shut = np.zeros(days, dtype=np.bool_)
        shut[[day - drawn.first_day for day in when if 0 <= day - drawn.first_day < days]] = True
        cancelled.append(shut)
    candidates = [first for first, _ in drawn.arrivals] + [drawn.arrivals[-1][1] if days else n]
    return Luck(
        first_day=drawn.first_day,
        candidates=np.array(candidates, dtype=np.int64),
        thin=_numbers(drawn.thin),
        urgent=np.frombuffer(drawn.urgent, dtype=np.uint8) == 1,
        decided=np.frombuffer(drawn.decided, dtype=np.uint8) == 1,
        route=np.frombuffer(drawn.route, dtype=np.uint8).astype(np.int64),
        skip=_numbers(drawn.skip),
        product=_numbers(drawn.product),
        accept=_numbers(drawn.accept),
        stay=_numbers(drawn.stay),
        missing=missing,
        cancelled=tuple(cancelled),
    )


def _numbers(values: array[int]) -> Ints:
    return np.array(values, dtype=np.int64)


def luck_ahead(spec: Spec, past: Luck, root: bytes, weeks: int) -> Luck:
    """What `luck_of` makes of `live.future`, without the way through it."""
    kept = -past.first_day  # days before week 1
    new = draw(spec, root, ("account", spec.account), range(weeks * WEEK), past.count, 0)
    return Luck(
        first_day=past.first_day,
        candidates=np.concatenate((past.candidates[:kept], new.candidates)),
        thin=np.concatenate((past.thin, new.thin)),
        urgent=np.concatenate((past.urgent, new.urgent)),
        decided=np.concatenate((past.decided, new.decided)),
        route=np.concatenate((past.route, new.route)),
        skip=np.concatenate((past.skip, new.skip)),
        product=np.concatenate((past.product, new.product)),
        accept=np.concatenate((past.accept, new.accept)),
        stay=np.concatenate((past.stay, new.stay)),
        missing=np.concatenate((past.missing, _bits(new))),
        cancelled=tuple(
            np.concatenate((old[:kept], shut)) for old, shut in zip(past.cancelled, new.cancelled, strict=True)
        ),
    )


def _bits(drawn: Drawn) -> Ints:
    bits = np.zeros(drawn.count, dtype=np.int64)
    for stage, who in enumerate(drawn.missing):
        if who.any():
            bits |= who.astype(np.int64) << stage
    return bits
