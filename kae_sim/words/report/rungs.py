"""How sure somebody was, and how often right."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.score.debrief_model import Debrief, RungCount, RungName
from kae_sim.words.report.blocks import Block, Heading, Para, Share, Shares, Table

_TELLS = 8  # answers on a rung, for their share to tell anything
_PAYS = {"hunch": (25, 60), "fairly sure": (60, 83), "sure": (83, 100)}  # percent, by the payoff of each rung


def rungs(debrief: Debrief) -> Iterator[Block]:
    """The chapter on rungs."""
    yield Heading(2, "How sure, and how often right")
    yield Shares(tuple(map(share, debrief.calibration)))
    rows = tuple(
        (
            count.words.capitalize(),
            str(count.said),
            str(count.right),
            f"{count.right / count.said:.0%}" if count.said else "none said",
            pays(count.words),
        )
        for count in debrief.calibration
    )
    yield Table(("You said", "How often", "Right", "Share", "It pays when right in"), rows)
    yield from (Para(words) for count in debrief.calibration if (words := reading(count)))


def share(count: RungCount) -> Share:
    """How often a rung was right, as a drawing."""
    low, high = _PAYS[count.words]
    percent = round(100 * count.right / count.said) if count.said else None
    return Share(count.words.capitalize(), percent, low, high, count.said)


def reading(count: RungCount) -> str:
    """What a rung that was often right, or seldom, says about the next time; nothing where it was said too seldom."""
    if count.said < _TELLS:
        return ""
    low, high = _PAYS[count.words]
    often = f"When you said {count.words}, you were right in {count.right} of {count.said}"
    if 100 * count.right > high * count.said:
        return f"{often}: you knew more than you said, and could have said so."
    if 100 * count.right < low * count.said:
        less = "saying nothing" if count.words == "hunch" else "saying it less surely"
        return f"{often}: until more speaks for an answer, {less} earns more."
    return f"{often}: about as often as it pays."


def pays(rung: RungName) -> str:
    """The share in which it pays to be this sure, in words."""
    low, high = _PAYS[rung]
    return f"more than {low}%" if high == 100 else f"{low} to {high}%"
