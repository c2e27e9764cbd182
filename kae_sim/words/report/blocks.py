"""What a report is made of before anybody decides how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kae_sim.words.picture import Box


@dataclass(frozen=True, slots=True)
class Heading:
    level: int  # 1 is the title
    text: str
    own_page: bool = False  # on paper it begins one


@dataclass(frozen=True, slots=True)
class Para:
    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Marker:
    """Something with a name that stands at a place on a scale."""

    words: str
    at: float


@dataclass(frozen=True, slots=True)
class Ruler:
    """Scores from 0 to 100: the one that matters with its band, and what it can be held against."""

    score: Marker
    low: float
    high: float
    others: tuple[Marker, ...]
    band: str = "its band"  # what the band stands for


@dataclass(frozen=True, slots=True)
class Pathway:
    """The stages that patients pass, as one person saw them."""

    boxes: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Values side by side, drawn from 0; `full` is the longest that a report draws."""

    bars: tuple[Marker, ...]
    full: float


@dataclass(frozen=True, slots=True)
class Share:
    """How much of something was so, in percent, and between which shares it should be; `said` is how often."""

    words: str
    percent: int | None  # none where nothing was said
    low: int
    high: int
    said: int


@dataclass(frozen=True, slots=True)
class Shares:
    """Shares one under the other, from 0 to 100 percent."""

    shares: tuple[Share, ...]


Drawing = Ruler | Pathway | Bars | Shares
Block = Heading | Para | Bullets | Table | Drawing


def told(drawing: Drawing) -> str:
    """The drawing in a sentence, for whoever can't see it."""
    match drawing:
        case Ruler():
            others = _listed([f"{one.words}, {one.at:.0f}" for one in drawing.others])
            return (
                f"A scale from 0 to 100. {drawing.score.words}: {drawing.score.at:.1f}; {drawing.band} from "
                f"{drawing.low:.0f} to {drawing.high:.0f}. Beside it: {others}."
            )
        case Pathway():
            return "Stages in their order. " + " ".join(
                f"{box.name}: {_listed(box.notes) or 'nothing known'}." for box in drawing.boxes
            )
        case Bars():
            return "Bars: " + _listed([f"{one.words}, {one.at:.1f}" for one in drawing.bars]) + "."
        case Shares():
            return "Shares: " + _listed([_share(one) for one in drawing.shares]) + "."


def _share(one: Share) -> str:
    right = "none said" if one.percent is None else f"right in {one.percent}% of {one.said}"
    return f"{one.words}, {right}, where {one.low} to {one.high}% would do"


def _listed(parts: Sequence[str]) -> str:
    return "; ".join(parts)
