"""Where our own work is live: what was heard before counts once, for the truth that was, and moves on from there."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from kae_sim.knowledge.course import SINCE, Moves, Rows, Spell, since_band
from kae_sim.knowledge.likelihood import Heard
from kae_sim.knowledge.observer import newcomer
from tests.knowledge.cases import PACK, STATED, even, said

BANDS = PACK.answers("wait")
SHORTER: Rows = {
    one: {after: 0.7 if after == BANDS[max(0, place - 1)] else 0.1 for after in BANDS}
    for place, one in enumerate(BANDS)
}
STAYS: Rows = {one: {after: 1.0 if after == one else 0.0 for after in BANDS} for one in BANDS}
ANYTHING: Rows = {one: dict.fromkeys(BANDS, 0.25) for one in BANDS}


def spell(met: Rows, missed: Rows, reached: int = 13, chance: float = 1.0) -> Spell:
    moves: Moves = {(first, last): {True: met, False: missed} for first, last in product(SINCE, SINCE)}
    return Spell(reached, (), chance, moves)


def heard_at(moment: tuple[int, int], role: str, answer: str) -> Heard:
    return replace(said(role, "wait", answer, "open"), moment=moment)


def held(heard: list[Heard], *course: Spell) -> dict[str, float]:
    return newcomer(PACK, "wait", even("wait"), STATED).hears(heard, course).chances()


BEFORE = [heard_at((0, 0), role, "over-18") for role in ("consultant", "service-manager", "coordinator")]


def test_what_was_heard_before_is_moved_on_once() -> None:
    then = held(BEFORE)
    expected = {after: sum(then[one] * SHORTER[one][after] for one in BANDS) for after in BANDS}
    assert held(BEFORE, spell(SHORTER, STAYS)) == pytest.approx(expected)


def test_however_much_was_heard_before_nothing_is_known_when_anything_may_have_come_of_it() -> None:
    assert held(BEFORE * 3, spell(ANYTHING, STAYS)) == pytest.approx(dict.fromkeys(BANDS, 0.25))


def test_work_that_may_have_missed_the_queue_moves_less() -> None:
    hit, missed = held(BEFORE, spell(SHORTER, STAYS)), held(BEFORE)
    mixed = held(BEFORE, spell(SHORTER, STAYS, chance=0.3))
    assert mixed == pytest.approx({one: 0.3 * hit[one] + 0.7 * missed[one] for one in BANDS})


def test_what_was_heard_since_speaks_of_its_own_time() -> None:
    since = heard_at((0, 13), "infusion-nurse", "under-6")
    moved = held(BEFORE, spell(SHORTER, STAYS))
    alone = held([since])
    total = sum(moved[one] * alone[one] for one in BANDS)
    expected = {one: moved[one] * alone[one] / total for one in BANDS}
    assert held([*BEFORE, since], spell(SHORTER, STAYS)) == pytest.approx(expected)


def test_more_work_begins_a_new_spell() -> None:
    twice = held(BEFORE, spell(SHORTER, STAYS), spell(ANYTHING, STAYS, reached=6))
    assert twice == pytest.approx(dict.fromkeys(BANDS, 0.25))
    assert held(BEFORE, spell(SHORTER, STAYS), spell(ANYTHING, STAYS, reached=0)) == held(BEFORE, spell(SHORTER, STAYS))


def test_weeks_are_taken_in_bands() -> None:
    assert [since_band(weeks) for weeks in (0, 3, 4, 9, 10, 16, 17, 22, 23, 60)] == [0, 0, 6, 6, 13, 13, 19, 19, 26, 26]
