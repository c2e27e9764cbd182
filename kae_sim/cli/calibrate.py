"""`kae-sim calibrate`: the bots on many deals of a scenario."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kae_sim.cli.loading import WAIT, json_option, look_up_tables, print_json, scenario_of

if TYPE_CHECKING:
    from kae_sim.calibrate import Ladder, Rule
    from kae_sim.scenario.schema import Scenario

T = TypeVar("T")


@click.command(epilog="Example: kae-sim calibrate two-week-promise --plays 20")
@click.argument("scenario", required=False)
@click.option("--plays", type=click.IntRange(2, 1000), default=20, show_default=True, help="Deals, seeds 1 to N.")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="Processes.")
@click.option(
    "--tables",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Play nothing: work out what bots and debriefs know of the territory, and write it to FILE.",
)
@click.option("--rules", is_flag=True, help="Play nothing: deal as many territories and show the rules of the pack.")
@click.option("--knowing", is_flag=True, help="Show what plans capture that rest on papers, on people, on the truth.")
@json_option
def calibrate(
    scenario: str | None, plays: int, workers: int, tables: Path | None, rules: bool, knowing: bool, as_json: bool
) -> None:
    """Play every bot on the same deals and print means and paired differences to the triangulator.

    This is the ladder alone: reliability and a verdict are not worked out yet.
    """
    from kae_sim.calibrate import climb, deals, write_tables
    from kae_sim.players import BOTS

    asked = [name for name, wanted in (("rules", rules), ("tables", tables), ("knowing", knowing)) if wanted]
    if len(asked) > 1:
        raise click.UsageError(f"--{asked[0]} and --{asked[1]} are two different things: ask for one.")
    found = {}
    loaded = scenario_of(scenario)
    if rules:
        look_up_tables()
        (print_json if as_json else _print_rules)(_rules(loaded, plays, workers))
        return
    if knowing:
        look_up_tables()
        (print_json if as_json else _print_knowing)(_knowing(loaded, plays, workers))
        return
    if tables is not None:
        click.echo(WAIT, err=True)
        write_tables(loaded, tables)
        return
    look_up_tables()
    playing = deals(loaded, range(1, plays + 1), tuple(BOTS), workers)
    with click.progressbar(length=plays, label=f"{loaded.id}: {plays} deals", file=sys.stderr) as bar:
        for seed, played in playing:
            found[seed] = played
            bar.update(1)
    ladder = climb(found, tuple(BOTS))
    if as_json:
        print_json(document(ladder))
        return
    click.echo(f"{'bot':<14}{'mean':>7}{'sd':>7}{'lead of triangulator':>22}{'in sds':>8}")
    for rung in ladder.rungs:
        lead = "" if rung.bot == "triangulator" else f"{rung.difference:14.1f} ± {rung.standard_error:4.1f}"
        sds = "" if rung.bot == "triangulator" else f"{rung.in_sds:8.2f}"
        click.echo(f"{rung.bot:<14}{rung.mean:7.1f}{rung.sd:7.1f}{lead:>22}{sds}")


def document(ladder: Ladder) -> dict[str, object]:
    """The promised shape, as far as it is worked out: `reliability` and `verdict` are null."""
    bots = {
        rung.bot: {
            "mean": round(rung.mean, 2),
            "sd": round(rung.sd, 2),
            "n": rung.n,
            "difference": round(rung.difference, 2),
            "difference_sd": round(rung.difference_sd, 2),
            "se": round(rung.standard_error, 2),
        }
        for rung in ladder.rungs
    }
    return {"bots": bots, "reliability": None, "verdict": None, "reasons": ["not worked out yet"]}


def _rules(scenario: Scenario, plays: int, workers: int) -> dict[str, Any]:
    """The rules of the pack that need no player, over so many deals."""
    from kae_sim.calibrate import count_deals, fit_deals, fit_rules, pack_rules, shares, total, waiting_list

    seeds = range(1, plays + 1)
    counts = total(_all(scenario, plays, "dealt", count_deals(scenario, seeds, workers)))
    dealt = list(_all(scenario, plays, "with every plan", fit_deals(scenario, seeds, workers)))
    return {
        "accounts": counts.accounts,
        "rules": [_rule(one) for one in (*pack_rules(counts), *fit_rules(dealt))],
        "waiting_list": [_rule(one) for one in waiting_list(counts)],
        "unlike_england": scenario.pack.unlike_england,
        "right_answers": {
            unknown: {answer: round(percent, 1) for answer, percent in shares(counts, unknown)}
            for unknown in ("wait", "bottleneck", "goal", "stopper")
        },
        "most_attempts": counts.most_attempts,
    }


def _all(scenario: Scenario, plays: int, what: str, coming: Iterator[T]) -> Iterator[T]:
    """The same with a bar that moves as they come."""
    label = f"{scenario.id}: {plays} deals, {what}"
    with click.progressbar(coming, length=plays, label=label, file=sys.stderr) as bar:
        yield from bar


def _knowing(scenario: Scenario, plays: int, workers: int) -> dict[str, Any]:
    """What knowing is worth, over so many deals."""
    from kae_sim.calibrate import captured, knowing_deals, knowing_rules

    found = list(_all(scenario, plays, "played twice", knowing_deals(scenario, range(1, plays + 1), workers)))
    return {
        "captured": {known: round(percent, 1) for known, percent in captured(found).items()},
        "rules": [_rule(one) for one in knowing_rules(found)],
    }


def _print_knowing(found: dict[str, Any]) -> None:
    click.echo("A plan by one planner at the end of the first quarter captures of the oracle, %")
    for known, percent in found["captured"].items():
        click.echo(f"{known:<40}{percent:>8.4g}")
    for one in found["rules"]:
        verdict = "ok" if one["ok"] else "not kept"
        click.echo(f"{one['name']:<40}{one['value']:>8.4g}   at least {one['low']:g}   {verdict}")


def _rule(rule: Rule) -> dict[str, Any]:
    return {"name": rule.name, "value": round(rule.value, 2), "low": rule.low, "high": rule.high, "ok": rule.ok}


def _print_rules(found: dict[str, Any]) -> None:
    click.echo(f"{found['accounts']} accounts")
    for one in (*found["rules"], *found["waiting_list"]):
        verdict = "ok" if one["ok"] else "not kept"
        click.echo(f"{one['name']:<40}{one['value']:>8.4g}   {one['low']:g} to {one['high']:g}   {verdict}")
    if found["unlike_england"] and not all(one["ok"] for one in found["waiting_list"]):
        click.echo(f"The waiting list is unlike England's: {found['unlike_england']}")
    for unknown, answers in found["right_answers"].items():
        click.echo(f"{unknown}: " + ", ".join(f"{answer} {percent:.0f}" for answer, percent in answers.items()))
