"""Builds a document from the events of a YAML parser, within hard limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from .characters import forbidden
from .document import Document, Place, Spot
from .faults import ScenarioError, in_order, named, quoted
from .scalars import TrapError, plain_value

MOST_VALUES = 50_000
MOST_DEPTH = 24
MOST_TEXT = 20_000
MOST_KEY = 100


@dataclass(slots=True)
class _Open:
    """A list or group of keys that is being read."""

    place: Place
    content: dict[str, Any] | list[Any]
    key: str | None = None  # the key whose value comes next
    skip: bool = False  # that value belongs to a key that was refused


class Builder:
    """Turns events into a document, iteratively: depth costs no stack."""

    def __init__(self, file: str) -> None:
        self.document = Document(file)
        self.open: list[_Open] = []
        self.count = 0
        self.documents = 0
        self.root: Any = None

    def build(self, events: Iterator[Any]) -> Document:
        for event in events:
            match event:
                case yaml.ScalarEvent():
                    self._scalar(event)
                case yaml.MappingStartEvent():
                    self._start(event, {})
                case yaml.SequenceStartEvent():
                    self._start(event, [])
                case yaml.MappingEndEvent() | yaml.SequenceEndEvent():
                    self._end()
                case yaml.AliasEvent():
                    self._alias(event)
                case yaml.DocumentStartEvent():
                    self._document_start(event)
        if not isinstance(self.root, dict):
            raise self._stop((1, 1), "The file holds no keys", "Begin with a line such as schema: kae-sim/scenario@1")
        self.document.data = self.root
        return self.document

    # --- events --------------------------------------------------------------------------------

    def _document_start(self, event: Any) -> None:
        self.documents += 1
        spot = _spot(event)
        if self.documents > 1:
            raise self._stop(spot, "A second document begins here", "Keep one document a file; remove the line ---")
        if event.version or event.tags:
            raise self._stop(spot, "Lines that begin with % are not used here", "Remove the line")

    def _start(self, event: Any, content: dict[str, Any] | list[Any]) -> None:
        if len(self.open) >= MOST_DEPTH:
            raise self._stop(_spot(event), f"This is nested deeper than {MOST_DEPTH} levels", "Write it flatter")
        self._refuse_extras(event)
        self.open.append(_Open(self._place(event), content))

    def _end(self) -> None:
        done = self.open.pop()
        value: Any = tuple(done.content) if isinstance(done.content, list) else done.content
        self._put(value)

    def _alias(self, event: Any) -> None:
        place = self._place(event)
        self._add(_spot(event), place, "Aliases (*) are not used here", "Write the value out again")
        self.document.spoilt.add(place)
        self._put(None)

    def _scalar(self, event: Any) -> None:
        self._refuse_extras(event)
        if self.open and isinstance(self.open[-1].content, dict) and self.open[-1].key is None:
            self._key(event)
            return
        place = self._place(event)
        value: Any = event.value
        spot = _spot(event)
        try:
            if not event.style:
                value = plain_value(event.value)
        except TrapError as trap:
            self._add(spot, place, trap.message, trap.remedy)
            self.document.spoilt.add(place)
        if isinstance(value, str):
            self._check_text(value, spot, place)
        self._put(value)

    def _key(self, event: Any) -> None:
        holder = self.open[-1]
        spot, key = _spot(event), event.value
        holder.key = key
        place = (*holder.place, key)
        self._count(event)
        if key == "<<" and not event.style:
            self._add(spot, holder.place, "Merge keys (<<) are not used here", "Write the keys out")
            holder.skip = True
        elif not key:
            self._add(spot, holder.place, "The key before this colon is missing", "Write a key before the colon")
            holder.skip = True
        elif key in holder.content:
            before = self.document.keys[place][0]
            message = f"The key {quoted(key)} stands twice, in line {before} and in line {spot[0]}"
            self._add(spot, place, message, "Keep one of the two")
            holder.skip = True
        elif len(key) > MOST_KEY:
            self._add(spot, holder.place, f"This key is longer than {MOST_KEY} characters", "Shorten it")
            holder.skip = True
        elif bad := forbidden(key):
            self._add(spot, holder.place, f"This key holds the character {named(bad)}", "Remove it")
            holder.skip = True
        else:
            self.document.keys.setdefault(place, spot)

    # --- values --------------------------------------------------------------------------------

    def _place(self, event: Any) -> Place:
        """Where the value that begins here belongs; notes its position."""
        self._count(event)
        spot = _spot(event)
        if not self.open:
            place: Place = ()
        else:
            holder = self.open[-1]
            if isinstance(holder.content, list):
                place = (*holder.place, len(holder.content))
            elif holder.key is None:
                raise self._stop(spot, "Something else than a word stands where a key belongs", "Write a word there")
            else:
                place = (*holder.place, holder.key)
        self.document.values.setdefault(place, spot)
        return place

    def _put(self, value: Any) -> None:
        if not self.open:
            self.root = value
            return
        holder = self.open[-1]
        if isinstance(holder.content, list):
            holder.content.append(value)
            return
        if holder.key is not None and not holder.skip:
            holder.content[holder.key] = value
        holder.key, holder.skip = None, False

    def _check_text(self, value: str, spot: Spot, place: Place) -> None:
        if len(value) > MOST_TEXT:
            self._add(spot, place, f"This text is longer than {MOST_TEXT:,} characters", "Shorten it")
            self.document.spoilt.add(place)
        if bad := forbidden(value):
            self._add(spot, place, f"This text holds the character {named(bad)}", "Remove it")
            self.document.spoilt.add(place)

    def _refuse_extras(self, event: Any) -> None:
        spot = _spot(event)
        place = self.open[-1].place if self.open else ()
        if event.anchor is not None:
            self._add(spot, place, "Anchors (&) are not used here", "Remove it and write the value out where needed")
        if event.tag is not None:
            self._add(spot, place, "Tags (!) are not used here", "Remove it, or put the value in quotes")

    def _count(self, event: Any) -> None:
        self.count += 1
        if self.count > MOST_VALUES:
            raise self._stop(_spot(event), f"The file holds more than {MOST_VALUES:,} values", "Make it smaller")

    def _add(self, spot: Spot, place: Place, message: str, remedy: str) -> None:
        self.document.faults.append(self.document.fault(spot, place, message, remedy))

    def _stop(self, spot: Spot, message: str, remedy: str) -> ScenarioError:
        """The error that ends the reading: what was found so far, and this."""
        return ScenarioError(in_order([*self.document.faults, self.document.fault(spot, (), message, remedy)]))


def _spot(event: Any) -> Spot:
    return event.start_mark.line + 1, event.start_mark.column + 1
