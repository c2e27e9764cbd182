"""A run being played: a Seat that keeps everything it is told, and can be taken up again."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import Self

from kae_sim.errors import KaeError
from kae_sim.game import Diverged, Game
from kae_sim.game.actions import Action, Offer
from kae_sim.game.events import Event
from kae_sim.game.journal import SEED_LIMIT, HeadInfo, Mode, Record, deal_code
from kae_sim.game.view import View
from kae_sim.runs.attempts import attempt_of, count_attempt
from kae_sim.runs.folder import RunFolder, create_folder, find_folder
from kae_sim.runs.journal_file import JournalFile
from kae_sim.runs.marks import GAPS
from kae_sim.runs.paths import cannot_store
from kae_sim.runs.people import bot_player, player_for
from kae_sim.runs.reading import playable_head, scenario_beside
from kae_sim.runs.shown import remember_score
from kae_sim.scenario import Scenario, digest, resolved
from kae_sim.score import Scorecard, scorecard


class BadSeed(KaeError):
    """A seed outside 0 to 2^53 - 1."""


class NotReplayable(KaeError):
    """A journal whose chain is whole, but whose actions can't have happened."""


class BotsRun(KaeError):
    """A run of a bot, which no person can play on: the journal would say that the bot did it."""


class RoomsRun(KaeError):
    """A run of a room, which goes on there and nowhere else."""


class RunSession:
    """A Seat on a kept run; use it as a context manager, or close it.

    A new run in which nothing was done is gone when it is closed, and counts as no attempt.
    """

    def __init__(
        self,
        folder: RunFolder,
        game: Game,
        journal: JournalFile,
        by: str,
        count: Callable[[], object],
        closing: ExitStack,
        notices: Sequence[str] = (),
    ) -> None:
        self.folder = folder
        self.game = game
        self.notices = tuple(notices)  # what is odd about the run, in plain sentences
        self._journal = journal
        self._by = by
        self._closing = closing
        self._count: Callable[[], object] | None = count
        self._unfinished = not game.view.finished

    @property
    def run(self) -> str:
        return self.folder.run

    @property
    def view(self) -> View:
        return self.game.view

    def legal_actions(self) -> tuple[Offer, ...]:
        return self.game.legal_actions()

    def may(self, action: Action) -> bool:
        return self.game.may(action)

    @property
    def begun(self) -> bool:
        """Something was done in it."""
        return self._journal.lines > 1

    def act(self, action: Action) -> tuple[Event, ...]:
        """Record and do one action; IllegalAction or NotSaved change nothing, after CannotStore it is done."""
        events = self.game.act(action, by=self._by)
        if self._count is not None:
            self._count()
            self._count = None
        if action.do in ("end_week", "end_round"):
            self._journal.mark()
            self._unfinished = not self.game.view.finished
        return events

    def score(self) -> Scorecard:
        """The scorecard of the finished game; it is kept for lists to show."""
        card = scorecard(self.game)
        remember_score(self._journal.tip, card.score)
        return card

    def close(self) -> None:
        """Make the journal safe against a power cut and let the run go."""
        self._closing.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is not None and self.begun and self._unfinished:
            again = "resume" if self._by == "player" else "autoplay --resume"
            error.add_note(f"Everything up to here is kept. To go on: kae-sim {again} {self.run}")
        self.close()


def draw_seed() -> int:
    """A seed nobody can guess."""
    return secrets.randbelow(SEED_LIMIT)


def new_run(scenario: Scenario, seed: int | None, player_name: str | None, mode: Mode) -> RunSession:
    """Begin a run: in mode `bot` the name is the bot's, else a person's; no seed = one is drawn."""
    seed = draw_seed() if seed is None else seed
    if not 0 <= seed < SEED_LIMIT:
        raise BadSeed(f"A seed is a whole number from 0 to {SEED_LIMIT - 1}.")
    player = bot_player(player_name or "unnamed") if mode == "bot" else player_for(player_name)
    return _begun(scenario, seed, player, mode)


def hosted_run(scenario: Scenario, seed: int, player: str) -> RunSession:
    """Begin the run of a seat in a room; the room has drawn the seed and knows the player."""
    return _begun(scenario, seed, player, "hosted")


def _begun(scenario: Scenario, seed: int, player: str, mode: Mode) -> RunSession:
    try_at = (player, digest(scenario), deal_code(seed))
    folder = create_folder(resolved(scenario))
    with ExitStack() as opened:
        opened.callback(_drop_untouched, folder)
        lock = folder.lock()
        opened.callback(lock.release)
        attempt_of(*try_at, folder.run)  # a damaged list of attempts is told before anybody plays
        try:
            journal = JournalFile.create(folder.journal)
        except OSError as error:
            raise cannot_store(error) from error
        opened.callback(journal.close)
        head = HeadInfo(run=folder.run, player=player, mode=mode)
        game = Game.start(scenario, seed, record=journal.append, head=head)
        by = player.replace("-", " ", 1) if mode == "bot" else "player"
        return RunSession(folder, game, journal, by, partial(count_attempt, *try_at, folder.run), opened.pop_all())


def resume(run: str, *, bot: str | None = None) -> RunSession:
    """Take up a run where its journal ends; with `bot`, what follows is recorded as that bot's."""
    return _taken_up(run, "practice", bot)


def resume_hosted(run: str) -> RunSession:
    """Take up the run of a seat; only the program of that seat does."""
    return _taken_up(run, "hosted", None)


def _taken_up(run: str, mode: Mode, bot: str | None) -> RunSession:
    folder = find_folder(run)
    with ExitStack() as opened:
        lock = folder.lock()
        opened.callback(lock.release)
        head = playable_head(folder.journal)
        if head.player is None:
            raise NotReplayable(f"Run {run} names no player in its journal, so nobody can play it on.")
        if head.mode == "bot" and bot is None:
            raise BotsRun(f"Run {run} is a bot's. kae-sim autoplay --resume {run} plays it on.")
        if head.mode == "hosted" and mode != "hosted":
            raise RoomsRun(f"Run {run} belongs to a workshop. It goes on in its room, by whoever has that seat.")
        try:
            journal, kept = JournalFile.open(folder.journal)
        except OSError as error:
            raise cannot_store(error) from error
        opened.callback(journal.close)
        journal.mark()  # now: what is added would hide that lines are missing
        notices = []
        if kept.torn:
            notices.append("The last line of the journal was torn and has been cut: that one action was not kept.")
        if kept.gap:
            notices.append(f"This run can be played on but has no rank any more: {GAPS[kept.gap]}.")
        scenario = scenario_beside(folder.scenario, head)
        game, rejected = _replayed(scenario, kept.records, journal, folder)
        notices += rejected
        if head.mode != "bot" and bot is not None and not game.view.finished:
            notices.append("What a bot does in a person's run is recorded as the bot's; the run will have no rank.")
        by = "player" if bot is None else f"bot {bot}"
        count = partial(count_attempt, head.player, head.digest, head.deal, run)
        return RunSession(folder, game, journal, by, count, opened.pop_all(), notices)


def _drop_untouched(folder: RunFolder) -> None:
    """Remove a new run that never got beyond its head, or not even there."""
    if not folder.journal.exists() or folder.journal.read_bytes().count(b"\n") < 2:
        folder.remove()


def _replayed(
    scenario: Scenario, records: list[Record], journal: JournalFile, folder: RunFolder
) -> tuple[Game, list[str]]:
    """The game of a journal; if only the last line can't be applied, the game without it."""
    try:
        return Game.replay(scenario, records, record=journal.append), []
    except Diverged as error:
        if error.line != len(records) or len(records) == 1:
            raise NotReplayable(f"Run {folder.run} can't be replayed: line {error.line}: {error.why}.") from error
        why = error.why
    except Exception:
        # A fault of the program hit while applying a line: it was recorded first, so it is the last.
        if len(records) == 1:
            raise
        why = "the program fails at it"
    game = Game.replay(scenario, records[:-1], record=journal.append)
    journal.cut_last(folder.rejected)
    told = f"The last action could not be done again: {why}. It was taken out and is kept in {folder.rejected.name}."
    return game, [told]
