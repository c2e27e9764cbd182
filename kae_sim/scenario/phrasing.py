"""Lines that people say: their alternatives, their placeholders, and whether there are enough of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from .document import Place
from .finding import Data, Finding, groups, listed, texts
from .lines import ALTERNATIVES, ways
from .schema import OCCASIONS, UNKNOWNS, PaperText, Phrases, Scenario
from .wording import nearest

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_MANNERS = ("hedged", "plain", "firm")
_TOPICS = (*UNKNOWNS, "own-part", "who-else")
_LEAD = "lead"
_VOICE = ("answer", "stage", "status", "person", _LEAD)  # what a voice may name
_NEEDED = {"own-part": ("stage", "status"), "who-else": ("person",)}  # every other topic needs its answer
_MUST: Mapping[str, tuple[str, ...]] = {  # what an occasion cannot be told without
    "your_week": ("week",),
    "your_role": ("role",),
    "your_outside": ("outside",),
    "contradicts": ("person",),
    "hints": ("stage", "status"),
    "referred": ("person",),
}
_MAY = {"acknowledged": ("outside",), "embarrassed": ("outside",)}
_OURS = (
    "we_are",
    "your_week",
    "your_role",
    "table_week",
    "table_role",
    "your_outside",
    "missed",
)  # not said by somebody of a role
_HOSPITAL = ("place", "saint")
_PAPER = ("hospital", "territory", "specialty", "ours", "rival", "area", "company")
_MARGIN = 110  # percent of the people who may say something: so many ways of saying it are enough


def phrase_rules(pack: Data) -> Iterator[Finding]:
    """Everything that is wrong with placeholders and alternatives, and with which topics have a voice."""
    for place, voice in groups(pack, "phrases.voices.*"):
        needed = _NEEDED.get(str(voice.get("unknown")), ("answer",))
        for manner in _MANNERS:
            for at, phrase in enumerate(listed(voice, manner)):
                if isinstance(phrase, str):
                    yield from _check((*place, manner, at), phrase, _VOICE, needed)
    for key in Phrases.model_fields:
        for place, phrase in texts(pack, f"phrases.{key}.*"):
            yield from _check_occasion(place, key, phrase)
    for key in OCCASIONS:
        for place, phrase in texts(pack, f"phrases.speakers.*.lines.{key}.*"):
            yield from _check_occasion(place, key, phrase)
    for place, phrase in texts(pack, "phrases.speakers.*.leads.*"):
        yield from _check(place, phrase, (), ())
        if ALTERNATIVES.search(phrase):
            yield Finding(place, "A lead has no alternatives of its own", "Write each as a lead")
    for place, pattern in texts(pack, "hospitals.patterns.*"):
        yield from _check(place, pattern, _HOSPITAL, ())
        if not _PLACEHOLDER.search(pattern):
            yield Finding(place, "This pattern would give every hospital one name", "Put {place} or {saint} into it")
    for key in PaperText.model_fields:
        for place, line in texts(pack, f"sources.*.text.{key}.*"):
            yield from _check(place, line, _PAPER, ())
    for pattern in ("sources.*.tells.*.words.*", "account_team.rival.*", "account_team.stopper.*"):
        for place, line in texts(pack, pattern):
            yield from _check(place, line, ("answer",), ("answer",))
    for pattern in ("account_team.who", "account_team.asides.*"):
        for place, line in texts(pack, pattern):
            yield from _check(place, line, (), ())
    yield from _silent(pack)


def _check_occasion(place: Place, key: str, phrase: str) -> Iterator[Finding]:
    needed = _MUST.get(key, ())
    allowed = (*needed, *_MAY.get(key, ()), *(() if key in _OURS else (_LEAD,)))
    yield from _check(place, phrase, allowed, needed)


def _silent(pack: Data) -> Iterator[Finding]:
    voices = [voice for _, voice in groups(pack, "phrases.voices.*")]
    common = [voice for voice in voices if not listed(voice, "roles")]
    for topic in _TOPICS if voices else ():
        silent = [
            manner
            for manner in _MANNERS
            if not any(voice.get("unknown") == topic and listed(voice, manner) for voice in common)
        ]
        if silent:
            how = "" if len(silent) == len(_MANNERS) else f" in a way that is {' or '.join(silent)}"
            remedy = f"Add {', '.join(silent)} lines to a voice with unknown: {topic} and without roles"
            yield Finding(("phrases", "voices"), f"Nobody can speak about {topic}{how}", remedy)


def _check(place: Place, phrase: str, allowed: tuple[str, ...], needed: tuple[str, ...]) -> Iterator[Finding]:
    names = _PLACEHOLDER.findall(phrase)
    for name in names:
        if name not in allowed:
            near = nearest(name, allowed)
            blanks = ", ".join(f"{{{one}}}" for one in allowed if one != _LEAD)
            remedy = f"Write {{{near}}}" if near else f"Use {blanks}" if blanks else "Write the words out"
            yield Finding(place, f"Nothing is ever filled in for {{{name[:40]}}} here", remedy)
    for name in needed:
        if name not in _PLACEHOLDER.findall(ALTERNATIVES.sub("", phrase)):
            yield Finding(place, f"This phrase must say {{{name}}}", f"Put {{{name}}} where it belongs")
    if "{" in _PLACEHOLDER.sub("", phrase) or "}" in _PLACEHOLDER.sub("", phrase):
        yield Finding(place, "A curly bracket stands alone here", "Remove it, or complete the placeholder")
    if "[" in ALTERNATIVES.sub("", phrase) or "]" in ALTERNATIVES.sub("", phrase):
        yield Finding(
            place, "A square bracket stands alone here", "Write alternatives as [this|that], not one in another"
        )


def too_few_words(scenario: Scenario) -> Iterator[Finding]:
    """Lists that run out when everybody says something: the game then tells what they say."""
    phrases, people = scenario.pack.phrases, _people(scenario)
    leads = {
        role.id: [lead for one in phrases.speakers if role.id in one.roles for lead in one.leads]
        for role in scenario.pack.roles
    }
    found: dict[str, tuple[int, int]] = {}
    for occasion in OCCASIONS:
        own = [(one.roles, one.lines.get(occasion, ())) for one in phrases.speakers]
        found[occasion] = _room(getattr(phrases, occasion), own, leads), people["person" in _MUST.get(occasion, ())]
    for topic in _TOPICS:
        voices = [one for one in phrases.voices if one.unknown == topic]
        for manner in _MANNERS:
            lines = [line for one in voices if not one.roles for line in getattr(one, manner)]
            room = _room(lines, [(one.roles, getattr(one, manner)) for one in voices if one.roles], leads)
            found[f"{topic} {manner}"] = room, people[topic == "who-else"]
    short = sorted((room, name) for name, (room, needed) in found.items() if room < needed)
    if short:
        shortest = ", ".join(f"{name} ({room})" for room, name in short[:3])
        message = f"{len(short)} lists of phrases are too short for so many people; shortest: {shortest}"
        remedy = "Add lines or [alternatives], or the game tells what some people say instead of quoting them"
        yield Finding(("pack",), message, remedy, "warning")


def _people(scenario: Scenario) -> tuple[int, int]:
    """How many may need a sentence of their own: of everybody, and of those of one account, who name its people."""
    roles = len(scenario.pack.roles)
    return scenario.territory.accounts * roles * _MARGIN // 100, roles * _MARGIN // 100


def _room(
    common: Sequence[str], own: Sequence[tuple[Sequence[str], Sequence[str]]], leads: Mapping[str, Sequence[str]]
) -> int:
    """How many different people can speak from these lists and never say the same sentence."""
    every = [lead for of_role in leads.values() for lead in of_role]
    shared = sum(ways(line, every) for line in common)
    return shared + sum(ways(line, leads.get(role, ())) for roles, lines in own for role in roles[:1] for line in lines)
