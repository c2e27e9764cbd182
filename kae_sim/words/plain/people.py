"""People at an account: what is known of them, looking them up, booking time with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kae_sim.game.actions import Book, LookUp
from kae_sim.game.gathering import GROUP_FROM, extra_notice, stance
from kae_sim.game.view import Account, Channel, Person, View
from kae_sim.words.hours import borrowed, room_words
from kae_sim.words.labels import GROUP_TAKES, Labels, hours, week, weeks
from kae_sim.words.onward import booked_meetings
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back

CHANNELS: tuple[tuple[Channel, int, str], ...] = (
    ("call", 1, "Call: one person, two questions"),
    ("visit", 3, "Visit: up to three people, four questions"),
    ("group", 8, "Group meeting: three to eight people, four questions"),
)
MAP_TAKES = (
    "It takes a service manager, a divisional director or the lead consultant who is warm or open with you, and the "
    "hours three weeks ahead."
)


def in_post(account: Account) -> list[Person]:
    """Those who have not left: nobody else can be met or be a sponsor."""
    return [one for one in account.people if one.left is None]


def people_lines(labels: Labels, account: Account) -> list[str]:
    """One paragraph a person."""
    return [_person(labels, person) for person in account.people] or ["Nobody yet."]


def _person(labels: Labels, person: Person) -> str:
    parts = [f"{labels.person(person.id)}: {labels.of('mood', person.mood)}"]
    parts.append(f"last contact {week(person.last_contact)}" if person.last_contact is not None else "no contact yet")
    parts += [f"{booked} is booked" for booked in booked_with(labels, labels.view, person)]
    parts.append(_calls(labels.view, person))
    if person.outside_roles:
        parts.append("also " + " and ".join(labels.of("outside", role) for role in person.outside_roles))
    if person.away is not None:
        parts.append(away(person.away))
    if person.invited:
        parts.append("has invited you")
    if person.silent is not None and person.left is None:
        parts.append(f"has not returned your calls since {week(person.silent)}")
    if person.mentioned_by is not None:
        parts.append(how_found(labels, person.mentioned_by))
    return ", ".join(parts)


def away(leave: tuple[int, int]) -> str:
    """When somebody is on leave."""
    return f"on leave from {week(leave[0])} to {week(leave[1])}"


def booked_with(labels: Labels, view: View, person: Person) -> list[str]:
    """`call in week 3`, `visit this week` for each meeting that is booked with them."""
    return [
        f"{labels.of('channel', one.channel)} {'this week' if one.week == view.week else f'in {week(one.week)}'}"
        for one in booked_meetings(view, person.id)
    ]


def how_found(labels: Labels, how: str) -> str:
    """`mentioned by` somebody, or the way it came about: `named in the board papers`."""
    return how if how.startswith(("named ", "seen ")) else f"mentioned by {labels.mentioner(how)}"


def _calls(view: View, person: Person) -> str:
    if person.prescriber is False:
        return "does not prescribe"
    made = f"{person.unsolicited_calls} of {view.rules.calls_a_year} uninvited calls used"
    return f"prescribes, {made}" if person.prescriber else f"may prescribe, {made}"


def look_up(sitting: Sitting, account_id: str) -> None:
    """Looks one person up and shows what it says."""
    account, terminal, labels = sitting.account(account_id), sitting.terminal, sitting.labels
    terminal.section("Look somebody up")
    able = {one.person for one in sitting.offered("look_up") if isinstance(one, LookUp) and one.account == account_id}
    options = []
    for person in account.people:
        closed = "" if person.id in able else " (not now: there are not the hours for it this week)"
        options.append(f"{labels.person(person.id)}{' (looked up already)' if person.looked_up else closed}")
    person = account.people[terminal.pick(options, "look-up", "Whom")]
    if not person.looked_up and sitting.act(LookUp(account=account_id, person=person.id)) is None:
        return
    found = next(one for one in sitting.account(account_id).people if one.id == person.id)
    for line in profile(sitting.labels, found):
        terminal.say(line, first=" - ", later="   ")


def profile(labels: Labels, person: Person) -> list[str]:
    lines = [labels.person(person.id)]
    roles = person.outside_roles or ()
    outside = " and ".join(labels.of("outside", role) for role in roles)
    lines.append(f"Outside the hospital: {outside}." if roles else "No roles outside the hospital.")
    lines.extend(heard_of(labels, person))
    if person.interests:
        lines.append(f"Cares about: {'; '.join(person.interests)}.")
    if person.tenure is not None:
        lines.append(_tenure(person))
    if person.runs_that_list:
        lines.append("Runs the list of that part of the pathway.")
    lines.append(f"{_calls(labels.view, person).capitalize()}.")
    return lines


def _tenure(person: Person) -> str:
    if person.tenure != "new":
        return "Has been in post for years."
    known = person.mentioned_by is None  # from the start, so from before they came to this post
    return "New in this post; your company knew them in another one." if known else "New in post."


def heard_of(labels: Labels, person: Person) -> list[str]:
    """What one knows of somebody without a look-up: roles by papers, with their date, and when they are away."""
    lines = [
        f"On paper also {labels.of('outside', role)}, as of {week(then)}."
        for role, then in person.on_paper
        if role not in (person.outside_roles or ())
    ]
    if person.away is not None:
        lines.append(f"{away(person.away).capitalize()}.")
    if person.left is not None:
        lines.append(f"Left in {week(person.left)}.")
    if person.silent is not None and person.left is None:
        lines.append(f"Has not returned your calls since {week(person.silent)}, and will not unless they ask for you.")
    return lines


def role_holders(people: Iterable[Person]) -> dict[str, str]:
    """Outside roles, each with who has it by a look-up, or by a paper of its date where that is all there is."""
    people = tuple(people)
    found = {
        role: f" ({person.name}, on paper as of {week(then)})"
        for person in people
        for role, then in person.on_paper
        if not person.looked_up
    }
    return found | {role: f" ({person.name}, as you found)" for person in people for role in person.outside_roles or ()}


def book(sitting: Sitting, account_id: str) -> None:
    """Channel, people, week; refused with a sentence where the hours or the rules do not allow it."""
    account, terminal, labels = sitting.account(account_id), sitting.terminal, sitting.labels
    terminal.section(f"Book time at {account.name}")
    options = [f"{words}{channel_price(labels, channel)}" for channel, _, words in CHANNELS]
    channel, most, _ = CHANNELS[terminal.pick(options, "book", "What kind of meeting")]
    able = in_post(account)
    names = [bookable(labels, person, channel) for person in able]
    least = GROUP_FROM if channel == "group" else 1
    if len(names) < least:
        terminal.say(f"You know {len(names)} of the {least} people whom a group meeting needs.")
        raise Back
    if channel == "group":
        terminal.say(GROUP_TAKES)
    chosen = terminal.several(names, most, "book", "With whom", least=least)
    people = [able[place] for place in chosen]
    earliest = sitting.view.week + soonest(people, channel)
    if earliest > sitting.view.weeks:
        terminal.say("They have no time before the game ends.")
        raise Back
    _show_weeks(sitting, earliest, meeting_price(sitting.view, channel, len(people)))
    when = terminal.number("In which week", "book", earliest, sitting.view.weeks)
    booked = Book(account=account_id, people=tuple(person.id for person in people), channel=channel, week=when)
    before = sitting.view
    if sitting.act(booked) is not None:
        with_whom = sitting.labels.people(booked.people)
        taken = borrowed(before, sitting.view, when)
        terminal.say(f"Booked: {labels.of('channel', channel)} with {with_whom} in week {when}.{taken}")


def channel_price(labels: Labels, channel: str) -> str:
    price, extra = labels.price(channel), labels.price(f"{channel}-extra")
    more = f", {extra} for each further person{' after three' * (channel == 'group')}" if extra else ""
    return f" ({price}{more})" if price else ""


def bookable(labels: Labels, person: Person, channel: Channel) -> str:
    notice = weeks(person.lead.get(channel, 1))
    then = labels.of("stance", stance(person.mood)) if channel == "group" else _calls(labels.view, person)
    return f"{labels.person(person.id)} ({labels.of('mood', person.mood)}, {notice} notice, {then})"


def soonest(people: Sequence[Person], channel: Channel) -> int:
    """Weeks of notice until the first date that suits all of them."""
    more = extra_notice(len(people)) if channel == "group" else 0
    return max((one.lead.get(channel, 1) for one in people), default=1) + more


def meeting_price(view: View, channel: Channel, people: int) -> int:
    """Half-hours of a meeting with so many people."""
    prices = view.rules.prices
    further = max(0, people - (GROUP_FROM if channel == "group" else 1))
    return prices.get(channel, 0) + further * prices.get(f"{channel}-extra", 0)


def _show_weeks(sitting: Sitting, earliest: int, price: int) -> None:
    """What is already booked in the next weeks, so that nobody books a full one unawares."""
    view, labels = sitting.view, sitting.labels
    last = min(earliest + 5, view.weeks)
    for number in range(earliest, last + 1):
        due = [labels.meeting(one) for one in view.meetings if one.state == "booked" and one.week == number]
        due += [labels.date(one) for one in view.dates if one.week == number and one.kind != "meeting"]
        free = room_words(view, number, price)
        sitting.terminal.say("; ".join([free, *due]), first=f"week {number:>3}  ", later=" " * 10)
    week_hours = hours(view.rules.week_half_hours)
    sitting.terminal.say(f"A week has {week_hours}; what does not fit into it is taken from the week before.")
