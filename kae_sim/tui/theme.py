"""The house style: quiet grounds, one accent, and four sets of colours. No meaning rests on a colour alone."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="kae-dark",
    dark=True,
    primary="#4fb3bf",
    secondary="#7a8a99",
    accent="#4fb3bf",
    warning="#e0a458",
    error="#e5737d",
    success="#8fbf7f",
    foreground="#d7dde3",
    background="#12161b",
    surface="#171c22",
    panel="#1f262e",
    variables={
        "block-cursor-text-style": "bold",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#1d4c54",
        "edge": "#37424d",
        "pointed": "#2b3743",
    },
)
LIGHT = Theme(
    name="kae-light",
    dark=False,
    primary="#00626e",
    secondary="#5c6b78",
    accent="#00626e",
    warning="#8a5300",
    error="#a3202e",
    success="#2d6a1e",
    foreground="#1c2329",
    background="#f6f7f8",
    surface="#eceff1",
    panel="#e1e6ea",
    variables={
        "block-cursor-text-style": "bold",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#9dd0d7",
        "edge": "#aab4bd",
        "pointed": "#cfd8de",
    },
)
CONTRAST = Theme(
    name="kae-contrast",
    dark=True,
    primary="#ffff00",
    secondary="#ffffff",
    accent="#ffff00",
    warning="#ffffff",
    error="#ffffff",
    success="#ffffff",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    text_alpha=1.0,
    variables={
        "block-cursor-text-style": "bold",
        "edge": "#8c8c8c",  # the frame of what has the focus is told from the others by more than its weight
        "pointed": "#404040",
        "text-muted": "#ffffff",
        "text-disabled": "#ffffff",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#0044dd",
    },
)
PLAIN = Theme(
    name="kae-plain",
    dark=True,
    primary="#d0d0d0",
    secondary="#d0d0d0",
    accent="#ffffff",
    warning="#d0d0d0",
    error="#d0d0d0",
    success="#d0d0d0",
    foreground="#d0d0d0",
    background="#101010",
    surface="#101010",
    panel="#202020",
    text_alpha=1.0,
    variables={
        "block-cursor-text-style": "bold underline",
        "edge": "#707070",
        "pointed": "#343434",
        "text-muted": "#a8a8a8",
        "text-disabled": "#a8a8a8",
        "block-cursor-foreground": "#ffffff",
        "block-cursor-background": "#484848",
    },
)
THEMES = (DARK, LIGHT, CONTRAST, PLAIN)
WORDS = {"kae-dark": "dark", "kae-light": "light", "kae-contrast": "high contrast", "kae-plain": "no colour"}


def after(name: str) -> str:
    """The next set of colours, round and round."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
