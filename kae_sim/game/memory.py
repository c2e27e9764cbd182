"""What people remember of us beside what we asked, and what they tell each other at the end of a week."""

from __future__ import annotations

from kae_sim.game.events import Event, Said
from kae_sim.game.state import Kept, MeetingPlay
from kae_sim.game.table import Table
from kae_sim.game.view import Line
from kae_sim.knowledge.telling import distance
from kae_sim.knowledge.wording import line
from kae_sim.scenario.schema import WAIT_BANDS, Words, part_of
from kae_sim.world.account import Person
from kae_sim.world.streams import stream

# Trust in thousandths. Assumptions of the authors.
UNPREPARED_AGAIN, PITCHED_AGAIN, LATE = -20, -30, -50
BROKEN, BROKEN_SPONSOR = -40, -60  # of everybody met; of the sponsor on top
BROKEN_FROM = 2  # bands by which a forecast was too good, wait and starts together
GOOD_WORD, BAD_WORD = 15, -25
GOSSIP_FROM = 2  # level; at the first one colleagues hear only of those who walked out
TALK_NEAR, TALK_FAR = 70, 25  # percent of colleagues who talk: those who share a stage, and the others
STRONG_LIKING = 400  # of the rival, either way: from there on it is heard
STARTS = ("fewer", "same", "more", "many-more")


def let_fall(table: Table, meeting: MeetingPlay, who: str, words: Words, about: str) -> Said:
    """A remark of somebody in a meeting."""
    lot = stream(table.luck, "account", meeting.account, "meeting", meeting.id, "remark", who, about)
    said = line(words, lot)
    meeting.lines.append(Line(who=who, words=said))
    return Said(meeting=meeting.id, who=who, words=said)


def still_new(table: Table, meeting: MeetingPlay) -> str | None:
    """What was brought along, unless it is useful and everybody in the room has been given it before."""
    if meeting.bring is None or part_of(table.scenario.pack.brought, meeting.bring).kind == "pitch":
        return meeting.bring
    people = table.play.accounts[meeting.account].people
    return None if all(meeting.bring in people[one].state.brought for one in meeting.people) else meeting.bring


def as_remembered(table: Table, meeting: MeetingPlay) -> list[Event]:
    """What people say at the start who remember how we came the last time; and what they will remember of this one."""
    remarks, people = table.scenario.pack.remarks, table.play.accounts[meeting.account].people
    found: list[Event] = []
    for one in meeting.people:
        state = people[one].state
        if meeting.bring is not None:
            thing = part_of(table.scenario.pack.brought, meeting.bring)
            if meeting.bring in state.brought and thing.kind == "pitch":
                state.move(PITCHED_AGAIN)
                found.append(let_fall(table, meeting, one, remarks.pitched_again, "brought"))
            elif still_new(table, meeting) is None:
                found.append(let_fall(table, meeting, one, remarks.brought_again, "brought"))
            state.brought[meeting.bring] = state.brought.get(meeting.bring, 0) + 1
        if meeting.agenda is None and meeting.channel != "group":
            state.unprepared += 1
            if state.unprepared > 1:
                state.move(UNPREPARED_AGAIN)
                found.append(let_fall(table, meeting, one, remarks.unprepared_again, "unprepared"))
                rumour(table, meeting.account, one, BAD_WORD)
    return found


def of_the_rival(table: Table, meeting: MeetingPlay, person_id: str) -> list[Event]:
    """What somebody lets fall about the rival who likes or dislikes it strongly."""
    liking, remarks = table.person(person_id).liking, table.scenario.pack.remarks
    if abs(liking) < STRONG_LIKING:
        return []
    words = remarks.fond_of_rival if liking > 0 else remarks.tired_of_rival
    return [let_fall(table, meeting, person_id, words, "rival")]


def stood_up(table: Table, meeting: MeetingPlay) -> list[Event]:
    """A meeting called off in its own week: those who kept the time free say so, and remember."""
    found: list[Event] = []
    for one in meeting.people:
        table.play.accounts[meeting.account].people[one].state.move(LATE)
        rumour(table, meeting.account, one, BAD_WORD)
        found.append(let_fall(table, meeting, one, table.scenario.pack.remarks.cancelled_late, "late"))
    return found


def broken_promise(table: Table, account_id: str, kept: Kept) -> list[str]:
    """A forecast that was far too good, for something they agreed to: whoever met us remembers, the sponsor most."""
    account, play = table.play.accounts[account_id], table.play
    said, agreed = kept.promise.forecast, any(one.state in ("adopted", "running") for one in account.steps.values())
    over = max(0, WAIT_BANDS.index(kept.wait) - WAIT_BANDS.index(said.wait))
    over += max(0, STARTS.index(said.starts) - STARTS.index(kept.starts))
    if over < BROKEN_FROM or not agreed or play.week > table.scenario.weeks:
        return []
    here = {person.id for person in table.people(account_id)}
    for person_id, one in account.people.items():
        if one.last_contact is not None and person_id in here:
            one.state.move(BROKEN)
    sponsor = account.plan.sponsor if account.plan else None
    if sponsor is not None:
        account.people[sponsor].state.move(BROKEN_SPONSOR)
    account.version += 1
    name = table.dealt(account_id).name
    words = line(table.scenario.pack.remarks.over_promised, stream(table.luck, "account", account_id, "promise"))
    who = table.person(sponsor).name if sponsor is not None else "They"
    return [f"{name}: what you forecast in week {kept.promise.week} has not come. {who}: {words}"]


# --- what colleagues tell each other ------------------------------------------------------------


def rumour(table: Table, account_id: str, person_id: str, by: int) -> None:
    """Something that somebody may tell colleagues at the end of the week; nobody does at the first level."""
    if table.scenario.level >= GOSSIP_FROM:
        table.play.rumours.append((account_id, person_id, by))


def talk(table: Table, account_id: str, one: Person, other: Person) -> bool:
    """Whether two colleagues talk to each other: drawn once for two posts, oftener where they share a stage."""
    pack = table.scenario.pack
    near = any(distance(pack, pack.role(one.role), stage) == 0 for stage in pack.role(other.role).sees)
    lot = stream(table.deal, "account", account_id, "talk", *sorted((one.role, other.role)))
    return lot.below(100) < (TALK_NEAR if near else TALK_FAR)


def spread_rumours(table: Table) -> list[str]:
    """Colleagues hear of the week's meetings, once from each; words where it changes how somebody we met feels."""
    words: list[str] = []
    for account_id, person_id, by in dict.fromkeys(table.play.rumours):
        account, teller = table.play.accounts[account_id], table.person(person_id)
        for colleague in table.people(account_id):
            if colleague.id == person_id or not talk(table, account_id, teller, colleague):
                continue
            one = account.people[colleague.id]
            before = one.state.mood
            one.state.move(by)
            account.version += 1
            if one.state.mood != before and one.known:
                how = "good" if by > 0 else "no good"
                words.append(f"{colleague.name} has heard {how} things about you from {teller.name}.")
    table.play.rumours.clear()
    return words
