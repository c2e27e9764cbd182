"""What initiatives usually bring, measured on dealt accounts: the planner's experience.

Each initiative is lived on its own, next to doing nothing, at many accounts of deals that nobody
plays. Means by true bottleneck are pulled towards the mean over all accounts where few were seen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from kae_sim.plan.adoption import Setting as VoteSetting
from kae_sim.plan.adoption import Voter, decide
from kae_sim.plan.planner import Typical
from kae_sim.plan.value import Outcome, improvement, value
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
    votes: dict[str, list[bool]] = {"serves": [], "other": []}
    heaviest: list[float] = []
    by_wait: dict[str, list[float]] = defaultdict(list)
    for one, rows in tried(scenario, dealt):
        _, account, _, now = one
        bottleneck, band = true_bottleneck(now)[0], wait_band(now.decision_to_dose_days)
        heaviest.append(max(account.goal_weights.values()) / 1000)
        for initiative in pack.initiatives:
            row = rows[initiative.id]
            cells[(initiative.id, bottleneck, band)].append(row)
            if any(effect.stage == bottleneck for effect in initiative.effects):
                by_wait[band].append(row[0])
        _vote(pack, account, votes)
    return _typical(pack, cells, by_wait, votes, sum(heaviest) / len(heaviest))


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
    size = max(1.0, (now.on_ours + now.on_rival) / 100)
    rows: dict[str, Row] = {}
    for initiative, done in zip(pack.initiatives, each, strict=True):
        worth = value(pack, account.goal_weights, nothing, done)
        improved = {
            goal.id: improvement(pack, goal.id, nothing.goal_measures, done.goal_measures) for goal in pack.goals
        }
        margin = worth.company / pack.economy.company_points_per_thousand
        rows[initiative.id] = worth.patients / size, margin / size, improved
    return rows


def _vote(pack: Pack, account: Account, votes: dict[str, list[bool]]) -> None:
    """How often what an account offers is adopted, the right goal named, people visited a few times."""
    people = [
        Voter(one.id, one.role, one.influence, one.attitude, max(one.trust, TRUST), one.liking)
        for one in account.people
    ]
    setting = VoteSetting(account.goal_weights, account.readiness, account.rival, named_goal_is_right=True)
    for one in account.offered:
        initiative = pack.initiative(one)
        kind = "serves" if true_goal(account.goal_weights)[0] in initiative.goals else "other"
        votes[kind].append(decide(pack, people, setting, initiative).adopted)


def _typical(
    pack: Pack,
    cells: dict[tuple[str, str, str], list[Row]],
    by_wait: dict[str, list[float]],
    votes: dict[str, list[bool]],
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
    adopted = {kind: (sum(said) + 1) / (len(said) + 2) for kind, said in votes.items()}
    return Typical(patients, margin, improved, goal_share, {band: max(0.1, f) for band, f in factor.items()}, adopted)


def _improved(goal: str, row: Row) -> float:
    return row[2][goal]


def _shrunk(seen: dict[str, list[Row]], every: list[Row], of: Callable[[Row], float]) -> dict[str, float]:
    mean = sum(of(row) for row in every) / max(1, len(every))
    return {
        stage: (sum(of(row) for row in rows) + SHRINK * mean) / (len(rows) + SHRINK) for stage, rows in seen.items()
    }
