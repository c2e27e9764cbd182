"""Small pathways made by hand, for tests of the kernel."""

from __future__ import annotations

from array import array

from kae_sim.world.draws import Draws
from kae_sim.world.effects import plain_control
from kae_sim.world.kernel import tick
from kae_sim.world.spec import RouteSpec, Spec, Start, steps_of
from kae_sim.world.state import State, empty_state

EVERY_DAY = tuple(range(7))


def line(
    weekly: tuple[int, ...],
    days: tuple[tuple[int, ...], ...] | None = None,
    delays: tuple[int, ...] | None = None,
    every_days: int = 28,
    doses: bool = False,
) -> Spec:
    """One way through: the first stage decides, the last one gives the dose (and, if asked, all later ones)."""
    count = len(weekly)
    last = count - 1
    after = tuple(range(1, last))
    delays = delays or (1,) * count
    route = RouteSpec(
        id="only",
        stages=(last,),
        every_days=every_days,
        rival_every_days=every_days,
        dose_stages=(last,) if doses else (),
        leads=(0,) if doses else (),
        planned=delays[last],
        on_site=doses,
    )
    return Spec(
        account="a1",
        stage_ids=tuple(f"s{index}" for index in range(count)),
        urgent_queue=(-1,) * count,
        weekly=weekly,
        days=days or (EVERY_DAY,) * count,
        delays=delays,
        missed=(0,) * count,
        cancelled=(0,) * count,
        before=(0,),
        after=after,
        routes=(route,),
        route_permille=(1000,),
        urgent_permille=0,
        decided_permille=1000,
        stay_days=400,
        follow_up_stage=0,
        follow_up_days=5000,
        referrals=1000,
        share_permille=500,
        price_week_pence=100,
        eligible_a_year=100,
        day_unit=(last,),
        funding_stage=1,
        warm_days=0,
        start=Start(on_route=(0,), backlog_stage=0, backlog=0, backlog_days=0, inflow_days=0, inflow=0),
        steps=steps_of((0,), after, count),
    )


def given(
    spec: Spec,
    arrivals: list[int],
    missing: dict[int, frozenset[int]] | None = None,
    cancelled: dict[int, frozenset[int]] | None = None,
    stay: int = 10_000,
    undecided: frozenset[int] = frozenset(),
) -> Draws:
    """Draws by hand: so many referrals on each day from day 0; everybody attends, stays and is ours."""
    number, days = 0, []
    for count in arrivals:
        days.append((number, number + count))
        number += count
    stages = range(spec.stage_count)
    return Draws(
        first_day=0,
        arrivals=tuple(days),
        count=number,
        thin=array("h", [0] * number),
        urgent=bytes(number),
        decided=bytes(0 if patient in undecided else 1 for patient in range(number)),
        route=bytes(number),
        skip=array("h", [0] * number),
        product=array("h", [0] * number),
        accept=array("h", [0] * number),
        stay=array("i", [stay] * number),
        missing=tuple((missing or {}).get(stage, frozenset()) for stage in stages),
        cancelled=tuple((cancelled or {}).get(stage, frozenset()) for stage in stages),
    )


def run(spec: Spec, drawn: Draws) -> State:
    """Live all days that were drawn."""
    state = empty_state(spec, drawn, plain_control(spec))
    for day in range(len(drawn.arrivals)):
        tick(spec, state, day)
    return state


def visits(state: State, stage: int) -> list[tuple[int, int, int]]:
    """(ready, patient, served) of everyone served at a stage, in order of service."""
    served = state.served[stage]
    n = len(served)
    return list(zip(state.ready[stage][:n], state.patients[stage][:n], served, strict=True))
