"""Believing, sharing out the hours, planning, proposing, and what the account answers."""

from __future__ import annotations

from typing import Any

import pytest

from kae_sim.game.actions import Believe, Book, Forecast, Plan, PlannedStep, Prioritise, Propose, Share, Withdraw
from kae_sim.game.events import Decided, WeekEnded
from kae_sim.game.view import Account, InitiativeCard, Step
from kae_sim.score.miss import refusals
from kae_sim.score.timeline import timeline
from real_games import Recorded

pytestmark = pytest.mark.usefixtures("quick")


def account(game: Recorded, account_id: str = "a1") -> Account:
    return next(one for one in game.game.view.accounts if one.id == account_id)


def card(game: Recorded, initiative: str) -> InitiativeCard:
    return next(one for one in game.game.view.catalogue if one.id == initiative)


def offered(game: Recorded, approval: str) -> tuple[str, str]:
    """An account and an initiative that can be done there and needs this kind of yes."""
    return next(
        (one.id, initiative)
        for one in game.game.view.accounts
        for initiative in one.offered
        if card(game, initiative).approval == approval
    )


def plan(account_id: str, *initiatives: str, start: int = 1, **more: Any) -> Plan:
    steps = tuple(PlannedStep(initiative=one, start=start) for one in initiatives)
    given = {"goal": "free-chairs", "sponsor": None, "forecast": None} | more
    return Plan(account=account_id, initiatives=steps, **given)


def step(game: Recorded, account_id: str, initiative: str) -> Step:
    return next(one for one in account(game, account_id).steps if one.initiative == initiative)


def everybody_says(game: Recorded, account_id: str, trust: int) -> None:
    """Makes a yes (1000) or a no (0) of the account certain, whatever the pack's numbers."""
    for person in game.account(account_id).people.values():
        person.state.trust = trust
    adoption = game.game.scenario.pack.adoption.model_copy(update={"mean_needed": -5.0 if trust else 5.0, "veto": -5.0})
    pack = game.game.scenario.pack.model_copy(update={"adoption": adoption})
    game.game.table.scenario = game.game.scenario.model_copy(update={"pack": pack})


# --- believing -----------------------------------------------------------------------------------


def test_a_belief_is_one_of_the_answers_with_a_percent_and_a_week(game: Recorded) -> None:
    said = Believe(account="a1", unknown="wait", answer="13-18", percent=70)
    assert game.to_week(2).act(said) == ()
    belief = account(game).beliefs[0]
    assert (belief.unknown, belief.answer, belief.percent, belief.since, belief.locked) == ("wait", "13-18", 70, 2, ())
    game.to_week(3).act(said.model_copy(update={"answer": "under-6", "percent": 40}))
    belief = account(game).beliefs[0]
    assert (belief.answer, belief.percent, belief.since) == ("under-6", 40, 3)


def test_only_what_is_asked_can_be_believed_and_only_a_listed_answer(game: Recorded) -> None:
    said = Believe(account="a1", unknown="wait", answer="soon", percent=70)
    assert "not one of the answers" in game.refused(said)
    assert "not asked at this level" in game.refused(said.model_copy(update={"unknown": "rival", "answer": "holding"}))
    assert "no such account" in game.refused(said.model_copy(update={"account": "a9"}))
    absent = {role.id for role in game.game.scenario.pack.roles} - set(account(game).answers["stopper"])
    for role in absent:
        assert "not one of the answers" in game.refused(
            Believe(account="a1", unknown="stopper", answer=role, percent=40)
        )


def test_a_belief_is_locked_as_it_stood_at_the_end_of_the_quarter(game: Recorded) -> None:
    game.act(Believe(account="a1", unknown="wait", answer="13-18", percent=70))
    game.to_week(14).act(Believe(account="a1", unknown="wait", answer="under-6", percent=90))
    belief = account(game).beliefs[0]
    assert [(one.round, one.answer, one.percent) for one in belief.locked] == [(1, "13-18", 70)]
    assert belief.answer == "under-6"
    truth = game.game.table.play.locks[0].truths["a1"]
    assert game.game.table.play.locks[0].week == 13
    assert set(truth) == set(game.game.table.truth("a1"))


# --- sharing out -----------------------------------------------------------------------------------


def shares(*tokens: int, tier: str = "short", reason: str = "long-waits") -> Prioritise:
    return Prioritise(
        shares=tuple(
            Share(account=f"a{place + 1}", tier=tier, tokens=placed, reason=reason)  # type: ignore[arg-type]
            for place, placed in enumerate(tokens)
        )
    )


def test_ten_tokens_can_be_placed_and_three_stay_free(game: Recorded) -> None:
    assert "You placed 11 tokens; 10 of 13 can be placed, 3 stay free" in game.refused(shares(5, 5, 1))
    assert game.act(shares(5, 5, 0)) == ()
    assert [(one.account, one.tokens) for one in game.game.view.shares] == [("a1", 5), ("a2", 5), ("a3", 0)]
    game.act(shares(1, 2, 3))
    assert [one.tokens for one in game.game.view.shares] == [1, 2, 3]


def test_a_reason_is_one_of_the_list_or_is_not_said(game: Recorded) -> None:
    names = [one.id for one in game.game.view.accounts]
    silent = tuple(Share(account=one, tier="medium", tokens=1, reason=None) for one in names)
    game.act(Prioritise(shares=silent))
    assert [share.reason for share in game.game.view.shares] == [None] * len(names)
    invented = tuple(share.model_copy(update={"reason": "a-feeling"}) for share in silent)
    assert "one of the reasons" in game.refused(Prioritise(shares=invented))


def test_every_account_has_its_share_once(game: Recorded) -> None:
    for wrong in (shares(5, 5), shares(1, 1, 1, 1), Prioritise(shares=(shares(1).shares[0],) * 3)):
        assert "Every account needs a tier" in game.refused(wrong)
    assert "not one of the reasons" in game.refused(shares(1, 1, 1, reason="gut-feeling"))


@pytest.mark.parametrize(("tier", "most"), [("short", 5), ("medium", 3), ("long", 1), ("deprioritise", 0)])
def test_a_tier_has_its_ceiling(game: Recorded, tier: str, most: int) -> None:
    game.act(shares(most, 0, 0, tier=tier))
    if most < 5:
        assert f"can have {most} tokens at most" in game.refused(shares(most + 1, 0, 0, tier=tier))


# --- planning --------------------------------------------------------------------------------------


def test_a_plan_has_a_goal_up_to_three_initiatives_a_sponsor_and_a_forecast(game: Recorded) -> None:
    chosen = account(game).offered[:3]
    forecast = Forecast(wait="13-18", starts="more")
    game.act(plan("a1", *chosen, start=4, sponsor="a1.consultant", forecast=forecast))
    written = account(game).plan
    assert written is not None
    assert (written.goal, written.sponsor, written.forecast) == ("free-chairs", "a1.consultant", ("13-18", "more"))
    assert written.initiatives == tuple((one, 4) for one in chosen)
    assert [(one.initiative, one.state) for one in account(game).steps] == [(one, "draft") for one in chosen]
    game.act(plan("a1", chosen[1]))
    assert [one.initiative for one in account(game).steps] == [chosen[1]]


def test_a_plan_that_cannot_be_is_refused(game: Recorded) -> None:
    first = account(game).offered[0]
    elsewhere = next(one.id for one in game.game.view.catalogue if one.id not in account(game).offered)
    assert "not one of the goals" in game.refused(plan("a1", first, goal="win"))
    assert "stand in a plan once" in game.refused(plan("a1", first, first))
    assert "cannot be done at this account" in game.refused(plan("a1", elsewhere))
    assert "too far off" in game.refused(plan("a1", first, start=39 + 27))
    assert "do not know of such a person" in game.refused(plan("a1", first, sponsor="a1.nobody"))
    assert "no such account" in game.refused(plan("a9", first))
    with pytest.raises(ValueError, match="at most 3"):
        plan("a1", *account(game).offered[:4])


def test_the_outlook_of_a_plan_follows_from_the_players_own_beliefs(game: Recorded) -> None:
    pack = game.game.scenario.pack
    where, initiative, stage = next(
        (one.id, initiative, effect.stage)
        for one in game.game.view.accounts
        for initiative in one.offered
        for effect in pack.initiative(initiative).effects
        if effect.stage is not None and effect.stage == pack.initiative(initiative).stage
    )

    def believed(answer: str) -> float:
        other = game.twin()
        other.act(Believe(account=where, unknown="bottleneck", answer=answer, percent=70))
        other.act(plan(where, initiative))
        found = account(other, where).plan
        assert found is not None
        assert stage in found.outlook.stages
        sides = found.outlook.patients, found.outlook.account, found.outlook.company
        assert found.outlook.together == pytest.approx(sum(sides) / 2 + 1.5 * min(sides), abs=0.06)
        return found.outlook.patients

    stages = game.game.view.rules.stages
    assert believed(stage) == max(believed(one) for one in stages)
    assert believed(stage) > min(believed(one) for one in stages)


# --- proposing -------------------------------------------------------------------------------------


def test_a_project_is_written_down_before_it_is_proposed(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    proposal = Propose(account=where, initiative=initiative, week=3)
    assert "Put it into the account's plan first" in game.refused(proposal)
    game.act(plan(where, initiative), proposal)
    assert step(game, where, initiative).state == "proposed"
    assert "already proposed or agreed" in game.refused(proposal)


def test_a_sign_off_comes_two_weeks_later(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    game.act(plan(where, initiative))
    for week in (1, 2, 4):
        assert "takes 2 weeks: week 3" in game.refused(Propose(account=where, initiative=initiative, week=week))
    price = game.game.view.rules.prices["propose"]
    game.act(Propose(account=where, initiative=initiative, week=3))
    assert game.game.view.half_hours_left == game.game.view.rules.week_half_hours - price
    assert step(game, where, initiative).week == 3
    assert not [event for event in game.to_week(3).events if isinstance(event, Decided)]
    decided = [event for event in game.carry_on() if isinstance(event, Decided)]
    assert [(one.account, one.initiative) for one in decided] == [(where, initiative)]
    assert decided[0].reasons


def test_a_committee_sits_on_its_dates_and_takes_papers_three_weeks_ahead(game: Recorded) -> None:
    where, initiative = offered(game, "committee")
    sits = [one.week for one in game.game.view.dates if (one.kind, one.account) == ("committee", where)]
    game.act(plan(where, initiative))
    game.to_week(sits[1] - 3)
    assert game.twin().act(Propose(account=where, initiative=initiative, week=sits[1])) == ()
    for week in (sits[0], sits[1] - 1, sits[1] + 1):
        assert "three weeks ahead" in game.refused(Propose(account=where, initiative=initiative, week=week)).replace(
            "3 weeks", "three weeks"
        )
    closing = [(one.account, one.week) for one in game.game.view.dates if one.kind == "paper-deadline"]
    assert closing == [(where, sits[1] - 3)]
    late = game.twin()
    late.carry_on()
    assert [one.week for one in late.game.view.dates if one.kind == "paper-deadline"] == [sits[2] - 3]
    refusal = late.refused(Propose(account=where, initiative=initiative, week=sits[1]))
    assert str(sits[1]) not in refusal
    assert str(sits[2]) in refusal


def test_nothing_can_be_proposed_for_a_week_after_the_last(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    game.to_week(38).act(plan(where, initiative))
    assert "takes 2 weeks" in game.refused(Propose(account=where, initiative=initiative, week=40))
    where, initiative = offered(game, "committee")
    game.act(plan(where, initiative))
    assert "No committee sits late enough" in game.refused(Propose(account=where, initiative=initiative, week=42))


def test_an_open_proposal_reserves_its_money_and_gives_it_back_when_withdrawn(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    budget = game.game.view.pence_left
    game.act(plan(where, initiative), Propose(account=where, initiative=initiative, week=3))
    assert game.game.view.pence_left == budget - card(game, initiative).pence
    left = game.game.view.half_hours_left
    assert game.act(Withdraw(account=where, initiative=initiative)) == ()
    assert game.game.view.pence_left == budget
    assert game.game.view.half_hours_left == left
    assert step(game, where, initiative).state == "draft"
    assert "no open proposal" in game.refused(Withdraw(account=where, initiative=initiative))
    assert "no open proposal" in game.refused(Withdraw(account="a1", initiative="flying-carpet"))
    assert not [event for event in game.to_week(6).events if isinstance(event, Decided)]


def test_what_the_budget_does_not_reach_for_is_refused(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    game.act(plan(where, initiative))
    price = card(game, initiative).pence
    game.game.table.play.pence = price - 1
    game.game._view = None
    assert "budget does not reach" in game.refused(Propose(account=where, initiative=initiative, week=3))
    game.game.table.play.pence = price
    game.game._view = None
    game.act(Propose(account=where, initiative=initiative, week=3))
    assert game.game.view.pence_left == 0


def test_a_yes_is_paid_delivered_over_thirteen_weeks_and_goes_live_in_its_time(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    found = card(game, initiative)
    budget = game.game.view.pence_left
    game.act(plan(where, initiative), Propose(account=where, initiative=initiative, week=3))
    everybody_says(game, where, 1000)
    game.to_week(3)
    decided = [event for event in game.carry_on() if isinstance(event, Decided)]
    assert decided[0].adopted
    assert game.game.view.pence_left == budget - found.pence
    delivery = game.game.table.play.delivery
    assert sorted(delivery) == list(range(4, 17))
    assert sum(delivery.values()) == found.half_hours
    assert max(delivery.values()) - min(delivery.values()) <= 1
    week = game.game.view.rules.week_half_hours
    assert game.game.view.half_hours_ahead[1] == week - delivery[5]
    live = 3 + found.weeks
    game.to_week(live - 1)
    assert step(game, where, initiative).state == "adopted"
    ended = [event for event in game.carry_on() if isinstance(event, WeekEnded)]
    assert any(f"{found.name} is running" in words for words in ended[0].words)
    assert (step(game, where, initiative).state, step(game, where, initiative).week) == ("running", live)


def test_an_initiative_planned_for_later_goes_live_later(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    game.act(plan(where, initiative, start=20), Propose(account=where, initiative=initiative, week=3))
    everybody_says(game, where, 1000)
    game.to_week(19)
    assert step(game, where, initiative).state == "adopted"
    game.to_week(20)
    assert (step(game, where, initiative).state, step(game, where, initiative).week) == ("running", 20)


def test_a_no_costs_no_money_and_can_be_tried_again_after_four_weeks(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    budget = game.game.view.pence_left
    game.act(plan(where, initiative), Propose(account=where, initiative=initiative, week=3))
    everybody_says(game, where, 0)
    game.to_week(4)
    refused = step(game, where, initiative)
    assert (refused.state, refused.week) == ("refused", 3)
    assert len(refused.reasons) >= 1
    assert game.game.view.pence_left == budget
    assert game.game.table.play.delivery == {}
    game.to_week(6)
    assert "They said no in week 3" in game.refused(Propose(account=where, initiative=initiative, week=8))
    game.to_week(7).act(Propose(account=where, initiative=initiative, week=9))
    assert step(game, where, initiative).reasons == ()


def test_what_is_under_way_stays_in_the_plan(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    other = next(one for one in account(game, where).offered if one != initiative)
    game.act(plan(where, initiative), Propose(account=where, initiative=initiative, week=3))
    assert "stays in the plan" in game.refused(plan(where, other))
    game.act(plan(where, other, initiative))
    everybody_says(game, where, 1000)
    game.to_week(4)
    assert "stays in the plan" in game.refused(plan(where, other))
    assert "already proposed or agreed" in game.refused(Propose(account=where, initiative=initiative, week=6))


def test_what_was_proposed_stays_as_it_was_written(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    other = next(one for one in account(game, where).offered if one != initiative)
    forecast = Forecast(wait="13-18", starts="more")
    written = plan(where, initiative, start=5, forecast=forecast)
    game.act(written, written.model_copy(update={"goal": "start-sooner"}), written)
    game.act(Propose(account=where, initiative=initiative, week=3))
    proposed = account(game, where).plan
    assert proposed is not None
    assert proposed.promised
    later = plan(where, initiative, start=20, forecast=forecast)
    assert "start of what is proposed or agreed stands" in game.refused(later)
    assert "goal is written in" in game.refused(written.model_copy(update={"goal": "start-sooner"}))
    for changed in (None, Forecast(wait="6-12", starts="more")):
        assert "forecast went in" in game.refused(written.model_copy(update={"forecast": changed}))
    both = (*written.initiatives, *plan(where, other, start=9).initiatives)
    game.act(written.model_copy(update={"initiatives": both, "sponsor": "a1.consultant" if where == "a1" else None}))
    game.act(Withdraw(account=where, initiative=initiative))
    game.act(plan(where, initiative, start=20, goal="start-sooner", forecast=forecast))


def test_hours_for_what_is_proposed_are_kept(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    week, hours = game.game.view.rules.week_half_hours, card(game, initiative).half_hours
    game.act(plan(where, initiative), Propose(account=where, initiative=initiative, week=3))
    kept = [week - ahead for ahead in game.game.view.half_hours_ahead[3 : 3 + 13]]
    assert sum(kept) == hours
    game.act(Withdraw(account=where, initiative=initiative))
    assert set(game.game.view.half_hours_ahead[1:]) == {week}


def test_a_full_diary_leaves_no_hours_to_deliver(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    week = game.game.view.rules.week_half_hours
    game.act(plan(where, initiative))
    game.game.table.play.spent = dict.fromkeys(range(2, 40), week)
    assert "hours to deliver" in game.refused(Propose(account=where, initiative=initiative, week=3))
    del game.game.table.play.spent[38], game.game.table.play.spent[39]
    game.act(Propose(account=where, initiative=initiative, week=3))
    for at in (38, 39):
        visit = Book(account="a1", people=("a1.specialist-nurse",), channel="visit", week=at)
        assert "no hours for what is booked and promised" in game.refused(visit)


def test_nobody_can_promise_more_delivery_than_a_week_has_hours(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    game.act(plan(where, initiative))
    week = game.game.view.rules.week_half_hours
    a_week = -(-card(game, initiative).half_hours // 13)
    game.game.table.play.delivery = dict.fromkeys(range(4, 17), week - a_week + 1)
    game.game._view = None
    assert "hours to deliver" in game.refused(Propose(account=where, initiative=initiative, week=3))
    game.game.table.play.delivery = dict.fromkeys(range(4, 17), week - a_week)
    game.game._view = None
    game.act(Propose(account=where, initiative=initiative, week=3))


def test_a_proposal_needs_the_hours_of_this_week(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    game.act(plan(where, initiative))
    game.game.table.play.spent[1] = 3
    game.game._view = None
    refusal = game.refused(Propose(account=where, initiative=initiative, week=3))
    assert refusal == "That takes 4 hours; you have 3.5 hours left this week."


def test_a_forecast_is_free_again_when_nothing_is_before_anybody(game: Recorded) -> None:
    where, first = offered(game, "sign-off")
    game.act(plan(where, first, forecast=Forecast(wait="13-18", starts="more")))
    game.act(Propose(account=where, initiative=first, week=3), Withdraw(account=where, initiative=first))
    assert game.game.table.play.promises == {}
    later = Forecast(wait="6-12", starts="same")
    game.to_week(2)
    game.act(plan(where, first, forecast=later), Propose(account=where, initiative=first, week=4))
    promise = game.game.table.play.promises[where]
    written = account(game, where).plan
    assert written is not None
    assert (promise.forecast, written.forecast, written.promised) == (later, ("6-12", "same"), True)


def test_a_no_stays_a_no_though_it_is_proposed_again_and_withdrawn(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    game.act(Believe(account=where, unknown="bottleneck", answer=game.game.view.rules.stages[0], percent=70))
    game.act(plan(where, initiative), Propose(account=where, initiative=initiative, week=3))
    everybody_says(game, where, 0)
    game.to_week(9)
    game.act(Believe(account=where, unknown="bottleneck", answer=game.game.view.rules.stages[1], percent=70))
    game.act(Propose(account=where, initiative=initiative, week=11), Withdraw(account=where, initiative=initiative))
    game.act(plan(where))
    play = game.game.table.play.accounts[where]
    assert play.steps == {}
    name = {initiative: "it"}
    assert refusals(game.game, where, name)[initiative].startswith("You proposed it in week 1; in week 3 they said no")
    told = [one.words for one in timeline(game.game) if one.week in (1, 3)]
    assert any("you proposed" in one for one in told)
    assert any("they said no" in one for one in told)
    assert not any("they said yes" in one.words for one in timeline(game.game))


def test_what_was_thought_is_kept_with_the_proposal(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    stages = game.game.view.rules.stages
    game.act(Believe(account=where, unknown="bottleneck", answer=stages[0], percent=70))
    game.act(plan(where, initiative), Propose(account=where, initiative=initiative, week=3))
    game.act(Believe(account=where, unknown="bottleneck", answer=stages[1], percent=70))
    assert game.game.table.play.accounts[where].steps[initiative].thought == stages[0]


def test_what_is_decided_in_the_last_week_can_never_be_delivered(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    game.act(plan(where, initiative))
    game.to_week(37)
    assert "no week left to deliver" in game.refused(Propose(account=where, initiative=initiative, week=39))


def test_a_late_yes_is_delivered_in_the_weeks_that_are_left(game: Recorded) -> None:
    where, initiative = offered(game, "sign-off")
    hours = card(game, initiative).half_hours
    game.act(plan(where, initiative))
    game.to_week(33)
    game.act(Propose(account=where, initiative=initiative, week=35))
    kept = {week: part for week, part in game.game.table.play.reserved.items() if part}
    assert set(kept) == {36, 37, 38, 39}
    assert sum(kept.values()) == hours


def test_the_forecast_that_counts_is_the_one_of_the_first_proposal(game: Recorded) -> None:
    where, first = offered(game, "sign-off")
    forecast = Forecast(wait="13-18", starts="more")
    game.act(plan(where, first, forecast=forecast), Propose(account=where, initiative=first, week=3))
    promise = game.game.table.play.promises[where]
    assert (promise.week, promise.forecast) == (1, forecast)
    everybody_says(game, where, 0)
    game.to_week(7)
    assert step(game, where, first).state == "refused"
    other = Forecast(wait="under-6", starts="many-more")
    assert "It stands" in game.refused(plan(where, first, forecast=other))
    game.act(plan(where, first, forecast=forecast), Propose(account=where, initiative=first, week=9))
    assert game.game.table.play.promises[where] == promise
    game.to_week(26)
    assert game.game.table.play.kept == {}
    game.to_week(27)
    kept = game.game.table.play.kept[where]
    assert kept.promise == promise
    assert kept.wait == game.game.table.truth(where)["wait"][0]
