"""What a room's debrief is made of: plain frozen data in words, filled in by `score`, told by `words`."""

from __future__ import annotations

from pydantic import Field

from kae_sim.score.debrief_model import Frozen, Points, RungCount


class Standing(Frozen):
    name: str
    score: Points
    passed: bool


class Told(Frozen):
    """Words and how many people they hold for."""

    words: str
    often: int = Field(ge=1)


class FoundOut(Frozen):
    """Somebody who was right, and how: told, worked out from what they had heard, or by a guess."""

    name: str
    told_by: tuple[str, ...]
    worked_out: bool = False  # nobody told them, and all that they had heard points to it


class RoomAnswer(Frozen):
    """One question about one account, and what the room made of it at the last lock."""

    account: str
    stated: str | None  # what the account itself gives as its wait; none for other questions
    unknown: str
    true: tuple[str, ...] = Field(min_length=1)
    differed: bool = False  # it was not the same in all games: what is done somewhere changes it
    found: tuple[FoundOut, ...]
    wrong: int = Field(ge=0)
    silent: int = Field(ge=0)
    instead: tuple[Told, ...]  # wrong answers, the commonest first
    sources: tuple[Told, ...]  # who told those who were right, the most heard first


class RoomTiers(Frozen):
    """How the room ranked one account."""

    account: str
    right: str
    said: dict[str, int]  # tier, or "none", to how many people


class RoomUnheld(Frozen):
    """A conversation that several might have held; points of all of them together."""

    headline: str
    names: tuple[str, ...]  # who did not hold it
    held_by: tuple[str, ...] = ()
    most_to: str  # to whom of them it would have been worth most
    most: Points
    points: Points
    would_have_said: tuple[str, ...]
    true: str


class Transfer(Frozen):
    """What one person takes back to work."""

    name: str
    habit: str
    monday: str


class RoomDebrief(Frozen):
    title: str
    deal: str  # short code of the deal
    pass_mark: int
    standings: tuple[Standing, ...]
    broke_the_code: int = 0  # people whose gate is closed
    warned: int = 0  # people who were warned, and whose gate is open
    median: Points
    answers: tuple[RoomAnswer, ...]
    tiers: tuple[RoomTiers, ...]
    calibration: tuple[RungCount, ...]
    unheld: RoomUnheld | None  # none where nobody left one of worth
    transfer: tuple[Transfer, ...]
