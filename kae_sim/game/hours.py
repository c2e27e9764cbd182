"""Hours: what is left this week, what is taken ahead, what the tokens of a quarter allow."""

from __future__ import annotations

from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import Play
from kae_sim.plan.tokens import TOKENS
from kae_sim.scenario.schema import Scenario

DELIVERY_WEEKS = 13  # over which an initiative's delivery hours are spread


def quarter(scenario: Scenario, week: int) -> int:
    """The round a week belongs to, from 1."""
    return (week - 1) // scenario.calendar.weeks_per_round + 1


def balance(scenario: Scenario, play: Play, week: int) -> int:
    """Half-hours of a week less what is taken; below 0 where a yes came on top of a full diary.

    Only the current week has hours carried over; hours owed are owed in every week until they are made up.
    """
    if week in play.lost_weeks:
        return 0
    carried = play.carry if week == play.week else min(0, play.carry)
    return scenario.week_half_hours + carried - play.delivery.get(week, 0) - play.spent.get(week, 0)


def room(scenario: Scenario, play: Play, week: int) -> int:
    """Half-hours still free in a week. A lost week has none."""
    return max(0, balance(scenario, play, week))


def space(scenario: Scenario, play: Play, week: int) -> int:
    """Half-hours that something in a week can take: what is free in it, and what the week before can carry over."""
    if week <= play.week or week in play.lost_weeks:
        return room(scenario, play, week)
    return room(scenario, play, week) + min(room(scenario, play, week - 1), scenario.week_half_hours)


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
    """Half-hours that the tokens of the running quarter still allow on an account (none = anywhere)."""
    now = quarter(scenario, play.week)
    if play.tokens is None or quarter(scenario, week) != now:
        return 10_000
    own = 0
    if account is not None:
        own = play.tokens.get(account, 0) * token(scenario) - play.spent_on.get((now, account), 0)
    return max(0, own) + max(0, free_tokens(scenario, play))


def require(scenario: Scenario, play: Play, week: int, account: str | None, half_hours: int, *, invited: bool) -> None:
    """Raises IllegalAction if the hours are not there. Invitations can always be answered."""
    left = space(scenario, play, week)
    if half_hours > left:
        when = "this week" if week == play.week else f"in week {week}"
        raise IllegalAction(f"That takes {hours(half_hours)}; you have {hours(left)} left {when}.")
    if not invited and half_hours > token_room(scenario, play, week, account):
        where = "for this account" if account else "free"
        raise IllegalAction(f"You set no more hours aside {where} this quarter. An invitation can still be answered.")


def spend(scenario: Scenario, play: Play, week: int, account: str | None, half_hours: int) -> int:
    """Takes half-hours for something in a week; how many of them it takes from the week before."""
    before = max(0, half_hours - room(scenario, play, week))
    play.spent[week] = play.spent.get(week, 0) + half_hours - before
    if before:
        play.spent[week - 1] = play.spent.get(week - 1, 0) + before
    _count(scenario, play, week, account, half_hours)
    return before


def give_back(scenario: Scenario, play: Play, week: int, account: str, half_hours: int, before: int) -> None:
    """Returns the hours of something that will not be; `before` of them to the week before."""
    play.spent[week] -= half_hours - before
    if before:
        play.spent[week - 1] -= before
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


def charge_delivery(play: Play, account: str, first_week: int, half_hours: int) -> None:
    """Spreads the delivery hours of an initiative over 13 weeks."""
    for at in range(DELIVERY_WEEKS):
        part = half_hours * (at + 1) // DELIVERY_WEEKS - half_hours * at // DELIVERY_WEEKS
        play.delivery[first_week + at] = play.delivery.get(first_week + at, 0) + part
    play.accounts[account].spent += half_hours


def heaviest_delivery(play: Play, first_week: int) -> int:
    """Most half-hours of delivery already promised in one of the 13 weeks from `first_week`."""
    return max((play.delivery.get(first_week + at, 0) for at in range(DELIVERY_WEEKS)), default=0)


def hours(half_hours: int) -> str:
    """Half-hours in words: '1 hour', '2.5 hours'."""
    if half_hours == 2:
        return "1 hour"
    return f"{half_hours // 2}{'.5' if half_hours % 2 else ''} hours"
