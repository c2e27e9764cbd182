"""Small pathways of any structure: shared and own stages of routes, urgent patients, doses, calendars."""

from __future__ import annotations

from hypothesis import strategies as st

from kae_sim.scenario.schema import Effect
from kae_sim.world.spec import WEEKEND, RouteSpec, Spec, Start, steps_of, urgent_queues
from kae_sim.world.state import Change

STAGES = 7  # two before the decision, two after it, three on routes


@st.composite
def any_pathway(draw: st.DrawFn) -> Spec:
    """One or two routes, which may share their first stage; anything from no doses to both products' own rhythms."""
    before = draw(st.sampled_from([(0,), (0, 1)]))
    after = draw(st.sampled_from([(), (2,), (2, 3)]))
    delays = tuple(draw(st.lists(st.integers(1, 9), min_size=STAGES, max_size=STAGES)))
    lines = draw(st.sampled_from([((4, 5),), ((4,), (5, 6)), ((4, 5), (4, 6)), ((4, 5, 6),)]))
    routes = tuple(_route(draw, f"r{place}", line, delays) for place, line in enumerate(lines))
    calendar = st.lists(st.integers(0, 6), min_size=1, max_size=5, unique=True).map(lambda days: tuple(sorted(days)))
    missing = draw(st.booleans())
    first = draw(st.integers(0, 1000)) if len(routes) == 2 else 1000
    return Spec(
        account="a1",
        stage_ids=tuple(f"s{stage}" for stage in range(STAGES)),
        urgent_queue=urgent_queues(tuple(draw(st.booleans()) for _ in range(STAGES))),
        weekly=tuple(draw(st.integers(2, 30)) for _ in range(STAGES)),
        days=tuple(draw(calendar) for _ in range(STAGES)),
        delays=delays,
        missed=tuple(draw(st.sampled_from([0, 80, 400])) if missing else 0 for _ in range(STAGES)),
        cancelled=tuple(draw(st.sampled_from([0, 100])) for _ in range(STAGES)),
        before=before,
        after=after,
        routes=routes,
        route_permille=(first, 1000 - first) if len(routes) == 2 else (1000,),
        urgent_permille=300,
        decided_permille=draw(st.sampled_from([500, 1000])),
        stay_days=draw(st.sampled_from([30, 150])),
        follow_up_stage=draw(st.sampled_from([before[0], lines[0][-1]])),
        follow_up_days=draw(st.sampled_from([28, 45, 300])),
        referrals=draw(st.sampled_from([3000, 12_000])),
        share_permille=400,
        price_week_pence=100,
        eligible_a_year=100,
        day_unit=(lines[0][-1],),
        funding_stage=after[-1] if after else before[0],
        warm_days=0,
        start=Start(on_route=(0,) * len(routes), backlog_stage=0, backlog=0, backlog_days=0, inflow_days=0, inflow=0),
        steps=steps_of(before, after, STAGES),
    )


def _route(draw: st.DrawFn, name: str, line: tuple[int, ...], delays: tuple[int, ...]) -> RouteSpec:
    doses = draw(st.sampled_from([(), line, line[-1:]]))
    later = [sum(delays[stage] for stage in doses[step + 1 :]) for step in range(len(doses))]
    leads = tuple(days + WEEKEND if days else 0 for days in later)
    soonest = 14 + max(leads, default=0)
    every, rival = (soonest + draw(st.integers(0, 30)) for _ in range(2))
    return RouteSpec(
        id=name,
        stages=line,
        every_days=every,
        rival_every_days=draw(st.sampled_from([every, rival])),
        dose_stages=doses,
        leads=leads,
        planned=sum(delays[stage] for stage in line),
        on_site=bool(doses),
    )


def plans_on(spec: Spec, seed: int) -> list[tuple[Change, ...]]:
    """Nothing done; capacities and delays changed; and, where there are two routes, skips and switches."""
    stage = spec.stage_ids[spec.routes[0].stages[-1]]
    plans: list[tuple[Change, ...]] = [
        (),
        (
            Change(seed % 20, (Effect(stage=stage, capacity_percent=-80), Effect(demand_percent=50, for_weeks=4)), 90),
            Change(30 + seed, (Effect(stage="s0", delay_days=5), Effect(stage="s0", capacity_percent=60))),
        ),
    ]
    if len(spec.routes) == 2:
        between = Effect(from_route="r0", to_route="r1")
        switch = between.model_copy(
            update={"switch_a_week": 3, "accept_percent": 80, "switch_limit_percent": 70, "kept_percent": seed % 100}
        )
        skip = between.model_copy(update={"skip_percent": 50})
        back = switch.model_copy(update={"from_route": "r1", "to_route": "r0"})
        plans.append((Change(seed % 40, (switch, skip)), Change(50, (back,), 120)))
    return plans
