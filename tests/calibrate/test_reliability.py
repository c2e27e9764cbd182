"""How reliable a score is: the components on tables made by hand, and bands on real games of equals."""

from __future__ import annotations

from itertools import pairwise
from math import erf, sqrt
from statistics import fmean

import pytest

from kae_sim.calibrate.games import Deal, play_deal
from kae_sim.calibrate.reliability import (
    Components,
    components,
    equals,
    expected_overlap,
    reliability,
)
from kae_sim.game.tables import tables_for
from kae_sim.players.graded import Graded
from kae_sim.players.lot import Lot
from kae_sim.scenario import Scenario, resolved
from ladder_work import tiny
from real_games import drawn_once, quick_numbers

A, B, C, D = (Graded(skill, number) for skill in (30, 70) for number in (1, 2))


def test_what_deals_add_alike_for_all_is_no_difference_between_people() -> None:
    found = components({A: (10.0, 20.0, 30.0), B: (14.0, 24.0, 34.0)})
    assert found.rest == pytest.approx(0)
    assert found.person == pytest.approx(8)  # the sample variance of 10 and 14
    assert found.deal == pytest.approx(100)
    assert found.error == pytest.approx(0)
    assert found.error_apart == pytest.approx(10)
    assert found.same_deals(1) == pytest.approx(1)
    assert found.other_deals(1) == pytest.approx(8 / 108)


def test_people_who_do_not_differ_beyond_the_rest_have_no_reliability() -> None:
    found = components({A: (10.0, 0.0), B: (0.0, 10.0)})
    assert (found.person, found.deal, found.rest) == (0, 0, 100)
    assert found.same_deals(1) == 0
    assert found.runs_needed() is None


def test_the_components_of_a_table_worked_out_by_hand() -> None:
    """Rows 2 4 and 6 12: mean squares 36 for people, 16 for deals, 4 for the rest, by the textbook."""
    found = components({A: (2.0, 4.0), B: (6.0, 12.0)})
    assert [found.person, found.deal, found.rest] == pytest.approx([16, 6, 4])


def test_more_runs_are_more_reliable_as_spearman_and_brown_say() -> None:
    found = Components(person=50.0, deal=100.0, rest=50.0)
    assert [found.same_deals(runs) for runs in (1, 2, 4)] == [0.5, pytest.approx(2 / 3), 0.8]
    assert found.runs_needed() == 4
    assert found.runs_needed_apart() == 12
    assert all(few < more for few, more in pairwise(found.same_deals(runs) for runs in range(1, 9)))


def test_known_components_are_found_again() -> None:
    """Forty people on fifty deals from components of 100, 64 and 81: within three standard errors."""
    people = {Graded(number // 2, number % 2): 10 * normal("person", number) for number in range(40)}
    deals = [8 * normal("deal", number) for number in range(50)]
    found = components(
        {
            one: [50 + level + deal + 9 * normal("rest", one.name, at) for at, deal in enumerate(deals)]
            for one, level in people.items()
        }
    )
    assert found.rest == pytest.approx(81, abs=3 * 81 * sqrt(2 / (39 * 49)))
    assert found.person == pytest.approx(100, abs=3 * 102 * sqrt(2 / 39))
    assert found.deal == pytest.approx(64, abs=3 * 66 * sqrt(2 / 49))


def normal(*occasion: object) -> float:
    """About a standard normal number: twelve equal chances added up."""
    lot = Lot(*occasion)
    return sum(lot.below(1 << 30) for _ in range(12)) / (1 << 30) - 6


def test_equals_are_held_against_each_other_deal_by_deal() -> None:
    found = equals({A: (10.0, 10.0), B: (13.0, 10.0), C: (0.0, 50.0), D: (9.0, 43.0)}, 4.0)
    assert found.pairs == 4
    assert found.error == pytest.approx(sqrt((9 + 0 + 81 + 49) / 4 / 2))
    assert (found.overlap, found.inside) == (0.75, 0.5)


def test_bands_of_one_standard_error_overlap_in_84_of_100_pairs_of_a_normal_distribution() -> None:
    assert expected_overlap(8.0, 8.0) == pytest.approx(0.8427, abs=0.0001)
    assert expected_overlap(8.0, 4.0) == pytest.approx(0.9953, abs=0.0001)
    assert expected_overlap(8.0, 0.0) == 1


def test_two_deals_tell_nothing() -> None:
    assert reliability({A: (1.0, 2.0), B: (3.0, 4.0), C: (5.0, 5.0), D: (6.0, 8.0)}) is None


def test_people_of_similar_skill_are_harder_to_tell_apart() -> None:
    scores = {
        Graded(skill, number): [skill + 5 * normal(skill, number, deal) for deal in range(8)]
        for skill in (10, 50, 90)
        for number in (1, 2)
    }
    found = reliability(scores)
    assert found is not None
    assert (found.persons, found.deals) == (6, 8)
    assert found.similar.same_deals(1) < found.mixed.same_deals(1)
    assert found.similar.rest == pytest.approx(found.mixed.rest, rel=0.6)
    assert [mean for mean, _ in found.by_skill.values()] == sorted(mean for mean, _ in found.by_skill.values())
    assert 0 < found.doubt < 0.2
    assert 0 < found.error_doubt < found.mixed.error


# --- on real games ---------------------------------------------------------------------------------------

DEALS = 10
EQUALS = tuple(Graded(skill, number) for skill in (50, 70, 90) for number in (1, 2))


@pytest.fixture(scope="module")
def played(two_week_promise: Scenario) -> dict[Graded, list[float]]:
    """Scores of three pairs of equals on small deals."""
    with quick_numbers(), drawn_once():
        scenario = tiny(two_week_promise)
        data, tables = resolved(scenario), tables_for(scenario).document()
        games = [play_deal(Deal(data, tables, seed, (), EQUALS))["players"] for seed in range(1, DEALS + 1)]
    return {one: [game[one.name]["score"] for game in games] for one in EQUALS}


OVERLAP, INSIDE = erf(1), erf(1 / 2)  # of two equals whose scores differ as a normal distribution does


def coverage(scores: dict[Graded, list[float]]) -> tuple[int, float, float]:
    """Pairs of equals, each with the band that its own scores state: how many, and shares that overlap and cover."""
    skills = sorted({one.skill for one in scores})
    found = []
    for skill in skills:
        pair = {one: of for one, of in scores.items() if one.skill == skill}
        found.append(equals(pair, components(pair).error))
    return sum(one.pairs for one in found), fmean(one.overlap for one in found), fmean(one.inside for one in found)


def test_the_band_covers() -> None:
    """On 1,200 pairs of normal scores with a spread of 9: so many that a band off by a fifth is found out."""
    equal = {
        Graded(skill, number): [skill + 9 * normal("cover", skill, number, deal) for deal in range(400)]
        for skill in (30, 50, 70)
        for number in (1, 2)
    }
    pairs, overlap, inside = coverage(equal)
    assert components(equal).error == pytest.approx(9, abs=0.5)
    assert overlap == pytest.approx(OVERLAP, abs=of_a_share(OVERLAP, pairs))
    assert inside == pytest.approx(INSIDE, abs=of_a_share(INSIDE, pairs))
    assert erf(0.8) < OVERLAP - of_a_share(OVERLAP, pairs)
    assert erf(1.2 / 2) > INSIDE + of_a_share(INSIDE, pairs)


def of_a_share(rate: float, pairs: int) -> float:
    """Three standard errors of a share."""
    return 3 * sqrt(rate * (1 - rate) / pairs)


def test_real_games_of_equals_cover_at_the_rate_that_others_state(played: dict[Graded, list[float]]) -> None:
    """Two plays of equal skill fall into each other's bands at the rate that a calibration on other deals states."""
    half = DEALS // 2
    halves = [{one: scores[:half] for one, scores in played.items()}, {one: s[half:] for one, s in played.items()}]
    for stating, seen in (halves, halves[::-1]):
        error = components(stating).error
        stated, found = equals(stating, error), equals(seen, error)
        for rate, observed in ((stated.overlap, found.overlap), (stated.inside, found.inside)):
            assert observed == pytest.approx(rate, abs=sampling_error(rate, observed, stated.pairs, found.pairs))
        assert found.overlap >= found.inside
        assert 0 < error < 40


def sampling_error(rate: float, other: float, first: int, second: int) -> float:
    """Three standard errors of the difference of two shares."""
    mean = (rate * first + other * second) / (first + second)
    return 3 * sqrt(max(mean * (1 - mean), 0.02) * (1 / first + 1 / second))


def test_a_band_of_a_tenth_of_its_width_would_be_found_out(played: dict[Graded, list[float]]) -> None:
    error = components(played).error
    stated, found = equals(played, error), equals(played, error / 10)
    assert stated.overlap - found.overlap > sampling_error(stated.overlap, found.overlap, stated.pairs, found.pairs)
