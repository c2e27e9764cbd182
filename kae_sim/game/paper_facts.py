"""One account as a paper measured it: at the paper's own date, on its own clock."""

from __future__ import annotations

import numpy as np

from kae_sim.game.figures import weekly_patients
from kae_sim.game.table import Table
from kae_sim.game.windows import QUARTER_DAYS, window
from kae_sim.knowledge.papers import AccountFacts, Contact, Waits
from kae_sim.knowledge.papers.facts import LAST_WEEK
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import Source, Unknown
from kae_sim.world.account import Person
from kae_sim.world.history import History, history
from kae_sim.world.measures import Measures
from kae_sim.world.spec import WEEK
from kae_sim.world.state import NEVER
from kae_sim.world.streams import Ints, stream

PACK_WEEKS = 4  # one pack lasts a patient four weeks (assumption)
RUN_CHART_DAYS = 2 * QUARTER_DAYS
IN_ANOTHER_POST = "in another post then"  # whoever is new in a post, and known to us, was known before it
LAST_CALL_WEEKS = (1, 26)  # before the predecessor left, who left when the handover notes were written (assumption)
MOST_CALLS = 3  # of a predecessor on one contact in a year: the conduct rule


def first_weeks(table: Table, account_id: str, source: Source) -> int:
    """Median weeks to the first appointment on a paper's own clock and date."""
    if source.kind == "website":
        return table.dealt(account_id).stated_weeks
    return _weeks_up(window(table, account_id, source.lag_weeks))


def _weeks_up(measured: Measures) -> int:
    return max(1, -int(-measured.first_appointment_days // WEEK))


def account_facts(table: Table, account_id: str, source: Source) -> AccountFacts:
    """One account as this paper measured it."""
    dealt, play = table.dealt(account_id), table.play.accounts[account_id]
    now = window(table, account_id, source.lag_weeks)
    stop = now.last_day + 1
    spec, state = dealt.spec, table.world.state(account_id)
    h = history(spec, state)
    ours, total = weekly_patients(table, account_id, source.lag_weeks)
    theirs = [all_ - n for n, all_ in zip(ours, total, strict=True)]
    missed = state.rebooked[spec.before[0]].values()
    met = sum(one.last_contact is not None for one in play.people.values())
    told: dict[Unknown, str] = {
        one.unknown: claim.answer
        for one in source.tells
        for claim in play.claims
        if claim.source == source.id and claim.about == one.unknown
    }
    return AccountFacts(
        account=account_id,
        name=dealt.name,
        kind=dealt.kind,
        stated_weeks=dealt.stated_weeks,
        stated_goal=dealt.stated_goal,
        first_weeks=dealt.stated_weeks if source.kind == "website" else _weeks_up(now),
        first_series=first_series(h, max(stop - RUN_CHART_DAYS, -spec.warm_days), stop),
        waits=waits(h, now.first_day, stop),
        within_18_percent=round(100 * now.first_appointment.within_18),
        seen_in_3_weeks_percent=round(now.goal_measures["seen_in_3_weeks"]),
        seen=now.first_appointment.count,
        referred=int(((h.referred >= now.first_day) & (h.referred < stop)).sum()),
        missed=sum(now.first_day <= day < stop for day in missed),
        started=now.started,
        sales=tuple(n * spec.price_week_pence for n in ours),
        share=tuple(1000 * n // max(1, all_) for n, all_ in zip(ours, total, strict=True)),
        patients=tuple(total),
        packs_ours=tuple(-(-n // PACK_WEEKS) for n in ours),
        packs_rival=tuple(-(-n // PACK_WEEKS) for n in theirs),
        calls=sum(one.account == account_id and one.state == "done" for one in table.play.meetings.values()),
        contacts_met=met,
        contacts_known=sum(one.known for one in play.people.values()),
        half_hours=play.spent,
        people=tuple(_with_post(table, one) for one in _known(table, account_id)),
        named=tuple(
            _with_post(table, one)
            for one in _known(table, account_id)
            if play.people[one.id].mentioned_by == f"named in the {lower_first(source.name)}"
        ),
        contacts=tuple(contact(table, account_id, one, source) for one in dealt.people if one.known),
        committee_dates=tuple(f"week {at}" for at in table.committees(account_id) if at >= table.play.week)[:3],
        told=told,
    )


def _known(table: Table, account_id: str) -> list[Person]:
    """People whom the player has heard of, the most senior first."""
    pack, play = table.scenario.pack, table.play.accounts[account_id]
    known = [one for one in table.dealt(account_id).people if play.people[one.id].known]
    return sorted(known, key=lambda one: (-pack.role(one.role).weight, one.id))


def _with_post(table: Table, person: Person) -> str:
    return f"{person.name}, {lower_first(table.scenario.pack.role(person.role).name)}"


def contact(table: Table, account_id: str, person: Person, source: Source) -> Contact:
    """What call records say of somebody known before week 1; drawn, and no sign of anything."""
    luck = stream(table.deal, "account", account_id, "person", person.id, "call-record")
    calls, weeks = 1 + luck.below(MOST_CALLS), luck.between(*LAST_CALL_WEEKS)
    role = lower_first(table.scenario.pack.role(person.role).name)
    if person.tenure == "new":
        role = IN_ANOTHER_POST
    return Contact(person.name, role, calls, source.lag_weeks + weeks)


def unseen_days(h: History, day: int) -> Ints:
    """Days waited so far by everybody referred and not yet seen on a day."""
    unseen = (h.referred > NEVER) & (h.referred < day) & ((h.seen == NEVER) | (h.seen >= day))
    unseen &= (h.decided_on == NEVER) | (h.decided_on >= day)  # whoever queues further on has been seen
    found: Ints = day - h.referred[unseen]
    return found


def waits(h: History, first_day: int, stop: int) -> Waits:
    """Completed and incomplete pathways to the first appointment, by completed weeks."""
    seen = (h.referred > NEVER) & (h.seen >= first_day) & (h.seen < stop)
    return Waits(_by_week((h.seen - h.referred)[seen]), _by_week(unseen_days(h, stop)))


def _by_week(days: Ints) -> tuple[int, ...]:
    counted = np.bincount(np.minimum(days // WEEK, LAST_WEEK), minlength=LAST_WEEK + 1)
    return tuple(int(n) for n in counted)


def first_series(h: History, first_day: int, stop: int) -> tuple[int, ...]:
    """Median days to the first appointment, week by week; weeks in which nobody was seen are left out."""
    series = []
    for start in range(first_day, stop, WEEK):
        seen = (h.seen >= start) & (h.seen < min(start + WEEK, stop))
        if seen.any():
            series.append(int(np.median((h.seen - h.referred)[seen])))
    return tuple(series)
