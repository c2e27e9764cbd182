"""Streams: the same name gives the same numbers, whatever else is drawn."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kae_sim.world.streams import (
    SEEDS,
    Stream,
    deal_root,
    luck_root,
    normal_table,
    poisson_table,
    stay_table,
    stream,
)

ROOT = deal_root(7)


def test_a_name_gives_the_same_numbers_on_every_machine_and_release() -> None:
    assert stream(ROOT, "account", "a1", "referrals").raw(4).tolist() == [
        2245349731523385, 8745702201850707, 5138086961029603, 6645510717935841,
    ]  # fmt: skip
    assert stream(luck_root(7, 0), "x").permille() == 400


def test_a_longer_draw_begins_with_the_shorter_one() -> None:
    assert stream(ROOT, "x").raw(1000)[:10].tolist() == stream(ROOT, "x").raw(10).tolist()


def test_numbers_read_in_pieces_from_two_streams_are_those_of_one_reading() -> None:
    key = b"0123456789abcdef"
    one, other = Stream(key), stream(ROOT, "other")
    pieces = []
    for n in (1, 2, 3, 7, 4, 1):
        pieces += one.raw(n).tolist()
        other.raw(n)
    assert pieces == Stream(key).raw(18).tolist()


NAMES = st.lists(st.text("ab-", max_size=3), min_size=1, max_size=4)


@given(NAMES, NAMES)
def test_different_names_give_different_numbers(one: list[str], other: list[str]) -> None:
    same = stream(ROOT, *one).raw(2).tolist() == stream(ROOT, *other).raw(2).tolist()
    assert same == (one == other)


def test_deal_and_every_luck_of_every_seed_have_roots_of_their_own() -> None:
    roots = {deal_root(seed) for seed in range(50)} | {luck_root(seed, r) for seed in range(50) for r in range(5)}
    assert len(roots) == 300


@pytest.mark.parametrize("seed", [-1, SEEDS])
def test_a_seed_outside_the_exact_integers_of_json_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match="seed"):
        deal_root(seed)
    with pytest.raises(ValueError, match="seed"):
        luck_root(seed, 0)


def test_uniforms_and_integers_are_even_within_four_standard_errors() -> None:
    n = 100_000
    uniforms = stream(ROOT, "even").uniforms(n)
    assert uniforms.min() >= 0
    assert uniforms.max() < 1
    assert abs(uniforms.mean() - 0.5) < 4 * math.sqrt(1 / 12 / n)
    counts = np.bincount(stream(ROOT, "below").belows(8, n), minlength=8)
    assert len(counts) == 8
    assert np.abs(counts - n / 8).max() < 4 * math.sqrt(n * 7 / 64)


def test_a_scalar_draw_is_the_first_of_many() -> None:
    assert stream(ROOT, "s").below(1000) == int(stream(ROOT, "s").belows(1000, 1)[0])


def test_picks_follow_their_weights_and_never_a_weight_of_zero() -> None:
    source = stream(ROOT, "pick")
    picks = [source.pick((0, 30, 0, 70)) for _ in range(4000)]
    assert set(picks) == {1, 3}
    assert abs(picks.count(3) - 2800) < 4 * math.sqrt(4000 * 0.21)
    with pytest.raises(ValueError, match="weight"):
        source.pick((0, 0))


@pytest.mark.parametrize("mean", [0.0, 0.4, 3.2, 17.0, 60.0])
def test_the_poisson_table_holds_the_poisson_distribution(mean: float) -> None:
    table = poisson_table(round(mean * 1_000_000)) / 2**53
    steps = np.diff(table, prepend=0)
    for k in range(len(table)):
        exact = math.exp(-mean + k * math.log(mean) - math.lgamma(k + 1)) if mean else float(k == 0)
        assert math.isclose(steps[k], exact, abs_tol=1e-12)
    assert table[-1] == 1


def test_stays_are_geometric_with_the_mean_asked_for() -> None:
    n, mean = 200_000, 490
    stays = stream(ROOT, "stay").by_table(stay_table(mean), n) + 1
    assert stays.min() == 1
    assert abs(stays.mean() - mean) < 4 * math.sqrt(mean * (mean - 1) / n)
    assert abs((stays > mean).mean() - math.exp(-1)) < 0.006


def test_the_normal_table_is_standard() -> None:
    values = np.array(normal_table()) / 1000
    assert abs(values.mean()) < 1e-9
    assert abs(values.std() - 1) < 0.002
