"""Everything that is said is English: no blank left open, no id shown, enough variety."""

from __future__ import annotations

import re

import pytest

from kae_sim.knowledge.saying import answers_of, lines_of
from kae_sim.knowledge.telling import STATUSES, Manner
from kae_sim.knowledge.wording import (
    answer_words,
    lower_first,
    person_words,
    role_words,
    sentence,
    stage_words,
    status_words,
)
from kae_sim.scenario.lines import pieces
from kae_sim.scenario.schema import OCCASIONS, UNKNOWNS, Occasion, Role, Topic, Unknown
from tests.knowledge.cases import PACK, ROLES, witness

IDS = {
    one
    for one in (
        *(goal.id for goal in PACK.goals),
        *ROLES,
        *(source.id for source in PACK.sources),
        "under-6",
        "6-12",
        "13-18",
        "over-18",
    )
    if "-" in one
}
ABOUTS: tuple[Topic, ...] = (*UNKNOWNS, "own-part", "who-else")


def spoken_forms(about: str) -> list[dict[str, str]]:
    """All that a blank of this phrase list may be filled with."""
    if about == "own-part":
        return [
            {"stage": stage_words(PACK, stage), "status": status_words(status)}
            for stage in PACK.pathway.stage_ids
            for status in STATUSES
        ]
    if about == "who-else":
        return [{"person": person_words(witness(role))} for role in ROLES]
    unknown: Unknown = about  # type: ignore[assignment]
    return [
        {"answer": answer_words(PACK, unknown, answer, speaker)}
        for answer in PACK.answers(unknown)
        for speaker in (None, PACK.role(ROLES[0]))
    ]


def patterns(line: str, role: Role) -> list[str]:
    """A line in all its ways, or in many of them: each alternative of each part at least once."""
    parts = pieces(line, [lead for one in PACK.phrases.speakers if role.id in one.roles for lead in one.leads])
    most = max(len(options) for options in parts)
    return ["".join(options[at % len(options)] for options in parts) for at in range(most)]


@pytest.mark.parametrize("about", ABOUTS)
@pytest.mark.parametrize("manner", ["hedged", "plain", "firm"])
def test_each_phrase_says_the_answer_in_plain_words(about: Topic, manner: Manner) -> None:
    for role in PACK.roles:
        lines = answers_of(PACK, about, manner, role)
        assert len({*lines.own, *lines.common}) >= 4
        for line in (*lines.own, *lines.common):
            for words in spoken_forms(about):
                for pattern in patterns(line, role):
                    said = sentence(pattern.format(**words))
                    assert all(value.lower() in said.lower() for value in words.values()), line
                    assert said[0].isupper()
                    assert said[-1] in ".?!"
                    assert not re.search(r"[{}\[\]|_]|  |\.\.", said), said
                    assert not [one for one in IDS if re.search(rf"\b{one}\b", said)], said


def test_a_role_is_itself_when_it_speaks_and_a_colleague_to_the_others() -> None:
    doctor, nurse = PACK.role("consultant"), PACK.role("infusion-nurse")
    assert answer_words(PACK, "stopper", "consultant", doctor) == "me"
    assert answer_words(PACK, "stopper", "consultant", nurse) == "the lead consultant"
    assert role_words(PACK.role("payer-lead")) == "the ICB medicines lead"
    assert person_words(witness("consultant")) == "Joan Marsh, the lead consultant"
    assert stage_words(PACK, "clinic") == "the first clinic"
    assert stage_words(PACK, "funding") == "funding approval"
    assert (lower_first("TB test"), lower_first("First clinic")) == ("TB test", "first clinic")


@pytest.mark.parametrize("occasion", OCCASIONS)
def test_small_talk_varies_and_leaves_no_blank_open(occasion: Occasion) -> None:
    filled = {"outside": "the chair", "person": "Joan Marsh", "stage": "the chair", "status": "slow"}
    for role in PACK.roles:
        lines = lines_of(PACK, occasion, role)
        assert len({*lines.own, *lines.common}) >= 3
        for line in (*lines.own, *lines.common):
            for pattern in patterns(line, role):
                said = sentence(pattern.format(**filled))
                assert not re.search(r"[{}\[\]|_]|  |\.\.| [,.]", said), said
                assert said[-1] in ".?!"


def test_every_question_is_open_once_and_leading_once_and_fits_somebody_who_exists() -> None:
    assert {question.about for question in PACK.questions} == set(ABOUTS)
    for question in PACK.questions:
        assert question.open != question.leading
        assert question.open.endswith("?") or question.about == "who-else"
        assert set(question.roles) <= set(ROLES)


def test_dilemmas_have_one_best_one_middle_and_one_worst_answer() -> None:
    assert len(PACK.dilemmas) == 3
    for dilemma in PACK.dilemmas:
        assert sorted(choice.worth for choice in dilemma.choices) == ["best", "middle", "worst"]


def test_happenings_touch_stages_that_exist() -> None:
    for one in PACK.happenings:
        assert one.weeks[0] <= one.weeks[1]
        people = one.leaning or one.handover or one.resigns
        assert one.effect or one.delay_projects_weeks or one.choices or people
        if one.effect and one.effect.stage:
            assert one.effect.stage in PACK.pathway.stage_ids


def test_what_is_brought_is_useful_to_roles_that_exist() -> None:
    assert sorted(one.kind for one in PACK.brought) == ["pitch", "useful", "useful", "useful"]
    for one in PACK.brought:
        assert set(one.roles) <= set(ROLES)
