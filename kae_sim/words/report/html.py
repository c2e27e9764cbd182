"""A report as one HTML file that needs nothing else: no network, no script, text for every picture."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from kae_sim.words.report.blocks import Bars, Block, Bullets, Heading, Para, Pathway, Ruler, Shares, Table, told
from kae_sim.words.report.plots import Curves, Dots, Plane, Plot
from kae_sim.words.report.plotted import plotted
from kae_sim.words.report.svg import drawn
from kae_sim.words.text import safe
from kae_sim.words.ways import rows

_HERE = Path(__file__).parent
_IN_A_ROW = 4  # boxes of a pathway side by side, where there is room


def html(blocks: Iterable[Block | Plot]) -> str:
    """The whole file. What a person or a scenario named is text in it, never markup."""
    found = tuple(blocks)
    title = next((one.text for one in found if isinstance(one, Heading)), "")
    style = Markup((_HERE / "page.css").read_text(encoding="utf-8"))
    return _template().render(title=title, style=style, blocks=found)


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_shown,
    )
    environment.globals |= {
        "kind": _kind,
        "chart": _chart,
        "lines": _lines,
        "told": told,
        "own_page": Markup(' class="own-page"'),
    }
    return environment.get_template("page.html")


def _shown(value: object) -> object:
    """Every text loses what could reorder a line; markup of our own stays."""
    return safe(value) if type(value) is str else value


def _kind(block: Block | Plot) -> str:
    match block:
        case Heading():
            return "heading"
        case Para():
            return "para"
        case Bullets():
            return "bullets"
        case Table():
            return "table"
        case Pathway():
            return "pathway"
        case Ruler() | Bars() | Shares():
            return "chart"
        case Dots() | Curves() | Plane():
            return "chart"


def _chart(block: Ruler | Bars | Shares | Plot) -> Markup:
    if isinstance(block, Dots | Curves | Plane):
        return Markup(plotted(block))
    return Markup(drawn(block))


def _lines(pathway: Pathway) -> list[list[dict[str, object]]]:
    """The boxes of a pathway in rows, each with the word that ties it to the one before."""
    boxes = pathway.boxes
    ties = [box.tie for box in boxes]
    return [
        [
            {"box": boxes[at], "tie": _tie(at, ties[at].link), "from": boxes[fork].name if fork >= 0 else ""}
            for at in row
            for fork in [ties[at].fork]
        ]
        for row in rows(ties, _IN_A_ROW)
    ]


def _tie(at: int, link: str) -> str:
    return "" if at == 0 else {"then": "→", "or": "or", "apart": "or"}[link]
