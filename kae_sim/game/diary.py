"""Meetings that cannot be, and those that will not take place after all."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.absences import soonest
from kae_sim.game.hours import give_back
from kae_sim.game.seat import IllegalAction
from kae_sim.game.table import Table


def call_off(table: Table, account_id: str, person_id: str) -> None:
    """What is booked with somebody for the weeks to come is off; its hours are free, other invitations stand again."""
    people = table.play.accounts[account_id].people
    for meeting in table.play.meetings.values():
        if meeting.state == "booked" and person_id in meeting.people and meeting.week >= table.play.week:
            meeting.state = "refused"
            give_back(table.scenario, table.play, meeting.week, account_id, meeting.half_hours, meeting.before)
            for other in meeting.asked_for:
                people[other].state.invited = other != person_id


def check_there(table: Table, action: act.Book) -> None:
    """Raises IllegalAction if somebody is on leave in that week; it says which week will do."""
    for person_id in action.people:
        leave = table.leaves.get(person_id)
        back = soonest(leave, action.week)
        if leave is not None and back != action.week:
            away = f"{table.person(person_id).name} is on leave from week {leave[0]} to week {leave[1]}"
            raise IllegalAction(f"{away}. Week {back} is the first that will do.")
