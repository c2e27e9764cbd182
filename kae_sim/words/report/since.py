"""What a report says of two attempts at the same deal."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.score.debrief_model import Change, Since
from kae_sim.words.report.blocks import Block, Heading, Para, Table


def since_sections(since: Since) -> Iterator[Block]:
    """The chapter that holds an earlier attempt against this one."""
    yield Heading(2, "Since your earlier attempt")
    yield Para(
        "You knew these accounts already, so more points alone mean little. Look at what you did otherwise, and "
        "whether it would have helped with accounts that you don't know."
    )
    rows = [_row(one) for one in (since.score, *since.skills, since.right, since.wrongly_sure)]
    yield Table(("What", "Earlier", "Now", "Change"), tuple(rows))
    if since.overlap:
        yield Para("The bands of both scores overlap: as scores they are level.")
    still = "It is still the one to work on." if since.kept else "It is no longer the one to talk about first."
    yield Para(f"The habit of your earlier attempt: {since.habit}. {still}")


def _row(change: Change) -> tuple[str, str, str, str]:
    by = round(change.later) - round(change.earlier)
    return change.words, f"{change.earlier:.0f}", f"{change.later:.0f}", f"{by:+d}"
