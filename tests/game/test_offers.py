"""Offers: every one is legal, costs what it says, and choosing among them is enough to play a game."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from kae_sim.game import IllegalAction
from kae_sim.game.actions import ACTION, Action, Plan, PlannedStep, Propose
from kae_sim.game.events import Event
from kae_sim.game.journal import ActRecord, Record
from kae_sim.players.bot import bot
from kae_sim.players.kit import Kit
from kae_sim.scenario import Scenario
from kae_sim.world.streams import stream
from real_games import SCORED, Recorded, small

pytestmark = pytest.mark.usefixtures("quick")
EVENT: TypeAdapter[Event] = TypeAdapter(Event)
KINDS = {
    "read", "look_up", "book", "cancel", "prepare", "hold", "ask", "close", "attend", "map", "team_call", "believe",
    "prioritise", "plan", "propose", "withdraw", "respond", "end_week", "end_round",
}  # fmt: skip


@pytest.fixture(scope="module")
def moments(two_week_promise: Scenario) -> list[Recorded]:
    """A game of the random bot at moments that differ in what can be done."""
    scenario = small(two_week_promise, accounts=2)
    found: list[Recorded] = []
    decide, kit = bot("random"), Kit(scenario)
    game = Recorded.start(scenario, 2)
    seen: set[str] = set()
    while not game.game.view.finished:
        now = kinds(game)
        if not now <= seen or len(game.game.table.play.deeds) in (60, 150):
            seen |= now
            found.append(game.twin())
        game.act(decide(game.game, kit))
    return found


def kinds(game: Recorded) -> set[str]:
    return {offer.action.do for offer in game.game.legal_actions()}


def test_the_moments_of_these_tests_show_nearly_every_kind_of_action(moments: list[Recorded]) -> None:
    offered = set().union(*(kinds(game) for game in moments))
    assert offered >= KINDS - {"cancel", "map", "withdraw", "attend", "end_round"}
    assert len(moments) >= 6


def kept_in_calendar(game: Recorded) -> int:
    """Half-hours kept for what is proposed, in weeks that will be played."""
    return sum(kept for week, kept in game.game.table.play.reserved.items() if week <= game.game.view.weeks)


def lacking(game: Recorded) -> int:
    """Half-hours that weeks to come lack, and that hours carried over into them will pay; the view shows them as 0."""
    play, own = game.game.table.play, game.game.table.scenario.week_half_hours
    taken = (play.reserved, play.delivery, play.spent)
    weeks = range(play.week + 1, game.game.view.weeks + 1)
    return sum(max(0, sum(each.get(week, 0) for each in taken) - own) for week in weeks)


def test_every_offer_is_accepted_and_costs_the_hours_and_the_money_that_it_says(moments: list[Recorded]) -> None:
    for moment in moments:
        before = moment.game.view
        for offer in moment.game.legal_actions():
            game = moment.twin()
            events = game.act(offer.action)
            assert all(EVENT.validate_json(EVENT.dump_json(event)) == event for event in events)
            last = game.journal[-1]
            assert isinstance(last, ActRecord)
            assert last.action == offer.action
            after = game.game.view
            if offer.action.do in ("end_week", "end_round", "cancel", "withdraw"):
                continue  # these bring hours or money
            if after.breaches > before.breaches:
                continue  # a breach costs a week more; the offer to hold a meeting does not foresee it
            kept = kept_in_calendar(game) - kept_in_calendar(moment) - (lacking(game) - lacking(moment))
            spent = sum(before.half_hours_ahead) - sum(after.half_hours_ahead) - kept
            answer = offer.action.do == "respond"
            price = min(offer.half_hours, before.half_hours_left) if answer else offer.half_hours
            assert (offer.action, spent) == (offer.action, price)
            assert (offer.action, before.pence_left - after.pence_left) == (offer.action, offer.pence)


def test_what_is_offered_may_be_done_and_what_is_refused_may_not(moments: list[Recorded]) -> None:
    kinds = every_kind(moments)
    refused = 0
    for moment in moments:
        hidden = repr(moment.game.table.play)
        assert all(moment.game.may(offer.action) for offer in moment.game.legal_actions())
        for action in kinds.values():
            try:
                moment.twin().act(action)
            except IllegalAction:
                refused += 1
                assert not moment.game.may(action)
            else:
                assert moment.game.may(action)
        assert repr(moment.game.table.play) == hidden
    assert refused > len(kinds)


def test_looking_at_offers_changes_nothing(moments: list[Recorded]) -> None:
    for moment in moments:
        hidden, shown = repr(moment.game.table.play), moment.game.view
        moment.game.legal_actions()
        assert repr(moment.game.table.play) == hidden
        assert moment.game.view == shown


def test_what_may_be_varied_are_fields_of_the_action(moments: list[Recorded]) -> None:
    for moment in moments:
        for offer in moment.game.legal_actions():
            assert set(offer.vary) <= set(type(offer.action).model_fields) - {"do"}


def test_a_game_can_be_played_by_choosing_among_offers(three_accounts: Scenario) -> None:
    game = Recorded.start(three_accounts, 4)
    done: set[str] = set()
    for turn in range(2000):
        if game.game.view.finished:
            break
        by_kind: dict[str, list[Action]] = {}
        for offer in game.game.legal_actions():
            by_kind.setdefault(offer.action.do, []).append(offer.action)
        lot = stream(b"offers", str(turn))
        chosen = by_kind[list(by_kind)[lot.below(len(by_kind))]]
        game.act(chosen[lot.below(len(chosen))])
        done |= {chosen[0].do}
    assert game.game.view.finished
    assert done >= KINDS - {"map", "propose", "withdraw", "attend"}


def test_offers_come_in_the_same_order_every_time(moments: list[Recorded]) -> None:
    for moment in moments:
        assert moment.game.legal_actions() == moment.twin().game.legal_actions()


# --- what an action is -----------------------------------------------------------------------------


def every_kind(moments: list[Recorded]) -> dict[str, Action]:
    return {offer.action.do: offer.action for moment in moments for offer in moment.game.legal_actions()}


def test_an_action_with_an_unknown_field_is_no_action(moments: list[Recorded]) -> None:
    for action in every_kind(moments).values():
        fields = action.model_dump(mode="json")
        assert ACTION.validate_json(ACTION.dump_json(action)) == action
        with pytest.raises(ValidationError, match="extra_forbidden"):
            ACTION.validate_python({**fields, "cheat": 1}, strict=False)


def test_an_action_cannot_be_changed_after_it_was_made(moments: list[Recorded]) -> None:
    for action in every_kind(moments).values():
        with pytest.raises(ValidationError, match="frozen"):
            action.do = "end_week"  # type: ignore[misc]


@pytest.mark.parametrize(
    "fields",
    [
        {"do": "inject", "happening": "flood"},
        {"do": "note", "text": "remember"},
        {"do": "book", "account": "a1", "people": [], "channel": "call", "week": 2},
        {"do": "book", "account": "a1", "people": ["a1.consultant"] * 9, "channel": "group", "week": 9},
        {"do": "book", "account": "a1", "people": ["a1.consultant"], "channel": "lunch", "week": 2},
        {"do": "book", "account": "a1", "people": ["a1.consultant"], "channel": "call", "week": 0},
        {"do": "book", "account": "../a1", "people": ["a1.consultant"], "channel": "call", "week": 2},
        {"do": "believe", "account": "a1", "unknown": "wait", "answer": "13-18", "percent": 100},
        {"do": "believe", "account": "a1", "unknown": "wait", "answer": "13-18", "percent": 0},
        {"do": "believe", "account": "a1", "unknown": "seed", "answer": "7", "percent": 40},
        {"do": "believe", "account": "a1", "unknown": "wait", "answer": "13-18", "percent": 40.5},
        {"do": "ask", "meeting": "m1", "person": "a1.consultant", "question": "how-long", "wording": "shouting"},
        {"do": "prioritise", "shares": []},
        {"do": "end_week", "week": 3},
    ],
)
def test_what_is_malformed_never_reaches_the_game(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ACTION.validate_python(fields, strict=False)


def test_the_bots_do_every_kind_of_action_that_bots_do(bot_games: dict[str, Recorded]) -> None:
    def done(journal: list[Record]) -> set[str]:
        return {record.action.do for record in journal if isinstance(record, ActRecord)}

    assert set(bot_games) == set(SCORED)
    assert done(bot_games["do_nothing"].journal) == {"end_week", "end_round", "respond"}
    everything = set().union(*(done(one.journal) for one in bot_games.values()))
    assert everything >= KINDS - {"cancel", "withdraw", "map", "attend", "team_call"}


def proposals(game: Recorded) -> dict[tuple[str, str], tuple[int, ...]]:
    return {
        (offer.action.account, offer.action.initiative): offer.weeks
        for offer in game.game.legal_actions()
        if isinstance(offer.action, Propose)
    }


def taken(game: Recorded, account: str, initiative: str) -> tuple[int, ...]:
    """Weeks, of all that there are, for which the game takes the proposal."""
    found = []
    for week in range(1, game.game.view.weeks + 1):
        twin = game.twin()
        try:
            twin.act(Propose(account=account, initiative=initiative, week=week))
        except IllegalAction:
            continue
        found.append(week)
    return tuple(found)


def test_a_proposal_is_offered_for_every_week_for_which_it_would_be_taken_and_for_no_other(
    moments: list[Recorded],
) -> None:
    seen = 0
    for moment in moments:
        offered = proposals(moment)
        for account in moment.game.view.accounts:
            for step in account.steps:
                weeks = taken(moment, account.id, step.initiative)
                assert offered.get((account.id, step.initiative), ()) == weeks
                seen += bool(weeks)
    assert seen


def test_after_a_no_no_week_is_offered_before_it_can_be_tried_again(game: Recorded) -> None:
    where, initiative = "a1", game.game.view.accounts[0].offered[0]
    steps = (PlannedStep(initiative=initiative, start=1),)
    game.act(Plan(account=where, goal="free-chairs", initiatives=steps, sponsor=None, forecast=None))
    weeks = proposals(game)[where, initiative]
    assert weeks
    step = game.account(where).steps[initiative]
    step.state, step.week = "refused", 1
    game.to_week(4)
    assert (where, initiative) not in proposals(game)
    game.to_week(5)
    assert proposals(game)[where, initiative] == taken(game, where, initiative)
