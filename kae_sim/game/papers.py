"""Papers and company figures: what was measured at a paper's own date, in the shape papers print it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from kae_sim.game.figures import weekly_patients
from kae_sim.game.table import Table
from kae_sim.game.view import Block
from kae_sim.knowledge.papers import AccountFacts, PaperFacts, compose
from kae_sim.knowledge.telling import Truth
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import WAIT_BAND_DAYS, Source, Unknown
from kae_sim.world.account import Account
from kae_sim.world.essentials import essentials
from kae_sim.world.history import history
from kae_sim.world.measures import Measures, measures
from kae_sim.world.spec import WEEK, Spec
from kae_sim.world.state import NEVER, State
from kae_sim.world.truth import truth

QUARTER_DAYS = 13 * WEEK
DRIFTING: tuple[Unknown, ...] = ("wait", "bottleneck", "unmet")  # truths that are measured, and so move
PACK_WEEKS = 4  # one pack lasts a patient four weeks (assumption)


def window(table: Table, account_id: str, lag_weeks: int) -> Measures:
    """The quarter that a paper speaks of which is `lag_weeks` old."""
    spec = table.dealt(account_id).spec
    first, stop = quarter_then(spec, table.play.week - 1, lag_weeks)
    held = table.worked.windows.get((account_id, stop))
    if held is None:
        held = measures(spec, table.world.state(account_id), first, stop - 1)
        table.worked.windows[account_id, stop] = held
    return held


def quarter_then(spec: Spec, weeks: int, lag_weeks: int) -> tuple[int, int]:
    """The first day of a quarter that was over `lag_weeks` ago, `weeks` into the game, and the day after its last.

    The hidden year's first quarter where that would be earlier: there is nothing older to measure.
    """
    stop = max((weeks - lag_weeks) * WEEK, -spec.warm_days + QUARTER_DAYS)
    return stop - QUARTER_DAYS, stop


def measured_truths(account: Account, state: State, weeks: int, lag_weeks: int) -> dict[Unknown, Truth]:
    """What was true, of all that moves, when a paper was written that is `lag_weeks` old."""
    first, stop = quarter_then(account.spec, weeks, lag_weeks)
    then = truth(account, essentials(account.spec, state, first, stop - 1))
    return {"wait": then.wait, "bottleneck": then.bottleneck, "unmet": then.unmet}


def first_weeks(table: Table, account_id: str, source: Source) -> int:
    """Median weeks to the first appointment on a paper's own clock and date."""
    if source.kind == "website":
        return table.dealt(account_id).stated_weeks
    return max(1, -int(-window(table, account_id, source.lag_weeks).first_appointment_days // WEEK))


def compose_paper(table: Table, source: Source, accounts: Sequence[str]) -> tuple[Block, ...]:
    """The text of a paper on these accounts."""
    dated = table.play.week - source.lag_weeks
    facts = PaperFacts(
        dated=f"week {dated}" if dated > 0 else f"{1 - dated} weeks before you started",
        territory=table.scenario.territory.name,
        company=table.scenario.company,
        accounts=tuple(account_facts(table, account_id, source) for account_id in accounts),
    )
    return tuple(
        Block(kind=one.kind, words=one.words, columns=one.columns, rows=one.rows, values=one.values)
        for one in compose(table.scenario.pack, source, facts)
    )


def account_facts(table: Table, account_id: str, source: Source) -> AccountFacts:
    """One account as this paper measured it."""
    dealt, pack = table.dealt(account_id), table.scenario.pack
    now = window(table, account_id, source.lag_weeks)
    ours, total = weekly_patients(table, account_id, source.lag_weeks)
    waits = unseen_days(table, account_id, now.last_day + 1)
    bands = np.bincount(np.searchsorted(WAIT_BAND_DAYS, waits, side="right"), minlength=4)
    told: dict[Unknown, str] = {
        one.unknown: claim.answer
        for one in source.tells
        for claim in table.play.accounts[account_id].claims
        if claim.source == source.id and claim.about == one.unknown
    }
    week = table.play.week
    return AccountFacts(
        account=account_id,
        name=dealt.name,
        kind=dealt.kind,
        stated_weeks=dealt.stated_weeks,
        stated_goal=dealt.stated_goal,
        first_weeks=first_weeks(table, account_id, source),
        first_series=first_series(table, account_id, now.last_day + 1),
        not_seen=len(waits),
        not_seen_by_band=tuple(int(n) for n in bands),
        within_18_percent=round(100 * now.first_appointment.within_18),
        seen_in_3_weeks_percent=round(now.goal_measures["seen_in_3_weeks"]),
        seen=now.first_appointment.count,
        sales=tuple(n * dealt.spec.price_week_pence for n in ours),
        share=tuple(1000 * n // max(1, all_) for n, all_ in zip(ours, total, strict=True)),
        packs_ours=tuple(-(-n // PACK_WEEKS) for n in ours),
        packs_rival=tuple(-(-(all_ - n) // PACK_WEEKS) for n, all_ in zip(ours, total, strict=True)),
        attendees=tuple(
            f"{person.name}, {lower_first(pack.role(person.role).name)}"
            for person in sorted(dealt.people, key=lambda one: -pack.role(one.role).weight)[:4]
        ),
        committee_dates=tuple(f"week {at}" for at in table.committees(account_id) if at >= week)[:3],
        told=told,
    )


def unseen_days(table: Table, account_id: str, day: int) -> list[int]:
    """Days waited so far by everybody referred and not yet seen on a day."""
    h = history(table.dealt(account_id).spec, table.world.state(account_id))
    unseen = (h.referred > NEVER) & (h.referred < day) & ((h.seen == NEVER) | (h.seen >= day))
    unseen &= (h.decided_on == NEVER) | (h.decided_on >= day)  # whoever queues further on has been seen
    return [int(n) for n in day - h.referred[unseen]]


def first_series(table: Table, account_id: str, stop: int) -> tuple[int, ...]:
    """Median days to the first appointment, week by week, over the quarter before a day."""
    h = history(table.dealt(account_id).spec, table.world.state(account_id))
    series = []
    for start in range(stop - QUARTER_DAYS, stop, WEEK):
        seen = (h.seen >= start) & (h.seen < start + WEEK)
        series.append(int(np.median((h.seen - h.referred)[seen])) if seen.any() else 0)
    return tuple(series)
