"""Checks documents against models, references and rules: every fault at once, each with its position."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import Any

from pydantic import ValidationError

from .document import Document
from .faults import MOST_FAULTS, Fault, in_order
from .finding import Data, Finding, groups, listed, number, texts
from .phrasing import phrase_rules, too_few_words
from .references import cast_references, pack_references, ranges, repeated
from .rules import pack_rules
from .schema import Calendar, Pack, Scenario
from .wording import schema_faults
from .work import too_much_work

_NAME_IT = "Add pack: with the id of a therapy pack"
_ENOUGH = 3 * MOST_FAULTS  # findings of a hostile file; looking for near names takes time
_QUARTER = 13  # weeks over which the wait that an account states was measured


def check_pack(document: Document) -> tuple[Pack | None, tuple[Fault, ...]]:
    """The pack in a document, if it has no errors, and its faults (warnings among them)."""
    pack, faults = None, list(document.faults)
    try:
        pack = Pack.model_validate(document.data)
    except ValidationError as error:
        faults += schema_faults(document, "Pack", error)
    faults += _placed(document, faults, pack_findings(document.data))
    return (None if _has_errors(faults) else pack), in_order(faults)


def check_scenario(document: Document, pack: Pack | None, pack_data: Data) -> tuple[Scenario | None, tuple[Fault, ...]]:
    """The scenario in a document, if neither it nor its pack has errors, and the scenario's own faults.

    `pack_data` is the pack as read: the scenario is checked against what can be known of a faulty one.
    """
    scenario, faults = None, list(document.faults)
    filled: dict[str, Any] = dict(document.data)
    if "pack" in filled:
        filled["pack"] = pack if pack is not None else {}
    try:
        scenario = Scenario.model_validate(filled)
    except ValidationError as error:
        faults += schema_faults(document, "Scenario", error)
        if "pack" not in filled:
            faults.append(document.fault(document.at_value(()), ("pack",), "The key pack is missing here", _NAME_IT))
    faults += _placed(document, faults, scenario_findings(document.data, pack_data))
    if scenario is not None and not _has_errors(faults):
        faults += _placed(document, faults, chain(too_much_work(scenario), too_few_words(scenario)))
    return (None if _has_errors(faults) else scenario), in_order(faults)


def pack_findings(pack: Data) -> Iterator[Finding]:
    """What is wrong with a pack beyond the shape of it: what its parts say of each other."""
    return chain(pack_references(pack), repeated(pack), ranges(pack), pack_rules(pack), phrase_rules(pack))


def scenario_findings(scenario: Data, pack: Data) -> Iterator[Finding]:
    """The same of a scenario and what it asks of its pack."""
    return chain(cast_references(scenario, pack), ranges(scenario), _scenario_rules(scenario, pack))


def _has_errors(faults: Iterable[Fault]) -> bool:
    return any(fault.level == "error" for fault in faults)


def _placed(document: Document, already: list[Fault], findings: Iterable[Finding]) -> Iterator[Fault]:
    """Findings as faults; where the models or the reader spoke of a value already, they have said enough."""
    spoken = {(fault.line, fault.column) for fault in already}
    for one in islice(findings, _ENOUGH):
        spot = document.at_key(one.place) if one.at_key else document.at_value(one.place)
        message = one.message if one.other is None else f"{one.message}, also in line {document.at_value(one.other)[0]}"
        if spot not in spoken:
            path = ".".join(map(str, one.place))
            yield Fault(document.file, *spot, path, one.level, message, one.remedy)


def _scenario_rules(scenario: Data, pack: Data) -> Iterator[Finding]:
    yield from _warm_up(scenario, pack)
    for _, territory in groups(scenario, "territory"):
        accounts, cast = number(territory, "accounts", 16), listed(territory, "cast")
        if len(cast) > accounts:
            message = f"The cast asks for {len(cast)} accounts; the territory has {accounts:g}"
            yield Finding(("territory", "cast"), message, "Ask for fewer, or give the territory more accounts")
        places = sum(1 for _ in texts(pack, "hospitals.places.*"))
        if 0 < places < number(territory, "accounts"):
            message = f"The territory has {number(territory, 'accounts'):g} accounts; the pack has {places} places"
            yield Finding(("territory", "accounts"), message, "Ask for fewer accounts, or add hospitals.places")
    money = number(scenario, "budget_thousands", 5000)
    prices = [number(one, "thousands") for _, one in groups(pack, "initiatives.*")]
    if prices and min(prices) > money:
        message = f"The budget pays for no initiative; the cheapest costs {min(prices):g}"
        yield Finding(("budget_thousands",), message, "Raise the budget", "warning")


def _warm_up(scenario: Data, pack: Data) -> Iterator[Finding]:
    """The website speaks of a quarter that the warm-up must have lived through."""
    default = Calendar.model_fields["warm_up_weeks"].default
    weeks = next((number(one, "warm_up_weeks", default) for _, one in groups(scenario, "calendar")), default)
    lags = [number(one, "lag_weeks") for _, one in groups(pack, "sources.*") if one.get("kind") == "website"]
    if lags and weeks < max(lags) + _QUARTER:
        needed = max(lags) + _QUARTER
        message = f"The website speaks of a quarter {max(lags):g} weeks ago, before a warm-up of {weeks:g} weeks begins"
        yield Finding(("calendar", "warm_up_weeks"), message, f"Write at least {needed:g}, or shorten its lag_weeks")
