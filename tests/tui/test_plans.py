"""Plans, meetings and reviews on the screens: nothing offered in vain, nothing cut at its point, nothing early."""

from __future__ import annotations

import pytest

from fake_seat import FakeSeat
from gallery import lived_in
from kae_sim.game import actions as do
from kae_sim.game.events import WeekEnded
from kae_sim.game.view import Step
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.screens.pick import Pick
from kae_sim.tui.screens.year_after import YearAfter
from kae_sim.tui.settings import Settings
from kae_sim.tui.widgets.choices import Choices
from kae_sim.tui.widgets.page import Scroll
from screen_hands import Hands

LONG = "Booked for week 12: group meeting with " + ", ".join(f"Person Number {at}" for at in range(6))


class Firm(FakeSeat):
    """Takes no proposal now."""

    def legal_actions(self) -> tuple[do.Offer, ...]:
        return tuple(one for one in super().legal_actions() if one.action.do != "propose")


def refused(seat: FakeSeat) -> FakeSeat:
    """A committee has said no to the one thing in the plan."""
    told = lived_in().view
    first, *others = told.accounts
    step = Step(initiative="start-at-home", state="refused", week=1, reasons=("Too few were behind it.",))
    seat.change(accounts=(first.model_copy(update={"steps": (step,)}), *others), week=1)
    return seat


def words_of(page: str) -> str:
    return " ".join(page.replace("│", " ").split())


@pytest.mark.parametrize(("seat", "dates"), [(FakeSeat(), ["4"]), (Firm(), [])])
async def test_a_committee_is_offered_only_where_it_would_take_the_papers(seat: FakeSeat, dates: list[str]) -> None:
    app = KaeApp(Desk(refused(seat)))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "plan")
        await hand.choose("propose:start-at-home")
        picking = isinstance(app.screen, Pick)
        assert picking == bool(dates)
        if picking:
            choices = hand.list_with(dates[0])
            assert choices is not None
            assert [one.id for one in choices.options] == dates
            page = words_of(await hand.look())
            assert "Once you have proposed something, the goal stays" in page
            assert "Your forecast goes in with this" in page
            assert "also if they say no: then nothing changes" in page
    assert [one.do for one in seat.done] == ([] if dates else ["propose"])  # the game says why not


async def test_before_there_is_a_plan_its_page_lists_what_can_be_done_here() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "plan")
        page = words_of(await hand.look())
    assert "What we can do together here" in page
    assert "New chair template." in page


async def test_the_form_warns_that_the_goal_stays_and_says_why_afterwards() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "plan")
        await hand.choose("write")
        assert "Once you have proposed something, the goal stays" in words_of(await hand.look())
        await hand.key("end")
        assert "also if they say no: then nothing changes" in words_of(await hand.look())
        await hand.choose("done")
        assert "Nothing happens before you propose it." in await hand.look()
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "plan")
        await hand.choose("write")
        assert "It is written in what you proposed, so it stays." in words_of(await hand.look())
        await hand.key("d")
        assert "Nothing happens before you propose it." not in await hand.look()


async def test_priorities_name_what_can_be_done_and_give_no_reason_of_their_own() -> None:
    seat = lived_in()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        await hand.key("p")
        page = words_of(await hand.look())
        assert "What we can do together here: New chair template (Infusion chair); Start at home." in page
        assert page.count("no reason given yet") == 2
        await hand.key("d")
        page = words_of(await hand.look())
        assert "In force." in page
        assert "In force, without a reason for 2 accounts." in page
    assert [share.reason for share in seat.view.shares] == [None, None]


async def test_changed_priorities_are_not_left_behind_without_a_question() -> None:
    seat = FakeSeat()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        await hand.key("p")
        await hand.key("escape")
        assert hand.on("territory"), "nothing was changed"
        for answer in ("stay", "leave", "put"):
            if not hand.on("priorities"):
                await hand.key("p")
            await hand.key("minus")
            await hand.key("escape")
            assert "These are not in force yet" in await hand.look()
            await hand.choose(answer)
            assert hand.on("priorities") == (answer == "stay")
            assert bool(seat.view.shares) == (answer == "put")
        assert "In force" in await hand.look()
        await hand.key("p")
        await hand.key("escape")
        assert hand.on("territory"), "all is in force"


async def test_from_the_warning_on_meetings_one_goes_to_them_and_the_desk_says_how() -> None:
    seat = lived_in()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        assert "m, then Enter: prepare it, go in" in words_of(await hand.look())
        await hand.key("w")
        if hand.on("quarter"):  # the quarter ends with this week
            await hand.choose("end")
        assert "Go to it: Visit with Sr Joy Whittle" in words_of(await hand.look())
        await hand.choose("hold:m0")
        assert "Change the agenda" in await hand.look()
        await hand.choose("hold")
        assert seat.view.meetings[0].state == "open"


async def test_answers_can_be_changed_until_the_quarter_is_ended_and_the_page_says_so() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        await hand.key("space")
        page = await hand.look()
    assert "The end of quarter 1: what is locked once you end it" in page
    assert "Change an answer at St Aelred" in page


async def test_the_last_review_shows_nothing_of_the_year_that_nobody_has_seen() -> None:
    seat = FakeSeat()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        pages = []
        for _ in range(2):
            await hand.desk()
            while not hand.on("quarter"):
                await hand.key("space")
            await hand.choose("end")
            if hand.list_with("over"):
                await hand.choose("over")
            assert hand.on("review")
            pages.append(await hand.look())
            if not seat.view.finished:
                await hand.key("enter")
    assert "share" in pages[0]
    assert "the year after" not in pages[1]
    assert "the last quarter is over" in pages[1]
    assert not {"share", "year"} & set(pages[1].split())


async def test_the_year_after_is_said_to_run_until_it_has_been_seen() -> None:
    seat = FakeSeat()
    events = [WeekEnded(week=at, words=(f"Up to week {at}, without you:",)) for at in (17, 30)]
    app = KaeApp(Desk(seat), settings=Settings(motion=True))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        seat.change(finished=True)
        app.push_screen(YearAfter(events))
        assert "the year after runs" in await hand.look()
        await hand.key("enter")
        assert "the year after is over" in await hand.look()


async def test_what_was_done_is_said_to_its_end_and_then_takes_one_line_again() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        before = await hand.look()
        app.screen.say(LONG)  # type: ignore[attr-defined]  # a game's screen
        assert LONG in words_of(await hand.look())
        app.screen.refuse(LONG)  # type: ignore[attr-defined]
        assert f"! {LONG}" in words_of(await hand.look())
        app.screen.say("")  # type: ignore[attr-defined]
        assert await hand.look() == before


async def test_a_group_sees_how_many_questions_are_left_at_80_columns() -> None:
    seat = lived_in()
    first, *others = seat.view.accounts
    people = tuple(
        first.people[0].model_copy(update={"id": f"a1.p{at}", "name": f"Professor Longname {at}"}) for at in range(5)
    )
    meeting = seat.view.meetings[0].model_copy(
        update={"people": tuple(one.id for one in people), "channel": "group", "state": "open"}
    )
    seat.change(accounts=(first.model_copy(update={"people": people}), *others), meetings=(meeting,))
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        app.open("meeting", meeting="m0")
        page = words_of(await hand.look())
    assert "Questions left: 4 of 4." in page
    assert f"polite: {', '.join(one.name for one in people)}" in page


@pytest.mark.parametrize("room", [2, 4])
async def test_a_second_enter_asks_nothing_again(room: int) -> None:
    seat = lived_in()
    seat.change(meetings=(seat.view.meetings[0].model_copy(update={"questions_left": room}),))
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        await hand.choose("m0")
        await hand.choose("hold")
        await hand.answer("tell-safety")
        say = app.screen.query_one("#say", Choices)
        await hand.choose("ask:q-wait")
        assert say.chosen == "ask:q-stuck", "the next one"
        await hand.key("enter")
        assert say.chosen == "who-else"
        await hand.key("enter")
        assert say.chosen == "bye"
        assert [one.question for one in seat.done if isinstance(one, do.Ask)] == ["q-wait", "q-stuck", "q-who"]


async def test_who_had_had_enough_of_a_meeting_is_named_when_it_is_over() -> None:
    seat = lived_in()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        await hand.choose("m0")
        await hand.choose("hold")
        await hand.answer("tell-safety")
        first, *others = seat.view.accounts
        met = seat.view.meetings[0].people
        people = tuple(
            one.model_copy(update={"silent": seat.view.week if one.id in met else None}) for one in first.people
        )
        seat.change(accounts=(first.model_copy(update={"people": people}), *others))
        await hand.choose("bye")
        await hand.choose("yes")
        assert "Sr Joy Whittle had had enough, and will not return your calls." in words_of(await hand.look())


async def test_whoever_skips_a_question_is_not_led_back_to_it() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        await hand.choose("m0")
        await hand.choose("hold")
        await hand.answer("tell-safety")
        await hand.choose("ask:q-stuck")
        assert app.screen.query_one("#say", Choices).chosen == "who-else"


async def test_where_nobody_has_spoken_of_a_part_the_plan_says_so_and_takes_no_word_of_the_player_s_for_it() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "plan")
        await hand.look()
        said = words_of(app.screen.query_one("#outlook", Scroll).page.plain)
    assert "Infusion chair: helps little: stuck elsewhere, you say. Nobody has told you of this part yet" in said


async def test_calling_off_a_meeting_of_this_week_is_asked_about_and_an_earlier_one_says_it_is_free() -> None:
    seat = lived_in()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        await hand.choose("m0")
        await hand.choose("cancel")
        assert "they will remember" in await hand.look()
        await hand.choose("keep")
        assert not seat.done
        seat.change(meetings=(seat.view.meetings[0].model_copy(update={"week": 4}),))
        await hand.diary()
        await hand.choose("m0")
        assert "Cancel it; the hours come back, and nobody minds" in await hand.look()
        await hand.choose("cancel")
        assert [one.do for one in seat.done] == ["cancel"]


async def test_the_picture_shows_no_figure_of_another_clock_beside_the_wait_without_saying_so() -> None:
    app = KaeApp(Desk(lived_in()))
    pages = []
    for size in ((80, 24), (120, 36)):
        async with app.run_test(size=size) as pilot:
            hand = Hands(pilot)
            await hand.account("a1")
            pages.append(await hand.look())
        app = KaeApp(Desk(lived_in()))
    assert "1 says over 18 weeks, 1 by another clock · you: ?" in pages[0]
    assert "1 says under 6 weeks (another clock) · you: ?" in pages[1]
