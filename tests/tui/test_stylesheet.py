"""Rules that were looked up for another place are those that the node itself would have found."""

from __future__ import annotations

import pytest
from textual.css.stylesheet import Stylesheet
from textual.dom import DOMNode

from gallery import lived_in
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.widgets.choices import Choices
from screen_hands import Hands

KEYS = ("down", "s", "p", "escape", "r", "tab", "escape", "m", "tab", "escape", "enter", "1", "3", "4", "tab", "tab",
        "5", "b", "enter", "escape", "enter", "?", "escape", "n", "escape", "f2", "4", "escape", "ctrl+p")  # fmt: skip


def rules_of(node: DOMNode) -> dict[str, object]:
    return dict(node.styles.base.get_rules())


def differing(app: KaeApp) -> list[str]:
    """Widgets and parts of widgets whose rules change as they are looked up by Textual itself."""
    found = []
    for page in app.screen_stack:
        for node in page.walk_children(with_self=True):
            had = rules_of(node)
            parts = {name: dict(styles.base.get_rules()) for name, styles in node._component_styles.items()}
            Stylesheet.apply(app.stylesheet, node)
            new = {name: dict(styles.base.get_rules()) for name, styles in node._component_styles.items()}
            if rules_of(node) != had or new != parts:
                found.append(f"{node} on {page}")
    return found


def read_again(*_: object, **__: object) -> None:
    raise AssertionError("a sheet was read again")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_each_node_has_the_rules_that_it_would_find(size: tuple[int, int]) -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=size) as pilot:
        hand = Hands(pilot)
        await hand.look()
        for key in KEYS:
            await hand.key(key)
            assert differing(app) == [], key


async def test_colours_that_were_seen_before_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(120, 36)) as pilot:
        hand = Hands(pilot)
        await hand.look()
        before = {node: rules_of(node) for node in app.screen.walk_children(with_self=True)}
        for _ in range(4):
            await hand.key("f2")
        monkeypatch.setattr("textual.css.stylesheet.parse", read_again)
        for _ in range(4):
            await hand.key("f2")
        assert {node: rules_of(node) for node in app.screen.walk_children(with_self=True)} == before


async def test_components_are_made_anew_where_one_has_changed_and_only_there() -> None:
    app = KaeApp(Desk(lived_in()))
    async with app.run_test(size=(120, 36)) as pilot:
        hand = Hands(pilot)
        await hand.look()
        accounts = app.screen.query_one("#accounts", Choices)
        highlighted = "option-list--option-highlighted"
        accounts.add_class("once")
        before = dict(accounts._component_styles)
        accounts.add_class("of-no-rule")
        assert before
        assert all(accounts._component_styles[name] is styles for name, styles in before.items())
        app.screen.set_focus(None)
        await hand.look()
        assert accounts._component_styles[highlighted].background != before[highlighted].background
