"""What a plan would bring if the player's own beliefs are right; never from truth."""

from __future__ import annotations

from kae_sim.game.figures import company_figures
from kae_sim.game.state import AccountPlay, PlanPlay
from kae_sim.game.table import Table
from kae_sim.game.tables import tables_for
from kae_sim.game.view import Outlook
from kae_sim.plan.planner import Ground, money, outlook
from kae_sim.plan.value import joint
from kae_sim.scenario.schema import Unknown

ASKED: tuple[Unknown, ...] = ("bottleneck", "wait")  # answers that a plan's outlook depends on


def outlook_view(table: Table, account: AccountPlay, plan: PlanPlay) -> Outlook:
    """Points for the three sides under the player's answers; what nobody answered is taken as unhelpful."""
    said = [account.beliefs.get(unknown) for unknown in ASKED]
    now = (table.play.week, plan.goal, plan.initiatives, *(one and one.answer for one in said))
    held = table.worked.outlooks.get(account.id)
    if held is None or held[0] != now:
        held = table.worked.outlooks[account.id] = (now, _outlook(table, account, plan))
    return held[1]


def _outlook(table: Table, account: AccountPlay, plan: PlanPlay) -> Outlook:
    pack, scenario = table.scenario.pack, table.scenario
    bottleneck = account.beliefs.get("bottleneck")
    wait = account.beliefs.get("wait")
    initiatives = [one for one, _ in plan.initiatives]
    stages: dict[str, str] = {}
    for one in initiatives:
        for effect in pack.initiative(one).effects:
            if effect.stage is not None:
                there = bottleneck is not None and bottleneck.answer == effect.stage
                stages[effect.stage] = "works on the queue" if there else "no queue here, as you see it"
    if bottleneck is None or not initiatives:
        return Outlook(patients=0.0, account=0.0, company=0.0, stages=stages)
    sales, share = company_figures(table, account.id)
    price = pack.market.price_week_pounds * 100
    patients = sales[-1] / price / max(0.02, share[-1] / 1000)
    ground = Ground(account.id, tuple(initiatives), patients)
    typical = tables_for(scenario).typical
    earned, spent = money(pack, typical, ground, initiatives, bottleneck.answer)
    worth = outlook(
        pack,
        typical,
        ground,
        initiatives,
        bottleneck.answer,
        plan.goal,
        wait.answer if wait else "6-12",
    )
    sides = round(worth.patients, 1), round(worth.account, 1), round(worth.company, 1)
    return Outlook(
        patients=sides[0],
        account=sides[1],
        company=sides[2],
        together=round(joint(*sides), 1),
        stages=stages,
        earned_pence=round(earned * 100_000),
        spent_pence=round(spent * 100_000),
    )
