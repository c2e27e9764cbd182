"""What a first player stumbled over: stale lines, the way into a meeting, forms left half filled in, keys, endings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fake_doors import FakeDoors
from fake_seat import FakeSeat
from gallery import lived_in
from kae_sim.game import actions as do
from kae_sim.game.events import Event
from kae_sim.tui.app import KaeApp
from kae_sim.tui.boxes import boxes_of
from kae_sim.tui.desk import Desk
from kae_sim.tui.doors import BoardPage, KeptRuns, OpenRun
from kae_sim.tui.pathway import draw, place_at
from kae_sim.tui.screens.pick import Pick
from kae_sim.tui.widgets.page import Scroll
from kae_sim.words.labels import Labels
from screen_hands import Hands

BOOKED = "Booked for week 2: call with Sr Joy Whittle."


async def test_a_status_line_stays_while_one_moves_about_and_goes_with_the_next_deed() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "people")
        await hand.choose("a1.nurse")
        await hand.choose("call")
        await hand.key("d")
        assert BOOKED in await hand.look()
        await hand.key("down")
        assert BOOKED in await hand.look(), "an arrow does nothing"
        await hand.key("3")
        assert BOOKED not in await hand.look()
        await hand.carry_on()
        page = await hand.look()
        assert f"week {app.desk.view.week} of" in page
        assert f"It is week {app.desk.view.week}." in page
        await hand.desk()
        await hand.key("w")
        await hand.dismiss()
        assert "It is week" not in await hand.look()


async def test_a_click_ends_a_status_line_as_well() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        await hand.key("escape")
        assert "nothing further back" in await hand.look()
        await pilot.click("#week")
        assert "nothing further back" not in await hand.look()


async def test_what_is_ready_comes_first_at_the_door_of_a_meeting() -> None:
    seat = lived_in()
    app = KaeApp(Desk(seat))

    def rows() -> list[str]:
        assert isinstance(app.screen, Pick)
        return [str(row.key) for row in app.screen._rows]

    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        await hand.choose("m0")
        assert rows() == ["hold", "prepare", "cancel"]
        await hand.key("escape")
        seat.change(meetings=(seat.view.meetings[0].model_copy(update={"prepared": None}),))
        await hand.choose("m0")
        assert rows() == ["prepare", "hold", "cancel"]


async def test_the_reminder_and_a_persons_card_lead_to_the_meeting_itself() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "people")
        assert "● visit this week" in await hand.look()
        await hand.choose("a1.nurse")
        await hand.choose("meeting:m0")
        assert "Go in" in await hand.look()
        await hand.desk()
        await hand.key("space")
        await hand.choose("end")
        await hand.choose("hold:m0")
        assert "Go in" in await hand.look()
        await hand.choose("hold")
        assert app.desk.meeting("m0").state == "open"


class ShortSeat(FakeSeat):
    """Whoever is asked anything leaves."""

    def _ask(self, action: do.Ask) -> list[Event]:
        events = super()._ask(action)
        self._say(action.meeting, (action.person, "I am afraid I must go."))
        self._set_meeting(action.meeting, state="done")
        return events


async def test_the_last_words_of_who_ends_a_meeting_can_be_read_before_it_goes_on() -> None:
    app = KaeApp(Desk(lived_in(ShortSeat())))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        await hand.choose("m0")
        await hand.choose("hold")
        if app.desk.unanswered() is not None:
            await hand.answer("tell-safety")
        await hand.choose("who-else")
        page = await hand.look()
        assert "I am afraid I must go." in page
        assert "The meeting is over." in page
        assert hand.list_with("bye") is None
        await hand.choose("on")
        assert hand.on("account")
        assert "It is over" in await hand.look()


async def test_a_form_that_is_half_filled_in_asks_before_it_is_left() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("b")
        await hand.key("escape")
        assert hand.on("account"), "nothing was marked"
        await hand.key("b")
        await hand.choose("person/a1.nurse")
        await hand.key("escape")
        assert "This is not done yet" in await hand.look()
        await hand.key("escape")
        assert hand.on("booking")
        assert "[x]" in await hand.look() or "(●) Sr Joy Whittle" in await hand.look()
        await hand.key("escape")
        await hand.choose("leave")
        assert hand.on("account")


async def test_the_keys_in_the_help_are_those_of_the_page_it_was_opened_on() -> None:
    async def keys_on(hand: Hands) -> str:
        await hand.key("question_mark")
        shown = hand.app.screen.query_one("#help", Scroll).page.plain
        await hand.key("escape")
        return shown.partition("Keys")[2]

    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        on_desk = await keys_on(hand)
        assert "carry on to the next date" in on_desk
        assert "Priorities" in on_desk
        await hand.account("a1")
        await hand.key("b")
        in_form = await keys_on(hand)
        assert "carry on" not in in_form
        assert "Mark" in in_form
        assert "Priorities" not in in_form


async def test_stopping_says_that_the_game_is_kept_and_where_it_stands() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        await Hands(pilot).look()
        await pilot.press("q")
    assert app.parting == "Saved, week 2 of 4."


class EndedDoors(FakeDoors):
    def kept_runs(self) -> KeptRuns:
        return KeptRuns([], [OpenRun("r-9", "The two-week promise", 39, 39, "Ann [/]", True, 48.2)])


async def test_the_debrief_of_a_finished_game_is_one_choice_away_from_the_first_page() -> None:
    app = KaeApp(doors=EndedDoors(Desk(lived_in())))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await app.workers.wait_for_complete()
        await hand.look()
        await hand.choose("ended")
        assert "The two-week promise, Ann [/]: 48.2" in await hand.look()
        await hand.choose("r-9")
        await app.workers.wait_for_complete()
        await hand.look()
        await app.workers.wait_for_complete()
        assert hand.on("debrief")
        assert "Where you stand" in await hand.look()


class LostBoard(EndedDoors):
    def trouble(self) -> str:
        return "The leaderboard can't be used (no [/] answer). Runs are kept all the same."


async def test_a_debrief_says_that_its_run_is_not_on_the_board_and_why() -> None:
    app = KaeApp(doors=LostBoard(Desk(lived_in())))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await app.workers.wait_for_complete()
        await hand.look()
        await hand.choose("ended")
        await hand.choose("r-9")
        await app.workers.wait_for_complete()
        await hand.look()
        await app.workers.wait_for_complete()
        page = await hand.look()
    assert "Where you stand" in page
    assert "The leaderboard can't be used (no [/] answer)." in page


class BoardDoors(FakeDoors):
    """A board on which nobody who looks at it stands."""

    def boards(self) -> list[BoardPage]:
        page = super().boards()[0]
        return [replace(page, lines=tuple(replace(line, own=False) for line in page.lines))]


@pytest.mark.parametrize(("doors", "you"), [(FakeDoors, True), (BoardDoors, False)])
async def test_the_mark_of_oneself_is_explained_where_it_stands(doors: type[FakeDoors], you: bool) -> None:
    app = KaeApp(doors=doors(Desk(lived_in())))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await app.workers.wait_for_complete()
        await hand.look()
        await hand.choose("scores")
        await app.workers.wait_for_complete()
        page = await hand.look()
    assert ("▸ is you." in page) == you
    assert page.count("▸") == (2 if you else 0)
    assert "made" in page, "what a name is"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_under_the_picture_there_is_room_for_what_was_said(size: tuple[int, int]) -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=size) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.look()
        assert app.screen.query_one("#stage").size.height >= 5


def test_a_picture_with_little_room_shows_fewer_marks_and_counts_the_others() -> None:
    seat = lived_in()
    boxes = boxes_of(Labels(seat.view), seat.view.accounts[0])
    whole, low = draw(boxes, 78), draw(boxes, 78, None, 10)
    assert len(low) < len(whole)
    assert "(1 more)" in "\n".join(line.plain for line in low)
    assert place_at(boxes, 78, 2, len(low) - 1, 10) == "pharmacy-prep"
