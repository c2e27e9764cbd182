"""What a question is worth before it is asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kae_sim.knowledge.beliefs import best_answer, payoff, value
from kae_sim.knowledge.observer import Heard, chances, posterior, value_of_information
from kae_sim.knowledge.reticence import chance_of_silence
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    MAP,
    NEW_PERMILLE,
    RUNS_LIST_PERMILLE,
    Standing,
    Truth,
    answer_of,
    candour,
    own_part,
    paper_says,
)
from kae_sim.scenario.schema import Unknown
from kae_sim.world.streams import Stream, deal_root, stream
from tests.knowledge.cases import PACK, STATED, even, said, witness

ASKS = [
    ("bottleneck", said("infusion-nurse", "bottleneck", "")),
    ("bottleneck", said("coordinator", "own-part", "")),
    ("wait", said("coordinator", "wait", "")),
    ("goal", replace(said("service-manager", "goal", ""), new=None, runs_list=None)),
    ("stopper", replace(said("chief-pharmacist", "stopper", ""), mood="cold", prepared=False)),
    ("stopper", Heard("stopper", "", source="minutes")),
]


@pytest.mark.parametrize(("unknown", "ask"), ASKS)
def test_the_value_of_a_question_is_what_it_brings_on_average(unknown: Unknown, ask: Heard) -> None:
    """Played out: the truth drawn from the prior, the question asked, the best thing said."""
    deals, gains = 900, []
    earlier = said("specialist-nurse", unknown, CANNOT_SAY) if unknown != "wait" else None
    heard = [earlier] if earlier else []
    prior: dict[Truth, float] = {
        (answer,): weight for answer, weight in posterior(PACK, unknown, even(unknown), STATED, heard).items()
    }
    before = value(chances(PACK, unknown, prior, STATED, []))
    for seed in range(deals):
        luck = stream(deal_root(seed), "value")
        truths = list(prior)
        truth = truths[luck.pick([round(prior[one] * 1_000_000) for one in truths])]
        answers = list(answered(unknown, ask, truth, seed, luck))
        right = chances(PACK, unknown, prior, STATED, answers)
        answer, rung = best_answer(right)
        gains.append(payoff(rung, right=answer in truth) - before)
    mean = sum(gains) / deals
    error = (sum((gain - mean) ** 2 for gain in gains) / deals / deals) ** 0.5
    claimed = value_of_information(PACK, unknown, even(unknown), STATED, heard, ask)
    assert claimed > 0.1
    assert abs(claimed - mean) <= 4.5 * error + 0.01


def answered(unknown: Unknown, ask: Heard, truth: Truth, seed: int, luck: Stream) -> Iterator[Heard]:
    deal = deal_root(seed)
    if ask.source is not None:
        telling = PACK.source(ask.source).tells[0]
        answer = paper_says(PACK, deal, "a1", ask.source, telling, truth, STATED)
        if answer is not None:
            yield replace(ask, answer=answer)
        return
    new = luck.permille() < NEW_PERMILLE if ask.new is None else ask.new
    runs_list = luck.permille() < RUNS_LIST_PERMILLE if ask.runs_list is None else ask.runs_list
    person = witness(ask.role or "", standing=Standing(new, runs_list))
    if ask.about == "own-part":
        for stage in person.role.sees:
            yield replace(ask, about=f"stage:{stage}", answer=own_part(deal, person, stage, truth))
        return
    if luck.permille() < chance_of_silence(unknown, ask.mood):
        return
    candid = candour(ask.mood, prepared=ask.prepared, leading=ask.leading)
    yield replace(ask, answer=answer_of(PACK, deal, person, unknown, truth, STATED, candid))


def test_asking_again_in_the_same_mood_is_worth_nothing_and_in_a_better_one_something() -> None:
    party = said("service-manager", "goal", STATED.stated_goal, mood="cold")
    same = value_of_information(PACK, "goal", even("goal"), STATED, [party], party)
    better = value_of_information(PACK, "goal", even("goal"), STATED, [party], replace(party, mood="open"))
    assert same == pytest.approx(0.0, abs=1e-9)
    assert better > 0.01


def test_whoever_stands_there_is_worth_more_than_whoever_does_not() -> None:
    prior = {"preparation": 0.5, "chair": 0.5}
    worth = {
        role: value_of_information(PACK, "bottleneck", prior, STATED, [], said(role, "bottleneck", ""))
        for role in ("infusion-nurse", "aseptic-pharmacist", "consultant", "divisional-director")
    }
    assert worth["aseptic-pharmacist"] > worth["consultant"]
    assert worth["infusion-nurse"] > worth["divisional-director"]


def test_a_paper_that_was_read_or_says_nothing_about_it_is_worth_nothing() -> None:
    minutes = Heard("stopper", "chief-pharmacist", source="minutes")
    assert value_of_information(PACK, "stopper", even("stopper"), STATED, [minutes], minutes) == 0
    assert value_of_information(PACK, "wait", even("wait"), STATED, [], Heard("wait", "", source="website")) == 0
    parts = [said("aseptic-pharmacist", "stage:preparation", "slow")]
    again = said("aseptic-pharmacist", "own-part", "")
    assert value_of_information(PACK, "bottleneck", even("bottleneck"), STATED, [], again) > 0.1
    assert value_of_information(PACK, "bottleneck", even("bottleneck"), STATED, parts, again) == pytest.approx(
        0, abs=1e-12
    )
    director = said("divisional-director", "own-part", "")
    assert value_of_information(PACK, "bottleneck", even("bottleneck"), STATED, [], director) == 0


def test_a_service_map_is_worth_all_that_can_be_won_where_queues_are_counted() -> None:
    wait, goal = Heard("wait", "", source=MAP), Heard("goal", "", source=MAP)
    before = value(chances(PACK, "wait", even("wait"), STATED, []))
    gain = value_of_information(PACK, "wait", even("wait"), STATED, [], wait)
    assert gain == pytest.approx(6.0 - before)
    assert value_of_information(PACK, "goal", even("goal"), STATED, [], goal) == 0
