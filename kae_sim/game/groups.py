"""Group meetings: who would not come, and who sends apologies on the day."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.game.events import Event, Said
from kae_sim.game.gathering import GROUP_FROM, is_called, stance
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import MeetingPlay, PersonPlay
from kae_sim.game.table import Table
from kae_sim.game.view import Line
from kae_sim.knowledge.temper import SENIOR_LEAD_WEEKS
from kae_sim.knowledge.wording import person_words
from kae_sim.world.account import Person
from kae_sim.world.streams import stream

APOLOGIES = 300  # per mille of the busy ones who are no friends of ours; an assumption of the authors
FEWEST = 2  # people who still make a table
Invited = Sequence[tuple[Person, PersonPlay]]


def check_group(people: Invited) -> None:
    """Raises IllegalAction where there are too few, where nobody would call it, or where somebody would not come."""
    if len(people) < GROUP_FROM:
        raise IllegalAction(f"A group meeting is for {GROUP_FROM} people or more. Visit them instead.")
    unwilling = next((person.name for person, one in people if stance(one.state.mood) == "declines"), None)
    if unwilling is not None:
        raise IllegalAction(f"{unwilling} is reserved with you and would not come. See them alone first.")
    if not is_called(one.state.mood for _, one in people):
        raise IllegalAction("Nobody of them would call it. Invite somebody who is warm or open with you.")


def apologies(table: Table, meeting: MeetingPlay) -> list[Event]:
    """Busy people who are no friends of ours are called away now and then. Whoever is left makes the table."""
    if meeting.channel != "group":
        return []
    account = table.play.accounts[meeting.account]
    found: list[Event] = []
    for person_id in meeting.people:
        witness, mood = table.witness(person_id), account.people[person_id].state.mood
        lot = stream(table.luck, "account", meeting.account, "meeting", meeting.id, "apologies", person_id)
        busy = witness.role.lead_weeks >= SENIOR_LEAD_WEEKS and stance(mood) != "calls"
        if busy and len(meeting.people) > FEWEST and lot.permille() < APOLOGIES:
            meeting.people = tuple(one for one in meeting.people if one != person_id)
            words = f"{person_words(witness)}, has been called away and sends apologies."
            meeting.lines.append(Line(who="scene", words=words))
            found.append(Said(meeting=meeting.id, who="scene", words=words))
    return found
