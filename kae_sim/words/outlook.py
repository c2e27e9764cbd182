"""What a plan would bring, as the plan page tells it: a scale that stays, and why the company gains or loses."""

from __future__ import annotations

from kae_sim.game.view import Outlook
from kae_sim.words.labels import points, pounds

FULL_BAR = 100.0  # points; bars of two plans can be compared as long as neither has more


def full_bar(outlook: Outlook) -> float:
    """Points of a bar that fills its place."""
    return max(FULL_BAR, *(abs(one) for one in (outlook.patients, outlook.account, outlook.company)))


def scale_words(outlook: Outlook) -> str:
    """How the bars are to be read: `in points (a full bar is 50)`."""
    return f"in points (a full bar is {full_bar(outlook):.0f})"


def company_words(outlook: Outlook) -> str:
    """What the company's points are made of, from the player's own answers; empty where nothing is planned."""
    earned, spent = outlook.earned_pence, outlook.spent_pence
    if not earned and not spent:
        return ""
    work = f"the work costs us {pounds(spent)}"
    if earned < 0:
        sold = f"we usually sell less, which costs us another {pounds(-earned)}"
    else:
        sold = f"selling more usually earns us {'only ' if earned < spent else ''}{pounds(earned)}"
    return (
        f"Why {points(outlook.company)} for the company: {work}, and {sold}. "
        "What is sold depends on how many patients can start."
    )


def counts_words(outlook: Outlook) -> str:
    """What the three sides come to together, as a plan is scored."""
    return f"Together {points(outlook.together)}: half of all three, and one and a half times the smallest."
