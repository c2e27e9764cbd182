"""What is said of plans: why the company loses, when the goal stays, what can be done here, dates that are taken."""

from __future__ import annotations

from typing import Any

import pytest

from fake_seat import FakeSeat
from fake_view import START, claim
from gallery import lived_in
from kae_sim.game import actions as do
from kae_sim.game.view import Claim, Outlook, Step
from kae_sim.words.labels import Labels
from kae_sim.words.outlook import company_words, counts_words, full_bar
from kae_sim.words.plain import play
from kae_sim.words.plain.diary import news_so_far
from kae_sim.words.plain.evidence import tally
from kae_sim.words.plain.people import heard_of
from kae_sim.words.plain.plans import before_proposing, plan_lines, sponsor_words, written_down
from kae_sim.words.plain.priorities import token_words
from kae_sim.words.plain.quarter import decisions, queue_words
from kae_sim.words.telling import heard
from typed_games import Pipe, answers


def outlook(**changes: Any) -> Outlook:
    made = {"patients": 12.0, "account": 4.5, "company": 7.25, "stages": {}, "earned_pence": 0, "spent_pence": 0}
    return Outlook.model_validate(made | changes)


def typed(seat: FakeSeat, keys: str) -> str:
    pipe = Pipe(answers(keys))
    play(seat, pipe.read, pipe.write)
    return " ".join(" ".join(pipe.lines).split())


def with_step(state: str, **changes: Any) -> FakeSeat:
    """A game in which the first account's second initiative, which a committee decides, is in this state."""
    seat = lived_in()
    first, *others = seat.view.accounts
    step = Step.model_validate(
        {"initiative": "start-at-home", "state": state, "week": None, "reasons": (), "decided": None} | changes
    )
    seat.change(accounts=(first.model_copy(update={"steps": (step,)}), *others))
    return seat


@pytest.mark.parametrize(
    ("earned", "spent", "said"),
    [
        (1_000_000, 4_000_000, "the work costs us £40k, and selling more usually earns us only £10k"),
        (5_000_000, 4_000_000, "the work costs us £40k, and selling more usually earns us £50k"),
        (-1_000_000, 4_000_000, "the work costs us £40k, and we usually sell less, which costs us another £10k"),
    ],
)
def test_why_the_company_would_gain_or_lose_is_cost_and_sales(earned: int, spent: int, said: str) -> None:
    words = company_words(outlook(earned_pence=earned, spent_pence=spent, company=-3.0))
    assert words.startswith("Why -3.0 for the company: ")
    assert said in words


def test_nothing_is_said_of_money_where_nothing_is_planned() -> None:
    assert company_words(outlook()) == ""


def test_bars_keep_their_scale_from_plan_to_plan() -> None:
    assert full_bar(outlook()) == full_bar(outlook(patients=99.0, company=-40.0))
    assert full_bar(outlook(company=-120.0)) == 120.0


def test_the_goal_is_said_to_stay_before_and_after_something_is_proposed() -> None:
    before, after = with_step("draft").view, with_step("proposed", week=4).view
    assert "Once you have proposed something" in plan_lines(Labels(before), before.accounts[0])[0]
    assert "It is written in what you proposed, so it stays." in plan_lines(Labels(after), after.accounts[0])[0]
    assert "Once you have proposed something, the goal stays" in typed(with_step("draft"), "1 6 1")
    assert "It is written in what you proposed, so it stays." in typed(with_step("proposed", week=4), "1 6 1")


def test_a_plan_written_down_after_a_proposal_is_not_said_to_wait_for_one() -> None:
    assert written_down(with_step("draft").view.accounts[0]).endswith("Nothing happens before you propose it.")
    assert written_down(lived_in().view.accounts[0]).endswith("what is new waits until you propose it.")
    account = with_step("running", week=2, decided=1).view.accounts[0]
    assert account.plan is not None
    whole = account.plan.model_copy(update={"initiatives": (("start-at-home", 2),)})
    account = account.model_copy(update={"plan": whole})
    assert written_down(account).endswith("All that is in it is proposed or agreed already.")


@pytest.mark.parametrize(
    ("state", "start", "said"),
    [
        ("draft", 1, "Planned for week 1, which is over: it starts once it is agreed and set up."),
        ("proposed", 4, "Not before week 4, as you planned."),
        ("proposed", 1, ""),
        ("refused", 1, "Nothing comes of it unless you propose it again."),
        ("running", 4, ""),
    ],
)
def test_a_planned_week_is_told_only_while_it_says_something(state: str, start: int, said: str) -> None:
    view = with_step(state, week=2).view
    plan = view.accounts[0].plan
    assert plan is not None
    plan = plan.model_copy(update={"initiatives": (("start-at-home", start),)})
    line = plan_lines(Labels(view), view.accounts[0].model_copy(update={"plan": plan}))[1]
    assert line.endswith(said)
    assert ("planned" in said.lower()) == ("planned" in line.lower())


def test_what_can_be_done_here_is_listed_before_there_is_a_plan_and_named_in_priorities() -> None:
    page = typed(FakeSeat(), "1 6")
    assert "What we can do together here: - New chair template. Chairs are booked by length." in page
    page = typed(FakeSeat(), "5 1")
    assert "What we can do together here: New chair template (Infusion chair); Start at home." in page


def test_no_reason_is_put_into_anybodys_mouth_and_none_is_needed() -> None:
    seat = FakeSeat()
    page = typed(seat, "5 3")
    assert "short, 5 tokens. No reason given yet." in page
    assert seat.done == [
        do.Prioritise(shares=tuple(do.Share(account=one, tier="short", tokens=5, reason=None) for one in ("a1", "a2")))
    ]
    assert "No reason given yet." in typed(seat, "5")


def test_after_a_no_no_committee_is_offered_in_vain() -> None:
    class Firm(FakeSeat):
        def legal_actions(self) -> tuple[do.Offer, ...]:
            return tuple(one for one in super().legal_actions() if one.action.do != "propose")

    for seat, offered in ((FakeSeat(), True), (Firm(), False)):
        first, *others = with_step("refused", week=1).view.accounts
        seat.change(accounts=(first, *others), week=1)
        page = typed(seat, "1 6 2 2")
        assert ("Committee in week 4" in page) == offered
        assert [one.do for one in seat.done] == ([] if offered else ["propose"])


def test_the_last_review_tells_what_goes_live_in_the_year_after() -> None:
    view = with_step("running", week=9, decided=3).view
    assert decisions(view, Labels(view), (3, 4)) == [
        "St Aelred's District Hospital, Start at home: agreed, to be live from week 9."
    ]
    assert decisions(view, Labels(view), (1, 2)) == []
    late = with_step("running", week=4, decided=1).view
    assert "running (week 4)" in decisions(late, Labels(late), (3, 4))[0]


def test_a_no_stays_in_the_review_though_it_is_proposed_again() -> None:
    again = with_step("proposed", week=9, decided=4).view
    assert decisions(again, Labels(again), (3, 4)) == [
        "St Aelred's District Hospital, Start at home: refused (week 4), proposed again."
    ]
    assert decisions(again, Labels(again), (5, 9)) == []
    taken_back = with_step("draft", decided=4).view
    assert decisions(taken_back, Labels(taken_back), (3, 4))[0].endswith(": refused (week 4).")


def told(at: int, person: str, answer: str, week: int = 1) -> Claim:
    return claim(f"c{at}", "a1", "wait", answer, person=f"a1.{person}", week=week)


def test_a_tally_says_what_is_counted() -> None:
    said = [told(1, "nurse", "6-12"), told(2, "pharmacist", "6-12"), told(3, "manager", "over-18")]
    silent = told(4, "consultant", "cannot-say")
    assert tally(Labels(START), [*said, silent]) == "2 say 6 to 12 weeks, 1 says over 18 weeks, 1 could not say"


def test_a_wait_from_the_referral_is_told_as_another_clock() -> None:
    site = claim("c5", "a1", "wait", "under-6", person=None, source="trust-site", vantage="paper", mood=None)
    assert tally(Labels(START), [site]) == "1 says under 6 weeks (another clock)"
    both = tally(Labels(START), [site, told(1, "nurse", "under-6")])
    assert both == "1 says under 6 weeks, 1 says under 6 weeks (another clock)"


def test_a_paper_without_a_date_is_not_given_one() -> None:
    site = claim("c5", "a1", "wait", "under-6", person=None, source="trust-site", vantage="paper", speaks_of=-29)
    labels = Labels(START)
    assert heard(labels, site) == "heard in week 1; bears no date"
    assert heard(labels, told(1, "nurse", "6-12")) == "heard in week 1; tells how it is now"
    old = claim("c6", "a1", "wait", "6-12", person="a1.nurse", speaks_of=-29)
    assert heard(labels, old) == "heard in week 1; tells how it was 30 weeks ago"
    unknowing = claim("c7", "a1", "wait", "cannot-say", person="a1.nurse", speaks_of=-29)
    assert heard(labels, unknowing) == "heard in week 1"


def test_the_same_person_twice_is_one_voice_and_counts_with_the_last_word() -> None:
    said = [told(1, "nurse", "6-12", week=3), told(2, "nurse", "over-18", week=1), told(3, "manager", "6-12", week=2)]
    assert tally(Labels(START), said) == "2 say 6 to 12 weeks"


def test_a_group_meeting_says_how_many_questions_there_are() -> None:
    assert "Group meeting: three to eight people, four questions" in typed(FakeSeat(), "1 5")


def test_the_end_of_the_last_quarter_shows_it() -> None:
    seat = with_step("running", week=9, decided=3)
    seat.change(week=4, round=2)
    assert "agreed, to be live from week 9" in typed(seat, "c 3 2")


def test_what_becomes_of_a_forecast_is_said_before_it_is_made_and_before_it_goes_in() -> None:
    account = with_step("draft").view.accounts[0]
    assert "also if they say no: then nothing changes" in before_proposing(account)
    assert account.plan is not None
    given = account.model_copy(update={"plan": account.plan.model_copy(update={"promised": True})})
    bare = account.model_copy(update={"plan": account.plan.model_copy(update={"forecast": None})})
    assert "forecast" not in before_proposing(given) + before_proposing(bare)
    assert "also if they say no: then nothing changes" in typed(with_step("draft"), "1 6 2")


@pytest.mark.parametrize(("state", "said"), [("refused", "no"), ("running", "yes"), ("proposed", "no")])
def test_the_news_so_far_hold_each_yes_and_no_of_a_committee(state: str, said: str) -> None:
    view = with_step(state, week=4, decided=2, reasons=("Too few were behind it.",)).view
    told = news_so_far(Labels(view))
    words = f"St Aelred's District Hospital says {said} to Start at home. Too few were behind it."
    assert told[0] == (2, words, "")
    assert told[1][0] == 1
    assert len(news_so_far(Labels(with_step("draft").view))) == 1


def test_a_queue_is_compared_with_the_start_of_the_quarter_and_says_so() -> None:
    assert queue_words(Labels(START), "a1", ("chair-slot", 1, 3)).endswith(
        "3 patients wait, more than at the start of the quarter (1)."
    )


def test_tokens_that_cannot_be_placed_are_said_to_stay_for_what_comes_up() -> None:
    assert token_words(START).endswith("3 of your 13 stay free for what comes up.")


def test_a_sponsor_whom_nobody_has_met_is_marked_however_they_are_disposed() -> None:
    person = START.accounts[0].people[0]
    for last, marked in ((None, True), (3, False)):
        known = person.model_copy(update={"mood": "polite", "last_contact": last})
        assert ("not met" in sponsor_words(Labels(START), known)) == marked


def test_who_returns_no_calls_is_told_so() -> None:
    person = START.accounts[0].people[0].model_copy(update={"silent": 4})
    assert "Has not returned your calls since week 4, and will not unless they ask for you." in heard_of(
        Labels(START), person
    )
    gone = person.model_copy(update={"left": 6})
    assert not any("returned your calls" in one for one in heard_of(Labels(START), gone))


def test_a_plan_is_told_what_its_sides_come_to_together() -> None:
    words = counts_words(outlook(patients=2.8, account=1.6, company=-25.4, together=-48.6))
    assert words == "Together -48.6: half of all three, and one and a half times the smallest."
