"""Your own notes about an account: free text beside the journal, never scored, never replayed."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import TextArea

from kae_sim.errors import KaeError
from kae_sim.runs.notes import LONGEST
from kae_sim.tui.screens.base import GameScreen
from kae_sim.words.text import safe


class Notes(GameScreen):
    """Every change is kept at once, so that nothing is lost however the program ends; an empty page deletes it."""

    CSS_PATH = "notes.tcss"
    PAGE = "account"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", key_display="esc", priority=True),
    ]

    def __init__(self, account: str) -> None:
        super().__init__()
        self._account = account
        self._text, self._unkept = "", ""

    def body(self) -> ComposeResult:
        self._area = TextArea(soft_wrap=True, tab_behavior="focus")
        self._area.border_title = "Your notes about this account; nobody scores them"
        yield self._area

    def on_mount(self) -> None:
        try:
            text = self.desk.note(self._account)
        except KaeError as error:
            self.refuse(str(error))
            text = ""
        self._area.load_text("\n".join(map(safe, text.splitlines())))  # the file may hold what steers a terminal
        self._text = self._area.text
        self._area.focus()

    def refresh_view(self) -> None:
        if self.desk.notes is None:
            self.say("This game is not kept, so the notes live only as long as it does.")

    def on_unmount(self) -> None:
        """Also where the program is left with the page open, and its last letter has not been looked at yet."""
        super().on_unmount()
        self._keep(self._area.text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        self._keep(event.text_area.text)

    def _keep(self, text: str) -> None:
        """What can't be kept is said on the page; the game goes on without it."""
        if text == self._text:
            return
        self._text = text
        try:
            self.desk.keep_note(self._account, text)
        except KaeError as error:
            self._unkept = str(error)
        else:
            self._unkept = f"Only the first {LONGEST:,} characters are kept." if len(text) > LONGEST else ""
        if self.is_attached:
            self.refuse(self._unkept) if self._unkept else self.say("")

    def action_back(self) -> None:
        self.kae.back_and_say(f"Not kept: {self._unkept}" if self._unkept else "Your notes are kept.")
