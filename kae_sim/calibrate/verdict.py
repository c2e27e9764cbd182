"""Whether a scenario is fit: every condition with its figure, and why not, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

from kae_sim.calibrate.ladder import BEST, Ladder, Rung
from kae_sim.calibrate.reliability import Reliability
from kae_sim.calibrate.rules import Rule

NAIVE = (
    "do_nothing", "random", "sales_pusher", "one_doctor", "spreadsheet", "even_spread", "template", "over_giver",
    "ask_everything",
)  # fmt: skip
HEAR_NOBODY = ("sales_pusher", "spreadsheet", "template")  # beside doing nothing: they put no question to anybody
ONE_SIDED = ("company_only", "customer_only")

LEAD_AT_LEAST, LEAD_IN_SDS = 15, 1.0
ONE_SIDED_IN_SDS = 0.5
RANDOM_UNDER = 25
ORACLE = (90, 100)
DECIDING_PLAYS = 200
APART = 1 / 3  # of the stored standard error: measured ones that differ by more are told

Verdict = Literal["fit", "unfit"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its figure with its standard error (none for rules of the pack), and what it may be."""

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
        if self.error is None:
            return False
        return min(abs(self.value - self.low), abs(self.value - self.high)) <= 2 * self.error


@dataclass(frozen=True, slots=True)
class Judgement:
    verdict: Verdict
    reasons: tuple[str, ...]
    conditions: tuple[Condition, ...]


def judge(
    ladder: Ladder, rules: Sequence[Rule], plays: int, found: Reliability | None, stored_error: int
) -> Judgement:
    """The verdict on a scenario by what its bots scored and what its pack keeps. Means decide; doubts are told."""
    conditions = (*ladder_conditions(ladder), *map(_of_pack, rules))
    broken = [one.broken for one in conditions if not one.ok]
    verdict: Verdict = "unfit" if broken else "fit"
    kept = () if broken else (f"All {len(conditions)} conditions hold over {plays} deals.",)
    return Judgement(verdict, (*broken, *kept, *_doubts(conditions, plays), *_band(found, stored_error)), conditions)


def ladder_conditions(ladder: Ladder) -> Iterator[Condition]:
    """The conditions on what the bots scored (2-model section 7)."""
    rungs = {rung.bot: rung for rung in ladder.rungs}
    for name in NAIVE:
        yield from _beaten(rungs[name])
    yield from (_hears_nobody(ladder, name) for name in HEAR_NOBODY)
    yield _mean(rungs["random"], 0, RANDOM_UNDER, "Chance plays too well: {bot} has {value:.1f} points on average, and must stay under 25.")
    yield _mean(rungs["oracle"], *ORACLE, "Whoever knows everything reaches {value:.1f} points on average: {bot} must be between 90 and 100.")
    for name in ONE_SIDED:
        side = "the company" if name == "company_only" else "the customer"
        why = f"Planning for {side} alone is not punished: {{bot}} loses to the {BEST} by {{value:.2f}} standard deviations, and must lose by 0.5 at least."
        yield _in_sds(rungs[name], ONE_SIDED_IN_SDS, why)


def _beaten(rung: Rung) -> Iterator[Condition]:
    why = f"A naive way comes too close: the {BEST} leads {rung.bot} by {rung.difference:.1f} points (standard error {rung.standard_error:.1f}), and must lead by 15 at least."
    yield Condition(f"lead over {rung.bot}, points", rung.difference, rung.standard_error, LEAD_AT_LEAST, 100, why)
    yield _in_sds(rung, LEAD_IN_SDS, f"A naive way wins too often: the {BEST} leads {{bot}} by {{value:.2f}} standard deviations of the difference, and must lead by 1.0 at least.")


def _in_sds(rung: Rung, least: float, why: str) -> Condition:
    value = rung.in_sds
    error = sqrt(1 / rung.n + value * value / (2 * rung.n))
    return Condition(f"lead over {rung.bot}, in its standard deviations", value, error, least, 1000, why.format(bot=rung.bot, value=value))


def _mean(rung: Rung, low: float, high: float, why: str) -> Condition:
    error = rung.sd / sqrt(rung.n)
    return Condition(f"mean of {rung.bot}, points", rung.mean, error, low, high, why.format(bot=rung.bot, value=rung.mean))


def _hears_nobody(ladder: Ladder, name: str) -> Condition:
    """Half of the triangulator's lead over doing nothing, less what this bot has over doing nothing."""
    left = [deal[BEST] / 2 + deal["do_nothing"] / 2 - deal[name] for deal in ladder.scores.values()]
    mean = sum(left) / len(left)
    spread = sqrt(sum((one - mean) ** 2 for one in left) / max(1, len(left) - 1))
    why = f"Asking nobody pays: {name} hears nobody and is {-mean:.1f} points above half of what the {BEST} has over doing nothing."
    return Condition(f"{name}, points below half of the lead", mean, spread / sqrt(len(left)), 0, 100, why)


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
    return Condition(rule.name, rule.value, None, rule.low, rule.high, f"{meaning(rule)} ({rule.name}: {rule.value:.3g}, must be {bounds(rule.low, rule.high)}).")


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


def _doubts(conditions: Sequence[Condition], plays: int) -> Iterator[str]:
    close = [one.name for one in conditions if one.close]
    if plays < DECIDING_PLAYS:
        yield f"Only {plays} deals were played: a verdict is meant to rest on {DECIDING_PLAYS}, and so few decide little."
    if close:
        yield f"Within two standard errors of their limits, so that other deals could turn them: {'; '.join(close)}."


def _band(found: Reliability | None, stored: int) -> Iterator[str]:
    if found is None:
        yield "How reliable a score is can't be told from fewer than three deals."
    elif abs(found.mixed.error - stored) > APART * stored:
        yield (
            f"The band on scorecards rests on a standard error of {stored} points; "
            f"measured are {found.mixed.error:.1f}: assumed_standard_error of the pack should be changed."
        )
