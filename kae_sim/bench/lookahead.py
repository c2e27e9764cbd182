"""The row of the look-ahead: a year of the reference pathway in many lanes, against a process per patient."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from statistics import median

from kae_sim.bench.naive import Naive
from kae_sim.bench.reference import YEAR, a_year_of, reference
from kae_sim.bench.rows import Row, at_least, cpu
from kae_sim.bench.world import NotEqual
from kae_sim.world.lookahead import Diary, Lane, Lives, look_ahead, luck_of
from kae_sim.world.spec import WEEK
from kae_sim.world.streams import Ints

ACCOUNTS, STREAMS = 12, 32  # lived together, as the oracle does
NAIVELY = 4  # of them are also lived by a process per patient: that many say what one costs
REPEATS = 3
BY_PATIENT = ("referred", "decided_on", "routed_on", "first", "leave", "route", "ours")


def look_ahead_rows() -> Iterator[Row]:
    """`lookahead_ratio`: CPU of one account-year by a process per patient over that of one in the look-ahead."""
    yield at_least("lookahead_ratio", lookahead_ratio(ACCOUNTS, STREAMS), "times", 40)


def lookahead_ratio(accounts: int, streams: int) -> float:
    """NotEqual where the two give one patient another date, or one day another count. Draws are made before."""
    specs = [reference(f"a{number}") for number in range(1, accounts + 1)]
    years = [(spec, *a_year_of(spec, r)) for spec in specs for r in range(streams)]
    lanes = [Lane(spec, state, luck_of(drawn), ()) for spec, state, drawn in years]
    look_ahead(lanes[:1], YEAR)  # what is set up once belongs to nobody
    times = [cpu(lambda: look_ahead(lanes, YEAR)) for _ in range(REPEATS)]
    ahead, diary = median(seconds for seconds, _ in times) / len(lanes), Diary()
    lives = look_ahead(lanes, YEAR, diary)
    naive = []
    for lane in range(0, len(lanes), -(-len(lanes) // NAIVELY)):
        one = Naive(years[lane][0], years[lane][1])
        naive.append(cpu(partial(one.live, YEAR * WEEK))[0])
        found = list(differences(one, lives, diary, lane))
        if found:
            raise NotEqual(f"Reference pathway, lane {lane}: a process per patient gives other {', '.join(found)}.")
    return median(naive) / ahead


def differences(naive: Naive, lives: Lives, diary: Diary, lane: int) -> Iterator[str]:
    """Names of the figures that are not the same."""
    numbers, kept = lives.worlds.numbers[lives.world[lane]], naive.kept
    for name in BY_PATIENT:
        if [getattr(kept, name)[patient] for patient in numbers] != lives.history(name, lane):
            yield name
    for name in ("doses", "late", "visits"):
        if list(getattr(kept, name)) != _of(getattr(diary, name), lane):
            yield name
    for name in ("offered", "used"):
        if [list(days) for days in getattr(kept, name)] != [_of(days, lane) for days in getattr(diary, name)]:
            yield name


def _of(by_day: Ints, lane: int) -> list[int]:
    found: list[int] = by_day[:, lane].tolist()
    return found
