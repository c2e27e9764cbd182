"""The family of errors that a person should read: one or two plain sentences, never a traceback."""

from __future__ import annotations


class KaeError(Exception):
    """Something that the reader can understand and mend; `str()` is the whole message."""
