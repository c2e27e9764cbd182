"""The row of the look-ahead is only given where both ways of the work come to the same."""

from __future__ import annotations

import pytest

from kae_sim.bench import lookahead
from kae_sim.bench.naive import Naive
from kae_sim.bench.reference import YEAR, a_year_of, reference
from kae_sim.world.lookahead import Diary, Lane, look_ahead, luck_of
from kae_sim.world.spec import WEEK


def test_two_accounts_end_the_same_both_ways() -> None:
    assert lookahead.lookahead_ratio(2, 2) > 0  # raises where one figure differs


@pytest.mark.parametrize("name", ["first", "leave", "doses", "used"])
def test_a_figure_that_differs_is_found(name: str) -> None:
    spec = reference("a1")
    state, drawn = a_year_of(spec, 1)
    diary = Diary()
    lives = look_ahead([Lane(spec, state, luck_of(drawn), ())], YEAR, diary)
    naive = Naive(spec, state)
    naive.live(YEAR * WEEK)
    assert list(lookahead.differences(naive, lives, diary, 0)) == []
    kept = getattr(naive.kept, name)
    figures = kept[0] if name == "used" else kept
    figures[next(place for place, figure in enumerate(figures) if figure > 0)] += 1
    assert list(lookahead.differences(naive, lives, diary, 0)) == [name]
