"""Sentences put together from the lines of a pack, so that no two people of a run say the same one.

A line of the pack may hold alternatives, `[a|b]`, and `{lead}`, which is filled with nothing or with what
people of the speaker's role begin with. Lines nobody has used come first, those of the speaker's own role
before those of everybody. A sentence that somebody else has said is passed over. Where nothing is left the
game tells what was said instead of quoting it: so the promise holds for lists of any length.

What is chosen depends on the stream, on who speaks and on what was said before, never on what is true.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import gcd, prod

from kae_sim.knowledge.telling import Manner
from kae_sim.knowledge.wording import sentence
from kae_sim.scenario.lines import pieces, sentences
from kae_sim.scenario.schema import Occasion, Pack, Role, Topic
from kae_sim.world.streams import Stream

MOST_TRIED = 400  # ways of saying one line that are tried before the next line


@dataclass(slots=True)
class Repertoire:
    """What was said in this run: by whom each sentence, and how often each line. The game owns it."""

    said: dict[str, str] = field(default_factory=dict)  # sentence in small letters -> person
    used: Counter[str] = field(default_factory=Counter)  # line of the pack -> times


@dataclass(frozen=True, slots=True)
class Lines:
    """What somebody can choose from: the lines of their own role, everybody's, and their leads."""

    own: tuple[str, ...]
    common: tuple[str, ...]
    leads: tuple[str, ...]


def lines_of(pack: Pack, occasion: Occasion, role: Role) -> Lines:
    """Lines for an occasion other than an answer."""
    speakers = [one for one in pack.phrases.speakers if role.id in one.roles]
    own = tuple(line for one in speakers for line in one.lines.get(occasion, ()))
    return Lines(own, getattr(pack.phrases, occasion), _leads(pack, role))


def answers_of(pack: Pack, topic: Topic, manner: Manner, role: Role) -> Lines:
    """Lines in which an answer is said."""
    voices = [one for one in pack.phrases.voices if one.unknown == topic]
    own = tuple(line for one in voices if role.id in one.roles for line in getattr(one, manner))
    common = tuple(line for one in voices if not one.roles for line in getattr(one, manner))
    return Lines(own, common, _leads(pack, role))


def _leads(pack: Pack, role: Role) -> tuple[str, ...]:
    return tuple(lead for one in pack.phrases.speakers if role.id in one.roles for lead in one.leads)


def said_by(repertoire: Repertoire, who: str, lines: Lines, luck: Stream, **words: str) -> str | None:
    """A sentence or two that nobody else has said, its blanks filled in; None when nothing is left.

    Something new, if there is; else what this person has said before.
    """
    again: tuple[str, str] | None = None
    for line, point in _in_order(repertoire, lines, luck):
        for pattern in _ways(line, lines.leads, point):
            spoken = sentence(pattern.format(**words))
            speakers = {repertoire.said.get(one) for one in _folded(spoken)}
            if speakers == {None}:
                return _keep(repertoire, who, line, spoken)
            if again is None and speakers <= {None, who}:
                again = line, spoken
    return None if again is None else _keep(repertoire, who, *again)


def _keep(repertoire: Repertoire, who: str, line: str, spoken: str) -> str:
    repertoire.used[line] += 1
    repertoire.said.update(dict.fromkeys(_folded(spoken), who))
    return spoken


def _folded(spoken: str) -> list[str]:
    return [one.casefold() for one in sentences(spoken)]


def ours(repertoire: Repertoire, lines: Lines, luck: Stream, **words: str) -> str:
    """A line that nobody at an account says, and which may come again: the least used."""
    line, point = next(_in_order(repertoire, lines, luck))
    repertoire.used[line] += 1
    return sentence(next(_ways(line, lines.leads, point)).format(**words))


def _in_order(repertoire: Repertoire, lines: Lines, luck: Stream) -> Iterator[tuple[str, float]]:
    """The least used first, then those of the own role, then by lot; each with a point to begin at."""
    every = [(line, 0) for line in lines.own] + [(line, 1) for line in lines.common]
    if not every:
        return
    drawn = luck.uniforms(2 * len(every)).tolist()
    used = repertoire.used
    places = sorted(range(len(every)), key=lambda at: (used[every[at][0]], every[at][1], drawn[2 * at]))
    for at in places:
        yield every[at][0], drawn[2 * at + 1]


def _ways(line: str, leads: Sequence[str], point: float) -> Iterator[str]:
    """The ways of saying a line, from one of them on, far apart from one to the next."""
    parts = _options(line, tuple(leads))
    many = prod(len(options) for options in parts)
    at = int(point * many)
    step = next(one for one in range(many * 5 // 8 + 1, 2 * many + 2) if gcd(one, many) == 1)
    for _ in range(min(many, MOST_TRIED)):
        yield _at(parts, at)
        at = (at + step) % many


@lru_cache(maxsize=8192)
def _options(line: str, leads: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return pieces(line, leads)


def _at(parts: tuple[tuple[str, ...], ...], number: int) -> str:
    words = []
    for options in parts:
        number, place = divmod(number, len(options))
        words.append(options[place])
    return "".join(words)
