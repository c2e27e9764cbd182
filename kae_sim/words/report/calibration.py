"""A calibration as one HTML page for trainers: what a score can tell and what not, and whether the scenario is fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import quantiles
from typing import TYPE_CHECKING

from kae_sim.calibrate.calibration import RUNS
from kae_sim.calibrate.reliability import WANTED
from kae_sim.calibrate.verdict import bounds, figure
from kae_sim.game.engine import ENGINE
from kae_sim.scenario import digest
from kae_sim.words.calibrated import (
    bot_name,
    bot_words,
    dominance_words,
    item_name,
    reliability_words,
    verdict_words,
)
from kae_sim.words.report.blocks import Block, Bullets, Heading, Para, Table
from kae_sim.words.report.html import html
from kae_sim.words.report.plots import Curve, Curves, Dot, Dots, Place, Plane, Plot

if TYPE_CHECKING:
    from kae_sim.calibrate import Calibration, Rung
    from kae_sim.calibrate.items import Item
    from kae_sim.calibrate.reliability import Reliability
    from kae_sim.calibrate.verdict import Condition

Part = Block | Plot


def calibration_page(found: Calibration) -> str:
    """The whole file. It holds no date and no clock: the same results give the same bytes."""
    return html(calibration_blocks(found))


def calibration_blocks(found: Calibration) -> Iterator[Part]:
    """All parts of the page in order."""
    yield Heading(1, f"Calibration: {found.scenario.title}")
    yield Para(
        f"Scenario {found.scenario.id}, digest {digest(found.scenario)}, rules {ENGINE}. "
        f"{found.plays} deals, {found.games} games."
    )
    yield Heading(2, f"The verdict: {verdict_words(found)}")
    yield Bullets(found.judgement.reasons)
    if found.reliability is not None:
        yield from _reliable(found, found.reliability)
    yield from _ladder(found)
    yield from _hard(found)
    yield Heading(2, "Every condition")
    yield Para("The figures decide. ± is the standard error of one; close is within two of them of the limit.")
    yield _conditions(found.judgement.conditions)


def _reliable(whole: Calibration, found: Reliability) -> Iterator[Part]:
    yield Heading(2, "What one score can tell, and what it can't")
    yield Bullets(tuple(reliability_words(whole)))
    yield Para(
        "A reliability of 1 would be a score without luck, one of 0 nothing but luck. "
        "From about 0.8 single people are commonly ranked. Below it, use scores to talk about habits, not about people."
    )
    if found.similar.same_deals(1) < WANTED:
        yield Para("Do not rank similar colleagues by one run. Two people whose bands overlap are a tie.")
    yield Table(
        ("Players who do things well on", "Mean score", "Standard error among equals"),
        tuple(
            (f"{skill} of 100 occasions", f"{mean:.1f}", f"{error:.1f}")
            for skill, (mean, error) in found.by_skill.items()
        ),
    )
    yield Para(
        f"The standard error of one run, {found.mixed.error:.1f}, is one figure for all. It also holds what a deal "
        "does to one skill and not to another, so it is wider than what separates two equals who score near the floor."
    )
    yield Curves(
        "number of runs, averaged",
        "reliability",
        RUNS,
        (
            Curve("mixed skill, same deals", tuple(found.mixed.same_deals(runs) for runs in RUNS)),
            Curve("mixed skill, deals of their own", tuple(found.mixed.other_deals(runs) for runs in RUNS)),
            Curve("similar skill, same deals", tuple(found.similar.same_deals(runs) for runs in RUNS)),
        ),
        WANTED,
    )
    yield Para(
        "More runs are reckoned by the formula of Spearman and Brown. More accounts in one run are not reckoned: they "
        "share the same hours, so twice as many do not tell twice as much."
    )


def _ladder(found: Calibration) -> Iterator[Part]:
    yield Heading(2, "How the bots score")
    yield Para(
        "Each bot stands for one habit and played every deal. Mean score, with two standard errors to each side."
    )
    rungs = sorted(found.ladder.rungs, key=lambda rung: -rung.mean)
    around = [2 * rung.sd / rung.n**0.5 for rung in rungs]
    yield Dots(
        "two standard errors to each side",
        tuple(
            Dot(bot_name(rung.bot), rung.mean, rung.mean - wide, rung.mean + wide)
            for rung, wide in zip(rungs, around, strict=True)
        ),
    )
    yield Heading(3, "How far scores spread from deal to deal")
    line = f"The line is the pass mark, {found.scenario.pass_mark}, which the scenario's author has set."
    yield Para(f"The middle score of each bot, and the range of eight deals in ten. {line}")
    yield Dots(
        "the middle eight tenths of the deals",
        tuple(_spread(rung.bot, [deal[rung.bot] for deal in found.ladder.scores.values()]) for rung in rungs),
        float(found.scenario.pass_mark),
    )
    yield Heading(3, "Lead of the triangulator, deal by deal")
    yield Para("± is the standard error. SDs are standard deviations of the lead from deal to deal.")
    yield Table(
        ("Bot", "What it does", "Mean", "Lead of the triangulator", "The same in SDs"),
        tuple(_row(rung) for rung in rungs),
    )
    yield Heading(3, "Who beats whom")
    yield Bullets(tuple(dominance_words(found)))


def _spread(bot: str, scores: Sequence[float]) -> Dot:
    tenths = quantiles(scores, n=10, method="inclusive")
    return Dot(bot_name(bot), tenths[4], tenths[0], tenths[8])


def _row(rung: Rung) -> tuple[str, ...]:
    if rung.bot == "triangulator":
        return bot_name(rung.bot), bot_words(rung.bot), f"{rung.mean:.1f}", "", ""
    lead = f"{rung.difference:.1f} ± {rung.standard_error:.1f}"
    return bot_name(rung.bot), bot_words(rung.bot), f"{rung.mean:.1f}", lead, f"{rung.in_sds:.2f}"


def _hard(found: Calibration) -> Iterator[Part]:
    if not found.unknowns:
        return
    yield Heading(2, "What is hard to find out, and what tells people apart")
    yield Para(
        "Answers of the made-up players at the end. A question tells people apart where those who get it right "
        "also get the others right: 0 is no relation, 1 a full one."
    )
    items = (*found.unknowns, *found.kinds)
    yield Plane(
        "right answers",
        "tells apart",
        tuple(Place(item_name(one), 100 * one.right, one.discrimination) for one in items),
    )
    yield Table(
        ("", "Question or kind of account", "Answers", "Right", "Said anything", "Tells apart"),
        tuple(_item(number, one) for number, one in enumerate(items, 1)),
    )


def _item(number: int, one: Item) -> tuple[str, ...]:
    return (
        str(number),
        item_name(one),
        str(one.answers),
        f"{one.right:.0%}",
        f"{one.said:.0%}",
        f"{one.discrimination:.2f}",
    )


def _conditions(conditions: Sequence[Condition]) -> Table:
    return Table(
        ("Condition", "Figure", "Must be", ""),
        tuple(
            (
                one.name,
                figure(one),
                bounds(one.low, one.high),
                ("holds" if one.ok else "does not hold") + (", but close" if one.close else ""),
            )
            for one in conditions
        ),
    )
