"""The JSON Schema of scenario and pack files, and from it, in words, what may stand at a place."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic.json_schema import models_json_schema

from .document import Place
from .faults import quoted
from .schema import Pack, Scenario

_ID_WORDS = "an id: lower-case letters, digits and hyphens, at most 40"


@cache
def _definitions() -> dict[str, Any]:
    _, schema = models_json_schema([(Scenario, "validation"), (Pack, "validation")], by_alias=True)
    definitions: dict[str, Any] = schema["$defs"]
    # In the file stands the pack's id; the pack itself is filled in when the scenario is loaded.
    definitions["Scenario"]["properties"]["pack"] = {"$ref": "#/$defs/Pack/properties/id"}
    return definitions


def json_schema() -> dict[str, Any]:
    """For editors: one schema for both kinds of file, told apart by their key `schema`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "kae_sim scenario or therapy pack",
        "if": {"properties": {"schema": {"const": "kae-sim/pack@1"}}, "required": ["schema"]},
        "then": {"$ref": "#/$defs/Pack"},
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": _definitions(),
    }


def at(kind: str, place: Place) -> dict[str, Any] | None:
    """The part of the schema for a place in a file of this kind (`Scenario` or `Pack`), if there is one."""
    node = _opened({"$ref": f"#/$defs/{kind}"})
    for step in place:
        inner = _inner(node, step)
        if inner is None:
            return None
        node = _opened(inner)
    return node


def keys(kind: str, place: Place) -> tuple[str, ...]:
    """The keys that may stand in the group at a place."""
    return tuple((at(kind, place) or {}).get("properties", {}))


def words(kind: str, place: Place) -> str:
    """What may stand at a place: `a whole number from 1 to 60`."""
    node = at(kind, place)
    return _words(node) if node else "a value that fits"


def _opened(node: dict[str, Any]) -> dict[str, Any]:
    """The node with references followed and "or nothing" taken off (`optional` says so instead)."""
    while "$ref" in node or "anyOf" in node:
        if "$ref" in node:
            target: Any = {"$defs": _definitions()}
            for step in node["$ref"].removeprefix("#/").split("/"):
                target = target[step]
            node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
        else:
            node = {**next(one for one in node["anyOf"] if one.get("type") != "null"), "optional": True}
    return node


def _inner(node: dict[str, Any], step: str | int) -> dict[str, Any] | None:
    found: Any = None
    if isinstance(step, int):
        places = node.get("prefixItems")
        found = node.get("items") if places is None else places[step] if step < len(places) else None
    else:
        found = node.get("properties", {}).get(step) or node.get("additionalProperties")
        if not found and "patternProperties" in node:
            found = next(iter(node["patternProperties"].values()))
    return found if isinstance(found, dict) else None


def _words(node: dict[str, Any]) -> str:
    said = _said(node)
    return f"{said}, or null" if node.get("optional") else said


def _said(node: dict[str, Any]) -> str:
    if "const" in node:
        return str(node["const"]) if isinstance(node["const"], str) else quoted(node["const"])
    if "enum" in node:
        return "one of " + ", ".join(map(str, node["enum"]))
    match node.get("type"):
        case "integer":
            return "a whole number" + _range(node)
        case "number":
            step = f" in steps of {node['multipleOf']}" if "multipleOf" in node else ""
            return "a number" + _range(node) + step
        case "boolean":
            return "true or false"
        case "string":
            return _text(node)
        case "array":
            return _list(node)
        case _:
            return _group(list(node.get("properties", {})))


def _range(node: dict[str, Any]) -> str:
    low, high = node.get("minimum"), node.get("maximum")
    if "exclusiveMinimum" in node:
        above = f" above {_number(node['exclusiveMinimum'])}"
        return above + (f" and at most {_number(high)}" if high is not None else "")
    if low is not None and high is not None:
        return f" from {_number(low)} to {_number(high)}"
    if low is not None:
        return f" of at least {_number(low)}"
    return f" of at most {_number(high)}" if high is not None else ""


def _number(value: float) -> str:
    return f"{value:g}" if abs(value) < 1e6 else f"{value:,.0f}"


def _text(node: dict[str, Any]) -> str:
    if "pattern" in node:
        return _ID_WORDS
    most = node.get("maxLength")
    return "text" + (f" of at most {most:,} characters" if most else "")


def _list(node: dict[str, Any]) -> str:
    low, high = node.get("minItems"), node.get("maxItems")
    if "prefixItems" in node:
        return f"a list of {low}: the lowest and the highest, as in [{', '.join(['1', '2', '3'][:low])}]"
    if low and high:
        return f"a list of {low} to {high}" if low != high else f"a list of {low}"
    if low:
        return f"a list of at least {low}"
    return f"a list of at most {high}" if high else "a list"


def _group(named: list[str]) -> str:
    if not named:
        return "a group of keys"
    return "a group of keys: " + ", ".join(named[:6]) + (" and others" if len(named) > 6 else "")
