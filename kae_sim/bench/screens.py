"""Rows of the screens: the first key, keys on every screen, memory, what changes of focus leave behind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from statistics import median

from kae_sim.bench import empty
from kae_sim.bench.rows import MS, Row, at_most, percentile
from kae_sim.bench.terminal import Terminal, proportional_mb
from kae_sim.bench.territory import BOT, SCENARIO
from kae_sim.players import play
from kae_sim.players.bot import MOST_ACTIONS, bot
from kae_sim.players.kit import Kit
from kae_sim.runs import RunSession, new_run
from kae_sim.runs.paths import home
from kae_sim.scenario import load_scenario

PAIRS = 7
_GIVEN_BACK = b"\x1b[?1049l"  # the terminal shows again what was there before
_HOME_IS_THERE = b"find out, decide, deliver"
SEED = 1
MIDDLE = 16  # the week from which the next open meeting is a good place to look around


def first_paint() -> Iterator[Row]:
    """`first_paint_ratio`: from the start of `kae-sim` until Home has answered a key, over the same of an empty app.

    Both are fresh programs in a terminal; the key is pressed as soon as the page stands there, and it is `q`,
    so that the answer is the same for both: the terminal is given back. Wall time, because that is what a
    person waits for; the median of ratios of pairs that run one after the other.
    """
    answered(("-m", "kae_sim"), _HOME_IS_THERE)  # once for the page cache
    ratios = []
    for _ in range(PAIRS):
        bare = answered(("-m", empty.__name__), empty.WORDS.encode())
        ratios.append(answered(("-m", "kae_sim"), _HOME_IS_THERE) / bare)
    yield at_most("first_paint_ratio", median(ratios), "times", 2.2)


def answered(arguments: Sequence[str], page: bytes) -> float:
    """Seconds until a program in a terminal has shown its page and answered a key."""
    with Terminal(arguments) as terminal:
        terminal.see(page)
        terminal.type(b"q")
        seconds = terminal.see(_GIVEN_BACK)
        terminal.end()
    return seconds


def playing() -> Iterator[Row]:
    """`key_median_ms`, `key_p95_ms`, `memory_mb`, `focus_leak_mb`: one program, walked through as `walk.py` says.

    From a key to the last change that it brings to the screen, in wall time over some hundred keys; memory is
    proportional (PSS), at the end of the walk and before and after 450 changes of focus.
    """
    proportional_mb()  # a system that can't tell is found out now, not after minutes
    found = home() / "walk.json"
    with Terminal(("-m", "kae_sim.bench.walk", half_played(), whole_played(), str(found))) as terminal:
        terminal.end()
    walked = json.loads(found.read_bytes())
    keys = [key["seconds"] * MS for key in walked["keys"]]
    yield at_most("key_median_ms", median(keys), "ms", 30)
    yield at_most("key_p95_ms", percentile(keys, 95), "ms", 80)
    yield at_most("memory_mb", walked["memory_mb"], "MB", 120)
    yield at_most("focus_leak_mb", walked["focus_mb"], "MB", 8)


def half_played() -> str:
    """A person's run in the middle of a conversation in the second quarter, as the bot would have come there."""
    with _practice() as session:
        decide, kit = bot(BOT), Kit(session.game.scenario)
        for _ in range(MOST_ACTIONS):
            talking = any(one.state == "open" and one.questions_left > 1 for one in session.view.meetings)
            if talking and session.view.week >= MIDDLE:
                break
            session.act(decide(session, kit))
        return session.run


def whole_played() -> str:
    """A person's run that is over and not yet measured."""
    with _practice() as session:
        play(BOT, session.game.scenario, session)
        return session.run


def _practice() -> RunSession:
    return new_run(load_scenario(SCENARIO), SEED, "Bench", "practice")
