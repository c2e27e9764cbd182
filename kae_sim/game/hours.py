"""Hours: what is left this week, what is taken ahead, what the tokens of a quarter allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import Play
from kae_sim.plan.tokens import FREE, TOKENS
from kae_sim.scenario.schema import Scenario

DELIVERY_WEEKS = 13  # over which an initiative's hours are spread, from the week after the yes


def quarter(scenario: Scenario, week: int) -> int:
    """The round a week belongs to, from 1."""
    return (week - 1) // scenario.calendar.weeks_per_round + 1


def balance(scenario: Scenario, play: Play, week: int) -> int:
    """Half-hours of a week less what is taken and what open proposals would take; below 0 where hours are owed.

    Only the current week has hours carried over; hours owed are owed in every week until they are made up.
    """
    over = carried(play) if week == play.week else min(0, play.carry)
    return over + _own(scenario, play, week)


def carried(play: Play) -> int:
    """Half-hours that came over into the current week; below 0 where hours are owed. A lost week takes over none."""
    return min(0, play.carry) if play.week in play.lost_weeks else play.carry


def _own(scenario: Scenario, play: Play, week: int) -> int:
    """What a week has of its own, with nothing carried over. A lost week has its deliveries to pay and no hours."""
    promised = play.delivery.get(week, 0) + play.reserved.get(week, 0)
    if week in play.lost_weeks:
        return -promised
    return scenario.week_half_hours - promised - play.spent.get(week, 0)


def delivery(scenario: Scenario, first_week: int, half_hours: int) -> dict[int, int]:
    """The half-hours of an initiative by week, from its first week on; all in the weeks that are played."""
    return spread(scenario.weeks, first_week, half_hours)


def spread(last_week: int, first_week: int, half_hours: int) -> dict[int, int]:
    """Half-hours of delivery by week, even over its weeks as far as a game of so many weeks reaches."""
    weeks = max(1, min(DELIVERY_WEEKS, last_week - first_week + 1))
    return {first_week + at: half_hours * (at + 1) // weeks - half_hours * at // weeks for at in range(weeks)}


def most_delivery(play: Play, parts: Mapping[int, int]) -> int:
    """Most half-hours of delivery, promised or asked for, in one of these weeks, with so much more in them."""
    return max(part + play.delivery.get(week, 0) + play.reserved.get(week, 0) for week, part in parts.items())


def pays(scenario: Scenario, play: Play, more: Mapping[int, int]) -> bool:
    """Whether the weeks to come still pay for all that is booked and promised, with so much more in them."""
    # What `_own` and `most_carried` say, written out: a list of offers asks this for every week of hundreds of them.
    carry, each = play.carry, scenario.week_half_hours
    spent, ahead, lost = play.spent.get, play.ahead.get, play.lost_weeks
    delivery, reserved, extra = play.delivery.get, play.reserved.get, more.get
    for week in range(play.week, scenario.weeks + 1):
        left = carry + each - spent(week, 0) if week not in lost else min(carry, 0)
        left -= delivery(week, 0) + reserved(week, 0) + extra(week, 0)
        most = each - ahead(week + 1, 0)
        carry = left if left < most else most
    return carry >= 0


def most_carried(scenario: Scenario, play: Play, week: int) -> int:
    """Half-hours that may still come over into a week; what was booked in it from the week before has come."""
    return scenario.week_half_hours - play.ahead.get(week, 0)


def room(scenario: Scenario, play: Play, week: int) -> int:
    """Half-hours still free in a week. A lost week has none."""
    return max(0, balance(scenario, play, week))


def rooms(scenario: Scenario, play: Play) -> tuple[int, ...]:
    """The same for every week from this one to the last."""
    # What `balance` says, written out: every view asks for all weeks.
    each, owed = scenario.week_half_hours, min(0, play.carry)
    spent, delivery, reserved = play.spent.get, play.delivery.get, play.reserved.get
    found = [
        max(0, owed + each - delivery(week, 0) - reserved(week, 0) - spent(week, 0))
        if week not in play.lost_weeks
        else 0
        for week in range(play.week + 1, scenario.weeks + 1)
    ]
    return (room(scenario, play, play.week), *found)


def space(scenario: Scenario, play: Play, week: int) -> int:
    """Half-hours that something in a week can take: what is free in it, and what the week before can carry over."""
    if week <= play.week or week in play.lost_weeks:
        return room(scenario, play, week)
    return room(scenario, play, week) + min(room(scenario, play, week - 1), most_carried(scenario, play, week))


def token(scenario: Scenario) -> int:
    """Half-hours of a token: a thirteenth of a quarter."""
    return scenario.calendar.weeks_per_round * scenario.week_half_hours // TOKENS


def free_tokens(scenario: Scenario, play: Play) -> int:
    """Half-hours of this quarter that lie on no account and are not taken yet; below 0 after many invitations.

    What an account takes beyond its own tokens comes out of these, whenever it was booked.
    """
    now, each = quarter(scenario, play.week), token(scenario)
    tokens = play.tokens or {}
    beyond = sum(max(0, play.spent_on.get((now, one), 0) - placed * each) for one, placed in tokens.items())
    return (TOKENS - sum(tokens.values())) * each - beyond - play.spent_on.get((now, None), 0)


def token_room(scenario: Scenario, play: Play, week: int, account: str | None) -> int:
    """Half-hours that tokens still allow on an account (none = anywhere).

    The first quarter is not shared out. Of a quarter to come only the tokens that stay free can be booked.
    """
    now, then = quarter(scenario, play.week), quarter(scenario, week)
    if then != now:
        taken = sum(spent for (when, _), spent in play.spent_on.items() if when == then)
        return max(0, FREE * token(scenario) - taken)
    if play.tokens is None:
        return scenario.calendar.weeks_per_round * scenario.week_half_hours
    own = 0
    if account is not None:
        own = play.tokens.get(account, 0) * token(scenario) - play.spent_on.get((now, account), 0)
    return max(0, own) + max(0, free_tokens(scenario, play))


def require(scenario: Scenario, play: Play, week: int, account: str | None, half_hours: int, *, invited: bool) -> None:
    """Raises IllegalAction if the hours are not there. Invitations can always be answered."""
    why = _kept(play, (week, half_hours), lambda: _missing(scenario, play, week, half_hours))
    if not (why or invited):
        key = (week, half_hours, account)
        why = _kept(play, key, lambda: _not_set_aside(scenario, play, week, account, half_hours))
    if why:
        raise IllegalAction(why)


@contextmanager
def nothing_changes(play: Play) -> Iterator[None]:
    """While many things are checked and none is done: what was found out about hours is found out once."""
    play.hours_found = {}
    try:
        yield
    finally:
        play.hours_found = None


def _kept(play: Play, key: tuple[object, ...], find: Callable[[], str]) -> str:
    if play.hours_found is None:
        return find()
    if key not in play.hours_found:
        play.hours_found[key] = find()
    return play.hours_found[key]


def _missing(scenario: Scenario, play: Play, week: int, half_hours: int) -> str:
    """Why a week can't take so many half-hours more; empty if it can."""
    left = space(scenario, play, week)
    if half_hours > left:
        when = "this week" if week == play.week else f"in week {week}"
        return f"That takes {hours(half_hours)}; you have {hours(left)} left {when}."
    before = max(0, half_hours - room(scenario, play, week))
    promised = bool(play.delivery or play.reserved)
    if promised and not pays(scenario, play, {week: half_hours - before, week - 1: before}):
        return "That would leave no hours for what is booked and promised in the weeks after."
    return ""


def _not_set_aside(scenario: Scenario, play: Play, week: int, account: str | None, half_hours: int) -> str:
    """Why the tokens do not reach for so many half-hours more; empty if they do."""
    left = token_room(scenario, play, week, account)
    if half_hours <= left:
        return ""
    if quarter(scenario, week) != quarter(scenario, play.week):
        return f"Next quarter is not shared out yet; until then {hours(left)} of it can be booked."
    where = "for this account" if account else "free"
    return f"You set no more hours aside {where} this quarter. An invitation can still be answered."


def spend(scenario: Scenario, play: Play, week: int, account: str | None, half_hours: int) -> int:
    """Takes half-hours for something in a week; how many of them it takes from the week before."""
    before = max(0, half_hours - room(scenario, play, week))
    play.spent[week] = play.spent.get(week, 0) + half_hours - before
    if before:
        play.spent[week - 1] = play.spent.get(week - 1, 0) + before
        play.ahead[week] = play.ahead.get(week, 0) + before
    _count(scenario, play, week, account, half_hours)
    return before


def give_back(scenario: Scenario, play: Play, week: int, account: str, half_hours: int, before: int) -> None:
    """Returns the hours of something that will not be; `before` of them to the week before."""
    play.spent[week] -= half_hours - before
    if before:
        play.spent[week - 1] -= before
        play.ahead[week] -= before
    _count(scenario, play, week, account, -half_hours)


def _count(scenario: Scenario, play: Play, week: int, account: str | None, half_hours: int) -> None:
    """Puts hours down to an account, and to the tokens of the quarter they lie in."""
    free = free_tokens(scenario, play)
    key = quarter(scenario, week), account
    play.spent_on[key] = play.spent_on.get(key, 0) + half_hours
    if account is not None:
        play.accounts[account].spent += half_hours
        play.accounts[account].version += 1
    if free_tokens(scenario, play) != free:  # every account shows what it can still have
        for one in play.accounts.values():
            one.version += 1


def charge_delivery(play: Play, account: str, parts: Mapping[int, int]) -> None:
    """Takes the hours of an initiative that was agreed."""
    for week, part in parts.items():
        play.delivery[week] = play.delivery.get(week, 0) + part
    play.accounts[account].spent += sum(parts.values())


def reserve(play: Play, parts: Mapping[int, int]) -> None:
    """Keeps the hours of an initiative that is proposed."""
    for week, part in parts.items():
        play.reserved[week] = play.reserved.get(week, 0) + part


def release(play: Play, parts: Mapping[int, int]) -> None:
    """Gives them back: it was decided, or withdrawn."""
    for week, part in parts.items():
        play.reserved[week] -= part


def owe(scenario: Scenario, play: Play, half_hours: int) -> None:
    """Takes hours of this week that nobody asked for; those it does not have are owed."""
    play.spent[play.week] = play.spent.get(play.week, 0) + half_hours
    _count(scenario, play, play.week, None, half_hours)


def hours(half_hours: int) -> str:
    """Half-hours in words: '1 hour', '2.5 hours'."""
    if half_hours == 2:
        return "1 hour"
    return f"{half_hours // 2}{'.5' if half_hours % 2 else ''} hours"
