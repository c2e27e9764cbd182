"""The way through a game in plain mode, from the briefing to the last week."""

from __future__ import annotations

from kae_sim.game.seat import Seat
from kae_sim.words.coach.setting import Coach
from kae_sim.words.onward import is_fresh, saved
from kae_sim.words.plain.desk import briefing, desk
from kae_sim.words.plain.quarter import game_over
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Left, Pause, Read, Terminal, Write
from kae_sim.words.plain.week import back_into_meeting


def _go_on() -> None:
    """Nobody sits there who would have to be waited for."""


def play(session: Seat, read: Read, write: Write, pause: Pause = _go_on, coach: Coach | None = None) -> bool:
    """Plays until the game is finished (True), or until the person quits or the input ends (False).

    `read` gets a prompt and returns a line, or None at the end of the input. `write` gets one line of at most
    80 columns without its newline; it never holds a control character. `pause` is called where a page is to be
    read before the next one comes. Every decision is in force as soon as
    it is made, so nothing needs saving here. `coach` is one who says what this person wants; none: as the level has it.
    """
    terminal = Terminal(read, write, pause)
    sitting = Sitting(terminal, session, coach)
    try:
        if is_fresh(sitting.view):
            briefing(sitting)
        sitting.answer_news()
        back_into_meeting(sitting)
        while not sitting.view.finished:
            desk(sitting)
    except Left:
        terminal.line()
        if not is_fresh(sitting.view):
            terminal.line(f"{saved(sitting.view)} Come back and you are at the same place.")
        return False
    game_over(sitting)
    return True
