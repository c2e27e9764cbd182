"""Priorities: a tier, tokens and one reason for every account."""

from __future__ import annotations

from kae_sim.game.actions import Prioritise, Share
from kae_sim.game.view import View
from kae_sim.words.labels import Labels
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back

SUGGESTED = (
    "These are only a start, with even shares and the same reason everywhere; they are not in force. Go through the "
    "accounts, then put them in force."
)


def priorities(sitting: Sitting) -> None:
    """Shows and changes the shares until the person goes back; each change is in force once it fits."""
    draft = first_shares(sitting)
    while True:
        view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
        terminal.heading("Priorities for the coming quarter")
        terminal.say(
            f"A token is one part in {view.rules.tokens} of the coming quarter's hours. You may place up to "
            f"{placeable(view)}; at least {view.rules.tokens_free} stay free. Placed now: {_placed(draft)}."
        )
        terminal.say("These are in force." if _in_force(view, draft) else SUGGESTED)
        options = [_share_line(labels, share) for share in draft]
        options += ["Put these in force as shown", "Back to your desk"]
        try:
            chosen = terminal.pick(options, "priorities", "Which account do you change")
        except Back:
            return
        if chosen == len(draft) + 1:
            return
        if chosen < len(draft):
            try:
                changed = _edit(sitting, draft[chosen])
            except Back:
                continue
            draft = [changed if share.account == changed.account else share for share in draft]
            if not view.shares:
                continue
        put_in_force(sitting, draft)


def first_shares(sitting: Sitting) -> list[Share]:
    """What stands now; else what the game offers; else the same for every account."""
    view = sitting.view
    if view.shares:
        rows = [share.model_dump() for share in view.shares]
        return [Share.model_validate(row) for row in rows]
    for action in sitting.offered("prioritise"):
        if isinstance(action, Prioritise):
            return list(action.shares)
    each = min(placeable(view) // len(view.accounts), view.rules.ceilings["medium"])
    reason = view.rules.reasons[0]
    return [Share(account=account.id, tier="medium", tokens=each, reason=reason) for account in view.accounts]


def placeable(view: View) -> int:
    """Tokens that may be placed; the others stay free."""
    return view.rules.tokens - view.rules.tokens_free


def share_lines(sitting: Sitting) -> list[str]:
    """The shares in force, one line an account."""
    return [_share_line(sitting.labels, share) for share in first_shares(sitting)] if sitting.view.shares else []


def _share_line(labels: Labels, share: Share) -> str:
    tokens = "1 token" if share.tokens == 1 else f"{share.tokens} tokens"
    tier, reason = labels.of("tier", share.tier), labels.of("reason", share.reason)
    return f"{labels.account(share.account)}: {tier}, {tokens}. {reason}."


def _placed(draft: list[Share]) -> int:
    return sum(share.tokens for share in draft)


def _in_force(view: View, draft: list[Share]) -> bool:
    return [share.model_dump() for share in draft] == [share.model_dump() for share in view.shares]


def _edit(sitting: Sitting, share: Share) -> Share:
    view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
    terminal.section(labels.account(share.account))
    tiers = tuple(view.rules.ceilings)
    names = [f"{labels.of('tier', tier).capitalize()}: {labels.of('tier-meaning', tier)}" for tier in tiers]
    tier = tiers[terminal.pick(names, "priorities", "Which tier")]
    ceiling = view.rules.ceilings[tier]
    tokens = terminal.number("How many tokens", "priorities", 0, ceiling) if ceiling else 0
    terminal.say("Why?")
    reasons = view.rules.reasons
    reason = reasons[terminal.pick([labels.of("reason", one) for one in reasons], "priorities", "One reason")]
    return Share.model_validate({"account": share.account, "tier": tier, "tokens": tokens, "reason": reason})


def put_in_force(sitting: Sitting, draft: list[Share]) -> None:
    """Sets the shares where they fit; says by how much they do not."""
    over = _placed(draft) - placeable(sitting.view)
    if over > 0:
        sitting.terminal.say(f"That is {over} too many. Lower another account; until then nothing changes.")
    elif not _in_force(sitting.view, draft) and sitting.act(Prioritise(shares=tuple(draft))) is not None:
        sitting.terminal.line("In force.")
