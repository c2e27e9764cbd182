"""The style sheet, which remembers the rules of a node's place: opening a page asks a thousand times for the same.

Textual goes through all rules for every widget of every page, twice as it opens, and sets each rule through a
descriptor that asks whether something has to be drawn again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode
from textual.widget import Widget

# For each node from the app down: its class, id, style classes, whether it can be focused, and its state.
Place = tuple[tuple[object, ...], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """What applies to a node in a place."""

    rules: RulesMap
    hover: bool


class KeptStylesheet(Stylesheet):
    """Textual's rules for a node, looked up once for each place; a node that is still in its place is left alone."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._found_in: Mapping[str, Any] | None = None  # the rules for which the following holds
        self._found: dict[Place, Found] = {}
        self._stands: WeakKeyDictionary[DOMNode, Place] = WeakKeyDictionary()
        self._around: tuple[DOMNode, Place] | None = None  # the node whose parts are being styled, and its place

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        """Textual's; `cache` is not needed."""
        if self._found_in is not self.rules_map:
            self._found_in = self.rules_map
            self._found.clear()
            self._stands.clear()
        place = self._place(node)
        if self._stands.get(node) == place:
            return
        if (found := self._found.get(place)) is not None:
            node._has_hover_style = found.hover
            node._has_focus_within = node._has_order_style = node._has_odd_or_even = False
            self._give(node, found, animate)
            with self._parts_of(node, place):
                self._process_component_classes(node)
            self._stands[node] = place
            return
        with self._parts_of(node, place):
            super().apply(node, animate=animate)  # the long way, which ends with the node's parts
        # What depends on a node's neighbours, or on what is in it, is not remembered.
        if not (node._has_focus_within or node._has_order_style or node._has_odd_or_even):
            # As the node has them now: the style sheet's own may be words still, which the node has read.
            self._found[place] = Found(node.styles.base.get_rules(), node._has_hover_style)
            self._stands[node] = place

    @contextmanager
    def _parts_of(self, node: DOMNode, place: Place) -> Iterator[None]:
        """Meanwhile nodes that are no widgets are parts of this one: the rows of a list, the cursor of a text."""
        if isinstance(node, Widget):
            self._around = (node, place)
            try:
                yield
            finally:
                self._around = None
        else:
            yield

    def _give(self, node: DOMNode, found: Found, animate: bool) -> None:
        base = node.styles.base
        if animate:
            self.replace_rules(node, found.rules, animate=True)
            return
        if node._is_mounted or base._rules:
            has = base._rules.get
            for key in base._rules.keys() | found.rules.keys():
                if has(key) != (rule := found.rules.get(key)):
                    setattr(base, key, rule)
        else:  # nobody has drawn it, so that nothing has to be drawn again
            base._rules.update(found.rules)
            base._updates += 1
        node.notify_style_update()

    def _place(self, node: DOMNode) -> Place:
        if self._around is not None and node._parent is self._around[0] and not isinstance(node, Widget):
            return (*self._around[1], _own(node))
        return tuple(_own(one) for one in node.css_path_nodes)


def _own(node: DOMNode) -> tuple[object, ...]:
    return (
        type(node),
        node._id,
        frozenset(node._classes),
        getattr(node, "can_focus", False),
        node._pseudo_classes_cache_key,
    )
