"""Hours, pounds, weeks and sureness are said the way a Key Account Manager says them."""

from __future__ import annotations

import pytest

from fake_view import START, claim
from kae_sim.game.view import Belief
from kae_sim.words.labels import (
    Labels,
    belief_words,
    curve,
    hours,
    known,
    mark,
    pounds,
    rung,
    trend,
    week,
    yearly_sales,
)


@pytest.mark.parametrize(("half", "words"), [(3, "1.5 h"), (2, "1 h"), (0, "no hours"), (-1, "-0.5 h")])
def test_hours_come_from_half_hours(half: int, words: str) -> None:
    assert hours(half) == words


@pytest.mark.parametrize(
    ("pence", "words"),
    [
        (22_000_000, "£220k"),
        (125_000, "£1,250"),
        (0, "£0"),
        (-150_000, "-£1,500"),
        (1_000_000, "£10k"),
        (151_800_000, "£1.52m"),
    ],
)
def test_pounds_come_from_pence(pence: int, words: str) -> None:
    assert pounds(pence) == words


@pytest.mark.parametrize(
    ("number", "words"), [(5, "week 5"), (0, "1 week before the start"), (-2, "3 weeks before the start")]
)
def test_weeks_before_the_game_are_counted_back(number: int, words: str) -> None:
    assert week(number) == words


@pytest.mark.parametrize(
    ("percent", "said"),
    [(24, None), (25, "hunch"), (59, "hunch"), (60, "fairly sure"), (83, "fairly sure"), (84, "sure"), (99, "sure")],
)
def test_percentages_are_three_rungs_and_nothing(percent: int, said: str | None) -> None:
    assert rung(percent) == said


def test_the_words_of_the_pack_come_before_our_own() -> None:
    own = START.model_copy(update={"rules": START.rules.model_copy(update={"words": {"answer:wait:over-18": "ages"}})})
    assert Labels(own).answer("wait", "over-18") == "ages"
    assert Labels(START).answer("wait", "over-18") == "over 18 weeks"
    assert Labels(START).answer("stopper", "chief-pharmacist") == "Chief pharmacist"


def test_an_id_that_nobody_named_is_never_shown_raw() -> None:
    assert Labels(START).of("role", "ward-clerk") == "ward clerk"
    assert Labels(START).person("a9.ghost") == "somebody"


def test_a_belief_below_a_hunch_is_no_answer() -> None:
    labels, account = Labels(START), START.accounts[0]
    said = Belief(unknown="wait", answer="over-18", percent=90, since=1, locked=())
    sure = account.model_copy(update={"beliefs": (said,)})
    gone = account.model_copy(update={"beliefs": (said.model_copy(update={"percent": 10}),)})
    assert belief_words(labels, sure, "wait") == "over 18 weeks (sure)"
    assert belief_words(labels, gone, "wait") == "no answer yet"
    assert (known(sure), known(gone)) == (1, 0)


def test_a_paper_speaks_under_its_title_and_a_person_under_their_name() -> None:
    labels = Labels(START)
    assert labels.speaker(claim("c", "a1", "wait", "6-12")) == "Sr Joy Whittle, Specialist nurse"
    assert (
        labels.speaker(claim("c", "a1", "wait", "6-12", person=None, source="trust-site")) == "The hospital's website"
    )
    assert labels.speaker(claim("c", "a1", "wait", "6-12", person=None, source="team-talk")) == "Your account team"


def test_sales_of_a_year_are_the_last_52_weeks_or_what_there_is_of_them() -> None:
    account = START.accounts[0]
    assert yearly_sales(account) == sum(account.sales[-52:])
    short = account.model_copy(update={"sales": (100,) * 26})
    assert yearly_sales(short) == 5200
    assert yearly_sales(account.model_copy(update={"sales": ()})) == 0


def test_the_trend_says_what_the_curve_shows() -> None:
    climbing = tuple(1000 + 10 * at for at in range(52))
    assert (curve(climbing), trend(climbing)) == ("▁▂▃▄▅▆▇█", "up 37%")
    hardly = tuple(1000 + at // 2 for at in range(52))
    assert trend(hardly) == "flat"
    assert set(curve(hardly)) <= {"▄", "▅"}, "flat looks flat"
    assert trend((5000,) * 40 + climbing) == "up 37%", "the year that is drawn, no more"
    assert trend((100,) * 13 + (110,) * 13) == "up 10%"
    assert trend((100,) * 13 + (90,) * 13) == "down 10%"
    assert trend((100,) * 26) == "flat"
    assert trend((1, 100)) == "flat"


def test_a_mood_is_shown_among_all_of_them_and_what_it_means() -> None:
    labels = Labels(START)
    assert labels.ladder("cold") == "not met yet → [reserved] → polite → warm → open"
    assert all(labels.of("mood-meaning", mood).endswith(".") for mood in ("unmet", "cold", "polite", "warm", "open"))


def test_every_kind_of_date_has_a_mark_of_its_own() -> None:
    kinds = ("meeting", "public-meeting", "committee", "round-end", "sign-off")
    assert len({mark(kind) for kind in kinds}) == len(kinds)
