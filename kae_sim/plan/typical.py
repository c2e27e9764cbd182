"""What initiatives usually bring, measured on dealt accounts: the planner's experience.

Each initiative is lived on its own, next to doing nothing, at many accounts of deals that nobody
plays. Means by true bottleneck are pulled towards the mean over all accounts where few were seen.

The smallest side counts most, and what is small differs from account to account: what an initiative
is worth on average is less than what its average sides are worth. That difference is measured too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from kae_sim.plan.adoption import Setting as VoteSetting
from kae_sim.plan.adoption import Voter, decide
from kae_sim.plan.planner import Ground, Typical, outlook
from kae_sim.plan.value import Outcome, improvement, joint, value
from kae_sim.scenario.schema import WAIT_BANDS, Pack, Scenario
from kae_sim.world.account import Account
from kae_sim.world.live import weeks_ahead
from kae_sim.world.lookahead import Lane, courses, look_ahead, luck_ahead, luck_of
from kae_sim.world.measures import Course, Measures
from kae_sim.world.spec import WEEK
from kae_sim.world.state import Change, State
from kae_sim.world.streams import luck_root
from kae_sim.world.truth import true_bottleneck, true_goal, wait_band

LIVE_WEEK = 14  # when an initiative agreed in the first quarter is typically live
SHRINK = 3.0  # accounts' worth of the overall mean mixed into each cell
TOGETHER = 12  # accounts whose lives are lived at once
TRUST = 450  # of somebody visited a few times, thousandths

Row = tuple[float, float, dict[str, float]]  # points to patients, margin, improvement by goal
Lived = tuple[Account, Measures, dict[str, Row]]  # figures of the last quarter before week 1; rows by initiative
Votes = dict[str, dict[str, list[bool]]]  # "serves" and "other" -> initiative -> whether it was adopted
T = TypeVar("T")
Dealt = tuple[int, Account, State, Measures]  # seed, account, state at week 1, figures of the last quarter


def outcome_of(found: Course | Measures, spent_pence: int) -> Outcome:
    """What value needs of the course of a whole horizon."""
    return Outcome(
        found.waiting_patient_weeks, found.started, found.goal_measures, found.our_patient_weeks, spent_pence
    )


def measure_typical(scenario: Scenario, dealt: Iterable[Dealt]) -> Typical:
    """Lives every initiative at every one of these accounts under one stream of luck."""
    pack = scenario.pack
    cells: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    votes: Votes = {"serves": defaultdict(list), "other": defaultdict(list)}
    heaviest: list[float] = []
    lived: list[Lived] = []
    by_wait: dict[str, list[float]] = defaultdict(list)
    for one, rows in tried(scenario, dealt):
        _, account, _, now = one
        lived.append((account, now, rows))
        bottleneck, band = true_bottleneck(now)[0], wait_band(now.decision_to_dose_days)
        heaviest.append(max(account.goal_weights.values()) / 1000)
        for initiative in pack.initiatives:
            row = rows[initiative.id]
            cells[(initiative.id, bottleneck, band)].append(row)
            if any(effect.stage == bottleneck for effect in initiative.effects):
                by_wait[band].append(row[0])
        _vote(pack, account, votes)
    means = _typical(pack, cells, by_wait, votes, sum(heaviest) / len(heaviest))
    return replace(means, missed=_missed(pack, means, lived))


def tried(scenario: Scenario, dealt: Iterable[Dealt]) -> Iterator[tuple[Dealt, dict[str, Row]]]:
    """What each initiative brings on its own at each account, per 100 patients where it scales."""
    pack = scenario.pack
    weeks = (scenario.weeks + weeks_ahead(scenario)) // 2
    plans: list[tuple[Change, ...]] = [()]
    plans += [(Change((LIVE_WEEK - 1) * WEEK, initiative.effects),) for initiative in pack.initiatives]
    waiting = list(dealt)
    for first in range(0, len(waiting), TOGETHER):
        together = waiting[first : first + TOGETHER]
        lanes = []
        for seed, account, state, _ in together:
            luck = luck_ahead(account.spec, luck_of(state.draws), luck_root(seed, 1), weeks)
            lanes += [Lane(account.spec, state, luck, plan) for plan in plans]
        outcomes = [outcome_of(found, 0) for found in courses(look_ahead(lanes, weeks))]
        for place, one in enumerate(together):
            yield one, _rows(pack, one, outcomes[place * len(plans) : (place + 1) * len(plans)])


def _rows(pack: Pack, dealt: Dealt, outcomes: list[Outcome]) -> dict[str, Row]:
    """By initiative; the first outcome is that of doing nothing."""
    _, account, _, now = dealt
    nothing, *each = outcomes
    size = _size(now)
    rows: dict[str, Row] = {}
    for initiative, done in zip(pack.initiatives, each, strict=True):
        worth = value(pack, account.goal_weights, nothing, done)
        improved = {
            goal.id: improvement(pack, goal.id, nothing.goal_measures, done.goal_measures) for goal in pack.goals
        }
        margin = worth.company / pack.economy.company_points_per_thousand
        rows[initiative.id] = worth.patients / size, margin / size, improved
    return rows


def _size(now: Measures) -> float:
    """Hundreds of patients on therapy."""
    return max(1.0, (now.on_ours + now.on_rival) / 100)


def _vote(pack: Pack, account: Account, votes: Votes) -> None:
    """How often an initiative is adopted where its people are, the right goal named, people visited a few times."""
    people = [
        Voter(one.id, one.role, one.influence, one.attitude, max(one.trust, TRUST), one.liking)
        for one in account.people
    ]
    present = {one.role for one in account.people}
    setting = VoteSetting(account.goal_weights, account.readiness, account.rival, named_goal_is_right=True)
    for initiative in pack.initiatives:
        if present.issuperset(initiative.roles):
            kind = "serves" if true_goal(account.goal_weights)[0] in initiative.goals else "other"
            votes[kind][initiative.id].append(decide(pack, people, setting, initiative).adopted)


def _missed(pack: Pack, means: Typical, lived: Sequence[Lived]) -> dict[str, dict[str, float]]:
    """Joint points of an initiative alone beyond those that its mean sides would bring there, by true bottleneck."""
    stages = pack.pathway.stage_ids
    beyond: dict[str, dict[str, list[float]]] = {one.id: {stage: [] for stage in stages} for one in pack.initiatives}
    for account, now, rows in lived:
        size, bottleneck, goal = _size(now), true_bottleneck(now)[0], true_goal(account.goal_weights)[0]
        ground = Ground(account.id, account.offered, 100 * size)
        for one, row in rows.items():
            foreseen = outlook(pack, means, ground, (one,), bottleneck, goal, wait_band(now.decision_to_dose_days))
            beyond[one][bottleneck].append(_joint(pack, account, one, row, size) - foreseen.joint)
    return {
        one: _shrunk(seen, [points for found in seen.values() for points in found], float)
        for one, seen in beyond.items()
    }


def _joint(pack: Pack, account: Account, initiative: str, row: Row, size: float) -> float:
    """What an initiative was worth where it was lived, its price included."""
    rates, cap = pack.economy, float(pack.economy.cap)
    better = sum(weight * row[2][goal] for goal, weight in account.goal_weights.items())
    earned = row[1] * size - pack.initiative(initiative).thousands
    sides = row[0] * size, rates.account_points * better / 1000, rates.company_points_per_thousand * earned
    return joint(*(min(cap, side) for side in sides))


def _typical(
    pack: Pack,
    cells: dict[tuple[str, str, str], list[Row]],
    by_wait: dict[str, list[float]],
    votes: Votes,
    goal_share: float,
) -> Typical:
    stages = pack.pathway.stage_ids
    patients: dict[str, dict[str, float]] = {}
    margin: dict[str, dict[str, float]] = {}
    improved: dict[str, dict[str, dict[str, float]]] = {}
    for one in (initiative.id for initiative in pack.initiatives):
        seen = {stage: [row for band in WAIT_BANDS for row in cells.get((one, stage, band), [])] for stage in stages}
        every = [row for rows in seen.values() for row in rows]
        patients[one] = _shrunk(seen, every, lambda row: row[0])
        margin[one] = _shrunk(seen, every, lambda row: row[1])
        by_goal = {goal.id: _shrunk(seen, every, partial(_improved, goal.id)) for goal in pack.goals}
        improved[one] = {stage: {goal: found[stage] for goal, found in by_goal.items()} for stage in stages}
    overall = [row for rows in by_wait.values() for row in rows]
    middle = max(0.1, sum(overall) / max(1, len(overall)))
    factor = {
        band: (sum(by_wait[band]) + SHRINK * middle) / (len(by_wait[band]) + SHRINK) / middle for band in WAIT_BANDS
    }
    adopted = {kind: _adopted(pack, said) for kind, said in votes.items()}
    waits: dict[str, float] = {band: max(0.1, often) for band, often in factor.items()}
    return Typical(patients, margin, improved, goal_share, waits, adopted, {})


def _adopted(pack: Pack, said: Mapping[str, Sequence[bool]]) -> dict[str, float]:
    """Share of proposals of each initiative, pulled towards that of all of them."""
    every = [one for found in said.values() for one in found]
    overall = (sum(every) + 1) / (len(every) + 2)
    return {
        one.id: (sum(said.get(one.id, ())) + SHRINK * overall) / (len(said.get(one.id, ())) + SHRINK)
        for one in pack.initiatives
    }


def _improved(goal: str, row: Row) -> float:
    return row[2][goal]


def _shrunk(seen: Mapping[str, Sequence[T]], every: Sequence[T], of: Callable[[T], float]) -> dict[str, float]:
    mean = sum(of(row) for row in every) / max(1, len(every))
    return {
        stage: (sum(of(row) for row in rows) + SHRINK * mean) / (len(rows) + SHRINK) for stage, rows in seen.items()
    }
