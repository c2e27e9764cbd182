"""What one account's pathway is made of: plain numbers and tuples, the same for every option tried on it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from kae_sim.scenario.schema import Pack, Pathway

WEEK = 7
WORKING_DAYS = 5
MAX_DEMAND = 1600  # candidates are drawn for this many thousandths of the base demand
MOST_REFERRALS = 60 * WORKING_DAYS * 1_000_000 // MAX_DEMAND  # thousandths a week: at most 60 candidates a day
WEEKEND = 2  # days by which a dose's preparation starts early, so that no weekend makes it late
LATE = 7  # a dose more than this many days after its day counts as late
REBOOKED = 7  # days until a patient who did not attend is ready again
APART = 21  # days between two follow-ups of a patient, however late the first of them was


# What follows a stage for a new patient.
TO_NEXT, TO_DECISION, TO_ROUTE, ON_ROUTE = range(4)


@dataclass(frozen=True, slots=True)
class RouteSpec:
    """A way of being treated: stage numbers, and the rhythm of its doses."""

    id: str
    stages: tuple[int, ...]
    every_days: int  # on our product
    rival_every_days: int
    dose_stages: tuple[int, ...]
    leads: tuple[int, ...]  # days before the due day at which a dose is ready for each dose stage
    planned: int  # planned days from the last shared stage to the first dose
    on_site: bool

    @property
    def by_product(self) -> bool:
        """Whether the two products have a rhythm of their own here."""
        return self.every_days != self.rival_every_days

    def cycle(self, ours: int) -> int:
        """Days between doses of a patient on our product (1) or the rival's (0)."""
        return self.every_days if ours else self.rival_every_days


@dataclass(frozen=True, slots=True)
class Start:
    """The account as it stands when its hidden year begins."""

    on_route: tuple[int, ...]  # patients on therapy
    backlog_stage: int
    backlog: int  # patients queueing at it
    backlog_days: int  # how long the first of them has queued
    inflow_days: int  # days until referrals of the hidden year reach it
    inflow: int  # patients who reach it until then


@dataclass(frozen=True, slots=True)
class Spec:
    """One account's pathway, with capacities. Stages are numbered in the pack's order."""

    account: str
    stage_ids: tuple[str, ...]
    urgent_queue: tuple[int, ...]  # by stage: the number of its queue for urgent patients, or -1
    weekly: tuple[int, ...]  # slots a week
    days: tuple[tuple[int, ...], ...]  # weekdays with slots
    delays: tuple[int, ...]  # planned days before a patient is ready
    missed: tuple[int, ...]  # thousandths
    cancelled: tuple[int, ...]  # thousandths of sessions
    before: tuple[int, ...]
    after: tuple[int, ...]
    routes: tuple[RouteSpec, ...]
    route_permille: tuple[int, ...]
    urgent_permille: int
    decided_permille: int
    stay_days: int
    follow_up_stage: int
    follow_up_days: int
    referrals: int  # thousandths of a patient a week
    share_permille: int  # our share of new starts
    price_week_pence: int
    eligible_a_year: int
    day_unit: tuple[int, ...]
    funding_stage: int
    warm_days: int
    start: Start
    steps: tuple[tuple[int, int], ...]  # by stage: what follows for a new patient, and the next stage

    @property
    def stage_count(self) -> int:
        return len(self.stage_ids)

    @property
    def queue_count(self) -> int:
        """Queues of new patients: one for each stage, and one more where urgent patients go first."""
        return self.stage_count + sum(queue >= 0 for queue in self.urgent_queue)

    def queues(self, stage: int) -> tuple[int, ...]:
        """The queues of a stage, in the order in which they are served."""
        urgent = self.urgent_queue[stage]
        return (stage,) if urgent < 0 else (urgent, stage)

    def ways(self) -> list[list[tuple[int, int]]]:
        """By stage: the routes that pass it, each with its stage after that; -1 where the first dose is given."""
        ways: list[list[tuple[int, int]]] = [[] for _ in range(self.stage_count)]
        for route, plan in enumerate(self.routes):
            for stage, following in zip(plan.stages, (*plan.stages[1:], -1), strict=True):
                ways[stage].append((route, following))
        return ways

    def rhythm(self, route: int, ours: int) -> int:
        """The number of the rhythm in which a patient's doses come: by route, and by product where it matters."""
        return 2 * route + (1 - ours if self.routes[route].by_product else 0)

    @property
    def product_moves_patients(self) -> bool:
        """Whether it matters to the pathway which product a patient is on."""
        return any(route.by_product for route in self.routes)


def route_specs(pathway: Pathway) -> tuple[RouteSpec, ...]:
    """The routes of a pathway in stage numbers. Shared stages may not be route stages too."""
    number = {stage_id: index for index, stage_id in enumerate(pathway.stage_ids)}
    delays = [stage.delay_days for stage in pathway.stages]
    shared = (*pathway.before_decision, *pathway.after_decision)
    if len(set(shared)) < len(shared):
        raise ValueError("pathway: a stage is passed twice before the routes part")
    found = []
    for route in pathway.routes:
        if set(shared) & set(route.stages) or len(set(route.stages)) < len(route.stages):
            raise ValueError(f"pathway: route {route.id!r} passes a stage twice")
        stages = tuple(number[stage] for stage in route.stages)
        dose_stages = tuple(number[stage] for stage in route.dose_stages)
        later = [sum(delays[stage] for stage in dose_stages[step + 1 :]) for step in range(len(dose_stages))]
        leads = tuple(days + WEEKEND if days else 0 for days in later)
        found.append(
            RouteSpec(
                id=route.id,
                stages=stages,
                every_days=route.every_days,
                rival_every_days=route.rival_every_days or route.every_days,
                dose_stages=dose_stages,
                leads=leads,
                planned=sum(delays[stage] for stage in stages),
                on_site=route.on_site,
            )
        )
    return tuple(found)


def urgent_queues(urgent_first: tuple[bool, ...]) -> tuple[int, ...]:
    """By stage: the number of its queue for urgent patients, after those of all stages; -1 where it has none."""
    numbers, following = [], len(urgent_first)
    for own in urgent_first:
        numbers.append(following if own else -1)
        following += own
    return tuple(numbers)


def split_routes(pack: Pack, first_permille: int) -> tuple[int, ...]:
    """Starters on each route in thousandths: the first as given, the others share the rest evenly."""
    others = len(pack.pathway.routes) - 1
    if others == 0:
        return (1000,)
    rest, extra = divmod(1000 - first_permille, others)
    return (first_permille, *(rest + (1 if index < extra else 0) for index in range(others)))


def spread(weekly: int, days: tuple[int, ...]) -> tuple[int, ...]:
    """Slots on each of the seven weekdays: as even as can be, earlier days first."""
    each, extra = divmod(max(weekly, 0), len(days))
    slots = [0] * WEEK
    for index, day in enumerate(sorted(days)):
        slots[day] = each + (1 if index < extra else 0)
    return tuple(slots)


def stages_ahead(
    before: tuple[int, ...], after: tuple[int, ...], routes: tuple[RouteSpec, ...], stage: int
) -> tuple[int, ...]:
    """The stages that a patient passes before this one."""
    shared = (*before, *after)
    if stage in shared:
        return shared[: shared.index(stage)]
    for route in routes:
        if stage in route.stages:
            return (*shared, *route.stages[: route.stages.index(stage)])
    raise ValueError(f"pathway: stage number {stage} is on no patient's way")


def steps_of(before: tuple[int, ...], after: tuple[int, ...], count: int) -> tuple[tuple[int, int], ...]:
    """What follows each stage, and the next stage where that is the same for everyone (else -1)."""
    steps = [(ON_ROUTE, -1)] * count
    for stage, following in pairwise(before):
        steps[stage] = (TO_NEXT, following)
    steps[before[-1]] = (TO_DECISION, after[0] if after else -1)
    for stage, following in pairwise(after):
        steps[stage] = (TO_NEXT, following)
    if after:
        steps[after[-1]] = (TO_ROUTE, -1)
    return tuple(steps)
