"""The coach on the screens: a few quiet lines where they belong, a page to choose it, no room while it is silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from coached import CHIEF, Case
from fake_doors import FakeDoors
from fake_seat import FakeSeat
from fake_view import HOSTILE
from gallery import lived_in
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.settings import KeptSettings, Settings
from kae_sim.tui.widgets.coached import MOST_SHORT, Coached
from kae_sim.words.coach.setting import SETTINGS
from screen_hands import Hands

PLAN = "This plan works on the infusion chair."


def coach_of(app: KaeApp) -> Coached:
    return app.screen.query_one(Coached)


async def test_a_gentle_coach_stands_at_the_desk_and_where_it_belongs() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        page = await hand.look()
        assert f" Coach  St Aelred's District Hospital: {PLAN}" in page
        assert page.splitlines()[-1].startswith(" enter Choose")
        await hand.account("a1", "plan")
        assert f" Coach  {PLAN}" in await hand.look()
        await hand.tab("pathway")
        assert "Coach" not in await hand.look()
        assert not coach_of(app).display


async def test_off_takes_no_line_and_the_last_outcome_has_its_own_again() -> None:
    app = KaeApp(Desk(lived_in()), settings=Settings(coach="off"))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        page = await hand.look()
        assert "Coach" not in page
        assert page.splitlines()[-2] == ""


async def test_what_was_done_is_said_under_the_coach_on_a_low_screen() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.key("ctrl+s")
        page = await hand.look()
        assert page.splitlines()[-2].startswith(" There is nothing to save")
        assert f" Coach  St Aelred's District Hospital: {PLAN}" in page


async def test_f3_chooses_and_a_full_coach_has_a_page_with_everything() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.key("f3")
        assert "(●) As the level has it" in await hand.look()
        await hand.choose("full")
        assert app.settings.coach == "full"
        assert "at 1 account, on the pages about it." in await hand.look()
        await hand.key("f3")
        assert "(●) Full" in await hand.look()
        await hand.choose("all")
        assert PLAN in await hand.look()
        await hand.dismiss()
        await hand.key("f3")
        await hand.choose("off")
        assert not coach_of(app).display


async def test_what_has_no_room_is_counted() -> None:
    seat, case = FakeSeat(), Case().believes("stopper", "chief-pharmacist", 90).believes("goal", "start-sooner", 90)
    case = case.believes("wait", "under-6", 90)
    seat.change(**{name: getattr(case.view, name) for name in ("accounts", "meetings", "week", "weeks", "rules")})
    app = KaeApp(Desk(seat), settings=Settings(coach="full"))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "evidence")
        await hand.look()
        assert len(coach_of(app).plain.splitlines()) <= MOST_SHORT
        assert coach_of(app).plain.endswith("(+3: F3)")


async def test_a_hostile_name_is_content_and_no_action() -> None:
    seat, case = FakeSeat(), Case().person(CHIEF, looked_up=False, name=f"[@click=app.quit]x[/]{HOSTILE}")
    case = case.met((CHIEF,), state="booked", week=20)
    seat.change(**{name: getattr(case.view, name) for name in ("accounts", "meetings", "week", "weeks", "rules")})
    app = KaeApp(Desk(seat), settings=Settings(coach="full"))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "people")
        page = await hand.look()
        assert "You have not looked up [@click=app.quit]x[/]Dr" in page
        assert "\x1b" not in page
        assert all(
            segment.style is None or "@click" not in segment.style.meta
            for strip in app.screen._compositor.render_strips()
            for segment in strip
        )


@pytest.mark.parametrize("setting", SETTINGS)
async def test_the_same_keys_do_the_same_whatever_the_coach_says(setting: str) -> None:
    seat = lived_in()
    app = KaeApp(Desk(seat), settings=Settings(coach=setting))  # type: ignore[arg-type]
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "evidence")
        await hand.choose("wait")
        await hand.key("s")
        await hand.desk()
        await hand.key("p")
        await hand.choose("in-force")
        await hand.desk()
    assert [one.model_dump_json() for one in seat.done] == [
        '{"do":"believe","account":"a1","unknown":"wait","answer":"under-6","percent":90,"member":0}',
        '{"do":"prioritise","shares":[{"account":"a1","tier":"short","tokens":5,"reason":null},'
        '{"account":"a2","tier":"short","tokens":5,"reason":null}]}',
    ]


async def test_the_first_page_chooses_it_for_all_games_and_the_choice_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))
    desk = Desk(lived_in())
    app = KaeApp(doors=FakeDoors(desk), settings=KeptSettings())
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await app.workers.wait_for_complete()
        await hand.look()
        await hand.choose("coach")
        await hand.choose("full")
        await app.workers.wait_for_complete()
        assert "Coach, full: all that applies" in await hand.look()
    assert KeptSettings().coach == "full"
