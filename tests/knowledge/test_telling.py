"""People and papers say what their stated likelihoods say they say."""

from __future__ import annotations

from collections import Counter

import pytest

from kae_sim.knowledge.answering import manner, vantage
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    STATUSES,
    TEAM,
    Standing,
    StatedFacts,
    acuity,
    answer_of,
    answers_here,
    band_of_weeks,
    candour,
    own_part,
    paper_says,
    paper_weights,
    party_line,
    perceive_weights,
    perceived,
    tells_of,
)
from kae_sim.scenario.schema import UNKNOWNS, Party, Unknown
from tests.knowledge.cases import DEAL, EVERY, PACK, ROLES, STATED, TRUTHS, plausible, witness

DRAWS = 450
STANDINGS = [Standing(new, runs) for new in (False, True) for runs in (False, True)]
TELLS = [
    (source, telling) for source in (*(one.id for one in PACK.sources), TEAM) for telling in tells_of(PACK, source)
]


@pytest.mark.parametrize(("role", "unknown"), EVERY)
def test_what_is_perceived_sums_to_one_whatever_the_truth(role: str, unknown: Unknown) -> None:
    for main in PACK.answers(unknown):
        for standing in STANDINGS:
            weights = perceive_weights(PACK, PACK.role(role), unknown, (main,), standing=standing)
            assert sum(weight for _, weight in weights) == pytest.approx(1.0, abs=1e-12)
            assert all(weight > 0 for _, weight in weights)
            assert {answer for answer, _ in weights} == {*PACK.answers(unknown), CANNOT_SAY}
            assert weights[0][0] == main


def test_the_consultant_rarely_sees_that_chairs_are_the_problem() -> None:
    told = dict(perceive_weights(PACK, PACK.role("consultant"), "bottleneck", ("chair",)))
    assert told["chair"] == pytest.approx(0.20)
    assert told[CANNOT_SAY] == pytest.approx(0.80 * 0.85)
    assert told["clinic"] == pytest.approx(0.80 * 0.15 * 0.70)
    # Five stages are left, and the two beside the chair count double.
    assert told["preparation"] == pytest.approx(0.80 * 0.15 * 0.30 * 2 / 7)
    assert told["mdt"] == pytest.approx(0.80 * 0.15 * 0.30 / 7)


def test_a_blind_spot_that_is_the_truth_leaves_its_share_to_the_others() -> None:
    told = dict(perceive_weights(PACK, PACK.role("infusion-nurse"), "bottleneck", ("chair",)))
    assert told["chair"] == pytest.approx(0.95)
    assert sum(told[stage] for stage in PACK.pathway.stage_ids) - 0.95 == pytest.approx(0.05 * 0.15)


def test_a_role_that_does_not_exist_here_is_never_named_as_the_stopper() -> None:
    here = tuple(role for role in ROLES if role != "payer-lead")
    told = perceive_weights(PACK, PACK.role("chief-pharmacist"), "stopper", ("consultant",), answers=here)
    assert "payer-lead" not in dict(told)
    assert sum(weight for _, weight in told) == pytest.approx(1.0)
    stated = StatedFacts(2, "no-long-waiters", "consultant", here)
    assert party_line(PACK.role("chief-pharmacist"), "stopper", stated) == "consultant"


def test_acuity_follows_the_field_the_tenure_and_the_list() -> None:
    nurse, coordinator = PACK.role("infusion-nurse"), PACK.role("coordinator")
    assert [acuity(PACK, nurse, "bottleneck", stage) for stage in ("chair", "funding", "mdt")] == [950, 600, 200]
    assert acuity(PACK, nurse, "bottleneck", "chair", Standing(new=True, runs_list=False)) == 760
    assert acuity(PACK, coordinator, "wait", "6-12", Standing(new=False, runs_list=True)) == 970
    assert acuity(PACK, nurse, "wait", "6-12", Standing(new=False, runs_list=True)) == 660
    assert acuity(PACK, nurse, "goal", "free-chairs", Standing(new=False, runs_list=True)) == 400


@pytest.mark.parametrize(("role", "unknown"), EVERY)
def test_people_say_what_their_likelihood_says(role: str, unknown: Unknown) -> None:
    truth = TRUTHS[unknown]
    candid = candour("polite", prepared=True, leading=False)
    said = Counter(answer_of(PACK, DEAL, witness(role, f"a{n}"), unknown, truth, STATED, candid) for n in range(DRAWS))
    weights = dict(perceive_weights(PACK, PACK.role(role), unknown, truth))
    party = party_line(PACK.role(role), unknown, STATED)
    for answer in (*PACK.answers(unknown), CANNOT_SAY):
        chance = 0.8 * weights[answer] + 0.2 * (answer == party)
        assert plausible(said[answer], DRAWS, chance), (answer, said[answer], chance)


@pytest.mark.parametrize(("source", "telling"), TELLS)
def test_papers_say_what_their_likelihood_says(source: str, telling: object) -> None:
    one = next(one for at, one in TELLS if at == source and one is telling)
    truth = TRUTHS[one.unknown]
    weights = dict(paper_weights(PACK, one, truth, STATED))
    assert sum(weights.values()) == pytest.approx(1.0)
    assert weights[truth[0]] >= one.right_percent / 100
    said = Counter(paper_says(PACK, DEAL, f"a{n}", source, one, truth, STATED) for n in range(DRAWS))
    for answer in answers_here(PACK, one.unknown, STATED):
        assert plausible(said[answer], DRAWS, weights.get(answer, 0.0)), (answer, said[answer])
    assert plausible(said[None], DRAWS, weights[CANNOT_SAY])


def test_a_stage_that_holds_patients_up_is_called_jammed_four_times_in_five() -> None:
    nurses = [witness("infusion-nurse", f"a{n}") for n in range(1500)]
    for stage, chances in (("preparation", (0.80, 0.16, 0.04)), ("chair", (0.06, 0.30, 0.64))):
        said = Counter(own_part(DEAL, nurse, stage, ("preparation", "funding")) for nurse in nurses)
        for status, chance in zip(STATUSES, chances, strict=True):
            assert plausible(said[status], len(nurses), chance)


def test_candour_falls_with_a_leading_question_and_without_preparation() -> None:
    assert [candour(mood, prepared=True, leading=False) for mood in ("unmet", "cold", "polite", "warm", "open")] == [
        750,
        725,
        800,
        850,
        920,
    ]
    assert candour("warm", prepared=False, leading=True) == 850 - 120 - 150


def test_the_same_person_says_the_same_again_and_right_stays_right_when_the_truth_moves() -> None:
    for n in range(200):
        nurse = witness("specialist-nurse", f"a{n}")
        before = perceived(PACK, DEAL, nurse, "wait", ("13-18",), STATED)
        assert before == perceived(PACK, DEAL, nurse, "wait", ("13-18",), STATED)
        after = perceived(PACK, DEAL, nurse, "wait", ("under-6",), STATED)
        assert (before == "13-18") == (after == "under-6")
        assert (before == CANNOT_SAY) == (after == CANNOT_SAY)


def test_more_candour_only_ever_replaces_the_party_line() -> None:
    changed = 0
    for n in range(400):
        nurse = witness("specialist-nurse", f"a{n}")
        guarded = answer_of(PACK, DEAL, nurse, "goal", TRUTHS["goal"], STATED, 455)
        candid = answer_of(PACK, DEAL, nurse, "goal", TRUTHS["goal"], STATED, 920)
        if guarded != candid:
            changed += 1
            assert guarded == STATED.stated_goal
    assert changed > 100


def test_how_sure_somebody_sounds_depends_on_their_field_and_temper() -> None:
    manners = Counter(manner(PACK, DEAL, witness("infusion-nurse", f"a{n}"), "bottleneck", "chair") for n in range(900))
    assert plausible(manners["firm"], 900, 0.85)
    assert plausible(manners["plain"], 900, 0.15)
    assert vantage(PACK.role("infusion-nurse"), "bottleneck", "chair") == "stands-there"
    assert vantage(PACK.role("consultant"), "bottleneck", "chair") == "was-told"


def test_the_party_line_is_that_of_the_role_where_it_has_its_own() -> None:
    stated = StatedFacts(stated_weeks=15, stated_goal="fewer-visits", formal_head="consultant", roles=ROLES)
    own = Party(wait="6-12", goal="safe-supply", bottleneck="homecare", stopper="infusion-nurse", readiness="high")
    chief = PACK.role("chief-pharmacist").model_copy(update={"party": own})
    said = {one: party_line(chief, one, stated) for one in UNKNOWNS}
    assert said == {
        "wait": "6-12",
        "goal": "safe-supply",
        "bottleneck": "homecare",
        "stopper": "infusion-nurse",
        "readiness": "high",
        "unmet": chief.blind.unmet,
        "rival": chief.blind.rival,
    }
    here = StatedFacts(15, "fewer-visits", "consultant", tuple(one for one in ROLES if one != "infusion-nurse"))
    assert party_line(chief, "stopper", here) == "payer-lead"  # who is not there cannot be named


def test_the_party_line_is_the_website_for_wait_and_goal_and_the_blind_spot_otherwise() -> None:
    stated = StatedFacts(stated_weeks=15, stated_goal="fewer-visits", formal_head="consultant", roles=ROLES)
    chief = PACK.role("chief-pharmacist").model_copy(update={"party": Party()})
    assert party_line(chief, "wait", stated) == "13-18"
    assert party_line(chief, "goal", stated) == "fewer-visits"
    assert party_line(chief, "stopper", stated) == "payer-lead"
    assert party_line(chief, "bottleneck", stated) == "funding"


def test_weeks_on_a_website_fall_into_the_bands_of_the_question() -> None:
    bands = [band_of_weeks(weeks) for weeks in (0, 5, 6, 12, 13, 18, 19, 60)]
    assert bands == ["under-6", "under-6", "6-12", "6-12", "13-18", "13-18", "over-18", "over-18"]
