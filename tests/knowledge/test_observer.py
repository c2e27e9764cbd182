"""The ideal observer learns what can be learnt, and not more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kae_sim.knowledge.beliefs import best_answer, payoff, value
from kae_sim.knowledge.observer import Heard, chances, posterior, value_of_information
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    NEW_PERMILLE,
    RUNS_LIST_PERMILLE,
    Mood,
    Standing,
    StatedFacts,
    Truth,
    answer_of,
    band_of_weeks,
    candour,
    own_part,
    paper_says,
)
from kae_sim.scenario.schema import UNKNOWNS, Unknown
from kae_sim.world.streams import Stream, deal_root, stream
from tests.knowledge.cases import PACK, ROLES, STATED, witness

MOODS: tuple[Mood, ...] = ("unmet", "cold", "polite", "warm", "open")
STAGES = PACK.pathway.stage_ids


def even(unknown: Unknown) -> dict[str, float]:
    return dict.fromkeys(PACK.answers(unknown), 1.0)


def said(role: str, about: str, answer: str, mood: Mood = "polite") -> Heard:
    return Heard(about, answer, person=f"a1.{role}", role=role, mood=mood, new=False, runs_list=False)


def test_before_anything_is_heard_the_observer_holds_the_prior() -> None:
    prior = {"under-6": 10.0, "6-12": 20.0, "13-18": 50.0, "over-18": 20.0}
    assert posterior(PACK, "wait", prior, STATED, []) == pytest.approx(
        {"under-6": 0.1, "6-12": 0.2, "13-18": 0.5, "over-18": 0.2}
    )


def test_one_answer_moves_the_observer_as_the_rule_of_bayes_says() -> None:
    found = posterior(PACK, "bottleneck", even("bottleneck"), STATED, [said("infusion-nurse", "bottleneck", "chair")])
    # Her blind spot and her party line are the chair: each weighs in, for every other truth.
    truth_chair = 0.8 * 0.95 + 0.2
    by_field = {"preparation": 0.95, "funding": 0.60, "homecare": 0.60, "clinic": 0.20, "mdt": 0.20, "screening": 0.20}
    weights = {stage: 0.8 * (1 - a) * 0.15 * 0.70 + 0.2 for stage, a in by_field.items()} | {"chair": truth_chair}
    total = sum(weights.values())
    assert found == pytest.approx({stage: weight / total for stage, weight in weights.items()})


def test_somebody_not_looked_up_counts_as_people_are_on_average() -> None:
    stranger = Heard("wait", "over-18", person="a1.coordinator", role="coordinator")
    found = posterior(PACK, "wait", {"over-18": 0.5, "6-12": 0.5}, STATED, [stranger])
    # .90 right; 970 at most who runs the list, .72 when new in post, .792 when both.
    right = 0.8 * 0.75 * 0.900 + 0.8 * 0.25 * 0.970 + 0.2 * 0.75 * 0.720 + 0.2 * 0.25 * 0.792
    # If it were six to twelve, over eighteen is one of two left over; the other is next to the truth.
    wrong = (1 - right) * 0.7 * 0.5 / 3
    assert found["over-18"] == pytest.approx(right / (right + wrong))


def test_asking_the_same_person_again_moves_nothing() -> None:
    for unknown in UNKNOWNS:
        for answer in (*PACK.answers(unknown), CANNOT_SAY):  # type: ignore[arg-type]
            once = [said("homecare-pharmacist", unknown, answer)]
            first = posterior(PACK, unknown, even(unknown), STATED, once)  # type: ignore[arg-type]
            assert posterior(PACK, unknown, even(unknown), STATED, once * 3) == pytest.approx(first)  # type: ignore[arg-type]


def test_a_second_role_moves_the_observer_on() -> None:
    nurse = [said("infusion-nurse", "bottleneck", "preparation")]
    pharmacist = [said("coordinator", "bottleneck", "preparation")]
    alone = posterior(PACK, "bottleneck", even("bottleneck"), STATED, nurse)["preparation"]
    both = posterior(PACK, "bottleneck", even("bottleneck"), STATED, nurse + pharmacist)["preparation"]
    assert both > alone > 1 / 7


def test_a_candid_answer_replaces_an_earlier_party_line() -> None:
    party = said("specialist-nurse", "goal", STATED.stated_goal, mood="cold")
    candid = said("specialist-nurse", "goal", "free-chairs", mood="open")
    replaced = posterior(PACK, "goal", even("goal"), STATED, [party, candid])
    only_candid = posterior(PACK, "goal", even("goal"), STATED, [candid])
    assert replaced == pytest.approx(only_candid)
    assert replaced["free-chairs"] > posterior(PACK, "goal", even("goal"), STATED, [party])["free-chairs"]


def test_the_party_line_said_in_a_better_mood_is_more_likely_meant() -> None:
    party = [said("service-manager", "goal", STATED.stated_goal, mood="cold")]
    again = [*party, said("service-manager", "goal", STATED.stated_goal, mood="open")]
    stated = STATED.stated_goal
    assert (
        posterior(PACK, "goal", even("goal"), STATED, again)[stated]
        > posterior(PACK, "goal", even("goal"), STATED, party)[stated]
    )


def test_not_knowing_is_evidence_about_a_stage_that_one_would_have_seen() -> None:
    silent = [said("infusion-nurse", "bottleneck", CANNOT_SAY)]
    found = posterior(PACK, "bottleneck", even("bottleneck"), STATED, silent)
    assert found["chair"] < 1 / 7 < found["mdt"]


def test_when_somebody_changes_their_mind_the_later_word_counts() -> None:
    before, after = said("coordinator", "wait", "6-12"), said("coordinator", "wait", "over-18")
    assert posterior(PACK, "wait", even("wait"), STATED, [before, after]) == pytest.approx(
        posterior(PACK, "wait", even("wait"), STATED, [after])
    )


def test_a_paper_with_another_clock_says_nothing_about_the_wait() -> None:
    website = Heard("wait", "under-6", source="website")
    assert posterior(PACK, "wait", even("wait"), STATED, [website]) == pytest.approx(
        posterior(PACK, "wait", even("wait"), STATED, [])
    )


def test_a_stage_that_its_own_people_call_jammed_becomes_likely() -> None:
    jammed = said("infusion-nurse", "stage:preparation", "jammed")
    flowing = said("infusion-nurse", "stage:chair", "flowing")
    found = posterior(PACK, "bottleneck", even("bottleneck"), STATED, [jammed, flowing, jammed])
    weights = {stage: 0.06 * 0.64 for stage in STAGES} | {"preparation": 0.80 * 0.64, "chair": 0.06 * 0.04}
    total = sum(weights.values())
    assert found == pytest.approx({stage: weight / total for stage, weight in weights.items()})


def test_two_acceptable_answers_both_count_as_right() -> None:
    prior: dict[Truth, float] = {("chair", "preparation"): 0.6, ("mdt",): 0.4}
    assert posterior(PACK, "bottleneck", prior, STATED, [])["chair"] == pytest.approx(0.6)
    right = chances(PACK, "bottleneck", prior, STATED, [])
    assert right["chair"] == right["preparation"] == pytest.approx(0.6)


def test_a_role_that_does_not_exist_here_cannot_be_the_stopper() -> None:
    stated = StatedFacts(2, "no-long-waiters", "consultant", ("consultant", "chief-pharmacist"))
    found = posterior(PACK, "stopper", even("stopper"), stated, [said("consultant", "stopper", "consultant")])
    assert set(found) == {"consultant", "chief-pharmacist"}
    assert sum(found.values()) == pytest.approx(1.0)


def drawn_truth(unknown: Unknown, luck: Stream) -> tuple[Truth, dict[Truth, float]]:
    """A truth, from a prior that is not even and sometimes accepts two answers."""
    answers = PACK.answers(unknown)
    prior: dict[Truth, float] = {(answer,): 2.0 + n for n, answer in enumerate(answers)}
    if unknown == "bottleneck":
        prior |= {(one, other): 1.0 for one, other in zip(STAGES, STAGES[2:], strict=False)}
    truths = list(prior)
    return truths[luck.pick([int(prior[truth]) for truth in truths])], prior


def conversations(unknown: Unknown, truth: Truth, seed: int, luck: Stream) -> Iterator[Heard]:
    """What a player could hear about an unknown: some people, some twice, some papers."""
    deal = deal_root(seed)
    for role in ROLES:
        if luck.uniform() > 0.3:
            continue
        standing = Standing(luck.permille() < NEW_PERMILLE, luck.permille() < RUNS_LIST_PERMILLE)
        looked_up = luck.uniform() < 0.5
        person = witness(role, standing=standing)
        for _ in range(1 + luck.below(2)):
            mood = MOODS[luck.below(5)]
            prepared, leading = luck.uniform() < 0.7, luck.uniform() < 0.3
            one = Heard(
                unknown,
                answer_of(
                    PACK, deal, person, unknown, truth, STATED, candour(mood, prepared=prepared, leading=leading)
                ),
                person=person.id,
                role=role,
                mood=mood,
                prepared=prepared,
                leading=leading,
                new=standing.new if looked_up else None,
                runs_list=standing.runs_list if looked_up else None,
            )
            yield one
        if unknown == "bottleneck" and luck.uniform() < 0.3:
            for stage in person.role.sees:
                yield replace(one, about=f"stage:{stage}", answer=own_part(deal, person, stage, truth))
    for source in PACK.sources:
        for telling in source.tells:
            if telling.unknown == unknown and luck.uniform() < 0.5:
                answer = paper_says(PACK, deal, "a1", source.id, telling, truth, STATED)
                if answer is not None:
                    yield Heard(unknown, answer, source=source.id)


@pytest.mark.parametrize("unknown", UNKNOWNS)
def test_of_what_the_observer_holds_at_seventy_percent_about_seventy_percent_is_true(unknown: Unknown) -> None:
    expected, variance, hits = [0.0] * 10, [0.0] * 10, [0] * 10
    for seed in range(400):
        luck = stream(deal_root(seed), "conversations", unknown)
        truth, prior = drawn_truth(unknown, luck)
        heard = list(conversations(unknown, truth, seed, luck))
        for answer, chance in posterior(PACK, unknown, prior, STATED, heard).items():
            place = min(9, int(chance * 10))
            expected[place] += chance
            variance[place] += chance * (1 - chance)
            hits[place] += answer == truth[0]
    assert sum(number > 0.5 for number in expected) >= 5
    for place in range(10):
        assert abs(hits[place] - expected[place]) <= 4.5 * (variance[place] + 0.25) ** 0.5, (place, hits, expected)


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
    deals, gains = 1500, []
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


def test_the_websites_wait_from_somebody_cold_is_hardly_news() -> None:
    assert band_of_weeks(STATED.stated_weeks) == "under-6"
    cold, warm = (
        posterior(PACK, "wait", even("wait"), STATED, [said("coordinator", "wait", "under-6", mood=mood)])["under-6"]
        for mood in MOODS[1::3]
    )
    other = posterior(PACK, "wait", even("wait"), STATED, [said("coordinator", "wait", "13-18", mood="cold")])["13-18"]
    assert 1 / 4 < cold < warm
    assert cold < other
