"""Hours are taken from tokens, and a cancelled meeting gives back exactly what it took."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hospital import scenario
from kae_sim.game.hours import give_back, room, spend, token_room
from kae_sim.game.state import AccountPlay, Play

ACCOUNTS = ("a1", "a2")
TOKENS = {"a1": 5, "a2": 3}


def in_quarter_two(spent: list[tuple[int, str | None, int]]) -> Play:
    """Week 14, tokens placed, and some hours spent already."""
    play = Play(14, 0, {one: AccountPlay(one, {}) for one in ACCOUNTS}, tokens=dict(TOKENS))
    for week, account, half_hours in spent:
        spend(scenario(), play, week, account, half_hours)
    return play


def left(play: Play) -> list[int]:
    """All that is free: of the weeks of two quarters, and of the tokens."""
    weeks = [room(scenario(), play, week) for week in range(14, 40)]
    return weeks + [token_room(scenario(), play, 14, account) for account in (*ACCOUNTS, None)]


weeks, hours = st.integers(14, 39), st.integers(1, 8)
accounts = st.sampled_from((*ACCOUNTS, None))


@given(st.lists(st.tuples(weeks, accounts, hours), max_size=6), weeks, accounts, hours)
def test_a_cancelled_meeting_gives_back_what_it_took(
    before: list[tuple[int, str | None, int]], week: int, account: str | None, half_hours: int
) -> None:
    play = in_quarter_two(before)
    was = left(play)
    charge = spend(scenario(), play, week, account, half_hours)
    give_back(scenario(), play, charge)
    assert left(play) == was


def test_hours_come_from_the_accounts_tokens_first_and_then_from_the_free_ones() -> None:
    play = in_quarter_two([])
    token = scenario().week_half_hours
    assert left(play)[-3:] == [10 * token, 8 * token, 5 * token]
    spend(scenario(), play, 14, "a1", 6 * token)
    assert left(play)[-3:] == [4 * token, 7 * token, 4 * token]
    spend(scenario(), play, 14, None, token)
    assert left(play)[-3:] == [3 * token, 6 * token, 3 * token]


def test_a_week_of_the_coming_quarter_takes_no_tokens_of_this_one() -> None:
    play = in_quarter_two([])
    was = left(play)
    spend(scenario(), play, 30, "a1", 8)
    assert left(play)[-3:] == was[-3:]
