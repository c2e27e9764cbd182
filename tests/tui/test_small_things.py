"""Footers, colours, help, notes, sizes, and what must not grow."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from textual.command import CommandPalette

from fake_seat import FakeSeat
from gallery import lived_in
from kae_sim.game.actions import Attend
from kae_sim.game.events import WeekEnded
from kae_sim.game.view import Outlook
from kae_sim.runs.notes import read_note, write_note
from kae_sim.tui import theme
from kae_sim.tui.app import KaeApp
from kae_sim.tui.balance import beam
from kae_sim.tui.desk import Desk
from kae_sim.tui.screens.index import _SCREENS, kind
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.screens.year_after import YearAfter
from kae_sim.tui.settings import Settings
from kae_sim.tui.widgets.page import Scroll
from kae_sim.words.help import thoughts_for
from screen_hands import Hands, page_of


def resident() -> Counter[str]:
    """What is alive of the screens and of Textual, by class."""
    gc.collect()
    names = (f"{type(one).__module__}.{type(one).__name__}" for one in gc.get_objects())
    return Counter(name for name in names if name.startswith(("textual", "kae_sim.tui")))


async def test_what_is_alive_does_not_grow_with_the_changes_of_focus() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "evidence")
        await pilot.press(*["tab"] * 30)
        before = resident()
        await pilot.press(*["tab"] * 150)
        grown = resident() - before
    assert sum(before.values()) > 100
    assert sum(grown.values()) < 15, grown.most_common(5)  # one for every ten


async def test_opening_and_closing_screens_leaves_nothing_behind() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.desk()
        before = resident()
        for _ in range(5):
            await hand.account("a1")
            await hand.desk()
        grown = resident() - before
    assert sum(before.values()) > 100
    assert sum(grown.values()) < 40, grown.most_common(5)


async def test_a_key_typed_ahead_of_its_page_does_no_harm() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        app.open("account", account="a1")
        assert not app.screen.is_mounted
        for key in ("3", "escape", "n"):
            await app._check_bindings(key)
        await hand.look()
        assert hand.on("account")
        await hand.key("3")
        assert "People" in page_of(app)
    assert app.fault is None


async def test_a_key_typed_before_a_question_was_seen_is_not_its_answer() -> None:
    app = KaeApp(Desk(FakeSeat()))
    answers: list[str | None] = []
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        await app.push_screen(Pick("Which?", rows_of([("a", "This one"), ("b", "That one")])), answers.append)
        assert app.screen.is_mounted
        for key in ("enter", "escape", "q"):
            await app._check_bindings(key)
        assert not answers
        await hand.look()
        await pilot.press("down", "enter")
    assert answers == ["b"]


async def test_where_keys_have_no_room_enter_goes_without_its_word_before_another_key_is_left_out() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        assert "enter  space Carry on  w One week  p Priorities  esc Back" in await hand.look()
        for tab in ("pathway", "people", "plan"):
            await hand.account("a1", tab)
            assert "m Diary" in await hand.look()
        await hand.tab("evidence")
        assert "x None  r Papers  b Book  space Carry on" in await hand.look()
        await pilot.resize_terminal(120, 36)
        assert "enter Choose" in await hand.look()


async def test_enter_after_a_letter_says_again_how_sure_it_was() -> None:
    seat = FakeSeat()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "evidence")
        await pilot.press("enter", "enter", "f")
        said = seat.view.accounts[0].beliefs
        assert "fairly sure" in await hand.look()
        await pilot.press("enter")
        assert seat.view.accounts[0].beliefs == said


async def test_one_key_leads_back_to_the_desk_and_loses_nothing_on_the_way() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "people")
        await pilot.press("m")
        await pilot.press("p")
        assert len(app.screen_stack) > 3
        await pilot.press("0")
        assert isinstance(app.screen, kind("territory"))
        for key in ("p", "minus", "0"):
            await hand.key(key)
        assert "These are not in force yet" in await hand.look()
        await hand.choose("leave")
        assert isinstance(app.screen, kind("territory"))


async def test_a_public_meeting_is_asked_about_before_its_hours_are_gone() -> None:
    seat = FakeSeat()
    app = KaeApp(Desk(seat))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.diary()
        for answer, been in (("stay", False), ("go", True)):
            await hand.choose("attend:a1.public.1")
            assert "Go there (3 h)" in await hand.look()
            await hand.choose(answer)
            assert any(isinstance(one, Attend) for one in seat.done) == been


async def test_each_person_s_card_is_read_from_its_beginning() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "people")
        card = app.screen.query_one("#person", Scroll)
        await pilot.press("tab", "end")
        await hand.look()
        assert card.scroll_y > 0
        await pilot.press("shift+tab", "down")
        await hand.look()
        assert card.scroll_y == 0


@pytest.mark.parametrize(("company", "said"), [(20.0, "leans to us, we gain more"), (1.0, "leans to them, they gain")])
def test_the_balance_says_what_its_leaning_means(company: float, said: str) -> None:
    outlook = Outlook(patients=5.0, account=5.0, company=company, stages={})
    lines = [line.plain for line in beam(outlook, 36)]
    assert said in " ".join(" ".join(lines).split())
    assert max(map(len, lines)) <= 36


async def test_what_is_longer_than_its_place_says_so_until_its_end_is_seen() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        assert "▼ more" in await hand.look()
        await pilot.press("end")
        assert "▼" not in await hand.look()
        await hand.desk()
        await hand.key("?")
        assert "▼ more" in hand.seen[-1]
        await pilot.press("end")
        assert "▼" not in await hand.look()


async def test_a_list_says_how_many_more_there_are_to_choose_from() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.desk()
        app.push_screen(Pick("Which?", rows_of([(str(one), f"The number {one}") for one in range(20)])))
        assert "▼ 4 more" in await hand.look()
        await pilot.press("end")
        assert "▼" not in await hand.look()


def test_every_screen_has_help_and_a_style_sheet_beside_it() -> None:
    assert len(_SCREENS) > 15
    for name in _SCREENS:
        page = kind(name).__dict__.get("PAGE", "desk")
        assert isinstance(page, property) or thoughts_for(page)
    sheets = {path.stem for path in Path(sys.modules[kind("home").__module__].__file__ or "").parent.glob("*.tcss")}
    assert set(_SCREENS) - sheets <= {"booking", "agenda", "planning", "news"}  # forms and pages on top share one


async def test_colours_go_round_and_high_contrast_needs_no_colour() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        before = page_of(app)
        seen = [app.theme]
        for _ in theme.THEMES:
            await hand.key("f2")
            seen.append(app.theme)
            assert page_of(app) == before, "the words and signs are the same in all colours"
    assert seen == ["kae-dark", "kae-light", "kae-contrast", "kae-plain", "kae-dark"]


async def test_a_game_fits_into_a_smaller_window_and_back() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(120, 36)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        wide = await hand.look()
        await pilot.resize_terminal(60, 18)
        small = await hand.look()
        await pilot.resize_terminal(120, 36)
        assert await hand.look() == wide
    assert max(map(len, small.splitlines())) <= 60
    assert "First clinic" in small


def test_notes_are_kept_beside_the_journal_and_an_empty_one_is_deleted(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    write_note(path, "a1", "Ask in pharmacy. [/] \x1b")
    write_note(path, "a2", "x")
    assert read_note(path, "a1") == "Ask in pharmacy. [/] \x1b"
    write_note(path, "a2", "  ")
    assert "a2" not in path.read_text("utf-8")


@pytest.mark.parametrize("arguments", [("--version",), ("scenario", "check", "two-week-promise"), ("play", "--help")])
def test_commands_without_a_screen_import_no_textual(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys\nfrom kae_sim.cli import run\nstatus = run(sys.argv[1:])\n"
        "assert not any(name.split('.')[0] == 'textual' for name in sys.modules)\nraise SystemExit(status)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


async def test_the_palette_opens_pages_by_words_of_ours() -> None:
    app = KaeApp(Desk(FakeSeat()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        commands = {command.title: command.callback for command in app.get_system_commands(app.screen)}
        assert {"open: diary", "open: priorities", "help: this page", "quit: stop here"} <= set(commands)
        await pilot.press("ctrl+p")
        assert isinstance(app.screen, CommandPalette)
        await pilot.press("escape")
        commands["open: diary"]()
        await hand.look()
        assert hand.on("diary")


async def test_notes_survive_leaving_with_the_page_open(tmp_path: Path) -> None:
    path = tmp_path / "notes.json"
    app = KaeApp(Desk(FakeSeat(), path))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("n")
        await pilot.press(*"pharmacy?")
        app.exit()
    assert read_note(path, "a1") == "pharmacy?"


async def test_the_year_after_runs_where_things_may_move_and_enter_brings_it_all() -> None:
    events = [WeekEnded(week=at, words=(f"Week {at}, on its own:", "A: 3 new starts.")) for at in (17, 30, 43)]
    app = KaeApp(Desk(FakeSeat()), settings=Settings(motion=True))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        app.push_screen(YearAfter(events))
        assert "Week 43" not in await hand.look()
        await pilot.press("enter")
        page = await hand.look()
    assert page.index("Week 17") < page.index("Week 30") < page.index("Week 43") < page.index("The game is over")
    assert "What is called the year after was 39 weeks long" in " ".join(page.split())


async def test_a_key_or_a_click_on_the_names_of_the_columns_sorts_the_accounts() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.dismiss()
        places = []
        for _ in range(2):
            page = await hand.look()
            places.append((page.index("St Aelred"), "as listed" in page))
            await pilot.click("#columns")
        while "s sorts: name" not in await hand.look():
            await pilot.press("s")
        page = await hand.look()
    assert places[0][1]
    assert not places[1][1]
    assert page.index("Royal") < page.index("St Aelred")
