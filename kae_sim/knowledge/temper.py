"""How people take being visited: moods, patience and trust. Trust is per mille, patience in thousandths."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal

from kae_sim.knowledge.telling import Mood, Witness
from kae_sim.scenario.schema import Question, Role

Opening = Literal["their-role", "their-week", "straight-in"]
Channel = Literal["call", "visit", "group"]

PATIENCE, PATIENCE_BY_TRUST = 4000, 2  # 4 + 2 trust
FITTING, UNFITTING, REPEAT, UNPREPARED = 1000, 2000, 1000, 500
PITCH, USEFUL, GOOD_OPENING = 3000, 2000, 500
WALKED_OUT, GOSSIP = -250, -80
HELD_ROLE, NOT_HELD = 40, -50
GOOD_MEETING = 120  # of the trust still missing
INVITES_FROM, AGREES_FROM = 550, 450
SENIOR_LEAD_WEEKS = 3  # whoever is this hard to see likes their role to be known
QUESTIONS: dict[Channel, int] = {"call": 2, "visit": 4, "group": 4}
MOOD_UNDER: tuple[tuple[int, Mood], ...] = ((300, "cold"), (500, "polite"), (700, "warm"))


@dataclass(slots=True)
class PersonState:
    """What a person thinks of us. The game owns it."""

    trust: int  # per mille
    met: bool = False
    invited: bool = False
    acknowledged: bool = False  # has been spoken to about an outside role
    asked: dict[str, int] = field(default_factory=dict)  # by what was asked about, over all meetings
    brought: dict[str, int] = field(default_factory=dict)  # by thing, how often we came with it
    unprepared: int = 0  # meetings to which we came without an agenda

    @property
    def mood(self) -> Mood:
        return mood_of(self.trust, met=self.met)

    def move(self, by: int) -> None:
        """Change trust, between 0 and 1000."""
        self.trust = min(1000, max(0, self.trust + by))


def mood_of(trust: int, *, met: bool) -> Mood:
    """The band in which trust shows."""
    if not met:
        return "unmet"
    for under, mood in MOOD_UNDER:
        if trust < under:
            return mood
    return "open"


def fits(question: Question, witness: Witness) -> bool:
    """Whether this is a question for somebody with this role."""
    return witness.role.id in question.roles


def opens_well(opening: Opening, witness: Witness) -> bool:
    """Whether an opening suits a person: their week those on the floor, their role the senior ones."""
    role = witness.role
    if opening == "their-week":
        return role.junior or role.lead_weeks == 1
    return opening == "their-role" and (bool(witness.outside) or role.lead_weeks >= SENIOR_LEAD_WEEKS)


def price(question: Question, witness: Witness, person: PersonState, *, prepared: bool) -> int:
    """Patience that asking costs (thousandths). Who else to speak to is free."""
    if question.about == "who-else":
        return 0
    return (
        (FITTING if fits(question, witness) else UNFITTING)
        + (REPEAT if person.asked.get(question.about) else 0)
        + (0 if prepared else UNPREPARED)
    )


def hear_of_it(states: Mapping[str, PersonState], walked_out: str) -> None:
    """Colleagues hear that somebody's patience was used up."""
    for person_id, person in states.items():
        if person_id != walked_out:
            person.move(GOSSIP)


def least_patience(role: Role, mood: Mood) -> int:
    """Patience that somebody of this role has at least in this mood, met with an opening that suits the role."""
    trust = {mood: under for (under, _), (_, mood) in pairwise((*MOOD_UNDER, (1000, "open")))}.get(mood, 0)
    suits = role.junior or role.lead_weeks == 1 or role.lead_weeks >= SENIOR_LEAD_WEEKS
    return PATIENCE + PATIENCE_BY_TRUST * trust + (GOOD_OPENING if suits else 0)
