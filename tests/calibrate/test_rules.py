"""The rules of a pack that need no player."""

from __future__ import annotations

from collections import Counter

from hospital import scenario
from kae_sim.calibrate.rules import MOST_OFTEN, Counts, count_deal, count_deals, pack_rules, shares, total, waiting_list
from kae_sim.scenario import resolved

SEEDS = range(1, 21)  # 120 accounts: three regions of forty


def test_a_region_waits_as_long_as_england_does() -> None:
    counts = total(count_deals(scenario(), SEEDS, 1))
    assert counts.accounts == 120
    assert [rule.name for rule in waiting_list(counts) if not rule.ok] == []


def test_two_processes_count_what_one_does() -> None:
    one, two = (total(count_deals(scenario(), range(1, 4), workers)) for workers in (1, 2))
    assert one == two == total(count_deal((resolved(scenario()), seed)) for seed in range(1, 4))


def test_an_answer_that_is_right_too_often_breaks_its_rule() -> None:
    truths: dict[str, Counter[str]] = {unknown: Counter({"a": 35, "b": 65}) for unknown in MOST_OFTEN}
    counts = Counts(100, truths, 24, (100,), 0)
    assert not any(rule.ok for rule in pack_rules(counts))
    assert not any(rule.ok for rule in waiting_list(counts))
    assert shares(counts, "goal") == [("b", 65.0), ("a", 35.0)]


def test_an_answer_may_be_right_as_often_as_the_rule_says() -> None:
    truths: dict[str, Counter[str]] = {unknown: Counter({"a": 35, "b": 33, "c": 32}) for unknown in MOST_OFTEN}
    assert all(rule.ok for rule in pack_rules(Counts(100, truths, 25, (100,), 0)))
