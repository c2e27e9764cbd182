"""What lanes came to, as far as initiatives are judged by it: `measures.course` for all lanes at once.

Sums are of whole numbers, and what is divided in the end is divided in the same way, so that a lane's
figures equal the live kernel's to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from kae_sim.scenario.schema import GoalMeasure
from kae_sim.world.draws import Mask
from kae_sim.world.essentials import LONG_WAIT, YEAR
from kae_sim.world.lookahead.controls import Small
from kae_sim.world.lookahead.days import NOT_YET, Days
from kae_sim.world.lookahead.lives import Lives
from kae_sim.world.measures import SEEN_SOON, Course
from kae_sim.world.spec import WEEK
from kae_sim.world.streams import Floats, Ints

SLAB = 16  # lanes that are counted together, so that their arrays stay near the processor


def courses(lives: Lives) -> list[Course]:
    """By lane, over all days that were lived."""
    found: list[Course] = []
    approvals, gained = _approvals(lives), _moved_off_site(lives)
    for first in range(0, lives.lanes, SLAB):
        lanes = slice(first, min(first + SLAB, lives.lanes))
        found += _Slab.of(lives, lanes).courses(approvals[lanes], gained[lanes])
    return found


def our_patient_weeks(lives: Lives, lane: int, share: Small) -> float:
    """As in the lane's course, but with starts won by our `share` of each day, in thousandths."""
    here = slice(lane * lives.width, (lane + 1) * lives.width)
    world, day, stop = int(lives.world[lane]), lives.worlds.first_day, lives.worlds.first_day + lives.worlds.days
    first, ours = lives.first[here], lives.ours[here].copy()
    new = np.flatnonzero(first >= day)
    ours[new] = lives.worlds.product[lives.worlds.begin[world] + new] < share[first[new] - day]
    days = np.clip(lives.leave[here], day, stop) - np.clip(first, day, stop)
    return int(days[ours == 1].sum()) / WEEK


def _approvals(lives: Lives) -> Floats:
    """Median days from sent for funding to approved, of those approved; by lane."""
    spec = lives.specs[0]
    line = (*spec.before, *spec.after)
    if spec.funding_stage not in line or line.index(spec.funding_stage) == 0:
        return np.zeros(lives.lanes)
    approved, sent = lives.seen[spec.funding_stage], lives.seen[line[line.index(spec.funding_stage) - 1]]
    at = np.flatnonzero((approved >= lives.worlds.first_day) & (sent > NOT_YET))
    return _medians(at // lives.width, approved[at] - sent[at], lives.lanes)[0]


def _moved_off_site(lives: Lives) -> Ints:
    """Days off site that switches to another route won; by lane."""
    gained, day = np.zeros(lives.lanes, dtype=np.int64), lives.worlds.first_day
    off = np.array([not one.on_site for one in lives.specs[0].routes], dtype=np.int64)
    for patients, moved_on in lives.moves:
        after = np.clip(lives.leave[patients], day, day + lives.worlds.days) - max(moved_on, day)
        change: Ints = off[lives.moved_to[patients]] - off[lives.route[patients]]
        np.add.at(gained, patients // lives.width, after * change)
    return gained


def _medians(lane: Ints, values: Days, lanes: int) -> tuple[Floats, Ints]:
    """Median and number of values by lane; 0 where there is none. Values are whole and not negative."""
    ordered = np.sort((lane.astype(np.int64) << 32) | values.astype(np.int64)) & 0xFFFFFFFF
    count = np.bincount(lane, minlength=lanes)
    begin = np.cumsum(count) - count
    medians = np.zeros(lanes)
    some = np.flatnonzero(count)
    low = ordered[begin[some] + (count[some] - 1) // 2]
    medians[some] = (low + ordered[begin[some] + count[some] // 2]) / 2
    return medians, count


def _sums(counted: Days) -> list[int]:
    """By lane."""
    total: list[int] = counted.sum(axis=1, dtype=np.int64).tolist()
    return total


@dataclass(slots=True)
class _Slab:
    """Some lanes, by lane and patient."""

    lives: Lives
    lanes: slice
    seen: Days
    referred: Days
    decided_on: Days
    first: Days
    leave: Days
    candidate: Mask

    @classmethod
    def of(cls, lives: Lives, lanes: slice) -> _Slab:
        def rows(values: Days) -> Days:
            return values.reshape(lives.lanes, lives.width)[lanes]

        referred, decided_on = rows(lives.referred), rows(lives.decided_on)
        decided = np.zeros(referred.shape, dtype=np.bool_)
        for row, world in enumerate(lives.world[lanes].tolist()):
            begin, n = int(lives.worlds.begin[world]), len(lives.worlds.numbers[world])
            decided[row, :n] = lives.worlds.decided[begin : begin + n]
        candidate = (referred > NOT_YET) & (decided | (decided_on > NOT_YET))
        seen = rows(lives.seen[lives.specs[0].before[0]])
        return cls(lives, lanes, seen, referred, decided_on, rows(lives.first), rows(lives.leave), candidate)

    @property
    def _day(self) -> int:
        return self.lives.worlds.first_day

    @property
    def _stop(self) -> int:
        return self.lives.worlds.first_day + self.lives.worlds.days

    def courses(self, approval: Floats, gained: Ints) -> list[Course]:
        """`gained` are days off site by switches."""
        days = self.lives.worlds.days
        started = (self.first >= self._day).sum(axis=1).tolist()
        therapy, ours, off_site = self._therapy(gained)
        waiting, waits, long = self._waiting(), (self._waits() / WEEK).tolist(), self._long()
        used, full = self._day_unit()
        soon, visits, doses, late = (
            self._soon(),
            *(counted[self.lanes].tolist() for counted in (self.lives.visits, self.lives.doses, self.lives.late)),
        )
        found = []
        for row, spec in enumerate(self.lives.specs[self.lanes]):
            on_therapy = max(float(therapy[row]), 1.0)
            goal_measures: dict[GoalMeasure, float] = {
                "wait_weeks": waits[row],
                "long_waiters": float(long[row]) / days,
                "day_unit_use": used[row],
                "visits": visits[row] * YEAR / on_therapy,
                "approval_days": float(approval[row]),
                "full_days": full[row],
                "seen_in_3_weeks": soon[row],
                "at_home": 100 * float(off_site[row]) / on_therapy,
                "untreated": max(spec.eligible_a_year - started[row] * YEAR / days, 0.0),
                "late_doses": 100 * late[row] / max(doses[row], 1),
            }
            found.append(Course(started[row], ours[row] / WEEK, float(waiting[row]) / WEEK, goal_measures))
        return found

    def _therapy(self, gained: Ints) -> tuple[list[int], list[int], list[int]]:
        """Days on therapy: all, on our product, off site."""
        lives = self.lives
        ours, route = (values.reshape(lives.lanes, lives.width)[self.lanes] for values in (lives.ours, lives.route))
        days = np.clip(self.leave, self._day, self._stop) - np.clip(self.first, self._day, self._stop)
        off = np.array([not one.on_site for one in lives.specs[0].routes])
        off_site = np.where(off[route], days, 0).sum(axis=1, dtype=np.int64) + gained
        return _sums(days), _sums(days * (ours == 1)), off_site.tolist()

    def _waits(self) -> Floats:
        """Median days from decision to first dose; of those still waiting where nobody had one."""
        decided = (self.first >= self._day) & (self.referred > NOT_YET) & (self.decided_on > NOT_YET)
        row, place = np.nonzero(decided)
        medians, count = _medians(row, self.first[row, place] - self.decided_on[row, place], len(decided))
        nobody = np.flatnonzero(count == 0)
        if len(nobody):
            pending = (self.decided_on[nobody] > NOT_YET) & (self.first[nobody] == NOT_YET)
            row, place = np.nonzero(pending)
            open_clocks = self._stop - self.decided_on[nobody][row, place]
            medians[nobody] = _medians(row, open_clocks, len(nobody))[0]
        return medians

    def _waiting(self) -> list[int]:
        """Patient-days that candidates for therapy waited."""
        ends = np.where(self.first > NOT_YET, self.first, self._stop)
        waited = ends - np.maximum(self.referred, self._day)
        return _sums(np.where(self.candidate, np.maximum(waited, 0), 0))

    def _long(self) -> list[int]:
        """Patient-days beyond the long wait."""
        closed = np.where(self.candidate, self.first, self.seen)
        ends = np.where(closed > NOT_YET, closed, self._stop)
        late = ends - np.maximum(self.referred + (LONG_WAIT + 1), self._day)
        return _sums(np.where(self.referred > NOT_YET, np.maximum(late, 0), 0))

    def _soon(self) -> list[float]:
        """Percent seen within three weeks."""
        referred = (self.referred >= self._day - SEEN_SOON) & (self.referred < self._stop - SEEN_SOON)
        soon = referred & (self.seen > NOT_YET) & (self.seen - self.referred <= SEEN_SOON)
        all_of, those = referred.sum(axis=1).tolist(), soon.sum(axis=1).tolist()
        return [100 * float(some) / max(float(of), 1.0) for some, of in zip(those, all_of, strict=True)]

    def _day_unit(self) -> tuple[list[float], list[float]]:
        """Percent of the day unit's slots used, and of its days on which some stage had none left."""
        lives = self.lives
        slots, taken, working, full = (
            counted[self.lanes].tolist()
            for counted in (lives.unit_offered, lives.unit_used, lives.unit_days, lives.unit_full)
        )
        return (
            [100 * some / max(of, 1) for some, of in zip(taken, slots, strict=True)],
            [100 * float(some) / max(float(of), 1.0) for some, of in zip(full, working, strict=True)],
        )
