"""What the patients of an account will do, as arrays by patient number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from kae_sim.world.draws import Drawn, Draws, Mask, draw
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.streams import Ints

Small = TypeVar("Small", np.int8, np.int16, np.int32)


@dataclass(frozen=True, slots=True)
class Luck:
    """The attributes of `world.draws`. Candidates of day `first_day + i` have numbers from `candidates[i]` on."""

    first_day: int
    candidates: npt.NDArray[np.int32]
    thin: npt.NDArray[np.int16]
    urgent: Mask
    decided: Mask
    route: npt.NDArray[np.int8]
    skip: npt.NDArray[np.int16]
    product: npt.NDArray[np.int16]
    accept: npt.NDArray[np.int16]
    stay: npt.NDArray[np.int32]
    missing: npt.NDArray[np.int16]  # a bit for each stage
    cancelled: tuple[Mask, ...]  # by stage and day

    @property
    def count(self) -> int:
        return len(self.thin)


def luck_of(drawn: Draws) -> Luck:
    """The same draws as the live kernel's."""
    n, days = drawn.count, len(drawn.arrivals)
    missing = np.zeros(n, dtype=np.int16)
    cancelled = []
    for stage, (who, when) in enumerate(zip(drawn.missing, drawn.cancelled, strict=True)):
        missing[sorted(who)] |= 1 << stage
        shut = np.zeros(days, dtype=np.bool_)
        shut[[day - drawn.first_day for day in when if 0 <= day - drawn.first_day < days]] = True
        cancelled.append(shut)
    candidates = [first for first, _ in drawn.arrivals] + [drawn.arrivals[-1][1] if days else n]
    return Luck(
        first_day=drawn.first_day,
        candidates=np.array(candidates, dtype=np.int32),
        thin=np.array(drawn.thin, dtype=np.int16),
        urgent=np.frombuffer(drawn.urgent, dtype=np.uint8) == 1,
        decided=np.frombuffer(drawn.decided, dtype=np.uint8) == 1,
        route=np.frombuffer(drawn.route, dtype=np.int8),
        skip=np.array(drawn.skip, dtype=np.int16),
        product=np.array(drawn.product, dtype=np.int16),
        accept=np.array(drawn.accept, dtype=np.int16),
        stay=np.array(drawn.stay, dtype=np.int32),
        missing=missing,
        cancelled=tuple(cancelled),
    )


def luck_ahead(spec: Spec, past: Luck, root: bytes, weeks: int) -> Luck:
    """What `luck_of` makes of `live.future`, without the way through it."""
    kept = -past.first_day  # days before week 1
    new = draw(spec, root, ("account", spec.account), range(weeks * WEEK), past.count, 0)
    return Luck(
        first_day=past.first_day,
        candidates=_joined(past.candidates[:kept], new.candidates),
        thin=_joined(past.thin, new.thin),
        urgent=np.concatenate((past.urgent, new.urgent)),
        decided=np.concatenate((past.decided, new.decided)),
        route=_joined(past.route, new.route),
        skip=_joined(past.skip, new.skip),
        product=_joined(past.product, new.product),
        accept=_joined(past.accept, new.accept),
        stay=_joined(past.stay, new.stay),
        missing=np.concatenate((past.missing, _bits(new))),
        cancelled=tuple(
            np.concatenate((old[:kept], shut)) for old, shut in zip(past.cancelled, new.cancelled, strict=True)
        ),
    )


def _joined(past: npt.NDArray[Small], new: Ints) -> npt.NDArray[Small]:
    """Draws are small numbers, and live and look-ahead hold them in as much room."""
    return np.concatenate((past, new.astype(past.dtype)))


def _bits(drawn: Drawn) -> npt.NDArray[np.int16]:
    bits = np.zeros(drawn.count, dtype=np.int16)
    for stage, who in enumerate(drawn.missing):
        if who.any():
            bits |= who.astype(np.int16) << stage
    return bits
