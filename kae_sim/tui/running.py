"""The real doors: runs kept in the data folder, scores on the board of this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kae_sim.errors import KaeError
from kae_sim.tui.doors import BoardLine, BoardPage, KeptRuns, OpenRun, Story

if TYPE_CHECKING:
    from kae_sim.leaderboard import Place
    from kae_sim.runs import Reading, RunSession
    from kae_sim.score import Assessment
    from kae_sim.score.debrief_model import Debrief
    from kae_sim.tui.desk import Desk
    from kae_sim.tui.working import Headway

_SHOWN = 20


def look_up_tables() -> None:
    """From now on a scenario's tables are looked up before they are made."""
    from kae_sim.game.tables import keep_tables
    from kae_sim.runs import table_cache

    keep_tables(table_cache)


class Running:
    """At most one run is open at a time; closing it lets it go for other programs."""

    def __init__(self, session: RunSession | None = None) -> None:
        self._session = session
        self._debriefs: dict[str, Debrief] = {}  # by run: one may be left before it is worked out
        self._measured: tuple[Reading, Assessment] | None = None  # what is to be entered on the board
        self._trouble = ""

    def desk(self) -> Desk:
        """The open run at a desk."""
        from kae_sim.runs import name_of
        from kae_sim.runs.reading import read_head
        from kae_sim.tui.desk import Desk

        session = self._session
        assert session is not None, "a desk needs an open run"
        return Desk(session, session.folder.notes, name_of(read_head(session.folder.journal).player))

    def stories(self) -> list[Story]:
        from kae_sim.leaderboard import Board
        from kae_sim.scenario import shipped

        best: dict[str, float] = {}
        for row in Board().rows(None):
            if row.mode != "bot" and row.bot is None:
                best[row.scenario] = max(best.get(row.scenario, row.score_milli / 1000), row.score_milli / 1000)
        return [Story(one.id, one.title, one.minutes, one.level, best.get(one.id)) for one in shipped()]

    def kept_runs(self) -> KeptRuns:
        from kae_sim.runs import list_runs

        kept = list_runs()
        return KeptRuns(
            [
                OpenRun(info.run, info.title or "", info.week or 1, info.weeks or 1, info.name, info.finished)
                for info in kept
                if info.for_a_person or (info.played_here and info.score is None)
            ],
            [
                OpenRun(info.run, info.title or "", info.week or 1, info.weeks or 1, info.name, True, info.score)
                for info in kept
                if info.looked_back_at
            ],
        )

    def begin(self, scenario: str) -> Desk:
        from kae_sim.runs import new_run
        from kae_sim.scenario import load_scenario

        self.close()
        look_up_tables()
        self._session = new_run(load_scenario(scenario), None, None, "practice")
        return self.desk()

    def go_on(self, run: str) -> Desk:
        from kae_sim.runs import resume

        self.close()
        look_up_tables()
        self._session = resume(run)
        return self.desk()

    def notices(self) -> tuple[str, ...]:
        return self._session.notices if self._session is not None else ()

    def finish(self, progress: Headway) -> Debrief:
        """The run is played again from its journal, measured, and entered on the board; once it is there, looked up.

        A board that can't be had costs nobody the debrief: `trouble` says so, and the next call tries again.
        """
        from kae_sim.runs import read_run
        from kae_sim.runs.debriefs import keep_debrief, kept_debrief
        from kae_sim.tui.finishing import assessed

        run = self._run()
        if run not in self._debriefs:
            progress.tell(0.0, "Playing your game again")
            reading = read_run(run)
            told = kept_debrief(reading) if self._entered(run) else None
            if told is None:
                found, debrief = assessed(reading.replay(), progress)
                told = keep_debrief(reading, debrief)
                self._measured = reading, found
            self._debriefs[run] = told
        self._enter()
        return self._debriefs[run]

    def _entered(self, run: str) -> bool:
        """Whether the board has it; a board that can't be had is asked again when the run is entered."""
        from kae_sim.leaderboard import Board

        try:
            return bool(Board().rows(where={"run": run}))
        except KaeError:
            return False

    def _enter(self) -> None:
        from kae_sim.leaderboard import add

        self._trouble = ""
        if self._measured is not None:
            try:
                add(*self._measured)
                self._measured = None
            except KaeError as error:
                self._trouble = str(error)

    def trouble(self) -> str:
        return self._trouble

    def report(self) -> str:
        """Writes the debrief beside the journal, to look at and to copy from; where it is."""
        from kae_sim.runs.folder import find_folder
        from kae_sim.tui.working import Headway
        from kae_sim.words.report import markdown, sections
        from kae_sim.words.report.html import html

        folder = find_folder(self._run()).path
        blocks = tuple(sections(self.finish(Headway())))
        for name, text in (("debrief.html", html(blocks)), ("debrief.md", markdown(blocks))):
            try:
                (folder / name).write_text(text, encoding="utf-8")
            except OSError as error:
                raise KaeError(f"{folder / name} can't be written ({error.strerror or error}).") from error
        return str(folder / "debrief.html")

    def boards(self) -> list[BoardPage]:
        from kae_sim.leaderboard import Board, top
        from kae_sim.runs import names_of
        from kae_sim.scenario import shipped

        you = self._you()
        titles = {one.id: one.title for one in shipped()}
        texts = {(row.scenario, row.digest, row.badge): None for row in Board().rows(None)}
        pages = []
        for scenario, digest, badge in texts:
            places = top(scenario, _SHOWN, digest=digest)
            names = names_of([place.best.player for place in places])
            lines = tuple(_line(place, name, you) for place, name in zip(places, names, strict=True))
            own_file = " (own file)" if badge == "own file" else ""
            pages.append(BoardPage(scenario, f"{titles.get(scenario, scenario)}{own_file}", lines))
        return pages

    def _you(self) -> str | None:
        """Who looks at the board: whose game is open, else who began one last."""
        from kae_sim.runs.people import last_player
        from kae_sim.runs.reading import read_head

        return last_player() if self._session is None else read_head(self._session.folder.journal).player

    def _run(self) -> str:
        if self._session is None:
            raise KaeError("No run is open.")
        return self._session.run

    def close(self) -> None:
        """Lets the open run go; everything is on the disk already."""
        self.leave(None)

    def leave(self, fault: Exception | None) -> None:
        """The same; a fault that ended the sitting learns how to go on."""
        if self._session is not None:
            self._session.__exit__(type(fault) if fault else None, fault, None)
        self._session = None


def _line(place: Place, name: str, you: str | None) -> BoardLine:
    from kae_sim.words.help import PLAYED

    first = place.first
    return BoardLine(
        rank=place.rank,
        name=name,
        deal=first.deal,
        played=PLAYED[first.mode],
        first=first.score_milli / 1000,
        best=place.best.score_milli / 1000,
        latest=place.latest.score_milli / 1000,
        tries=place.tries,
        remark=place.remark,
        bot=first.mode == "bot",
        own=first.player == you,
    )
