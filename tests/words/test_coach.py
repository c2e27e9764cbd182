"""The coach says twelve things about what the player does: each where it is so, and not where it nearly is."""

from __future__ import annotations

import pytest

from coached import CHAIR, CHIEF, NURSE, Case, said, the
from fake_view import HOSTILE
from kae_sim.words.coach.messages import messages
from kae_sim.words.text import safe

WAIT, STUCK, WHO = "How long do they wait?", "Where does it stick?", "Who else should I see?"


def asked(case: Case, who: str, *questions: str) -> Case:
    """A visit to one person with these questions, each answered."""
    return case.met((who,), *(line for words in questions for line in (("you", words), (who, "Hm."))))


def test_a_player_who_does_nothing_is_left_alone() -> None:
    assert said(Case().view) == []


# --- 1: everything to one person --------------------------------------------------------------------


def test_three_questions_to_one_person_and_none_to_the_day_unit_are_noticed() -> None:
    case = asked(Case(), NURSE, WAIT, STUCK, WAIT, WHO)
    assert the(case.view, 1).words == (
        "Three questions to Sr Joy Whittle; none to anyone whose work is pharmacy preparation or the infusion chair."
    )


def test_where_the_player_says_that_it_sticks_is_named_first() -> None:
    case = asked(Case(), NURSE, WAIT, STUCK, WAIT, WHO).believes("bottleneck", "chair-slot")
    assert the(case.view, 1).words.endswith("none to anyone whose work is the infusion chair.")


def test_two_questions_or_one_to_somebody_who_works_there_are_not() -> None:
    assert said(asked(Case(), NURSE, WAIT, STUCK, WHO, WHO).view) == []  # asking for names is no question
    assert said(asked(asked(Case(), NURSE, WAIT, STUCK, WAIT, WHO), CHAIR, WAIT, WHO).view) == []


def test_in_a_room_of_several_whoever_speaks_first_has_taken_the_question() -> None:
    lines = [("you", WAIT), ("scene", "A pause."), (NURSE, "Long."), (CHAIR, "Very.")]
    together = Case().met((NURSE, CHAIR), *lines, *lines, *lines, ("you", WHO), (NURSE, "Nobody."))
    assert said(together.view) == [1]
    other = Case().met((NURSE, CHAIR), *lines, *lines, ("you", WAIT), (CHAIR, "Very."), ("you", WHO), (NURSE, "No."))
    assert said(other.view) == []


# --- 2, 5: which wait, and of when ---------------------------------------------------------------


def test_a_wait_that_papers_measured_to_the_first_appointment_is_noticed() -> None:
    case = Case().heard("wait", "under-6", None, source="trust-site").believes("wait", "under-6")
    assert the(case.view, 2).words == "This wait is to the first appointment. Which wait do your patients feel?"


def test_a_wait_that_a_person_told_or_nobody_did_is_not() -> None:
    paper = Case().heard("wait", "under-6", None, source="trust-site")
    assert 2 not in said(Case().believes("wait", "under-6").view)
    assert 2 not in said(paper.believes("wait", "13-18").view)
    assert 2 not in said(paper.heard("wait", "under-6", NURSE).believes("wait", "under-6").view)


def test_an_answer_that_rests_on_an_old_paper_is_noticed() -> None:
    case = Case().heard("goal", "free-chairs", None, source="trust-site", speaks_of=6).believes("goal", "free-chairs")
    assert the(case.view, 5).words == (
        "Your answer on what they really want rests on a paper. The hospital's website: that speaks of week 6."
    )


def test_a_paper_of_this_quarter_or_a_person_beside_it_is_not() -> None:
    fresh = Case().heard("goal", "free-chairs", None, source="trust-site", speaks_of=7)
    assert 5 not in said(fresh.believes("goal", "free-chairs").view)
    old = Case().heard("goal", "free-chairs", None, source="trust-site", speaks_of=6)
    assert 5 not in said(old.heard("goal", "free-chairs", NURSE).believes("goal", "free-chairs").view)
    assert 5 not in said(old.believes("goal", "start-sooner").view)


# --- 3, 4: voices ---------------------------------------------------------------------------------


def test_two_people_who_disagree_are_noticed() -> None:
    case = Case().heard("wait", "under-6", CHIEF, week=17).heard("wait", "13-18", NURSE)
    assert the(case.view, 3).words == (
        "Dr Ada Khan and Sr Joy Whittle disagree on how long patients wait. Which of them stands where it happens?"
    )
    goal = Case().heard("goal", "free-chairs", CHIEF).heard("goal", "start-sooner", NURSE)
    assert the(goal.view, 3).words.endswith("Which of them is nearer to it?")


def test_a_person_with_a_paper_against_them_who_changed_their_mind_or_who_cannot_say_is_not() -> None:
    nurse = Case().heard("wait", "13-18", NURSE, week=17)
    assert said(nurse.heard("wait", "under-6", None, source="trust-site").view) == []
    assert said(Case().heard("wait", "13-18", NURSE, week=17).heard("wait", "under-6", NURSE).view) == []
    assert said(Case().heard("wait", "13-18", NURSE, week=17).heard("wait", "cannot-say", CHIEF).view) == []
    agreed = Case().heard("wait", "13-18", NURSE, week=15).heard("wait", "under-6", CHIEF, week=16)
    assert said(agreed.heard("wait", "13-18", CHIEF).view) == []


def test_sure_on_one_voice_or_on_none_is_noticed() -> None:
    one = Case().heard("bottleneck", "chair-slot", CHAIR).heard("stage:chair-slot", "jammed", CHAIR)
    assert the(one.believes("bottleneck", "chair-slot", 90).view, 4).words == (
        "You are sure where patients are stuck, on one source: Sr Mo Reid, Infusion nurse."
    )
    none = Case().believes("stopper", "chief-pharmacist", 90)
    assert the(none.view, 4).words == "You are sure whose no would stop it, and nobody has told you so."


def test_two_voices_a_whole_table_or_fairly_sure_are_not() -> None:
    one = Case().heard("bottleneck", "chair-slot", CHAIR)
    assert said(one.believes("bottleneck", "chair-slot", 70).view) == []
    two = Case().heard("bottleneck", "chair-slot", CHAIR).heard("stage:chair-slot", "jammed", CHIEF)
    assert said(two.believes("bottleneck", "chair-slot", 90).view) == []
    table = Case().heard("bottleneck", "chair-slot", None, source="map", vantage="stands-there")
    assert said(table.believes("bottleneck", "chair-slot", 90).view) == []


# --- 6, 7: people -----------------------------------------------------------------------------------


def test_an_account_where_nobody_was_asked_for_names_is_noticed() -> None:
    case = asked(Case(), CHAIR, WAIT)
    assert the(case.view, 6).words == (
        'Nobody you have met here has heard "Who else should I speak to?" It costs no hours.'
    )


def test_an_account_where_somebody_was_or_where_the_talk_still_goes_on_is_not() -> None:
    assert said(asked(asked(Case(), CHAIR, WAIT), NURSE, WHO).view) == []
    assert said(Case().met((CHAIR,), ("you", WAIT), (CHAIR, "Long."), state="open", week=20).view) == []


@pytest.mark.parametrize(("meets", "words"), [(20, "whom you meet this week."), (22, "whom you meet in week 22.")])
def test_somebody_who_is_met_soon_and_was_not_looked_up_is_noticed(meets: int, words: str) -> None:
    case = Case().person(CHIEF, looked_up=False).met((NURSE, CHIEF), state="booked", week=meets)
    assert the(case.view, 7).words == f"You have not looked up Dr Ada Khan, {words}"


def test_somebody_who_was_met_and_not_looked_up_is_noticed_last() -> None:
    case = Case().person(CHIEF, looked_up=False, last_contact=12).believes("stopper", "chief-pharmacist", 90)
    assert the(case.view, 7).words == "You have not looked up Dr Ada Khan, whom you have met."
    assert [one.number for one in messages(case.view)] == [4, 7]


def test_somebody_who_was_looked_up_who_has_left_or_whom_nobody_meets_is_not() -> None:
    assert said(Case().met((CHIEF,), state="booked", week=20).view) == []
    assert said(Case().person(CHIEF, looked_up=False, last_contact=12, left=14).view) == []
    assert said(Case().person(CHIEF, looked_up=False).view) == []


# --- 9, 10, 11: goal and plan -------------------------------------------------------------------------


def test_the_website_s_goal_that_nobody_repeated_is_noticed_as_an_answer_and_in_a_plan() -> None:
    words = "Your goal is the website's sentence. Who repeated it?"
    paper = Case().heard("goal", "start-sooner", None, source="trust-site", speaks_of=19)
    assert the(paper.believes("goal", "start-sooner").view, 9).words == words
    assert the(Case().plans("start-sooner", "chair-template").view, 9).words == words


def test_a_goal_that_somebody_repeated_or_another_one_is_not() -> None:
    assert said(Case().heard("goal", "start-sooner", CHIEF).believes("goal", "start-sooner").view) == []
    assert said(Case().believes("goal", "free-chairs").view) == []
    assert said(Case().plans("start-sooner", "chair-template").believes("goal", "free-chairs").view) == []


def test_a_plan_that_works_on_another_stage_than_the_player_says_is_noticed() -> None:
    case = Case().plans("free-chairs", "chair-template").believes("bottleneck", "pharmacy-prep")
    assert the(case.view, 10).words == (
        "This plan works on the infusion chair. Your answer says that the queue is at pharmacy preparation."
    )


def test_a_plan_that_works_there_too_that_was_refused_or_without_an_answer_is_not() -> None:
    plan = ("free-chairs", "chair-template")
    assert said(Case().plans(*plan).view) == []
    assert said(Case().plans(*plan).believes("bottleneck", "chair-slot").view) == []
    there = {"pharmacy-prep": "works on the queue", "chair-slot": "no queue here, as you see it"}
    assert said(Case().plans(*plan, stages=there).believes("bottleneck", "pharmacy-prep").view) == []
    refused = Case().plans(*plan).believes("bottleneck", "pharmacy-prep")
    steps = tuple(one.model_copy(update={"state": "refused"}) for one in refused.account.steps)
    assert said(refused.at(steps=steps).view) == []


@pytest.mark.parametrize(("week", "when"), [(20, "with this week"), (21, "next week"), (22, "in two weeks")])
def test_papers_that_close_soon_and_are_needed_are_noticed_first_of_all(week: int, when: str) -> None:
    case = Case().plans("free-chairs", "start-at-home").papers_due(week).believes("stopper", "chief-pharmacist", 90)
    assert the(case.view, 11).words == f"Committee papers close {when}. Start at home needs a yes there."
    assert messages(case.view)[0].number == 11


def test_papers_that_close_later_or_that_no_plan_waits_for_are_not() -> None:
    assert said(Case().plans("free-chairs", "start-at-home").papers_due(23).view) == []
    assert said(Case().plans("free-chairs", "chair-template").papers_due(21).view) == []
    harmful = Case().plans("free-chairs", "start-at-home").papers_due(21)
    plan = harmful.account.plan
    assert plan is not None
    lossy = plan.model_copy(update={"outlook": plan.outlook.model_copy(update={"company": -25.4})})
    assert said(harmful.at(plan=lossy).view) == [], "nobody is hurried on with what would do harm"
    proposed = Case().plans("free-chairs", "start-at-home").papers_due(21)
    steps = tuple(one.model_copy(update={"state": "proposed"}) for one in proposed.account.steps)
    assert said(proposed.at(steps=steps).view) == []


# --- 8, 12: the whole territory -------------------------------------------------------------------------


def five() -> Case:
    """Five accounts whose sales go down from the first to the last."""
    case = Case()
    more = tuple(
        case.view.accounts[2].model_copy(update={"id": key, "sales": (sales,) * 60})
        for key, sales in (("a4", 30_000), ("a5", 20_000))
    )
    return case.change(accounts=(*case.view.accounts, *more))


def test_tiers_that_go_down_with_sales_are_noticed() -> None:
    case = five().shares(("short", 4), ("medium", 3), ("medium", 2), ("long", 1), ("deprioritise", 0))
    assert the(case.view, 8).words == "Your tiers follow your sales table. What have you heard that it does not say?"
    assert the(case.view, 8).account is None


def test_tiers_with_one_account_far_out_of_order_or_nearly_all_alike_are_not() -> None:
    assert said(five().shares(("long", 1), ("short", 4), ("medium", 3), ("long", 1), ("deprioritise", 0)).view) == []
    assert said(Case().shares(("short", 4), ("medium", 3), ("medium", 2)).view) == []  # two pairs say nothing
    assert said(five().view) == []


def test_equal_tokens_and_equal_hours_are_noticed() -> None:
    tokens = five().shares(("medium", 2), ("short", 2), ("medium", 2), ("short", 2), ("medium", 2))
    assert the(tokens.view, 12).words == "Five accounts, equal tokens. Which would miss you least?"
    hours = Case().at(0, half_hours_spent=10).at(1, half_hours_spent=9).at(2, half_hours_spent=8)
    assert the(hours.view, 12).words == "Three accounts, equal time. Which would miss you least?"


def test_one_account_with_more_or_the_first_weeks_are_not() -> None:
    tokens = five().shares(("medium", 2), ("short", 3), ("medium", 2), ("short", 2), ("medium", 1))
    assert said(tokens.view) == []
    hours = Case().at(0, half_hours_spent=11).at(1, half_hours_spent=9).at(2, half_hours_spent=8)
    assert said(hours.view) == []
    even = Case().at(0, half_hours_spent=8).at(1, half_hours_spent=8).at(2, half_hours_spent=8)
    assert said(even.view) == [12]
    assert said(even.change(week=5).view) == []
    shared = even.shares(("short", 4), ("medium", 1), ("medium", 2))
    assert said(shared.view) == []  # how the next quarter is shared out counts more than how the last one was


# --- all of them -------------------------------------------------------------------------------------------


def test_a_game_that_is_over_is_the_debrief_s() -> None:
    assert messages(Case().believes("stopper", "chief-pharmacist", 90).change(finished=True).view) == ()


def test_among_equals_the_account_with_most_of_our_hours_comes_first() -> None:
    belief = Case().believes("stopper", "chief-pharmacist", 90).account.beliefs
    case = Case().at(0, beliefs=belief, half_hours_spent=4).at(1, beliefs=belief, half_hours_spent=9)
    assert [one.account for one in messages(case.view)] == ["a2", "a1"]


def test_a_hostile_name_is_content_that_screens_and_lines_make_harmless() -> None:
    case = Case().person(CHIEF, looked_up=False, name=HOSTILE).met((CHIEF,), state="booked", week=20)
    words = the(case.view, 7).words
    assert words == f"You have not looked up {HOSTILE}, whom you meet this week."
    assert safe(words) != words
