"""Containers without border or padding: nothing of them is seen, so nothing of them is styled line by line."""

from __future__ import annotations

from textual.containers import Horizontal, Vertical
from textual.widgets import ContentSwitcher


class Across(Horizontal):
    """Side by side."""

    BLANK = True


class Down(Vertical):
    """One under the other."""

    BLANK = True


class OneOf(ContentSwitcher):
    """One at a time."""

    BLANK = True
