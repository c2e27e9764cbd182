"""The best that could have been done by somebody who knew the truth from week 6 on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from kae_sim.game.table import Table, setting, voters
from kae_sim.plan.adoption import decide
from kae_sim.plan.knapsack import Option, choose
from kae_sim.plan.planner import MOST_INITIATIVES, PROPOSAL_HALF_HOURS
from kae_sim.plan.tokens import PLACED, TOKENS
from kae_sim.scenario.schema import Scenario
from kae_sim.score.trials import Schedule, Trials
from kae_sim.world.account import Account

SOONEST = 6  # it submits no earlier, like a person who must find out
SPENT_FINDING_OUT = 60  # percent of the first quarter's hours
VISIT_TRUST = 120  # of the trust still missing, thousandths
MOST_VISITS = 6  # by one account's adoption


@dataclass(slots=True, frozen=True)
class Choice:
    """One plan at one account: what it brings and what it takes."""

    account: str
    initiatives: tuple[str, ...]
    schedule: Schedule
    patients: float
    account_points: float
    company: float
    joint: float
    visits: int  # to win the trust that its adoption needs
    by_quarter: tuple[int, ...]  # half-hours
    pence: int

    @property
    def half_hours(self) -> int:
        return sum(self.by_quarter)


@dataclass(slots=True, frozen=True)
class Oracle:
    """All plans by account, and the best affordable choice among them."""

    choices: Mapping[str, tuple[Choice, ...]]
    best: Mapping[str, Choice]


def visits_needed(scenario: Scenario, account: Account, initiatives: tuple[str, ...]) -> int | None:
    """Fewest good meetings after which all these proposals pass with the right goal named; None if never."""
    trusts = {person.id: person.trust for person in account.people}
    right = setting(account, max(account.goal_weights, key=lambda goal: account.goal_weights[goal]))
    for visits in range(MOST_VISITS + 1):
        results = [
            decide(scenario.pack, voters(account, trusts), right, scenario.pack.initiative(one)) for one in initiatives
        ]
        missing = [result for result in results if not result.adopted]
        if not missing:
            return visits
        pick = next((result.vetoes[0] for result in missing if result.vetoes), None)
        if pick is None:
            pick = max(account.people, key=lambda one: (one.influence * (1000 - trusts[one.id]), one.id)).id
        trusts[pick] += VISIT_TRUST * (1000 - trusts[pick]) // 1000
    return None


def first_schedule(table: Table, account_id: str, initiatives: tuple[str, ...], soonest: int = SOONEST) -> Schedule:
    """When these initiatives would go live if proposed from week `soonest` on; those too late are left out."""
    found = []
    for one in initiatives:
        initiative = table.scenario.pack.initiative(one)
        if initiative.approval == "sign-off":
            decided = soonest + 2
        else:
            decided = next((week for week in table.committees(account_id) if week >= soonest + 3), 10_000)
        if decided <= table.scenario.weeks:
            found.append((one, decided + initiative.live_weeks))
    return tuple(sorted(found))


def hours_by_quarter(table: Table, schedule: Schedule, visits: int, soonest: int = SOONEST) -> tuple[int, ...]:
    """Half-hours of proposals, visits and delivery in each quarter."""
    per, rounds = table.scenario.calendar.weeks_per_round, table.scenario.calendar.rounds
    taken = [0] * rounds
    start = (soonest - 1) // per
    taken[start] += PROPOSAL_HALF_HOURS * len(schedule) + table.prices["call"] * visits
    for one, live in schedule:
        initiative = table.scenario.pack.initiative(one)
        decided = live - initiative.live_weeks
        total = round(initiative.hours * 2)
        for at in range(13):
            quarter = (decided + at) // per  # delivery begins in the week after the yes
            if quarter < rounds:
                taken[quarter] += total * (at + 1) // 13 - total * at // 13
    return tuple(taken)


def all_choices(table: Table, trials: Trials, account_id: str) -> tuple[Choice, ...]:
    """Every set of up to three initiatives that can be adopted here, with its value on the search streams."""
    account = trials.accounts[account_id]
    possible: list[tuple[tuple[str, ...], Schedule, int]] = []
    for size in range(1, MOST_INITIATIVES + 1):
        for initiatives in combinations(account.offered, size):
            visits = visits_needed(table.scenario, account, initiatives)
            schedule = first_schedule(table, account_id, initiatives)
            if visits is not None and len(schedule) == size:
                possible.append((initiatives, schedule, visits))
    trials.live(account_id, [(), *(schedule for _, schedule, _ in possible)], trials.search)
    found = [Choice(account_id, (), (), 0.0, 0.0, 0.0, 0.0, 0, (0,) * table.scenario.calendar.rounds, 0)]
    for initiatives, schedule, visits in possible:
        worth = trials.mean(account_id, schedule, trials.search)
        pence = sum(round(table.scenario.pack.initiative(one).thousands * 100_000) for one in initiatives)
        found.append(
            Choice(
                account_id,
                initiatives,
                schedule,
                worth.patients,
                worth.account,
                worth.company,
                worth.joint,
                visits,
                hours_by_quarter(table, schedule, visits),
                pence,
            )
        )
    return tuple(found)


def solve(table: Table, trials: Trials) -> Oracle:
    """Lives every plan and chooses the best affordable set, exactly."""
    scenario = table.scenario
    choices = {account_id: all_choices(table, trials, account_id) for account_id in trials.accounts}
    quarter = scenario.calendar.weeks_per_round * scenario.week_half_hours
    capacities = [quarter] * scenario.calendar.rounds
    capacities[0] = quarter * (100 - SPENT_FINDING_OUT) // 100
    menus = [
        [
            Option((str(place),), max(one.joint, 0.0) if one.initiatives else 0.0, (*one.by_quarter, one.pence))
            for place, one in enumerate(menu)
        ]
        for menu in choices.values()
    ]
    picked = choose(menus, (*capacities, scenario.budget_pence))
    best = {
        account_id: menu[int(option.key[0])] for (account_id, menu), option in zip(choices.items(), picked, strict=True)
    }
    return Oracle(choices, best)


def worth_of_tokens(scenario: Scenario, oracle: Oracle, tokens: Mapping[str, int]) -> float:
    """Best value reachable when each account may take its tokens' hours."""
    token = scenario.calendar.weeks_per_round * scenario.week_half_hours // TOKENS
    return sum(
        max(one.joint for one in menu if one.half_hours <= tokens.get(account_id, 0) * token)
        for account_id, menu in oracle.choices.items()
    )


def best_tokens(scenario: Scenario, oracle: Oracle) -> dict[str, int]:
    """The sharing of tokens that reaches most, by exact choice."""
    token = scenario.calendar.weeks_per_round * scenario.week_half_hours // TOKENS
    menus = []
    for menu in oracle.choices.values():
        menus.append(
            [Option((str(n),), max(one.joint for one in menu if one.half_hours <= n * token), (n,)) for n in range(6)]
        )
    picked = choose(menus, (PLACED,))
    return {account_id: int(option.key[0]) for account_id, option in zip(oracle.choices, picked, strict=True)}
