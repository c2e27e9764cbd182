"""What is let in: so much at once, then so much a second; sizes that can be drawn; nothing that no page says."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kae_sim.workshop.limits import Bucket, Guesses
from kae_sim.workshop.typed import HEIGHTS, LARGEST_MESSAGE, WIDTHS, Listener, Message, Refused, TooFast, asked_size
from room_case import Clock


def test_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    clock = Clock()
    bucket = Bucket(2.0, 5.0, clock)
    assert [bucket.take() for _ in range(6)] == [True] * 5 + [False]
    clock.now += 1.0
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    clock.now += 1_000.0
    assert not bucket.take(6.0)
    assert bucket.take(5.0)


def test_wrong_codes_of_one_address_are_limited_and_others_are_not_kept_out() -> None:
    clock = Clock()
    guesses = Guesses(clock)
    tried = 0
    while not guesses.too_many("10.0.0.1"):
        guesses.wrong("10.0.0.1")
        tried += 1
    assert tried == 30
    assert not guesses.too_many("10.0.0.2")
    clock.now += 2.0
    assert not guesses.too_many("10.0.0.1")


def test_wrong_codes_of_many_addresses_are_limited_together() -> None:
    guesses = Guesses(Clock())
    for number in range(120):
        guesses.wrong(f"10.0.0.{number}")
    assert guesses.too_many("10.9.9.9")


def test_addresses_are_forgotten_before_they_fill_the_memory() -> None:
    guesses = Guesses(Clock())
    for number in range(5_000):
        guesses.wrong(f"10.0.{number // 256}.{number % 256}")
    assert len(guesses._by_address) == 1_000


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (["stdin", "w"], Message("stdin", "w")),
        (["resize", {"width": 100, "height": 30}], Message("resize", width=100, height=30)),
        (["resize", {"width": 100_000, "height": 100_000}], Message("resize", width=WIDTHS[1], height=HEIGHTS[1])),
        (["resize", {"width": 0, "height": -5}], Message("resize", width=WIDTHS[0], height=HEIGHTS[0])),
        (["ping", "1700000000000"], Message("ping", "1700000000000")),
        (["focus"], Message("focus")),
        (["blur"], Message("blur")),
    ],
)
def test_what_pages_say_is_understood_and_sizes_have_bounds(said: object, heard: Message) -> None:
    assert Listener(Clock()).hear(json.dumps(said)) == heard


@pytest.mark.parametrize(
    "said",
    [
        "",
        "{",
        "[" * 5_000,
        "null",
        '["stdin"]',
        '["stdin", 1]',
        '["stdin", "a", "b"]',
        '["quit"]',
        '["resize", {"width": "9", "height": 9}]',
        '["resize", {"width": 9.5, "height": 9}]',
        '["resize", {"width": true, "height": 9}]',
        '["resize", {"width": ' + "9" * 5_000 + ', "height": 9}]',
        '["deliver_file_start", "x"]',
        f'["ping", "{"9" * 41}"]',
    ],
)
def test_what_no_page_says_is_refused(said: str) -> None:
    with pytest.raises(Refused):
        Listener(Clock()).hear(said)


def test_more_keys_than_a_person_presses_are_refused() -> None:
    clock = Clock()
    listener = Listener(clock)
    for _ in range(600):
        listener.hear('["stdin","w"]')
    with pytest.raises(TooFast):
        listener.hear('["stdin","w"]')
    clock.now += 1.0
    assert listener.hear('["stdin","w"]') == Message("stdin", "w")


def test_many_bytes_and_many_sizes_are_refused_sooner() -> None:
    page = json.dumps(["stdin", "x" * (LARGEST_MESSAGE - 20)])
    sizes = '["resize",{"width":90,"height":30}]'
    for said, most in ((page, 8), (sizes, 30)):
        listener = Listener(Clock())
        for _ in range(most):
            listener.hear(said)
        with pytest.raises(TooFast):
            listener.hear(said)


@given(st.text(max_size=12), st.text(max_size=12))
def test_a_size_in_an_address_is_always_one_that_can_be_drawn(width: str, height: str) -> None:
    wide, high = asked_size(width, height)
    assert WIDTHS[0] <= wide <= WIDTHS[1]
    assert HEIGHTS[0] <= high <= HEIGHTS[1]


def test_a_size_in_an_address_is_taken_as_it_is_asked() -> None:
    assert asked_size("120", "36") == (120, 36)
    assert asked_size("20000", "20000") == (WIDTHS[1], HEIGHTS[1])
    assert asked_size("", "x") == (80, 24)
