"""The family of errors that a person should read: one or two plain sentences, never a traceback."""

from __future__ import annotations


class KaeError(Exception):
    """Something that the reader can understand and mend; `str()` is the whole message."""


def printable(text: str) -> str:
    """The text with control, bidirectional and other invisible characters written as escapes.

    For everything that comes from a file or from outside and is shown: nothing in it moves a cursor.
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
