"""An id that leads nowhere is told where it stands, with the nearest that exists."""

from __future__ import annotations

from typing import Any

import pytest

from kae_sim.scenario import json_schema, references
from scenario_case import Case, change, spot, where

# (what stands in the pack, what the author writes, the piece at which the fault must point, message, remedy)
LOST = {
    "stage before the decision": (
        "before_decision: [clinic]",
        "before_decision: [clinc]",
        "clinc",
        "no stage clinc",
        "Write clinic instead",
    ),
    "stage after the decision": (
        "after_decision: [funding]",
        "after_decision: [fund-ing]",
        "fund-ing",
        "no stage",
        "Write funding instead",
    ),
    "stage of a route": ("stages: [homecare]", "stages: [home]", "home]", "no stage home", "Write homecare"),
    "stage of a dose": (
        "dose_stages: [chair]",
        "dose_stages: [chairs]",
        "chairs",
        "no stage chairs",
        "Write chair instead",
    ),
    "follow-up": ("follow_up_stage: clinic", "follow_up_stage: attic", "attic", "no stage attic", "Write"),
    "day unit": (
        "day_unit: [chair]",
        "day_unit: [sofa]",
        "sofa",
        "no stage sofa",
        "Write one of clinic, funding, chair",
    ),
    "funding stage": ("funding_stage: funding", "funding_stage: money", "money", "no stage money", "Write one of"),
    "binding": ("binding: {funding: 60", "binding: {fundin: 60", "fundin", "no stage fundin", "Write funding instead"),
    "what a role sees": ("sees: [clinic]", "sees: [clinics]", "clinics", "no stage clinics", "Write clinic instead"),
    "blind stage": ("bottleneck: chair,", "bottleneck: chain,", "chain", "no stage chain", "Write chair instead"),
    "blind goal": (
        "goal: free-chairs, stopper",
        "goal: free-chair, stopper",
        "free-chair,",
        "no goal free-chair",
        "Write free-chairs",
    ),
    "blind stopper": (
        "goal: free-chairs, stopper: consultant",
        "goal: free-chairs, stopper: boss",
        "boss",
        "no role boss",
        "Write one of consultant, nurse",
    ),
    "blind answer": ("wait: 6-12", "wait: 6-13", "6-13", "not one of the values", "Write 6-12 instead"),
    "goals of a role": (
        "    goals: [free-chairs]\n    lead",
        "    goals: [free]\n    lead",
        "free]",
        "no goal free",
        "Write",
    ),
    "roles of an outside role": (
        "roles: [consultant], percent",
        "roles: [consultants], percent",
        "consultants",
        "no role",
        "Write consultant instead",
    ),
    "roles of a question": (
        "leading: This?, roles: [consultant]",
        "leading: This?, roles: [konsultant]",
        "konsultant",
        "no role",
        "Write consultant",
    ),
    "roles of something brought": (
        "kind: useful, roles: [nurse]",
        "kind: useful, roles: [nurses]",
        "nurses",
        "no role",
        "Write nurse instead",
    ),
    "roles of an initiative": (
        "roles: [consultant, nurse]\n    goals",
        "roles: [consultant, nurze]\n    goals",
        "nurze",
        "no role",
        "Write nurse instead",
    ),
    "burden": ("burden: [nurse]", "burden: [nurze]", "nurze", "no role nurze", "Write nurse instead"),
    "goals of an initiative": (
        "    goals: [start-sooner]\n    effects",
        "    goals: [start]\n    effects",
        "start]",
        "no goal start",
        "Write",
    ),
    "stage of an initiative": (
        "stage: chair\n    approval",
        "stage: char\n    approval",
        "char",
        "no stage char",
        "Write chair instead",
    ),
    "stage of an effect": ("{stage: funding, capacity", "{stage: found, capacity", "found", "no stage found", "Write"),
    "route of an effect": (
        "from_route: infusion",
        "from_route: infusions",
        "infusions",
        "no route infusions",
        "Write infusion instead",
    ),
    "paper that names a role": (
        "influence_percent: 80}",
        "influence_percent: 80, papers: [handofer]}",
        "handofer",
        "no source handofer",
        "Write handover instead",
    ),
    "stage of a party line": (
        "    goals: [free-chairs]\n    lead",
        "    party: {bottleneck: char}\n    goals: [free-chairs]\n    lead",
        "char}",
        "no stage char",
        "Write chair instead",
    ),
    "goal and role of a party line": (
        "    goals: [free-chairs]\n    lead",
        "    party: {goal: free-chairs, stopper: nurze}\n    goals: [free-chairs]\n    lead",
        "nurze",
        "no role nurze",
        "Write nurse instead",
    ),
    "role that changes hands": (
        "effect: {stage: chair, capacity_percent: -20, for_weeks: 6}",
        "handover: {role: chair-of-comittee}",
        "chair-of-comittee",
        "no outside role chair-of-comittee",
        "Write chair-of-committee instead",
    ),
    "roles that cool": (
        "effect: {stage: chair, capacity_percent: -20, for_weeks: 6}",
        "leaning: {roles: [nurze], points: -20}",
        "nurze",
        "no role nurze",
        "Write nurse instead",
    ),
    "stage of a happening": (
        "effect: {stage: chair",
        "effect: {stage: chare",
        "chare",
        "no stage chare",
        "Write chair instead",
    ),
}


@pytest.mark.parametrize("name", LOST)
def test_what_does_not_exist_is_told_with_the_nearest_that_does(case: Case, name: str) -> None:
    old, new, piece, message, remedy = LOST[name]
    change(case.pack, old, new)
    fault = next(one for one in case.faults() if spot(one) == where(case.pack, new, piece))
    assert message in fault.message
    assert fault.remedy.startswith(remedy)


def test_a_role_cannot_change_hands_in_a_pack_without_any(case: Case) -> None:
    text = case.pack.read_text()
    outside = next(line for line in text.splitlines(keepends=True) if "id: chair-of-committee" in line)
    case.pack.write_text(text.replace(f"outside_roles:\n{outside}", ""))
    change(case.pack, "effect: {stage: chair, capacity_percent: -20, for_weeks: 6}", "handover: {role: lord-mayor}")
    fault = next(one for one in case.faults() if "lord-mayor" in one.message)
    assert fault.message == "There is no outside role lord-mayor in the pack"
    assert fault.remedy == "Write one of those you add"


def test_a_faulty_definition_is_not_blamed_on_those_who_refer_to_it(case: Case) -> None:
    change(case.pack, "    - id: clinic\n", "    - ident: clinic\n")
    assert [one.path for one in case.faults()] == ["pathway.stages.0.id", "pathway.stages.0.ident"]


def test_an_archetype_that_the_cast_asks_for_must_be_in_the_pack(case: Case) -> None:
    change(case.scenario, "archetype: queue", "archetype: quiet")
    fault = case.fault()
    assert spot(fault) == where(case.scenario, "archetype: quiet", "quiet")
    assert fault.path == "territory.cast.0.archetype"


def test_a_file_with_thousands_of_lost_ids_does_not_ask_thousands_of_times_for_near_names(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(references, "nearest", lambda word, known: asked.append(word))
    change(case.pack, "day_unit: [chair]", f"day_unit: [{', '.join(f'sofa-{n}' for n in range(3000))}]")
    assert len(case.faults()) == 101
    assert len(asked) == 300


def opened(node: Any, definitions: Any) -> list[Any]:
    """The schemas that a node may stand for."""
    if "$ref" in node:
        return opened(definitions[node["$ref"].split("/")[2]], definitions)
    return [one for inner in node["anyOf"] for one in opened(inner, definitions)] if "anyOf" in node else [node]


def below(node: Any, step: str) -> list[Any]:
    """What stands one step below: any entry for `*`, any free key for `#`, else that key."""
    if step == "*":
        return [node["items"]] if "items" in node else node.get("prefixItems", [])
    if step == "#":
        return [one for one in node.get("patternProperties", {}).values()]
    return [node["properties"][step]] if step in node.get("properties", {}) else []


def patterns() -> list[str]:
    """Every place at which a rule of references looks."""
    looked = [one for several in references._REFERENCES.values() for one in several]
    looked += [f"{pattern}.*.id" for pattern in references._DEFINED.values()]
    looked += [f"{pattern}.*.{key}" for pattern, key in references._UNIQUE]
    return [*looked, *(f"{one}.*" for one in (*references._SETS, *references._RANGES)), references._CAST]


@pytest.mark.parametrize("pattern", patterns())
def test_every_rule_looks_where_a_pack_or_scenario_can_hold_something(pattern: str) -> None:
    schema = json_schema()["$defs"]
    node: Any = {"anyOf": [schema["Pack"], schema["Scenario"]]}
    for step in pattern.split("."):
        found = [inner for one in opened(node, schema) for inner in below(one, step)]
        assert found, f"nothing stands at {step} of {pattern}"
        node = {"anyOf": found}
