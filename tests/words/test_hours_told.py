"""Hours add up in a person's eyes: week by week through a whole game, and in the words about it."""

from __future__ import annotations

import re

import pytest

from kae_sim.game.actions import Book, Plan, PlannedStep, Propose
from kae_sim.players.bot import bot
from kae_sim.players.kit import Kit
from kae_sim.scenario import Scenario
from kae_sim.words.hours import borrowed, delivering, lent, room_words, taken, week_sum
from kae_sim.words.labels import Labels
from real_games import Recorded

pytestmark = pytest.mark.usefixtures("quick")


def half_hours(words: str) -> int:
    return round(2 * float(words))


def added_up(line: str) -> tuple[int, int]:
    """The left and the right side of `Hours: 5 h a week + 1 h carried over - 2 h used = 4 h left`."""
    left, right = line.removeprefix("Hours: ").replace("no hours", "0 h").split(" = ")
    total = sum(
        (-1 if sign == "- " else 1) * half_hours(figure)
        for sign, figure in re.findall(r"(^|[+-] )(\d+(?:\.5)?) h ", f"{left} ")
    )
    return total, half_hours(right.split()[0])


@pytest.mark.parametrize("name", ["triangulator", "random"])
def test_what_a_week_has_and_what_takes_it_come_to_what_is_left(three_accounts: Scenario, name: str) -> None:
    decide, kit = bot(name), Kit(three_accounts)
    game, told, delivered = Recorded.start(three_accounts, 3), 0, 0
    while not game.game.view.finished:
        play, view = game.game.table.play, game.game.view
        labels = Labels(view)
        for number in range(view.week, view.weeks + 1):
            kept = play.delivery.get(number, 0) + play.reserved.get(number, 0)
            assert sum(part for _, part in delivering(labels, number)) == kept
            assert lent(view, number) == play.ahead.get(number + 1, 0)
            delivered += kept
        if line := week_sum(labels):
            left, right = added_up(line)
            assert (line, left) == (line, right) or left < 0 == right
            told += 1
        game.act(decide(game.game, kit))
    assert told > 10
    assert delivered > 0
    assert week_sum(Labels(game.game.view)) == ""


def test_a_meeting_that_borrows_from_the_week_before_says_so_before_and_after(game: Recorded) -> None:
    view = game.game.view
    person = next(one for one in view.accounts[0].people if one.lead["call"] == 1)
    call, whole = view.rules.prices["call"], view.rules.week_half_hours
    at = 4
    assert room_words(view, at, call) == f"{whole / 2:g} h free"
    game.game.table.play.spent[at] = whole - 1
    game.to_week(2)
    view = game.game.view
    assert room_words(view, at, call) == f"0.5 h free; {(call - 1) / 2:g} h would come out of week 3"
    game.act(Book(account="a1", people=(person.id,), channel="call", week=at))
    after = game.game.view
    assert borrowed(view, after, at) == f" {(call - 1) / 2:g} h of it came out of week 3."
    assert taken(Labels(after), 3) == [f"{(call - 1) / 2:g} h for what is booked in week 4"]
    assert borrowed(after, after, at) == ""


def test_what_is_proposed_or_runs_is_named_with_the_hours_it_takes(game: Recorded) -> None:
    account = game.game.view.accounts[0]
    card = next(one for one in game.game.view.catalogue if one.id in account.offered and one.approval == "sign-off")
    steps = (PlannedStep(initiative=card.id, start=1),)
    game.act(
        Plan(account=account.id, goal="free-chairs", initiatives=steps, sponsor=None, forecast=None),
        Propose(account=account.id, initiative=card.id, week=3),
    )
    labels = Labels(game.game.view)
    of_week = [dict(delivering(labels, number)) for number in range(4, 17)]
    assert {name for parts in of_week for name in parts} == {f"{card.name} at {account.name}, if they agree"}
    assert sum(sum(parts.values()) for parts in of_week) == card.half_hours
    assert not taken(labels, 3)
