"""What was found of a pack on some deals as plain JSON, and back: so that it can be kept in a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from kae_sim.calibrate.evidence import HIDDEN, Asked, Evidence
from kae_sim.calibrate.fit import Dealt, Place
from kae_sim.calibrate.rules import Counts
from kae_sim.scenario.schema import Unknown

Plain = dict[str, Any]


def plain_counts(found: Counts) -> Plain:
    return {
        "accounts": found.accounts,
        "truths": {unknown: dict(sorted(truths.items())) for unknown, truths in found.truths.items()},
        "agreed": found.agreed,
        "bands": list(found.bands),
        "most_attempts": found.most_attempts,
    }


def counts_of(plain: Plain) -> Counts:
    truths = {unknown: Counter(found) for unknown, found in plain["truths"].items()}
    return Counts(plain["accounts"], truths, plain["agreed"], tuple(plain["bands"]), plain["most_attempts"])


def plain_evidence(found: Evidence) -> Plain:
    return {"accounts": found.accounts, "asked": _plain_asked(found.asked), "right": _plain_asked(found.right)}


def evidence_of(plain: Plain) -> Evidence:
    return Evidence(plain["accounts"], _asked(plain["asked"]), _asked(plain["right"]))


def _plain_asked(found: Mapping[Unknown, Counter[Asked]]) -> Plain:
    return {unknown: [[list(who), n] for who, n in sorted(found[unknown].items())] for unknown in HIDDEN}


def _asked(plain: Plain) -> dict[Unknown, Counter[Asked]]:
    return {unknown: Counter({tuple(who): n for who, n in plain[unknown]}) for unknown in HIDDEN}


def plain_dealt(found: Dealt) -> Plain:
    return {
        "oracle": found.oracle,
        "fixed": [[list(plan), worth] for plan, worth in found.fixed.items()],
        "places": [
            {
                "sales": place.sales,
                "patients": place.patients,
                "usual": place.usual,
                "expected": place.expected,
                "worth": place.worth,
                "smallest": place.smallest,
                "alone": {one: list(sides) for one, sides in place.alone.items()},
            }
            for place in found.places
        ],
        "best": found.best,
        "kept": [[*change, worth] for change, worth in found.kept.items()],
    }


def dealt_of(plain: Plain) -> Dealt:
    places = tuple(
        Place(**{**place, "alone": {one: (account, company) for one, (account, company) in place["alone"].items()}})
        for place in plain["places"]
    )
    return Dealt(
        plain["oracle"],
        {tuple(plan): worth for plan, worth in plain["fixed"]},
        places,
        plain["best"],
        {(rate, factor): worth for rate, factor, worth in plain["kept"]},
    )
