"""How truths move once an initiative is live: learnt from lives of dealt accounts in which one was carried out.

At each account the initiatives that are offered go live on the first day, each in a life of its own: those
that shorten the longest queue, and one that does not. What was true at some weeks is counted against
what was true some weeks before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kae_sim.game.own_work import moves_patients, works_at
from kae_sim.game.papers import DRIFTING, measured_truths
from kae_sim.knowledge.course import SINCE, Moves, Rows
from kae_sim.plan.typical import Dealt
from kae_sim.scenario.schema import Initiative, Pack, Scenario, Unknown
from kae_sim.world.effects import schedule
from kae_sim.world.kernel import live_days
from kae_sim.world.live import future
from kae_sim.world.spec import WEEK
from kae_sim.world.state import Change, meet
from kae_sim.world.streams import luck_root
from kae_sim.world.truth import true_bottleneck

Stretch = tuple[int, int]  # from and to, of SINCE
Seen = Counter[tuple[Unknown, Stretch, bool, str, str]]  # ..., whether the work meets the queue, before, after
MEETINGS = {"met": True, "missed": False}  # whether the work meets the queue, by its name in a document
SHRINK = 3.0  # accounts' worth of what all truths of an unknown did mixed into what one did
DIGITS = 5
STRETCHES: tuple[Stretch, ...] = tuple((first, last) for first in SINCE for last in SINCE if first < last)


def moves_seen(scenario: Scenario, dealt: Iterable[Dealt], number: int) -> Seen:
    """What moved in the lives of these accounts; the number of the deal says which initiative misses the queue."""
    counted: Seen = Counter()
    for place, one in enumerate(dealt):
        queue = true_bottleneck(one[3])[0]
        for initiative in _carried_out(scenario, one, number + place):
            meets = queue in works_at(initiative)
            lived = list(_lived(scenario, one, initiative))
            for first, last in STRETCHES:
                for unknown in DRIFTING:
                    before, after = lived[SINCE.index(first)][unknown], lived[SINCE.index(last)][unknown]
                    met = before in works_at(initiative) if unknown == "bottleneck" else meets
                    counted[unknown, (first, last), met, before, after] += 1
    return counted


def _carried_out(scenario: Scenario, dealt: Dealt, turn: int) -> Iterator[Initiative]:
    _, account, _, now = dealt
    queue = true_bottleneck(now)[0]
    offered = [one for one in map(scenario.pack.initiative, account.offered) if moves_patients(one)]
    yield from (one for one in offered if queue in works_at(one))
    missing = [one for one in offered if queue not in works_at(one)]
    if missing:
        yield missing[turn % len(missing)]


def _lived(scenario: Scenario, dealt: Dealt, initiative: Initiative) -> Iterator[Mapping[Unknown, str]]:
    """The main truths at each of SINCE, in weeks after an initiative went live on the first day."""
    seed, account, dealt_state, _ = dealt
    state = dealt_state.copy()
    meet(state, future(account.spec, state.draws, luck_root(seed, 1), SINCE[-1]))
    schedule(state, (Change(0, initiative.effects),))
    for weeks in SINCE:
        live_days(account.spec, state, weeks * WEEK)
        yield {unknown: found[0] for unknown, found in measured_truths(account, state, weeks, 0).items()}


def moves_of(scenario: Scenario, counted: Seen) -> dict[Unknown, Moves]:
    """Shares of each truth after, for each truth before."""
    return {
        unknown: {
            stretch: {met: _rows(scenario.pack, counted, (unknown, stretch, met)) for met in (True, False)}
            for stretch in STRETCHES
        }
        for unknown in DRIFTING
    }


def seen_document(counted: Seen) -> dict[str, int]:
    """Counts as JSON: what is counted is joined into one key."""
    return {
        f"{unknown}|{first}-{last}|{met}|{before}|{after}": many
        for (unknown, (first, last), met, before, after), many in sorted(counted.items())
    }


def moves_document(moves: Mapping[Unknown, Moves]) -> dict[str, Any]:
    """As JSON: by unknown, by stretch ("6-13"), where the work meets the queue and where it misses it."""
    return {
        unknown: {
            f"{first}-{last}": {name: by_meeting[met] for name, met in MEETINGS.items()}
            for (first, last), by_meeting in of.items()
        }
        for unknown, of in moves.items()
    }


def moves_from(document: Mapping[str, Any]) -> dict[Unknown, Moves]:
    """The same read back. KeyError or AttributeError if it is not such a document."""
    return {
        unknown: {
            (first, last): {met: document[unknown][f"{first}-{last}"][name] for name, met in MEETINGS.items()}
            for first, last in STRETCHES
        }
        for unknown in DRIFTING
    }


def _rows(pack: Pack, counted: Seen, key: tuple[Unknown, Stretch, bool]) -> Rows:
    """What each truth became, pulled towards what all of them did where few were seen."""
    answers = pack.answers(key[0])
    seen = {before: {after: counted[*key, before, after] for after in answers} for before in answers}
    stayed = sum(seen[one][one] for one in answers) + 0.5
    came = {after: sum(seen[one][after] for one in answers if one != after) + 0.5 for after in answers}
    stays = stayed / (stayed + sum(came.values()))
    rows = {}
    for before in answers:
        moved = (1 - stays) / sum(came[one] for one in answers if one != before)
        usual = {after: stays if after == before else moved * came[after] for after in answers}
        many = sum(seen[before].values()) + SHRINK
        rows[before] = {after: round((seen[before][after] + SHRINK * usual[after]) / many, DIGITS) for after in answers}
    return rows
