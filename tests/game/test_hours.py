"""Hours: a week has few of them, little is carried over, and tokens keep them for those who were chosen."""

from __future__ import annotations

import pytest

from kae_sim.game.actions import Book, Cancel, Hold, LookUp, Prioritise, Read, Share, TeamCall
from kae_sim.game.hours import owe
from kae_sim.game.project import account_view
from kae_sim.game.view import Account
from kae_sim.scenario import Scenario
from real_games import Recorded

WEEK = 10  # half-hours
QUARTER = 13 * WEEK
TOKEN = WEEK


def share_out(game: Recorded, *tokens: int) -> None:
    shares = tuple(
        Share(account=f"a{place + 1}", tier="short", tokens=placed, reason="long-waits")
        for place, placed in enumerate(tokens)
    )
    game.act(Prioritise(shares=shares))


def account(game: Recorded, account_id: str) -> Account:
    return next(one for one in game.game.view.accounts if one.id == account_id)


def visit(account_id: str, week: int, person: str = "specialist-nurse") -> Book:
    return Book(account=account_id, people=(f"{account_id}.{person}",), channel="visit", week=week)


@pytest.fixture(scope="module")
def second_quarter(first_morning: Recorded) -> Recorded:
    """The first week of the second quarter; two tokens on the first account, none on the second, eight elsewhere."""
    game = first_morning.twin().to_week(13)
    share_out(game, 2, 0, 5)
    return game.to_week(14)


@pytest.fixture
def later(second_quarter: Recorded) -> Recorded:
    return second_quarter.twin()


def test_these_tests_and_the_scenario_agree_on_what_a_week_is(three_accounts: Scenario) -> None:
    assert three_accounts.week_half_hours == WEEK


def test_hours_not_used_are_carried_over_but_never_more_than_a_weeks(game: Recorded) -> None:
    game.act(Read(account="a1", source="website"))
    assert game.game.view.half_hours_left == WEEK - 2
    assert game.to_week(2).game.view.half_hours_left == WEEK + WEEK - 2
    assert game.to_week(3).game.view.half_hours_left == 2 * WEEK
    assert game.to_week(4).game.view.half_hours_left == 2 * WEEK
    assert set(game.game.view.half_hours_ahead[1:]) == {WEEK}


def test_delivery_on_top_of_a_full_diary_is_made_up_in_the_weeks_after(game: Recorded) -> None:
    game.act(visit("a1", 3), visit("a2", 4))
    game.to_week(3)
    game.game.table.play.carry = 0
    game.game.table.play.delivery = {3: 6, 4: 6}
    game.game._view = None
    assert game.game.view.half_hours_left == 0
    game.to_week(4)
    assert game.game.table.play.carry == WEEK - 8 - 6
    assert set(game.game.view.half_hours_ahead) == {0, WEEK - 4}
    game.to_week(5)
    assert game.game.view.half_hours_left == WEEK - 8
    assert set(game.game.view.half_hours_ahead) == {WEEK - 8}
    assert game.to_week(6).game.view.half_hours_left == WEEK + 2


def test_the_first_quarter_is_not_shared_out(game: Recorded) -> None:
    assert account(game, "a1").tokens_left is None
    for week in range(2, 13):
        game.act(visit("a1", week))
    assert account(game, "a1").half_hours_spent == 11 * 8


def test_without_a_word_the_tokens_are_shared_evenly(first_morning: Recorded) -> None:
    game = first_morning.twin().to_week(14)
    assert game.game.table.play.tokens == {"a1": 4, "a2": 3, "a3": 3}
    assert [one.tokens_left for one in game.game.view.accounts] == [4 + 3, 3 + 3, 3 + 3]


def test_an_account_has_its_own_tokens_and_the_free_ones(later: Recorded) -> None:
    free = 13 - 7
    assert [one.tokens_left for one in later.game.view.accounts] == [2 + free, free, 5 + free]


def test_what_goes_beyond_an_accounts_tokens_comes_out_of_the_free_ones_of_all(later: Recorded) -> None:
    for week in (15, 16, 17):
        later.act(visit("a1", week))
    assert [one.tokens_left for one in later.game.view.accounts] == [8 - 3, 5, 5 + 5]
    later.act(visit("a2", 18))
    assert [one.tokens_left for one in later.game.view.accounts] == [4, 4, 5 + 4]


def test_when_the_tokens_are_used_up_the_account_must_wait_for_the_next_quarter(later: Recorded) -> None:
    for week in range(15, 22):
        later.act(visit("a2", week))
    later.act(Read(account="a2", source="board"))
    assert account(later, "a2").tokens_left == 0
    refusal = later.refused(visit("a2", 22))
    assert refusal == "You set no more hours aside for this account this quarter. An invitation can still be answered."
    assert "no more hours aside for this account" in later.refused(Read(account="a2", source="website"))
    later.act(visit("a3", 22), visit("a1", 23))
    later.act(visit("a2", 27))


def test_an_invitation_can_always_be_answered(later: Recorded) -> None:
    for week in range(15, 22):
        later.act(visit("a2", week))
    later.refused(visit("a2", 22))
    left = account(later, "a2").tokens_left
    later.person("a2.specialist-nurse").state.invited = True
    later.act(visit("a2", 22))
    assert later.game.view.meetings[-1].requested
    assert (left, account(later, "a2").tokens_left) == (0, 0)


def test_what_concerns_no_account_takes_free_tokens(later: Recorded) -> None:
    later.act(TeamCall())
    assert [one.tokens_left for one in later.game.view.accounts] == [2 + 5, 5, 5 + 5]
    share_out(later, 5, 0, 5)
    assert [one.tokens_left for one in later.game.view.accounts] == [2 + 5, 5, 5 + 5], "shares are for the next quarter"


def test_of_a_quarter_to_come_only_the_free_tokens_can_be_booked(first_morning: Recorded) -> None:
    game = first_morning.twin().to_week(13)
    game.act(*(visit("a2", week) for week in (14, 15)), visit("a1", 16))
    refusal = game.refused(visit("a3", 17))
    assert refusal == "Next quarter is not shared out yet; until then 3 hours of it can be booked."
    game.person("a3.specialist-nurse").state.invited = True
    game.act(visit("a3", 17))
    assert game.game.view.meetings[-1].requested, "an invitation can be answered"


def test_meetings_booked_ahead_count_in_the_quarter_in_which_they_are(first_morning: Recorded) -> None:
    game = first_morning.twin().to_week(13)
    game.act(*(visit("a2", week) for week in (14, 15, 16)))
    share_out(game, 5, 0, 5)
    game.to_week(14)
    assert account(game, "a2").tokens_left == 0
    assert "no more hours aside" in game.refused(visit("a2", 17))
    assert account(game, "a1").tokens_left == 5


def test_a_weeks_hours_are_carried_over_once(game: Recorded) -> None:
    """What a booking took from the week before has been carried over already."""
    game.to_week(2)
    game.act(visit("a1", 3), visit("a2", 3))
    assert game.game.table.play.ahead == {3: 2 * 8 - WEEK}
    game.to_week(3)
    assert game.game.view.half_hours_left == WEEK - 6
    assert game.game.table.play.spent[3] + game.game.view.half_hours_left <= 2 * WEEK - 6


def test_what_an_answer_costs_is_owed_where_the_hours_are_spent(game: Recorded) -> None:
    play = game.game.table.play
    game.act(visit("a1", 2))
    game.game.table.play.spent[1] = WEEK
    owe(game.game.scenario, play, 4)
    game.game._view = None
    assert game.game.view.half_hours_left == 0
    assert game.to_week(2).game.table.play.carry == -4
    assert game.game.view.half_hours_left == max(0, WEEK - 8 - 4)
    assert game.to_week(3).game.table.play.carry == -2


def test_cancelling_gives_back_what_was_taken_and_no_more(first_morning: Recorded) -> None:
    game = first_morning.twin().to_week(13)
    game.act(visit("a1", 16))
    booked = game.game.view.meetings[-1].id
    share_out(game, 2, 0, 5)
    game.to_week(14)
    assert account(game, "a1").tokens_left == (2 * TOKEN - 8 + 6 * TOKEN) // TOKEN
    game.act(Cancel(meeting=booked))
    assert account(game, "a1").tokens_left == 8
    assert account(game, "a1").half_hours_spent == 0
    assert game.game.table.play.spent_on[(2, "a1")] == 0


def test_every_account_shows_at_once_what_is_left_of_the_tokens(later: Recorded) -> None:
    shown = later.game.view
    assert shown is later.game.view
    later.act(visit("a1", 15), visit("a1", 16), visit("a1", 17), TeamCall())
    later.act(Cancel(meeting=later.game.view.meetings[-1].id))
    for one in later.game.view.accounts:
        assert one == account_view(later.game.table, later.account(one.id))


def test_a_lost_week_has_no_hours_not_even_those_carried_over(game: Recorded) -> None:
    doctor = "a1.consultant"
    game.person(doctor).calls = [1, 1, 1]
    game.act(Book(account="a1", people=(doctor,), channel="call", week=3), visit("a2", 4))
    game.to_week(3)
    assert game.game.view.half_hours_left == 2 * WEEK - 4
    game.act(Hold(meeting="m1"))
    assert [one.state for one in game.game.view.meetings] == ["open", "refused"]
    assert game.game.view.half_hours_left == 2 * WEEK - 4
    assert game.game.view.half_hours_ahead[1] == 0
    assert "you have 0 hours left in week 4" in game.refused(
        Book(account="a3", people=("a3.specialist-nurse",), channel="call", week=4)
    )
    game.act(*[one.action for one in game.offers("close")][:1])
    game.carry_on()
    assert game.game.view.half_hours_left == 0
    assert "you have 0 hours left this week" in game.refused(LookUp(account="a1", person=doctor))
    assert "over" in game.refused(Hold(meeting="m2"))
    game.carry_on()
    assert game.game.view.half_hours_left == WEEK


def test_a_lost_week_still_owes_what_was_promised_for_it(game: Recorded) -> None:
    play = game.game.table.play
    play.delivery = {2: 3}
    play.lost_weeks.add(2)
    game.to_week(3)
    assert play.carry == -3
    assert game.game.view.half_hours_left == WEEK - 3
