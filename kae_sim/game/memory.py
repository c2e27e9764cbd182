"""What people remember of us beside what we asked, and what they tell each other at the end of a week."""

from __future__ import annotations

from typing import Literal

from kae_sim.game.events import Event, Said
from kae_sim.game.state import Kept, MeetingPlay
from kae_sim.game.table import Table
from kae_sim.game.view import Line
from kae_sim.knowledge.telling import distance
from kae_sim.knowledge.temper import NOT_HELD
from kae_sim.knowledge.wording import role_words
from kae_sim.scenario.schema import WAIT_BANDS, part_of
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
Occasion = Literal[
    "fond_of_rival", "tired_of_rival", "brought_again", "pitched_again", "unprepared_again", "cancelled_late",
    "over_promised", "no_longer",
]  # fmt: skip
TOLD: dict[Occasion, str] = {
    "fond_of_rival": "speaks well of the other company",
    "tired_of_rival": "has no good word for the other company",
    "brought_again": "has had that from you before",
    "pitched_again": "has seen those slides before, and says so",
    "unprepared_again": "notices that you have come without a list again",
    "cancelled_late": "had kept the time free, and says so",
    "over_promised": "reminds you of it",
    "no_longer": "has given that up, and says so",
}


def let_fall(table: Table, meeting: MeetingPlay, who: str, about: Occasion, **filled: str) -> Said:
    """A remark of somebody in a meeting; told instead of quoted once others have made all that there are."""
    said = remark(table, meeting.account, who, about, meeting.id, **filled)
    speaker = who if said is not None else "scene"
    words = said if said is not None else f"{table.person(who).name} {TOLD[about]}."
    meeting.lines.append(Line(who=speaker, words=words))
    return Said(meeting=meeting.id, who=speaker, words=words)


def remark(table: Table, account_id: str, who: str, about: Occasion, when: str, **filled: str) -> str | None:
    """One of the pack's remarks that nobody else has made in this run, or None."""
    lines: tuple[str, ...] = getattr(table.scenario.pack.remarks, about)
    first = stream(table.luck, "account", account_id, "remark", who, about, when).below(len(lines))
    for at in range(len(lines)):
        words = lines[(first + at) % len(lines)]
        for name, value in filled.items():
            words = words.replace(f"{{{name}}}", value)
        if table.play.remarked.setdefault(words, who) == who:
            return words
    return None


def still_new(table: Table, meeting: MeetingPlay) -> str | None:
    """What was brought along, unless it is useful and everybody in the room has been given it before."""
    if meeting.bring is None or part_of(table.scenario.pack.brought, meeting.bring).kind == "pitch":
        return meeting.bring
    people = table.play.accounts[meeting.account].people
    return None if all(meeting.bring in people[one].state.brought for one in meeting.people) else meeting.bring


def as_remembered(table: Table, meeting: MeetingPlay) -> list[Event]:
    """What people say at the start who remember how we came the last time; and what they will remember of this one."""
    people = table.play.accounts[meeting.account].people
    found: list[Event] = []
    for one in meeting.people:
        state = people[one].state
        if meeting.bring is not None:
            thing = part_of(table.scenario.pack.brought, meeting.bring)
            if meeting.bring in state.brought and thing.kind == "pitch":
                state.move(PITCHED_AGAIN)
                found.append(let_fall(table, meeting, one, "pitched_again"))
            elif still_new(table, meeting) is None:
                found.append(let_fall(table, meeting, one, "brought_again"))
            state.brought[meeting.bring] = state.brought.get(meeting.bring, 0) + 1
        if meeting.agenda is None and meeting.channel != "group":
            state.unprepared += 1
            if state.unprepared > 1:
                state.move(UNPREPARED_AGAIN)
                found.append(let_fall(table, meeting, one, "unprepared_again"))
                rumour(table, meeting.account, one, BAD_WORD)
    return found


def given_up(table: Table, meeting: MeetingPlay) -> str | None:
    """Who in the room had the outside role that is on the agenda, and has it no more; None if somebody there has it."""
    here = [table.person(one) for one in meeting.people]
    if meeting.acknowledge is None or any(meeting.acknowledge in one.outside for one in here):
        return None
    return next((one.id for one in here if meeting.acknowledge in dict(one.formerly)), None)


def out_of_date(table: Table, meeting: MeetingPlay, person_id: str) -> list[Event]:
    """Somebody is thanked for a role that they have given up: as embarrassing as one that they never had."""
    outside = part_of(table.scenario.pack.outside_roles, meeting.acknowledge or "")
    words = f"And you are {role_words(outside)}, I hear."
    meeting.lines.append(Line(who="you", words=words))
    table.play.accounts[meeting.account].people[person_id].state.move(NOT_HELD)
    said = let_fall(table, meeting, person_id, "no_longer", outside=role_words(outside))
    return [Said(meeting=meeting.id, who="you", words=words), said]


def of_the_rival(table: Table, meeting: MeetingPlay, person_id: str) -> list[Event]:
    """What somebody lets fall about the rival who likes or dislikes it strongly, once in a meeting."""
    liking = table.person(person_id).liking
    about: Occasion = "fond_of_rival" if liking > 0 else "tired_of_rival"
    remarks: tuple[str, ...] = getattr(table.scenario.pack.remarks, about)
    heard = any(line.who == person_id and line.words in remarks for line in meeting.lines)
    if heard or abs(liking) < STRONG_LIKING:
        return []
    return [let_fall(table, meeting, person_id, about)]


def stood_up(table: Table, meeting: MeetingPlay) -> list[Event]:
    """A meeting called off in its own week: those who kept the time free say so, and remember."""
    found: list[Event] = []
    for one in meeting.people:
        table.play.accounts[meeting.account].people[one].state.move(LATE)
        rumour(table, meeting.account, one, BAD_WORD)
        found.append(let_fall(table, meeting, one, "cancelled_late"))
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
    told = f"{table.dealt(account_id).name}: what you forecast in week {kept.promise.week} has not come."
    if sponsor is None:
        return [f"{told} They remember it."]
    words = remark(table, account_id, sponsor, "over_promised", "")
    name = table.person(sponsor).name
    return [f"{told} {name} {TOLD['over_promised']}." if words is None else f"{told} {name}: {words}"]


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
