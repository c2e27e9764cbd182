"""Papers: what there is to read, what it costs, how old it is, and the text itself."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.game.actions import Read
from kae_sim.game.view import Block, Source
from kae_sim.words.labels import hours, week, weeks
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back, Terminal
from kae_sim.words.text import sparkline, table


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
        _show_everywhere(sitting, source.id)


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
    if source.read is None:
        return hours(source.half_hours)
    dated = (
        "undated"
        if source.dated is None
        else f"speaks of {week(source.dated)}, {weeks(max(0, now - source.dated))} old"
    )
    return f"read in {week(source.read)}, {dated}"


def _wants_to_read(sitting: Sitting, source: Source) -> bool:
    """True for a paper not read yet, or where the person wants the newest edition."""
    if source.read is None:
        return True
    options = ("Look at it again (no hours)", f"Read the newest edition ({hours(source.half_hours)})")
    return sitting.terminal.pick(options, "papers") == 1


def _show(sitting: Sitting, source: Source) -> None:
    if source.read is None:
        return  # the reading was refused, and the person has been told why
    terminal = sitting.terminal
    terminal.section(source.title)
    dated = "It bears no date." if source.dated is None else f"It speaks of {week(source.dated)}."
    terminal.say(f"Read in {week(source.read)}. {dated}")
    for block in source.blocks:
        _block(terminal, block)


def _show_everywhere(sitting: Sitting, source_id: str) -> None:
    """One text where all accounts show the same, else a part for each account."""
    shown = [
        (account.name, source)
        for account in sitting.view.accounts
        for source in account.sources
        if source.id == source_id
    ]
    _show(sitting, shown[0][1])
    if any(source.blocks != shown[0][1].blocks for _, source in shown):
        for name, source in shown[1:]:
            if source.read is not None:
                sitting.terminal.section(name)
                for block in source.blocks:
                    _block(sitting.terminal, block)


def _block(terminal: Terminal, block: Block) -> None:
    terminal.line()
    if block.words:
        terminal.say(block.words, first="  ", later="  ")
    if block.kind == "table":
        terminal.lines(f"  {line}" for line in table(block.columns, block.rows, 76))
    elif block.kind == "series" and block.values:
        low, high = min(block.values), max(block.values)
        terminal.line(f"  {sparkline(block.values, 52).rstrip()}")
        first, last = block.values[0], block.values[-1]
        terminal.say(f"from {first:,} to {last:,}; lowest {low:,}, highest {high:,}", first="  ")
