"""`kae-sim calibrate`: the bots on many deals of a scenario, and whether it is fit."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from kae_sim.cli.loading import WAIT, json_option, look_up_tables, print_json, scenario_of
from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from kae_sim.calibrate import Calibration, Kept, Rule
    from kae_sim.scenario.schema import Scenario

T = TypeVar("T")
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command(epilog="Example: kae-sim calibrate two-week-promise --plays 20 --html calibration.html")
@click.argument("scenario", required=False)
@click.option("--plays", type=click.IntRange(2, 1000), default=20, show_default=True, help="Deals, seeds 1 to N.")
@click.option("--workers", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="Processes.")
@click.option("--cluster", metavar="tcp://HOST:PORT", help="Work on this Dask cluster instead (extra `cluster`).")
@click.option(
    "--html", "page", type=FILE, metavar="FILE", help="Write one HTML file, with charts, to look at or print."
)
@click.option(
    "--into",
    type=FILE,
    metavar="FILE",
    help="Add standard error and means to the tables in FILE, after 200 plays or more of a fit scenario.",
)
@click.option("--afresh", is_flag=True, help="Throw away what earlier calibrations of this scenario have found.")
@click.option(
    "--tables",
    type=FILE,
    metavar="FILE",
    help="Play nothing: work out what bots and debriefs know of the territory, and write it to FILE.",
)
@click.option("--rules", is_flag=True, help="Play nothing: deal as many territories and show the rules of the pack.")
@click.option("--knowing", is_flag=True, help="Show what plans capture that rest on papers, on people, on the truth.")
@json_option
def calibrate(
    scenario: str | None,
    plays: int,
    workers: int,
    cluster: str | None,
    page: Path | None,
    into: Path | None,
    afresh: bool,
    tables: Path | None,
    rules: bool,
    knowing: bool,
    as_json: bool,
) -> None:
    """Play every bot on many deals: how they score, how reliable a score is, whether the scenario is fit.

    What is found is kept as it comes: give the same command again after a stop, or more --plays, and it goes on.
    """
    from kae_sim.calibrate import write_tables

    asked = [name for name, wanted in (("rules", rules), ("tables", tables), ("knowing", knowing)) if wanted]
    if len(asked) > 1:
        raise click.UsageError(f"--{asked[0]} and --{asked[1]} are two different things: ask for one.")
    if asked and (page or into or cluster or afresh):
        raise click.UsageError(
            f"--html, --into, --cluster and --afresh are for a whole calibration: leave out --{asked[0]}."
        )
    loaded = scenario_of(scenario)
    _check_files(loaded, plays, page, into)
    if tables is not None:
        click.echo(WAIT, err=True)
        write_tables(loaded, tables)
        return
    look_up_tables()
    if rules:
        (print_json if as_json else _print_rules)(_rules(loaded, plays, workers))
    elif knowing:
        (print_json if as_json else _print_knowing)(_knowing(loaded, plays, workers))
    else:
        _tell(_whole(loaded, plays, _makes(workers, cluster), afresh), page, into, as_json)


def _check_files(scenario: Scenario, plays: int, page: Path | None, into: Path | None) -> None:
    """What can't be written is said now, not after the games."""
    from kae_sim.calibrate import check_takes_scores
    from kae_sim.cli.debrief import check_writable

    if page is not None:
        check_writable(page)
    if into is not None:
        check_takes_scores(scenario, plays, into)
        check_writable(into)


def _makes(workers: int, address: str | None) -> Callable[[], Executor]:
    """Where the work is done."""
    from kae_sim.farm import cluster, processes

    return processes(workers) if address is None else cluster(address)


def _whole(scenario: Scenario, plays: int, make_executor: Callable[[], Executor], afresh: bool) -> Calibration:
    """All tasks of so many deals, those done before included."""
    from kae_sim.calibrate import Kept, kept, kept_as, put_together
    from kae_sim.game.tables import tables_for

    if afresh:
        with make_executor():  # a cluster that does not answer must cost nothing that is kept
            pass
    with kept(kept_as(scenario), Kept.afresh if afresh else Kept) as results:
        _do(scenario, plays, make_executor, results)
        scores = tables_for(scenario).scores
        return put_together(scenario, plays, results.results, None if scores is None else scores.error)


def _do(scenario: Scenario, plays: int, make_executor: Callable[[], Executor], results: Kept) -> None:
    """Does what is not kept yet, under a bar; what is kept, and how to go on after a stop, is said in a line."""
    from kae_sim.calibrate import carry_out, names_of

    names = names_of(plays)
    done = sum(name in results.results for name in names)
    click.echo(f"{scenario.id}: {plays} deals, each in two parts: its games, and its pack.", err=True)
    if results.damaged:
        click.echo(_damage(results.damaged, len(names) - done), err=True)
    if 0 < done < len(names):
        click.echo(f"{done} of {len(names)} parts are kept; going on.", err=True)
    try:
        with click.progressbar(
            length=len(names), label="parts", file=sys.stderr, show_pos=True, show_eta=not done
        ) as bar:
            bar.update(done)
            for _ in carry_out(scenario, plays, make_executor, results):
                bar.update(1)
    except KeyboardInterrupt:
        done = sum(name in results.results for name in names)
        click.echo(
            f"\nStopped: {done} of {len(names)} parts are kept. The same command without --afresh goes on.", err=True
        )
        raise


def _damage(lines: int, left: int) -> str:
    said = "1 damaged line was" if lines == 1 else f"{lines} damaged lines were"
    after = "what is missing is worked out again" if left else "nothing is missing"
    return f"{said} taken out of what was kept; {after}."


def _tell(found: Calibration, page: Path | None, into: Path | None, as_json: bool) -> None:
    """Prints it and writes what was asked for; a fault of one file keeps nothing from the others."""
    from kae_sim.calibrate import document, write_scores
    from kae_sim.cli.debrief import write
    from kae_sim.words.calibrated import lines
    from kae_sim.words.report.calibration import calibration_page

    if as_json:
        print_json(document(found))
    else:
        click.echo("\n".join(lines(found)))
    writers: list[tuple[Path | None, Callable[[Path], None]]] = [
        (page, lambda file: write(file, calibration_page(found))),
        (into, lambda file: write_scores(found, file)),
    ]
    faults = []
    for file, writes in writers:
        if file is not None:
            try:
                writes(file)
            except KaeError as fault:
                faults.append(str(fault))
            else:
                click.echo(f"{file} is written.", err=True)
    if faults:
        raise KaeError("\n".join(faults))


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
