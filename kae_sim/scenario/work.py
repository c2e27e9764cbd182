"""How much there would be to simulate: a scenario that is too much work is refused before anybody waits for it."""

from __future__ import annotations

from collections.abc import Iterator

from .finding import Finding
from .schema import Pathway, Scenario

MOST_VISITS = 2_000_000  # of a whole game; the shipped scenarios have a tenth of it


def visits_a_week(pathway: Pathway, referrals: float) -> float:
    """Visits of one account in a steady week: new patients at each stage, doses or deliveries, follow-ups."""
    starts = referrals * pathway.decided_percent / 100
    days = pathway.stay_weeks * 7
    visits = referrals * len(pathway.before_decision) + starts * len(pathway.after_decision)
    visits += starts * days / pathway.follow_up_days
    routes = [
        len(route.stages)
        + days / min(route.every_days, route.rival_every_days or route.every_days) * len(route.dose_stages)
        for route in pathway.routes
    ]
    return visits + starts * max(routes)


def visits_of_a_game(scenario: Scenario) -> int:
    """About how many visits a game comes to, hidden year and year after among them, at the most referrals."""
    calendar = scenario.calendar
    weeks = calendar.warm_up_weeks + scenario.weeks + max(calendar.year_after_weeks)
    a_week = visits_a_week(scenario.pack.pathway, scenario.pack.market.referrals_a_week[1])
    return round(scenario.territory.accounts * weeks * a_week)


def too_much_work(scenario: Scenario) -> Iterator[Finding]:
    """A finding if the game would be too much to simulate."""
    visits = visits_of_a_game(scenario)
    if visits > MOST_VISITS:
        message = f"A game would be about {visits:,} patient visits to simulate; at most {MOST_VISITS:,} are allowed"
        remedy = (
            "Ask for fewer accounts or a shorter calendar; or in the pack lower referrals_a_week or stay_weeks, or "
            "make every_days longer"
        )
        yield Finding(("territory", "accounts"), message, remedy)
