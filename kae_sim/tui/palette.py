"""The command palette: Textual's, which falls over when the pages of an empty list are turned."""

from __future__ import annotations

from textual.command import CommandList, CommandPalette

from kae_sim.tui.screens.settled import Settled


class Palette(CommandPalette, Settled[None]):
    BLANK = False  # the page below shines through

    def _action_command_list(self, action: str) -> None:
        found = self.query_one(CommandList)
        if found.option_count and found.scrollable_content_region.area:
            super()._action_command_list(action)
