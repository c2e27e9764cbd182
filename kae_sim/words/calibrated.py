"""A calibration on a terminal: the ladder, how reliable a score is, what is hard, the verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from kae_sim.calibrate.verdict import DECIDING_PLAYS
from kae_sim.words.closed import OWN_WORDS
from kae_sim.words.text import WIDTH

if TYPE_CHECKING:
    from kae_sim.calibrate import Calibration
    from kae_sim.calibrate.items import Item


_BOTS = {
    "do_nothing": "lets the weeks pass",
    "random": "does anything that is offered",
    "sales_pusher": "shows slides where sales are highest, asks nothing",
    "one_doctor": "asks one doctor everything",
    "spreadsheet": "reads every paper, speaks to nobody",
    "even_spread": "sees everybody in turn, believes what it heard last",
    "template": "one plan for every account",
    "over_giver": "gives what is wished for, the dearest first",
    "ask_everything": "asks everybody everything, unprepared",
    "ask_all_well": "asks everybody, prepared",
    "company_only": "plans for the company alone",
    "customer_only": "plans for the customer alone",
    "triangulator": "asks those who can know, checks, plans from that",
    "oracle": "knows the truth",
}


def bot_name(bot: str) -> str:
    """Its name as a reader sees it."""
    return bot.replace("_", " ")


def verdict_words(found: Calibration) -> str:
    """The verdict, and whether it rests on enough deals to be one."""
    few = found.plays < DECIDING_PLAYS
    return f"{found.judgement.verdict} so far, on too few deals to decide" if few else found.judgement.verdict


def item_name(item: Item) -> str:
    """The question as players see it, or the kind of account."""
    return OWN_WORDS.get(f"unknown:{item.name}", item.name.replace("-", " "))


def bot_words(bot: str) -> str:
    """What a bot does, in few words."""
    return _BOTS[bot]


def lines(found: Calibration) -> Iterator[str]:
    """All of it, without the conditions that hold."""
    yield from _ladder(found)
    yield ""
    if found.reliability is not None:
        yield from _paragraph(reliability_words(found))
        yield ""
    yield from _items("question", found.unknowns)
    yield from _items("kind of account", found.kinds)
    yield ""
    for sentence in dominance_words(found):
        yield from _paragraph([sentence])
    yield ""
    yield f"{found.scenario.id}: {verdict_words(found)}"
    for reason in found.judgement.reasons:
        yield from wrap(reason, WIDTH, initial_indent="- ", subsequent_indent="  ")


def _ladder(found: Calibration) -> Iterator[str]:
    yield f"{'bot':<15}{'mean':>6}{'sd':>6}{'lead of triangulator':>23}{'in SDs':>8}{'CPU s':>8}"
    for rung in found.ladder.rungs:
        own = rung.bot == "triangulator"
        lead = "" if own else f"{rung.difference:13.1f} ± {rung.standard_error:4.1f}"
        sds = "" if own else f"{rung.in_sds:8.2f}"
        yield f"{bot_name(rung.bot):<15}{rung.mean:6.1f}{rung.sd:6.1f}{lead:>23}{sds:>8}{found.seconds[rung.bot]:8.2f}"
    yield "In SDs: the lead in standard deviations of it from deal to deal."
    yield f"Scoring takes {found.seconds['scoring']:.2f} s more of CPU for each game."


def reliability_words(calibration: Calibration) -> list[str]:
    """What a score can tell and what it can't, in sentences; none where nothing was found."""
    found = calibration.reliability
    if found is None:
        return []
    mixed, similar, equals = found.mixed, found.similar, found.equals
    return [
        f"{found.persons} players made up for this, two each of five skills, played the first {found.deals} of the "
        f"{calibration.plays} deals. What follows of reliability and standard errors rests on these {found.deals}.",
        f"The standard error of one run is {mixed.error:.1f} points (± {found.error_doubt:.1f}) where all play the "
        f"same deal, and {mixed.error_apart:.1f} where each plays another. {_band(calibration)}",
        f"One run on the same deal tells people of mixed skill apart with a reliability of {mixed.same_deals(1):.2f} "
        f"(± {found.doubt:.2f}), people of similar skill with {similar.same_deals(1):.2f}; where each plays another "
        f"deal, mixed people with {mixed.other_deals(1):.2f}.",
        f"For a reliability of 0.8, mixed people need {_runs(mixed.runs_needed())} on the same deals, or "
        f"{_runs(mixed.runs_needed_apart())} on deals of their own; similar people "
        f"{_runs(similar.runs_needed())} on the same deals.",
        f"With a band of ± {mixed.error:.1f}, the bands of {equals.overlap:.0%} of {equals.pairs} pairs of equally "
        f"skilled players overlap: a tie. In {equals.inside:.0%} one score lies in the other's band.",
    ]


def _band(found: Calibration) -> str:
    """Which band scorecards have now."""
    if found.in_use is None:
        return f"Scorecards use ± {found.stored_error}, which the pack assumes, until a measured one is added to them."
    return f"Scorecards use ± {found.in_use:g}, as an earlier calibration measured and added to them."


def _runs(needed: int | None) -> str:
    if needed is None:
        return "more runs than can be told"
    return "1 run" if needed == 1 else f"{needed} runs"


def dominance_words(found: Calibration) -> list[str]:
    """Who beats whom on nearly every deal, the oracle apart."""
    seen = found.dominance
    over: dict[str, list[str]] = {}
    for better, worse in seen.over:
        if better != "oracle":
            over.setdefault(bot_name(better), []).append(bot_name(worse))
    beaten = [f"{better} beats {', '.join(worse)}" for better, worse in over.items()]
    rivals = ", ".join(map(bot_name, seen.rivals))
    return [
        *(f"On 95 of 100 deals or more {one}." for one in beaten or ["no bot beats another"]),
        f"As good as the triangulator on half of the deals or more: {rivals or 'no other bot, the oracle apart'}.",
    ]


def _items(what: str, items: Sequence[Item]) -> Iterator[str]:
    if items:
        yield f"{what:<30}{'answers':>9}{'right':>8}{'said any':>10}{'tells apart':>13}"
    for item in items:
        yield f"{item_name(item):<30}{item.answers:>9}{item.right:>8.0%}{item.said:>10.0%}{item.discrimination:>13.2f}"


def _paragraph(sentences: Sequence[str]) -> list[str]:
    return wrap(" ".join(sentences), WIDTH)
