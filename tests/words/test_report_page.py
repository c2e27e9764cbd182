"""The debrief as one HTML file: valid, complete without a network, small, and text for every picture."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kae_sim.words.picture import Box
from kae_sim.words.report.blocks import (
    Bars,
    Block,
    Bullets,
    Heading,
    Marker,
    Para,
    Pathway,
    Ruler,
    Share,
    Shares,
    Table,
)
from kae_sim.words.report.html import html
from kae_sim.words.ways import Tie

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script> & \"x\" 'y' {{ 7 * 7 }} \x1b[31m \u202e back"
BLOCKS: tuple[Block, ...] = (
    Heading(1, "Debrief for Pat"),
    Heading(2, "Where you stand"),
    Ruler(Marker("your score", 64.8), 54.8, 74.8, (Marker("pass mark", 40), Marker("asks one doctor everything", 6.2))),
    Para("64.8 points."),
    Table(("Skill", "Points"), (("Know", "61"), ("Plan", "84"))),
    Pathway(
        (
            Box("Clinic", ("0.1 weeks in the queue",), outline=False),
            Box("Chair", ("STUCK HERE",), outline=False, stuck=True),
            Box("Homecare", (), True, Tie("or", 0)),
        )
    ),
    Bars((Marker("patients", 12.0), Marker("the company", -4.0)), 12.0),
    Shares((Share("Hunch", 50, 25, 60, 4), Share("Sure", None, 83, 100, 0))),
    Bullets(("Week 3: call", "Week 4: visit")),
)


def parsed(text: str) -> Element:
    """The page as a strict reader takes it; a ParseError for anything that the standard does not allow."""
    document: Element = html5lib.HTMLParser(strict=True).parse(text)
    return document


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def body(text: str) -> Element:
    found = parsed(text).find(f"{HTML}body")
    assert found is not None
    return found


def test_the_page_is_valid_and_says_everything() -> None:
    page = body(html(BLOCKS))
    said = words(page)
    for text in (
        "Debrief for Pat",
        "64.8 points.",
        "Know",
        "84",
        "Chair",
        "STUCK HERE",
        "from Clinic",
        "Week 4: visit",
    ):
        assert text in said
    assert [row.tag for row in page.iter(f"{HTML}table")] != []
    assert [words(one) for one in page.iter(f"{HTML}h2")] == ["Where you stand"]


def test_a_page_that_is_not_valid_would_be_found() -> None:
    with pytest.raises(html5lib.html5parser.ParseError):
        parsed(html(BLOCKS).replace("</table>", ""))


def test_every_chart_has_its_words() -> None:
    charts = list(body(html(BLOCKS)).iter(f"{SVG}svg"))
    labels = [chart.get("aria-label", "") for chart in charts]
    assert len(charts) == 3
    assert {chart.get("role") for chart in charts} == {"img"}
    assert "your score: 64.8; its band from 55 to 75" in labels[0]
    assert "asks one doctor everything, 6" in labels[0]
    assert "the company, -4.0" in labels[1]
    assert "Hunch, right in 50% of 4" in labels[2]
    assert "Sure, none said" in labels[2]


def test_it_asks_nobody_for_anything() -> None:
    text = html(BLOCKS)
    page = parsed(text)
    loaders = {f"{HTML}{name}" for name in ("script", "link", "img", "iframe", "object", "embed", "base", "form", "a")}
    assert [one.tag for one in page.iter() if one.tag in loaders] == []
    assert not re.search(r"url\(|@import|src=|href=", text)
    assert set(re.findall(r"https?://[^\"' >]+", text)) <= {"http://www.w3.org/2000/svg"}


def test_what_somebody_typed_is_text() -> None:
    blocks = (
        Heading(1, HOSTILE),
        Para(HOSTILE),
        Bullets((HOSTILE,)),
        Table((HOSTILE,), ((HOSTILE,),)),
        Pathway((Box(HOSTILE, (HOSTILE,), outline=False),)),
        Ruler(Marker(HOSTILE, 3), 0, 9, (Marker(HOSTILE, 50),)),
    )
    text = html(blocks)
    document = parsed(text)
    assert list(document.iter(f"{HTML}script")) == []
    assert (
        words(document).count("<script>alert(1)</script> & \"x\" 'y' {{ 7 * 7 }} ?[31m ? back") == 10
    )  # the title of the tab too
    assert "\x1b" not in text
    assert "\u202e" not in text


@given(st.text(st.characters(exclude_categories=()), max_size=40))
@settings(max_examples=60)
def test_any_name_makes_a_valid_page(name: str) -> None:
    page = body(html((Heading(1, name), Table((name,), ((name,),)), Bars((Marker(name, 1.0),), 1.0))))
    assert [one.tag for one in page.iter(f"{HTML}td")] == [f"{HTML}td"]


def test_a_bar_below_nothing_goes_to_the_left() -> None:
    svg = next(body(html((Bars((Marker("a", 30.0), Marker("b", -10.0)), 30.0),))).iter(f"{SVG}svg"))
    bars = {one.get("class"): one for one in svg.iter(f"{SVG}rect")}
    assert bars["less"].get("x") == "0.00%"
    assert bars["less"].get("width") == bars["more"].get("x") == "25.00%"
    assert bars["more"].get("width") == "75.00%"


def test_a_place_beyond_the_scale_stands_at_its_end() -> None:
    svg = next(body(html((Ruler(Marker("x", 130), 120, 140, (Marker("y", -9),)),))).iter(f"{SVG}svg"))
    own = next(one for one in svg.iter(f"{SVG}line") if one.get("class") == "own")
    assert own.get("x1") == "100.00%"


def test_dark_colours_are_for_screens_and_never_for_paper() -> None:
    schemes = re.findall(r"@media ([^{]*prefers-color-scheme[^{]*) \{", html(BLOCKS))
    assert schemes == ["screen and (prefers-color-scheme: dark)"]
