"""Hours: what is left this week, what is taken ahead, what the tokens of a quarter allow."""

from __future__ import annotations

from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import Play
from kae_sim.plan.tokens import TOKENS
from kae_sim.scenario.schema import Scenario


def quarter(scenario: Scenario, week: int) -> int:
    """The round a week belongs to, from 1."""
    return (week - 1) // scenario.calendar.weeks_per_round + 1


def room(scenario: Scenario, play: Play, week: int) -> int:
    """Half-hours still free in a week; only the current week has hours carried over."""
    base = 0 if week in play.lost_weeks else scenario.week_half_hours
    carried = play.carry if week == play.week else 0
    return max(0, base + carried - play.delivery.get(week, 0) - play.spent.get(week, 0))


def token_room(scenario: Scenario, play: Play, week: int, account: str | None) -> int:
    """Half-hours that the tokens of the running quarter still allow on an account (none = anywhere)."""
    now = quarter(scenario, play.week)
    if play.tokens is None or quarter(scenario, week) != now:
        return 10_000
    token = scenario.calendar.weeks_per_round * scenario.week_half_hours // TOKENS
    free = (TOKENS - sum(play.tokens.values())) * token - play.spent_free.get(now, 0)
    if account is None:
        return max(0, free)
    own = play.tokens.get(account, 0) * token - play.spent_on.get((now, account), 0)
    return max(0, own) + max(0, free)


def require(scenario: Scenario, play: Play, week: int, account: str | None, half_hours: int, *, invited: bool) -> None:
    """Raises IllegalAction if the hours are not there. Invitations can always be answered."""
    left = room(scenario, play, week)
    if half_hours > left:
        when = "this week" if week == play.week else f"in week {week}"
        raise IllegalAction(f"That takes {hours(half_hours)}; you have {hours(left)} left {when}.")
    if not invited and half_hours > token_room(scenario, play, week, account):
        where = "for this account" if account else "free"
        raise IllegalAction(f"You set no more hours aside {where} this quarter. An invitation can still be answered.")


def spend(scenario: Scenario, play: Play, week: int, account: str | None, half_hours: int) -> None:
    """Takes half-hours from a week, from the account's tokens first and then from the free ones."""
    play.spent[week] = play.spent.get(week, 0) + half_hours
    now = quarter(scenario, week)
    if account is not None:
        play.accounts[account].spent += half_hours
        play.accounts[account].version += 1
    if play.tokens is not None and now == quarter(scenario, play.week):
        token = scenario.calendar.weeks_per_round * scenario.week_half_hours // TOKENS
        own = 0
        if account is not None:
            used = play.spent_on.get((now, account), 0)
            own = max(0, min(half_hours, play.tokens.get(account, 0) * token - used))
            play.spent_on[(now, account)] = used + own
        play.spent_free[now] = play.spent_free.get(now, 0) + half_hours - own


def give_back(play: Play, week: int, account: str | None, half_hours: int, now: int) -> None:
    """Returns the hours of a cancelled meeting."""
    play.spent[week] = play.spent.get(week, 0) - half_hours
    if account is not None:
        play.accounts[account].spent -= half_hours
        play.accounts[account].version += 1
        if play.tokens is not None:
            free = min(half_hours, play.spent_free.get(now, 0))
            play.spent_free[now] = play.spent_free.get(now, 0) - free
            play.spent_on[(now, account)] = play.spent_on.get((now, account), 0) - (half_hours - free)


def charge_delivery(play: Play, account: str, first_week: int, half_hours: int) -> None:
    """Spreads the delivery hours of an initiative over 13 weeks."""
    for at in range(13):
        part = half_hours * (at + 1) // 13 - half_hours * at // 13
        play.delivery[first_week + at] = play.delivery.get(first_week + at, 0) + part
    play.accounts[account].spent += half_hours


def heaviest_delivery(play: Play, first_week: int) -> int:
    """Most half-hours of delivery already promised in one of the 13 weeks from `first_week`."""
    return max((play.delivery.get(first_week + at, 0) for at in range(13)), default=0)


def hours(half_hours: int) -> str:
    """Half-hours in words: '1 hour', '2.5 hours'."""
    if half_hours == 2:
        return "1 hour"
    return f"{half_hours // 2}{'.5' if half_hours % 2 else ''} hours"
