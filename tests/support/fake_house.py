"""A game of two kinds of action, behind the real one's door: fast, exact, and easy to break on purpose.

What runs, boards and commands promise must hold for any game; this one plays in a millisecond.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import BaseModel

from kae_sim.game import ENGINE, Diverged, IllegalAction
from kae_sim.game.actions import Action, EndRound, EndWeek, Offer, Read
from kae_sim.game.journal import ActRecord, HeadInfo, HeadRecord, InjectRecord, Record, deal_code
from kae_sim.scenario import Scenario, digest
from kae_sim.score import NotFinished
from kae_sim.words.report.blocks import Heading

PAPER = Read(account=None, source="paper")
POISON = Read(account=None, source="poison")  # recorded, and then the program falls over


@dataclass(frozen=True, slots=True)
class FakeView:
    title: str
    week: int
    weeks: int
    round: int
    rounds: int
    half_hours_left: int
    finished: bool


class FakeGame:
    """Weeks, rounds and papers; the score is a hash of everything done."""

    def __init__(self, scenario: Scenario, seed: int, record: Callable[[Record], None] | None) -> None:
        self.scenario = scenario
        self.seed = seed
        self.record = record
        self.week, self.round, self.left = 1, 1, scenario.week_half_hours
        self.done = f"{seed}"
        self.actions = 0

    @classmethod
    def start(
        cls,
        scenario: Scenario,
        seed: int,
        *,
        names: object = None,
        record: Callable[[Record], None] | None = None,
        head: HeadInfo | None = None,
    ) -> FakeGame:
        game = cls(scenario, seed, record)
        if record is not None:
            record(
                HeadRecord(
                    engine=ENGINE,
                    scenario=scenario.id,
                    digest=digest(scenario),
                    seed=seed,
                    deal=deal_code(seed),
                    run=head.run if head else None,
                    player=head.player if head else None,
                    mode=head.mode if head else "practice",
                    names={"people": {"a1.nurse": "Ann Lee"}},
                )
            )
        return game

    @classmethod
    def replay(
        cls,
        scenario: Scenario,
        journal: Sequence[Record],
        *,
        record: Callable[[Record], None] | None = None,
        beside: FakeGame | None = None,
    ) -> FakeGame:
        head = journal[0]
        assert isinstance(head, HeadRecord)
        if head.digest != digest(scenario):
            raise Diverged(1, "it was played on another scenario")
        game = cls(scenario, head.seed, None)
        for line, entry in enumerate(journal[1:], start=2):
            if isinstance(entry, InjectRecord):
                game.done += str(entry.happening)
                continue
            assert isinstance(entry, ActRecord)
            if (entry.week, entry.before) != (game.week, game.left):
                raise Diverged(line, f"it says week {entry.week} with {entry.before} half-hours left")
            try:
                game.act(entry.action, by=entry.by)
            except IllegalAction as error:
                raise Diverged(line, str(error)) from error
        game.record = record
        return game

    @property
    def view(self) -> FakeView:
        calendar = self.scenario.calendar
        finished = self.round > calendar.rounds
        title, weeks = self.scenario.title, self.scenario.weeks
        return FakeView(title, self.week, weeks, self.round, calendar.rounds, self.left, finished)

    def legal_actions(self) -> tuple[Offer, ...]:
        offers = [Offer(action=PAPER, half_hours=1, pence=0)] if self.left else []
        end: Action = EndRound() if self._last_week() else EndWeek()
        return (*offers, Offer(action=end, half_hours=0, pence=0))

    def may(self, action: Action) -> bool:
        return not self.view.finished

    def act(self, action: Action, *, by: str = "player") -> tuple[Any, ...]:
        if self.view.finished:
            raise IllegalAction("The game is over.")
        if isinstance(action, Read) and not self.left:
            raise IllegalAction("There are no hours left this week.")
        if isinstance(action, EndWeek) and self._last_week():
            raise IllegalAction("This is the last week of the quarter.")
        if isinstance(action, EndRound) and not self._last_week():
            raise IllegalAction("The quarter is not over.")
        if self.record is not None:
            self.record(ActRecord(week=self.week, before=self.left, by=by, action=action))
        if action == POISON:
            raise ZeroDivisionError("a fault of the program")
        self.actions += 1
        self.done += action.model_dump_json()
        if isinstance(action, Read):
            self.left -= 1
        else:
            self.week += 1
            self.round += isinstance(action, EndRound)
            self.left = self.scenario.week_half_hours
        return ()

    def _last_week(self) -> bool:
        return self.week % self.scenario.calendar.weeks_per_round == 0


@dataclass(frozen=True, slots=True)
class FakeCard:
    score_milli: int
    passed: bool
    gate: str
    band: tuple[float, float]

    @property
    def score(self) -> float:
        return self.score_milli / 1000

    def document(self) -> dict[str, Any]:
        skills = {"know": {"points": self.score, "weight": 40}, "plan": {"points": 10.0, "weight": 35}}
        return {
            "score": self.score,
            "passed": self.passed,
            "gate": self.gate,
            "band": list(self.band),
            "skills": skills,
            "captured": 0.4,
            "lost": {},
            "accounts": [],
            "weeks": 39,
        }


def fake_scorecard(game: FakeGame) -> FakeCard:
    if not game.view.finished:
        raise NotFinished("The game is not over.")
    milli = int.from_bytes(hashlib.blake2b(game.done.encode(), digest_size=4).digest(), "big") % 100_000
    return FakeCard(milli, milli >= 40_000, "open", (milli / 1000 - 10, milli / 1000 + 10))


@dataclass(frozen=True, slots=True)
class FakeAssessment:
    game: FakeGame
    card: FakeCard


def fake_assess(game: FakeGame) -> FakeAssessment:
    return FakeAssessment(game, fake_scorecard(game))


PAPERS = {"do_nothing": 0, "reader": 2, "triangulator": 3}  # that each bot reads in a week, before it goes home


def fake_bot(name: str, scenario: Scenario, seat: Any) -> None:
    """Plays to the end; remembers nothing, so that it can play on from anywhere."""
    while not seat.view.finished:
        read = scenario.week_half_hours - seat.view.half_hours_left
        seat.act(PAPER if read < PAPERS[name] else seat.legal_actions()[-1].action)


def fake_play(
    session: Any,
    read: Callable[[str], str | None],
    write: Callable[[str], None],
    pause: Callable[[], None],
    coach: Any,
) -> bool:
    """Plain mode in three words: read, end, quit."""
    while not session.view.finished:
        word = read(f"week {session.view.week}> ")
        if word in (None, "quit"):
            write("Until next time.")
            return False
        session.act(PAPER if word == "read" else session.legal_actions()[-1].action)
    return True


class FakeDebrief(BaseModel):
    score: float
    player_name: str | None = None
    deal: str = ""


def fake_debrief(game: FakeGame, found: FakeAssessment) -> FakeDebrief:
    return FakeDebrief(score=found.card.score, deal=deal_code(game.seed))


def fake_sections(debrief: FakeDebrief) -> tuple[Heading, ...]:
    return (Heading(1, f"Debrief of {debrief.player_name}, deal {debrief.deal}: {debrief.score:.1f}"),)


def install(patch: pytest.MonkeyPatch) -> None:
    """Put the fake game where runs, leaderboard and commands look for the real one."""
    for module in ("kae_sim.runs.session", "kae_sim.runs.reading"):
        patch.setattr(f"{module}.Game", FakeGame)
    for module in ("kae_sim.runs.session", "kae_sim.score"):
        patch.setattr(f"{module}.scorecard", fake_scorecard)
    for module in ("kae_sim.leaderboard.verify", "kae_sim.score"):
        patch.setattr(f"{module}.assess", fake_assess)
    patch.setattr("kae_sim.score.debrief", fake_debrief)
    for module in ("kae_sim.players", "kae_sim.leaderboard.verify"):
        patch.setattr(f"{module}.BOTS", PAPERS)
    patch.setattr("kae_sim.players.play", fake_bot)
    patch.setattr("kae_sim.words.plain.play", fake_play)
    patch.setattr("kae_sim.words.report.sections", fake_sections)
