"""What the player's answers rest on: another clock, one voice, an old paper, the website; and who disagrees."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.game.view import Account, Belief, Claim
from kae_sim.words.coach.message import IN_A_SENTENCE, Message
from kae_sim.words.coach.voices import AROUND_THE_TABLE, SILENT, answer_to, behind, held, said_last
from kae_sim.words.labels import Labels, rung, week

OLD = 13  # weeks, as in the picture of the pathway
WHERE_IT_HAPPENS = ("wait", "bottleneck")  # questions that somebody answers by standing at a stage


def other_clock(labels: Labels, account: Account) -> Iterator[Message]:
    """2: the answer on the wait rests on papers alone whose clock stops at the first appointment."""
    for belief in held(account):
        claims = behind(account, belief)
        if belief.unknown == "wait" and claims and all(_early(labels, one) for one in claims):
            words = "This wait is to the first appointment. Which wait do your patients feel?"
            yield Message(2, account.id, "evidence", words, 40)


def _early(labels: Labels, claim: Claim) -> bool:
    return claim.person is None and claim.source in labels.view.rules.early_clocks


def disagreement(labels: Labels, account: Account) -> Iterator[Message]:
    """3: two people have said different things on one question; the latest such pair."""
    for unknown in labels.view.rules.unknowns:
        claims = [
            one for one in said_last(account.claims) if one.about == unknown and one.person and one.answer != SILENT
        ]
        pair = _latest_pair(claims)
        if pair is not None:
            one, other = (labels.name(claim.person or "") for claim in pair)
            which = "stands where it happens" if unknown in WHERE_IT_HAPPENS else "is nearer to it"
            words = f"{one} and {other} disagree on {IN_A_SENTENCE[unknown]}. Which of them {which}?"
            yield Message(3, account.id, "evidence", words, 70, f"{unknown} {one} {other}")


def _latest_pair(claims: list[Claim]) -> tuple[Claim, Claim] | None:
    """The newest claim that an earlier one contradicts, behind that one."""
    for at in range(len(claims) - 1, 0, -1):
        against = next((one for one in reversed(claims[:at]) if one.answer != claims[at].answer), None)
        if against is not None:
            return against, claims[at]
    return None


def sure_on_one(labels: Labels, account: Account) -> Iterator[Message]:
    """4: sure, and one voice at the most has said so."""
    for belief in held(account):
        claims = behind(account, belief)
        voices = {(one.person, one.source) for one in claims}
        together = any(one.source == AROUND_THE_TABLE for one in claims)
        if rung(belief.percent) != "sure" or len(voices) > 1 or together:
            continue
        what = IN_A_SENTENCE[belief.unknown]
        source = f"on one source: {labels.speaker(claims[0])}" if claims else "and nobody has told you so"
        yield Message(
            4, account.id, "evidence", f"You are sure {what}, {source}.", 30, f"{belief.unknown} {belief.answer}"
        )


def old_paper(labels: Labels, account: Account) -> Iterator[Message]:
    """5: papers that speak of a time more than a quarter ago are all that an answer rests on."""
    for belief in held(account):
        claims = behind(account, belief)
        if claims and all(_old_paper(labels, one) for one in claims):
            yield _of_then(labels, belief, max(claims, key=lambda one: one.speaks_of))


def _old_paper(labels: Labels, claim: Claim) -> bool:
    return claim.vantage == "paper" and labels.view.week - claim.speaks_of > OLD


def _of_then(labels: Labels, belief: Belief, claim: Claim) -> Message:
    title, then = labels.speaker(claim), week(claim.speaks_of)
    words = f"Your answer on {IN_A_SENTENCE[belief.unknown]} rests on a paper. {title}: that speaks of {then}."
    return Message(5, claim.account, "evidence", words, 60, f"{belief.unknown} {belief.answer}")


def website_goal(labels: Labels, account: Account) -> Iterator[Message]:
    """9: the goal that the player names is the stated one, and no person has repeated it."""
    written = account.plan.goal if account.plan is not None else None
    goal = answer_to(account, "goal") or written
    repeated = any(one.person and one.about == "goal" and one.answer == goal for one in said_last(account.claims))
    if goal is not None and goal == account.stated_goal and not repeated:
        words = "Your goal is the website's sentence. Who repeated it?"
        yield Message(9, account.id, "evidence", words, 50)
