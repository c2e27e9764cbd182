"""Papers read like papers, show what was measured, and say no more than was drawn."""

from __future__ import annotations

import pytest

from kae_sim.knowledge.papers import AccountFacts, Block, PaperFacts, compose
from kae_sim.knowledge.reading import paper_statements, team_statements
from kae_sim.knowledge.telling import TEAM
from kae_sim.knowledge.wording import answer_words
from kae_sim.scenario.schema import UNKNOWNS, Source, Unknown
from tests.knowledge.cases import DEAL, PACK, STATED, TRUTHS

SOURCES = {source.id: source for source in PACK.sources}


def measured(account: str, name: str, told: dict[Unknown, str]) -> AccountFacts:
    return AccountFacts(
        account=account,
        name=name,
        kind="teaching hospital",
        stated_weeks=2,
        stated_goal="no-long-waiters",
        first_weeks=3,
        first_series=tuple(range(14, 27)),
        not_seen=137,
        not_seen_by_band=(90, 30, 12, 5),
        within_18_percent=94,
        seen_in_3_weeks_percent=61,
        seen=118,
        sales=(100_000,) * 13 + (120_000,) * 13,
        share=(300,) * 25 + (340,),
        packs_ours=(10,) * 13 + (12,) * 13,
        packs_rival=(20,) * 13 + (15,) * 13,
        attendees=("Joan Marsh, chief pharmacist", "Dr Ivo Lane, lead consultant"),
        committee_dates=("12 May", "7 July"),
        told=told,
    )


def text(blocks: tuple[Block, ...]) -> str:
    cells = [cell for block in blocks for row in (block.columns, *block.rows) for cell in row]
    return "\n".join([*(block.words for block in blocks), *cells])


def paper(source: Source, told: dict[Unknown, str]) -> tuple[Block, ...]:
    accounts = [measured("a1", "Harrowmere General Hospital", told)]
    if source.whole_territory:
        accounts.append(measured("a2", "Eskerby Royal Infirmary", told))
    return compose(
        PACK, source, PaperFacts("Week ending 14 March", "North Riding", "Halden Therapeutics", tuple(accounts))
    )


@pytest.mark.parametrize("source", PACK.sources, ids=lambda source: source.id)
def test_a_paper_gives_its_name_its_date_and_its_hospitals(source: Source) -> None:
    for told in ({}, {telling.unknown: TRUTHS[telling.unknown][0] for telling in source.tells}):
        printed = text(paper(source, told))
        assert source.name in printed
        assert "14 March" in printed
        if source.kind != "minutes":
            assert "Harrowmere" in printed
        if source.whole_territory:
            assert "Eskerby" in printed
        assert "{" not in printed


@pytest.mark.parametrize("source", PACK.sources, ids=lambda source: source.id)
def test_a_paper_says_in_words_what_was_drawn_and_nothing_else(source: Source) -> None:
    silent = text(paper(source, {})).lower()
    for telling in source.tells:
        for answer in PACK.answers(telling.unknown):
            words = answer_words(PACK, telling.unknown, answer).lower()
            assert words in text(paper(source, {telling.unknown: answer})).lower()
            if telling.unknown != "stopper":
                assert words not in silent


@pytest.mark.parametrize("source", PACK.sources, ids=lambda source: source.id)
def test_a_paper_speaks_in_words_and_never_in_ids(source: Source) -> None:
    printed = text(paper(source, {telling.unknown: TRUTHS[telling.unknown][0] for telling in source.tells}))
    ids = [one for unknown in UNKNOWNS for one in PACK.answers(unknown) if "-" in one]
    assert [one for one in ids if one in printed] == []


def test_tables_and_series_have_their_columns() -> None:
    for source in PACK.sources:
        for block in paper(source, {}):
            assert all(len(row) == len(block.columns) for row in block.rows)
            assert (block.kind == "series") == bool(block.values)
            assert (block.kind == "table") == bool(block.rows)


def test_the_sales_sheet_shows_pounds_growth_and_share() -> None:
    table = paper(SOURCES["sales-sheet"], {})[1]
    assert table.rows[0] == ("Harrowmere General Hospital", "£15,600", "+20%", "34%")


def test_issue_data_count_packs_of_both() -> None:
    table = paper(SOURCES["issues"], {})[1]
    assert table.rows[0][1:] == ("156", "+20%", "195", "-25%")


def test_the_website_states_weeks_and_a_goal() -> None:
    printed = text(paper(SOURCES["website"], {}))
    assert "2 weeks" in printed
    assert PACK.goal("no-long-waiters").words in printed


def test_statistics_show_a_wait_on_another_clock_and_file_it_as_a_claim() -> None:
    for source_id, weeks, band in (("website", 2, "under-6"), ("rtt", 7, "6-12"), ("audit", 14, "13-18")):
        (one,) = paper_statements(PACK, DEAL, "a1", SOURCES[source_id], TRUTHS, STATED, weeks)
        assert (one.about, one.answer, one.vantage, one.source) == ("wait", band, "paper", source_id)
        assert f"{weeks} weeks" in one.words


def test_a_paper_says_the_same_at_every_reading_and_only_what_is_asked_at_this_level() -> None:
    goals = {"goal": TRUTHS["goal"]}
    seen: set[str] = set()
    for n in range(60):
        all_said = paper_statements(PACK, DEAL, f"a{n}", SOURCES["board"], TRUTHS, STATED, 3)
        assert all_said == paper_statements(PACK, DEAL, f"a{n}", SOURCES["board"], TRUTHS, STATED, 3)
        some = paper_statements(PACK, DEAL, f"a{n}", SOURCES["board"], goals, STATED, 3)  # type: ignore[arg-type]
        assert some == tuple(one for one in all_said if one.about == "goal")
        seen |= {one.about for one in all_said}
    assert seen == {"goal", "bottleneck", "unmet"}


def test_the_team_call_brings_rumours_of_the_rival_and_now_and_then_of_the_stopper() -> None:
    told = [one for n in range(100) for one in team_statements(PACK, DEAL, f"a{n}", TRUTHS, STATED)]
    assert {one.about for one in told} == {"rival", "stopper"}
    assert sum(one.about == "rival" for one in told) == 100
    assert {one.source for one in told} == {TEAM}
    assert all("{" not in one.words for one in told)
