"""What one can hear of somebody: roles outside the hospital as papers had them, and when they are away."""

from __future__ import annotations

from collections.abc import Iterable

from kae_sim.game.absences import Leave
from kae_sim.game.state import PersonPlay
from kae_sim.game.table import Table
from kae_sim.game.view import Block
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import OutsideRole, Source
from kae_sim.world.account import Person

LEAVE_TOLD = 6  # weeks ahead in which people tell those whom they have met

Role = tuple[Person, OutsideRole]


def roles_then(table: Table, account_id: str, source: Source) -> list[Role]:
    """Who had which of the roles that this paper speaks of, at the paper's own date, of the people we know."""
    then, account = table.play.week - source.lag_weeks, table.play.accounts[account_id]
    later = {(role, who) for role, who, week in account.chairs if week > then}
    return [
        (person, one)
        for one in table.scenario.pack.outside_roles
        if source.id in one.papers
        for person in table.people(account_id)
        if account.people[person.id].known and person.had(one.id, then) and (one.id, person.id) not in later
    ]


def note_roles(table: Table, account_id: str, source: Source) -> None:
    """What a paper says of outside roles is kept beside the person, with its date; newer papers take precedence."""
    people, then = table.play.accounts[account_id].people, table.play.week - source.lag_weeks
    for person, one in roles_then(table, account_id, source):
        papers = people[person.id].on_paper
        papers[one.id] = max(then, papers.get(one.id, then))


def roles_blocks(table: Table, accounts: Iterable[str], source: Source) -> tuple[Block, ...]:
    """The same as a table at the end of the paper; nothing where it names nobody."""
    rows = tuple(
        (table.dealt(account_id).name, person.name, lower_first(one.name))
        for account_id in accounts
        for person, one in roles_then(table, account_id, source)
    )
    if not rows:
        return ()
    return (Block(kind="table", words="Also named", columns=("Hospital", "Who", "As"), rows=rows),)


def away_shown(table: Table, person: Person, play: PersonPlay) -> Leave | None:
    """A leave as far as one can know of it: ahead by those who have met them, else from whoever answers the phone."""
    leave = table.leaves.get(person.id)
    if leave is None or not leave[0] - (LEAVE_TOLD if play.last_contact else 0) <= table.play.week <= leave[1]:
        return None
    return leave
