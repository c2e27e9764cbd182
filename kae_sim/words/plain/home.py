"""The first page: continue the last run, start a new game, see the scores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kae_sim.words.labels import LEVELS
from kae_sim.words.plain.terminal import Back, Left, Read, Terminal, Write


@dataclass(frozen=True, slots=True)
class Story:
    """A scenario on offer."""

    id: str
    title: str
    minutes: int
    level: int


@dataclass(frozen=True, slots=True)
class Run:
    """A game that somebody has begun and not finished."""

    id: str
    title: str
    week: int
    weeks: int
    player: str | None


@dataclass(frozen=True, slots=True)
class Continue:
    run: str


@dataclass(frozen=True, slots=True)
class NewGame:
    scenario: str


@dataclass(frozen=True, slots=True)
class Scores:
    """Show the leaderboard."""


@dataclass(frozen=True, slots=True)
class LookBack:
    """See the debrief of a finished game again."""

    run: str


@dataclass(frozen=True, slots=True)
class Leave:
    """Quit, or the input ended."""


Choice = Continue | NewGame | LookBack | Scores | Leave


def home(
    read: Read, write: Write, scenarios: Sequence[Story], runs: Sequence[Run], ended: Sequence[Run] = ()
) -> Choice:
    """Asks what to do. `runs` are the unfinished ones, the latest first; only the first is offered.

    `ended` are the finished ones that have a debrief.
    """
    terminal = Terminal(read, write, lambda: None)
    terminal.heading("Key accounts: find out, decide, deliver")
    try:
        return _choose(terminal, scenarios, runs, ended)
    except Left:
        return Leave()


def _choose(terminal: Terminal, scenarios: Sequence[Story], runs: Sequence[Run], ended: Sequence[Run]) -> Choice:
    while True:
        options = [_continue_words(runs), "Start a new game", "Leaderboard", _ended_words(ended), "Quit"]
        try:
            chosen = terminal.pick(options, "home")
            if chosen == 0 and runs:
                return Continue(runs[0].id)
            if chosen == 0:
                terminal.line("There is no game to continue yet.")
            elif chosen == 1:
                return NewGame(_scenario(terminal, scenarios))
            elif chosen == 3 and ended:
                return LookBack(_which(terminal, ended))
            elif chosen == 3:
                terminal.line("No game has been played to its end yet.")
            else:
                return Scores() if chosen == 2 else Leave()
        except Back:
            terminal.line()


def _continue_words(runs: Sequence[Run]) -> str:
    if not runs:
        return "Continue your last game (there is none yet)"
    last = runs[0]
    player = f", {last.player}" if last.player else ""
    return f"Continue your last game: {last.title}, week {last.week} of {last.weeks}{player}"


def _ended_words(ended: Sequence[Run]) -> str:
    return f"Finished games: look at a debrief again ({len(ended) or 'there is none yet'})"


def _which(terminal: Terminal, ended: Sequence[Run]) -> str:
    terminal.section("Which game?")
    options = [f"{run.title}{f', {run.player}' if run.player else ''}" for run in ended]
    return ended[terminal.pick(options, "home")].id


def _scenario(terminal: Terminal, scenarios: Sequence[Story]) -> str:
    terminal.section("Which one?")
    options = [
        f"{story.title} (about {story.minutes} minutes, level {story.level}: {LEVELS.get(story.level, 'hard')})"
        for story in scenarios
    ]
    return scenarios[terminal.pick(options, "home")].id
