"""The keys that mean the same everywhere. Letters, digits, F-keys, Enter, Escape and Space reach every terminal."""

from __future__ import annotations

from textual.binding import Binding
from textual.screen import Screen

MOVING = ("cursor_", "page_", "scroll_", "focus_", "first", "last", "row", "copy_")  # actions that change nothing
BACK = Binding("escape", "back", "Back", key_display="esc", id="back")
TO_DESK = Binding("0", "to_desk", "Desk", show=False, id="desk")
HELP = Binding("question_mark", "help", "Help", key_display="?", id="help")
RULES = Binding("f1", "rules", "Rules", show=False, id="rules")
COLOURS = Binding("f2", "colours", "Colours", show=False, id="colours")
COACH = Binding("f3", "coach", "Coach", show=False, id="coach")
CARRY_ON = Binding("space", "carry_on", "Carry on", key_display="space", id="carry-on")
NOTES = Binding("n", "notes", "Notes", show=False, id="notes")
MEETINGS = Binding("m", "diary", "Diary", id="diary")
PRIORITIES = Binding("p", "priorities", "Priorities", id="priorities")
QUIT = Binding("q", "leave", "Quit", id="quit")
SAVED = Binding("ctrl+s", "saved", "Save", show=False, id="saved")  # there is nothing to do, and it says so

EVERYWHERE = (HELP, RULES, COLOURS, COACH, SAVED, QUIT)
# On top of another page the app's own keys are out of reach, so they are named again.
ON_TOP = (
    Binding("question_mark", "app.help", "Help", key_display="?"),
    Binding("f1", "app.rules", "Rules", show=False),
    Binding("f2", "app.colours", "Colours", show=False),
    Binding("q", "app.leave", "Quit"),
)
# What every page has; the keys of a page's own come behind it.
IN_WORDS = (
    ("arrows, Enter", "move and choose; a click does the same"),
    ("Tab", "to the next list on the page"),
)
_LONGER = {  # what the footer has no room for
    "carry_on": "carry on to the next date",
    "one_week": "end this week only",
    "to_desk": "back to the desk, from wherever you are",
    "diary": "the diary: prepare a meeting, go in",
    "notes": "your own notes about the account",
    "rules": "briefing and rules",
    "colours": "other colours: dark, light, high contrast, none",
    "coach": "the coach: off, gentle or full",
    "saved": "there is nothing to save: everything is kept at once",
    "leave": "stop; everything is already saved",
    "command_palette": "find any command",
    "help": "this page",
}


def of(screen: Screen[object]) -> list[tuple[str, str]]:
    """The keys that do something on a page, each with what it does; keys that do the same stand together."""
    found: dict[str, list[str]] = {}
    for node, binding, enabled, _ in screen.active_bindings.values():
        if enabled and binding.description and (node is screen or node is screen.app):
            action = binding.action.rpartition(".")[2]
            if action.startswith(MOVING):
                continue
            words = _LONGER.get(action) or binding.description
            found.setdefault(words, []).append(binding.key_display or _named(binding.key))
    return [(", ".join(dict.fromkeys(names)), words) for words, names in found.items()]


def _named(key: str) -> str:
    named = {"question_mark": "?", "escape": "esc", "plus": "+", "minus": "-", "equals_sign": "="}
    return named.get(key, key.replace("ctrl+", "Ctrl+").replace("pageup", "PageUp").replace("pagedown", "PageDown"))
