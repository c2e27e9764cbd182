"""Bots: each plays to the end through the seat alone, remembers nothing, and stands for its habit."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from kae_sim.game import Game
from kae_sim.game.actions import Action, Ask, Book, EndRound, EndWeek, Offer, Prepare, Respond
from kae_sim.game.events import Event
from kae_sim.game.journal import ActRecord, Record
from kae_sim.game.view import View
from kae_sim.players import BOTS, play
from kae_sim.players.bot import Stuck, bot
from kae_sim.players.kit import Kit
from kae_sim.scenario import Scenario
from kae_sim.world.names import no_names
from real_games import Played, Recorded, small

pytestmark = pytest.mark.usefixtures("quick")
NAMES = list(BOTS)
BLIND = [name for name in NAMES if name != "oracle"]  # the oracle alone needs more than a seat


class OnlySeat:
    """A game of which nothing can be had but what a seat gives."""

    __slots__ = ("_act", "_legal", "_may", "_view")

    def __init__(self, game: Game) -> None:
        def view() -> View:
            return game.view

        self._view, self._legal, self._may, self._act = view, game.legal_actions, game.may, game.act

    @property
    def view(self) -> View:
        return self._view()

    def legal_actions(self) -> tuple[Offer, ...]:
        return self._legal()

    def may(self, action: Action) -> bool:
        return self._may(action)

    def act(self, action: Action) -> tuple[Event, ...]:
        return self._act(action)


def acts(journal: list[Record]) -> list[Action]:
    return [record.action for record in journal if isinstance(record, ActRecord)]


@pytest.fixture(scope="module")
def short(two_week_promise: Scenario) -> Scenario:
    return small(two_week_promise, accounts=2, rounds=2)


@pytest.fixture(scope="module")
def short_games(short: Scenario) -> dict[str, Recorded]:
    """Every bot's game through a seat that gives nothing else."""
    games = {}
    for name in NAMES:
        games[name] = Recorded.start(short, 3)
        seat = games[name].game if name == "oracle" else OnlySeat(games[name].game)
        play(name, short, seat)
    return games


@pytest.mark.parametrize("name", NAMES)
def test_every_bot_plays_a_whole_game_to_its_end(name: str, bot_games: Mapping[str, Played]) -> None:
    game = bot_games[name].game
    assert game.view.finished
    assert len(game.table.play.locks) == 3
    assert acts(bot_games[name].journal) == [one.action for one in game.table.play.deeds]
    assert len(game.table.play.deeds) >= 39


@pytest.mark.parametrize("name", BLIND)
def test_a_bot_needs_nothing_but_the_seat(name: str, short: Scenario, short_games: dict[str, Recorded]) -> None:
    plain = Recorded.start(short, 3)
    play(name, short, plain.game)
    assert acts(short_games[name].journal) == acts(plain.journal)


@pytest.mark.parametrize("name", NAMES)
def test_a_bot_remembers_nothing(name: str, short: Scenario, short_games: dict[str, Recorded]) -> None:
    whole = short_games[name]
    stop = 2 * len(whole.journal) // 3
    rest: list[Record] = []
    game = Game.replay(short, whole.journal[:stop], record=rest.append)
    play(name, short, game)
    assert acts(rest) == acts(whole.journal[stop:])
    assert game.view == whole.game.view


def test_names_make_no_difference_to_a_bot(short: Scenario, short_games: dict[str, Recorded]) -> None:
    for name in ("random", "triangulator"):
        journal: list[Record] = []
        play(name, short, Game.start(short, 3, names=no_names(short), record=journal.append))
        assert acts(journal) == acts(short_games[name].journal)


def test_looking_twice_makes_no_difference_to_a_bot(short: Scenario) -> None:
    for name in ("random", "one_doctor", "triangulator"):
        game, kit = Recorded.start(short, 5), Kit(short)
        decide = bot(name)
        for _ in range(20):
            action = decide(game.game, kit)
            assert decide(game.game, kit) == action == decide(game.game, Kit(short))
            game.act(action)


def test_a_bot_that_does_not_come_to_an_end_is_stopped(
    short: Scenario, monkeypatch: pytest.MonkeyPatch, game: Recorded
) -> None:
    monkeypatch.setattr("kae_sim.players.bot.MOST_ACTIONS", 5)
    with pytest.raises(Stuck, match="do_nothing took 5 actions"):
        play("do_nothing", short, game.game)


def test_there_is_no_bot_of_another_name() -> None:
    with pytest.raises(KeyError):
        bot("oracle_of_delphi")


def test_nobody_who_has_no_more_than_a_seat_can_be_the_oracle(short: Scenario) -> None:
    with pytest.raises(Stuck, match="not from a seat"):
        play("oracle", short, OnlySeat(Recorded.start(short, 3).game))


# --- habits ----------------------------------------------------------------------------------------


def test_doing_nothing_is_answering_and_carrying_on(bot_games: Mapping[str, Played]) -> None:
    kinds = {type(action) for action in acts(bot_games["do_nothing"].journal)}
    assert kinds == {EndWeek, EndRound, Respond}


def test_the_spreadsheet_reads_and_speaks_to_nobody(bot_games: Mapping[str, Played]) -> None:
    game = bot_games["spreadsheet"].game
    assert game.view.meetings == ()
    claims = [claim for account in game.view.accounts for claim in account.claims]
    assert claims
    assert all(claim.person is None for claim in claims)


def test_one_doctor_asks_lead_consultants_leading_questions_and_nobody_else(bot_games: Mapping[str, Played]) -> None:
    done = acts(bot_games["one_doctor"].journal)
    booked = {person for action in done if isinstance(action, Book) for person in action.people}
    assert booked
    assert all(person.endswith(".consultant") for person in booked)
    asked = [action.wording for action in done if isinstance(action, Ask)]
    assert set(asked) == {"leading"}
    assert not any(isinstance(action, Prepare) for action in done)


def test_the_triangulator_hears_several_people_prepared_and_open(bot_games: Mapping[str, Played]) -> None:
    game = bot_games["triangulator"].game
    done = acts(bot_games["triangulator"].journal)
    met = [
        sum(person.last_contact is not None for person in account.people.values())
        for account in game.table.play.accounts.values()
    ]
    assert max(met) >= 3
    assert {action.wording for action in done if isinstance(action, Ask)} == {"open"}
    held = [one for one in game.view.meetings if one.state == "done"]
    assert all(one.prepared is not None for one in held)
    assert game.view.gate == "open"


def test_random_does_more_than_nothing_and_something_else_on_every_deal(short: Scenario) -> None:
    played = []
    for seed in (1, 2):
        game = Recorded.start(short, seed)
        play("random", short, game.game)
        played.append(acts(game.journal))
    assert played[0] != played[1]
    assert all(len({type(action) for action in one}) >= 8 for one in played)


def test_the_sales_pusher_brings_slides_and_asks_nothing(bot_games: Mapping[str, Played]) -> None:
    done = acts(bot_games["sales_pusher"].journal)
    prepared = [action for action in done if isinstance(action, Prepare)]
    pitches = {one.id for one in bot_games["sales_pusher"].game.scenario.pack.brought if one.kind == "pitch"}
    assert prepared
    assert {action.bring for action in prepared} <= pitches
    assert not any(isinstance(action, Ask) for action in done)


def test_the_template_is_one_plan_everywhere_and_hears_nobody(bot_games: Mapping[str, Played]) -> None:
    view = bot_games["template"].game.view
    assert view.meetings == ()
    assert all(source.read is None for account in view.accounts for source in account.sources)
    plans = [[step.initiative for step in account.steps] for account in view.accounts if account.steps]
    assert len(plans) >= 2
    wanted = max(plans, key=len)
    assert all(set(plan) <= set(wanted) or set(wanted) <= set(plan) or set(plan) & set(wanted) for plan in plans)


def test_the_even_spread_gives_all_accounts_alike(bot_games: Mapping[str, Played]) -> None:
    game = bot_games["even_spread"].game
    tokens = [sorted(lock.tokens.values()) for lock in game.table.play.locks[:-1]]
    assert all(placed[-1] - placed[0] <= 1 for placed in tokens)
    spent = [account.half_hours_spent for account in game.view.accounts]
    assert min(spent) > 0


def test_whoever_asks_everything_asks_more_people_more_and_unprepared(bot_games: Mapping[str, Played]) -> None:
    done = acts(bot_games["ask_everything"].journal)
    assert not any(isinstance(action, Prepare) for action in done)
    asked = sum(isinstance(action, Ask) for action in done)
    assert asked > sum(isinstance(action, Ask) for action in acts(bot_games["one_doctor"].journal))


def test_the_oracle_is_sure_and_right_and_submits_no_earlier_than_week_six(bot_games: Mapping[str, Played]) -> None:
    card = bot_games["oracle"].assessment.card
    assert card.skills["know"].points == 100
    assert card.gate == "open"
    weeks = [record.week for record in bot_games["oracle"].journal if isinstance(record, ActRecord)
             and record.action.do == "propose"]  # fmt: skip
    assert weeks
    assert min(weeks) >= 6


def test_one_sided_interests_plan_otherwise(bot_games: Mapping[str, Played]) -> None:
    planned = {
        name: [[step.initiative for step in account.steps] for account in bot_games[name].game.view.accounts]
        for name in ("company_only", "customer_only", "triangulator")
    }
    # What serves one side often serves the other: at four accounts the plans of one of them may be the triangulator's.
    assert len({str(plans) for plans in planned.values()}) > 1
