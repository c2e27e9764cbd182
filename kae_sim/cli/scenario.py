"""`kae-sim scenario`: list, show and check scenario files, and print their JSON Schema."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kae_sim.cli.loading import json_option, print_json, scenario_of, seed_option
from kae_sim.errors import KaeError, printable

if TYPE_CHECKING:
    from kae_sim.scenario import Fault, Inspection, Scenario
    from kae_sim.scenario.schema import Calendar

_WIDTH = 88


@click.group(epilog="Example: kae-sim scenario check my-scenario.yaml")
def scenario() -> None:
    """Write your own scenarios: list, show and check them."""


@scenario.command("list", epilog="Example: kae-sim scenario list --json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")
def list_(as_json: bool) -> None:
    """List the scenarios that come with the program."""
    from kae_sim.scenario import ScenarioError, shipped

    try:
        listings = shipped()
    except ScenarioError as error:
        _report(error.faults)
        raise SystemExit(1) from None
    if as_json:
        click.echo(json.dumps([asdict(one) for one in listings], indent=2))
        return
    widest = max((len(one.id) for one in listings), default=0)
    for one in listings:
        click.echo(f"{one.id:<{widest}}  {one.title} (level {one.level}, {one.minutes} minutes, {one.pack})")


@scenario.command(epilog="Example: kae-sim scenario check my-scenario.yaml packs/my-pack.yaml")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--json", "as_json", is_flag=True, help="Print all faults as one JSON list.")
def check(files: tuple[str, ...], as_json: bool) -> None:
    """Check scenario and pack files; every fault has its line and what to do.

    A scenario is checked together with the pack that it names, and a few of its accounts are dealt.
    """
    from kae_sim.scenario import inspect
    from kae_sim.world.trial import tried

    found = [tried(inspect(file)) for file in files]
    faults = list(dict.fromkeys(fault for one in found for fault in one.faults))  # two files may share a pack
    if as_json:
        click.echo(json.dumps([asdict(fault) for fault in faults], indent=2))
    else:
        for one in found:
            if one.scenario is not None or one.pack is not None:
                click.echo(_clean(one))
        _report(faults)
    if any(fault.level == "error" for fault in faults):
        raise SystemExit(1)


@scenario.command(epilog="Example: kae-sim scenario show two-week-promise")
@click.argument("id_", metavar="ID")
def show(id_: str) -> None:
    """Show what a scenario holds: accounts, calendar, budget, pack. ID is a shipped id or a file."""
    from kae_sim.scenario import ScenarioError, load_scenario

    try:
        loaded = load_scenario(id_)
    except ScenarioError as error:
        _report(error.faults)
        raise SystemExit(1) from None
    click.echo(_summary(loaded))


@scenario.command(epilog="Example: kae-sim scenario new my-scenario.yaml")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def new(file: Path) -> None:
    """Write a scenario to start from: a copy of the shipped one, with its id taken from FILE."""
    from kae_sim.scenario import FIRST_SCENARIO, shipped

    name = file.stem
    if file.suffix != ".yaml" or not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", name):
        raise KaeError(f"{file.name}: name it in small letters, digits and hyphens, like my-scenario.yaml.")
    listing = next(one for one in shipped() if one.id == FIRST_SCENARIO)
    if any(one.id == name for one in shipped()):
        raise KaeError(f"{name} is the id of a shipped scenario; choose another name.")
    text = Path(listing.file).read_text(encoding="utf-8").replace(f"\nid: {listing.id}\n", f"\nid: {name}\n", 1)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(text)
    except FileExistsError:
        raise KaeError(f"{file} is there already; nothing was written.") from None
    except OSError as error:
        raise KaeError(f"{file} can't be written ({error.strerror or error}).") from error
    click.echo(f"{file} is written. Change it, then: kae-sim scenario check {file}")


@scenario.command(epilog="Example: kae-sim scenario schema > kae-scenario.schema.json")
def schema() -> None:
    """Print the JSON Schema of scenario and pack files, for your editor."""
    from kae_sim.scenario import json_schema

    click.echo(json.dumps(json_schema(), indent=2))


def _report(faults: Sequence[Fault]) -> None:
    for fault in faults:
        click.echo(str(fault), err=True)


def _clean(one: Inspection) -> str:
    what = f"scenario {one.scenario.id}" if one.scenario else f"therapy pack {one.pack.id}" if one.pack else "file"
    return printable(f"{one.file}: {what}: no errors")


def _summary(one: Scenario) -> str:
    calendar, pack = one.calendar, one.pack
    lines = [
        f"{one.title} ({one.id})",
        "",
        textwrap.fill(one.briefing, _WIDTH),
        "",
        f"Company      {one.company}",
        f"Level        {one.level} of 5, about {one.minutes} minutes",
        f"Territory    {one.territory.name}, {one.territory.accounts} accounts",
        f"Calendar     {_rounds(calendar)}, {calendar.hours_a_week:g} hours a week",
        f"Budget       £{one.budget_thousands:g}k",
        f"Calls        at most {one.calls_a_year} unsolicited a year on a prescriber",
        f"Pass mark    {one.pass_mark}",
        f"Pack         {pack.name} ({pack.id})",
        f"Pathway      {', '.join(stage.name for stage in pack.pathway.stages)}",
        "",
        "Initiatives",
    ]
    widest = max(len(initiative.name) for initiative in pack.initiatives)
    for initiative in pack.initiatives:
        price = f"{initiative.hours:g} h, £{initiative.thousands:g}k, {initiative.approval}"
        lines.append(f"  {initiative.name:<{widest}}  {price}")
    return "\n".join(lines)


def _rounds(calendar: Calendar) -> str:
    rounds = "1 round" if calendar.rounds == 1 else f"{calendar.rounds} rounds"
    return f"{rounds} of {calendar.weeks_per_round} weeks"


@scenario.command(epilog="Example: kae-sim scenario reveal two-week-promise --seed 7")
@click.argument("file", metavar="ID or FILE")
@seed_option
@json_option
def reveal(file: str, seed: int | None, as_json: bool) -> None:
    """Print the truth of one deal, for its author: what is true of each account before week 1."""
    from kae_sim.game import Game
    from kae_sim.runs import draw_seed

    found = scenario_of(file)
    drawn = draw_seed() if seed is None else seed
    game = Game.start(found, drawn)
    accounts = []
    for account in game.table.territory.accounts:
        truth = game.table.truth(account.id)
        shown: dict[str, object] = {unknown: list(truth[unknown]) for unknown in found.unknowns}
        shown["wait"], shown["stopper"] = truth["wait"][0], truth["stopper"][0]
        accounts.append(
            {"id": account.id, "name": account.name, "stated_weeks": account.stated_weeks, "truth": shown}
            | {"measured_weeks": round(game.table.world.measures(account.id).decision_to_dose_days / 7, 1)}
        )
    if as_json:
        print_json({"scenario": found.id, "seed": drawn, "accounts": accounts})
        return
    words = game.view.rules.words
    click.echo(f"{found.title}, seed {drawn}. These are the answers; keep them from the players.")
    for account in game.table.territory.accounts:
        truth = game.table.truth(account.id)
        days = game.table.world.measures(account.id).decision_to_dose_days
        click.echo(f"\n{account.name}: says {account.stated_weeks} weeks, measured {days / 7:.1f}")
        for unknown in found.unknowns:
            answers = " or ".join(words[f"answer:{unknown}:{answer}"] for answer in truth[unknown])
            click.echo(f"  {words[f'unknown:{unknown}']:<34}{answers}")
