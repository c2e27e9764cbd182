"""A calibration whose games nobody played: figures that look like real ones, in no time."""

from __future__ import annotations

from collections import Counter
from math import sin
from typing import Any

from kae_sim.calibrate.evidence import HIDDEN, PAPERS, Asked, Evidence
from kae_sim.calibrate.fit import Dealt, Place
from kae_sim.calibrate.plain import plain_counts, plain_dealt, plain_evidence
from kae_sim.calibrate.rates import FACTORS, RATES
from kae_sim.calibrate.rules import MOST_OFTEN, Counts
from kae_sim.calibrate.work import PERSONS
from kae_sim.players import BOTS
from kae_sim.scenario.schema import Unknown

LEVELS = dict.fromkeys(BOTS, 10.0) | {
    "oracle": 95.0,
    "triangulator": 55.0,
    "ask_all_well": 55.0,
    "company_only": 45.0,
    "customer_only": 40.0,
    "ask_everything": 30.0,
}
UNKNOWNS = 4


def made_up(plays: int) -> dict[str, dict[str, Any]]:
    """Results of all tasks of so many deals."""
    found: dict[str, dict[str, Any]] = {}
    for seed in range(1, plays + 1):
        found[f"games/{seed}"] = games(seed)
        found[f"pack/{seed}"] = {
            "counts": plain_counts(counts()),
            "dealt": plain_dealt(dealt(seed)),
            "evidence": plain_evidence(evidence()),
        }
    return found


def games(seed: int) -> dict[str, Any]:
    levels = LEVELS | {one.name: one.skill / 2 + 10 for one in PERSONS}
    players = {
        name: {"score": round(level + (12 if name.startswith("skill") else 4) * sin(seed * (at + 2)), 3)}
        for at, (name, level) in enumerate(levels.items())
    }
    kinds = ["mild", "front-door", "mild"]
    right = {
        one.name: "".join(
            "-" if (at + seed) % 7 == 0 else "01"[sin(at * seed + one.number) * 50 + 50 < one.skill]
            for at in range(len(kinds) * UNKNOWNS)
        )
        for one in PERSONS
    }
    return {
        "players": players,
        "kinds": kinds,
        "right": right,
        "seconds": {**{name: 0.5 for name in players}, "scoring": 4.8},
    }


def counts() -> Counts:
    truths: dict[str, Counter[str]] = {unknown: Counter({"a": 2, "b": 2, "c": 2}) for unknown in MOST_OFTEN}
    return Counts(6, truths, 2, (1, 2, 3), 1)


def dealt(seed: int) -> Dealt:
    kept = {(rate, factor): 99.0 for rate in RATES for factor in FACTORS}
    alone = {"sells": (-1.0, 2.0), "pushes": (-2.0, 3.0), "serves": (2.0, -1.0), "gives": (3.0, -1.0)}
    sides = ("patients", "account", "company")
    places = tuple(
        Place(at, 100.0, 0.0, (at * 7 + seed) % 5, (at * 7 + seed) % 5 + 1.0, sides[at % 3], alone) for at in range(6)
    )
    return Dealt(100.0, {("sells",): 20.0, ("sells", "serves"): 30.0}, places, 100.0, kept)


def evidence() -> Evidence:
    pair: Asked = ("consultant", "nurse")
    asked: dict[Unknown, Counter[Asked]] = {
        unknown: Counter({PAPERS: 10, ("consultant",): 10, ("nurse",): 10, pair: 10}) for unknown in HIDDEN
    }
    right: dict[Unknown, Counter[Asked]] = {
        unknown: Counter({PAPERS: 4, ("consultant",): 5, ("nurse",): 7, pair: 9}) for unknown in HIDDEN
    }
    return Evidence(10, asked, right)
