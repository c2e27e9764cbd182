"""Priorities: a tier, tokens and one reason for every account."""

from __future__ import annotations

from collections.abc import Iterable

from kae_sim.game.actions import Action, Prioritise, Share
from kae_sim.game.view import View
from kae_sim.words.labels import Labels, hours
from kae_sim.words.offered import offered_in_short
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back
from kae_sim.words.reasons import at_odds, in_order

SUGGESTED = (
    "These are only a start, with even shares and no reasons; they are not in force yet. Go through every account: "
    "what you leave stands as it is shown. The debrief asks whether the reasons you give were true."
)


REASONS = "Why? One reason; those that fit the tier stand first."


def priorities(sitting: Sitting) -> None:
    """Shows and changes the shares until the person goes back; each change is in force once it fits."""
    draft = first_shares(sitting.view, sitting.offered("prioritise"))
    while True:
        view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
        terminal.heading("Priorities for the coming quarter")
        terminal.say(f"You may place up to {placeable(view)} tokens. {token_words(view)} Placed now: {_placed(draft)}.")
        terminal.say("These are in force." if _in_force(view, draft) else SUGGESTED)
        sitting.coached("priorities")
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
        put_in_force(sitting, draft)


def first_shares(view: View, offered: Iterable[Action]) -> list[Share]:
    """What stands now; else the shares that the game offers, else even ones, without anybody's reason."""
    if view.shares:
        return [Share.model_validate(share.model_dump()) for share in view.shares]
    for action in offered:
        if isinstance(action, Prioritise):
            return [share.model_copy(update={"reason": None}) for share in action.shares]
    each = min(placeable(view) // len(view.accounts), view.rules.ceilings["medium"])
    return [Share(account=account.id, tier="medium", tokens=each, reason=None) for account in view.accounts]


def reason_words(labels: Labels, share: Share) -> str:
    """The reason given for a share."""
    return "no reason given yet" if share.reason is None else labels.of("reason", share.reason)


def in_force_words(labels: Labels, shares: Iterable[Share]) -> str:
    """That they are in force, and where no reason was given."""
    bare = [labels.account(share.account) for share in shares if share.reason is None]
    if not bare:
        return "In force."
    where = bare[0] if len(bare) == 1 else f"{len(bare)} accounts"
    return f"In force, without a reason for {where}. You can still give one."


def placeable(view: View) -> int:
    """Tokens that may be placed; the others stay free."""
    return view.rules.tokens - view.rules.tokens_free


def token_words(view: View) -> str:
    """What a token is worth, and what becomes of those that may not be placed."""
    rules = view.rules
    each = rules.week_half_hours * (view.weeks // view.rounds) // rules.tokens
    kept = f"{rules.tokens_free} of your {rules.tokens} stay free for what comes up"
    return f"A token is about {hours(each)} of the quarter to come; {kept}."


def share_lines(sitting: Sitting) -> list[str]:
    """The shares in force, one line an account."""
    return (
        [_share_line(sitting.labels, share) for share in first_shares(sitting.view, ())] if sitting.view.shares else []
    )


def _share_line(labels: Labels, share: Share) -> str:
    tokens = "1 token" if share.tokens == 1 else f"{share.tokens} tokens"
    tier, reason = labels.of("tier", share.tier), reason_words(labels, share)
    odds = at_odds(share.tier, share.reason)
    warning = f" That {odds}." if odds else ""
    return f"{labels.account(share.account)}: {tier}, {tokens}. {reason[:1].upper()}{reason[1:]}.{warning}"


def _placed(draft: list[Share]) -> int:
    return sum(share.tokens for share in draft)


def _in_force(view: View, draft: list[Share]) -> bool:
    return [share.model_dump() for share in draft] == [share.model_dump() for share in view.shares]


def _edit(sitting: Sitting, share: Share) -> Share:
    view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
    terminal.section(labels.account(share.account))
    terminal.say(offered_in_short(labels, sitting.account(share.account)))
    tiers = tuple(view.rules.ceilings)
    names = [f"{labels.of('tier', tier).capitalize()}: {labels.of('tier-meaning', tier)}" for tier in tiers]
    tier = tiers[terminal.pick(names, "priorities", "Which tier")]
    ceiling = view.rules.ceilings[tier]
    tokens = terminal.number("How many tokens", "priorities", 0, ceiling) if ceiling else 0
    terminal.say(REASONS)
    reasons = in_order(view.rules.reasons, tier)
    reason = reasons[terminal.pick([labels.of("reason", one) for one in reasons], "priorities", "One reason")]
    return Share.model_validate({"account": share.account, "tier": tier, "tokens": tokens, "reason": reason})


def put_in_force(sitting: Sitting, draft: list[Share]) -> None:
    """Sets the shares where they fit; says by how much they do not."""
    over = _placed(draft) - placeable(sitting.view)
    if over > 0:
        sitting.terminal.say(f"That is {over} too many. Lower another account; until then nothing changes.")
    elif not _in_force(sitting.view, draft) and sitting.act(Prioritise(shares=tuple(draft))) is not None:
        sitting.terminal.say(in_force_words(sitting.labels, draft))
