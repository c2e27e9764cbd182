"""What somebody stumbled on who knew nothing but the README, on a terminal of 80 by 24."""

from __future__ import annotations

import pytest

from fake_seat import FakeSeat
from fake_view import person
from gallery import lived_in
from kae_sim.game import view as seen
from kae_sim.game.actions import EndRound, Plan, Respond
from kae_sim.tui.app import KaeApp
from kae_sim.tui.boxes import boxes_of
from kae_sim.tui.desk import Desk
from kae_sim.tui.pathway import DECISION, draw
from kae_sim.tui.screens.index import kind
from kae_sim.tui.widgets.choices import Choices
from kae_sim.tui.widgets.page import Scroll
from kae_sim.words.labels import Labels
from kae_sim.words.text import columns
from screen_hands import Hands

LOW, WIDE = (80, 24), (120, 36)


def words_of(page: str) -> str:
    return " ".join(page.replace("│", " ").replace("┃", " ").split())


# --- the decision in the picture ------------------------------------------------------------------------


@pytest.mark.parametrize("width", [40, 80, 118])
def test_the_picture_marks_the_one_stage_behind_which_the_wait_begins(width: int) -> None:
    view = lived_in().view
    lines = [line.plain for line in draw(boxes_of(Labels(view), view.accounts[0]), width)]
    assert sum(line.count(DECISION) for line in lines) == 1
    assert all(columns(line) <= width for line in lines)
    upper, lower = (next(at for at, line in enumerate(lines) if words in line) for words in ("First clinic", DECISION))
    assert upper < lower
    assert (
        lines[upper].index("First clinic") // (width // 4) == lines[lower].index(DECISION) // (width // 4) or width < 72
    )


def test_an_answer_of_the_player_s_keeps_its_place_in_the_edge() -> None:
    view = lived_in().view
    first = view.accounts[0]
    belief = first.beliefs[0].model_copy(update={"answer": view.rules.decided_at})
    labels = Labels(view)
    for width in (76, 118):
        text = "\n".join(
            line.plain for line in draw(boxes_of(labels, first.model_copy(update={"beliefs": (belief,)})), width)
        )
        assert "YOU fairly sure" in text
        assert (DECISION[-1] in text.replace("▶", "")) == (width == 118)


async def test_the_stage_pointed_at_says_that_the_wait_begins_there() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("left")
        await hand.key("left")
        assert "the wait from decision to first dose begins behind it" in words_of(await hand.look())
        await hand.key("right")
        assert "begins behind it" not in words_of(await hand.look())


async def test_what_was_said_under_the_picture_is_read_on_with_a_key() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        place = app.screen.query_one("#stage", Scroll)
        assert place.max_scroll_y > 0
        await hand.key("pagedown")
        assert place.scroll_y > 0
        await hand.key("pageup")
        assert place.scroll_y == 0


# --- the talk of a group --------------------------------------------------------------------------------


def group() -> FakeSeat:
    """A group of four in the middle of a long talk, with an agenda of six questions that need two lines each."""
    seat = FakeSeat()
    start = seat.view
    first = start.accounts[0]
    moods: tuple[seen.Mood, ...] = ("polite", "cold", "polite", "unmet")
    people = tuple(
        person(f"a1.p{at}", "specialist-nurse", f"Sr Joy Whittle-Ashworth {at}", mood) for at, mood in enumerate(moods)
    )
    cards = tuple(
        seen.QuestionCard(id=f"q{at}", about="wait", open=f"Number {at}: {'how long is it ' * 7}?", leading="Long?")
        for at in range(6)
    )
    spoken = [seen.Line(who="a1.p0", words=f"Earlier line {at}.") for at in range(30)]
    spoken += [seen.Line(who="you", words="THE LAST QUESTION?")]
    spoken += [seen.Line(who=one.id, words="An answer that goes on for quite a while. " * 6) for one in people]
    meeting = seen.Meeting(
        id="m0", account="a1", people=tuple(one.id for one in people), channel="group", week=1, requested=False,
        state="open", questions_left=4, prepared=tuple(card.id for card in cards),
        wordings=tuple("open" for _ in cards), spoken=tuple(spoken),
    )  # fmt: skip
    words = {**start.rules.words} | {f"question:q{at}": card.open for at, card in enumerate(cards)}
    seat.change(
        rules=start.rules.model_copy(update={"questions": (*cards, *start.rules.questions), "words": words}),
        accounts=(first.model_copy(update={"people": people}), *start.accounts[1:]),
        meetings=(meeting,),
    )
    return seat


async def test_the_talk_of_a_group_has_room_on_a_low_screen_and_begins_with_what_was_asked_last() -> None:
    app = KaeApp(Desk(group()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        page = await hand.look()
        if not hand.on("meeting"):
            await hand.key("escape")
            page = await hand.look()
        assert hand.on("meeting")
        talk = app.screen.query_one("#talk", Scroll)
        assert talk.size.height >= 7  # with names that take three lines
        assert "THE LAST QUESTION?" in page.splitlines()[2]
        assert "polite: Sr Joy Whittle-Ashworth 0, Sr Joy Whittle-Ashworth 2; ▽ reserved:" in words_of(page)
        assert "? not met yet: Sr Joy Whittle-Ashworth 3" in words_of(page)
        assert "PgUp PgDn Talk" in page


async def test_the_talk_is_read_back_and_on_with_keys() -> None:
    app = KaeApp(Desk(group()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.look()
        talk, say = app.screen.query_one("#talk", Scroll), app.screen.query_one("#say", Choices)
        before, pointed = talk.scroll_y, say.chosen
        await hand.key("pageup")
        assert talk.scroll_y < before
        await hand.key("pagedown")
        await hand.key("pagedown")
        assert talk.scroll_y > before
        assert say.chosen == pointed


async def test_each_answer_comes_into_sight_however_long_the_talk_is() -> None:
    seat = group()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.look()
        talk = seat.view.meetings[0]
        for number in range(3):
            told = (seen.Line(who="you", words=f"And {number}?"), seen.Line(who="a1.p0", words=f"Reply {number}."))
            talk = talk.model_copy(update={"spoken": (*talk.spoken, *told)})
            seat.change(meetings=(talk,))
            app.screen.refresh_view()  # type: ignore[attr-defined]
            assert f"Reply {number}." in await hand.look()


# --- the desk -------------------------------------------------------------------------------------------


async def test_the_desk_says_what_the_signs_of_this_week_mean() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        page = await hand.look()
        assert "● yours" in page
        assert "○ public" not in page
        await hand.key("m")
        assert "Diary  ● yours ○ public ◇ committee" in await hand.look()


async def test_the_briefing_names_the_therapy_area_and_whoever_plays() -> None:
    app = KaeApp(Desk(FakeSeat(), called="Quiet [/] Otter"))
    async with app.run_test(size=WIDE) as pilot:
        page = await Hands(pilot).look()
        assert "Therapy area: Rheumatology, infusion and home injection." in page
        assert "You play as Quiet [/] Otter" in page


# --- forms ----------------------------------------------------------------------------------------------


async def test_a_form_points_at_what_it_lacks() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("b")
        await hand.key("d")
        assert app.screen.query_one("#form", Choices).chosen == f"person/{app.desk.account('a1').people[0].id}"


async def test_half_a_forecast_is_asked_for_the_other_half_and_none_is_a_choice_of_its_own() -> None:
    seat = FakeSeat()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "plan")
        await hand.choose("write")
        assert hand.list_with("starts/more") is None, "nothing is forecast yet"
        await hand.choose("wait/6-12")
        assert "new starts on your medicine each week? (none marked yet)" in words_of(await hand.look())
        await hand.key("d")
        assert not seat.done
        assert app.screen.query_one("#form", Choices).chosen == "starts/fewer"
        await hand.choose("wait/none")
        await hand.key("d")
        plan = seat.done[-1]
        assert isinstance(plan, Plan)
        assert plan.forecast is None


async def test_a_sponsor_who_was_not_met_is_taken_with_a_warning() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "plan")
        await hand.choose("write")
        unmet = next(one for one in app.desk.account("a1").people if one.mood == "unmet")
        await hand.choose(f"sponsor/{unmet.id}")
        assert "nobody has asked them" in words_of(await hand.look())
        await hand.choose("do/chair-template")
        await hand.key("d")
        assert "You have not met your sponsor" in words_of(await hand.look()) or hand.on("account")


# --- the end --------------------------------------------------------------------------------------------


async def test_space_leads_back_to_the_page_that_closes_the_quarter_which_is_open_once() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        while not hand.on("quarter"):
            await hand.key("space")
        await hand.choose("a1")
        await hand.key("m")
        await hand.key("space")
        assert hand.on("quarter")
        assert sum(isinstance(one, kind("quarter")) for one in app.screen_stack) == 1
        await hand.choose("end")
        await hand.dismiss()
        assert hand.on("territory"), "no page is left that would close the quarter which has just begun"


async def test_only_the_last_quarter_asks_once_more_and_says_what_follows() -> None:
    seat = FakeSeat()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        while not hand.on("quarter"):
            await hand.key("space")
        assert "and with it the game" not in await hand.look()
        await hand.choose("end")
        assert hand.on("review")
        await hand.dismiss()
        while not hand.on("quarter"):
            await hand.key("space")
            await hand.dismiss()
        assert "▶ End quarter 2, and with it the game" in await hand.look()
        await hand.choose("end")
        assert "the debrief shows what was true" in words_of(await hand.look())
        await hand.choose("stay")
        assert hand.on("quarter")
        assert sum(isinstance(one, EndRound) for one in seat.done) == 1
        await hand.choose("end")
        await hand.choose("over")
        assert hand.on("review")
        assert seat.view.finished


async def test_a_reason_stands_under_its_card_in_every_column() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        await hand.key("p")
        for column in range(4):
            page = (await hand.look()).splitlines()
            name = next(line for line in page if "St Aelred" in line)
            reason = page[page.index(name) + 1]
            indent = len(reason) - len(reason[1:].lstrip(" ")) - 1
            assert indent >= min(len(name) - len(name[1:].lstrip(" ")) - 1, 38), column
            await hand.key("right")
    assert kind("priorities") is not None


async def test_what_is_cut_under_the_table_is_read_on_with_a_key() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 16)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        await hand.look()
        card, pointed = app.screen.query_one("#card", Scroll), app.screen.query_one("#accounts", Choices).chosen
        assert card.max_scroll_y > 0
        await hand.key("pagedown")
        assert card.scroll_y > 0
        assert app.screen.query_one("#accounts", Choices).chosen == pointed
        await hand.key("pageup")
        assert card.scroll_y == 0


# --- a question that cannot wait -------------------------------------------------------------------------


async def test_a_key_that_was_meant_for_the_page_below_answers_no_question_of_conduct() -> None:
    seat = lived_in()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=LOW) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        await hand.choose("m0")
        await hand.choose("hold")
        assert hand.on("news")
        before = len(seat.done)
        await pilot.press("enter", "enter")
        await hand.look()
        assert hand.on("news")
        assert len(seat.done) == before
        assert "None is marked yet." in words_of(await hand.look())
        await pilot.press("down", "enter")
        page = words_of(await hand.look())
        assert "(●) Report it today" in page
        assert "Enter again gives the answer marked" in page
        assert len(seat.done) == before, "what was taken for the second answer can be put right"
        await pilot.press("down", "enter")
        assert "(●) Move on" in await hand.look()
        await pilot.press("enter")
        await hand.look()
    assert seat.done[before:] == [Respond(news="n-1", choice="move-on")]
