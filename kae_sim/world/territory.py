"""Deals a territory: its accounts, each with its people, its pathway and its hidden year."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.scenario.schema import Pack, Scenario
from kae_sim.world.account import Account, Person
from kae_sim.world.drawing import draw_until
from kae_sim.world.generator import archetype_of
from kae_sim.world.names import Names, account_ids
from kae_sim.world.people import draw_people
from kae_sim.world.state import State
from kae_sim.world.streams import deal_root, stream
from kae_sim.world.truth import goal_weights, true_goal

ATTEMPTS = 200  # of drawing one account's pathway: far more than a scenario that checks clean can need
OFFERED = 5
STATED_IS_REAL = 25  # percent of accounts whose website says what they really want
CAST_PLACES = 4  # a cast account is among the first four, so that a fifth or sixth changes nobody


@dataclass(frozen=True, slots=True)
class Territory:
    """The accounts and their states on the morning of week 1. The horizon is not shown to players."""

    accounts: tuple[Account, ...]
    states: dict[str, State]
    horizon_weeks: int  # rounds and the year after, hidden

    def account(self, account_id: str) -> Account:
        return {one.id: one for one in self.accounts}[account_id]


def deal(scenario: Scenario, seed: int, names: Names | None = None) -> Territory:
    """Everything that is fixed before week 1. Ids stand for names where none are given.

    Raises Impossible where an account cannot be as the scenario asks.
    """
    root = deal_root(seed)
    ids = account_ids(scenario)
    cast = _cast(scenario, root, ids)
    accounts, states = [], {}
    for account_id in ids:
        account, states[account_id] = _deal_account(scenario, root, account_id, cast.get(account_id), names)
        accounts.append(account)
    return Territory(tuple(accounts), states, horizon_weeks(scenario, seed))


def horizon_weeks(scenario: Scenario, seed: int) -> int:
    """Weeks from week 1 to the end of the year after; drawn, and never shown before they are over."""
    return scenario.weeks + stream(deal_root(seed), "horizon").between(*scenario.calendar.year_after_weeks)


def _cast(scenario: Scenario, root: bytes, ids: tuple[str, ...]) -> dict[str, int]:
    """Which accounts live a case that the scenario asks for: its place in the cast."""
    given: dict[str, int] = {}
    for index, cast in enumerate(scenario.territory.cast):
        source = stream(root, "cast", str(index))
        asked = source.below(100) < cast.percent
        account = ids[source.below(min(CAST_PLACES, len(ids)))]
        if asked and account not in given:
            given[account] = index
    return given


def _deal_account(
    scenario: Scenario, root: bytes, account_id: str, cast: int | None, names: Names | None
) -> tuple[Account, State]:
    pack = scenario.pack
    archetype = archetype_of(pack, root, account_id, None if cast is None else scenario.territory.cast[cast].archetype)
    drawn = draw_until(scenario, root, account_id, archetype, cast, ATTEMPTS)
    people = draw_people(pack, root, account_id, names)
    weights = goal_weights(pack, people, drawn.measured)
    account = Account(
        id=account_id,
        name=account_id if names is None else names.accounts[account_id],
        kind="" if names is None else names.kinds[account_id],
        archetype=archetype.id,
        attempt=drawn.attempt,
        people=people,
        formal_head=_formal_head(pack, root, account_id, people),
        readiness=stream(root, "account", account_id, "readiness").below(3),
        rival=stream(root, "account", account_id, "rival").below(3),
        share_permille=drawn.spec.share_permille,
        goal_weights=weights,
        stated_goal=_stated_goal(pack, root, account_id, true_goal(weights)[0]),
        stated_weeks=drawn.stated,
        offered=_offered(pack, root, account_id, people),
        spec=drawn.spec,
    )
    return account, drawn.state


def _formal_head(pack: Pack, root: bytes, account: str, people: tuple[Person, ...]) -> str:
    """The role on the door plate; who really decides is another question."""
    weights = [pack.role(person.role).head_weight for person in people]
    return people[stream(root, "account", account, "formal-head").pick(weights)].role


def _stated_goal(pack: Pack, root: bytes, account: str, real: str) -> str:
    """What the account says it wants: the truth in a quarter of accounts, else what everybody says."""
    source = stream(root, "account", account, "stated")
    honest = source.below(100) < STATED_IS_REAL
    fashionable = [goal.id for goal in pack.goals if goal.fashionable] or [goal.id for goal in pack.goals]
    said = fashionable[source.below(len(fashionable))]
    return real if honest else said


def _offered(pack: Pack, root: bytes, account: str, people: tuple[Person, ...]) -> tuple[str, ...]:
    """Up to five initiatives, drawn from those whose people are all there; in the pack's order."""
    present = {person.role for person in people}
    lots = {
        one.id: int(stream(root, "account", account, "offer", one.id).raw(1)[0])
        for one in pack.initiatives
        if present.issuperset(one.roles)
    }
    lowest = sorted(lots, key=lambda one: (lots[one], one))[:OFFERED]
    return tuple(one.id for one in pack.initiatives if one.id in lowest)
