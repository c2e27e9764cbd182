"""The diary: dates that are fixed for a game, and those that its play adds."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterator
from functools import lru_cache

from kae_sim.game.state import MeetingPlay
from kae_sim.game.table import NOTICE_COMMITTEE, Table
from kae_sim.game.view import Date, DateKind
from kae_sim.knowledge.wording import lower_first


def fixed_dates(table: Table) -> tuple[Date, ...]:
    """Committees, public meetings and the ends of quarters, soonest first."""
    found: list[Date] = []
    for account_id in table.play.accounts:
        name = table.dealt(account_id).name
        for week in table.committees(account_id):
            key, words = f"{account_id}.committee.{week}", f"{name}: committee sits"
            found.append(_date(key, account_id, week, "committee", words))
        for week in table.public_meetings(account_id):
            key, words = f"{account_id}.public.{week}", f"{name}: public board meeting"
            found.append(_date(key, account_id, week, "public-meeting", words))
    per = table.scenario.calendar.weeks_per_round
    for number in range(1, table.scenario.calendar.rounds + 1):
        found.append(_date(f"quarter.{number}", None, number * per, "round-end", f"Quarter {number} ends"))
    return tuple(sorted(found, key=_order))


def dates_view(table: Table, fixed: tuple[Date, ...]) -> tuple[Date, ...]:
    """Dates from this week on, soonest first."""
    ahead = list(fixed[bisect_left(fixed, table.play.week, key=lambda one: one.week) :])
    for made in _made(table):
        if made.week >= table.play.week:
            insort(ahead, made, key=_order)
    return tuple(ahead)


def _order(one: Date) -> tuple[int, str]:
    return one.week, one.id


def _made(table: Table) -> Iterator[Date]:
    """What was proposed, booked or arranged."""
    play, pack = table.play, table.scenario.pack
    for account_id, account in play.accounts.items():
        name = table.dealt(account_id).name
        for step in account.steps.values():
            if step.state == "proposed" and step.week is not None:
                words = f"{name}: answer on {lower_first(pack.initiative(step.initiative).name)}"
                yield _date(f"{account_id}.{step.initiative}", account_id, step.week, "sign-off", words)
        drafts = [step for step in account.steps.values() if step.state == "draft"]
        if any(pack.initiative(step.initiative).approval == "committee" for step in drafts):
            closing = (week - NOTICE_COMMITTEE for week in table.committees(account_id))
            for week in [week for week in closing if week >= play.week][:1]:
                words = f"{name}: last week for papers to the committee of week {week + NOTICE_COMMITTEE}"
                yield _date(f"{account_id}.papers.{week}", account_id, week, "paper-deadline", words)
    for meeting in play.meetings.values():
        if meeting.state in ("booked", "open"):
            yield _booked(table, meeting)
    for week in play.team_calls:
        yield _date(f"team.{week}", None, week, "team-call", "Call with your account team")
    for week, account_id in play.maps:
        words = f"{table.dealt(account_id).name}: service-mapping session"
        yield _date(f"{account_id}.map.{week}", account_id, week, "map", words)


def _booked(table: Table, meeting: MeetingPlay) -> Date:
    """A meeting in the diary; the same object every time."""
    held = table.worked.booked.get(meeting.id)
    if held is None or held[0] is not meeting:
        who = ", ".join(table.person(person).name for person in meeting.people)
        words = f"{table.dealt(meeting.account).name}: {meeting.channel} with {who}"
        found = _date(meeting.id, meeting.account, meeting.week, "meeting", words)
        held = table.worked.booked[meeting.id] = (meeting, found)
    return held[1]


@lru_cache(maxsize=4096)  # every view asks for the same few dozen
def _date(key: str, account: str | None, week: int, kind: DateKind, words: str) -> Date:
    return Date(id=key, account=account, week=week, kind=kind, words=words)
