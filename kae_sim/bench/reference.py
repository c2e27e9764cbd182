"""The reference pathway: eight stages and slots for injections, forty referrals a week, a dose every four weeks.

It belongs to no pack, so that its figures stay comparable when the packs change.
"""

from __future__ import annotations

from kae_sim.world.draws import Draws, draws
from kae_sim.world.effects import plain_control
from kae_sim.world.spec import WEEK, RouteSpec, Spec, Start, steps_of
from kae_sim.world.state import State, empty_state
from kae_sim.world.streams import deal_root, luck_root

STAGES = ("clinic", "tests", "results", "meeting", "screening", "funding", "preparation", "chair", "injection")
BEFORE, AFTER = (0, 1), (2, 3, 4, 5)
WEEKDAYS = (0, 1, 2, 3, 4)
YEAR = 52  # weeks
DOSES = 6  # about as many as a patient has
EVERY_DAYS = 28


def reference(account: str) -> Spec:
    """One account. Stages have about a tenth more slots than patients come; the meeting has fewer."""
    return Spec(
        account=account,
        stage_ids=STAGES,
        urgent_queue=(-1,) * len(STAGES),
        weekly=(44, 44, 27, 23, 27, 27, 120, 120, 90),
        days=((0, 2, 4), WEEKDAYS, WEEKDAYS, (3,), WEEKDAYS, (1, 3), WEEKDAYS, WEEKDAYS, WEEKDAYS),
        delays=(7, 3, 5, 3, 6, 8, 2, 1, 5),
        missed=(0,) * len(STAGES),
        cancelled=(20,) * len(STAGES),
        before=BEFORE,
        after=AFTER,
        routes=(
            RouteSpec("infusion", (6, 7), EVERY_DAYS, EVERY_DAYS, (6, 7), (3, 0), 3, True),
            RouteSpec("injection", (8,), EVERY_DAYS, EVERY_DAYS, (8,), (0,), 5, True),
        ),
        route_permille=(600, 400),
        urgent_permille=0,
        decided_permille=600,
        stay_days=DOSES * EVERY_DAYS,
        follow_up_stage=0,
        follow_up_days=182,
        referrals=40_000,
        share_permille=500,
        price_week_pence=10_000,
        eligible_a_year=1500,
        day_unit=(6, 7),
        funding_stage=5,
        warm_days=0,
        start=Start(on_route=(0, 0), backlog_stage=3, backlog=0, backlog_days=0, inflow_days=0, inflow=0),
        steps=steps_of(BEFORE, AFTER, len(STAGES)),
    )


def a_year_of(spec: Spec, r: int) -> tuple[State, Draws]:
    """An account without anybody in it, and a year's draws by one stream of luck."""
    root = deal_root(0) if r == 0 else luck_root(0, r)
    drawn = draws(spec, root, ("account", spec.account), range(YEAR * WEEK), 0, 0)
    return empty_state(spec, drawn, plain_control(spec)), drawn
