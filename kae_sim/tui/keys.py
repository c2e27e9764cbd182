"""The keys that mean the same everywhere. Letters, digits, F-keys, Enter, Escape and Space reach every terminal."""

from __future__ import annotations

from textual.binding import Binding

BACK = Binding("escape", "back", "Back", key_display="esc", id="back")
HELP = Binding("question_mark", "help", "Help", key_display="?", id="help")
RULES = Binding("f1", "rules", "Rules", show=False, id="rules")
COLOURS = Binding("f2", "colours", "Colours", show=False, id="colours")
CARRY_ON = Binding("space", "carry_on", "Carry on", key_display="space", id="carry-on")
NOTES = Binding("n", "notes", "Notes", show=False, id="notes")
MEETINGS = Binding("m", "diary", "Diary", id="diary")
QUIT = Binding("q", "leave", "Quit", id="quit")
SAVED = Binding("ctrl+s", "saved", "Save", show=False, id="saved")  # there is nothing to do, and it says so

EVERYWHERE = (HELP, RULES, COLOURS, SAVED, QUIT)
# On top of another page the app's own keys are out of reach, so they are named again.
ON_TOP = (
    Binding("question_mark", "app.help", "Help", key_display="?"),
    Binding("f1", "app.rules", "Rules", show=False),
    Binding("f2", "app.colours", "Colours", show=False),
    Binding("q", "app.leave", "Quit"),
)
# What may be spelt out behind a key's name in the help of every screen.
IN_WORDS = (
    ("arrows, Enter", "move and choose; a click does the same"),
    ("Tab", "to the next list on the page"),
    ("Escape", "back"),
    ("Space", "carry on to the next date"),
    ("m, p", "diary, priorities"),
    ("r, b, n", "papers, book time, your own notes"),
    ("F1", "briefing and rules"),
    ("F2", "other colours: dark, light, high contrast, none"),
    ("Ctrl+P", "find any command"),
    ("q", "stop; everything is already saved"),
)
