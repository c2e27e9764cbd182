"""What a committee will probably ask: from the player's own answers and the people met, never from the truth."""

from __future__ import annotations

from gallery import lived_in
from kae_sim.words.asked import probable_questions
from kae_sim.words.labels import Labels

VIEW = lived_in().view
ACCOUNT = VIEW.accounts[0]


def asked(**changes: object) -> str:
    return "\n".join(probable_questions(Labels(VIEW), ACCOUNT.model_copy(update=changes)))


def test_a_plan_is_asked_for_its_place_its_people_and_its_price() -> None:
    questions = asked()
    assert (
        'New chair template: "Do our patients wait for the infusion chair?" You say Pharmacy preparation.' in questions
    )
    assert "Specialist nurse is polite; no friend yet." in questions
    assert "Has anybody asked our chief pharmacist?" in questions
    assert "9 h of yours, £30k" in questions
    assert "Nobody is your sponsor" not in questions


def test_without_sponsor_forecast_or_answer_that_is_asked_for_first() -> None:
    assert ACCOUNT.plan is not None
    questions = asked(plan=ACCOUNT.plan.model_copy(update={"sponsor": None, "forecast": None}), beliefs=())
    assert questions.startswith('"Who of us stands behind this?"')
    assert "You have made no forecast." in questions
    assert "You have no answer yet." in questions


def test_what_is_decided_is_asked_no_more() -> None:
    steps = tuple(step.model_copy(update={"state": "running"}) for step in ACCOUNT.steps)
    assert asked(steps=steps) == ""
    assert asked(plan=None) == ""
