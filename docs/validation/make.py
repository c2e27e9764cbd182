"""Writes docs/validation.md again: `python docs/validation/make.py`. It deals 200 times a scenario: some minutes."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests" / "support"))

from kae_sim.calibrate import (
    HIDDEN,
    PAPERS,
    Rule,
    count_deals,
    evidence_rules,
    gather,
    pack_rules,
    shares,
    total,
    waiting_list,
)
from kae_sim.scenario import load_scenario, shipped
from kae_sim.scenario.schema import Scenario
from planted_faults import FAULTS, caught_by
from referees import (
    SERVER_QUEUES,
    SLOT_QUEUES,
    TANDEM_DAYS,
    Row,
    departures_by_ciw,
    departures_by_ours,
    overload_row,
    server_row,
    slot_row,
    violations,
)

PAGE = Path(__file__).parents[1] / "validation.md"
DEALS = 200
PATHWAYS = 200
EVIDENCE_DEALS = 100

HEAD = """# Is the simulation right?

Made by `python docs/validation/make.py`; do not edit. Tests hold the same figures (`tests/world`, `tests/calibrate`).

"""


def table(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    names = list(columns)
    yield "| " + " | ".join(names) + " |"
    yield "|" + "---|" * len(names)
    for row in rows:
        yield "| " + " | ".join(str(cell) for cell in row) + " |"
    yield ""


def theory() -> Iterator[str]:
    yield "## Theory\n"
    yield "Our queues, fed with what the theory assumes. A mean may be four standard errors off.\n"
    rows: list[Row] = [server_row(one) for one in SERVER_QUEUES]
    rows += [slot_row(one) for one in SLOT_QUEUES]
    rows.append(overload_row())
    yield from table(
        ("what", "theory", "may be off by", "ours", "", "source"),
        (
            (one.what, f"{one.expected:g}", f"{one.allowed:.2g}", f"{one.found:.4g}", verdict(one.ok), one.source)
            for one in rows
        ),
    )


def another_program() -> Iterator[str]:
    ours, theirs = departures_by_ours(), departures_by_ciw()
    alike = [sum(a == b for a, b in zip(*stage, strict=True)) for stage in zip(ours, theirs, strict=True)]
    yield "## Another program\n"
    yield "Three stages with slots on certain weekdays, also run by [Ciw](https://ciw.readthedocs.io) (`Slotted`).\n"
    rows = zip(alike, ours, theirs, strict=True)
    yield from table(
        ("stage", f"days alike, of {TANDEM_DAYS}", "patients served, ours", "Ciw"),
        ((stage, days, mine[-1], other[-1]) for stage, (days, mine, other) in enumerate(rows, 1)),
    )


def exact_rules() -> Iterator[str]:
    yield "## Rules that hold exactly\n"
    yield (
        "Nobody is lost; no more patients than slots; first come, first served; nobody before their time; the same "
        "days as a diary in which each patient takes the first free slot.\n"
    )
    yield f"Broken on {violations(PATHWAYS)} of {PATHWAYS} random pathways.\n"
    yield "## Would we notice?\n"
    yield "Faults are planted in the kernel; these checks notice them.\n"
    yield from table(("planted fault", "noticed by"), ((name, ", ".join(sorted(caught_by(name)))) for name in FAULTS))


def packs() -> Iterator[str]:
    yield "## The packs\n"
    yield (
        f"{DEALS} deals of each shipped scenario, as `kae-sim calibrate ID --rules --plays {DEALS}` prints them, "
        "without the rules that need plans ([model.md](model.md#when-a-pack-is-fit)). "
        "England's waiting list in August 2025: median 13.4 weeks, 92nd percentile 42.2, 61 percent within 18 weeks "
        "([NHS England](https://www.england.nhs.uk/statistics/statistical-work-areas/rtt-waiting-times/)).\n"
    )
    for listing in shipped():
        yield from one_pack(load_scenario(listing.id))


def one_pack(scenario: Scenario) -> Iterator[str]:
    counts = total(count_deals(scenario, range(1, DEALS + 1), os.cpu_count() or 1))
    rules: list[Rule] = [*pack_rules(counts), *waiting_list(counts)]
    yield f"### {scenario.pack.name} ({scenario.id})\n"
    yield from table(
        ("rule", "figure", "from", "to", ""),
        ((one.name, f"{one.value:.1f}", f"{one.low:g}", f"{one.high:g}", verdict(one.ok)) for one in rules),
    )
    if scenario.pack.unlike_england:
        yield f"Why its list is not England's: {scenario.pack.unlike_england}\n"
    for unknown in ("wait", "bottleneck", "goal", "stopper"):
        answers = ", ".join(f"{answer} {percent:.0f}" for answer, percent in shares(counts, unknown))
        yield f"- {unknown}, percent of {counts.accounts} accounts: {answers}"
    yield ""


def people_and_papers() -> Iterator[str]:
    yield "## People and papers\n"
    yield (
        f"{EVIDENCE_DEALS} deals of each shipped scenario on the morning of week 1. Somebody who knows how often each "
        "truth occurs and makes the best of what they hear (the ideal observer) reads every paper, or asks one role or "
        "two, once each and candidly at a trust of 0.6. How often is their best answer right? The rules hold for the "
        "mean over bottleneck, goal and stopper. That the stated goal is the real one in 25 to 50 percent stands with "
        "the packs above.\n"
    )
    for listing in shipped():
        scenario = load_scenario(listing.id)
        found = gather(scenario, range(1, EVIDENCE_DEALS + 1), os.cpu_count() or 1)
        yield f"### {scenario.pack.name}\n"
        yield from table(
            ("rule", "figure", "from", "to", ""),
            (
                (one.name, f"{one.value:.1f}", f"{one.low:g}", f"{one.high:g}", verdict(one.ok))
                for one in evidence_rules(scenario, found)
            ),
        )
        for unknown in HIDDEN:
            role, pair = found.best(unknown, 1), found.best(unknown, 2)
            yield (
                f"- {unknown}, percent of {found.accounts} accounts: papers {found.percent(unknown, PAPERS):.0f}; "
                f"{role[0][0]} {role[1]:.0f}; {' and '.join(pair[0])} {pair[1]:.0f}"
            )
        yield ""


def verdict(ok: bool) -> str:
    return "kept" if ok else "**not kept**"


if __name__ == "__main__":
    parts = [*theory(), *another_program(), *exact_rules(), *packs(), *people_and_papers()]
    PAGE.write_text(HEAD + "\n".join(parts).rstrip() + "\n", encoding="utf-8")
