"""A run being played: a Seat that keeps everything it is told, and can be taken up again."""

from __future__ import annotations

import secrets
import shutil
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from kae_sim.errors import KaeError
from kae_sim.game import Diverged, Game
from kae_sim.game.actions import Action, Offer
from kae_sim.game.events import Event
from kae_sim.game.journal import SEED_LIMIT, HeadInfo, HeadRecord, Mode, Record, deal_code
from kae_sim.game.view import View
from kae_sim.runs.folder import RunFolder, create_folder, find_folder
from kae_sim.runs.journal_file import JournalFile
from kae_sim.runs.paths import cannot_store
from kae_sim.runs.people import attempt, bot_player, player_for
from kae_sim.runs.reading import check_engine, scenario_beside
from kae_sim.runs.shown import remember_score
from kae_sim.scenario import Scenario, digest, resolved
from kae_sim.score import Scorecard, scorecard


class BadSeed(KaeError):
    """A seed outside 0 to 2^53 - 1."""


class NotReplayable(KaeError):
    """A journal whose chain is whole, but whose actions can't have happened."""


class RunSession:
    """A Seat on a kept run; use it as a context manager, or close it."""

    def __init__(
        self, folder: RunFolder, game: Game, journal: JournalFile, by: str, closing: ExitStack, notices: tuple[str, ...]
    ) -> None:
        self.folder = folder
        self.game = game
        self.notices = notices  # what happened to the journal on the way here, in plain sentences
        self._journal = journal
        self._by = by
        self._closing = closing

    @property
    def run(self) -> str:
        return self.folder.run

    @property
    def view(self) -> View:
        return self.game.view

    def legal_actions(self) -> tuple[Offer, ...]:
        return self.game.legal_actions()

    def act(self, action: Action) -> tuple[Event, ...]:
        """Record and do one action; IllegalAction or NotSaved change nothing."""
        return self.game.act(action, by=self._by)

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
        self.close()


def draw_seed() -> int:
    """A seed nobody can guess."""
    return secrets.randbelow(SEED_LIMIT)


def new_run(scenario: Scenario, seed: int | None, player_name: str | None, mode: Mode) -> RunSession:
    """Begin a run: in mode `bot` the name is the bot's, else a person's; no seed = one is drawn."""
    seed = draw_seed() if seed is None else seed
    if not 0 <= seed < SEED_LIMIT:
        raise BadSeed(f"A seed is a whole number from 0 to {SEED_LIMIT - 1}.")
    bot = player_name or "unnamed"
    player = bot_player(bot) if mode == "bot" else player_for(player_name)
    folder = create_folder(resolved(scenario))
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, folder.path, ignore_errors=True)
        lock = folder.lock()
        undo.callback(lock.release)
        try:
            journal = JournalFile.create(folder.journal)
        except OSError as error:
            raise cannot_store(error) from error
        undo.callback(journal.close)
        head = HeadInfo(run=folder.run, player=player, mode=mode)
        game = Game.start(scenario, seed, record=journal.append, head=head)
        attempt(player, digest(scenario), deal_code(seed), folder.run)
        undo.pop_all()
    closing = ExitStack()
    closing.callback(lock.release)
    closing.callback(journal.close)
    return RunSession(folder, game, journal, f"bot {bot}" if mode == "bot" else "player", closing, ())


def resume(run: str, *, bot: str | None = None) -> RunSession:
    """Take up a run where its journal ends; with `bot`, what follows is recorded as that bot's."""
    folder = find_folder(run)
    with ExitStack() as opened:
        lock = folder.lock()
        opened.callback(lock.release)
        check_engine(folder.journal)
        try:
            journal, records, torn = JournalFile.open(folder.journal)
        except OSError as error:
            raise cannot_store(error) from error
        opened.callback(journal.close)
        head = records[0]
        assert isinstance(head, HeadRecord)  # JournalFile.open lets nothing else be first
        notices = ["The last line of the journal was torn and has been cut: that one action was not kept."] * bool(torn)
        scenario = scenario_beside(folder.scenario, head)
        game, rejected = _replayed(scenario, records, journal, folder)
        notices += rejected
        closing = opened.pop_all()
    by = _by(head, bot)
    return RunSession(folder, game, journal, by, closing, tuple(notices))


def _by(head: HeadRecord, bot: str | None) -> str:
    if bot is None and head.mode == "bot" and head.player is not None:
        bot = head.player.removeprefix("bot-")
    return "player" if bot is None else f"bot {bot}"


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
    except Exception as error:
        # A fault of the program hit while applying a line: it was recorded first, so it is the last.
        if len(records) == 1:
            raise
        why = f"{type(error).__name__}: {error}"
    game = Game.replay(scenario, records[:-1], record=journal.append)
    journal.cut_last(folder.rejected)
    return game, [f"The last action could not be done again ({why}); it was moved to {folder.rejected.name}."]
