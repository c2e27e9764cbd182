"""The people of an account: how often they are what they are, and who comes after them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import pytest

from kae_sim.scenario import Pack, Scenario, load_scenario
from kae_sim.world.account import Person
from kae_sim.world.names import names_for, no_names, successor_id
from kae_sim.world.people import draw_people, draw_successor
from kae_sim.world.streams import deal_root

PACKS = ("two-week-promise", "the-hatch", "the-long-interval", "the-meeting-list")
SEEDS = range(600)
CHANCE = 1e-6  # of a false alarm in each comparison


@pytest.fixture(scope="module", params=PACKS)
def pack(request: pytest.FixtureRequest) -> Pack:
    return load_scenario(str(request.param)).pack


@pytest.fixture(scope="module")
def drawn(pack: Pack) -> list[tuple[Person, ...]]:
    """The people of one account in many deals."""
    return [draw_people(pack, deal_root(seed), "a1", None) for seed in SEEDS]


def as_often(hits: int, tries: int, chance: float) -> bool:
    """Whether so many hits can be, by the binomial distribution, both tails together."""

    def exactly(k: int) -> float:
        if chance in (0.0, 1.0):
            return float(k == tries * chance)
        log = math.lgamma(tries + 1) - math.lgamma(k + 1) - math.lgamma(tries - k + 1)
        return math.exp(log + k * math.log(chance) + (tries - k) * math.log(1 - chance))

    tail = range(hits + 1) if hits <= tries * chance else range(hits, tries + 1)
    return sum(map(exactly, tail)) > CHANCE / 2


def test_the_comparison_finds_what_is_not_so() -> None:
    assert as_often(200, 1000, 0.2)
    assert not as_often(300, 1000, 0.2)
    assert not as_often(100, 1000, 0.2)
    assert as_often(0, 1000, 0.0)
    assert not as_often(1, 1000, 0.0)


def of_role(drawn: list[tuple[Person, ...]], role: str) -> list[Person]:
    return [person for people in drawn for person in people if person.role == role]


def test_each_pack_has_at_least_ten_roles_with_interests_of_their_own(pack: Pack) -> None:
    assert len(pack.roles) >= 10
    assert all(len(role.interests) >= 3 for role in pack.roles)
    lines = [line for role in pack.roles for line in role.interests]
    assert len(lines) == len(set(lines))


def test_people_are_there_new_listed_and_prescribing_as_often_as_the_pack_says(
    pack: Pack, drawn: list[tuple[Person, ...]]
) -> None:
    for role in pack.roles:
        these = of_role(drawn, role.id)
        assert as_often(len(these), len(drawn), role.present_percent / 100), role.id
        assert as_often(sum(one.prescriber for one in these), len(these), role.prescriber_percent / 100), role.id
        assert as_often(sum(one.tenure == "new" for one in these), len(these), 0.2), role.id
        assert as_often(sum(one.runs_list for one in these), len(these), 0.25), role.id


def test_two_different_interests_of_the_role_are_drawn_each_as_often_as_any(
    pack: Pack, drawn: list[tuple[Person, ...]]
) -> None:
    for role in pack.roles:
        these = of_role(drawn, role.id)
        assert all(len(set(one.interests)) == 2 and set(one.interests) <= set(role.interests) for one in these)
        counted = Counter(line for one in these for line in one.interests)
        for line in role.interests:
            assert as_often(counted[line], len(these), 2 / len(role.interests)), line


def test_the_rival_is_liked_as_often_as_disliked_and_strongly_by_some(drawn: list[tuple[Person, ...]]) -> None:
    liking = [person.liking for people in drawn for person in people]
    assert as_often(sum(one > 0 for one in liking), sum(one != 0 for one in liking), 0.5)
    far = math.erfc(400 / 450 / math.sqrt(2))  # of a normal distribution
    assert as_often(sum(abs(one) >= 400 for one in liking), len(liking), far)
    assert all(-1000 <= one <= 1000 for one in liking)


def test_a_role_outside_is_held_by_one_of_those_whom_it_fits_as_often_as_the_pack_says(
    pack: Pack, drawn: list[tuple[Person, ...]]
) -> None:
    for outside in pack.outside_roles:
        chance, held = Counter[int](), Counter[int]()
        for people in drawn:
            able = [one for one in people if one.role in outside.roles]
            holders = [one for one in people if outside.id in one.outside]
            assert len(holders) <= 1
            assert all(one.role in outside.roles for one in holders)
            chance[len(able)] += 1
            held[len(able)] += len(holders)
        for able_people, tries in chance.items():
            expected = 1 - (1 - outside.percent / 100) ** able_people
            assert as_often(held[able_people], tries, expected), outside.id


def test_some_have_given_up_a_role_outside_and_papers_name_it_until_then(
    pack: Pack, drawn: list[tuple[Person, ...]]
) -> None:
    for outside in pack.outside_roles:
        assert outside.papers
        assert 10 <= outside.former_percent <= 40
    given_up = [(person, one, since) for people in drawn for person in people for one, since in person.formerly]
    for person, one, since in given_up:
        assert one not in person.outside
        assert 4 <= since <= 60
        assert person.had(one, -since)
        assert not person.had(one, 1 - since)
    for outside in pack.outside_roles:
        open_to = [
            people for people in drawn if any(p.role in outside.roles and outside.id not in p.outside for p in people)
        ]
        former = sum(one == outside.id for _, one, _ in given_up)
        assert as_often(former, len(open_to), outside.former_percent / 100), outside.id


def test_who_counts_most_is_often_not_the_highest_in_rank(pack: Pack, drawn: list[tuple[Person, ...]]) -> None:
    """Influence has an informal part: a tenth of accounts at least are led from a post of little weight."""
    weight = {role.id: role.weight for role in pack.roles}
    informal = 0
    for people in drawn:
        first = max(people, key=lambda one: one.influence)
        informal += weight[first.role] < 1
    assert 0.1 < informal / len(drawn) < 0.6


def successors(pack: Pack) -> Iterator[tuple[Person, Person]]:
    for seed in SEEDS[:200]:
        root = deal_root(seed)
        for person in draw_people(pack, root, "a1", None):
            yield person, draw_successor(pack, root, "a1", person, "Somebody")


def test_a_successor_has_the_role_and_nothing_else_of_who_was_there(pack: Pack) -> None:
    both = list(successors(pack))
    for before, after in both:
        assert (after.id, after.role) == (successor_id(before.id), before.role)
        assert (after.trust, after.known, after.tenure, after.outside) == (200, False, "new", ())
        assert after.influence <= before.influence
    assert sum(before.attitude == after.attitude for before, after in both) < len(both) / 50
    assert sum(before.goals == after.goals for before, after in both) < len(both) / 10


def test_names_of_those_who_come_later_leave_the_others_as_they_were(two_week_promise: Scenario) -> None:
    third = two_week_promise.model_copy(update={"level": 3})
    for seed in (1, 2):
        first, later = names_for(two_week_promise, seed), names_for(third, seed)
        assert {person: later.people[person] for person in first.people} == first.people
        assert (later.accounts, later.kinds) == (first.accounts, first.kinds)
        assert later.people.keys() == first.people.keys() | {successor_id(one) for one in first.people}
        assert later == names_for(third, seed)
        surnames = Counter(name.split()[-1] for name in later.people.values())
        assert surnames.most_common(1)[0][1] == 1
    assert no_names(third).people.keys() == names_for(third, 1).people.keys()
