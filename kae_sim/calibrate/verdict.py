"""Whether a scenario is fit: every condition with its figure, and why not, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import copysign, sqrt
from statistics import fmean, stdev
from typing import Literal

from kae_sim.calibrate.ladder import BEST, Ladder, Rung
from kae_sim.calibrate.reliability import Reliability
from kae_sim.calibrate.rules import Rule

NAIVE = (
    "do_nothing", "random", "sales_pusher", "one_doctor", "spreadsheet", "even_spread", "template", "over_giver",
    "ask_everything",
)  # fmt: skip
HEAR_NOBODY = ("sales_pusher", "spreadsheet", "template")  # beside doing nothing: they put no question to anybody
ONE_SIDED = {"company_only": "the company", "customer_only": "the customer"}

LEAD_AT_LEAST, LEAD_IN_SDS = 15, 1.0
ONE_SIDED_IN_SDS = 0.5
RANDOM_UNDER = 25
ORACLE = (90, 100)
MANY = 1000  # a limit that nothing reaches
DECIDING_PLAYS = 200
TOLD = 6  # of the figures close to their limits; the page has them all
APART = 1 / 3  # of the stored standard error: measured ones that differ by more are told

Verdict = Literal["fit", "unfit"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its figure with its standard error, where that is known, and what it may be."""

    name: str
    value: float
    error: float | None
    low: float
    high: float
    broken: str  # why the scenario is unfit if it does not hold

    @property
    def ok(self) -> bool:
        return self.low <= self.value <= self.high

    @property
    def close(self) -> bool:
        """Whether two standard errors would turn it."""
        if not self.error:
            return False
        return min(abs(self.value - limit) for limit in limits(self.low, self.high)) <= 2 * self.error


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    reasons: tuple[str, ...]
    conditions: tuple[Condition, ...]


def judge(ladder: Ladder, rules: Sequence[Rule], plays: int, found: Reliability | None, stored_error: int) -> Judgement:
    """The verdict on a scenario by what its bots scored and what its pack keeps. Means decide; doubts are told."""
    conditions = (*ladder_conditions(ladder), *map(_of_pack, rules))
    broken = [one.broken for one in conditions if not one.ok]
    verdict: Verdict = "unfit" if broken else "fit"
    kept = () if broken else (f"All {len(conditions)} conditions hold over {plays} deals.",)
    reasons = (*_few(plays), *broken, *kept, *_doubts(conditions), *_band(found, stored_error))
    return Judgement(verdict, reasons, conditions)


def ladder_conditions(ladder: Ladder) -> Iterator[Condition]:
    """The conditions on what the bots scored (2-model section 7)."""
    rungs = {rung.bot: rung for rung in ladder.rungs}
    for name in NAIVE:
        yield from _beaten(rungs[name])
    yield from (_hears_nobody(ladder, name) for name in HEAR_NOBODY)
    yield _mean(rungs["random"], 0, RANDOM_UNDER, "Chance plays too well: {}, and it must stay under 25.")
    yield _mean(rungs["oracle"], *ORACLE, "Whoever knows everything must reach 90 to 100 points: {}.")
    for name, side in ONE_SIDED.items():
        why = f"Planning for {side} alone is hardly punished: {{}}, and must lead by 0.5 at least."
        yield _in_sds(rungs[name], ONE_SIDED_IN_SDS, why)


def _beaten(rung: Rung) -> Iterator[Condition]:
    lead = (
        f"the {BEST} leads {_bot(rung.bot)} by {rung.difference:.1f} points (standard error {rung.standard_error:.1f})"
    )
    why = f"A naive way comes too close: {lead}, and must lead by 15 at least."
    yield Condition(
        f"lead over {_bot(rung.bot)}, points", rung.difference, rung.standard_error, LEAD_AT_LEAST, MANY, why
    )
    yield _in_sds(rung, LEAD_IN_SDS, "A naive way wins too often: {}, and must lead by 1.0 at least.")


def _bot(name: str) -> str:
    return name.replace("_", " ")


def _in_sds(rung: Rung, least: float, why: str) -> Condition:
    """A standardised mean of paired differences; its standard error as of Cohen's d for one sample."""
    if rung.difference_sd:
        value, error = rung.in_sds, sqrt(1 / rung.n + rung.in_sds**2 / (2 * rung.n))
    else:  # as much on every deal
        value, error = copysign(MANY, rung.difference) if rung.difference else 0.0, 0.0
    lead = f"the {BEST} leads {_bot(rung.bot)} by {value:.2f} standard deviations of the difference"
    return Condition(f"lead over {_bot(rung.bot)}, in SDs", value, error, least, MANY, why.format(lead))


def _mean(rung: Rung, low: float, high: float, why: str) -> Condition:
    told = f"{_bot(rung.bot)} has {rung.mean:.1f} points on average"
    return Condition(
        f"mean of {_bot(rung.bot)}, points", rung.mean, rung.sd / sqrt(rung.n), low, high, why.format(told)
    )


def _hears_nobody(ladder: Ladder, name: str) -> Condition:
    """Half of the triangulator's lead over doing nothing, less what this bot has over doing nothing."""
    left = [deal[BEST] / 2 + deal["do_nothing"] / 2 - deal[name] for deal in ladder.scores.values()]
    mean = fmean(left)
    error = stdev(left) / sqrt(len(left)) if len(left) > 1 else 0.0
    bot = _bot(name)
    above = f"{bot} hears nobody and is {-mean:.1f} points above half of what the {BEST} has over doing nothing"
    return Condition(
        f"{_bot(name)}, points below half of the lead", mean, error, 0, MANY, f"Asking nobody pays: {above}."
    )


# What it means for a trainer that a rule of the pack does not hold, by how the name of the rule begins.
MEANINGS: Mapping[str, str] = {
    "one plan for all": "One plan fits all accounts, so nothing need be known of any of them",
    "rank correlation of sales": "Sales decide: whoever ranks accounts by sales ranks them by what can be gained there",
    "truths explain": "Knowing what is true of an account hardly tells more of its worth than size and sales do",
    "papers alone": "Papers alone give away what people should be asked about",
    "one candid conversation": "One role knows all: asking that role alone is enough",
    "two of them": "Two candid conversations tell too little",
    "stages of treatment": "A doctor sees best where treatment is stuck, so nobody else need be asked",
    "stated goal": "What accounts state and what they want agree too often or too seldom",
    "initiatives that pay us": "Too few initiatives pay the company at the account's cost",
    "initiatives that pay the account": "Too few initiatives pay the account at the company's cost",
    "patients gain least": "Patients are the losing side of best plans too often or too seldom",
    "account gain least": "The account is the losing side of best plans too often or too seldom",
    "company gain least": "The company is the losing side of best plans too often or too seldom",
}


def _of_pack(rule: Rule) -> Condition:
    told = f"{rule.name}: {rule.value:.3g}, must be {bounds(rule.low, rule.high)}"
    return Condition(rule.name, rule.value, rule.error, rule.low, rule.high, f"{meaning(rule)} ({told}).")


def meaning(rule: Rule) -> str:
    found = next((words for start, words in MEANINGS.items() if rule.name.startswith(start)), None)
    if found is not None:
        return found
    if "most frequent answer" in rule.name:
        return f"One answer is right so often that it can be guessed: {rule.name.partition(':')[0]}"
    return "The best plan hangs on what exactly a rate of the pack is"


def bounds(low: float, high: float) -> str:
    """What a figure may be, in words; limits that nothing reaches are left out."""
    if high >= 100:
        return f"{low:g} at least"
    return f"{high:g} at most" if low <= 0 else f"{low:g} to {high:g}"


def limits(low: float, high: float) -> tuple[float, ...]:
    """The limits that `bounds` names."""
    if high >= 100:
        return (low,)
    return (high,) if low <= 0 else (low, high)


def _few(plays: int) -> Iterator[str]:
    if plays < DECIDING_PLAYS:
        yield (
            f"Only {plays} deals were played, and so few decide nothing: {DECIDING_PLAYS} are recommended "
            f"(--plays {DECIDING_PLAYS}). What follows may be chance."
        )


def _doubts(conditions: Sequence[Condition]) -> Iterator[str]:
    close = [one for one in conditions if one.close]
    if close:
        told = "; ".join(f"{one.name} ({figure(one)}, must be {bounds(one.low, one.high)})" for one in close[:TOLD])
        more = f"; and {len(close) - TOLD} more" if len(close) > TOLD else ""
        yield (
            "So close (within two standard errors of their limits) that other deals could put them on the other side: "
            f"{told}{more}."
        )


def figure(one: Condition) -> str:
    """Its value, with its standard error where it has one."""
    return f"{one.value:.3g} ± {one.error:.2g}" if one.error else f"{one.value:.3g}"


def _band(found: Reliability | None, stored: int) -> Iterator[str]:
    if found is None:
        yield "How reliable a score is can't be told from fewer than three deals."
    elif abs(found.mixed.error - stored) > APART * stored:
        yield (
            f"The pack assumes a standard error of {stored} points; "
            f"measured are {found.mixed.error:.1f}: assumed_standard_error of the pack should be changed."
        )
