"""Papers read like papers, show what was measured, and say no more than was drawn: in every pack."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby

import pytest

from kae_sim.knowledge.papers import AccountFacts, Block, Contact, PaperFacts, Waits, compose
from kae_sim.knowledge.papers.notes import Queue, public_notes, service_map, team_notes
from kae_sim.knowledge.reading import paper_statements, team_statements
from kae_sim.knowledge.telling import CANNOT_SAY, TEAM, StatedFacts, Truth, paper_weights
from kae_sim.knowledge.wording import answer_words
from kae_sim.scenario.schema import UNKNOWNS, Pack, Source, Telling, Unknown
from tests.knowledge.cases import DEAL, SHIPPED, plausible

EACH = [(name, source.id) for name, pack in SHIPPED.items() for source in pack.sources]
TELLS = [
    (name, source.id, telling) for name, pack in SHIPPED.items() for source in pack.sources for telling in source.tells
]
DRAWS = 450


def truths(pack: Pack) -> dict[Unknown, Truth]:
    """Some answer to everything, the same in every run."""
    return {unknown: (pack.answers(unknown)[len(pack.answers(unknown)) // 2],) for unknown in UNKNOWNS}


def stated(pack: Pack) -> StatedFacts:
    return StatedFacts(2, pack.goals[0].id, pack.roles[0].id, tuple(role.id for role in pack.roles))


def measured(pack: Pack, account: str, name: str, told: dict[Unknown, str]) -> AccountFacts:
    return AccountFacts(
        account=account,
        name=name,
        kind="teaching hospital",
        stated_weeks=2,
        stated_goal=pack.goals[0].id,
        first_weeks=3,
        first_series=tuple(range(14, 40)),
        waits=Waits((5, 9, 4), (7, 3, 0, *(0,) * 15, 2)),
        within_18_percent=94,
        seen_in_3_weeks_percent=61,
        seen=118,
        referred=131,
        missed=9,
        started=44,
        sales=(100_000,) * 13 + (120_000,) * 13,
        share=(300,) * 25 + (340,),
        patients=(80,) * 13 + (88,) * 13,
        packs_ours=(10,) * 13 + (12,) * 13,
        packs_rival=(20,) * 13 + (15,) * 13,
        calls=2,
        contacts_met=1,
        contacts_known=5,
        half_hours=9,
        people=tuple(f"{who}, {post}" for who, post in zip(_PEOPLE, _POSTS, strict=True)),
        named=(f"{_PEOPLE[0]}, {_POSTS[0]}",),
        contacts=(Contact("Ivo Lane", "lead consultant", 3, 71),),
        committee_dates=("week 9", "week 15"),
        told=told,
    )


_PEOPLE = ("Joan Marsh", "Dr Ivo Lane", "Amal Reeve", "Tess Quill", "Bo Farrant")
_POSTS = ("chief pharmacist", "lead consultant", "service manager", "specialist nurse", "ward clerk")


def text(blocks: tuple[Block, ...]) -> str:
    return "\n".join(pieces(blocks))


def pieces(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        yield from (one for one in (block.page, block.title, block.words, block.unit, *block.ticks) if one)
        yield from (cell for row in (block.columns, *block.rows) for cell in row if cell)


def paper(pack: Pack, source: Source, told: dict[Unknown, str], account: str = "a1") -> tuple[Block, ...]:
    accounts = [measured(pack, account, "Harrowmere General Hospital", told)]
    if source.whole_territory or source.hospitals > 1:
        accounts.append(measured(pack, "a99", "Eskerby Royal Infirmary", told))
    facts = PaperFacts("six weeks before you started", -5, "North Riding", "Halden Therapeutics", DEAL, tuple(accounts))
    return compose(pack, source, facts)


def every_printing(name: str, source_id: str) -> Iterator[str]:
    """A paper that says nothing, and one for each answer that it may give, at many hospitals."""
    pack = SHIPPED[name]
    source = pack.source(source_id)
    for number in range(30):
        yield text(paper(pack, source, {}, f"a{number}"))
        for telling in source.tells:
            answers = pack.answers(telling.unknown)
            yield text(paper(pack, source, {telling.unknown: answers[number % len(answers)]}, f"a{number}"))


@pytest.mark.parametrize(("name", "source_id"), EACH)
def test_a_paper_gives_its_hospitals_and_its_date_unless_it_is_a_website(name: str, source_id: str) -> None:
    pack = SHIPPED[name]
    source = pack.source(source_id)
    printed = text(paper(pack, source, {}))
    assert "Harrowmere" in printed
    assert ("Eskerby" in printed) == (source.whole_territory or source.hospitals > 1)
    assert ("six weeks before you started" in printed) == (source.kind != "website")


@pytest.mark.parametrize(("name", "source_id"), EACH)
def test_a_paper_says_in_words_what_was_drawn_and_nothing_else(name: str, source_id: str) -> None:
    pack = SHIPPED[name]
    source = pack.source(source_id)
    silent = [text(paper(pack, source, {}, f"a{number}")).lower() for number in range(30)]
    for telling in source.tells:
        for answer in pack.answers(telling.unknown):
            words = answer_words(pack, telling.unknown, answer).lower()
            assert words in text(paper(pack, source, {telling.unknown: answer})).lower()
            if telling.unknown != "stopper":
                assert not [one for one in silent if words in one]


@pytest.mark.parametrize(("name", "source_id"), EACH)
def test_a_paper_is_written_in_sentences(name: str, source_id: str) -> None:
    ids = [one for unknown in UNKNOWNS for one in SHIPPED[name].answers(unknown) if "-" in one and not one[0].isdigit()]
    for printed in every_printing(name, source_id):
        assert [one for one in ids if re.search(rf"(?<![\w-]){one}(?![\w-])", printed)] == []
        assert not re.search(r"[{}_]|  |\.\.|\bNone\b| ,| \.", printed), printed
        assert not re.search(r"\b(\w+) \1\b", printed, re.IGNORECASE), printed
        assert not re.search(r"\b1 weeks\b|\bone weeks\b", printed)
        for line in printed.splitlines():
            assert not line[0].islower() or line in _SMALL_CELLS or line.split()[0] in ("new", "none", "latest"), line


_SMALL_CELLS = ("days", "packs", "patients", "per thousand", "date of report", "the executive team")


@pytest.mark.parametrize(("name", "source_id"), EACH)
def test_tables_series_and_pages_are_whole(name: str, source_id: str) -> None:
    pack = SHIPPED[name]
    blocks = paper(pack, pack.source(source_id), {})
    assert all(len(row) == len(block.columns) for block in blocks for row in block.rows)
    assert all((block.kind == "series") == bool(block.values) for block in blocks)
    assert all((block.kind == "table") == bool(block.rows) for block in blocks)
    assert all(len(block.ticks) == 2 and block.unit for block in blocks if block.kind == "series")
    turned = [page for page, _ in groupby(block.page for block in blocks)]
    assert len(turned) == len(set(turned)), "pieces of one page follow each other"
    assert all(turned)


@pytest.mark.parametrize(("name", "source_id"), EACH)
def test_two_hospitals_papers_do_not_read_alike_and_one_reads_the_same_again(name: str, source_id: str) -> None:
    pack = SHIPPED[name]
    source = pack.source(source_id)
    assert paper(pack, source, {}) == paper(pack, source, {})
    if not source.whole_territory:
        assert len({paper(pack, source, {}, f"a{number}") for number in range(12)}) > 6


def test_what_a_paper_may_be_made_of() -> None:
    """A new figure on a paper has to be argued for: none of these knows a step after the first appointment."""
    of_itself = {"account", "name", "kind", "stated_weeks", "stated_goal"}
    first_clock = {"first_weeks", "first_series", "waits", "within_18_percent", "seen_in_3_weeks_percent", "seen",
                   "referred", "missed"}  # fmt: skip
    treated = {"started", "sales", "share", "patients", "packs_ours", "packs_rival"}
    ours = {"calls", "contacts_met", "contacts_known", "half_hours", "people", "named", "contacts", "committee_dates"}
    assert {one.name for one in fields(AccountFacts)} == of_itself | first_clock | treated | ours | {"told"}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_sales_sheet_is_far_too_long_and_exact(name: str) -> None:
    pack = SHIPPED[name]
    source = next(one for one in pack.sources if one.kind == "sales")
    blocks = paper(pack, source, {})
    assert len({block.page for block in blocks}) == 5 + 2  # a page for each hospital
    table = next(block for block in blocks if block.rows)
    assert table.rows[0] in [
        (name, "£15,600", "+20%", "34%") for name in ("Harrowmere General Hospital", "Eskerby Royal Infirmary")
    ]
    plan = next(block for block in blocks if block.page == "Call plan" and block.rows)
    assert plan.rows[0][1:] == ("5", "1", "2", "1", "4.5")


def test_a_run_chart_has_its_mean_and_counts_the_points_above_it() -> None:
    pack = SHIPPED["rheumatology-infusion"]
    chart = next(block for block in paper(pack, pack.source("board"), {}) if block.values)
    assert chart.mean == round(sum(range(14, 40)) / 26)
    assert chart.words.startswith("13 of 26 points")


def test_statistics_print_completed_and_incomplete_pathways_in_weekly_bands() -> None:
    pack = SHIPPED["rheumatology-infusion"]
    blocks = [block for block in paper(pack, pack.source("rtt"), {}) if block.page.startswith("Harrowmere")]
    table, completed, incomplete = (block for block in blocks if block.rows or block.values)
    assert [row[1:] for row in table.rows] == [("18", "10"), ("0", "0"), ("0", "0"), ("0", "2"), ("0", "0"), ("0", "0")]
    assert completed.values == (5, 9, 4)
    assert sum(incomplete.values) == 12


@pytest.mark.parametrize(("answer", "rating"), [("low", "Requires improvement"), ("high", "Outstanding")])
def test_an_inspection_rates_leadership_as_it_was_drawn(answer: str, rating: str) -> None:
    pack = SHIPPED["rheumatology-infusion"]
    rows = next(block for block in paper(pack, pack.source("inspection"), {"readiness": answer}) if block.rows).rows
    assert ("Well-led", rating) in rows
    silent = next(block for block in paper(pack, pack.source("inspection"), {}) if block.rows).rows
    assert ("Well-led", "Inspected but not rated") in silent


def test_statistics_show_a_wait_on_another_clock_and_file_it_as_a_claim() -> None:
    pack = SHIPPED["rheumatology-infusion"]
    for source_id, weeks, band in (("website", 2, "under-6"), ("rtt", 7, "6-12"), ("audit", 14, "13-18")):
        (one,) = paper_statements(pack, DEAL, "a1", pack.source(source_id), truths(pack), stated(pack), weeks)
        assert (one.about, one.answer, one.vantage, one.source) == ("wait", band, "paper", source_id)
        assert f"{weeks} weeks" in one.words
    (one,) = paper_statements(pack, DEAL, "a1", pack.source("website"), truths(pack), stated(pack), 1)
    assert "1 week from" in one.words


@pytest.mark.parametrize(("name", "source_id", "telling"), TELLS)
def test_a_paper_reveals_what_its_percentages_say(name: str, source_id: str, telling: Telling) -> None:
    """Read at many accounts: how often each answer is claimed, against the stated likelihood."""
    pack = SHIPPED[name]
    source, truth, facts = pack.source(source_id), truths(pack), stated(pack)
    chances = dict(paper_weights(pack, telling, truth[telling.unknown], facts))
    said: Counter[str] = Counter()
    for number in range(DRAWS):
        claims = paper_statements(pack, DEAL, f"a{number}", source, truth, facts, 3)
        drawn = [one.answer for one in claims if one.about == telling.unknown]
        said[drawn[0] if drawn else CANNOT_SAY] += 1
    assert chances[truth[telling.unknown][0]] >= telling.right_percent / 100
    for answer in (*pack.answers(telling.unknown), CANNOT_SAY):
        assert plausible(said[answer], DRAWS, chances.get(answer, 0.0)), (answer, said[answer])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_paper_says_the_same_at_every_reading_and_only_what_is_asked_at_this_level(name: str) -> None:
    pack, seen = SHIPPED[name], set[str]()
    source = next(one for one in pack.sources if one.kind == "board")
    goals: dict[Unknown, Truth] = {"goal": truths(pack)["goal"]}
    for n in range(60):
        whole = paper_statements(pack, DEAL, f"a{n}", source, truths(pack), stated(pack), 3)
        assert whole == paper_statements(pack, DEAL, f"a{n}", source, truths(pack), stated(pack), 3)
        some = paper_statements(pack, DEAL, f"a{n}", source, goals, stated(pack), 3)
        assert some == tuple(one for one in whole if one.about == "goal")
        seen |= {one.about for one in whole}
    assert seen == {telling.unknown for telling in source.tells}


# --- what we write down ourselves ------------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_the_team_call_brings_rumours_of_the_rival_and_now_and_then_of_the_stopper(name: str) -> None:
    pack = SHIPPED[name]
    told = [one for n in range(100) for one in team_statements(pack, DEAL, f"a{n}", truths(pack), stated(pack))]
    assert {one.about for one in told} == {"rival", "stopper"}
    assert sum(one.about == "rival" for one in told) == 100
    assert {one.source for one in told} == {TEAM}
    assert all("{" not in one.words for one in told)
    assert len({one.words for one in told if one.about == "rival"}) > 1


def test_notes_of_the_teams_call_name_every_hospital_once_or_say_that_nothing_was_heard() -> None:
    for pack in SHIPPED.values():
        notes = text(team_notes(pack, DEAL, 2, [("Harrowmere", ["They are loud."]), ("Eskerby", [])]))
        assert pack.account_team.who in notes
        assert "They are loud." in notes
        assert "Nothing about Eskerby." in notes
        assert not re.search(r"[{}_]", notes)


def test_a_service_map_has_every_queue_on_one_page_and_marks_where_they_are_stuck() -> None:
    queues = [Queue("First clinic", 16, 1, 79, False), Queue("Meeting", 243, 164, 100, True)]
    blocks = service_map("Harrowmere", 4, "Joan Marsh, service manager", queues, ["So it is."])
    assert {block.page for block in blocks} == {"Service map"}
    table = next(block for block in blocks if block.rows)
    assert table.rows == (("First clinic", "16", "1", "79%", ""), ("Meeting", "243", "164", "100%", "<< stuck here"))
    assert "So it is." in text(blocks)


def test_notes_of_a_public_meeting_keep_who_was_there_and_what_was_said() -> None:
    notes = text(public_notes(DEAL, "a1", "Harrowmere", 8, ["Joan Marsh, chair"], [("Ivo Lane", "We want chairs.")]))
    assert "At the table: Joan Marsh, chair." in notes
    assert "Ivo Lane: “We want chairs.”" in notes
