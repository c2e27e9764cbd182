"""A claim on the evidence board: what was said, by whom, how sure, when, about when."""

from __future__ import annotations

from collections.abc import Iterator

from textual.content import Content

from kae_sim.game.view import Claim
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, join, short, show, wrapped
from kae_sim.words.labels import Labels, week, weeks
from kae_sim.words.telling import how


def claim_lines(labels: Labels, claim: Claim, said: str, width: int) -> Iterator[Content]:
    """Lines of at most `width` columns; `said` is what the claim says, in words that fit where it stands."""
    now = labels.view.week
    new = " new" if claim.week == now else ""
    yield join(show(short(f"• {said}", max(8, width - len(new))), STRONG), show(new, ACCENT))
    mood = f", {labels.mood_then(claim.mood)}" if claim.mood else ""
    yield from wrapped(f"{labels.speaker(claim)} ({how(labels, claim)}{mood})", width, "  ")
    age = max(0, now - claim.speaks_of)
    heard = f"heard in {week(claim.week)}, speaks of {week(claim.speaks_of)}, {weeks(age)} old"
    yield from wrapped(heard, width, "  ", style=MUTED)
    if claim.words:
        yield from wrapped(f'"{claim.words}"', width, "  ", "   ", style="italic")
