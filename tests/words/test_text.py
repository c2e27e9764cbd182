"""Lines are harmless and fit, whatever somebody typed into a scenario or a name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kae_sim.words.picture import Box, draw
from kae_sim.words.text import bar, columns, cut, pad, pad_left, safe, sparkline, split_at, table, wrap

anything = st.text(st.characters(exclude_categories=()), max_size=60)


@given(anything)
def test_nothing_safe_can_steer_a_terminal(text: str) -> None:
    shown = safe(text)
    steering = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not [character for character in shown if unicodedata.category(character) in steering]
    assert len(shown) == len(text)
    assert safe(shown) == shown


def test_an_escape_sequence_a_bidirectional_mark_and_a_newline_are_replaced() -> None:
    assert safe("a\x1b[31mb\x9bc\u202ed\u200be\nf\u2028g") == "a?[31mb?c?d?e f g"
    assert safe("Sr Zoë O'Neill, £5") == "Sr Zoë O'Neill, £5"


@given(anything, st.integers(12, 80))
def test_a_wrapped_paragraph_fits_and_loses_no_letter(text: str, width: int) -> None:
    lines = wrap(text, width, first=" - ", later="   ")
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "").removeprefix("-") == "".join(safe(text).split())


def test_a_word_longer_than_the_line_is_broken() -> None:
    assert wrap("a" * 25, 10) == ["a" * 10, "a" * 10, "a" * 5]


@given(anything, st.integers(2, 40))
def test_a_cell_has_exactly_its_width(text: str, width: int) -> None:
    assert columns(pad(safe(text), width)) == width
    assert columns(pad_left(safe(text), width)) == width
    assert columns(cut(safe(text), width)) <= width


def test_wide_letters_take_two_columns() -> None:
    assert columns("日本") == 4
    assert columns("e\u0301") == 1
    assert split_at("日本", 3) == ("日", "本")


def test_a_sparkline_goes_from_lowest_to_highest() -> None:
    assert sparkline([1, 2, 3, 4, 5, 6, 7, 8]) == "▁▂▃▄▅▆▇█"
    assert sparkline([5, 5]) == "▄▄      "
    assert sparkline([]) == " " * 8


@pytest.mark.parametrize(("value", "drawn"), [(10, "#####"), (5, "##"), (-10, "-----"), (0, ""), (99, "#####")])
def test_a_bar_never_leaves_its_room(value: float, drawn: str) -> None:
    assert bar(value, 10, 5) == drawn


@given(st.lists(st.lists(anything, min_size=1, max_size=5), min_size=1, max_size=5))
def test_a_table_fits(rows: list[list[str]]) -> None:
    assert all(columns(line) <= 80 for line in table(("Account", "Starts"), rows))


@given(st.lists(anything, min_size=1, max_size=9))
def test_the_pathway_picture_fits(names: list[str]) -> None:
    boxes = [Box(name, ("jammed, said the nurse",), outline=False) for name in names]
    assert all(columns(line) <= 80 for line in draw(boxes))


def test_what_nobody_has_spoken_about_is_an_outline() -> None:
    lines = draw([Box("Known", ("slow",), outline=False), Box("Unknown", (), outline=True)])
    assert lines[1].startswith("| Known")
    assert " > : Unknown" in lines[1]


@pytest.mark.parametrize(
    ("text", "width", "shown"),
    [
        ("Withernbeck and District General", 23, "Withernbeck and…"),
        ("Pharmacy preparation", 15, "Pharmacy…"),
        ("Ashdale Moor", 12, "Ashdale Moor"),
        ("Preparation", 6, "Prepa…"),
        ("a preparation", 8, "a prepa…"),
    ],
)
def test_what_does_not_fit_ends_at_a_word_if_that_leaves_enough(text: str, width: int, shown: str) -> None:
    assert cut(text, width) == shown


def test_a_table_breaks_no_name_while_there_is_another_way() -> None:
    rows = [("Garthwaite Royal Infirmary and District", "£1,234,567", "+12%", "42%")]
    lines = table(("Hospital", "Last 13 weeks", "On the 13 before", "Share of patients"), rows, 52)
    assert max(map(columns, lines)) <= 52
    assert {"Garthwaite", "Infirmary"} <= set(" ".join(lines).split())
