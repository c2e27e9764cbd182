"""What is printed on papers is what was measured, at the paper's own date, and gives nothing else away."""

from __future__ import annotations

from dataclasses import replace
from math import ceil

import numpy as np
import pytest

from kae_sim.game.actions import Attend, Map, Read, TeamCall
from kae_sim.game.paper_facts import account_facts
from kae_sim.game.papers import compose_paper
from kae_sim.game.view import Block, Source
from kae_sim.scenario.schema import SourceKind
from kae_sim.world.history import history
from kae_sim.world.measures import measures
from kae_sim.world.state import NEVER
from real_games import Recorded

KINDS: tuple[SourceKind, ...] = ("sales", "handover", "website", "rtt", "audit", "issues", "board", "minutes", "payer",
                                 "inspection", "survey")  # fmt: skip


@pytest.fixture
def later(first_morning: Recorded) -> Recorded:
    return first_morning.twin().to_week(9)


def kind_of(game: Recorded, kind: str) -> str:
    return next(one.id for one in game.game.scenario.pack.sources if one.kind == kind)


def printed(game: Recorded, kind: str) -> tuple[Block, ...]:
    """The paper as it would read now; on the first account, unless it speaks of more."""
    source = game.game.scenario.pack.source(kind_of(game, kind))
    return compose_paper(game.game.table, source, game.game.table.speaks_of(source, "a1"))


def cells(blocks: tuple[Block, ...]) -> list[tuple[str, ...]]:
    return [row for block in blocks for row in block.rows]


def stop(game: Recorded, kind: str) -> int:
    """The day on which the quarter of a paper is over."""
    lag = game.game.scenario.pack.source(kind_of(game, kind)).lag_weeks
    return (game.game.view.week - 1 - lag) * 7


def test_whoever_is_new_in_a_post_was_seen_in_another_one_when_the_call_records_were_written(later: Recorded) -> None:
    source = later.game.scenario.pack.source(kind_of(later, "handover"))
    tenures = {}
    for account_id in later.game.table.accounts:
        people = {one.name: one for one in later.game.table.dealt(account_id).people}
        for contact in account_facts(later.game.table, account_id, source).contacts:
            tenures[contact.name, account_id] = people[contact.name].tenure
            assert (contact.role == "in another post then") == (people[contact.name].tenure == "new")
    assert set(tenures.values()) == {"new", "settled"}


def test_the_board_prints_the_first_appointment_as_it_was_measured(later: Recorded) -> None:
    table, day = later.game.table, stop(later, "board")
    spec, state = table.dealt("a1").spec, table.world.state("a1")
    now = measures(spec, state, day - 91, day - 1)
    h = history(spec, state)
    figures = {row[1] for row in cells(printed(later, "board"))}
    unseen = (h.referred > NEVER) & (h.referred < day) & ((h.seen == NEVER) | (h.seen >= day))
    unseen &= (h.decided_on == NEVER) | (h.decided_on >= day)
    referred = int(((h.referred >= day - 91) & (h.referred < day)).sum())
    missed = sum(day - 91 <= one < day for one in state.rebooked[spec.before[0]].values())
    wanted = {
        str(max(1, ceil(now.first_appointment_days / 7))),
        f"{round(100 * now.first_appointment.within_18)}%",
        f"{int(unseen.sum()):,}",
        f"{referred:,}",
        f"{now.first_appointment.count:,}",
        f"{missed:,}",
    }
    assert wanted <= figures


def test_a_run_chart_has_the_medians_of_its_weeks(later: Recorded) -> None:
    day = stop(later, "board")
    h = history(later.game.table.dealt("a1").spec, later.game.table.world.state("a1"))
    weeks = [(h.seen >= start) & (h.seen < start + 7) for start in range(day - 182, day, 7)]
    wanted = [int(np.median((h.seen - h.referred)[seen])) for seen in weeks if seen.any()]
    (run,) = [block for block in printed(later, "board") if block.values]
    assert list(run.values) == wanted
    assert run.mean == round(sum(wanted) / len(wanted))


def test_statistics_count_every_pathway_in_its_week(later: Recorded) -> None:
    day = stop(later, "rtt")
    for account in later.game.view.accounts:
        spec, state = later.game.table.dealt(account.id).spec, later.game.table.world.state(account.id)
        facts = account_facts(later.game.table, account.id, later.game.scenario.pack.source(kind_of(later, "rtt")))
        assert sum(facts.waits.completed) == measures(spec, state, day - 91, day - 1).first_appointment.count
        h = history(spec, state)
        seen = (h.seen >= day - 91) & (h.seen < day) & (h.referred > NEVER)
        assert facts.waits.completed[3] == int(((h.seen - h.referred)[seen] // 7 == 3).sum())
        page = [block for block in printed(later, "rtt") if block.page == account.name]
        assert [sum(int(row[at].replace(",", "")) for row in page[0].rows) for at in (1, 2)] == [
            sum(facts.waits.completed),
            sum(facts.waits.incomplete),
        ]


def test_the_sales_sheet_is_what_the_view_shows(later: Recorded) -> None:
    blocks = printed(later, "sales")
    for account in later.game.view.accounts:
        pounds = next(block for block in blocks if block.page == account.name and block.unit == "£ a week")
        assert pounds.values == tuple(pence // 100 for pence in account.sales)
        row = next(row for row in blocks[1].rows if row[0] == account.name)
        assert row[1] == f"£{sum(account.sales[-13:]) // 100:,}"
        assert row[3] == f"{account.share[-1] / 10:.0f}%"


def test_the_call_plan_counts_what_was_done(later: Recorded) -> None:
    plan = next(block for block in printed(later, "sales") if block.page == "Call plan" and block.rows)
    for account in later.game.view.accounts:
        row = next(row for row in plan.rows if row[0] == account.name)
        assert row[1] == str(len(account.people))
        assert row[5] == f"{account.half_hours_spent / 2:g}"


def test_packs_and_patients_are_counted_at_the_papers_own_date(later: Recorded) -> None:
    for kind, column in (("payer", 1), ("issues", 1)):
        day = stop(later, kind)
        h = history(later.game.table.dealt("a1").spec, later.game.table.world.state("a1"))
        on = (h.leave > NEVER) & (h.first < day) & (h.leave >= day)
        row = next(row for row in cells(printed(later, kind)) if row[0] == later.game.view.accounts[0].name)
        if kind == "payer":
            assert row[column] == f"{int(on.sum()):,}"
        else:
            ours = [
                int(((h.leave > NEVER) & (h.ours == 1) & (h.first <= end) & (h.leave > end)).sum())
                for end in range(day - 91 + 6, day, 7)
            ]
            assert row[column] == str(sum(-(-n // 4) for n in ours))


def test_a_survey_went_to_those_who_started(later: Recorded) -> None:
    day = max(stop(later, "survey"), -364 + 91)
    now = measures(later.game.table.dealt("a1").spec, later.game.table.world.state("a1"), day - 91, day - 1)
    sent = dict((row[0], row[1]) for row in cells(printed(later, "survey")))
    assert sent["Sent"] == str(now.started)
    assert int(sent["Returned"]) <= now.started


@pytest.mark.parametrize("kind", KINDS)
def test_no_paper_knows_what_nobody_told_it(later: Recorded, kind: str) -> None:
    """The same figures and the same draws under other wishes, powers, tempers and intents: the same paper."""
    before = printed(later, kind)
    table = later.game.table
    for account_id, account in table.accounts.items():
        people = tuple(
            replace(
                one, influence=1000 - one.influence, attitude=-one.attitude, goals=dict(reversed(one.goals.items()))
            )
            for one in account.people
        )
        weights = dict(zip(account.goal_weights, reversed(account.goal_weights.values()), strict=True))
        table.accounts[account_id] = replace(
            account, people=people, goal_weights=weights, readiness=2 - account.readiness, rival=2 - account.rival
        )
        table.persons.update({one.id: one for one in people})
        table.stoppers[account_id] = (people[-1].role,)
    assert printed(later, kind) == before


@pytest.mark.parametrize("kind", ["website", "rtt", "audit", "board", "minutes"])
def test_no_queue_behind_the_first_appointment_moves_a_figure(later: Recorded, kind: str) -> None:
    before = printed(later, kind)
    for account_id in later.game.table.accounts:
        spec, state = later.game.table.dealt(account_id).spec, later.game.table.world.state(account_id)
        for stage in range(len(spec.stage_ids)):
            if stage == spec.before[0]:
                continue
            for queue in spec.queues(stage):
                state.served[queue] = [day + 40 for day in state.served[queue]]
    assert printed(later, kind) == before


def test_a_website_bears_no_date_and_a_paper_on_others_says_which(game: Recorded) -> None:
    game.act(Read(account="a1", source=kind_of(game, "website")))
    game.act(Read(account="a1", source=kind_of(game, "board")))
    shown = {one.kind: one for one in game.game.view.accounts[0].sources}
    assert shown["website"].dated is None
    assert shown["board"].dated == 1 - game.game.scenario.pack.source(shown["board"].id).lag_weeks


def test_whoever_a_paper_brings_to_notice_is_printed_on_it(game: Recorded) -> None:
    for kind in ("minutes", "board"):
        game.act(Read(account="a1", source=kind_of(game, kind)))
        text = " ".join(" ".join(row) for row in cells(shown(game, kind_of(game, kind)).blocks))
        fresh = [one for one in game.game.view.accounts[0].people if kind in (one.mentioned_by or "")]
        assert len(fresh) == 2
        assert all(one.name in text for one in fresh)
        game.to_week(game.game.view.week + 1)


# --- notes of our own --------------------------------------------------------------------------------


def shown(game: Recorded, key: str) -> Source:
    return next(one for one in game.game.view.accounts[0].sources if one.id == key)


def test_a_call_of_the_team_leaves_a_page_of_notes_at_every_account(game: Recorded) -> None:
    assert "team" not in {one.id for one in game.game.view.accounts[0].sources}
    game.act(TeamCall())
    game.to_week(2)
    notes = shown(game, "team")
    assert (notes.read, notes.half_hours, notes.whole_territory, notes.dated) == (2, 0, True, 2)
    text = " ".join(" ".join((block.words, *sum(block.rows, ()))) for block in notes.blocks)
    for account in game.game.view.accounts:
        assert account.name in text
        assert all(claim.words in text for claim in account.claims if claim.source == "team")


def test_a_mapping_session_leaves_every_queue_on_one_page(game: Recorded) -> None:
    game.person("a1.consultant").state.trust = 700
    game.act(Map(account="a1", sponsor="a1.consultant"))
    game.to_week(4)
    notes = shown(game, "map")
    table = game.game.table
    now = table.measured("a1")
    rows = cells(notes.blocks)
    assert len({block.page for block in notes.blocks}) == 1
    for row, stage in zip(rows, table.scenario.pack.pathway.stages, strict=True):
        wanted = (stage.name, str(now.waiting[stage.id]), str(now.queue_days[stage.id]))
        assert row[:3] == wanted
        assert bool(row[4]) == (stage.id in table.truth("a1")["bottleneck"])
    assert table.person("a1.consultant").name in notes.blocks[0].words


def test_a_public_meeting_leaves_notes_of_what_was_said(game: Recorded) -> None:
    date = next(one for one in game.game.view.dates if one.kind == "public-meeting" and one.account == "a1")
    game.to_week(date.week)
    game.act(Attend(happening=date.id))
    notes = shown(game, f"public-{date.week}")
    text = " ".join(block.words for block in notes.blocks)
    claims = [one for one in game.game.view.accounts[0].claims if one.week == date.week and one.about == "goal"]
    assert claims
    assert all(one.words in text for one in claims)


def test_notes_are_offered_to_nobody_for_reading(game: Recorded) -> None:
    game.act(TeamCall())
    game.to_week(2)
    assert "team" not in {offer.action.source for offer in game.offers("read") if isinstance(offer.action, Read)}
    assert "no such paper" in game.refused(Read(account=None, source="team"))
