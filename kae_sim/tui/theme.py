"""The house style: quiet grounds, one accent, and three sets of colours. No meaning rests on a colour alone."""

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
    variables={"block-cursor-text-style": "bold", "edge": "#37424d"},
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
    variables={"block-cursor-text-style": "bold", "edge": "#aab4bd"},
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
        "edge": "#ffffff",
        "text-muted": "#ffffff",
        "text-disabled": "#ffffff",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffff00",
    },
)
THEMES = (DARK, LIGHT, CONTRAST)
WORDS = {"kae-dark": "dark", "kae-light": "light", "kae-contrast": "high contrast"}


def after(name: str) -> str:
    """The next set of colours, round and round."""
    names = [theme.name for theme in THEMES]
    return names[(names.index(name) + 1) % len(names)] if name in names else names[0]
