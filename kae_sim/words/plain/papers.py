"""Papers: what there is to read, what it costs, how old it is, and the text itself."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.game.actions import Read
from kae_sim.game.view import Source
from kae_sim.words.document import age, lines, page_title, pages
from kae_sim.words.labels import hours, week
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back

_WIDTH = 76


def papers(sitting: Sitting, account_id: str) -> None:
    """The papers of one account, until the person goes back."""
    while True:
        account = sitting.account(account_id)
        sitting.terminal.section(f"Papers about {account.name}")
        sources = [source for source in account.sources if not source.whole_territory]
        if not sources:
            sitting.terminal.line("There are none.")
            return
        try:
            source = _pick(sitting, sources)
            if _wants_to_read(sitting, source):
                sitting.act(Read(account=account_id, source=source.id))
        except Back:
            return
        for now in sitting.account(account_id).sources:
            if now.id == source.id:
                _show(sitting, now)


def territory_papers(sitting: Sitting) -> None:
    """The papers that speak of every account at once, until the person goes back."""
    while True:
        sitting.terminal.section("Papers about the whole territory")
        sources = _of_the_territory(sitting)
        if not sources:
            sitting.terminal.line("There are none.")
            return
        try:
            source = _pick(sitting, sources)
            if _wants_to_read(sitting, source):
                sitting.act(Read(account=None, source=source.id))
        except Back:
            return
        for now in _of_the_territory(sitting):
            if now.id == source.id:
                _show(sitting, now)


def _of_the_territory(sitting: Sitting) -> list[Source]:
    """Each paper once, as the first account shows it."""
    found: dict[str, Source] = {}
    for account in sitting.view.accounts:
        for source in account.sources:
            if source.whole_territory:
                found.setdefault(source.id, source)
    return list(found.values())


def _pick(sitting: Sitting, sources: Sequence[Source]) -> Source:
    options = [f"{source.title} ({_state(sitting.view.week, source)})" for source in sources]
    return sources[sitting.terminal.pick(options, "papers", "Which paper")]


def _state(now: int, source: Source) -> str:
    return hours(source.half_hours) if source.read is None else f"read in {week(source.read)}. {age(source, now)}"


def _wants_to_read(sitting: Sitting, source: Source) -> bool:
    """True for a paper not read yet, or where the person wants the newest edition."""
    if source.read is None:
        return True
    if source.kind == "notes":
        return False
    options = ("Look at it again (no hours)", f"Read the newest edition ({hours(source.half_hours)})")
    return sitting.terminal.pick(options, "papers") == 1


def _show(sitting: Sitting, source: Source) -> None:
    """A paper page by page; a person reads on when they like."""
    if source.read is None:
        return  # the reading was refused, and the person has been told why
    terminal, sheets = sitting.terminal, pages(source)
    terminal.section(source.title)
    terminal.say(f"Read in {week(source.read)}. {age(source, sitting.view.week)}")
    for at, sheet in enumerate(sheets):
        if at:
            terminal.pause()
        if len(sheets) > 1:
            terminal.section(page_title(sheets, at))
        terminal.line()
        terminal.lines(f"  {line.text}".rstrip() for line in lines(sheet, _WIDTH))
