"""Priorities: four columns, tokens shared out, one reason for every account; in force once it fits."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from kae_sim.game.actions import Prioritise, Share
from kae_sim.tui import keys
from kae_sim.tui.screens.base import GameScreen
from kae_sim.tui.screens.pick import Pick, rows_of
from kae_sim.tui.shown import ACCENT, MUTED, STRONG, cell, join, show, stack, wrapped
from kae_sim.tui.widgets.choices import Choices, Row
from kae_sim.tui.widgets.page import Page
from kae_sim.words.coach.setting import Place
from kae_sim.words.offered import offered_in_short
from kae_sim.words.plain.priorities import (
    REASONS,
    SUGGESTED,
    first_shares,
    in_force_words,
    placeable,
    reason_words,
    token_words,
)
from kae_sim.words.reasons import at_odds, in_order
from kae_sim.words.text import columns

IN_FORCE = "in-force"
_ASKED = "Only a start: go through every account. The debrief asks whether your reason was true."


class Priorities(GameScreen):
    """A draft until `Put in force`; left and right move an account between the columns, + and - its tokens."""

    CSS_PATH = "priorities.tcss"
    PAGE = "priorities"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "move(-1)", "Column", key_display="←→", priority=True),
        Binding("right", "move(1)", "Column", show=False, priority=True),
        Binding("plus", "tokens(1)", "Tokens", key_display="+-"),
        Binding("equals_sign", "tokens(1)", "Tokens", show=False),
        Binding("minus", "tokens(-1)", "Tokens", show=False),
        Binding("r", "reason", "Reason", show=False),
        Binding("d", "put_in_force", "In force"),
        keys.BACK,
    ]

    def __init__(self) -> None:
        super().__init__()
        self._draft: list[Share] = []
        self._before: list[Share] = []  # as it was before anything was changed by hand

    def body(self) -> ComposeResult:
        yield Page(id="note")
        yield Page(id="heads")
        yield Choices(id="shares")
        yield Page(id="offered")

    def on_mount(self) -> None:
        self._draft = self._before = first_shares(self.view, self.desk.offered("prioritise"))
        self.query_one("#shares").focus()

    # --- what is shown --------------------------------------------------------------------------

    @property
    def coach_place(self) -> Place:
        return "priorities"

    @property
    def _tiers(self) -> list[str]:
        return list(self.view.rules.ceilings)

    @property
    def _in_force(self) -> bool:
        return [share.model_dump() for share in self._draft] == [share.model_dump() for share in self.view.shares]

    def refresh_view(self) -> None:
        shares = self.query_one("#shares", Choices)
        width = max(40, self.size.width - 4)
        placed, most = sum(share.tokens for share in self._draft), placeable(self.view)
        boxes = "■" * placed + "□" * max(0, most - placed)
        note = f"Tokens placed: {placed} of {most} {boxes}. {token_words(self.view)} "
        note += "In force." if self._in_force else "Not in force yet: d."
        lines = wrapped(note, width, style=STRONG)
        if not self.view.shares:
            lines += wrapped(SUGGESTED if self.size.height >= 30 else _ASKED, width, style=MUTED)
        self.query_one("#note", Page).put(lines)
        column = self._column(width)
        heads = [cell(self.labels.of("tier", tier), column, ACCENT) for tier in self._tiers]
        self.query_one("#heads", Page).put([join("  ", *heads)])
        rows = [Row(share.account, self._line(share, column, width)) for share in self._draft]
        rows.append(Row(None, show("─" * width, MUTED)))
        rows.append(Row(IN_FORCE, show("▶ Put these in force", ACCENT)))
        shares.put(rows)
        self._offered()

    def _offered(self) -> None:
        """What can be done at the account pointed at: a reason may rest on it."""
        share = self._chosen
        lines: list[Content] = []
        if share is not None:
            width = max(40, self.size.width - 4)
            lines = wrapped(f"{self._meaning(share)} {self._odds(share)}".rstrip(), width, later="  ")
            offered = offered_in_short(self.labels, self.desk.account(share.account))
            lines += wrapped(offered, width, later="  ", style=MUTED)
        self.query_one("#offered", Page).put(lines)

    def _meaning(self, share: Share) -> str:
        tier = self.labels.of("tier", share.tier).capitalize()
        return f"{tier}: {self.labels.of('tier-meaning', share.tier)}."

    def _odds(self, share: Share) -> str:
        odds = at_odds(share.tier, share.reason)
        return f"! Your reason {odds}." if odds else ""

    def on_option_list_option_highlighted(self, _: Choices.OptionHighlighted) -> None:
        self._offered()

    def _column(self, width: int) -> int:
        return max(10, (width - 2) // len(self._tiers))

    def _line(self, share: Share, column: int, width: int) -> Content:
        """A card that begins in its column, and the reason under it; the row has no other, so the card may run on."""
        tokens = "■" * share.tokens
        before = self._tiers.index(share.tier) * column
        name = self.labels.account_in(share.account, width - before - len(tokens) - 1)
        words = reason_words(self.labels, share)
        reason = words if share.reason is None else f"because: {words}"
        room = width - before - 2
        under = " " * (before + 2 if columns(reason) <= room else min(before + 2, width // 2 + 2))
        return stack(
            [
                join(" " * before, show(f"{name} ", STRONG), show(tokens, ACCENT)),
                *wrapped(reason, width, under, f"{under}  ", style=MUTED),
            ]
        )

    # --- changing ---------------------------------------------------------------------------------

    @property
    def _chosen(self) -> Share | None:
        key = self.query_one("#shares", Choices).chosen
        return next((share for share in self._draft if share.account == key), None)

    def _change(self, share: Share, **changes: object) -> None:
        changed = Share.model_validate(share.model_dump() | changes)
        ceiling = self.view.rules.ceilings[changed.tier]
        if changed.tokens > ceiling:
            changed = changed.model_copy(update={"tokens": ceiling})
        self._draft = [changed if one.account == share.account else one for one in self._draft]
        self.refresh_view()
        if odds := self._odds(changed):
            self.refuse(odds.removeprefix("! "))
        else:
            self.say(self._meaning(changed))

    def action_move(self, by: int) -> None:
        if (share := self._chosen) is not None:
            at = self._tiers.index(share.tier) + by
            if 0 <= at < len(self._tiers):
                self._change(share, tier=self._tiers[at])

    def action_tokens(self, by: int) -> None:
        if (share := self._chosen) is not None:
            ceiling = self.view.rules.ceilings[share.tier]
            if 0 <= share.tokens + by <= ceiling:
                self._change(share, tokens=share.tokens + by)
            else:
                self.refuse(f"From 0 to {ceiling} tokens in this column.")

    def action_reason(self) -> None:
        if (share := self._chosen) is not None:
            self._ask_reason(share)

    def on_option_list_option_selected(self, event: Choices.OptionSelected) -> None:
        """Enter or a click goes through tier, tokens and reason one after the other."""
        if event.option_id == IN_FORCE:
            self.action_put_in_force()
            return
        share = next(one for one in self._draft if one.account == event.option_id)
        labels = self.labels
        tiers = [
            (one, f"{labels.of('tier', one).capitalize()}: {labels.of('tier-meaning', one)}") for one in self._tiers
        ]
        self.app.push_screen(
            Pick(labels.account(share.account), rows_of(tiers), "Which tier?", "priorities", share.tier),
            lambda tier: self._ask_tokens(share, tier) if tier else None,
        )

    def _ask_tokens(self, share: Share, tier: str) -> None:
        ceiling = self.view.rules.ceilings[tier]  # type: ignore[index]  # a tier, from the list
        self._change(share, tier=tier)
        changed = next(one for one in self._draft if one.account == share.account)
        if ceiling == 0:
            self._ask_reason(changed)
            return
        rows = rows_of([(str(n), "no token" if n == 0 else "■" * n + f" {n}") for n in range(ceiling + 1)])

        def chosen(tokens: str | None) -> None:
            if tokens is not None:
                self._change(changed, tokens=int(tokens))
                self._ask_reason(next(one for one in self._draft if one.account == share.account))

        title = self.labels.account(share.account)
        self.app.push_screen(Pick(title, rows, "How many tokens?", "priorities", str(changed.tokens)), chosen)

    def _ask_reason(self, share: Share) -> None:
        ordered = in_order(self.view.rules.reasons, share.tier)
        rows = rows_of([(one, self.labels.of("reason", one)) for one in ordered])
        self.app.push_screen(
            Pick(self.labels.account(share.account), rows, REASONS, "priorities", share.reason or ""),
            lambda reason: self._change(share, reason=reason) if reason else None,
        )

    def action_put_in_force(self) -> None:
        over = sum(share.tokens for share in self._draft) - placeable(self.view)
        if over > 0:
            self.refuse(f"That is {over} too many. Lower another account; until then nothing changes.")
        elif self._in_force:
            self.say("These are in force.")
        elif self.do(Prioritise(shares=tuple(self._draft))) is not None:
            self._before = self._draft
            self.say(in_force_words(self.labels, self._draft))

    def action_back(self) -> None:
        """Asks first where a change would be lost."""
        if self._in_force or self._draft == self._before:
            self.app.pop_screen()
            return
        rows = [
            ("stay", "Go on with them"),
            ("put", "Put them in force, and leave"),
            ("leave", "Leave; what you have changed is not kept"),
        ]
        self.app.push_screen(Pick("These are not in force yet", rows_of(rows), page=self.PAGE), self._asked)

    def _asked(self, chosen: str | None) -> None:
        if chosen == "leave":
            self.app.pop_screen()
        elif chosen == "put":
            self.action_put_in_force()
            if self._in_force:
                self.kae.back_and_say(in_force_words(self.labels, self._draft))
