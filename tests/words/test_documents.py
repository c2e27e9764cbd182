"""Papers as lines to read: charts and tables that fit, and no word that is broken."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kae_sim.game.view import Block, Source
from kae_sim.words.chart import caption, chart
from kae_sim.words.document import age, lines, page_title, pages
from kae_sim.words.sheet import sheet
from kae_sim.words.text import columns

NAMES = ("Garthwaite and Withernbeck General Hospital", "St Frideswide's Hospital, Oakhanger Tye")
WIDTHS = (40, 46, 60, 76, 110)


def series(values: tuple[int, ...], **more: object) -> Block:
    return Block.model_validate(
        {"kind": "series", "values": values, "unit": "days", "ticks": ("25 weeks before", "latest"), **more}
    )


def source(*blocks: Block, dated: int | None = 3) -> Source:
    return Source(
        id="board", kind="board", title="Board papers", half_hours=4, whole_territory=False, speaks_of=("a1",),
        read=5, dated=dated, blocks=blocks,
    )  # fmt: skip


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("count", [1, 2, 13, 26, 53])
@pytest.mark.parametrize("drawn", ["points", "bars"])
def test_a_chart_fits_and_has_its_figures_and_labels(width: int, count: int, drawn: str) -> None:
    values = tuple(1000 + (at * 37) % 211 for at in range(count))
    drawing = chart(series(values, mean=round(sum(values) / count), drawn=drawn), width)
    assert max(map(columns, drawing)) <= width
    assert f"{max(values):,}" in drawing[0] or count == 1
    assert any("25 weeks before" in line for line in drawing)
    assert any("latest" in line for line in drawing)
    assert ("●" if drawn == "points" else "█") in "".join(drawing)


def test_the_mean_is_a_line_between_highest_and_lowest() -> None:
    drawing = chart(series((0, 10, 20), mean=10), 60)
    level = [line for line in drawing if "╌" in line]
    assert len(level) == 1
    assert level[0].strip().startswith("10 ┤")
    assert caption(series((0, 10, 20), mean=10)) == "Days: first 0, last 20, lowest 0, highest 20, mean 10 (╌╌╌)."


def test_higher_values_stand_higher() -> None:
    drawing = chart(series((1, 5, 9)), 60)
    rows = {at: line.index("●") for at, line in enumerate(drawing) if "●" in line}
    assert sorted(rows.values(), reverse=True) == [rows[at] for at in sorted(rows)]


def test_bars_stand_on_nothing_and_an_empty_week_has_none() -> None:
    drawing = chart(series((3, 0, 6), drawn="bars"), 60)
    plot = [line.split("┤")[1] for line in drawing if "┤" in line]
    assert all(line[4:7].strip() == "" for line in plot)
    assert plot[-1][0] == "█"


@pytest.mark.parametrize("width", WIDTHS)
def test_no_word_of_a_table_is_broken(width: int) -> None:
    header = ("Hospital", "Packs of the Orintis biosimilar", "Change", "Latest", "Hours logged")
    rows = [(name, "1,286", "+2%", "99", "4.5") for name in NAMES]
    printed = sheet(header, rows, width)
    assert max(map(columns, printed)) <= width
    said = " ".join(" ".join(printed).split())
    for word in " ".join((*NAMES, *rows[0][1:])).split():
        assert word in said.replace(":", " ").split() or word in said


def test_headings_give_way_before_names_do() -> None:
    printed = sheet(("Hospital", "Seen in 18 weeks", "Still to be seen"), [("Garthwaite General", "94%", "1,020")], 40)
    assert printed[-1].startswith("Garthwaite General")
    assert len(printed) == 4  # only the heading takes a second line


def test_figures_of_a_table_are_set_to_the_right() -> None:
    printed = sheet(("Week", "Sales"), [("latest", "£9"), ("before", "£1,009")], 40)
    assert printed[2:] == ["latest      £9", "before  £1,009"]


def test_a_table_too_wide_for_its_place_becomes_a_card_for_each_row() -> None:
    printed = sheet(("Hospital", "Undercapacity", "Overcapacity"), [("Garthwaite", "12", "13")], 24)
    assert printed == ["Garthwaite", "  Undercapacity: 12", "  Overcapacity: 13"]


def test_pages_follow_each_other_and_say_which_they_are() -> None:
    one = Block(kind="paragraph", words="One.", page="Summary")
    two = Block(kind="paragraph", words="Two.", page="By week", title="Weeks")
    found = pages(source(one, one, two))
    assert [page_title(found, at) for at in range(2)] == ["Page 1 of 2: Summary", "Page 2 of 2: By week"]
    assert [line.text for line in lines(found[0], 40)] == ["One.", "", "One."]
    assert [(line.text, line.look) for line in lines(found[1], 40)] == [("Weeks", "title"), ("Two.", "text")]
    assert page_title(pages(source(one)), 0) == "Summary"
    nameless = [replace(page, name="") for page in found]
    assert page_title(nameless, 0) == "Page 1 of 2"


@pytest.mark.parametrize(
    ("dated", "words"),
    [
        (None, "It bears no date."),
        (9, "It is as of this week."),
        (8, "It speaks of week 8, one week ago."),
        (0, "It speaks of one week before you started."),
        (-5, "It speaks of six weeks before you started."),
        (-38, "It speaks of 39 weeks before you started."),
    ],
)
def test_how_old_a_paper_is_in_words(dated: int | None, words: str) -> None:
    assert age(source(dated=dated), 9) == words
