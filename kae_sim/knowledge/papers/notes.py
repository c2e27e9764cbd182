"""Notes of our own: of the account team's call, of a service-mapping session, of a public meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kae_sim.knowledge.papers.facts import Block
from kae_sim.scenario.schema import Pack
from kae_sim.world.streams import stream

_TEAM_ASIDES = (
    "Half of the call went on whose slides to use.",
    "Two of them had been at the same dinner and remembered it differently.",
    "Nobody had been inside a clinic this month.",
    "Somebody's dog joined. It had the clearest view.",
    "They asked you for news as well.",
)
_PUBLIC_ASIDES = (
    "Eleven members of the public came, nine of them about the car park.",
    "The biscuits ran out before item two.",
    "A governor asked what became of last year's plan. It has been renamed.",
    "Item seven was taken before item three.",
    "The microphone worked from item four onwards.",
    "The Chair thanked everybody twice.",
)


@dataclass(frozen=True, slots=True)
class Queue:
    """One stage as a mapping session counts it: exact, as of today."""

    stage: str  # name
    waiting: int  # new patients in its queue
    days: int  # mean days beyond plan of those who left it in the last 13 weeks
    used_percent: int  # slots used in the last 13 weeks
    stuck: bool  # one of those that hold patients up most


def team_notes(pack: Pack, deal: bytes, week: int, told: Sequence[tuple[str, Sequence[str]]]) -> tuple[Block, ...]:
    """Rumours by hospital (`tells` of the account team's call), and one remark beside the point."""
    page = "Notes of the call"
    blocks = [
        Block("paragraph", f"On the line: {pack.account_team.who}.", page=page, title=f"Account team call, week {week}")
    ]
    rows = tuple((name, words) for name, said in told for words in said)
    if rows:
        blocks.append(Block("table", "Heard, not checked", ("Hospital", "What they heard"), rows, page=page))
    quiet = [name for name, said in told if not said]
    if quiet:
        blocks.append(Block("paragraph", f"Nothing about {'; '.join(quiet)}.", page=page))
    ways = pack.account_team.asides or _TEAM_ASIDES
    luck = stream(deal, "territory", "source", "team", "print", "asides", str(week))
    return (*blocks, Block("paragraph", ways[luck.below(len(ways))], page=page))


def service_map(
    name: str, week: int, sponsor: str, queues: Sequence[Queue], agreed: Sequence[str]
) -> tuple[Block, ...]:
    """All queues on one page, as of today, counted with those who stand there."""
    return tuple(_map(name, week, sponsor, queues, agreed))


def _map(name: str, week: int, sponsor: str, queues: Sequence[Queue], agreed: Sequence[str]) -> Iterator[Block]:
    page = "Service map"
    words = f"Walked in week {week} with the written agreement of {sponsor}. Every list was opened."
    yield Block("paragraph", words, page=page, title=f"{name}: the pathway, counted together")
    yield Block(
        "table",
        "",
        ("Step", "Waiting now", "Days beyond plan", "Slots used", ""),
        tuple(
            (one.stage, str(one.waiting), str(one.days), f"{one.used_percent}%", "<< stuck here" if one.stuck else "")
            for one in queues
        ),
        page=page,
    )
    yield Block(
        "paragraph",
        "Waiting now: new patients in the queue today. Days beyond plan: mean over those who left it in the last 13 "
        "weeks. Slots used: of those offered in the same weeks.",
        page=page,
    )
    yield from (Block("paragraph", line, page=page) for line in agreed)


def public_notes(
    deal: bytes, account: str, name: str, week: int, seen: Sequence[str], said: Sequence[tuple[str, str]]
) -> tuple[Block, ...]:
    """Who sat at the table, what somebody said aloud, and the rest of the afternoon."""
    page = "Notes of the meeting"
    blocks = [
        Block("paragraph", "In the lecture theatre, in public.", page=page, title=f"{name}: board meeting, week {week}")
    ]
    if seen:
        blocks.append(Block("paragraph", f"At the table: {'; '.join(seen)}.", page=page))
    luck = stream(deal, "account", account, "source", "public", "print", "asides", str(week))
    left = list(_PUBLIC_ASIDES)
    blocks.append(Block("paragraph", left.pop(luck.below(len(left))), page=page))
    for who, words in said:
        blocks.append(Block("paragraph", f"{who}: “{words}”", page=page, title="Asked what comes first this year"))
    return (*blocks, Block("paragraph", left.pop(luck.below(len(left))), page=page))
