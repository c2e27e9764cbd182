"""What the debrief says of the points, the forecasts and the preview: nothing is left to be puzzled over."""

from __future__ import annotations

from fake_doors import DEBRIEF
from kae_sim.score.debrief_model import Debrief, Promised
from kae_sim.words.report import markdown, sections


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
    assert "took what you then said, infusion chair, as true. They were stuck at pharmacy preparation" in report
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
    assert "in quarter 2 was right then" in told(DEBRIEF.model_copy(update={"accounts": (once, *DEBRIEF.accounts[1:])}))


def test_nobody_who_proposed_something_is_told_that_they_left_the_account_out() -> None:
    away = DEBRIEF.accounts[0].model_copy(update={"plan": "", "met": False, "refused": ()})
    assert "leaving an account out" in told(DEBRIEF.model_copy(update={"accounts": (away,)}))
    tried = away.model_copy(update={"refused": ("You proposed it in week 8; in week 10 they said no: Too soon.",)})
    assert "leaving an account out" not in told(DEBRIEF.model_copy(update={"accounts": (tried,)}))
