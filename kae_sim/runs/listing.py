"""What is kept here, for lists: read from heads and journals without playing anything again."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from kae_sim.errors import KaeError, printable
from kae_sim.game import ENGINE
from kae_sim.game.journal import ActRecord, Record
from kae_sim.runs.files import read_whole
from kae_sim.runs.folder import RunFolder, all_folders
from kae_sim.runs.journal_file import read_journal
from kae_sim.runs.marks import GAPS
from kae_sim.runs.people import NOBODY, names_of
from kae_sim.runs.reading import read_head
from kae_sim.runs.shown import shown_score
from kae_sim.scenario.schema import Calendar, Line

State = Literal["open", "finished", "other-engine", "damaged"]


class RunInfo(BaseModel):
    """One line of the list of runs; none = not known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    run: str
    scenario: str | None = None
    title: str | None = None
    seed: int | None = None  # never of a hosted run
    deal: str | None = None
    player: str | None = None
    name: str = NOBODY
    mode: str | None = None
    engine: int | None = None
    week: int | None = None
    weeks: int | None = None
    finished: bool = False
    score: float | None = None
    state: State
    why: str = ""  # what is wrong with it

    @property
    def for_a_person(self) -> bool:
        """Somebody may sit down to it here: it is not over, and neither a bot's nor one of a workshop."""
        return self.state == "open" and self.mode == "practice"

    @property
    def played_here(self) -> bool:
        """A person has played it here to its end."""
        return self.state == "finished" and self.mode == "practice"

    @property
    def looked_back_at(self) -> bool:
        """There is a debrief of it that has been seen."""
        return self.played_here and self.score is not None


class _Outline(BaseModel):
    """What a list says of a scenario; looking at the rest of the file would take many times longer."""

    title: Line
    calendar: Calendar


def list_runs() -> tuple[RunInfo, ...]:
    """Every run kept here, the last played first; damaged and foreign ones are marked, not hidden."""
    found = [_info(folder) for folder in all_folders()]
    names = names_of([info.player for info in found])
    return tuple(info.model_copy(update={"name": name}) for info, name in zip(found, names, strict=True))


def last_open_run() -> str | None:
    """The run for a person to go on with: the last played that is not finished and not a bot's."""
    return next((info.run for info in list_runs() if info.for_a_person), None)


def _info(folder: RunFolder) -> RunInfo:
    try:
        head = read_head(folder.journal)
    except KaeError as error:
        return RunInfo(run=folder.run, state="damaged", why=printable(str(error)))
    info = RunInfo(
        run=folder.run,
        scenario=head.scenario,
        seed=None if head.mode == "hosted" else head.seed,
        deal=head.deal,
        player=head.player,
        mode=head.mode,
        engine=head.engine,
        state="open",
    )
    if head.engine != ENGINE:
        return info.model_copy(update={"state": "other-engine", "why": f"played with rules {head.engine}"})
    try:
        kept = read_journal(folder.journal)
        outline = _Outline.model_validate_json(read_whole(folder.scenario)[0])
    except KaeError as error:
        return info.model_copy(update={"state": "damaged", "why": printable(str(error))})
    except (OSError, ValidationError):
        why = f"its {folder.scenario.name} is missing or damaged"
        return info.model_copy(update={"state": "damaged", "why": why})
    rounds, length = outline.calendar.rounds, outline.calendar.weeks_per_round
    week, ended = _progress(kept.records)
    finished = ended >= rounds
    return info.model_copy(
        update={
            "title": printable(outline.title),
            "week": min(week, rounds * length),
            "weeks": rounds * length,
            "finished": finished,
            "state": "finished" if finished else "open",
            "score": shown_score(kept.chain.h) if finished else None,
            "why": GAPS[kept.gap] if kept.gap else "",
        }
    )


def _progress(records: list[Record]) -> tuple[int, int]:
    """The week a game stands in and the rounds that it has ended."""
    acts = [record for record in records if isinstance(record, ActRecord)]
    ended = sum(act.action.do == "end_round" for act in acts)
    if not acts:
        return 1, 0
    last = acts[-1]
    return last.week + (last.action.do in ("end_week", "end_round")), ended
