"""Claims on the evidence board: what was said, by whom, how sure, when, about when; contradictions side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from textual.content import Content

from kae_sim.game.view import Claim
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, join, short, show, wrapped
from kae_sim.words.labels import Labels
from kae_sim.words.telling import heard, how

_NARROWEST = 28  # columns of a claim that stands beside another
_BETWEEN = " │ "


def claim_lines(labels: Labels, claim: Claim, said: str, width: int) -> Iterator[Content]:
    """Lines of at most `width` columns; `said` is what the claim says, in words that fit where it stands."""
    now = labels.view.week
    new = " new" if claim.week == now else ""
    yield join(show(short(f"• {said}", max(8, width - len(new))), STRONG), show(new, ACCENT))
    mood = f", {labels.mood_then(claim.mood)}" if claim.mood else ""
    yield from wrapped(f"{labels.speaker(claim)} ({how(labels, claim)}{mood})", width, "  ")
    yield from wrapped(heard(labels, claim), width, "  ", style=MUTED)
    if claim.words:
        yield from wrapped(f'"{claim.words}"', width, "  ", "   ", style="italic")


def contradiction(said: Mapping[str, Sequence[Claim]]) -> str:
    """What to ask where claims contradict each other: of several voices, or of one that tells it two ways."""
    voices = {claim.person or claim.source for claims in said.values() for claim in claims}
    if len(voices) == 1:
        return "One voice tells it two ways. Who else works there?"
    return "They contradict each other. Who of them works there?"


def facing(labels: Labels, said: Mapping[str, Sequence[Claim]], width: int) -> Iterator[Content]:
    """Claims that contradict each other side by side, the answer with most claims first; one under the other where
    they have no room. `said` holds the claims by what they say."""
    groups = sorted(said.items(), key=lambda one: (-len(one[1]), -max(claim.week for claim in one[1])))
    beside = min(len(groups), 3)
    while beside > 1 and (width - len(_BETWEEN) * (beside - 1)) // beside < _NARROWEST:
        beside -= 1
    room = (width - len(_BETWEEN) * (beside - 1)) // max(1, beside)
    for start in range(0, len(groups), max(1, beside)):
        columns = [_column(labels, words, claims, room) for words, claims in groups[start : start + beside]]
        for row in zip_longest(*columns, fillvalue=Content("")):
            parts: list[Content | str] = []
            for place, line in enumerate(row):
                parts += [show(_BETWEEN, MUTED)] * (place > 0)
                parts.append(line.pad_right(max(0, room - line.cell_length)))
            yield join(*parts)


def _column(labels: Labels, words: str, claims: Sequence[Claim], room: int) -> list[Content]:
    newest_first = sorted(claims, key=lambda one: -one.week)
    return [line for claim in newest_first for line in claim_lines(labels, claim, words, room)]
