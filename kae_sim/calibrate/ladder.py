"""The bot ladder: every bot on the same deals, means and paired differences to the triangulator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev

from kae_sim.farm import as_finished, processes
from kae_sim.game.engine import Game
from kae_sim.game.tables import Document, know_tables, tables_for
from kae_sim.players import oracle, play
from kae_sim.players.kit import Kit
from kae_sim.scenario import digest, from_resolved, resolved
from kae_sim.scenario.schema import Scenario
from kae_sim.score import Assessment, Yardstick, assess_together, foresee
from kae_sim.world.names import no_names

BEST = "triangulator"


@dataclass(slots=True, frozen=True)
class Rung:
    """One bot. `difference` is the mean of the triangulator's lead on the same deal, with its spread."""

    bot: str
    mean: float
    sd: float
    n: int
    difference: float
    difference_sd: float

    @property
    def standard_error(self) -> float:
        return self.difference_sd / sqrt(self.n)

    @property
    def in_sds(self) -> float:
        """The lead in standard deviations of the paired difference."""
        return self.difference / self.difference_sd if self.difference_sd else 0.0


@dataclass(slots=True, frozen=True)
class Ladder:
    rungs: tuple[Rung, ...]
    scores: Mapping[int, Mapping[str, float]]  # seed -> bot -> score


@dataclass(slots=True, frozen=True)
class Task:
    """One deal for a worker process; the tables travel with it, or each worker would work them out."""

    scenario: bytes
    tables: Document
    seed: int
    bots: tuple[str, ...]


def one_deal(task: Task) -> dict[str, dict[str, float]]:
    """Plays and scores every bot on one deal. Runs in a worker process."""
    scenario = from_resolved(task.scenario)
    know_tables(digest(scenario), task.tables)
    first = Game.start(scenario, task.seed, names=no_names(scenario))
    yardstick = foresee(first)
    games = [played(bot, first.again(), yardstick) for bot in task.bots]
    return {bot: points(one) for bot, one in zip(task.bots, assess_together(games, yardstick), strict=True)}


def played(bot: str, game: Game, yardstick: Yardstick) -> Game:
    """This game after the bot played it; who knows the truth need not work out again what is best."""
    kit = Kit(game.scenario)
    oracle.tell(kit, game.seed, yardstick)
    play(bot, game.scenario, game, kit)
    return game


def points(assessment: Assessment) -> dict[str, float]:
    """Score and skills as a card shows them; where points were lost is not asked, and need not be lived."""
    skills = {name: skill.points for name, skill in assessment.skill_points.items()}
    return {"score": assessment.score_milli / 1000, **skills}


def deals(
    scenario: Scenario, seeds: Sequence[int], bots: Sequence[str], workers: int
) -> Iterator[tuple[int, dict[str, dict[str, float]]]]:
    """Scores and skills of every bot on every deal, as they come in."""
    data, tables = resolved(scenario), tables_for(scenario).document()
    payloads = {seed: Task(data, tables, seed, tuple(bots)) for seed in seeds}
    return as_finished(processes(workers), one_deal, payloads)


def climb(found: Mapping[int, Mapping[str, Mapping[str, float]]], bots: Sequence[str]) -> Ladder:
    """Means and paired differences of what was played."""
    scores = {seed: {bot: skills["score"] for bot, skills in found[seed].items()} for seed in sorted(found)}
    rungs = []
    for bot in bots:
        own = [scores[seed][bot] for seed in scores]
        leads = [scores[seed][BEST] - scores[seed][bot] for seed in scores]
        many = len(own) > 1
        rungs.append(
            Rung(bot, fmean(own), stdev(own) if many else 0.0, len(own), fmean(leads), stdev(leads) if many else 0.0)
        )
    return Ladder(tuple(rungs), scores)
