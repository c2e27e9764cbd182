"""What is wrong with a sentence, as a proof-reader would mark it, and which line of a pack it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kae_sim.scenario.lines import ALTERNATIVES
from kae_sim.scenario.schema import OCCASIONS, Pack

_VOWEL_SOUND = re.compile(
    r"^(?:[aeio]|u(?!n[ij]|s[eu]|k\b)|hour|honest|heir|MS\b|MRI|MDT|NHS|RTT|ICB|X-ray)", re.IGNORECASE
)
_MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("an unfilled slot", re.compile(r"[{}\[\]|<>]")),
    ("two spaces", re.compile(r"\s\s|^\s|\s$")),
    ("a space before a mark", re.compile(r"\s[,.;:?!]")),
    ("a mark twice", re.compile(r"[,.;:?!][,.;:?!]")),
    ("no mark at the end", re.compile(r"[^.?!\"')]$")),
    ("a small letter at the start", re.compile(r"(?:^|[.?!]\s)[a-z]")),
    ("an underscore", re.compile(r"_")),
    ("a small i", re.compile(r"(?:^|\s)i(?:'|\s)")),
    ("nobody's name", re.compile(r"\bNone\b|\bDr Dr\b|\bthe the\b")),
    ("a glued word", re.compile(r"[a-z][,.;:?!][A-Za-z]")),
)
_DOUBLED = re.compile(r"\b([A-Za-z']+)\s+\1\b", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(an?)\s+([A-Za-z-]+)", re.IGNORECASE)
_WORDS = re.compile(r"[a-z']+")
_SLOT = re.compile(r"\{[a-z]+\}")
_PROPER = frozenset(("had had", "that that"))


def faults(words: str, ids: frozenset[str]) -> Iterator[str]:
    """Everything that is wrong with what somebody said."""
    for name, pattern in _MARKS:
        if pattern.search(words):
            yield name
    for match in _DOUBLED.finditer(words):
        if match.group(0).lower() not in _PROPER:
            yield f"a word twice: {match.group(0)}"
    for match in _ARTICLE.finditer(words):
        article, noun = match.group(1).lower(), match.group(2)
        if (article == "an") != bool(_VOWEL_SOUND.match(noun)):
            yield f"the wrong article: {match.group(0)}"
    for token in re.findall(r"[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+", words):
        if token in ids:
            yield f"an id: {token}"


def ids_of(pack: Pack) -> frozenset[str]:
    """Names of the program that nobody says: ids with a hyphen, ids of accounts and people."""
    parts = (pack.goals, pack.roles, pack.sources, pack.pathway.stages, pack.outside_roles, pack.initiatives)
    named = {one.id for group in parts for one in group if "-" in one.id} - {"follow-up"}
    people = {f"a{number}.{role.id}" for number in range(1, 17) for role in pack.roles}
    return frozenset((*named, *people, "under-6", "6-12", "13-18", "over-18", "cannot-say", "own-part", "who-else"))


def template(pack: Pack, words: str) -> str:
    """The line of the pack that a sentence came from, by the words that stand in both; for a message."""
    lists: list[tuple[str, Sequence[str]]] = [(one, getattr(pack.phrases, one)) for one in OCCASIONS]
    lists += [(occasion, lines) for one in pack.phrases.speakers for occasion, lines in one.lines.items()]
    lists += [(one.unknown, (*one.hedged, *one.plain, *one.firm)) for one in pack.phrases.voices]
    said = set(_WORDS.findall(words.lower()))
    scored = []
    for where, lines in lists:
        for line in lines:
            fixed = set(_WORDS.findall(ALTERNATIVES.sub(" ", _SLOT.sub(" ", line)).lower()))
            every = set(_WORDS.findall(_SLOT.sub(" ", line).lower()))
            scored.append((len(said & every) - 2 * len(fixed - said), f"{where}: {line}"))
    return max(scored)[1]
