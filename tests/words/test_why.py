"""What the debrief says of the points, the forecasts and the preview: nothing is left to be puzzled over."""

from __future__ import annotations

import re

import pytest

from fake_doors import DEBRIEF
from kae_sim.score.debrief_model import Band, Debrief, Luck, Promised
from kae_sim.words.report import markdown, sections
from kae_sim.words.report.sections import points_to


def told(debrief: Debrief) -> str:
    return " ".join(markdown(sections(debrief)).split())


def test_where_the_points_went_goes_down_from_everything_to_the_score() -> None:
    won = DEBRIEF.model_copy(update={"lost": {"never_asked": 62.0, "too_late": -3.25, "overpromised": 0.0}})
    report = told(won)
    table = report[report.index("All that was possible") :]
    assert table.index("100.0") < table.index("-62.0") < table.index("+3.2") < table.index("Your score")
    assert "-0.0" not in table
    assert "there you did better than what the line is held against" in table
    assert "as it stood at the end of the first" in table
    assert "You made no forecast with a proposal." in table


def test_forecasts_name_their_account_and_what_came() -> None:
    promised = (Promised(about="wait", said="6 to 12 weeks", was="over 18 weeks"),
                Promised(about="starts", said="same", was="same"))  # fmt: skip
    first = DEBRIEF.accounts[0].model_copy(update={"promised": promised})
    report = told(DEBRIEF.model_copy(update={"accounts": (first, *DEBRIEF.accounts[1:])}))
    assert "from decision to first dose: 6 to 12 weeks; 26 weeks later it was over 18 weeks." in report
    assert "each week: about the same as today; 26 weeks later that is what came." in report
    assert f"Forecasts that came out otherwise: {first.name}." in report


def test_a_preview_that_differs_from_the_result_is_explained() -> None:
    report = told(DEBRIEF)
    assert "took what you then said, infusion chair, as true. The longest queue was at pharmacy preparation" in report
    assert report.count("The preview on your plan page") == 1, "where the answer was right there is nothing to explain"
    later = told(DEBRIEF.model_copy(update={"weeks_after": 37}))
    assert "the end of the year after, which nobody knew: 37 weeks after your last." in later


def test_an_answer_that_time_made_wrong_is_told_as_right_then() -> None:
    account = DEBRIEF.accounts[0]
    line = account.answers[0].model_copy(
        update={"believed": "Six to twelve weeks", "rung": "sure", "right": False, "right_in": (1, 2)}
    )
    changed = account.model_copy(update={"answers": (line, *account.answers[1:])})
    report = told(DEBRIEF.model_copy(update={"accounts": (changed, *DEBRIEF.accounts[1:])}))
    assert "wrong: Six to twelve weeks (sure); what you said in quarters 1 and 2 was right then" in report
    once = changed.model_copy(update={"answers": (line.model_copy(update={"right_in": (2,)}), *account.answers[1:])})
    shorter = changed.model_copy(update={"answers": (line.model_copy(update={"moved": True}), *account.answers[1:])})
    report = told(DEBRIEF.model_copy(update={"accounts": (shorter, *DEBRIEF.accounts[1:])}))
    assert "quarters 1 and 2 was right then; your plan has changed it since" in report
    assert "in quarter 2 was right then" in told(DEBRIEF.model_copy(update={"accounts": (once, *DEBRIEF.accounts[1:])}))


def test_nobody_who_proposed_something_is_told_that_they_left_the_account_out() -> None:
    away = DEBRIEF.accounts[0].model_copy(update={"plan": "", "met": False, "refused": ()})
    assert "leaving an account out" in told(DEBRIEF.model_copy(update={"accounts": (away,)}))
    tried = away.model_copy(update={"refused": ("You proposed it in week 8; in week 10 they said no: Too soon.",)})
    assert "leaving an account out" not in told(DEBRIEF.model_copy(update={"accounts": (tried,)}))


def test_the_lines_of_where_the_points_went_add_up_as_they_are_printed() -> None:
    lost = {"never_asked": 30.04, "misread": 10.04, "weaker_plan": 0.04, "too_late": 0.04}
    score = 100 - sum(lost.values())
    report = told(DEBRIEF.model_copy(update={"lost": lost, "score": round(score, 1)}))
    table = report.split("All that was possible")[1].split("Your score")[0]
    printed = [float(one) for one in re.findall(r"[+-]?\d+\.\d", table)]
    assert sum(printed) == pytest.approx(round(score, 1))


def test_a_queue_that_hardly_anybody_left_is_told_without_the_mean_over_those_few() -> None:
    account = DEBRIEF.accounts[0]
    stuck = account.stages[1].model_copy(update={"queue_weeks": 1369.4, "true": True, "counted": True})
    long = account.model_copy(update={"stages": (account.stages[0], stuck), "wait": (6, 13)})
    report = told(DEBRIEF.model_copy(update={"accounts": (long, *DEBRIEF.accounts[1:])}))
    assert "1369" not in report
    assert "over 52 weeks" in report
    assert "Hardly anybody came out of the queue at" in report


def test_what_was_heard_is_told_from_what_nobody_said_and_from_what_nobody_could_tell() -> None:
    account = DEBRIEF.accounts[0]
    heard = account.answers[0].model_copy(
        update={"observer": "Six to twelve weeks", "observer_percent": 64, "observer_named": False}
    )
    assert points_to(heard) == "Six to twelve weeks (64%, though nobody said so)"
    assert points_to(heard.model_copy(update={"observer_named": True})) == "Six to twelve weeks (64%)"
    unclear = heard.model_copy(update={"observer_percent": 34})
    assert points_to(unclear) == "too little to tell (rather Six to twelve weeks, 34%)"
    for in_vain, words in ((True, "nobody could tell"), (False, "nobody spoke of it")):
        line = heard.model_copy(update={"observer": None, "in_vain": in_vain})
        changed = account.model_copy(update={"answers": (line,)})
        assert words in told(DEBRIEF.model_copy(update={"accounts": (changed,)}))


def test_a_forecast_of_what_was_refused_is_told_to_be_measured_all_the_same() -> None:
    promised = (Promised(about="starts", said="more", was="same"),)
    said_no = "You proposed it in week 8; in week 10 they said no: Too soon."
    made = DEBRIEF.accounts[0].model_copy(update={"promised": promised, "refused": (said_no,), "plan": ""})
    sentence = "They had said no, and a forecast that went in with a proposal is measured all the same."
    assert sentence in told(DEBRIEF.model_copy(update={"accounts": (made,)}))
    agreed = made.model_copy(update={"refused": ()})
    assert sentence not in told(DEBRIEF.model_copy(update={"accounts": (agreed,)}))


def test_points_that_other_answers_took_away_again_are_not_called_points_of_the_score() -> None:
    call = DEBRIEF.moments[0].model_copy(update={"undone": True, "points": 2.5})
    report = told(DEBRIEF.model_copy(update={"moments": (call,)}))
    assert "By itself it earned 2.5 points; wrong answers elsewhere took them away again." in report
    assert "It brought 2.5" not in report


def test_the_band_is_called_wider_than_luck_only_where_it_is() -> None:
    wide = DEBRIEF.model_copy(update={"band": Band(low=20, high=60), "luck": Luck(low=30, high=50)})
    assert "The band is wider" in told(wide)
    lucky = wide.model_copy(update={"luck": Luck(low=10, high=50)})
    assert "The band is wider" not in told(lucky)
    assert "Luck weighed more than usual here" in told(lucky)


def test_a_reason_that_a_plan_made_untrue_was_true_when_it_was_given() -> None:
    account = DEBRIEF.accounts[0].model_copy(update={"reason_said": "They wait", "reason_true": True})
    then = account.model_copy(update={"reason_outdated": True})
    assert 'Your reason, "They wait", was true when you gave it.' in told(
        DEBRIEF.model_copy(update={"accounts": (then,)})
    )
    assert "when you gave it" not in told(DEBRIEF.model_copy(update={"accounts": (account,)}))


def test_nobody_is_comforted_for_leaving_out_an_account_with_a_plan_worth_having() -> None:
    away = DEBRIEF.accounts[0].model_copy(update={"plan": "", "met": False, "refused": (), "best_plan": ""})
    assert "leaving an account out can be the right thing" in told(DEBRIEF.model_copy(update={"accounts": (away,)}))
    missed = away.model_copy(update={"best_plan": "new chair template (live from week 9)", "best_joint": 130.0})
    report = told(DEBRIEF.model_copy(update={"accounts": (missed,)}))
    assert "and you met nobody." in report
    assert "leaving an account out" not in report


def test_where_most_could_be_done_is_named_the_most_first() -> None:
    first, *others = DEBRIEF.accounts
    best = [
        first.model_copy(update={"name": f"H{at}", "best_plan": "x", "best_joint": float(at)}) for at in (3, 9, 5, 7)
    ]
    report = told(DEBRIEF.model_copy(update={"accounts": tuple(best)}))
    assert "Most could be done at: H9, 9.0; H7, 7.0; H5, 5.0." in report
    none = [one.model_copy(update={"best_plan": ""}) for one in (first, *others)]
    assert "Most could be done at" not in told(DEBRIEF.model_copy(update={"accounts": tuple(none)}))
