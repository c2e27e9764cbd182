"""Nothing is offered that would be refused, and what cannot be done now says why."""

from __future__ import annotations

from fake_seat import FakeSeat
from gallery import lived_in
from kae_sim.game import actions as do
from kae_sim.game.view import Line
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.widgets.page import Scroll
from kae_sim.words.closed import own_word
from screen_hands import Hands


class Tired(FakeSeat):
    """There are no hours for anything."""

    def may(self, action: do.Action) -> bool:
        return action.do not in ("look_up", "map", "read", "attend")


async def test_without_hours_a_look_up_and_a_paper_say_so_instead_of_being_offered() -> None:
    for seat, able in ((FakeSeat(), True), (Tired(), False)):
        app = KaeApp(Desk(seat))
        async with app.run_test(size=(80, 24)) as pilot:
            hand = Hands(pilot)
            await hand.account("a1", "people")
            await hand.key("enter")
            page = " ".join((await hand.look()).replace("│", " ").split())
            assert (hand.list_with("look-up") is not None) == able
            assert (hand.list_with("map") is not None) == able
            assert ("not now, there" in page) != able
            await hand.key("escape")
            await hand.key("r")
            await hand.look()
            text = " ".join(app.screen.query_one("#text", Scroll).page.plain.split())
            assert ("Enter reads it" in text) == able
            assert ("There are not the hours for it this week" in text) != able


async def test_who_has_left_is_neither_booked_nor_a_sponsor() -> None:
    seat = lived_in()
    first, *others = seat.view.accounts
    nurse, *rest = first.people
    gone = nurse.model_copy(update={"left": 1})
    seat.change(accounts=(first.model_copy(update={"people": (gone, *rest)}), *others))
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("b")
        assert hand.list_with("person/a1.chief") is not None
        assert hand.list_with("person/a1.nurse") is None
        await hand.account("a1", "plan")
        await hand.choose("write")
        form = app.screen.query_one("#form")
        assert form.get_option("sponsor/a1.chief")  # type: ignore[attr-defined]
        assert not any(one.id == "sponsor/a1.nurse" for one in form.options)  # type: ignore[attr-defined]
        await hand.account("a1", "people")
        await hand.choose("a1.nurse")
        assert "left in week 1; there is nothing left to book" in await hand.look()
        assert hand.list_with("call") is None


async def test_a_meeting_in_progress_is_gone_on_with() -> None:
    seat = lived_in()
    seat.change(meetings=tuple(one.model_copy(update={"state": "open"}) for one in seat.view.meetings))
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.look()
        assert hand.on("meeting")
        await hand.key("escape")
        page = await hand.look()
        assert hand.on("territory")
        assert "m, then Enter: go on with it" in page
        assert "prepare it" not in page


async def test_priorities_open_from_the_diary_as_from_the_desk() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        await hand.key("p")
        assert hand.on("priorities")


async def test_a_tier_is_explained_where_it_is_pointed_at_and_a_reason_against_it_is_said_so() -> None:
    seat = FakeSeat()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        await hand.key("p")
        tier = app.screen._draft[0].tier  # type: ignore[attr-defined]
        assert own_word("tier-meaning", tier) in await hand.look()
        await hand.choose("a1")
        await hand.choose("deprioritise")
        assert hand.list_with("not-worth-it").options[0].id == "not-worth-it"  # type: ignore[union-attr]
        await hand.choose("long-waits")
        assert "! Your reason speaks for working here, but you leave it out" in await hand.look()
        await hand.choose("a1")
        await hand.choose("deprioritise")
        await hand.choose("not-worth-it")
        assert "Your reason speaks" not in await hand.look()
        await hand.key("d")
    assert seat.view.shares[0].reason == "not-worth-it"


async def test_what_was_asked_takes_one_line_so_that_the_goodbye_stays_in_sight() -> None:
    seat = lived_in()
    rules = seat.view.rules
    cards = tuple(
        card.model_copy(update={"open": f"{'Of all the long questions ' * 5}{card.id}"}) for card in rules.questions
    )
    meeting = seat.view.meetings[0]
    asked = tuple(Line(who="you", words=card.open) for card in cards if card.id in (meeting.prepared or ()))
    seat.change(
        rules=rules.model_copy(update={"questions": cards}),
        meetings=(meeting.model_copy(update={"state": "open", "spoken": asked}),),
    )
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        page = await hand.look()
        assert page.count("(asked)") == len(asked) == 2
        assert sum("Of all the long" in line and "(asked)" in line for line in page.splitlines()) == 2
        assert "Say goodbye" in page
