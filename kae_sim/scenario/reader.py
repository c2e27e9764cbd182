"""Reads one YAML file into plain values with the line and column of each, within hard limits.

A reader of our own over the events of PyYAML: no YAML library limits size and aliases, keeps positions
and refuses duplicate keys at once. Lists become tuples, so that strict models take them.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .characters import forbidden, scan
from .faults import Fault, ScenarioError, in_order, named, quoted
from .scalars import TrapError, plain_value
from .syntax import syntax_fault

MOST_BYTES = 512_000
MOST_VALUES = 50_000
MOST_DEPTH = 24
MOST_TEXT = 20_000
MOST_KEY = 100

Place = tuple[str | int, ...]  # keys and list places that lead to a value
Spot = tuple[int, int]  # line and column, from 1

_PURE: Any = yaml.SafeLoader
_FAST: Any = getattr(yaml, "CSafeLoader", _PURE)  # without libyaml the slower twin reads the same


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


def read(path: Path, shown: str | None = None) -> Document:
    """The document in a file, `shown` being the name that faults give it. Raises `ScenarioError`."""
    file = shown or str(path)
    try:
        if stat.S_ISDIR(path.stat().st_mode):
            raise _whole(file, "This is a folder, not a file", "Name the file inside it")
        if not stat.S_ISREG(path.stat().st_mode):
            raise _whole(file, "This is not an ordinary file", "Save the text as a file and name that")
        with path.open("rb") as stream:
            body = stream.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise _whole(file, "There is no such file", "Check the name and the folder") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the name cannot be used"
        raise _whole(file, f"The file cannot be read: {reason}", "Check its name and that you may read it") from None
    return read_bytes(body, file)


def read_bytes(body: bytes, file: str) -> Document:
    """The document in the bytes of a file. Raises `ScenarioError` where nothing can be made of it."""
    if len(body) > MOST_BYTES:
        raise _whole(file, f"The file is larger than {MOST_BYTES:,} bytes", "Split it, or shorten its texts")
    try:
        text = body.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        column = len(body[:error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        message = "The file is not in UTF-8 from here on"
        raise ScenarioError([Fault(file, line, column, "", "error", message, "Save it again as UTF-8")]) from None
    strange = in_order(
        Fault(file, line, column, "", "error", message, remedy) for line, column, message, remedy in scan(text)
    )
    if strange:
        raise ScenarioError(strange)
    return _document(text, file)


def _whole(file: str, message: str, remedy: str) -> ScenarioError:
    return ScenarioError([Fault(file, 1, 1, "", "error", message, remedy)])


def _document(text: str, file: str) -> Document:
    """Built from the fast parser's events; where that gives up, the pure one reads and explains."""
    try:
        return _Builder(text, file).build(_events(_FAST, text))
    except yaml.YAMLError:
        builder = _Builder(text, file)
        try:
            return builder.build(_events(_PURE, text))
        except yaml.YAMLError as error:
            fault = syntax_fault(error, file)
        except (ValueError, OverflowError):  # chr() inside PyYAML, for an escape such as "\Uffffffff"
            spot = max(builder.document.values.values(), default=(1, 1))
            fault = builder.document.fault(spot, (), "An escape after here names no character", "Write the character")
        raise ScenarioError(in_order([*builder.document.faults, fault])) from None


def _events(loader: Any, text: str) -> Iterator[Any]:
    parser = loader(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()


@dataclass(slots=True)
class _Open:
    """A list or group of keys that is being read."""

    place: Place
    content: dict[str, Any] | list[Any]
    key: str | None = None  # the key whose value comes next
    skip: bool = False  # that value belongs to a key that was refused


class _Builder:
    """Turns events into a document, iteratively: depth costs no stack."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
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
        if event.tag is not None or self._lone_mark(event):
            self._add(spot, place, "Tags (!) are not used here", "Remove it, or put the value in quotes")

    def _lone_mark(self, event: Any) -> bool:
        """Whether a scalar was written with a lone "!", which libyaml drops without a word."""
        start = event.start_mark.index
        return isinstance(event, yaml.ScalarEvent) and self.text[start : start + 1] == "!"

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
