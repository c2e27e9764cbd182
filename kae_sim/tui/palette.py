"""The command palette: Textual's, which falls over when the pages of an empty list are turned; and what it offers."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from textual.app import SystemCommand
from textual.command import CommandList, CommandPalette
from textual.screen import Screen

from kae_sim.tui.screens.settled import Settled

if TYPE_CHECKING:
    from kae_sim.tui.app import KaeApp


class Palette(CommandPalette, Settled[None]):
    BLANK = False  # the page below shines through

    def _action_command_list(self, action: str) -> None:
        found = self.query_one(CommandList)
        if found.option_count and found.scrollable_content_region.area:
            super()._action_command_list(action)


def commands(app: KaeApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Pages and keys, in words of ours only."""
    yield SystemCommand(
        "help: this page", "What can be done here, and what a good KAM would think about", app.action_help
    )
    yield SystemCommand("colours: next", "Dark, light, high contrast, none", app.action_colours)
    yield SystemCommand("motion: on or off", "Whether the year after runs or stands there at once", app.action_motion)
    yield SystemCommand("coach: off, gentle or full", "What it says about how you play", app.action_coach)
    yield from _here(app, screen)
    if app.playing:
        yield SystemCommand("rules: briefing", "Who you are and what costs something", app.action_rules)
        for name, words in (("diary", "meetings, dates, news"), ("priorities", "tiers, tokens, reasons")):
            yield SystemCommand(f"open: {name}", words.capitalize(), partial(app.turn_to, name))
    yield SystemCommand("quit: stop here", "Everything is already saved", app.action_leave)


def _here(app: KaeApp, screen: Screen[object]) -> Iterator[SystemCommand]:
    """Whatever a key does on this page, so that nobody has to know the key."""
    from kae_sim.tui.panes.pane import Pane

    for node, binding, enabled, _ in screen.active_bindings.values():
        of_page = binding.show or node is screen or isinstance(node, Pane)
        if enabled and node is not app and binding.description and of_page:
            key = binding.key_display or binding.key
            do = partial(app.run_action, binding.action, node)
            yield SystemCommand(f"here: {binding.description}", f"Key {key}", do)
