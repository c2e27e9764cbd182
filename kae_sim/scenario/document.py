"""One file as read: plain values, where each key and value stands, and what was refused on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .faults import Fault

Place = tuple[str | int, ...]  # keys and list places that lead to a value
Spot = tuple[int, int]  # line and column, from 1


@dataclass(slots=True)
class Document:
    """One file as read: values, where each key and value stands, and what was refused on the way."""

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    keys: dict[Place, Spot] = field(default_factory=dict)
    values: dict[Place, Spot] = field(default_factory=dict)
    spoilt: set[Place] = field(default_factory=set)  # values that were refused: nothing more is said of them
    faults: list[Fault] = field(default_factory=list)

    def fault(self, spot: Spot, place: Place, message: str, remedy: str) -> Fault:
        """A fault of this file."""
        return Fault(self.file, *spot, ".".join(map(str, place)), "error", message, remedy)

    def at_value(self, place: Place) -> Spot:
        """Where the value at this place stands, or the nearest value around it."""
        while place and place not in self.values:
            place = place[:-1]
        return self.values.get(place, (1, 1))

    def at_key(self, place: Place) -> Spot:
        """Where the key at this place stands; for something in a list, where its value does."""
        return self.keys.get(place) or self.at_value(place)
