"""The games of one deal: every bot and every player of graded skill, scored on one yardstick."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import process_time
from typing import Any

from kae_sim.game.engine import Game
from kae_sim.game.tables import Document, know_tables
from kae_sim.players import oracle, play_by
from kae_sim.players.bot import Bot, bot
from kae_sim.players.graded import Graded, graded
from kae_sim.players.kit import Kit
from kae_sim.scenario import digest, from_resolved
from kae_sim.score import Assessment, assess_together, foresee
from kae_sim.world.names import no_names

RIGHT, WRONG, SILENT = "1", "0", "-"


@dataclass(slots=True, frozen=True)
class Deal:
    """One deal for a worker process; the tables travel with it, or each worker would work them out."""

    scenario: bytes
    tables: Document
    seed: int
    bots: tuple[str, ...]
    persons: tuple[Graded, ...] = ()


def play_deal(task: Deal) -> dict[str, Any]:
    """Plays and scores everybody on one deal. Runs in a worker process.

    `players`: score and skills by name. `right`: by the name of a graded player, one mark for each account and
    unknown, the unknowns of an account together. `seconds`: CPU of each game, and of scoring them all.
    """
    scenario = from_resolved(task.scenario)
    know_tables(digest(scenario), task.tables)
    first = Game.start(scenario, task.seed, names=no_names(scenario))
    begun = process_time()
    yardstick = foresee(first)
    measuring = process_time() - begun
    games: dict[str, Game] = {}
    seconds: dict[str, float] = {}
    for name, decide in _players(task):
        begun = process_time()
        games[name] = first.again()
        kit = Kit(scenario)
        oracle.tell(kit, task.seed, yardstick)  # who knows the truth need not work out again what is best
        play_by(decide, name, scenario, games[name], kit)
        seconds[name] = round(process_time() - begun, 3)
    begun = process_time()
    assessed = dict(zip(games, assess_together(list(games.values()), yardstick), strict=True))
    players = {name: points(one) for name, one in assessed.items()}
    return {
        "players": players,
        "kinds": [account.archetype for account in first.table.territory.accounts],
        "right": {one.name: answers(games[one.name]) for one in task.persons},
        "seconds": {**seconds, "scoring": round(measuring + process_time() - begun, 3)},
    }


def _players(task: Deal) -> Iterator[tuple[str, Bot]]:
    yield from ((name, bot(name)) for name in task.bots)
    yield from ((one.name, graded(one)) for one in task.persons)


def points(assessment: Assessment) -> dict[str, float]:
    """Score and skills as a card shows them; where points were lost is not asked, and need not be lived."""
    skills = {name: skill.points for name, skill in assessment.skill_points.items()}
    return {"score": assessment.score_milli / 1000, **skills}


def answers(game: Game) -> str:
    """What was believed at the last lock, account by account and unknown by unknown: right, wrong, or nothing said."""
    lock = game.table.play.locks[-1]
    marks = []
    for account in game.table.territory.accounts:
        for unknown in game.scenario.unknowns:
            said = lock.beliefs[account.id].get(unknown)
            if said is None:
                marks.append(SILENT)
            else:
                marks.append(RIGHT if said[0] in lock.truths[account.id][unknown] else WRONG)
    return "".join(marks)
