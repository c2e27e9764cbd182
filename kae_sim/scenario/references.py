"""Ids that must exist, ids that must differ, and lowest values that must not exceed the highest."""

from __future__ import annotations

from collections.abc import Iterator

from .document import Place
from .finding import Data, Finding, find, texts
from .schema import ID
from .wording import nearest

_DEFINED = {
    "stage": "pathway.stages",
    "route": "pathway.routes",
    "goal": "goals",
    "role": "roles",
    "archetype": "archetypes",
    "outside role": "outside_roles",
    "source": "sources",
}
_REFERENCES = {
    "stage": (
        "pathway.before_decision.*",
        "pathway.after_decision.*",
        "pathway.routes.*.stages.*",
        "pathway.routes.*.dose_stages.*",
        "pathway.follow_up_stage",
        "day_unit.*",
        "funding_stage",
        "archetypes.*.binding.#",
        "roles.*.sees.*",
        "roles.*.blind.bottleneck",
        "roles.*.party.bottleneck",
        "initiatives.*.stage",
        "initiatives.*.effects.*.stage",
        "happenings.*.effect.stage",
    ),
    "route": (
        "initiatives.*.effects.*.from_route",
        "initiatives.*.effects.*.to_route",
        "happenings.*.effect.from_route",
        "happenings.*.effect.to_route",
    ),
    "goal": ("roles.*.blind.goal", "roles.*.party.goal", "roles.*.goals.*", "initiatives.*.goals.*"),
    "role": (
        "roles.*.blind.stopper",
        "roles.*.party.stopper",
        "outside_roles.*.roles.*",
        "questions.*.roles.*",
        "brought.*.roles.*",
        "dilemmas.*.roles.*",
        "phrases.voices.*.roles.*",
        "phrases.speakers.*.roles.*",
        "initiatives.*.roles.*",
        "initiatives.*.burden.*",
        "happenings.*.leaning.roles.*",
    ),
    "outside role": ("happenings.*.handover.role",),
    "source": ("outside_roles.*.papers.*",),
}
_MAY_BE_NONE = ("outside role",)  # what a pack need not have at all
_CAST = "territory.cast.*.archetype"
_UNIQUE = (  # lists whose members carry a key that names them
    ("pathway.stages", "id"),
    ("pathway.routes", "id"),
    ("archetypes", "id"),
    ("goals", "id"),
    ("roles", "id"),
    ("outside_roles", "id"),
    ("sources", "id"),
    ("sources.*.tells", "unknown"),
    ("questions", "id"),
    ("brought", "id"),
    ("initiatives", "id"),
    ("reasons", "id"),
    ("dilemmas", "id"),
    ("dilemmas.*.choices", "id"),
    ("happenings", "id"),
    ("happenings.*.choices", "id"),
)
_SETS = (  # lists in which nothing may stand twice
    "pathway.stages.*.days",
    "pathway.before_decision",
    "pathway.after_decision",
    "pathway.routes.*.stages",
    "pathway.routes.*.dose_stages",
    "day_unit",
    "roles.*.sees",
    "roles.*.goals",
    "outside_roles.*.roles",
    "outside_roles.*.papers",
    "roles.*.interests",
    "happenings.*.leaning.roles",
    "questions.*.roles",
    "brought.*.roles",
    "dilemmas.*.roles",
    "phrases.voices.*.roles",
    "phrases.speakers.*.roles",
    "initiatives.*.roles",
    "initiatives.*.goals",
    "initiatives.*.burden",
    "hospitals.places",
    "hospitals.saints",
    "hospitals.patterns",
)
_RANGES = (
    "archetypes.*.queue_weeks",
    "market.share_percent",
    "market.referrals_a_week",
    "market.iv_percent",
    "happenings.*.weeks",
    "calendar.year_after_weeks",
)


def pack_references(pack: Data) -> Iterator[Finding]:
    """References within a pack that lead nowhere."""
    for kind, patterns in _REFERENCES.items():
        known = _known(pack, kind)
        if known is not None:
            for pattern in patterns:
                yield from _lost(pack, pattern, kind, known)


def cast_references(scenario: Data, pack: Data) -> Iterator[Finding]:
    """Archetypes that the scenario's cast asks for and its pack does not have."""
    known = _known(pack, "archetype")
    if known is not None:
        yield from _lost(scenario, _CAST, "archetype", known)


def _known(pack: Data, kind: str) -> list[str] | None:
    """Ids of a kind, or none if a definition is faulty: then nobody can say what is lost."""
    pattern = _DEFINED[kind]
    ids = [value for _, value in texts(pack, f"{pattern}.*.id") if ID.fullmatch(value)]
    members = sum(1 for _ in find(pack, f"{pattern}.*"))
    if not members and kind in _MAY_BE_NONE:
        return []
    return ids if ids and len(set(ids)) == members else None


def _lost(data: Data, pattern: str, kind: str, known: list[str]) -> Iterator[Finding]:
    exact = set(known)
    for place, value in texts(data, pattern):
        if value not in exact:
            near = nearest(value, known)
            remedy = f"Write {near} instead" if near else f"Write one of {', '.join(known) or 'those you add'}"
            message = f"There is no {kind} {value[:40]} in the pack"
            yield Finding(place, message, remedy, at_key=pattern.endswith("#"))


def repeated(data: Data) -> Iterator[Finding]:
    """Names and entries that stand twice where each may stand once."""
    for pattern, key in _UNIQUE:
        first: dict[tuple[Place, str], Place] = {}
        for place, name in texts(data, f"{pattern}.*.{key}"):
            before = first.setdefault((place[:-2], name), place)
            if before != place:
                yield Finding(place, f"The {key} {name[:40]} stands twice", "Give each its own", other=before)
    for pattern in _SETS:
        seen: dict[tuple[Place, object], Place] = {}
        for place, entry in find(data, f"{pattern}.*"):
            if isinstance(entry, str | int):
                before = seen.setdefault((place[:-1], entry), place)
                if before != place:
                    message = f"{str(entry)[:40]} stands twice in this list"
                    yield Finding(place, message, "Remove one of the two", other=before)


def ranges(data: Data) -> Iterator[Finding]:
    """Pairs whose lowest value is above the highest."""
    for pattern in _RANGES:
        for place, value in find(data, pattern):
            match value:
                case (int() | float() as low, int() | float() as high) if low > high:
                    message = f"The lowest value, {low:g}, is above the highest, {high:g}"
                    yield Finding(place, message, f"Write [{high:g}, {low:g}] if that is meant")
                case _:
                    pass
