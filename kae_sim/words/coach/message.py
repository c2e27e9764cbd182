"""A message of the coach, and the words that several of them share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kae_sim.words.labels import Labels

Page = Literal["people", "evidence", "plan", "priorities"]

IN_A_SENTENCE = {
    "wait": "how long patients wait",
    "bottleneck": "where patients are stuck",
    "goal": "what they really want",
    "stopper": "whose no would stop it",
    "readiness": "how ready they are for change",
    "unmet": "how many go untreated",
    "rival": "where the rival is going",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@dataclass(frozen=True, slots=True)
class Message:
    """`number` is that of the twelve; with no account it is about the whole territory; the lowest `press` comes first.

    `words` do not name the account, because they may stand on its own page. `thing` is what it is about where doing the
    same to something else is new: another date, another answer.
    """

    number: int
    account: str | None
    page: Page
    words: str
    press: int
    thing: str = ""


def counted(count: int) -> str:
    """A number at the beginning of a sentence."""
    return _NUMBERS[count].capitalize() if count < len(_NUMBERS) else str(count)


def stage(labels: Labels, stage_id: str) -> str:
    """How people call a stage in a sentence."""
    return labels.of("spoken", stage_id)
