"""A second way to the same end: each patient in turn takes the first free slot in a diary."""

from __future__ import annotations

from kae_sim.world.spec import Spec


def booked(spec: Spec, arrivals: list[int], cancelled: dict[int, frozenset[int]]) -> list[list[tuple[int, int, int]]]:
    """(ready, patient, served) of everyone served at each stage of a line, in order of service."""
    patients = [(day, number) for day, count in enumerate(arrivals) for number in range(count)]
    came = [(day, index) for index, (day, _) in enumerate(patients)]
    result = []
    for stage in range(spec.stage_count):
        each, extra = divmod(spec.weekly[stage], len(spec.days[stage]))
        slots = {day: each + (place < extra) for place, day in enumerate(sorted(spec.days[stage]))}
        free: dict[int, int] = {}
        seen = []
        for ready, patient in sorted((day + spec.delays[stage], patient) for day, patient in came):
            for day in range(ready, len(arrivals)):
                room = 0 if day in cancelled.get(stage, ()) else slots.get(day % 7, 0)
                if free.setdefault(day, room):
                    free[day] -= 1
                    seen.append((ready, patient, day))
                    break
        came = [(day, patient) for _, patient, day in seen]
        result.append(seen)
    return result
