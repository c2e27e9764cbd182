"""The scorecard: five skills, what they add up to, the gate, the band, where points were lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel, ConfigDict

from kae_sim.errors import KaeError
from kae_sim.game.engine import Game
from kae_sim.game.tables import Tables
from kae_sim.game.view import Gate
from kae_sim.scenario.schema import Unknown
from kae_sim.score import losses
from kae_sim.score.debrief_model import LossName
from kae_sim.score.oracle import Oracle, solve
from kae_sim.score.skills import know, prioritise, realistic, relationships, weights
from kae_sim.score.trials import Schedule, Trials
from kae_sim.score.yardstick import Yardstick, freezes, happened


class NotFinished(KaeError):
    """The game is not over; nothing may be known of its score."""


class SkillPoints(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    points: float  # 0 to 100, may be below 0
    weight: int


class AccountCard(BaseModel):
    """One account: what was true at the last lock, what was believed, what came of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    name: str
    truth: dict[Unknown, tuple[str, ...]]
    beliefs: dict[Unknown, tuple[str, int]]
    value: dict[str, float]


class Scorecard(BaseModel):
    """What a finished game came to. Points are 0 to 100; the integer is what is compared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    score_milli: int
    passed: bool
    gate: Gate
    band: tuple[float, float]
    calibrated: bool
    skills: dict[str, SkillPoints]
    captured: float
    lost: dict[LossName, float]
    accounts: tuple[AccountCard, ...]
    weeks: int
    actions: int

    @property
    def score(self) -> float:
        return self.score_milli / 1000

    def document(self) -> dict[str, Any]:
        """The part of the promised JSON that a game alone can give."""
        fields = self.model_dump(mode="json", exclude={"score_milli", "accounts"})
        accounts = []
        for account in self.accounts:
            truth: dict[Unknown, Any] = {key: list(answers) for key, answers in account.truth.items()}
            truth["wait"], truth["stopper"] = truth["wait"][0], truth["stopper"][0]
            beliefs = {key: {"answer": said[0], "percent": said[1]} for key, said in account.beliefs.items()}
            accounts.append({"id": account.id, "truth": truth, "beliefs": beliefs, "value": account.value})
        return {"score": self.score, **fields, "accounts": accounts}


@dataclass
class Assessment:
    """Everything that is worked out once about a finished game; the card and the debrief share it."""

    game: Game
    yardstick: Yardstick | None = None  # of another game on the same deal, to save living everything again
    watch: Callable[[float], None] | None = None  # told the share of a batch of lives that is lived

    def __post_init__(self) -> None:
        if not self.game.finished:
            raise NotFinished("The game is not over yet.")

    @cached_property
    def tables(self) -> Tables:
        return self.game.tables

    @cached_property
    def trials(self) -> Trials:
        game = self.game
        if self.yardstick is not None and self.yardstick.trials.happened == happened(game):
            return self.yardstick.trials
        return Trials(
            game.scenario,
            game.table.territory,
            game.seed,
            happened(game),
            game.table.territory.horizon_weeks,
            watch=self.watch,
        )

    @cached_property
    def oracle(self) -> Oracle:
        given = self.yardstick
        if given is not None and given.trials is self.trials and given.freezes == freezes(self.game):
            return given.oracle
        return solve(self.game.table, self.trials)

    @property
    def measured_with(self) -> Yardstick:
        return Yardstick(self.trials, self.oracle, freezes(self.game))

    @cached_property
    def delivered(self) -> dict[str, Schedule]:
        return losses.delivered(self.game)

    @cached_property
    def ladder(self) -> losses.Ladder:
        game, oracle = self.game, self.oracle
        plans = {
            name: {intent.account: intent.initiatives for intent in losses.planned(game, self.tables, beliefs)}
            for name, beliefs in (
                ("truth", losses.true_beliefs(game)),
                ("observer", losses.observer_beliefs(game, self.tables)),
                ("own", losses.own_beliefs(game, self.tables)),
            )
        }
        rungs = {
            **{name: losses.carried_out(game, oracle, plan) for name, plan in plans.items()},
            "plan": losses.carried_out(game, oracle, losses.own_plans(game)),
        }
        self.live(self.best, *rungs.values(), self.delivered)
        worth = {name: self.worth(rung) for name, rung in rungs.items()}
        return losses.Ladder(oracle=self.worth(self.best), delivered=self.worth(self.delivered), **worth)

    @cached_property
    def best(self) -> dict[str, Schedule]:
        """What the oracle does."""
        return {account_id: one.schedule for account_id, one in self.oracle.best.items()}

    def live(self, *rungs: Mapping[str, Schedule], also: tuple[int, ...] = ()) -> None:
        """Lives what these need together, on the streams on which everything is scored and any others."""
        every = {account_id: [rung[account_id] for rung in rungs] for account_id in self.trials.accounts}
        self.trials.compare(every, (*also, *self.trials.held_out))

    def worth(self, rung: Mapping[str, Schedule]) -> float:
        """Joint value of the whole territory if this is done."""
        return sum(self.trials.mean(account_id, schedule).joint for account_id, schedule in rung.items())

    @cached_property
    def raw(self) -> dict[str, float]:
        """Skills before any floor; the captured share may be below 0."""
        captured = 100 * self.captured
        return {
            "know": know(self.game),
            "plan": captured,
            "prioritise": prioritise(self.game, self.oracle),
            "realistic": realistic(self.game),
            "relationships": relationships(self.game),
        }

    @cached_property
    def weights(self) -> dict[str, int]:
        """What each skill counts in this game, in percent."""
        return weights(self.game, self.oracle)

    def card_truth(self, account_id: str) -> Mapping[Unknown, tuple[str, ...]]:
        """What was true of an account at the last lock."""
        return self.game.table.play.locks[-1].truths[account_id]

    @cached_property
    def captured(self) -> float:
        """Share of what the oracle gains over doing nothing."""
        self.live(self.best, self.delivered)
        most = self.worth(self.best)
        return self.worth(self.delivered) / most if most > 0 else 0.0

    @cached_property
    def skills(self) -> dict[str, float]:
        """Know is floored at 0, planning cannot earn more than everything."""
        return {**self.raw, "know": max(0.0, self.raw["know"]), "plan": min(100.0, self.raw["plan"])}

    @cached_property
    def score_milli(self) -> int:
        """The score in thousandths of a point."""
        return max(0, round(self._weighed(self.skills) * 1000))

    @cached_property
    def skill_points(self) -> dict[str, SkillPoints]:
        """The skills as the card shows them."""
        return {
            name: SkillPoints(points=_rounded(points, 1), weight=self.weights[name])
            for name, points in self.skills.items()
        }

    def _weighed(self, skills: Mapping[str, float]) -> float:
        return sum(self.weights[name] * points / 100 for name, points in skills.items())

    @cached_property
    def card(self) -> Scorecard:
        game, scenario = self.game, self.game.scenario
        ladder = self.ladder  # first, so that all its rungs are lived together
        score_milli = self.score_milli
        gate = game.table.play.gate
        measured = self.tables.scores
        error = scenario.pack.economy.assumed_standard_error if measured is None else measured.error
        floor = score_milli / 1000 - self._weighed(self.raw)
        terms = losses.lost(game, self.tables, self.oracle, ladder, self.raw, self.weights, floor)
        lock = game.table.play.locks[-1]
        values = {account_id: self.trials.mean(account_id, done) for account_id, done in self.delivered.items()}
        return Scorecard(
            score_milli=score_milli,
            passed=gate == "open" and score_milli >= scenario.pass_mark * 1000,
            gate=gate,
            band=(max(0.0, score_milli / 1000 - error), min(100.0, score_milli / 1000 + error)),
            calibrated=measured is not None,
            skills=self.skill_points,
            captured=_rounded(self.captured, 3),
            lost={name: _rounded(points, 2) for name, points in terms.items()},
            accounts=tuple(
                AccountCard(
                    id=account.id,
                    name=account.name,
                    truth={unknown: lock.truths[account.id][unknown] for unknown in scenario.unknowns},
                    beliefs=lock.beliefs[account.id],
                    value={
                        "patients": _rounded(values[account.id].patients, 1),
                        "account": _rounded(values[account.id].account, 1),
                        "company": _rounded(values[account.id].company, 1),
                    },
                )
                for account in game.table.territory.accounts
            ),
            weeks=scenario.weeks,
            actions=len(game.table.play.deeds),
        )


def _rounded(value: float, digits: int) -> float:
    """For people to read: nobody lost minus nothing."""
    return round(value, digits) + 0.0


def assess(game: Game, yardstick: Yardstick | None = None, watch: Callable[[float], None] | None = None) -> Assessment:
    """The assessment of a finished game; NotFinished before the end. `watch` may raise to stop the work."""
    return Assessment(game, yardstick, watch)


def assess_together(games: Sequence[Game], yardstick: Yardstick | None = None) -> list[Assessment]:
    """Assessments of games on one deal: one yardstick, and what was delivered is lived together."""
    found: list[Assessment] = []
    for game in games:
        found.append(assess(game, found[-1].measured_with if found else yardstick))
    for one in found:
        alike = [other for other in found if other.trials is one.trials]
        one.live(*(one.best for one in alike), *(one.delivered for one in alike))
    return found


def scorecard(game: Game) -> Scorecard:
    """The scorecard of a finished game; NotFinished before the end."""
    return assess(game).card
