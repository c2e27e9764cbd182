"""The best that could have been done by somebody who knew the truth from week 6 on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from kae_sim.game.deciding import NOTICE_SIGN_OFF
from kae_sim.game.freezes import thawed
from kae_sim.game.hours import delivery as parts
from kae_sim.game.hours import quarter, token
from kae_sim.game.table import NOTICE_COMMITTEE, Table, setting, voters
from kae_sim.plan.adoption import decide
from kae_sim.plan.costs import PROPOSAL_HALF_HOURS
from kae_sim.plan.knapsack import Option, choose
from kae_sim.plan.planner import MOST_INITIATIVES
from kae_sim.plan.tokens import CEILINGS, PLACED
from kae_sim.scenario.schema import Scenario
from kae_sim.score.trials import Schedule, Trials
from kae_sim.world.account import Account

SOONEST = 6  # it submits no earlier, like a person who must find out
SPENT_FINDING_OUT = 60  # percent of the first quarter's hours
VISIT_TRUST = 120  # of the trust still missing, thousandths
MOST_VISITS = 6  # by one account's adoption
MOST_TOKENS = max(CEILINGS.values())


@dataclass(slots=True, frozen=True)
class Choice:
    """One plan at one account: what it brings by the search streams, and what it takes."""

    account: str
    initiatives: tuple[str, ...]
    schedule: Schedule
    joint: float
    by_quarter: tuple[int, ...]  # half-hours, visits to win the trust that its adoption needs among them
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
        there = voters(account, trusts)
        results = [decide(scenario.pack, there, right, scenario.pack.initiative(one)) for one in initiatives]
        missing = [result for result in results if not result.adopted]
        if not missing:
            return visits
        pick = next((result.vetoes[0] for result in missing if result.vetoes), None)
        if pick is None:
            pick = max(account.people, key=lambda one: (one.influence * (1000 - trusts[one.id]), one.id)).id
        trusts[pick] += VISIT_TRUST * (1000 - trusts[pick]) // 1000
    return None


def decided_in(table: Table, account_id: str, initiatives: tuple[str, ...]) -> dict[str, int]:
    """The week of the yes to each of these if proposed from week `SOONEST` on; those too late are left out."""
    found = {}
    for one in initiatives:
        if table.scenario.pack.initiative(one).approval == "sign-off":
            decided = SOONEST + NOTICE_SIGN_OFF
        else:
            sits = (week for week in table.committees(account_id) if week >= SOONEST + NOTICE_COMMITTEE)
            decided = next(sits, 10_000)
        if decided <= table.scenario.weeks:
            found[one] = decided
    return found


def first_schedule(table: Table, account_id: str, initiatives: tuple[str, ...]) -> Schedule:
    """When these initiatives would go live if proposed from week `SOONEST` on, after any freeze that came."""
    pack, freezes = table.scenario.pack, table.play.accounts[account_id].freezes
    return tuple(
        sorted(
            (one, thawed(freezes, pack.initiative(one), decided + pack.initiative(one).live_weeks))
            for one, decided in decided_in(table, account_id, initiatives).items()
        )
    )


def delivery(table: Table, decided: Mapping[str, int]) -> Counter[int]:
    """Half-hours of delivery by week, from the week after each yes on."""
    taken: Counter[int] = Counter()
    for one, week in decided.items():
        taken.update(parts(table.scenario, week + 1, round(table.scenario.pack.initiative(one).hours * 2)))
    return taken


def hours_by_quarter(table: Table, decided: Mapping[str, int], visits: int) -> tuple[int, ...]:
    """Half-hours of proposals, visits and delivery in each quarter."""
    scenario = table.scenario
    taken = [0] * scenario.calendar.rounds
    taken[quarter(scenario, SOONEST) - 1] += PROPOSAL_HALF_HOURS * len(decided) + table.prices["call"] * visits
    for week, half_hours in delivery(table, decided).items():
        if week <= scenario.weeks:
            taken[quarter(scenario, week) - 1] += half_hours
    return tuple(taken)


Possible = list[tuple[tuple[str, ...], Schedule, int]]  # initiatives, when they go live, visits needed


def possible_plans(table: Table, account: Account) -> Possible:
    """Every set of up to three initiatives that can be adopted at an account."""
    possible: Possible = []
    for size in range(1, MOST_INITIATIVES + 1):
        for initiatives in combinations(account.offered, size):
            visits = visits_needed(table.scenario, account, initiatives)
            schedule = first_schedule(table, account.id, initiatives)
            if visits is not None and len(schedule) == size:
                possible.append((initiatives, schedule, visits))
    return possible


def _choices(table: Table, trials: Trials, account_id: str, possible: Possible) -> tuple[Choice, ...]:
    """These plans and doing nothing, each with its value on the search streams."""
    found = [Choice(account_id, (), (), 0.0, (0,) * table.scenario.calendar.rounds, 0)]
    for initiatives, schedule, visits in possible:
        joint = trials.mean(account_id, schedule, trials.search).joint
        half_hours = hours_by_quarter(table, decided_in(table, account_id, initiatives), visits)
        pence = sum(round(table.scenario.pack.initiative(one).thousands * 100_000) for one in initiatives)
        found.append(Choice(account_id, initiatives, schedule, joint, half_hours, pence))
    return tuple(found)


def solve(table: Table, trials: Trials) -> Oracle:
    """Lives every plan and chooses the best affordable set, exactly."""
    return solve_among(
        {account_id: possible_plans(table, account) for account_id, account in trials.accounts.items()}, table, trials
    )


def solve_among(possible: Mapping[str, Possible], table: Table, trials: Trials) -> Oracle:
    """The same among plans that are known to be possible, which no rate changes."""
    schedules = {account_id: [schedule for _, schedule, _ in plans] for account_id, plans in possible.items()}
    trials.compare(schedules, trials.search)
    choices = {account_id: _choices(table, trials, account_id, plans) for account_id, plans in possible.items()}
    return Oracle(choices, best_affordable(table, choices))


def quarter_limits(scenario: Scenario) -> tuple[int, ...]:
    """Half-hours of each quarter for proposals, visits and delivery; in the first much goes into finding out."""
    whole = scenario.calendar.weeks_per_round * scenario.week_half_hours
    return (whole * (100 - SPENT_FINDING_OUT) // 100, *[whole] * (scenario.calendar.rounds - 1))


def best_affordable(table: Table, choices: Mapping[str, tuple[Choice, ...]]) -> dict[str, Choice]:
    """One choice for each account: together worth most within money, each quarter's hours and each week's.

    Weeks hardly ever bind. So those that turn out too full are added as limits and the choice is made again
    until none is: what is best under fewer limits and keeps all of them is best.
    """
    scenario = table.scenario
    limits = quarter_limits(scenario)
    by_week = {
        account_id: [delivery(table, decided_in(table, account_id, one.initiatives)) for one in menu]
        for account_id, menu in choices.items()
    }
    too_full: list[int] = []
    while True:
        menus = [
            [
                Option(
                    (str(place),),
                    max(one.joint, 0.0),
                    (*one.by_quarter, one.pence, *(by_week[account_id][place][week] for week in too_full)),
                )
                for place, one in enumerate(menu)
            ]
            for account_id, menu in choices.items()
        ]
        picked = choose(menus, (*limits, scenario.budget_pence, *[scenario.week_half_hours] * len(too_full)))
        places = {account_id: int(option.key[0]) for account_id, option in zip(choices, picked, strict=True)}
        taken = sum((by_week[account_id][place] for account_id, place in places.items()), Counter[int]())
        more = sorted(week for week, half_hours in taken.items() if half_hours > scenario.week_half_hours)
        if not more:
            return {account_id: choices[account_id][place] for account_id, place in places.items()}
        too_full += more


def worth_of_tokens(scenario: Scenario, oracle: Oracle, tokens: Mapping[str, int]) -> float:
    """Best value reachable when each account may take its tokens' hours."""
    return sum(
        max(one.joint for one in menu if one.half_hours <= tokens.get(account_id, 0) * token(scenario))
        for account_id, menu in oracle.choices.items()
    )


def best_tokens(scenario: Scenario, oracle: Oracle) -> dict[str, int]:
    """The sharing of tokens that reaches most, by exact choice."""
    each = token(scenario)
    menus = [
        [
            Option((str(n),), max(one.joint for one in menu if one.half_hours <= n * each), (n,))
            for n in range(MOST_TOKENS + 1)
        ]
        for menu in oracle.choices.values()
    ]
    picked = choose(menus, (PLACED,))
    return {account_id: int(option.key[0]) for account_id, option in zip(oracle.choices, picked, strict=True)}
