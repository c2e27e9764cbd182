"""What people refuse, mention and add is drawn apart from what is true."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from kae_sim.knowledge.answering import Asking, hint
from kae_sim.knowledge.meeting import Agenda, ask, open_meeting
from kae_sim.knowledge.reticence import (
    ASIDES,
    DELICATE,
    HINTS,
    SILENT,
    chance_of_silence,
    hinted,
    silence,
    strays,
)
from kae_sim.knowledge.scene import Scene, Told
from kae_sim.knowledge.telling import Mood, own_part
from kae_sim.knowledge.temper import PersonState
from kae_sim.scenario.schema import UNKNOWNS, Unknown
from kae_sim.world.streams import luck_root, stream
from tests.knowledge.cases import DEAL, PACK, ROLES, STATED, TRUTHS, plausible, witness

MOODS: tuple[Mood, ...] = ("unmet", "cold", "polite", "warm", "open")
LUCK = luck_root(3, 0)
DRAWS = 3000
NURSE, DOCTOR = witness("infusion-nurse"), witness("consultant")


@pytest.mark.parametrize("mood", MOODS)
@pytest.mark.parametrize("unknown", UNKNOWNS)
def test_questions_are_refused_and_put_off_as_often_as_stated(unknown: Unknown, mood: Mood) -> None:
    said = Counter(silence(LUCK, DOCTOR, f"m{n}", unknown, mood) for n in range(DRAWS))
    chance = chance_of_silence(unknown, mood) / 1000
    assert plausible(DRAWS - said[None], DRAWS, chance)
    assert plausible(said["refused"], DRAWS, chance / 2)
    assert (chance > 0) == (unknown in DELICATE and SILENT[mood] > 0)


def test_a_junior_or_a_friend_mentions_each_stage_of_their_own_as_often() -> None:
    found = Counter(hinted(LUCK, NURSE, f"m{n}", "polite", guarded=False) for n in range(DRAWS))
    for stage in NURSE.role.sees:
        assert plausible(found[stage], DRAWS, HINTS / 1000 / len(NURSE.role.sees))
    assert set(found) == {None, *NURSE.role.sees}
    assert not any(hinted(LUCK, NURSE, f"m{n}", "open", guarded=True) for n in range(200))
    assert not any(hinted(LUCK, DOCTOR, f"m{n}", "polite", guarded=False) for n in range(200))
    assert any(hinted(LUCK, DOCTOR, f"m{n}", "warm", guarded=False) for n in range(200))
    assert not any(hinted(LUCK, witness("divisional-director"), f"m{n}", "open", guarded=False) for n in range(200))


@pytest.mark.parametrize("mood", MOODS)
def test_the_subject_is_changed_as_often_as_stated(mood: Mood) -> None:
    assert plausible(sum(strays(LUCK, NURSE, "m1", n, mood) for n in range(DRAWS)), DRAWS, ASIDES[mood] / 1000)


def scene(bottleneck: str = "preparation", told: tuple[Told, ...] = ()) -> Scene:
    people = {one.id: one for one in map(witness, ROLES)}
    states = {one: PersonState(400, met=True) for one in people}
    truths = {**TRUTHS, "bottleneck": (bottleneck,), "wait": ("under-6",) if bottleneck == "chair" else ("over-18",)}
    return Scene(PACK, "a1", DEAL, LUCK, STATED, truths, people, states, told)


def test_a_hint_is_the_very_draw_that_the_question_would_bring() -> None:
    for stage in NURSE.role.sees:
        for truth in PACK.pathway.stage_ids:
            at = scene(truth)
            asking = Asking("polite", prepared=True, leading=False)
            said = hint(at, NURSE, asking, lambda: stream(LUCK, "hint"), stage).statement
            assert (said.about, said.answer) == (f"stage:{stage}", own_part(DEAL, NURSE, stage, (truth,)))


def test_silence_hints_and_asides_do_not_depend_on_what_is_true() -> None:
    """The same meetings at two accounts that differ in what is true: the same is refused, the same mentioned."""
    seen: list[list[object]] = []
    for truth in ("preparation", "chair"):
        shapes: list[object] = []
        for n in range(120):
            at = scene(truth)
            meeting, _ = open_meeting(at, f"m{n}", "visit", (NURSE.id,), Agenda())
            for question in ("what-matters", "how-long"):
                told = ask(at, meeting, NURSE.id, question, leading=False, known=frozenset(at.people))
                shapes.append([one.about for one in told.statements if one.about not in ("wait", "goal")])
                shapes.append(any(one.about == "goal" for one in told.statements))
        seen.append(shapes)
    assert seen[0] == seen[1]
    assert any(shape is False for shape in seen[0])


def test_what_was_told_already_is_not_mentioned_again() -> None:
    known = tuple(Told(NURSE.id, f"stage:{stage}", "slow") for stage in NURSE.role.sees)
    for n in range(60):
        at = scene(told=known)
        meeting, _ = open_meeting(at, f"m{n}", "visit", (NURSE.id,), Agenda())
        told = ask(at, meeting, NURSE.id, "how-long", leading=False, known=frozenset(at.people))
        assert [one.about for one in told.statements] == ["wait"]
    asked = replace(scene(), states={one: PersonState(400, met=True, asked={"own-part": 1}) for one in scene().people})
    for n in range(60):
        meeting, _ = open_meeting(asked, f"m{n}", "visit", (NURSE.id,), Agenda())
        told = ask(asked, meeting, NURSE.id, "how-long", leading=False, known=frozenset(asked.people))
        assert all(one.about == "wait" for one in told.statements)
