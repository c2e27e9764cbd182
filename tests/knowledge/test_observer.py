"""The ideal observer learns what can be learnt, and not more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from kae_sim.knowledge.likelihood import Drift
from kae_sim.knowledge.observer import Heard, chances, listen, posterior
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    MAP,
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
from tests.knowledge.cases import PACK, ROLES, STATED, even, said, witness

MOODS: tuple[Mood, ...] = ("unmet", "cold", "polite", "warm", "open")
STAGES = PACK.pathway.stage_ids


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
        for answer in (*PACK.answers(unknown), CANNOT_SAY):
            once = [said("homecare-pharmacist", unknown, answer)]
            first = posterior(PACK, unknown, even(unknown), STATED, once)
            assert posterior(PACK, unknown, even(unknown), STATED, once * 3) == pytest.approx(first)


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


def test_a_service_map_settles_where_patients_are_stuck_and_how_long_they_wait() -> None:
    prior: dict[Truth, float] = {
        ("chair", "preparation"): 1.0,
        ("chair",): 1.0,
        ("preparation", "chair"): 1.0,
        ("mdt",): 7.0,
    }
    queues = [Heard(f"stage:{stage}", "slow", source=MAP) for stage in STAGES if stage not in ("chair", "preparation")]
    queues += [Heard(f"stage:{stage}", "jammed", source=MAP) for stage in ("chair", "preparation")]
    assert posterior(PACK, "bottleneck", prior, STATED, queues)["mdt"] == 0
    assert chances(PACK, "bottleneck", prior, STATED, queues)["preparation"] == pytest.approx(1.0)
    agreed = [Heard("bottleneck", "preparation", source=MAP)]
    assert posterior(PACK, "bottleneck", prior, STATED, queues + agreed)["preparation"] == pytest.approx(1.0)
    mapped = [said("coordinator", "wait", "under-6"), Heard("wait", "over-18", source=MAP)]
    assert posterior(PACK, "wait", even("wait"), STATED, mapped)["over-18"] == pytest.approx(1.0)


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
        person = witness(role, standing=standing)
        seen = standing if luck.uniform() < 0.5 else (None, None)
        asked = Heard(unknown, "", person=person.id, role=role, new=seen[0], runs_list=seen[1])
        for _ in range(1 + luck.below(2)):
            mood = MOODS[luck.below(5)]
            prepared, leading = luck.uniform() < 0.7, luck.uniform() < 0.3
            candid = candour(mood, prepared=prepared, leading=leading)
            answer = answer_of(PACK, deal, person, unknown, truth, STATED, candid)
            yield replace(asked, answer=answer, mood=mood, prepared=prepared, leading=leading)
        if unknown == "bottleneck" and luck.uniform() < 0.3:
            for stage in person.role.sees:
                yield replace(asked, about=f"stage:{stage}", answer=own_part(deal, person, stage, truth))
    for source in PACK.sources:
        for telling in source.tells:
            if telling.unknown == unknown and luck.uniform() < 0.5:
                printed = paper_says(PACK, deal, "a1", source.id, telling, truth, STATED)
                if printed is not None:
                    yield Heard(unknown, printed, source=source.id)


@pytest.mark.parametrize("unknown", UNKNOWNS)
def test_of_what_the_observer_holds_at_seventy_percent_about_seventy_percent_is_true(unknown: Unknown) -> None:
    expected, variance, hits = [0.0] * 10, [0.0] * 10, [0] * 10
    for seed in range(300):
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


def aged(unknown: Unknown) -> Drift:
    """Half of all accounts were elsewhere when a paper was written, more of them at the answer before."""
    answers = PACK.answers(unknown)
    return {
        now: {then: 0.5 * (now == then) + 0.3 * (answers[place - 1] == then) + 0.2 / len(answers) for then in answers}
        for place, now in enumerate(answers)
    }


@pytest.mark.parametrize(("unknown", "source"), [("wait", "survey"), ("bottleneck", "board")])
def test_an_old_paper_is_weighed_by_how_often_the_truth_has_moved_since(unknown: Unknown, source: str) -> None:
    """Of what the observer holds after an old paper as much is true as it says; without the drift it is too sure."""
    answers, drift = PACK.answers(unknown), aged(unknown)
    telling = next(one for one in PACK.source(source).tells if one.unknown == unknown)
    right = expected = variance = as_if_new = 0.0
    for seed in range(1500):
        luck = stream(deal_root(seed), "aged", unknown)
        now = answers[luck.below(len(answers))]
        then = answers[luck.pick([round(1_000_000 * drift[now][one]) for one in answers])]
        printed = paper_says(PACK, deal_root(seed), "a1", source, telling, (then,), STATED)
        if printed is None:
            continue
        heard = [Heard(unknown, printed, source=source)]
        chance = listen(PACK, unknown, even(unknown), STATED, heard, {source: drift}).chances()[printed]
        as_if_new += posterior(PACK, unknown, even(unknown), STATED, heard)[printed]
        expected, variance, right = expected + chance, variance + chance * (1 - chance), right + (now == printed)
    assert abs(right - expected) <= 4.5 * variance**0.5
    assert as_if_new > right + 4.5 * variance**0.5


def test_the_websites_wait_from_somebody_cold_is_hardly_news() -> None:
    assert band_of_weeks(STATED.stated_weeks) == "under-6"
    cold, warm = (
        posterior(PACK, "wait", even("wait"), STATED, [said("coordinator", "wait", "under-6", mood=mood)])["under-6"]
        for mood in MOODS[1::3]
    )
    other = posterior(PACK, "wait", even("wait"), STATED, [said("coordinator", "wait", "13-18", mood="cold")])["13-18"]
    assert 1 / 4 < cold < warm
    assert cold < other
