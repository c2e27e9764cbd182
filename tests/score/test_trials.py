"""Trials: a schedule lived again is what was played; nothing done is worth nothing; each stream is lived once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from hospital import only_promoting
from kae_sim.game import Game
from kae_sim.game.state import StepPlay
from kae_sim.game.weeks import start
from kae_sim.plan.typical import outcome_of
from kae_sim.plan.value import NO_VALUE, Outcome
from kae_sim.scenario.schema import Effect, Happening
from kae_sim.score import assess_together
from kae_sim.score import trials as score_trials
from kae_sim.score.losses import delivered
from kae_sim.score.trials import Schedule, Trials
from kae_sim.score.yardstick import happened
from kae_sim.world.live import future, live_out
from kae_sim.world.lookahead import Lane, Lives, Luck, look_ahead, luck_ahead
from kae_sim.world.measures import course
from kae_sim.world.spec import Spec
from kae_sim.world.state import Change
from kae_sim.world.streams import luck_root
from real_games import Played, Recorded

pytestmark = pytest.mark.usefixtures("quick")

PLAYED = 0  # the stream of luck that a game is played under


def trials_of(game: Game) -> Trials:
    territory = game.table.territory
    return Trials(game.scenario, territory, game.seed, happened(game), territory.horizon_weeks)


def as_played(game: Game, account_id: str) -> Outcome:
    """What the game's own world did at an account, from week 1 to the horizon."""
    last_day = game.table.territory.horizon_weeks * 7 - 1
    spent = sum(
        round(game.scenario.pack.initiative(step.initiative).thousands * 100_000)
        for step in game.table.play.accounts[account_id].steps.values()
        if step.state == "running"
    )
    found = game.table.world.measures_between(account_id, 0, last_day)
    return Outcome(found.waiting_patient_weeks, found.started, found.goal_measures, found.our_patient_weeks, spent)


@pytest.mark.parametrize("bot", ["do_nothing", "one_doctor", "spreadsheet", "triangulator"])
def test_what_was_delivered_lived_again_under_the_played_luck_is_the_game(
    bot: str, bot_games: Mapping[str, Played]
) -> None:
    game = bot_games[bot].game
    trials, done = trials_of(game), delivered(game)
    for account_id, schedule in done.items():
        assert trials.outcome(account_id, schedule, PLAYED) == as_played(game, account_id)
    assert any(done.values()) == (bot != "do_nothing")


@pytest.mark.parametrize("pair", [(0, 1), (2, 3), (4, 5), (6, 7), (8, 9)])
def test_every_initiative_works_in_trials_as_it_does_in_the_game(game: Recorded, pair: tuple[int, int]) -> None:
    catalogue = game.game.scenario.pack.initiatives
    table, account = game.game.table, game.account("a1")
    for week, place in zip((6, 9), pair, strict=True):
        game.to_week(week)
        account.steps[catalogue[place].id] = StepPlay(catalogue[place].id, "adopted")
        start(table, "a1", account.steps[catalogue[place].id])
    game.to_end()
    done = delivered(game.game)["a1"]
    assert sorted(week for _, week in done) == [6, 9]
    assert trials_of(game.game).outcome("a1", done, PLAYED) == as_played(game.game, "a1")


def test_happenings_come_in_trials_as_they_came_in_the_game(game: Recorded) -> None:
    flood = Happening(
        id="flood", name="A flood", words="Water.", weeks=(1, 1), percent=0,
        effect=Effect(stage="preparation", capacity_percent=-60, for_weeks=5),
    )  # fmt: skip
    more = flood.model_copy(update={"id": "more", "effect": Effect(demand_percent=30)})
    game.game.inject(flood, week=4, account="a1")
    game.game.inject(more, week=9, account="a2")
    game.to_end()
    trials = trials_of(game.game)
    assert {account for account, _ in trials.happened.items()} >= {"a1", "a2"}
    for account_id in ("a1", "a2", "a3"):
        assert trials.outcome(account_id, (), PLAYED) == as_played(game.game, account_id)
    calm = Trials(game.game.scenario, game.game.table.territory, game.game.seed, {}, trials.weeks)
    assert calm.outcome("a1", (), PLAYED) != trials.outcome("a1", (), PLAYED)


@pytest.fixture
def trials(game: Recorded) -> Trials:
    return trials_of(game.game)


def some_schedule(trials: Trials, account_id: str = "a1", initiatives: int = 2) -> Schedule:
    offered = trials.accounts[account_id].offered[:initiatives]
    return tuple(sorted((one, 10 + 3 * place) for place, one in enumerate(offered)))


def test_doing_nothing_is_worth_nothing_under_every_stream(trials: Trials) -> None:
    for r in range(4):
        assert trials.one("a1", (), r) == NO_VALUE
    assert trials.mean("a1", ()) == NO_VALUE


def test_what_begins_after_the_horizon_changes_nothing_and_still_costs(trials: Trials) -> None:
    initiative = trials.accounts["a1"].offered[0]
    late = trials.one("a1", ((initiative, trials.weeks + 1),), 1)
    economy = trials.scenario.pack.economy
    assert (late.patients, late.account) == (0.0, 0.0)
    assert late.company == pytest.approx(
        -trials.scenario.pack.initiative(initiative).thousands * economy.company_points_per_thousand
    )


def test_a_mean_is_over_the_held_out_streams_unless_others_are_named(trials: Trials) -> None:
    schedule = some_schedule(trials)
    assert (trials.search, trials.held_out) == ((1,), (2,))
    assert trials.mean("a1", schedule) == trials.one("a1", schedule, 2)
    both = [trials.one("a1", schedule, r) for r in (1, 2)]
    assert trials.mean("a1", schedule, (1, 2)).patients == pytest.approx(sum(one.patients for one in both) / 2)
    assert both[0] != both[1]


def test_the_order_in_which_schedules_are_tried_makes_no_difference(game: Recorded) -> None:
    forth, back = trials_of(game.game), trials_of(game.game)
    schedules = [(account, some_schedule(forth, account, n)) for account in ("a1", "a2") for n in (3, 1, 2)]
    first = [forth.outcome(account, schedule, 1) for account, schedule in schedules]
    again = [back.outcome(account, schedule, 1) for account, schedule in reversed(schedules)]
    assert first == again[::-1]


def lanes_lived(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Filled with the number of lanes of every look-ahead from now on."""
    lived: list[int] = []

    def counted(lanes: Sequence[Lane], weeks: int) -> Lives:
        lived.append(len(lanes))
        return look_ahead(lanes, weeks)

    monkeypatch.setattr(score_trials, "look_ahead", counted)
    return lived


def test_each_schedule_is_lived_once_and_all_of_them_together(trials: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    lived = lanes_lived(monkeypatch)
    first, second = (("chair-template", 10),), (("chair-template", 10), ("funding-form", 13))
    trials.live("a1", [second, (), first, second], (1, 3))
    assert lived == [6]
    trials.live("a1", [first, second], (1,))
    assert trials.mean("a1", second, (1,)) == trials.one("a1", second, 1)
    assert lived == [6]
    trials.one("a1", second, 2)
    trials.compare({"a1": [first], "a2": [(), second], "a3": [()]}, (2,))
    assert lived == [6, 2, 1 + 2]


def test_many_lanes_are_lived_in_turns(trials: Trials, monkeypatch: pytest.MonkeyPatch) -> None:
    schedules = [(), *((("chair-template", week),) for week in range(10, 14))]
    trials.live("a1", schedules, (1,))
    other = Trials(trials.scenario, trials.territory, trials.seed, trials.happened, trials.weeks)
    monkeypatch.setattr(score_trials, "TOGETHER", 2)
    lived = lanes_lived(monkeypatch)
    other.live("a1", schedules, (1,))
    assert lived == [2, 2, 1]
    assert other.outcomes == trials.outcomes


@pytest.mark.parametrize(("together", "turns"), [(8, [8, 8, 8]), (9, [8, 8, 8]), (256, [24])])
def test_turns_are_alike_and_how_many_are_lived_in_one_makes_no_difference(
    together: int, turns: list[int], game: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials = trials_of(game.game)
    schedules: dict[str, list[Schedule]] = {
        account: [
            (),
            (("chair-template", 10),),
            (("supported-switch", 9),),
            (("chair-template", 10), ("funding-form", 13)),
        ]
        for account in ("a1", "a2", "a3")
    }
    alone = trials_of(game.game)
    for account, those in schedules.items():
        for schedule in those:
            alone.live(account, (schedule,), (1, 2))
    lucks, lived = lucks_drawn(monkeypatch), lanes_lived(monkeypatch)
    monkeypatch.setattr(score_trials, "TOGETHER", together)
    trials.live_all(schedules, (1, 2))
    assert (lived, len(lucks)) == (turns, 6)
    assert trials.outcomes == alone.outcomes
    trials.compare(schedules, (1, 2))
    assert (lived, len(lucks)) == (turns, 6)


def lucks_drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Filled with the account of every stream of luck that is drawn from now on."""
    drawn: list[str] = []

    def counted(spec: Spec, past: Luck, root: bytes, weeks: int) -> Luck:
        drawn.append(spec.account)
        return luck_ahead(spec, past, root, weeks)

    monkeypatch.setattr(score_trials, "luck_ahead", counted)
    return drawn


def test_games_on_a_deal_are_measured_by_two_rounds_of_lives(
    bot_games: Mapping[str, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oracle's options, then what it does beside what each bot did; where points were lost asks for more."""
    bots = ("do_nothing", "spreadsheet", "triangulator")
    lived = lanes_lived(monkeypatch)
    found = assess_together([bot_games[bot].game for bot in bots])
    scores = [one.score_milli for one in found]
    assert len(lived) == 2
    trials = found[0].trials
    assert all(one.trials is trials and one.oracle is found[0].oracle for one in found)
    scored = {(account, schedule) for account, schedule, r in trials.outcomes if r in trials.held_out and schedule}
    assert scored == {pair for one in found for pair in (*one.best.items(), *one.delivered.items()) if pair[1]}
    alone = [bot_games[bot].assessment for bot in bots]
    assert scores == [one.card.score_milli for one in alone]
    assert found[2].card == alone[2].card


def test_trials_are_what_the_live_kernel_comes_to(game: Recorded) -> None:
    """Each account with two of what it is offered, under three streams; what befell it came as it did."""
    happening = Happening(
        id="flood", name="A flood", words="Water.", weeks=(1, 1), percent=0,
        effect=Effect(stage="preparation", capacity_percent=-60, for_weeks=5),
    )  # fmt: skip
    game.game.inject(happening, week=4, account="a1")
    game.to_end()
    trials = trials_of(game.game)
    for account_id, account in trials.accounts.items():
        schedule = some_schedule(trials, account_id)
        spent = sum(round(trials.scenario.pack.initiative(one).thousands * 100_000) for one, _ in schedule)
        changes = [Change(7 * (week - 1), trials.scenario.pack.initiative(one).effects) for one, week in schedule]
        for week, effects, until in trials.happened.get(account_id, ()):
            changes.append(Change(7 * (week - 1), effects, None if until is None else 7 * (until - 1)))
        for r in (1, 2, 3):
            state = trials.territory.states[account_id]
            luck = future(account.spec, state.draws, luck_root(trials.seed, r), trials.weeks)
            plan = tuple(sorted(changes, key=lambda change: change.day))
            ends = live_out(account.spec, state, luck, plan, trials.weeks)
            found = outcome_of(course(account.spec, ends, 0, trials.weeks * 7 - 1), spent)
            assert trials.outcome(account_id, schedule, r) == found


def promoting(game: Game) -> Trials:
    """Trials where the afternoons only promote us."""
    trials = trials_of(game)
    pack = only_promoting(trials.scenario.pack, "education-afternoons")
    trials.scenario = trials.scenario.model_copy(update={"pack": pack})
    return trials


def test_schedules_lived_together_end_as_each_does_alone(game: Recorded) -> None:
    talk, late = ("education-afternoons", 12), ("funding-form", 500)
    schedules: list[Schedule] = [
        (), (("chair-template", 10),), (("chair-template", 10), talk), (talk,), (talk, ("supported-switch", 20)),
        (("chair-template", 10), late), (("chair-template", 10), talk, late), (("start-at-home", 12), talk),
    ]  # fmt: skip
    together = promoting(game.game)
    together.live("a1", schedules, (1, 2))
    assert len(together.outcomes) == 2 * len(schedules)
    for account, schedule, r in list(together.outcomes):
        assert promoting(game.game).outcome(account, schedule, r) == together.outcomes[(account, schedule, r)]


def test_what_only_promotes_us_is_told_from_the_life_without_it_and_moves_starts_to_us(
    game: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    trials = promoting(game.game)
    lived = lanes_lived(monkeypatch)
    trials.live("a1", [(("education-afternoons", 9),), (), (("education-afternoons", 11),)], (1,))
    assert lived == [1]
    plain, promoted = trials.outcome("a1", (), 1), trials.outcome("a1", (("education-afternoons", 9),), 1)
    assert promoted.our_patient_weeks > plain.our_patient_weeks
    assert (promoted.started, promoted.goal_measures) == (plain.started, plain.goal_measures)
