"""What was said and read about an account: claims by question, with who, when and how sure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kae_sim.game.view import Account, Claim
from kae_sim.words.labels import Labels, belief_words
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.telling import heard, how
from kae_sim.words.text import first_upper

CANNOT_SAY = "cannot-say"


def claims_page(sitting: Sitting, account_id: str) -> None:
    """All claims of an account, grouped by question, newest first."""
    labels, account, terminal = sitting.labels, sitting.account(account_id), sitting.terminal
    terminal.heading(f"{account.name}: what was said and read")
    if not account.claims:
        terminal.line("Nothing yet. Read a paper or talk to somebody.")
        return
    for unknown in sitting.view.rules.unknowns:
        about = [claim for claim in account.claims if claim.about == unknown]
        terminal.section(labels.unknown(unknown))
        terminal.say(f"You think: {belief_words(labels, account, unknown)}.")
        _claims(sitting, labels, about)
    by_stage = [claim for claim in account.claims if claim.about.startswith("stage:")]
    if by_stage:
        terminal.section("Stage by stage")
        _claims(sitting, labels, by_stage)


def _claims(sitting: Sitting, labels: Labels, claims: Sequence[Claim]) -> None:
    terminal = sitting.terminal
    if not claims:
        terminal.line("Nobody has spoken about this.")
        return
    if len(claims) > 1:
        terminal.say(f"At a glance: {tally(labels, claims)}.")
    for claim in sorted(claims, key=lambda one: -one.week):
        mood = f" ({labels.mood_then(claim.mood)})" if claim.mood else ""
        terminal.say(f"{labels.claimed(claim)} - {labels.speaker(claim)}{mood}, {how(labels, claim)}", first=" * ")
        spoke = first_upper(heard(labels, claim))
        terminal.say(f'{spoke}. "{claim.words}"' if claim.words else f"{spoke}.", first="   ")


def tally(labels: Labels, claims: Sequence[Claim]) -> str:
    """How many say what: `2 say Biologics meeting, 1 could not say`, in the order first heard.

    Whoever was asked twice is one voice, and counts with what they said last. What counts by another clock comes last.
    """
    in_order = sorted(claims, key=lambda one: (labels.on_another_clock(one), one.week))
    last = {(claim.person, claim.source, claim.about): claim for claim in in_order}
    counts = Counter((claim.answer == CANNOT_SAY, labels.claimed(claim)) for claim in last.values())
    return ", ".join(
        f"{count} {words}" if silent else f"{count} {'says' if count == 1 else 'say'} {words}"
        for (silent, words), count in counts.items()
    )


def tally_in_short(labels: Labels, claims: Sequence[Claim]) -> str:
    """The same; what counts by another clock is only counted, so that no figure of it stands beside the others."""
    same = [claim for claim in claims if not labels.on_another_clock(claim)]
    others = len({claim.source for claim in claims if labels.on_another_clock(claim)})
    return ", ".join(filter(None, (tally(labels, same), f"{others} by another clock" if others else "")))


def beliefs_lines(labels: Labels, account: Account) -> list[str]:
    """The player's own answers, one a question."""
    return [
        f"{labels.unknown(unknown)} {belief_words(labels, account, unknown)}" for unknown in labels.view.rules.unknowns
    ]
