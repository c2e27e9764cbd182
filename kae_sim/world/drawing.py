"""Draws one account's pathway again and again until it is sensible, and is the case that was asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from kae_sim.scenario.schema import Archetype, Pack, Scenario
from kae_sim.world.generator import draw_spec
from kae_sim.world.impossible import Impossible
from kae_sim.world.measures import Measures, first_appointment, measures
from kae_sim.world.opening import lived
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import State

QUARTER = 13 * WEEK
LONGEST_WEEKS = 60


@dataclass(frozen=True, slots=True)
class Drawn:
    """A pathway after its hidden year. `attempt` counts from 0; `stated` is its website's wait in weeks."""

    attempt: int
    spec: Spec
    state: State
    measured: Measures
    stated: int


def draw_until(
    scenario: Scenario, root: bytes, account: str, archetype: Archetype, cast: int | None, attempts: int
) -> Drawn:
    """The first attempt that will do; `cast` is a place in the scenario's cast.

    Raises Impossible with what stood in the way of most draws.
    """
    against: list[Impossible] = []
    for attempt in range(attempts):
        try:
            drawn = _draw(scenario, root, account, archetype, attempt)
        except Impossible as error:
            against.append(error)
            continue
        objections = list(_objections(scenario, archetype, cast, drawn))
        if not objections:
            return drawn
        against += objections
    usual, _ = Counter(one.place for one in against).most_common(1)[0]
    example = next(one for one in against if one.place == usual)
    message = f"{attempts} draws gave no account of archetype {archetype.id}: in one of them {example.message}"
    raise Impossible(usual, message, example.remedy)


def _draw(scenario: Scenario, root: bytes, account: str, archetype: Archetype, attempt: int) -> Drawn:
    """One pathway and its hidden year. Raises Impossible where the pack's numbers make none."""
    spec = draw_spec(scenario.pack, archetype, root, account, attempt, scenario.calendar.warm_up_weeks * WEEK)
    state = lived(spec, root, ("account", account, str(attempt)))
    return Drawn(attempt, spec, state, measures(spec, state, -QUARTER, -1), stated_weeks(scenario.pack, spec, state))


def _objections(scenario: Scenario, archetype: Archetype, cast: int | None, drawn: Drawn) -> Iterator[Impossible]:
    """Everything that speaks against an account; all of it, so that the real obstacle can be named."""
    days = drawn.measured.decision_to_dose_days
    queue = ("pack", "archetypes", scenario.pack.archetypes.index(archetype), "queue_weeks")
    if drawn.measured.started == 0:
        yield Impossible(queue, "nobody started treatment in the quarter before week 1", "Write shorter queues")
    elif days >= LONGEST_WEEKS * WEEK:
        yield Impossible(queue, f"patients waited {days / WEEK:.0f} weeks", "Write shorter queues")
    if cast is None:
        return
    asked, place = scenario.territory.cast[cast], ("territory", "cast", cast)
    if drawn.stated > asked.stated_weeks_at_most:
        message = f"the website said {drawn.stated} weeks, not {asked.stated_weeks_at_most} at most"
        yield Impossible((*place, "stated_weeks_at_most"), message, "Allow more weeks, or cast another archetype")
    if days <= asked.measured_weeks_over * WEEK:
        message = f"patients waited {days / WEEK:.1f} weeks, not over {asked.measured_weeks_over}"
        yield Impossible((*place, "measured_weeks_over"), message, "Ask for fewer weeks, or cast another archetype")


def stated_weeks(pack: Pack, spec: Spec, state: State) -> int:
    """The wait that the website gives: median to the first appointment over a quarter some time ago."""
    website = next(source for source in pack.sources if source.kind == "website")
    lag = website.lag_weeks * WEEK
    first = max(-lag - QUARTER, -spec.warm_days)
    days = first_appointment(spec, state, first, min(first + QUARTER, 0) - 1).median
    return max(1, -int(-days // WEEK))
