"""Placeholders in the phrases of a pack: which must be there, which may be, and that none is misspelt."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .finding import Data, Finding, groups, listed, texts
from .schema import UNKNOWNS, Phrases
from .wording import nearest

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MANNERS = ("hedged", "plain", "firm")
_TOPICS = (*UNKNOWNS, "own-part", "who-else")
_VOICE = ("answer", "stage", "status", "person")  # what a voice may name
_NEEDED = {"own-part": ("stage", "status"), "who-else": ("person",)}  # every other topic needs its answer
_ALSO = {"acknowledged": ("outside",), "embarrassed": ("outside",)}
_HOSPITAL = ("place", "saint")


def phrase_rules(pack: Data) -> Iterator[Finding]:
    """Everything that is wrong with placeholders and with which topics have a voice."""
    for place, voice in groups(pack, "phrases.voices.*"):
        needed = _NEEDED.get(str(voice.get("unknown")), ("answer",))
        for manner in _MANNERS:
            for at, phrase in enumerate(listed(voice, manner)):
                if isinstance(phrase, str):
                    yield from _check((*place, manner, at), phrase, _VOICE, needed)
    for key in Phrases.model_fields:
        for place, phrase in texts(pack, f"phrases.{key}.*"):
            yield from _check(place, phrase, _ALSO.get(key, ()), ())
    for place, pattern in texts(pack, "hospitals.patterns.*"):
        yield from _check(place, pattern, _HOSPITAL, ())
        if not _PLACEHOLDER.search(pattern):
            yield Finding(place, "This pattern would give every hospital one name", "Put {place} or {saint} into it")
    yield from _silent(pack)


def _silent(pack: Data) -> Iterator[Finding]:
    voiced = [topic for _, topic in texts(pack, "phrases.voices.*.unknown")]
    if voiced:
        for topic in _TOPICS:
            if topic not in voiced:
                message = f"Nobody can speak about {topic}"
                yield Finding(("phrases", "voices"), message, f"Add a voice with unknown: {topic}")


def _check(
    place: tuple[str | int, ...], phrase: str, allowed: tuple[str, ...], needed: tuple[str, ...]
) -> Iterator[Finding]:
    names = _PLACEHOLDER.findall(phrase)
    for name in names:
        if name not in allowed:
            near = nearest(name, allowed)
            listed_names = ", ".join(f"{{{one}}}" for one in allowed)
            remedy = f"Write {{{near}}}" if near else f"Use {listed_names}" if allowed else "Write the words out"
            yield Finding(place, f"Nothing is ever filled in for {{{name[:40]}}} here", remedy)
    for name in needed:
        if name not in names:
            yield Finding(place, f"This phrase must say {{{name}}}", f"Put {{{name}}} where it belongs")
    if "{" in _PLACEHOLDER.sub("", phrase) or "}" in _PLACEHOLDER.sub("", phrase):
        yield Finding(place, "A curly bracket stands alone here", "Remove it, or complete the placeholder")
