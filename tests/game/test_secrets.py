"""Planted truths come out nowhere: not in a view, an event, an offer, a line, a file or a log, before the debrief."""

from __future__ import annotations

import logging
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kae_sim.cli import run as command
from kae_sim.game import Game
from kae_sim.game.actions import Action, Ask, Book, EndRound, Map, Propose, Read
from kae_sim.game.events import Event
from kae_sim.game.journal import encode_all
from kae_sim.runs import new_run, read_run
from kae_sim.scenario import Scenario, digest
from kae_sim.words.plain import play as play_plain
from kae_sim.world.account import Account, Person
from kae_sim.world.streams import deal_root, luck_root, stream
from real_games import Recorded, small
from typed_games import Typist

pytestmark = pytest.mark.usefixtures("quick")

MARK = "777001"
SEED = 8_777_001_777_001_001
PART = 0.777001  # added to every hidden weight: it stays in the digits whatever is added or taken away


def marked(person: Person) -> Person:
    return replace(
        person,
        influence=person.influence + PART,  # type: ignore[arg-type]
        attitude=person.attitude + PART,  # type: ignore[arg-type]
        goals={goal: weight + PART for goal, weight in person.goals.items()},  # type: ignore[misc]
    )


def plant(game: Game) -> None:
    """Gives every hidden number of a game digits by which it is known again."""
    accounts = tuple(
        replace(
            account,
            people=tuple(map(marked, account.people)),
            goal_weights={goal: weight + PART for goal, weight in account.goal_weights.items()},  # type: ignore[misc]
        )
        for account in game.table.territory.accounts
    )
    swap_accounts(game, accounts)
    for account in game.table.play.accounts.values():
        for person in account.people.values():
            person.state.trust += PART  # type: ignore[assignment]
            person.began += PART  # type: ignore[assignment]


def swap_accounts(game: Game, accounts: tuple[Account, ...]) -> None:
    game.table.territory = replace(game.table.territory, accounts=accounts)
    game.table.accounts = {account.id: account for account in accounts}


def forbidden(game: Game) -> tuple[str, ...]:
    roots = (deal_root(SEED), luck_root(SEED, 0))
    return (MARK, f"{SEED:x}", digest(game.scenario), *(root.hex() for root in roots))


def found(text: str, game: Game) -> list[str]:
    """What should not be there, with what stands around it."""
    return [text[max(0, at - 60) : at + 60] for one in forbidden(game) if (at := text.find(one)) >= 0]


def choose(game: Recorded, turn: int) -> Action:
    """One of the offers, every kind as often as any other."""
    by_kind: dict[str, list[Action]] = {}
    for offer in game.game.legal_actions():
        by_kind.setdefault(offer.action.do, []).append(offer.action)
    lot = stream(b"secrets", str(turn))
    chosen = by_kind[list(by_kind)[lot.below(len(by_kind))]]
    return chosen[lot.below(len(chosen))]


def told(game: Recorded, events: tuple[Event, ...] = ()) -> str:
    """Everything that a seat gets at one moment."""
    return "\n".join(
        [
            game.game.view.model_dump_json(),
            *(event.model_dump_json() for event in events),
            *(repr(offer) for offer in game.game.legal_actions()),
        ]
    )


@pytest.fixture(scope="module")
def two(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=2)


def test_the_plants_are_there_to_be_found(two: Scenario) -> None:
    game = Recorded.start(two, SEED)
    plant(game.game)
    assert found(repr(game.game.table.territory.accounts), game.game)
    assert found(repr(game.game.table.play), game.game)
    assert found(encode_all(game.journal)[0].decode(), game.game)


def test_no_view_event_or_offer_of_a_whole_game_holds_a_planted_truth(two: Scenario) -> None:
    game = Recorded.start(two, SEED)
    plant(game.game)
    secrets = forbidden(game.game)
    for turn in range(700):
        if game.game.view.finished:
            break
        text = told(game, game.act(choose(game, turn)))
        assert not any(one in text for one in secrets), found(text, game.game)
    assert game.game.view.finished
    journal = b"".join(encode_all(game.journal)[1:]).decode()
    assert found(journal, game.game) == []
    assert MARK in repr(game.game.table.play)


@pytest.mark.parametrize("number", range(4))
def test_no_line_of_plain_mode_holds_a_planted_truth(two: Scenario, number: int) -> None:
    game = Recorded.start(two, SEED)
    plant(game.game)
    typist = Typist(number, 400)
    assert play_plain(game.game, typist.read, typist.write)
    assert found(typist.text, game.game) == []
    assert len(typist.lines) > 2000


def test_refusals_hold_no_planted_truth(two: Scenario) -> None:
    game = Recorded.start(two, SEED)
    plant(game.game)
    for action in (
        Map(account="a1", sponsor="a1.consultant"),
        Book(account="a1", people=("a1.consultant",), channel="call", week=1),
        Propose(account="a1", initiative="chair-template", week=9),
        Read(account="a1", source="horoscope"),
        Ask(meeting="m1", person="a1.consultant", question="how-long"),
    ):
        assert found(game.refused(action), game.game) == []


def test_no_file_log_or_list_of_a_run_holds_a_planted_truth(
    two: Scenario,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    begin = Game.__init__

    def planted(game: Game, *arguments: Any) -> None:
        begin(game, *arguments)
        plant(game)

    monkeypatch.setattr(Game, "__init__", planted)  # so that a replay of the run holds the truths as well
    typist = Typist(1, 400)
    with new_run(two, SEED, "Ann", "practice") as session:
        assert not play_plain(session, lambda ask: typist.read(ask) if len(typist.typed) < 300 else None, typist.write)
        game = session.game
    assert found(repr(read_run(session.run).replay().table.territory), game)
    for arguments in (("runs",), ("scores",), ("scores", "--json")):
        assert command(arguments) == 0
    for asking in ("debrief", "replay", "scores add"):
        before = capfd.readouterr()
        assert command((*asking.split(), session.run)) == 1
        out, err = capfd.readouterr()
        assert (out, found(before.out + before.err + err, game)) == ("", [])
        assert "stands in week" in err
    assert found(caplog.text, game) == []
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {"journal.jsonl", "scenario.json"} <= {path.name for path in files}
    for path in files:
        text = path.read_text("utf-8")
        if path.name == "journal.jsonl":
            head, _, text = text.partition("\n")
            assert str(SEED) in head
            assert MARK not in head.replace(str(SEED), "")
        seen = found(text.replace(digest(game.scenario), ""), game)  # whoever has scenario.json has its digest
        assert (path.name, seen) == (path.name, [])


def test_nothing_tells_how_long_the_year_after_is(two: Scenario) -> None:
    shorter, longer = Recorded.start(two, 5), Recorded.start(two, 5)
    shorter.game.table.territory = replace(shorter.game.table.territory, horizon_weeks=39 + 26)
    longer.game.table.territory = replace(longer.game.table.territory, horizon_weeks=39 + 52)
    turn = 0
    while not (isinstance(action := choose(shorter, turn), EndRound) and shorter.game.view.week == 39):
        turn += 1
        assert shorter.act(action) == longer.act(action)
        if turn % 10 == 0:
            assert told(shorter) == told(longer)
    assert told(shorter) == told(longer)
    shorter.to_end()
    longer.to_end()
    assert (shorter.game.table.world.week, longer.game.table.world.week) == (65, 91)


def test_nothing_tells_the_truth_of_an_account_that_nobody_asks_about(three_accounts: Scenario) -> None:
    """Two games that differ in all that is hidden at two accounts look alike to somebody busy at the third."""
    plain, other = Recorded.start(three_accounts, 5), Recorded.start(three_accounts, 5)

    def turned(account: Account) -> Account:
        weights = list(account.goal_weights.values())
        influence = [person.influence for person in account.people]
        return replace(
            account,
            goal_weights=dict(zip(account.goal_weights, reversed(weights), strict=True)),
            people=tuple(
                replace(person, influence=weight, attitude=-person.attitude, goals=dict.fromkeys(person.goals, 500))
                for person, weight in zip(account.people, reversed(influence), strict=True)
            ),
            readiness=2 - account.readiness,
            rival=2 - account.rival,
        )

    accounts = plain.game.table.territory.accounts
    swap_accounts(other.game, (accounts[0], *map(turned, accounts[1:])))
    assert plain.game.table.truth("a2") != other.game.table.truth("a2")
    busy = 0
    for turn in range(400):
        if plain.game.view.week > 30:
            break
        action = choose(plain, turn)
        everywhere = action.do == "team_call" or (action.do == "read" and action.account is None)
        meeting = plain.game.table.play.meetings.get(getattr(action, "meeting", ""))
        where = meeting.account if meeting else getattr(action, "account", None)
        if everywhere or where in ("a2", "a3") or getattr(action, "happening", "a1")[:2] != "a1":
            continue
        busy += where == "a1"
        assert plain.act(action) == other.act(action)
        assert told(plain) == told(other)
    assert busy > 60
    assert plain.game.view.week > 13
