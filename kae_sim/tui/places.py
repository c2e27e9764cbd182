"""Where a node stands, as far as rules of a style sheet can tell: its place and, in short, what they ask about it.

A place is a node's class, id, style classes and state, and the place that it is in. Most of that no rule asks
about: a page of text reads the same rules on every screen. So two places are alike where those rules that may apply
to the node find the same answers in both, and what applies in one applies in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.css.model import CombinatorType, RuleSet, Selector, SelectorType
from textual.css.styles import RulesMap
from textual.dom import DOMNode

if TYPE_CHECKING:
    from textual.app import App

# What a rule may ask about a node's state, and where among a node's own it is answered; anything else is about
# neighbours or about what is in the node, or is the same all over a screen as long as its colours stay.
_STATES = {"can-focus": 0, "hover": 1, "focus": 2, "blur": 2, "disabled": 3, "enabled": 3}
_SIGNS = {SelectorType.CLASS: ".", SelectorType.ID: "#"}
_SYSTEM = ".-textual-system"  # what has it is passed over by every `*`

Own = tuple[type, str | None, frozenset[str], tuple[object, ...]]
Likeness = tuple[object, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What applies to a node, and whether that changes under the mouse."""

    rules: RulesMap
    hover: bool


class Place:
    """Found once by the chain of a node's own from the app down."""

    __slots__ = ("_inner", "around", "found", "names", "own", "parts")

    def __init__(self, own: Own, around: Place | None) -> None:
        self.own, self.around = own, around
        self.found: Found | None = None
        self.parts: tuple[Found, ...] | None = None  # of the components of a node here, in the order of their names
        self._inner: dict[Own, Place] = {}
        kind, id_, classes, _ = own
        types: frozenset[str] = kind._css_type_names  # type: ignore[attr-defined]
        self.names = types | {f".{one}" for one in classes} | ({"*"} if id_ is None else {"*", f"#{id_}"})

    def inner(self, own: Own) -> Place:
        place = self._inner.get(own)
        if place is None:
            place = self._inner[own] = Place(own, self)
        return place


def own_of(node: DOMNode) -> Own:
    state = (getattr(node, "can_focus", False), *(node._pseudo_classes_cache_key or (False, _in_front(node), False)))
    return type(node), node._id, frozenset(node._classes), state


def own_of_part(component: str) -> Own:
    """Of a component of a widget, for which there is a node only while its rules are looked up."""
    return DOMNode, None, frozenset({component}), (False, False, False, False)


def _in_front(node: DOMNode) -> bool:
    """An app without a terminal's focus is blurred; the parts of a widget have none."""
    app: App[object] | DOMNode = node
    return bool(getattr(app, "app_focus", False))


class Asking:
    """The rules that may apply to nodes of certain names, and all that they ask about a node and what it is in."""

    def __init__(self, rules: Iterable[RuleSet]) -> None:
        self.rules = tuple(rules)
        self.own, self.around = {_SYSTEM}, {_SYSTEM}
        states: tuple[set[int], set[int]] = (set(), set())
        self.alike = True  # as far as places tell; not where a rule asks about neighbours
        self.next_to = False  # whether one has to be in the other at once
        for selectors in (one.selectors for rule in self.rules for one in rule.selector_set):
            last = _last(selectors)
            for at, one in enumerate(selectors):
                (self.own if at >= last else self.around).add(f"{_SIGNS.get(one.type, '')}{one.name or '*'}")
                if one.type in (SelectorType.UNIVERSAL, SelectorType.NESTED):
                    (self.own if at >= last else self.around).add("*")
                self.next_to |= one.combinator is CombinatorType.CHILD
                for state in one.pseudo_classes & _STATES.keys():
                    states[at < last].add(_STATES[state])
        self._own_states, self._states = sorted(states[0]), sorted(states[1])

    def likeness(self, place: Place) -> Likeness:
        """The same for places in which these rules find the same."""
        found: list[object] = [self, place.names & self.own, *(place.own[3][at] for at in self._own_states)]
        around = place.around
        while around is not None:
            names = around.names & self.around
            if names or self.next_to:
                found.append((names, *(around.own[3][at] for at in self._states)))
            around = around.around
        return tuple(found)


def _last(selectors: list[Selector]) -> int:
    """Where that begins what has to be true of the node itself."""
    at = len(selectors) - 1
    while at and selectors[at].combinator is CombinatorType.SAME:
        at -= 1
    return at


class AskedRules:
    """The rules by the names of a node, for one reading of the style sheets."""

    def __init__(self, by_name: Mapping[str, list[RuleSet]], known: dict[tuple[RuleSet, ...], Asking]) -> None:
        self._by_name, self._known = by_name, known
        self._names = frozenset(by_name)
        self._of: dict[frozenset[str], Asking] = {}

    def about(self, place: Place) -> Asking:
        names = place.names & self._names
        asking = self._of.get(names)
        if asking is None:
            rules = tuple({rule: None for name in sorted(names) for rule in self._by_name[name]})
            asking = self._known.get(rules)
            if asking is None:
                asking = self._known[rules] = Asking(rules)
            self._of[names] = asking
        return asking
