"""Off, gentle, full: what is said when and where; that a choice is kept; that nothing of it counts or leaks."""

from __future__ import annotations

import ast
import inspect
import json
from dataclasses import replace
from pathlib import Path

import pytest

import kae_sim.words.coach
from coached import CHAIR, CHIEF, Case
from fake_seat import FakeSeat
from fake_view import HOSTILE
from gallery import lived_in
from kae_sim.errors import KaeError
from kae_sim.game import Game
from kae_sim.game import view as seen
from kae_sim.game.actions import Believe
from kae_sim.game.journal import encode_all
from kae_sim.runs.settings import keep_settings
from kae_sim.scenario import Scenario
from kae_sim.score import scorecard
from kae_sim.words.coach.kept import kept_coach, own_coach
from kae_sim.words.coach.listed import listed
from kae_sim.words.coach.messages import messages
from kae_sim.words.coach.setting import REST, SETTINGS, Coach, Setting
from kae_sim.words.plain import play as play_plain
from kae_sim.words.text import columns, safe
from kae_sim.world.account import Account
from planted import choose, swap_accounts
from real_games import Recorded, small
from typed_games import Pipe, Typist

SURE = "You are sure whose no would stop it, and nobody has told you so."
GOAL = "Your goal is the website's sentence. Who repeated it?"


def busy() -> Case:
    """Two things about the evidence at the first account, one about its people, one about the whole territory."""
    case = Case().believes("stopper", "chief-pharmacist", 90).believes("goal", "start-sooner")
    case = case.met((CHAIR,), ("you", "How long do they wait?"), (CHAIR, "Long."))
    return case.at(0, half_hours_spent=8).at(1, half_hours_spent=8).at(2, half_hours_spent=8)


VIEW = busy().view
NAME = VIEW.accounts[0].name


def later(weeks: int, view: seen.View = VIEW) -> seen.View:
    return view.model_copy(update={"week": view.week + weeks})


def test_what_applies_comes_most_pressing_first() -> None:
    assert [one.number for one in messages(VIEW)] == [4, 9, 6, 12]


# --- off and full -------------------------------------------------------------------------------------


def test_off_says_nothing_anywhere() -> None:
    coach = Coach("off")
    for place in ("desk", "priorities", "quarter"):
        assert coach.at(VIEW, place) == ()
    for page in ("overview", "people", "evidence", "plan"):
        assert coach.at(VIEW, page, "a1") == ()


def test_full_lists_everything_where_it_belongs() -> None:
    coach = Coach("full")
    who = 'Nobody you have met here has heard "Who else should I speak to?" It costs no hours.'
    alike = "Three accounts, equal time. Which would miss you least?"
    assert coach.at(VIEW, "evidence", "a1") == (SURE, GOAL)
    assert coach.at(VIEW, "people", "a1") == (who,)
    assert coach.at(VIEW, "overview", "a1") == (SURE, GOAL, who)
    assert coach.at(VIEW, "plan", "a1") == ()
    assert coach.at(VIEW, "evidence", "a2") == ()
    assert coach.at(VIEW, "priorities") == (alike,)
    assert coach.at(VIEW, "desk") == (alike, "3 things at 1 account, on the pages about it.")
    plan = Case().plans("free-chairs", "start-at-home").papers_due(21)
    assert coach.at(plan.view, "desk") == (f"{NAME}: {coach.at(plan.view, 'plan', 'a1')[0]}",)
    assert listed(VIEW, coach.all_of(VIEW)) == (
        VIEW.territory, f"  {alike}", NAME, f"  {SURE}", f"  {GOAL}", f"  {who}"
    )  # fmt: skip
    assert listed(VIEW, ()) == ("Nothing now.",)


# --- gentle -------------------------------------------------------------------------------------------


def test_gentle_says_one_thing_at_the_desk_all_week_with_the_account_s_name() -> None:
    coach = Coach("gentle")
    assert [coach.at(VIEW, "desk") for _ in range(3)] == [(f"{NAME}: {SURE}",)] * 3


def test_gentle_says_the_same_where_it_belongs_in_that_week_and_nothing_on_pages_that_are_no_pause() -> None:
    coach = Coach("gentle")
    assert coach.at(VIEW, "overview", "a1") == ()
    assert coach.at(VIEW, "people", "a1") == ()
    coach.at(VIEW, "desk")
    assert coach.at(VIEW, "overview", "a1") == (SURE,)
    assert coach.at(VIEW, "evidence", "a1") == (SURE,)
    assert coach.at(VIEW, "people", "a1") == ()


def test_gentle_says_the_same_once_a_quarter_and_is_silent_when_all_is_said() -> None:
    coach = Coach("gentle")
    said = [coach.at(later(weeks), "desk") for weeks in range(REST + 1)]
    spoken = [one for one in said[:REST] if one]
    assert REST == 13
    assert len(set(spoken)) == len(spoken) >= 4
    assert () in said[:REST]
    assert said[REST] == said[0]


def test_gentle_speaks_again_of_the_same_done_to_another_thing() -> None:
    coach = Coach("gentle")
    first = Case().believes("bottleneck", "pharmacy-prep", 90).plans("free-chairs", "chair-template")
    anew = Case().believes("bottleneck", "mdt-list", 90).plans("free-chairs", "chair-template")
    start = first.view.week
    said = [coach.at(later(week, first.view), "plan", "a1") for week in range(3)]
    assert said[0][0].startswith("This plan works on the infusion chair.")
    assert said[1:] == [(), ()]
    assert "biologics meeting" in coach.at(later(3 + start - anew.view.week, anew.view), "plan", "a1")[0]


def test_a_habit_that_was_named_at_one_account_is_not_named_at_the_next_in_that_quarter() -> None:
    case = Case().person("a1.nurse", looked_up=False, last_contact=1)
    case.at(1, people=(case.account.people[0].model_copy(update={"id": "a2.nurse"}),))
    assert [one.number for one in messages(case.view)].count(7) == 2
    coach = Coach("gentle")
    weeks = [coach.at(later(week, case.view), "desk") for week in range(REST)]
    assert len([one for one in weeks if one and "not looked up" in one[0]]) == 1


def test_gentle_is_silent_once_it_applies_no_more_and_waits_for_the_next_pause() -> None:
    coach = Coach("gentle")
    coach.at(VIEW, "desk")
    mended = VIEW.accounts[0].model_copy(update={"beliefs": VIEW.accounts[0].beliefs[1:]})
    view = VIEW.model_copy(update={"accounts": (mended, *VIEW.accounts[1:])})
    assert coach.at(view, "desk") == ()
    assert coach.at(later(1, view), "desk") == (f"{NAME}: {GOAL}",)


def test_what_arises_on_an_open_form_waits_but_a_plan_that_was_written_is_a_pause() -> None:
    coach, quiet = Coach("gentle"), Case()
    assert coach.at(quiet.view, "evidence", "a1") == ()
    assert coach.at(quiet.view, "plan", "a1") == ()
    case = Case().believes("bottleneck", "pharmacy-prep", 90).plans("free-chairs", "chair-template")
    assert coach.at(case.view, "evidence", "a1") == ()
    assert coach.at(case.view, "plan", "a1")[0].startswith("This plan works on the infusion chair.")


def test_at_the_end_of_a_quarter_it_speaks_of_what_is_locked() -> None:
    assert Coach("gentle").at(VIEW, "quarter") == (f"{NAME}: {SURE}",)
    plan = Case().plans("free-chairs", "start-at-home").papers_due(21)
    assert Coach("gentle").at(plan.view, "quarter") == ()
    assert Coach("gentle").at(plan.view, "desk") != ()


@pytest.mark.parametrize(("level", "expected"), [(1, "gentle"), (2, "gentle"), (3, "off"), (5, "off")])
def test_without_a_choice_the_level_decides(level: int, expected: str) -> None:
    view = VIEW.model_copy(update={"rules": VIEW.rules.model_copy(update={"level": level})})
    assert Coach().setting_in(view) == expected
    for one in SETTINGS:
        assert Coach(one).setting_in(view) == one


# --- the choice is kept -------------------------------------------------------------------------------


def test_a_choice_is_kept_beside_the_colours_and_anything_else_is_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))
    assert kept_coach() is None
    keep_settings({"theme": "kae-light"})
    own_coach().choose("full")
    assert own_coach().setting == "full"
    assert json.loads((tmp_path / "settings.json").read_bytes()) == {"coach": "full", "theme": "kae-light"}
    own_coach().choose(None)
    assert kept_coach() is None
    keep_settings({"coach": "loud"})
    with pytest.raises(KaeError, match="holds something that kae-sim did not write"):
        kept_coach()


def test_in_lines_the_desk_offers_the_coach_and_a_full_one_tells_all() -> None:
    seat, pipe = lived_in(), Pipe(["10", "4", "10", "b", "1", "6", "b", "2", "b", "b", "5"])
    coach = Coach()
    assert not play_plain(seat, pipe.read, pipe.write, coach=coach)
    assert coach.setting == "full"
    assert pipe.left == ()
    shown = "\n".join(pipe.lines)
    assert " 10  Coach (gentle)" in shown
    assert " 10  Coach (full)" in shown
    assert "Coach: This plan works on the infusion chair." in shown
    assert "St Aelred's District Hospital\n  " in shown
    assert all(columns(line) <= 80 and safe(line) == line for line in pipe.lines)


def test_a_hostile_name_is_made_harmless_in_lines() -> None:
    seat = FakeSeat()
    case = Case().person(CHIEF, looked_up=False, name=HOSTILE).met((CHIEF,), state="booked", week=20)
    seat.change(**{name: getattr(case.view, name) for name in ("accounts", "meetings", "week", "weeks", "rules")})
    pipe = Pipe(["1"])
    play_plain(seat, pipe.read, pipe.write, coach=Coach("full"))
    assert any(line.startswith("Coach: You have not looked up Dr ") for line in pipe.lines)
    assert all(safe(line) == line for line in pipe.lines)


# --- nothing of it counts, and it knows no truth --------------------------------------------------------


@pytest.fixture(scope="module")
def two(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=2, rounds=1)


@pytest.mark.usefixtures("quick")
def test_whatever_is_chosen_the_same_keys_are_the_same_journal_and_the_same_score(two: Scenario) -> None:
    typed: list[str] = []
    journals, cards, told = [], [], []
    settings: tuple[Setting, ...] = ("full", "gentle", "off")
    for setting in settings:
        game, typist = Recorded.start(two, 7), Typist(13, 300)
        pipe = Pipe(typed)
        read, write = (pipe.read, pipe.write) if typed else (typist.read, typist.write)
        assert play_plain(game.game, read, write, coach=Unmoved(setting))
        typed = typed or typist.typed
        journals.append(encode_all(game.journal))
        cards.append(scorecard(game.game))
        told.append(sum(line.startswith("Coach: ") for line in typist.lines + pipe.lines))
    assert journals[0] == journals[1] == journals[2]
    assert cards[0] == cards[1] == cards[2]
    assert told[0] > told[1] > told[2] == 0


class Unmoved(Coach):
    """Stays as it was set, whatever a blind typist chooses."""

    def choose(self, setting: Setting | None) -> None:
        return None


def test_the_coach_gets_a_view_and_its_modules_know_nothing_else_of_a_game() -> None:
    assert list(inspect.signature(messages).parameters) == ["view"]
    folder = Path(kae_sim.words.coach.__file__).parent
    known: set[str | None] = set()
    for path in folder.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom | ast.Import):
                known |= {node.module} if isinstance(node, ast.ImportFrom) else {one.name for one in node.names}
    ours = {one for one in known if one is not None and one.startswith("kae_sim.") and ".words.coach" not in one}
    assert ours == {"kae_sim.errors", "kae_sim.game.view", "kae_sim.runs.settings", "kae_sim.words.labels"}


@pytest.mark.usefixtures("quick")
def test_games_that_look_alike_and_differ_in_all_that_is_hidden_are_told_the_same(three_accounts: Scenario) -> None:
    """The hidden halves of two accounts are turned round; somebody busy at the third hears the same of all three."""
    plain, other = Recorded.start(three_accounts, 5), Recorded.start(three_accounts, 5)
    accounts = plain.game.table.territory.accounts
    swap_accounts(other.game, (accounts[0], *map(turned, accounts[1:])))
    assert plain.game.table.truth("a2") != other.game.table.truth("a2")
    sure = Believe(
        account="a2", unknown="stopper", answer=plain.game.view.accounts[1].answers["stopper"][0], percent=90
    )
    plain.act(sure)
    other.act(sure)
    numbers: set[int] = set()
    for turn in range(300):
        if plain.game.view.week > 13:
            break
        action = choose(plain, turn)
        if action.do in ("believe", "prioritise", "plan") or _only_at_the_first(plain.game, action):
            plain.act(action)
            other.act(action)
        assert plain.game.view == other.game.view
        assert messages(plain.game.view) == messages(other.game.view)
        numbers |= {one.number for one in messages(plain.game.view)}
    assert len(numbers) >= 5


def turned(account: Account) -> Account:
    """Everything hidden the other way round."""
    influence = [person.influence for person in account.people]
    return replace(
        account,
        goal_weights=dict(zip(account.goal_weights, reversed(list(account.goal_weights.values())), strict=True)),
        people=tuple(
            replace(person, influence=weight, attitude=-person.attitude)
            for person, weight in zip(account.people, reversed(influence), strict=True)
        ),
        readiness=2 - account.readiness,
        rival=2 - account.rival,
    )


def _only_at_the_first(game: Game, action: object) -> bool:
    """Nothing is asked, read or proposed at an account whose truth was turned."""
    do = getattr(action, "do", "")
    meeting = game.table.play.meetings.get(getattr(action, "meeting", ""))
    where = meeting.account if meeting else getattr(action, "account", None)
    everywhere = do == "team_call" or (do == "read" and where is None)
    return not everywhere and where not in ("a2", "a3") and getattr(action, "happening", "a1")[:2] == "a1"
