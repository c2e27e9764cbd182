"""Papers and company figures: what was measured at a paper's own date, in the shape papers print it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kae_sim.game.paper_facts import account_facts, first_weeks
from kae_sim.game.spelt import when
from kae_sim.game.table import Table
from kae_sim.game.view import Block
from kae_sim.game.windows import quarter_then
from kae_sim.knowledge.papers import Block as Printed
from kae_sim.knowledge.papers import PaperFacts, compose
from kae_sim.knowledge.telling import Truth
from kae_sim.scenario.schema import Source, Unknown
from kae_sim.world.account import Account
from kae_sim.world.essentials import essentials
from kae_sim.world.state import State
from kae_sim.world.truth import truth

__all__ = ["DRIFTING", "compose_paper", "first_weeks", "measured_truths", "printed"]

DRIFTING: tuple[Unknown, ...] = ("wait", "bottleneck", "unmet")  # truths that are measured, and so move


def measured_truths(account: Account, state: State, weeks: int, lag_weeks: int) -> dict[Unknown, Truth]:
    """What was true, of all that moves, when a paper was written that is `lag_weeks` old."""
    first, stop = quarter_then(account.spec, weeks, lag_weeks)
    then = truth(account, essentials(account.spec, state, first, stop - 1))
    return {"wait": then.wait, "bottleneck": then.bottleneck, "unmet": then.unmet}


def compose_paper(table: Table, source: Source, accounts: Sequence[str]) -> tuple[Block, ...]:
    """The text of a paper on these accounts."""
    edition = table.play.week - source.lag_weeks
    facts = PaperFacts(
        dated=when(edition),
        edition=edition,
        territory=table.scenario.territory.name,
        company=table.scenario.company,
        deal=table.deal,
        accounts=tuple(account_facts(table, account_id, source) for account_id in accounts),
    )
    return printed(compose(table.scenario.pack, source, facts))


def printed(blocks: Iterable[Printed]) -> tuple[Block, ...]:
    """The same blocks as the view has them."""
    return tuple(
        Block(
            kind=one.kind,
            words=one.words,
            columns=one.columns,
            rows=one.rows,
            values=one.values,
            page=one.page,
            title=one.title,
            unit=one.unit,
            ticks=one.ticks,
            mean=one.mean,
            drawn=one.drawn,
        )
        for one in blocks
    )
