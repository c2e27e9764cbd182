"""What must hold within a pack beyond shapes and references: pathway, papers, people, initiatives, numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from unicodedata import category

from .faults import named
from .finding import Data, Finding, find, groups, listed, number, texts
from .naming import naming_rules
from .schema import UNKNOWNS

_BLIND_FOR = {"stated": "goal", "formal-head": "stopper", "first-appointment": "wait", "shorter": "wait"}
_HIDDEN = frozenset({"Cc", "Cf", "Co"})  # controls such as line ends, soft hyphens and joiners, private characters
_DOSES_APART = 14  # days: a dose may be a week late, and a week passes before its next one is prepared
_WEEKEND = 2  # days by which preparation starts early
_ON_STAGE = ("capacity_percent", "delay_days")
_BETWEEN_ROUTES = ("skip_percent", "switch_a_week")
_EFFECTS = (*_ON_STAGE, *_BETWEEN_ROUTES, "demand_percent", "share_points")


def pack_rules(pack: Data) -> Iterator[Finding]:
    """Everything that is wrong with a pack taken by itself."""
    yield from _pathway(pack)
    yield from _order(pack)
    yield from _doses(pack)
    yield from _archetypes(pack)
    yield from _goals(pack)
    yield from _roles(pack)
    yield from _sources(pack)
    yield from _questions(pack)
    yield from _effects(pack)
    yield from _choices(pack)
    yield from naming_rules(pack)
    yield from _hospitals(pack)


def _pathway(pack: Data) -> Iterator[Finding]:
    before = {value: place for place, value in texts(pack, "pathway.before_decision.*")}
    for place, value in texts(pack, "pathway.after_decision.*"):
        if value in before:
            message = f"Stage {value[:40]} stands both before and after the decision"
            yield Finding(place, message, "Remove it from one of the two lists", other=before[value])
    shared = before | {value: place for place, value in texts(pack, "pathway.after_decision.*")}
    used = set(shared)
    for place, route in groups(pack, "pathway.routes.*"):
        own = listed(route, "stages")
        used.update(stage for stage in own if isinstance(stage, str))
        for at, stage in enumerate(own):
            if stage in shared:
                message = f"Stage {stage[:40]} is passed before the routes part"
                yield Finding((*place, "stages", at), message, "Remove it from the route", other=shared[stage])
        for at, stage in enumerate(listed(route, "dose_stages")):
            if own and stage not in own:
                message = f"A dose uses stage {str(stage)[:40]}, which is not among the stages of this route"
                yield Finding((*place, "dose_stages", at), message, "Add it to the stages of the route, or remove it")
        if route.get("on_site") is True and listed(route, "dose_stages") == () and "dose_stages" in route:
            message = "A route on site needs stages for its doses"
            yield Finding((*place, "on_site"), message, "List its dose_stages, or write on_site: false")
    for place, stage in texts(pack, "pathway.stages.*.id"):
        if used and stage not in used:
            message = f"No patient ever passes stage {stage[:40]}"
            yield Finding(place, message, "Add it to before_decision, after_decision or a route, or remove it")


def _order(pack: Data) -> Iterator[Finding]:
    """All patients pass stages in one order, so that each day's patients are known stage by stage."""
    onward: dict[str, list[str]] = {}
    for place, route in groups(pack, "pathway.routes.*"):
        own, doses = _named(route, "stages"), _named(route, "dose_stages")
        for at, stage in enumerate(own[1:], 1):
            if len(set(own)) == len(own) and _leads(onward, stage, own[at - 1]):
                message = f"Stage {stage[:40]} comes after {own[at - 1][:40]} here, and before it on another route"
                yield Finding((*place, "stages", at), message, "Let all routes pass these stages in the same order")
            else:
                onward.setdefault(own[at - 1], []).append(stage)
        for at, stage in enumerate(doses):
            if at and {stage, doses[at - 1]} <= set(own) and own.index(stage) < own.index(doses[at - 1]):
                message = f"Doses pass stage {stage[:40]} after {doses[at - 1][:40]}, new patients before it"
                yield Finding((*place, "dose_stages", at), message, "List dose_stages in the order of stages")


def _named(route: Data, key: str) -> list[str]:
    return [stage for stage in listed(route, key) if isinstance(stage, str)]


def _leads(onward: Mapping[str, list[str]], start: str, end: str) -> bool:
    return start == end or any(_leads(onward, following, end) for following in onward.get(start, ()))


def _doses(pack: Data) -> Iterator[Finding]:
    """A dose that is late by a week still comes before the preparation of the next one begins, a week before it."""
    delays = {str(stage.get("id")): number(stage, "delay_days") for _, stage in groups(pack, "pathway.stages.*")}
    for place, route in groups(pack, "pathway.routes.*"):
        ahead = sum(delays.get(stage, 0) for stage in _named(route, "dose_stages")[1:])
        least = _DOSES_APART + (ahead + _WEEKEND if ahead else 0)
        for key in ("every_days", "rival_every_days"):
            if _named(route, "dose_stages") and number(route, key, least) < least:
                message = f"Doses every {number(route, key):g} days are too close: what is prepared ahead would overlap"
                yield Finding((*place, key), message, f"Write {least:g} or more, or leave dose_stages empty")


def _archetypes(pack: Data) -> Iterator[Finding]:
    weights = [number(one, "weight") for _, one in groups(pack, "archetypes.*")]
    if weights and sum(weights) <= 0:
        yield Finding(("archetypes",), "No archetype has a weight above 0", "Give at least one a weight")
    for place, binding in groups(pack, "archetypes.*.binding"):
        if binding and sum(number(binding, stage) for stage in binding) <= 0:
            yield Finding(place, "No stage here has a weight above 0", "Give at least one stage a weight")


def _goals(pack: Data) -> Iterator[Finding]:
    goals = [one for _, one in groups(pack, "goals.*")]
    if goals and not any(one.get("fashionable") is True for one in goals):
        message = "No goal is fashionable, so no website could state one"
        yield Finding(("goals",), message, "Write fashionable: true at one goal or more")


def _roles(pack: Data) -> Iterator[Finding]:
    """Somebody must be at every account, and one of those who always are must be able to be its head."""
    roles = [one for _, one in groups(pack, "roles.*")]
    always = [one for one in roles if number(one, "present_percent", 100) == 100]
    if roles and not any(number(one, "head_weight") > 0 for one in always):
        message = "An account could be without a formal head: no role with present_percent 100 has a head_weight"
        yield Finding(("roles",), message, "Give such a role a head_weight above 0")


_OWN_NOTES = ("team", "map")


def _sources(pack: Data) -> Iterator[Finding]:
    kinds = [value for _, value in texts(pack, "sources.*.kind")]
    if listed(pack, "sources") and kinds.count("website") != 1:
        message = f"There are {kinds.count('website')} sources of kind website; what accounts state comes from one"
        yield Finding(("sources",), message, "Keep exactly one source with kind: website")
    for place, source_id in texts(pack, "sources.*.id"):
        if source_id in _OWN_NOTES or source_id.startswith("public-"):
            message = f"The notes of the game itself have the id {source_id}"
            yield Finding(place, message, "Give this source another id")
    for place, telling in groups(pack, "sources.*.tells.*"):
        blind = telling.get("blind")
        if blind is None and number(telling, "blind_percent") > 0:
            message = "It says blind_percent but not what is then said"
            yield Finding((*place, "blind_percent"), message, f"Add blind: with one of {', '.join(_BLIND_FOR)}")
        elif isinstance(blind, str) and _BLIND_FOR.get(blind, telling.get("unknown")) != telling.get("unknown"):
            message = f"{blind} speaks of the {_BLIND_FOR[blind]}, not of the {telling.get('unknown')}"
            yield Finding((*place, "blind"), message, "Choose another, or remove blind and blind_percent")


def _questions(pack: Data) -> Iterator[Finding]:
    questions = [one for _, one in groups(pack, "questions.*")]
    if not questions:
        return
    asked = {one.get("about") for one in questions}
    for topic in (*UNKNOWNS, "own-part", "who-else"):
        if topic not in asked:
            message = f"No question is about {topic}"
            yield Finding(("questions",), message, f"Add one with about: {topic}", "warning")
    fits = {role for one in questions for role in listed(one, "roles")}
    for place, role in texts(pack, "roles.*.id"):
        if role not in fits:
            message = f"No question fits role {role[:40]}"
            yield Finding(place, message, "Add the role to the roles of a question")


def _effects(pack: Data) -> Iterator[Finding]:
    for pattern in ("initiatives.*.effects.*", "happenings.*.effect"):
        for place, effect in groups(pack, pattern):
            for one in _effect(pack, effect):
                yield replace(one, place=(*place, *one.place))


def _effect(pack: Data, effect: Data) -> Iterator[Finding]:
    if not any(number(effect, key) for key in _EFFECTS):
        yield Finding((), "This effect changes nothing", f"Give it one of {', '.join(_EFFECTS)}")
    for key in _ON_STAGE:
        if number(effect, key) and effect.get("stage") is None:
            yield Finding((key,), f"{key} needs a stage to work on", "Add stage: with the id of a stage")
    for key in _BETWEEN_ROUTES:
        for end in ("from_route", "to_route"):
            if number(effect, key) and effect.get(end) is None:
                yield Finding((key,), f"{key} needs {end}", f"Add {end}: with the id of a route")
    if effect.get("from_route") is not None and effect.get("from_route") == effect.get("to_route"):
        yield Finding(("to_route",), "from_route and to_route are the same", "Name two different routes")
    if number(effect, "switch_a_week"):
        for key in ("accept_percent", "switch_limit_percent"):
            if number(effect, key) <= 0:
                yield Finding(("switch_a_week",), f"A switch needs {key} above 0", f"Add {key}:")
    for _, stage in groups(pack, "pathway.stages.*"):
        planned = number(stage, "delay_days", 60)
        if stage.get("id") == effect.get("stage") and planned + number(effect, "delay_days") < 0:
            message = f"This takes off more days than the {planned:g} that are planned at stage {stage.get('id')}"
            yield Finding(("delay_days",), message, "Take off fewer days")


def _choices(pack: Data) -> Iterator[Finding]:
    for pattern in ("dilemmas.*.choices", "happenings.*.choices"):
        for place, choices in find(pack, pattern):
            worth = [one.get("worth") for one in choices if isinstance(one, dict)] if isinstance(choices, tuple) else []
            if worth and "best" not in worth:
                yield Finding(place, "No choice here is the best", "Write worth: best at one of them")


def _hospitals(pack: Data) -> Iterator[Finding]:
    """Names go into every journal, which takes nothing that cannot be seen."""
    for key in ("places", "saints", "patterns", "kinds"):
        for place, name in texts(pack, f"hospitals.{key}.*"):
            hidden = next((one for one in name if category(one) in _HIDDEN), None)
            if hidden is not None:
                yield Finding(place, f"A name here holds the character {named(hidden)}", "Remove it")
