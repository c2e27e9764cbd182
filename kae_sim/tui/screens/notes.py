"""Your own notes about an account: free text beside the journal, never scored, never replayed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from kae_sim.errors import KaeError
from kae_sim.tui.screens.base import GameScreen


class Notes(GameScreen):
    """Escape keeps what is written; an empty page deletes it."""

    CSS_PATH = "notes.tcss"
    PAGE = "account"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Keep and go back", key_display="esc", priority=True),
    ]

    def __init__(self, account: str) -> None:
        super().__init__()
        self._account = account
        self._text = ""

    def body(self) -> ComposeResult:
        area = TextArea(soft_wrap=True, tab_behavior="focus")
        area.border_title = "Your notes about this account; nobody scores them"
        yield area

    def on_mount(self) -> None:
        try:
            text = self.desk.note(self._account)
        except KaeError as error:
            self.refuse(str(error))
            text = ""
        self._text = text
        self.query_one(TextArea).load_text(text)
        self.query_one(TextArea).focus()

    def refresh_view(self) -> None:
        if self.desk.notes is None:
            self.say("This game is not kept, so the notes live only as long as it does.")

    def on_unmount(self) -> None:
        """Also where the program is left with the page open."""
        super().on_unmount()
        self.desk.keep_note(self._account, self._text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._text = event.text_area.text

    def action_back(self) -> None:
        try:
            self.desk.keep_note(self._account, self._text)
        except KaeError as error:
            self.refuse(str(error))
            return
        self.kae.back_and_say("Your notes are kept.")
