"""Replay: a scenario, a seed and what was done are the whole game; anything else is refused with its line."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kae_sim.game import ENGINE, Diverged, Game, IllegalAction
from kae_sim.game.actions import Book, EndRound, EndWeek, Read
from kae_sim.game.events import NewsCame
from kae_sim.game.journal import ActRecord, HeadInfo, HeadRecord, InjectRecord, Record, decode, encode_all
from kae_sim.scenario import Scenario, digest
from kae_sim.scenario.schema import Effect, Happening
from kae_sim.score import assess
from real_games import Played, Recorded, plain_names, small

pytestmark = pytest.mark.usefixtures("quick")


def changed(journal: list[Record], line: int, **fields: Any) -> list[Record]:
    """The journal with other fields in one line, counted from 1."""
    record = journal[line - 1].model_copy(update=fields)
    return [*journal[: line - 1], record, *journal[line:]]


@pytest.fixture(scope="module")
def begun(first_morning: Recorded) -> Recorded:
    """A few lines of a game: a paper, a booking, three weeks."""
    game = first_morning.twin()
    game.act(Read(account="a1", source="website"))
    game.act(Book(account="a1", people=("a1.consultant",), channel="call", week=3), EndWeek(), EndWeek(), EndWeek())
    return game


# --- the same game ---------------------------------------------------------------------------------


@pytest.mark.parametrize("bot", ["random", "one_doctor"])
def test_a_replayed_game_shows_the_same_and_scores_the_same(bot: str, bot_games: Mapping[str, Played]) -> None:
    played = bot_games[bot]
    again = Game.replay(played.game.scenario, decode(encode_all(played.journal)))
    assert again.view == played.game.view
    assert repr(again.table.play) == repr(played.game.table.play)
    assert assess(again, played.assessment.measured_with).card == played.assessment.card


def test_any_first_part_of_a_journal_is_the_game_as_it_stood_then(bot_games: Mapping[str, Played]) -> None:
    played = bot_games["random"]
    half = Game.replay(played.game.scenario, played.journal[:60])
    for record in played.journal[60:120]:
        assert isinstance(record, ActRecord)
        half.act(record.action)
    assert half.view == Game.replay(played.game.scenario, played.journal[:120]).view


def test_a_replayed_game_goes_on_and_goes_on_recording(begun: Recorded) -> None:
    more: list[Record] = []
    again = Game.replay(begun.game.scenario, begun.journal, record=more.append)
    assert more == []
    again.act(EndWeek())
    assert [record.k for record in more] == ["act"]
    assert Game.replay(begun.game.scenario, begun.journal + more).view == again.view


def test_the_journal_holds_a_head_and_one_line_for_every_action(begun: Recorded) -> None:
    head, *acts = begun.journal
    assert isinstance(head, HeadRecord)
    assert (head.engine, head.seed, head.mode) == (ENGINE, 1, "practice")
    assert head.digest == digest(begun.game.scenario)
    assert [(one.week, one.before, one.by, one.action.do) for one in acts if isinstance(one, ActRecord)] == [
        (1, 10, "player", "read"),
        (1, 8, "player", "book"),
        (1, 8, "player", "end_week"),
        (2, 18, "player", "end_week"),
        (3, 16, "player", "end_week"),
    ]


def test_names_are_taken_from_the_journal_and_not_made_again(three_accounts: Scenario) -> None:
    names = plain_names(three_accounts)
    names.people["a1.consultant"] = "Dr Zoë Other"
    journal: list[Record] = []
    Game.start(three_accounts, 1, names=names, record=journal.append)
    again = Game.replay(three_accounts, journal)
    assert again.view.accounts[0].people[0].name == "Dr Zoë Other"


def test_a_run_and_its_player_stand_in_the_head(three_accounts: Scenario) -> None:
    journal: list[Record] = []
    about = HeadInfo(run="r-abcdefgh23", player="p-abcdefgh23", mode="hosted")
    Game.start(three_accounts, 1, names=plain_names(three_accounts), record=journal.append, head=about)
    head = journal[0]
    assert isinstance(head, HeadRecord)
    assert (head.run, head.player, head.mode) == ("r-abcdefgh23", "p-abcdefgh23", "hosted")


def test_a_journal_that_cannot_be_written_stops_the_action(begun: Recorded) -> None:
    game = begun.twin()

    def full(record: Record) -> None:
        raise OSError("no space left")

    game.game._record = full
    before, hidden = game.game.view, repr(game.game.table.play)
    with pytest.raises(OSError, match="no space left"):
        game.game.act(EndWeek())
    assert (game.game.view, repr(game.game.table.play)) == (before, hidden)


@pytest.mark.parametrize("seed", [-1, 2**53])
def test_a_seed_is_a_whole_number_that_every_reader_can_hold(three_accounts: Scenario, seed: int) -> None:
    with pytest.raises(ValueError, match="from 0 to"):
        Game.start(three_accounts, seed, names=plain_names(three_accounts))


# --- another process -------------------------------------------------------------------------------

PLAY = """
from hashlib import blake2b
from kae_sim.game.journal import encode_all
from kae_sim.scenario import load_scenario
from real_games import played, quick_numbers, small
scenario = small(load_scenario("two-week-promise"), accounts=2, rounds=1)
with quick_numbers():
    game = played("random", scenario, 7)
    print(encode_all(game.journal)[-1].decode(), game.assessment.card.model_dump_json())
    print(blake2b(game.game.view.model_dump_json().encode()).hexdigest(), len(game.journal))
"""


def test_the_order_of_hashes_makes_no_difference_to_a_game_or_its_score() -> None:
    here = Path(__file__).parents[2]
    path = os.pathsep.join([str(here), str(here / "tests" / "support"), *sys.path])
    printed = []
    for seed in ("0", "1", "4242"):
        env = {**os.environ, "PYTHONPATH": path, "PYTHONHASHSEED": seed}
        done = subprocess.run([sys.executable, "-c", PLAY], env=env, capture_output=True, text=True, check=True)
        printed.append(done.stdout)
    assert len(set(printed)) == 1
    assert int(printed[0].split()[-1]) > 40
    assert '"gate"' in printed[0]


# --- journals that do not fit ------------------------------------------------------------------------


def refused(scenario: Scenario, journal: list[Record]) -> Diverged:
    with pytest.raises(Diverged) as caught:
        Game.replay(scenario, journal)
    assert f"line {caught.value.line}" in str(caught.value)
    return caught.value


def test_a_journal_without_its_head_is_refused(begun: Recorded) -> None:
    scenario = begun.game.scenario
    assert (refused(scenario, []).line, refused(scenario, begun.journal[1:]).line) == (1, 1)
    twice = refused(scenario, [*begun.journal, begun.journal[0]])
    assert (twice.line, twice.why) == (7, "a second head")


def test_a_journal_of_another_scenario_or_other_rules_is_refused_at_its_head(begun: Recorded) -> None:
    scenario = begun.game.scenario
    other = refused(scenario, changed(begun.journal, 1, digest="0" * 32))
    assert (other.line, "another version of the scenario" in other.why) == (1, True)
    assert refused(small(scenario, accounts=4), begun.journal).line == 1
    rules = refused(scenario, changed(begun.journal, 1, engine=ENGINE + 1))
    assert (rules.line, f"rules {ENGINE + 1}" in rules.why) == (1, True)


def test_a_head_without_the_names_is_refused(begun: Recorded) -> None:
    nobody: dict[str, str] = {}
    for names in ({}, {"people": nobody, "accounts": nobody, "kinds": nobody}):
        fault = refused(begun.game.scenario, changed(begun.journal, 1, names=names))
        assert (fault.line, "names" in fault.why) == (1, True)


@pytest.mark.parametrize(
    ("line", "fields"), [(3, {"week": 2}), (2, {"before": 9}), (5, {"week": 3}), (6, {"before": 0})]
)
def test_a_line_that_says_another_week_or_other_hours_is_refused(
    begun: Recorded, line: int, fields: dict[str, int]
) -> None:
    fault = refused(begun.game.scenario, changed(begun.journal, line, **fields))
    assert fault.line == line
    assert "half-hours left" in fault.why


@pytest.mark.parametrize(
    ("line", "action", "why"),
    [
        (2, Read(account="a1", source="horoscope"), "no such paper"),
        (4, EndRound(), "The quarter is not over yet"),
        (3, Book(account="a1", people=("a1.consultant",), channel="call", week=2), "before week 3"),
    ],
)
def test_an_action_that_was_not_possible_there_is_refused(begun: Recorded, line: int, action: Any, why: str) -> None:
    fault = refused(begun.game.scenario, changed(begun.journal, line, action=action))
    assert fault.line == line
    assert why in fault.why


def test_a_missing_or_doubled_line_is_refused_where_the_game_no_longer_fits(begun: Recorded) -> None:
    missing = refused(begun.game.scenario, begun.journal[:1] + begun.journal[2:])
    assert (missing.line, "with 8 half-hours left" in missing.why) == (2, True)
    doubled = refused(begun.game.scenario, [*begun.journal[:2], begun.journal[1], *begun.journal[2:]])
    assert doubled.line == 3


# --- a trainer's happenings ----------------------------------------------------------------------------

FLOOD = Happening(
    id="flood",
    name="A flood",
    words="The cellar of the pharmacy is under water.",
    weeks=(1, 1),
    percent=0,
    effect=Effect(stage="preparation", capacity_percent=-90, for_weeks=4),
)


def test_a_happening_comes_in_a_week_that_has_not_begun(game: Recorded) -> None:
    assert game.game.inject(FLOOD, week=3, account="a2") == ()
    assert [event for event in game.act(EndWeek()) if isinstance(event, NewsCame)] == []
    news = [event for event in game.act(EndWeek()) if isinstance(event, NewsCame)]
    assert [(one.account, FLOOD.words in one.words) for one in news] == [("a2", True)]
    assert game.game.view.news[-1].week == 3
    assert [change.effects for change in game.game.table.world.state("a2").changes] == [(FLOOD.effect,)]
    assert game.game.table.world.state("a1").changes == ()


def test_a_happening_that_nobody_dates_comes_next_week(game: Recorded) -> None:
    game.game.inject(FLOOD, account="a1")
    assert any(isinstance(event, NewsCame) for event in game.act(EndWeek()))


def test_a_happening_cannot_come_into_a_week_that_has_begun_or_after_the_last(game: Recorded) -> None:
    game.to_week(5)
    for week in (1, 5, 40):
        with pytest.raises(IllegalAction, match="a week that has not begun"):
            game.game.inject(FLOOD, week=week, account="a1")
    with pytest.raises(IllegalAction, match="no such account"):
        game.game.inject(FLOOD, account="a9")
    nowhere = FLOOD.model_copy(update={"effect": Effect(stage="car-park", capacity_percent=-10)})
    with pytest.raises(IllegalAction, match="no such stage"):
        game.game.inject(nowhere, account="a1")
    assert not any(isinstance(record, InjectRecord) for record in game.journal)
    assert game.to_end().game.finished
    with pytest.raises(IllegalAction, match="The game is over"):
        game.game.inject(FLOOD, account="a1")


def test_a_happening_is_a_record_of_its_own_and_is_replayed(game: Recorded) -> None:
    game.to_week(2)
    game.game.inject(FLOOD, week=4, account="a2")
    game.to_week(9)
    record = next(one for one in game.journal if isinstance(one, InjectRecord))
    assert (record.week, record.happening["account"]) == (4, "a2")
    again = Game.replay(game.game.scenario, game.journal)
    assert again.view == game.game.view
    assert again.table.world.measures("a2") == game.game.table.world.measures("a2")
    without = [one for one in game.journal if not isinstance(one, InjectRecord)]
    calm = Game.replay(game.game.scenario, without)
    assert calm.table.world.measures("a2") != game.game.table.world.measures("a2")
    assert calm.table.world.measures("a1") == game.game.table.world.measures("a1")


@pytest.mark.parametrize(
    "happening",
    [
        {},
        {"account": "a1"},
        {"account": "a9", "event": FLOOD.model_dump(mode="json")},
        {"account": "a1", "event": {"id": "flood"}},
        {"account": 7, "event": FLOOD.model_dump(mode="json")},
    ],
)
def test_a_record_of_a_happening_that_cannot_be_is_refused_with_its_line(
    begun: Recorded, happening: dict[str, Any]
) -> None:
    forged = InjectRecord(week=9, happening=happening)
    assert refused(begun.game.scenario, [*begun.journal, forged]).line == 7


def test_a_record_of_a_happening_in_a_week_gone_by_is_refused_with_its_line(begun: Recorded) -> None:
    forged = InjectRecord(week=2, happening={"account": "a1", "event": FLOOD.model_dump(mode="json")})
    assert refused(begun.game.scenario, [*begun.journal, forged]).line == 7
