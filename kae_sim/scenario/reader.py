"""Reads one YAML file into plain values with the line and column of each, within hard limits.

A reader of our own over the events of PyYAML: no YAML library limits size and aliases, keeps positions
and refuses duplicate keys at once. Lists become tuples, so that strict models take them.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from .builder import Builder
from .characters import scan
from .document import Document
from .faults import Fault, ScenarioError, in_order
from .syntax import syntax_fault

MOST_BYTES = 512_000
# The pure parser lets chr() fail by itself for an escape such as "\\Uffffffff".
_PARSER_ERRORS = (yaml.YAMLError, ValueError, OverflowError)

_PURE: Any = yaml.SafeLoader
_FAST: Any = getattr(yaml, "CSafeLoader", _PURE)  # without libyaml the slower twin reads the same


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
        column = len(body[: error.start].rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
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
        return Builder(file).build(_events(_FAST, text))
    except _PARSER_ERRORS:
        return _explained(text, file)


def _explained(text: str, file: str) -> Document:
    builder = Builder(file)
    try:
        return builder.build(_events(_PURE, text))
    except yaml.YAMLError as error:
        fault = syntax_fault(error, file)
    except (ValueError, OverflowError):
        spot = max(builder.document.values.values(), default=(1, 1))
        fault = builder.document.fault(spot, (), "An escape after here names no character", "Write the character")
    raise ScenarioError(in_order([*builder.document.faults, fault]))


def _events(loader: Any, text: str) -> Iterator[Any]:
    parser = loader(text)
    try:
        while parser.check_event():
            yield parser.get_event()
    finally:
        parser.dispose()
