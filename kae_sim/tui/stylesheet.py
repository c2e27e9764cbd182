"""The style sheet, which reads each sheet once for each set of colours, and looks up rules once for alike places.

Textual goes through all rules for every widget of every page, twice as it opens, sets each rule through a descriptor
that asks whether something has to be drawn again, and reads all sheets again whenever the colours change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from weakref import WeakKeyDictionary

from textual.cache import LRUCache
from textual.css.model import RuleSet
from textual.css.styles import RulesMap
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.dom import DOMNode
from textual.style import Style
from textual.widget import Widget

from kae_sim.tui.places import AskedRules, Asking, Found, Likeness, Place, own_of, own_of_part

_SHEETS = 256  # more than there are: one for each kind of widget and page
_STYLES = 4096

_Read = tuple["LRUCache[tuple[Any, ...], list[RuleSet]]", "LRUCache[str, Style]"]


class KeptStylesheet(Stylesheet):
    """Textual's rules for a node, looked up once for places that are alike; a node that stays in its place stays."""

    def __init__(self, *, variables: dict[str, str] | None = None) -> None:
        super().__init__(variables=variables)
        self._read_in: dict[frozenset[tuple[str, str]], _Read] = {}  # by the colours
        self._colourless: dict[tuple[object, ...], list[RuleSet]] = {}  # of sheets that are the same in all colours
        self._known: dict[tuple[RuleSet, ...], Asking] = {}
        self._found: dict[Likeness, Found] = {}
        self._rules_of_now: object = None  # for which the following holds
        self._asked = AskedRules({}, self._known)
        self._outermost: dict[object, Place] = {}
        self._stands: WeakKeyDictionary[DOMNode, Place] = WeakKeyDictionary()
        self._has: WeakKeyDictionary[DOMNode, tuple[Found, ...]] = WeakKeyDictionary()  # what its components have
        self._keep_what_is_read()

    # --- reading ------------------------------------------------------------------------------------

    def set_variables(self, variables: dict[str, str]) -> None:
        self._parse_cache, self._style_parse_cache = LRUCache(1), LRUCache(1)  # Textual empties what it finds here
        super().set_variables(variables)
        self._keep_what_is_read()

    def _keep_what_is_read(self) -> None:
        """What was read in these colours before, and will be read in them."""
        colours = frozenset(self._variables.items())
        if colours not in self._read_in:
            self._read_in[colours] = LRUCache(_SHEETS), LRUCache(_STYLES)
        self._parse_cache, self._style_parse_cache = self._read_in[colours]

    def _parse_rules(
        self, css: str, read_from: CSSLocation, is_default_rules: bool = False, tie_breaker: int = 0, scope: str = ""
    ) -> list[RuleSet]:
        if "$" in css:  # a variable, so that it is another sheet in other colours
            return super()._parse_rules(css, read_from, is_default_rules, tie_breaker, scope)
        sheet = (css, read_from, is_default_rules, tie_breaker, scope)
        if sheet not in self._colourless:
            self._colourless[sheet] = super()._parse_rules(*sheet)
        return self._colourless[sheet]

    def reparse(self) -> None:
        """Reads what has not been read in these colours. A sheet with an error changes nothing."""
        self.parse()

    # --- applying -----------------------------------------------------------------------------------

    def apply(
        self, node: DOMNode, *, animate: bool = False, cache: dict[tuple[Any, ...], RulesMap] | None = None
    ) -> None:
        """Textual's; `cache` is not needed."""
        self._apply(node, self._place(node), animate)

    def update_nodes(self, nodes: Iterable[DOMNode], animate: bool = False) -> None:
        """Textual's; each node comes after what it is in."""
        places: dict[object, Place] = {}
        for node in nodes:
            around = places.get(node._parent)
            place = places[node] = self._place(node) if around is None else around.inner(own_of(node))
            self._apply(node, place, animate)
            if isinstance(node, Widget) and node.is_scrollable:
                for bar in _bars(node):
                    self._apply(bar, self._place(bar), animate=False)

    def _place(self, node: DOMNode) -> Place:
        if self._rules_of_now is not self.rules_map:
            self._rules_of_now = self.rules_map
            self._asked = AskedRules(self.rules_map, self._known)
            self._outermost.clear()
            self._stands.clear()
        around, own = node._parent, own_of(node)
        if isinstance(around, DOMNode):
            return self._place(around).inner(own)
        if own not in self._outermost:
            self._outermost[own] = Place(own, None)
        return self._outermost[own]

    def _apply(self, node: DOMNode, place: Place, animate: bool) -> None:
        if self._stands.get(node) is place:
            return
        found = place.found
        if found is None:
            likeness = self._asked.about(place).likeness(place)
            found = self._found.get(likeness)
            if found is None:
                super().apply(node, animate=animate)  # the long way, which ends with the node's components
                # What depends on a node's neighbours, or on what is in it, is not remembered.
                if not (node._has_focus_within or node._has_order_style or node._has_odd_or_even):
                    # As the node has them now: the style sheet's own may be words still, which the node has read.
                    place.found = self._found[likeness] = Found(node.styles.base.get_rules(), node._has_hover_style)
                    self._stands[node] = place
                return
            place.found = found
        node._has_hover_style = found.hover
        node._has_focus_within = node._has_order_style = node._has_odd_or_even = False
        self._give(node, found.rules, animate)
        self._process_component_classes(node)
        self._stands[node] = place

    def _process_component_classes(self, node: DOMNode) -> None:
        """Textual's where one has changed: it makes all of them anew and leaves the old ones to the collector."""
        components = node._get_component_classes()
        if not components:
            return
        place = self._place(node)
        if (known := self._parts(place, components)) is not None and self._has.get(node) == known:
            return
        super()._process_component_classes(node)
        if (known := self._parts(place, components)) is not None:
            self._has[node] = known

    def _parts(self, place: Place, components: Iterable[str]) -> tuple[Found, ...] | None:
        """What applies to the components of a node in this place; none where it has not been looked up for all."""
        if place.parts is None:
            known = [self._known_in(place.inner(own_of_part(one))) for one in sorted(components)]
            found = tuple(one for one in known if one is not None)
            place.parts = found if len(found) == len(known) else None
        return place.parts

    def _known_in(self, place: Place) -> Found | None:
        """What has been looked up for this place or one like it."""
        if place.found is None:
            place.found = self._found.get(self._asked.about(place).likeness(place))
        return place.found

    def _give(self, node: DOMNode, rules: RulesMap, animate: bool) -> None:
        base = node.styles.base
        if animate and "transitions" in rules:
            self.replace_rules(node, rules, animate=True)
            return
        if node._is_mounted or base._rules:
            has = base._rules.get
            for key in base._rules.keys() | rules.keys():
                if has(key) != (rule := rules.get(key)):
                    setattr(base, key, rule)
        else:  # nobody has drawn it, so that nothing has to be drawn again
            base._rules.update(rules)
            base._updates += 1
        node.notify_style_update()


def _bars(node: Widget) -> Iterable[DOMNode]:
    """The scroll bars that are shown."""
    down = bool(node.show_vertical_scrollbar and node.scrollbar_size_vertical)
    across = bool(node.show_horizontal_scrollbar and node.scrollbar_size_horizontal)
    if down:
        yield node.vertical_scrollbar
    if across:
        yield node.horizontal_scrollbar
    if down and across:
        yield node.scrollbar_corner
