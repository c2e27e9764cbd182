"""A whole calibration: what was kept of every task, put together; and its JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import add
from statistics import fmean
from typing import Any

from kae_sim.calibrate.dominance import Dominance, dominance
from kae_sim.calibrate.doubt import standard_errors
from kae_sim.calibrate.evidence import Evidence, evidence_rules
from kae_sim.calibrate.fit import TILTED, Dealt, fit_rules
from kae_sim.calibrate.items import Item, by_kind, by_unknown
from kae_sim.calibrate.ladder import Ladder, Rung, climb
from kae_sim.calibrate.plain import counts_of, dealt_of, evidence_of
from kae_sim.calibrate.reliability import Components, Reliability, expected_overlap, reliability
from kae_sim.calibrate.rules import Counts, Rule, pack_rules, total
from kae_sim.calibrate.verdict import Condition, Judgement, judge
from kae_sim.calibrate.work import PERSONS, names_of
from kae_sim.game.engine import ENGINE
from kae_sim.players import BOTS
from kae_sim.scenario import digest
from kae_sim.scenario.schema import Scenario

Results = Mapping[str, Mapping[str, Any]]  # by task
RUNS = tuple(range(1, 11))  # for which reliability is told


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the games and the deals of a scenario came to. Nothing in it but `seconds` differs from run to run."""

    scenario: Scenario
    plays: int
    ladder: Ladder
    reliability: Reliability | None
    unknowns: tuple[Item, ...]
    kinds: tuple[Item, ...]
    dominance: Dominance
    judgement: Judgement
    seconds: Mapping[str, float]  # CPU of one game, by bot; and of scoring one game
    in_use: float | None = None  # the measured error by which scorecards are banded so far; else the pack's

    @property
    def stored_error(self) -> int:
        return self.scenario.pack.economy.assumed_standard_error

    @property
    def games(self) -> int:
        people = 0 if self.reliability is None else self.reliability.persons * self.reliability.deals
        return self.plays * len(self.ladder.rungs) + people


def put_together(scenario: Scenario, plays: int, results: Results, in_use: float | None = None) -> Calibration:
    """The calibration by the results of all tasks of so many deals, in whatever order they came.

    `in_use` is the standard error that the scenario's tables hold, if an earlier calibration put one there.
    """
    games = [results[name] for name in names_of(plays) if name.startswith("games/")]
    ladder = climb({seed: game["players"] for seed, game in enumerate(games, start=1)}, tuple(BOTS))
    graded = [game for game in games if game["right"]]
    scores = {one: [game["players"][one.name]["score"] for game in graded] for one in PERSONS}
    found = reliability(scores)
    rules = rules_of(scenario, [results[name] for name in names_of(plays) if name.startswith("pack/")])
    error = scenario.pack.economy.assumed_standard_error
    return Calibration(
        scenario,
        plays,
        ladder,
        found,
        by_unknown(graded, scenario.unknowns),
        by_kind(graded, scenario.unknowns),
        dominance(ladder),
        judge(ladder, rules, plays, found, error),
        _seconds(games),
        in_use,
    )


def rules_of(scenario: Scenario, found: Sequence[Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of the pack over these deals, each figure with its standard error; counts jump, so they have none."""
    deals = [(counts_of(one["counts"]), dealt_of(one["dealt"]), evidence_of(one["evidence"])) for one in found]

    def over(some: Sequence[tuple[Counts, Dealt, Evidence]]) -> tuple[Rule, ...]:
        counts, dealt, evidence = zip(*some, strict=True)
        return (*pack_rules(total(counts)), *fit_rules(dealt), *evidence_rules(scenario, reduce(add, evidence)))

    errors = standard_errors(lambda some: [rule.value for rule in over(some)], deals)
    return tuple(
        rule if rule.name in TILTED or rule.error is not None else replace(rule, error=error)
        for rule, error in zip(over(deals), errors, strict=True)
    )


def _seconds(games: Sequence[Mapping[str, Any]]) -> dict[str, float]:
    played = {bot: fmean(game["seconds"][bot] for game in games) for bot in BOTS}
    scored = sum(game["seconds"]["scoring"] for game in games) / sum(len(game["players"]) for game in games)
    return {**{bot: round(one, 3) for bot, one in played.items()}, "scoring": round(scored, 3)}


# --- as JSON -----------------------------------------------------------------------------------------------


def document(found: Calibration) -> dict[str, Any]:
    """The promised shape, and what stands behind it."""
    judged = found.judgement
    return {
        "scenario": found.scenario.id,
        "scenario_digest": digest(found.scenario),
        "engine": ENGINE,
        "plays": found.plays,
        "bots": {rung.bot: _rung(rung) for rung in found.ladder.rungs},
        "reliability": None if found.reliability is None else _reliability(found.reliability, found.stored_error),
        "difficulty": {"unknowns": _items(found.unknowns), "kinds": _items(found.kinds)},
        "dominance": {
            "over": [list(pair) for pair in found.dominance.over],
            "rivals": list(found.dominance.rivals),
        },
        "conditions": [_condition(one) for one in judged.conditions],
        "verdict": judged.verdict,
        "reasons": list(judged.reasons),
        "seconds": dict(found.seconds),
    }


def _rung(rung: Rung) -> dict[str, Any]:
    return {
        "mean": round(rung.mean, 2),
        "sd": round(rung.sd, 2),
        "n": rung.n,
        "difference": round(rung.difference, 2),
        "difference_sd": round(rung.difference_sd, 2),
        "se": round(rung.standard_error, 2),
    }


def _reliability(found: Reliability, stored: int) -> dict[str, Any]:
    return {
        "one_run": round(found.mixed.same_deals(1), 3),
        "standard_error_of_it": round(found.doubt, 3),
        "one_run_on_other_deals": round(found.mixed.other_deals(1), 3),
        "one_run_among_similar": round(found.similar.same_deals(1), 3),
        "persons": found.persons,
        "deals": found.deals,
        "variance": _components(found.mixed),
        "variance_among_similar": _components(found.similar),
        "standard_error": round(found.mixed.error, 2),
        "standard_error_on_other_deals": round(found.mixed.error_apart, 2),
        "standard_error_of_the_scenario": stored,
        "runs_for_0.8": found.mixed.runs_needed(),
        "runs_for_0.8_on_other_deals": found.mixed.runs_needed_apart(),
        "runs_for_0.8_among_similar": found.similar.runs_needed(),
        "by_runs": {str(runs): round(found.mixed.same_deals(runs), 3) for runs in RUNS},
        "equals": {
            "pairs": found.equals.pairs,
            "standard_error": round(found.equals.error, 2),
            "bands_overlap": round(found.equals.overlap, 3),
            "bands_overlap_if_normal": round(expected_overlap(found.mixed.error, found.equals.error), 3),
            "score_in_the_others_band": round(found.equals.inside, 3),
        },
        "by_skill": {
            str(skill): {"mean": round(mean, 2), "standard_error": round(error, 2)}
            for skill, (mean, error) in found.by_skill.items()
        },
    }


def _components(one: Components) -> dict[str, float]:
    return {"person": round(one.person, 2), "deal": round(one.deal, 2), "rest": round(one.rest, 2)}


def _items(items: Sequence[Item]) -> dict[str, Any]:
    return {
        item.name: {
            "answers": item.answers,
            "right": round(item.right, 3),
            "said": round(item.said, 3),
            "discrimination": round(item.discrimination, 3),
        }
        for item in items
    }


def _condition(one: Condition) -> dict[str, Any]:
    return {
        "name": one.name,
        "value": round(one.value, 3),
        "se": None if one.error is None else round(one.error, 3),
        "low": one.low,
        "high": one.high,
        "ok": one.ok,
    }
