"""Weeks and quarters: the clinic runs, news comes, beliefs are locked, and after the last week nothing can be done."""

from __future__ import annotations

from kae_sim.game.actions import Believe, Book, EndRound, EndWeek, Hold, Respond
from kae_sim.game.events import NewsCame, RoundEnded, WeekEnded
from kae_sim.game.freezes import thawed
from kae_sim.game.state import StepPlay
from real_games import Recorded


def test_a_week_is_seven_days_of_clinic(game: Recorded) -> None:
    assert game.game.table.world.week == 0
    events = game.act(EndWeek())
    assert [(one.event, one.week) for one in events if isinstance(one, WeekEnded)] == [("week_ended", 1)]
    assert (game.game.table.world.week, game.game.view.week, game.game.view.weeks_in_round) == (1, 2, 12)


def test_a_quarter_ends_in_its_last_week_and_in_no_other(game: Recorded) -> None:
    assert "The quarter is not over yet" in game.refused(EndRound())
    game.to_week(13)
    assert game.game.view.weeks_in_round == 1
    assert "end the quarter instead" in game.refused(EndWeek())
    ended = [event for event in game.act(EndRound()) if isinstance(event, RoundEnded)]
    assert [(one.round, one.last) for one in ended] == [(1, False)]
    assert [one.account for one in ended[0].accounts] == ["a1", "a2", "a3"]
    assert (game.game.view.week, game.game.view.round, game.game.view.weeks_in_round) == (14, 2, 13)


def test_a_review_tells_what_the_company_can_count(game: Recorded) -> None:
    game.to_week(13)
    ended = next(event for event in game.act(EndRound()) if isinstance(event, RoundEnded))
    for one in ended.accounts:
        then = game.game.table.world.measures_between(one.account, -91, -1)
        now = game.game.table.world.measures_between(one.account, 0, 90)
        assert one.starts == (then.ours_started, now.ours_started)
        assert one.sales == (sum(then.sales_pence), sum(now.sales_pence))
        assert one.queue is None


def test_what_waits_for_an_answer_comes_before_the_end_of_the_week(game: Recorded) -> None:
    while not (news := [event for event in game.act(EndWeek()) if isinstance(event, NewsCame) and event.choices]):
        pass
    told = news[0]
    assert "waits for your answer" in game.refused(EndWeek())
    assert "not one of the answers" in game.refused(Respond(news=told.news, choice="shrug"))
    left = game.game.view.half_hours_left
    choices = {one.id: one for each in game.game.scenario.pack.happenings for one in each.choices}
    dear = next(one.id for one in told.choices if choices[one.id].half_hours)
    game.act(Respond(news=told.news, choice=dear))
    assert game.game.view.half_hours_left == left - min(left, choices[dear].half_hours)
    assert game.game.view.news[-1].answered == dear
    assert "You have answered that" in game.refused(Respond(news=told.news, choice=dear))
    game.act(EndWeek())


def test_an_answer_that_is_not_the_best_tires_those_who_know_us_and_the_view_says_so(game: Recorded) -> None:
    while not (news := [event for event in game.act(EndWeek()) if isinstance(event, NewsCame) and event.choices]):
        pass
    person = game.person("a1.specialist-nurse")
    person.state.met, person.state.trust = True, 510
    stranger = game.person("a1.consultant").state.trust
    game.account("a1").version += 1
    game.game._view = None
    choices = {one.id: one.worth for each in game.game.scenario.pack.happenings for one in each.choices}
    worse = next(one.id for one in news[0].choices if choices[one.id] != "best")

    def mood() -> str:
        return next(one.mood for one in game.game.view.accounts[0].people if one.id == "a1.specialist-nurse")

    assert mood() == "warm"
    game.act(Respond(news=news[0].news, choice=worse))
    assert person.state.trust == 490
    assert game.person("a1.consultant").state.trust == stranger - 20 * game.person("a1.consultant").state.met
    assert mood() == "polite"


def test_happenings_come_in_their_week_to_one_place_and_change_its_pathway(game: Recorded) -> None:
    drawn = {name: (week, where) for name, (week, where) in game.game.table.happenings.items() if where is not None}
    assert drawn
    week, where = min(drawn.values())
    name = next(name for name, one in drawn.items() if one == (week, where))
    happening = next(one for one in game.game.scenario.pack.happenings if one.id == name)
    game.to_week(week - 1)
    changes = game.game.table.world.state(str(where)).changes
    told = [event for event in game.carry_on() if isinstance(event, NewsCame)]
    assert [one.account for one in told] == [where]
    assert happening.words in told[0].words
    now = game.game.table.world.state(str(where)).changes
    assert [change.effects for change in now[len(changes) :]] == ([(happening.effect,)] if happening.effect else [])


def test_a_freeze_holds_up_what_costs_money_until_it_is_over(game: Recorded) -> None:
    freeze = next(one for one in game.game.scenario.pack.happenings if one.delay_projects_weeks)
    over = 5 + freeze.delay_projects_weeks
    game.game.inject(freeze, week=5, account="a1")
    game.to_week(4)
    due = {"virtual-meeting": 5, "funding-form": 6, "chair-template": over - 1, "nurse-led-follow-up": over + 3}
    for account_id in ("a1", "a2"):
        for one, week in due.items():
            live = game.game.scenario.pack.initiative(one).live_weeks
            game.account(account_id).steps[one] = StepPlay(one, "adopted", decided=week - live)
    game.to_week(over + 4)
    live_from = {account_id: {one.initiative: one.week for one in game.account(account_id).steps.values()}
                 for account_id in ("a1", "a2")}  # fmt: skip
    assert live_from["a1"] == due | {"funding-form": over, "chair-template": over}
    assert live_from["a2"] == due


def test_a_freeze_leaves_alone_what_costs_nothing(game: Recorded) -> None:
    dear = game.game.scenario.pack.initiative("funding-form")
    free = dear.model_copy(update={"thousands": 0.0})
    assert [thawed([(5, 13), (12, 20)], dear, week) for week in (5, 6, 12, 19, 20)] == [5, 20, 20, 20, 20]
    assert [thawed([(5, 13)], dear, week) for week in (4, 12, 13, 30)] == [4, 13, 13, 30]
    assert thawed([(5, 13)], free, 6) == 6


def test_a_new_date_in_the_plan_is_no_way_round_a_freeze(game: Recorded) -> None:
    freeze = next(one for one in game.game.scenario.pack.happenings if one.delay_projects_weeks)
    game.game.inject(freeze, week=5, account="a1")
    game.to_week(6)
    step = game.account("a1").steps["funding-form"] = StepPlay("funding-form", "adopted", decided=1)
    game.to_week(4 + freeze.delay_projects_weeks)
    assert step.state == "adopted"
    game.to_week(5 + freeze.delay_projects_weeks)
    assert (step.state, step.week) == ("running", 5 + freeze.delay_projects_weeks)


def test_the_year_after_runs_to_a_length_that_nobody_was_told(game: Recorded) -> None:
    game.to_week(39)
    events = game.act(EndRound())
    ended = next(event for event in events if isinstance(event, RoundEnded))
    assert ended.last
    assert game.game.view.finished
    assert game.game.table.world.week == game.game.table.territory.horizon_weeks
    assert 39 + 26 <= game.game.table.world.week <= 39 + 52
    assert (game.game.view.week, game.game.view.dates, game.game.view.half_hours_left) == (39, (), 0)


def test_after_the_end_nothing_can_be_done(game: Recorded) -> None:
    game.to_end()
    assert game.game.legal_actions() == ()
    for action in (
        EndWeek(),
        EndRound(),
        Believe(account="a1", unknown="wait", answer="13-18", percent=40),
        Book(account="a1", people=("a1.consultant",), channel="call", week=9),
        Hold(meeting="m1"),
    ):
        assert game.refused(action) == "The game is over."


def test_three_quarters_leave_three_locks(game: Recorded) -> None:
    game.to_end()
    locks = game.game.table.play.locks
    assert [(lock.round, lock.week) for lock in locks] == [(1, 13), (2, 26), (3, 39)]
    assert all(set(lock.truths) == {"a1", "a2", "a3"} for lock in locks)
