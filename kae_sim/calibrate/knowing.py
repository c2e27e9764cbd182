"""What knowing is worth: what one planner captures on papers, on what people said, and on the truth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kae_sim.calibrate.rules import Rule
from kae_sim.farm import as_finished, processes
from kae_sim.game.engine import Game
from kae_sim.game.tables import Document, know_tables, tables_for
from kae_sim.plan.planner import Beliefs
from kae_sim.players import play
from kae_sim.scenario import digest, from_resolved, resolved
from kae_sim.scenario.schema import Scenario
from kae_sim.score import Assessment, assess_together
from kae_sim.score.losses import carried_out, observer_beliefs, planned, true_beliefs
from kae_sim.world.names import no_names

APART = 8  # percent of the oracle by which papers, people and truth must differ at least

Task = tuple[bytes, Document, int]  # scenario, tables, seed


@dataclass(frozen=True, slots=True)
class Worth:
    """Joint points of a territory planned at the end of the first quarter, by what was known; and the oracle's."""

    papers: float
    people: float
    truth: float
    oracle: float


def knowing_deals(scenario: Scenario, seeds: Iterable[int], workers: int) -> Iterator[Worth]:
    """Each of these deals, as they come in; `knowing_rules` wants them all, in any order."""
    data, tables = resolved(scenario), tables_for(scenario).document()
    payloads = {seed: (data, tables, seed) for seed in seeds}
    return (found for _, found in as_finished(processes(workers), knowing_deal, payloads))


def knowing_deal(task: Task) -> Worth:
    """One deal. Papers are read by the spreadsheet, people are asked by the triangulator. Runs in a worker process."""
    scenario = from_resolved(task[0])
    know_tables(digest(scenario), task[1])
    first = Game.start(scenario, task[2], names=no_names(scenario))
    games = {bot: first.again() for bot in ("spreadsheet", "triangulator")}
    for bot, game in games.items():
        play(bot, scenario, game)
    read, asked = assess_together(list(games.values()))
    return Worth(
        worth_of(read, observer_beliefs(read.game, read.tables)),
        worth_of(asked, observer_beliefs(asked.game, asked.tables)),
        worth_of(asked, true_beliefs(asked.game)),
        asked.worth(asked.best),
    )


def worth_of(assessment: Assessment, beliefs: Mapping[str, Beliefs]) -> float:
    """What the planner's plan brings under these beliefs, proposed as the oracle proposes."""
    intents = planned(assessment.game, assessment.tables, beliefs)
    rung = carried_out(assessment.game, assessment.oracle, {intent.account: intent.initiatives for intent in intents})
    assessment.live(rung)
    return assessment.worth(rung)


def captured(found: Sequence[Worth]) -> dict[str, float]:
    """Percent of the oracle over all these deals together, by what was known."""
    most = sum(one.oracle for one in found)
    return {known: 100 * sum(getattr(one, known) for one in found) / most for known in ("papers", "people", "truth")}


def knowing_rules(found: Sequence[Worth]) -> tuple[Rule, ...]:
    """Each step up must be worth something."""
    by = captured(found)
    return (
        Rule("people beyond papers, % of the oracle", by["people"] - by["papers"], APART, 1000),
        Rule("truth beyond people, % of the oracle", by["truth"] - by["people"], APART, 1000),
    )
