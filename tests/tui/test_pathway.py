"""The pathway picture: what fills in, what contradicts, what is believed, planned and true; and it always fits."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_doors import DEBRIEF
from fake_view import START, claim
from gallery import lived_in
from kae_sim.game.view import Account, Belief, Claim, Step
from kae_sim.tui.boxes import Box, Mark, Work, boxes_of
from kae_sim.tui.claims import contradiction, facing
from kae_sim.tui.layout import layout, per_row
from kae_sim.tui.pathway import EFFECTS, UNBOUND, draw, place_at
from kae_sim.tui.reportpages import true
from kae_sim.tui.strip import strip
from kae_sim.words.labels import Labels
from kae_sim.words.text import columns
from kae_sim.words.ways import Link, Tie

LABELS = Labels(START)
EMPTY = START.accounts[0].model_copy(update={"claims": ()})


def heard(*claims: Claim) -> Account:
    return EMPTY.model_copy(update={"claims": claims})


def box(account: Account, stage: str) -> Box:
    return next(one for one in boxes_of(LABELS, account) if one.stage == stage)


def text(account: Account, width: int = 80) -> str:
    return "\n".join(line.plain for line in draw(boxes_of(LABELS, account), width))


def test_a_stage_that_nobody_spoke_of_is_a_dashed_outline() -> None:
    assert {one.frame for one in boxes_of(LABELS, EMPTY)} == {"unknown"}
    assert text(EMPTY).count("? not heard") == len(START.rules.stages)
    assert "╌" in text(EMPTY)


def test_a_picture_without_boxes_has_no_rows_and_nothing_to_click_on() -> None:
    assert layout((), 80).rows == ()
    assert place_at((), 80, 1, 1, 12) is None


@pytest.mark.parametrize("width", [76, 118, 200])
def test_between_two_boxes_stands_an_arrow_only_where_patients_go_on(width: int) -> None:
    boxes = boxes_of(LABELS, EMPTY)
    onward, between = START.rules.onward, dict[tuple[str, str], str]()
    for row in layout(boxes, width).rows:
        for one, following in pairwise(row):
            between[boxes[one.at].stage, boxes[following.at].stage] = one.after.strip()
    assert between["pharmacy-prep", "chair-slot"] == "▶"
    assert between["chair-slot", "home-setup"].endswith("or")
    for (before, after), sign in between.items():
        assert (sign == "▶") == (after in onward[before])
    assert [line.plain.count("↓") for line in draw(boxes, width) if "↓" in line.plain] == [1, 2]
    narrow = strip(boxes, width)[0].plain
    assert narrow.index("Infusion") < narrow.index("or▶") < narrow.index("Homecare")


def test_a_claim_puts_a_queue_on_its_box_with_who_and_when() -> None:
    shown = box(heard(claim("c1", "a1", "stage:chair-slot", "jammed", week=1)), "chair-slot")
    assert shown.frame == "heard"
    assert [(one.status, one.who, one.week, one.new) for one in shown.marks] == [
        ("jammed", "Specialist nurse", 1, True)
    ]
    assert "●●●●●●●● jammed" in text(heard(claim("c1", "a1", "stage:chair-slot", "jammed")))


def test_contradicting_claims_stand_in_one_box_the_more_voices_first() -> None:
    account = heard(
        claim("c1", "a1", "stage:chair-slot", "jammed"),
        claim("c2", "a1", "stage:chair-slot", "flowing", person="a1.chief"),
        claim("c3", "a1", "stage:chair-slot", "flowing", person=None, source="trust-site"),
    )
    assert [(one.status, one.who) for one in box(account, "chair-slot").marks] == [
        ("flowing", "2 voices"),
        ("jammed", "Specialist nurse"),
    ]


def test_the_same_person_twice_is_one_voice() -> None:
    twice = heard(claim("c1", "a1", "stage:mdt-list", "slow"), claim("c2", "a1", "stage:mdt-list", "slow", week=1))
    assert [one.who for one in box(twice, "mdt-list").marks] == ["Specialist nurse"]


def test_who_could_not_say_puts_nothing_on_a_box() -> None:
    assert box(heard(claim("c1", "a1", "stage:mdt-list", "cannot-say")), "mdt-list").marks == ()


def test_what_speaks_of_long_ago_is_marked_old() -> None:
    account = heard(claim("c1", "a1", "stage:mdt-list", "slow", speaks_of=-14))
    assert box(account, "mdt-list").marks[0].old
    assert not box(heard(claim("c1", "a1", "stage:mdt-list", "slow", speaks_of=-12)), "mdt-list").marks[0].old


def test_belief_and_plan_are_drawn_on_the_stage_they_are_about() -> None:
    seat = lived_in()
    labels, account = Labels(seat.view), seat.view.accounts[0]
    by_stage = {one.stage: one for one in boxes_of(labels, account)}
    assert (by_stage["pharmacy-prep"].frame, by_stage["pharmacy-prep"].foot) == ("believed", "YOU fairly sure")
    assert [work.name for work in by_stage["chair-slot"].works] == ["New chair template"]
    assert by_stage["chair-slot"].effect == "elsewhere"
    assert not by_stage["mdt-list"].works
    drafted = {one.stage: one for one in boxes_of(labels, account, [])}
    assert [work.name for work in drafted["chair-slot"].works] == ["New chair template"], "what is proposed stays"


def test_people_who_contradict_each_other_are_marked_and_stand_side_by_side() -> None:
    account = heard(
        claim("c1", "a1", "stage:mdt-list", "jammed"),
        claim("c2", "a1", "stage:mdt-list", "flowing", person="a1.chief", week=1, speaks_of=-8),
    )
    assert box(account, "mdt-list").disputed
    assert " ≠ " in text(account)
    assert " ≠ " not in text(heard(claim("c1", "a1", "stage:mdt-list", "jammed")))
    said = {"jammed": account.claims[:1], "flowing": account.claims[1:]}
    assert contradiction(said) == "They contradict each other. Who of them works there?"
    alone = [one.model_copy(update={"person": "a1.chief"}) for one in account.claims]
    assert contradiction({"jammed": alone[:1], "flowing": alone[1:]}).startswith("One voice tells it two ways.")
    beside = [line.plain for line in facing(LABELS, said, 76)]
    assert any("• jammed" in line and "• flowing" in line for line in beside)
    under = [line.plain for line in facing(LABELS, said, 40)]
    assert not any("• jammed" in line and "• flowing" in line for line in under)
    told = " ".join(" ".join(under).split())
    assert "tells how it is now" in told
    assert "tells how it was 9 weeks ago" in told
    assert max(map(columns, beside)) <= 76
    assert max(map(columns, under)) <= 40


def test_a_plan_says_in_its_box_what_it_would_do_there_if_the_player_is_right() -> None:
    account = lived_in().view.accounts[0]

    def effect(answer: str | None, *states: Step) -> str:
        belief = Belief(unknown="bottleneck", answer=answer, percent=70, since=2, locked=())
        held = account.model_copy(update={"beliefs": (belief,), "steps": states})
        return next(one.effect for one in boxes_of(LABELS, held) if one.stage == "chair-slot")

    assert effect("chair-slot") == "helps"
    assert effect("pharmacy-prep") == "elsewhere"
    assert effect(None) == "unsaid"
    refused = Step(initiative="chair-template", state="refused", week=3, reasons=())
    assert effect("chair-slot", refused) == "", "what was refused does nothing"
    drafted = account.model_copy(update={"plan": None, "steps": ()})
    boxes = {one.stage: one for one in boxes_of(LABELS, drafted, ["chair-template"])}
    assert boxes["chair-slot"].effect == "elsewhere", "while it is being written"


def test_after_the_game_a_plan_stands_where_the_queue_was_or_was_not() -> None:
    done = Box("chair-slot", "Infusion chair", "heard", works=(Work("New chair template", "running w9"),))
    by_stage = {one.stage: one.effect for one in true(DEBRIEF.accounts[0], [done])}
    assert by_stage["chair-slot"] == "missed"
    cleared = DEBRIEF.accounts[0].model_copy(update={"stuck_then": ("Infusion chair",)})
    assert {one.stage: one.effect for one in true(cleared, [done])}["chair-slot"] == "hit"
    met = Box("pharmacy-prep", "Pharmacy", "heard", works=(Work("Day-ahead", "agreed w9"),))
    assert {one.stage: one.effect for one in true(DEBRIEF.accounts[0], [met])}["pharmacy-prep"] == "hit"
    planned = Box("chair-slot", "Infusion chair", "heard", works=(Work("New chair template", "planned"),))
    assert {one.effect for one in true(DEBRIEF.accounts[0], [planned])} == {""}


def test_after_the_game_the_same_picture_shows_the_truth() -> None:
    frames = {one.stage: one.frame for one in true(DEBRIEF.accounts[0])}
    assert (frames["pharmacy-prep"], frames["chair-slot"], frames["mdt-list"]) == ("true", "believed", "heard")
    assert {one.stage: one.frame for one in true(DEBRIEF.accounts[1])}["pharmacy-prep"] == "both"
    drawn = "\n".join(line.plain for line in draw(true(DEBRIEF.accounts[0]), 120))
    assert "STUCK HERE" in drawn
    assert "8.4 weeks" in drawn


links: st.SearchStrategy[Link] = st.sampled_from(["then", "or", "apart"])
words = st.text(max_size=30)
boxes = st.lists(
    st.builds(
        Box,
        stage=st.uuids().map(str),
        name=words,
        frame=st.sampled_from(["unknown", "heard", "believed", "true", "both"]),
        marks=st.lists(
            st.builds(
                Mark, status=st.sampled_from(["jammed", "slow", "flowing", "stuck", "else"]), words=words, who=words,
                week=st.integers(0, 60), new=st.booleans(), old=st.booleans(),
            ),
            max_size=5,
        ).map(tuple),
        works=st.lists(st.builds(Work, name=words, state=words), max_size=3).map(tuple),
        foot=words,
        effect=st.sampled_from(["", *EFFECTS]),
        onto=words,
    ),
    min_size=1,
    max_size=9,
)  # fmt: skip


@st.composite
def lines_of_boxes(draw_one: st.DrawFn) -> list[Box]:
    """Boxes that hang together in any way: each on the one before, or on one further back."""
    found: list[Box] = []
    for at, one in enumerate(draw_one(boxes)):
        link = "then" if at < 2 else draw_one(links)
        fork = -1 if link == "then" else draw_one(st.integers(0, at - 2))
        found.append(replace(one, tie=Tie(link, fork)))
    return found


@given(lines_of_boxes(), st.integers(40, 200))
def test_its_few_lines_fit_and_name_every_stage(stages: list[Box], width: int) -> None:
    lines = [line.plain for line in strip(stages, width)]
    assert len(lines) in (3, 4)  # a name may need two
    assert max(map(columns, lines)) <= width
    assert lines[0].count("▶") + lines[0].count("or") >= len(stages) - 1


@given(lines_of_boxes(), st.integers(40, 200))
def test_every_line_fits_and_every_box_can_be_pointed_at(stages: list[Box], width: int) -> None:
    lines = [line.plain for line in draw(stages, width)]
    assert max(map(columns, lines)) <= width
    pointed = {place_at(stages, width, x, y) for y in range(len(lines)) for x in range(0, width, 9)}
    assert pointed - {None} == {one.stage for one in stages}
    assert 2 <= per_row(stages, width) <= max(4, len(stages))


@pytest.mark.parametrize(("tallest", "cut"), [(UNBOUND, False), (3, True)])
def test_a_name_longer_than_its_edge_goes_on_in_a_free_line(tallest: int, cut: bool) -> None:
    long = [replace(one, name="Severe asthma meeting list") for one in boxes_of(LABELS, EMPTY)[:2]]
    lines = [line.plain for line in draw(long, 40, None, tallest)]
    assert ("…" in "\n".join(lines)) == cut
    assert any("meeting list" in line for line in lines) != cut
    assert place_at(long, 40, 2, len(lines) - 1, tallest) is not None
    assert place_at(long, 40, 2, len(lines), tallest) is None
