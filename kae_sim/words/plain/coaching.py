"""How much the coach says, and all that a full one has to say."""

from __future__ import annotations

from kae_sim.words.coach.listed import listed
from kae_sim.words.coach.setting import AS_THE_LEVEL, IN_WORDS, INTRO, SETTINGS
from kae_sim.words.plain.sitting import Sitting


def coach(sitting: Sitting) -> None:
    """Shows what a full coach has to say, and lets the person choose. Raises Back."""
    coach, view, terminal = sitting.coach, sitting.view, sitting.terminal
    terminal.section("Coach")
    terminal.say(INTRO)
    if coach.setting_in(view) == "full":
        terminal.line()
        for words in listed(view, coach.all_of(view)):
            indent = " " * (len(words) - len(words.lstrip()))
            terminal.say(words, first=indent, later=indent)
        terminal.line()
    options = [AS_THE_LEVEL.capitalize(), *(IN_WORDS[one].capitalize() for one in SETTINGS)]
    chosen = terminal.pick(options, "coach", "How much should it say")
    coach.choose((None, *SETTINGS)[chosen])
