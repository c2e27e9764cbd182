"""What is heard in whole conversations is drawn as stated; who makes the best of it is as right as they think."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

import pytest

from kae_sim.knowledge.meeting import Agenda, ask, open_meeting
from kae_sim.knowledge.observer import Heard, chances, posterior
from kae_sim.knowledge.reticence import chance_of_silence
from kae_sim.knowledge.scene import Scene, Told
from kae_sim.knowledge.statement import Statement
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    OWN_PART_FALSE,
    OWN_PART_TRUE,
    STATUSES,
    StatedFacts,
    Truth,
    Witness,
    answers_here,
    candour,
    party_line,
    perceive_weights,
)
from kae_sim.knowledge.temper import Channel, PersonState
from kae_sim.scenario.schema import UNKNOWNS, Pack, Unknown
from kae_sim.world.streams import deal_root, luck_root, stream
from tests.knowledge.cases import SHIPPED, plausible

DEALS = 110
EVERY = [(name, unknown) for name in SHIPPED for unknown in UNKNOWNS]


@dataclass(frozen=True)
class Case:
    """An account of one deal with a truth drawn evenly, and all that was said there about one unknown."""

    truth: Truth
    stuck: Truth  # where patients are held up
    stated: StatedFacts
    said: tuple[tuple[Witness, Statement], ...]
    first: tuple[tuple[Witness, Statement | None], ...]  # who was asked for the first time, and the answer if any


@cache
def cases(name: str, unknown: Unknown) -> tuple[Case, ...]:
    return tuple(case(SHIPPED[name], unknown, seed) for seed in range(DEALS))


def case(pack: Pack, unknown: Unknown, seed: int) -> Case:
    """Three people one by one, then a group around a junior; some asked again. Everybody is polite at first."""
    deal = deal_root(seed)
    lot = stream(deal, "test", pack.id, unknown)
    roles = tuple(role.id for role in pack.roles)
    goals = [goal.id for goal in pack.goals]
    stated = StatedFacts(1 + lot.below(30), goals[lot.below(len(goals))], roles[0], roles)
    truths: dict[Unknown, Truth] = {}
    for one in UNKNOWNS:
        answers = answers_here(pack, one, stated)
        truths[one] = (answers[lot.below(len(answers))],)
    people = {f"a1.{role.id}": Witness(f"a1.{role.id}", "a1", role.id.title(), role) for role in pack.roles}
    states = {one: PersonState(400, met=True) for one in people}
    at = Scene(pack, "a1", deal, luck_root(seed, 0), stated, truths, people, states)
    question = next(one for one in pack.questions if one.about == unknown)
    begin = lot.below(len(people))
    asked = [list(people)[(begin + place) % len(people)] for place in (0, 3, 7)]
    said: list[tuple[Witness, Statement]] = []
    first: list[tuple[Witness, Statement | None]] = []
    for place, who in enumerate(asked):
        told = list(_met(at, f"m{place}", "visit", (who,), question.id, said))
        first.append((people[who], next((one for _, one in told if one.about == unknown), None)))
        said += told
    junior = next(one for one in people.values() if one.role.junior)
    elders = tuple(one for one in people if not people[one].role.junior)[:2]
    said += _met(at, "m8", "group", (junior.id, *elders), question.id, said)
    said += _met(at, "m9", "call", (asked[0],), question.id, said)
    return Case(truths[unknown], truths["bottleneck"], stated, tuple(said), tuple(first))


def _met(
    at: Scene,
    meeting_id: str,
    channel: Channel,
    people: tuple[str, ...],
    question: str,
    before: list[tuple[Witness, Statement]],
) -> Iterator[tuple[Witness, Statement]]:
    """A meeting in which the first of these people is asked one question."""
    now = replace(at, told=tuple(Told(witness.id, one.about, one.answer) for witness, one in before))
    meeting, _ = open_meeting(now, meeting_id, channel, people, Agenda(questions=(question,)))
    exchange = ask(now, meeting, people[0], question, leading=False, known=frozenset(at.people))
    for one in exchange.statements:
        assert one.person is not None
        yield at.people[one.person], one


def heard(witness: Witness, one: Statement) -> Heard:
    assert one.mood is not None
    return Heard(
        one.about,
        one.answer,
        person=witness.id,
        role=witness.role.id,
        mood=one.mood,
        prepared=one.prepared,
        leading=one.leading,
        new=False,
        runs_list=False,
    )


def even(pack: Pack, unknown: Unknown, stated: StatedFacts) -> dict[str, float]:
    return dict.fromkeys(answers_here(pack, unknown, stated), 1.0)


@pytest.mark.parametrize(("name", "unknown"), EVERY)
def test_people_answer_in_conversations_as_their_likelihood_says(name: str, unknown: Unknown) -> None:
    """Every answer, and silence, over all roles, against the sum of its chances."""
    pack = SHIPPED[name]
    answers = [(one, witness, said) for one in cases(name, unknown) for witness, said in one.first]
    silent = sum(said is None for _, _, said in answers)
    assert plausible(silent, len(answers), chance_of_silence(unknown, "polite") / 1000)
    tables = [answer_weights(pack, witness, unknown, one) for one, witness, said in answers if said is not None]
    heard_as = Counter(said.answer for _, _, said in answers if said is not None)
    for answer in {answer for table in tables for answer in table}:
        mean = sum(table.get(answer, 0.0) for table in tables) / len(tables)
        assert plausible(heard_as[answer], len(tables), mean), answer
    assert sum(heard_as.values()) == len(tables)


def answer_weights(pack: Pack, witness: Witness, unknown: Unknown, one: Case) -> dict[str, float]:
    """How likely each answer is, for somebody polite who is asked well."""
    here = answers_here(pack, unknown, one.stated)
    candid = candour("polite", prepared=True, leading=False) / 1000
    weights = {
        answer: candid * weight
        for answer, weight in perceive_weights(pack, witness.role, unknown, one.truth, answers=here)
    }
    party = party_line(witness.role, unknown, one.stated)
    return {**weights, party: weights.get(party, 0.0) + 1 - candid}


@pytest.mark.parametrize(("name", "unknown"), EVERY)
def test_who_makes_the_best_of_it_is_as_often_right_as_they_think(name: str, unknown: Unknown) -> None:
    pack = SHIPPED[name]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for one in cases(name, unknown):
        claims = [heard(witness, said) for witness, said in one.said]
        for answer, chance in chances(pack, unknown, even(pack, unknown, one.stated), one.stated, claims).items():
            bins.setdefault(min(4, int(chance * 5)), []).append((chance, answer == one.truth[0]))
    for found in bins.values():
        mean = sum(chance for chance, _ in found) / len(found)
        assert plausible(sum(right for _, right in found), len(found), mean), (mean, found)


@pytest.mark.parametrize("name", SHIPPED)
def test_stages_that_are_mentioned_are_as_often_jammed_as_stated(name: str) -> None:
    said: Counter[tuple[bool, str]] = Counter()
    for unknown in UNKNOWNS:
        for one in cases(name, unknown):
            for _, claim in one.said:
                if claim.about.startswith("stage:"):
                    said[claim.about.removeprefix("stage:") == one.stuck[0], claim.answer] += 1
    for truly, weights in ((True, OWN_PART_TRUE), (False, OWN_PART_FALSE)):
        total = sum(said[truly, status] for status in STATUSES)
        for status, weight in zip(STATUSES, weights, strict=True):
            assert plausible(said[truly, status], total, weight / 1000)
    assert sum(said.values()) > DEALS


@pytest.mark.parametrize(("name", "unknown"), EVERY)
def test_the_same_again_by_the_same_person_moves_nobody_and_a_second_role_does(name: str, unknown: Unknown) -> None:
    pack = SHIPPED[name]
    moved = 0
    for one in cases(name, unknown)[:40]:
        claims = [(who, said) for who, said in one.said if said.about == unknown]
        if not claims:
            continue
        who, said = claims[0]
        flat = even(pack, unknown, one.stated)
        once = posterior(pack, unknown, flat, one.stated, [heard(who, said)])
        twice = posterior(pack, unknown, flat, one.stated, [heard(who, said)] * 2)
        assert once == pytest.approx(twice)
        other = next((claim for claim in claims if claim[0].role != who.role and claim[1].answer != CANNOT_SAY), None)
        if other is not None:
            both = posterior(pack, unknown, flat, one.stated, [heard(who, said), heard(*other)])
            moved += both != pytest.approx(once)
    assert moved > 20
