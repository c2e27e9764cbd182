"""The room's debrief in words: what it misread, who knew better, and a line for everybody to take home."""

from __future__ import annotations

from kae_sim.score.debrief_model import RungCount
from kae_sim.score.room_model import (
    FoundOut,
    RoomAnswer,
    RoomDebrief,
    RoomTiers,
    RoomUnheld,
    Standing,
    Told,
    Transfer,
)
from kae_sim.words.report import markdown, plain, room_sections
from kae_sim.words.report.html import html

ROOM = RoomDebrief(
    title="The two-week promise",
    deal="TMGZ-VK",
    pass_mark=40,
    standings=(
        Standing(name="Ann", score=61.2, passed=True),
        Standing(name="Ben", score=22.0, passed=False),
        Standing(name="Cy <b>", score=30.4, passed=False),
    ),
    median=30.4,
    answers=(
        RoomAnswer(
            account="St Aelred's",
            stated="Seen within two weeks",
            unknown="How long do patients wait?",
            true=("Over eighteen weeks",),
            found=(FoundOut(name="Ann", told_by=("Joy Whittle, day unit sister",)),),
            wrong=1,
            silent=1,
            instead=(Told(words="Under six weeks", often=1),),
            sources=(Told(words="Joy Whittle, day unit sister", often=1),),
        ),
        RoomAnswer(
            account="St Aelred's",
            stated=None,
            unknown="Where are they stuck?",
            true=("Pharmacy", "Chair"),
            found=tuple(FoundOut(name=name, told_by=()) for name in ("Ann", "Ben", "Cy <b>")),
            wrong=0,
            silent=0,
            instead=(),
            sources=(),
        ),
    ),
    tiers=(RoomTiers(account="St Aelred's", right="short", said={"long": 2, "none": 1}),),
    calibration=(RungCount(words="hunch", said=0, right=0), RungCount(words="sure", said=4, right=3)),
    unheld=RoomUnheld(
        headline="St Aelred's: you never spoke to Joy Whittle, day unit sister",
        names=("Ben", "Cy <b>"),
        held_by=("Ann",),
        most_to="Cy <b>",
        most=5.1,
        points=7.4,
        would_have_said=("Asked “Where?”, the answer would have been: Pharmacy.",),
        true="Where are they stuck? Pharmacy.",
    ),
    transfer=(Transfer(name="Ann", habit="Believing one voice", monday="Ask one more person."),),
)


def said(room: RoomDebrief = ROOM) -> str:
    return markdown(room_sections(room))


def test_a_room_hears_of_conduct_first_and_without_names() -> None:
    told = plain(room_sections(ROOM.model_copy(update={"broke_the_code": 2, "warned": 1})))
    assert "Conduct: 2 of 3 did not pass for their conduct, and 1 was warned." in " ".join(told.split())
    assert "Conduct:" not in plain(room_sections(ROOM))


def test_the_chapters_come_in_their_order() -> None:
    assert [line for line in said().splitlines() if line.startswith("## ")] == [
        "## Where the room stands",
        "## What they say of their wait, and what it was",
        "## What the room misread",
        "## Who found it out, and from whom",
        "## One account, several tiers",
        "## How sure the room was, and how often right",
        "## The conversation that was missing most",
        "## What you take back to work",
    ]


def test_each_chapter_says_what_the_room_did() -> None:
    text = said()
    assert "From 22 to 61 points, the middle at 30. 1 of 3 passed." in text
    assert "| St Aelred's | “Seen within two weeks” | Over eighteen weeks | 1 of 3 |" in text
    assert "| 1 of 3 | Under six weeks (1); nothing (1) |" in text
    assert "Over eighteen weeks. Right: Ann. They had it from: Joy Whittle, day unit sister (1)." in text
    assert "| St Aelred's | 0 | 0 | 2 | 0 | 1 | short |" in text
    assert "| Sure | 4 | 75% | more than 83% |" in text
    held = "Held by: Ann. Not held by: Ben, Cy \\<b\\>. Worth about 7.4 points to those who did not hold it"
    assert f"{held}, taken together; most to Cy \\<b\\>, about 5.1." in text
    assert "What Cy \\<b\\> would have heard:" in text
    assert "- Believing one voice: “Ask one more person.”" in text
    assert "| Ann | Believing one voice |  |  |" in text


def test_what_everybody_knew_was_not_misread() -> None:
    assert "Where are they stuck?" not in said().split("## What the room misread")[1].split("## One account")[0]
    knew = ROOM.model_copy(update={"answers": ROOM.answers[1:], "unheld": None})
    text = said(knew)
    assert "Nothing: everybody was right about everything." in text
    assert "There was nothing that some found out and others did not." in text
    assert "Nobody left out a conversation" in text
    assert "What they say of their wait" not in text


def test_all_three_kinds_of_report_name_everybody() -> None:
    blocks = tuple(room_sections(ROOM))
    page, text = html(blocks), plain(blocks)
    for name in ("Ann 61", "Ben 22"):
        assert name in page
        assert name in text
    assert "Cy &lt;b&gt; 30" in page
    assert max(map(len, text.splitlines())) <= 80


def test_what_is_taken_home_begins_a_page_and_says_each_sentence_once() -> None:
    other = ROOM.transfer[0].model_copy(update={"name": "Ben"})
    room = ROOM.model_copy(update={"transfer": (*ROOM.transfer, other)})
    page = html(room_sections(room))
    assert '<h2 class="own-page">What you take back to work</h2>' in page
    assert page.count('own-page"') == 1
    assert page.count("Ask one more person.") == 1


def test_a_guess_is_no_finding_out() -> None:
    line = ROOM.answers[0]
    guess, thought = FoundOut(name="Ben", told_by=()), FoundOut(name="Cy", told_by=(), worked_out=True)
    alone = line.model_copy(update={"found": (guess,), "sources": ()})
    assert "There was nothing that some found out" in said(ROOM.model_copy(update={"answers": (alone,)}))
    both = line.model_copy(update={"found": (*line.found, guess, thought)})
    text = said(ROOM.model_copy(update={"answers": (both,)}))
    assert "Right: Ann. They had it from: Joy Whittle" in text
    assert "Put it together from what they had heard: Cy. Guessed it: Ben." in text


def test_who_never_held_the_missing_conversation_is_told_from_who_did() -> None:
    assert ROOM.unheld is not None
    nobody = ROOM.unheld.model_copy(update={"held_by": (), "names": ("Ann", "Ben", "Cy <b>")})
    text = said(ROOM.model_copy(update={"unheld": nobody}))
    assert "Nobody held it. Worth about" in text
    assert "Not held by" not in text
