"""A calibration as a page and on a terminal: valid, whole without a network, small, the same twice, told in words."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import html5lib
import pytest

from kae_sim.calibrate import Calibration, put_together
from kae_sim.players import BOTS
from kae_sim.scenario import Scenario, digest
from kae_sim.words.calibrated import bot_words, lines
from kae_sim.words.report.calibration import calibration_page
from kae_sim.words.report.plots import Curve, Curves, Dot, Dots, Place, Plane, plot_told
from kae_sim.words.report.plotted import plotted
from made_up import made_up

HTML, SVG = "{http://www.w3.org/1999/xhtml}", "{http://www.w3.org/2000/svg}"
PLAYS = 12


@pytest.fixture(scope="module")
def found(two_week_promise: Scenario) -> Calibration:
    return put_together(two_week_promise, PLAYS, made_up(PLAYS))


@pytest.fixture(scope="module")
def page(found: Calibration) -> str:
    return calibration_page(found)


@pytest.fixture(scope="module")
def document(page: str) -> Element:
    """The page as a strict reader takes it."""
    read: Element = html5lib.HTMLParser(strict=True).parse(page)
    return read


def said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_page_says_what_it_rests_on_and_what_a_score_can_tell(document: Element, found: Calibration) -> None:
    text = said(document)
    assert f"digest {digest(found.scenario)}, rules" in text
    assert "12 deals, 288 games" in text
    assert "two each of five skills, played the first 12 of the 12 deals" in text
    assert "Scorecards use ± 10, which the pack assumes" in text
    assert "Do not rank similar colleagues by one run" in text
    assert "Only 12 deals were played" in text
    assert "Where are they stuck?" in text
    assert all(bot.replace("_", " ") in text for bot in BOTS)
    assert not any(bot in text for bot in BOTS if "_" in bot)
    assert all(one.name in text for one in found.judgement.conditions)
    assert not re.search(r"\bnan\b|\binf\b|None", text)


def test_every_chart_has_its_words(document: Element) -> None:
    charts = list(document.iter(f"{SVG}svg"))
    assert len(charts) == 4
    assert {chart.get("role") for chart in charts} == {"img"}
    assert all(len(chart.get("aria-label", "")) > 60 for chart in charts)


def test_it_needs_nothing_else_and_is_small(page: str, document: Element) -> None:
    loaders = {f"{HTML}{name}" for name in ("script", "link", "img", "iframe", "object", "embed", "base", "form", "a")}
    assert [one.tag for one in document.iter() if one.tag in loaders] == []
    assert not re.search(r"url\(|@import|src=|href=", page)
    assert len(page.encode()) < 500_000


def test_the_same_results_give_the_same_page_whatever_the_clock_said(two_week_promise: Scenario, page: str) -> None:
    results = made_up(PLAYS)
    for name, result in results.items():
        if name.startswith("games/"):
            result["seconds"] = dict.fromkeys(result["seconds"], 9.9)
    assert calibration_page(put_together(two_week_promise, PLAYS, results)) == page


def test_a_title_is_text_and_no_markup(two_week_promise: Scenario) -> None:
    hostile = two_week_promise.model_copy(update={"title": "<script>alert(1)</script>"})
    text = calibration_page(put_together(hostile, 3, made_up(3)))
    assert "<script" not in text
    html5lib.HTMLParser(strict=True).parse(text)


def test_two_deals_make_a_page_too(two_week_promise: Scenario) -> None:
    text = calibration_page(put_together(two_week_promise, 2, made_up(2)))
    html5lib.HTMLParser(strict=True).parse(text)
    assert "can&#39;t be told from fewer than three deals" in text


def test_the_terminal_shows_the_ladder_and_the_verdict(found: Calibration) -> None:
    shown = list(lines(found))
    assert all(len(line) <= 80 for line in shown)
    text = "\n".join(shown)
    assert all(f"\n{bot.replace('_', ' ')} " in f"\n{text}" for bot in BOTS)
    assert not any(bot in text for bot in BOTS if "_" in bot)
    assert f"two-week-promise: {found.judgement.verdict} so far, on too few deals to decide" in shown
    assert "Where are they stuck?" in text
    assert text.count("\n- ") == len(found.judgement.reasons)


def test_every_bot_has_its_words() -> None:
    assert all(bot_words(bot) for bot in BOTS)


# --- the charts ------------------------------------------------------------------------------------------------


def test_dots_are_told_with_their_ranges_and_drawn_within_the_scale() -> None:
    plot = Dots("the middle eight tenths", (Dot("oracle", 95.0, 90.0, 104.0), Dot("random", 1.0, -3.0, 5.0)), 40.0)
    assert plot_told(plot) == (
        "On a scale from 0 to 100, with the middle eight tenths: oracle, 95 (90 to 104); random, 1 (-3 to 5). "
        "A line stands at 40."
    )
    drawn = plotted(plot)
    assert drawn.count("<circle") == 2
    assert 'x2="100.00%"' in drawn
    assert "-3" not in drawn.partition(">")[2]


def test_curves_are_told_step_by_step_and_each_has_a_stroke_of_its_own() -> None:
    plot = Curves(
        "number of runs", "reliability", (1, 2), (Curve("mixed", (0.5, 0.67)), Curve("similar", (0.2, 0.33))), 0.8
    )
    assert "mixed: 0.50 at 1, 0.67 at 2; similar: 0.20 at 1, 0.33 at 2" in plot_told(plot)
    drawn = plotted(plot)
    assert ">reliability</text>" in drawn
    assert ">wanted: 0.8</text>" in drawn
    assert drawn.count('class="curve"') == 2
    assert drawn.count('class="curve dashed"') == 2


def test_places_of_a_plane_are_numbered_and_told() -> None:
    plot = Plane("right answers", "tells apart", (Place("Where are they stuck?", 64.0, 0.26),))
    assert plot_told(plot) == (
        "Across: right answers. Up: tells apart. 1 Where are they stuck?, 64 across and 0.26 up."
    )
    assert plotted(plot).count("<circle") == 1


def test_numbers_of_a_plane_stand_apart_though_their_dots_do_not() -> None:
    plot = Plane("right answers", "tells apart", tuple(Place(str(at), 55.0 + at / 10, 0.41) for at in range(4)))
    drawn = plotted(plot)
    numbers = re.findall(r'x="([\d.]+)%"[^>]* y="([\d.]+)"[^>]*>[1-4]</text>', drawn)
    dots = re.findall(r'cx="([\d.]+)%" cy="([\d.]+)"', drawn)
    marks = [(float(x), float(y)) for x, y in (*numbers, *dots)]
    assert (len(numbers), len(dots)) == (4, 4)
    for at, (x, y) in enumerate(marks[:4]):
        others = marks[:at] + marks[at + 1 :]
        assert all(abs(x - across) > 3.3 or abs(y - down) > 12.9 for across, down in others)
    heights = dict(re.findall(r'y="([\d.]+)"[^>]*>(tells apart|1\.0)</text>', drawn))
    name, top = sorted(map(float, heights))
    assert top - name >= 20


def test_the_band_that_scorecards_have_now_is_named(two_week_promise: Scenario, found: Calibration) -> None:
    measured = put_together(two_week_promise, PLAYS, made_up(PLAYS), 9.4)
    assert "Scorecards use ± 9.4, as an earlier calibration measured" in " ".join(lines(measured))
    assert "Scorecards use ± 10, which the pack assumes" in " ".join(" ".join(lines(found)).split())
