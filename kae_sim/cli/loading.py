"""What several commands share: the scenario of an argument, the seed option, documents on standard output."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from kae_sim.runs import Reading
    from kae_sim.scenario import Scenario
    from kae_sim.score import Scorecard

WAIT = "Getting to know the territory: about a minute, once for this scenario."
_LARGEST_SEED = 2**53 - 1

AnyCommand = Callable[..., Any]


def seed_option(command: AnyCommand) -> AnyCommand:
    """`--seed N`; without it one is drawn."""
    help_text = "Deal this territory again (0 to 2^53 - 1). Without it, a new one."
    return click.option("--seed", type=click.IntRange(0, _LARGEST_SEED), metavar="N", help=help_text)(command)


def json_option(command: AnyCommand) -> AnyCommand:
    """`--json`."""
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON document and nothing else.")(command)


def scenario_of(argument: str | None) -> Scenario:
    """The scenario that a command line names, else the first one shipped; its faults as plain lines."""
    from kae_sim.scenario import FIRST_SCENARIO, ScenarioError, load_scenario

    try:
        return load_scenario(FIRST_SCENARIO if argument is None else argument)
    except ScenarioError as error:
        first, *others = error.faults
        more = f"\n{len(others)} more faults: kae-sim scenario check {argument}" if others else ""
        raise KaeError(f"{first}{more}") from error


def look_up_tables() -> None:
    """From now on a scenario's tables are looked up before they are made; whoever must wait for them is told."""
    from kae_sim.game.tables import Document, Maker, keep_tables
    from kae_sim.runs import table_cache

    def told(digest: str, make: Maker) -> Document:
        def made() -> Document:
            click.echo(WAIT, err=True)
            return make()

        return table_cache(digest, made)

    keep_tables(told)


def warn(reading: Reading) -> None:
    """Say what is odd about a journal that is read all the same."""
    from kae_sim.runs.marks import GAPS

    if reading.torn:
        click.echo("The last line of the journal is torn and was left out.", err=True)
    if reading.gap:
        click.echo(f"This run has no rank: {GAPS[reading.gap]}.", err=True)


def print_json(value: object) -> None:
    """One JSON document."""
    click.echo(json.dumps(value, indent=1, allow_nan=False))


def result(reading: Reading, card: Scorecard, play_seconds: float, score_seconds: float) -> dict[str, Any]:
    """The document of `autoplay --json` and `replay --json`."""
    head = reading.head
    return {
        "scenario": head.scenario,
        "scenario_digest": head.digest,
        "engine": head.engine,
        "seed": None if head.mode == "hosted" else head.seed,
        "deal": head.deal,
        "bot": reading.bot,
        "run": head.run,
        "weeks": reading.scenario.weeks,
        "actions": reading.actions,
        **card.document(),
        "seconds": {"play": round(play_seconds, 3), "score": round(score_seconds, 3)},
    }


def print_result(document: dict[str, Any]) -> None:
    """The same for people: what was reached, and how sure that is."""
    low, high = document["band"]
    verdict = "passed" if document["passed"] else "not passed"
    gate = "" if document["gate"] == "open" else "; the conduct gate is closed"
    click.echo(f"{document['scenario']}, deal {document['deal']}, run {document['run']}")
    click.echo(f"Score {document['score']:.1f} ({low:.1f} to {high:.1f}): {verdict}{gate}.")
    for name, skill in document["skills"].items():
        click.echo(f"  {name:<14}{skill['points']:6.1f}  weight {skill['weight']}")
