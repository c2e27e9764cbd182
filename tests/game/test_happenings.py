"""The eight events of every pack: what they do, that they are told, and that the future knows them."""

from __future__ import annotations

from collections import Counter

import pytest

from kae_sim.game import Game, IllegalAction
from kae_sim.game.actions import Book, EndWeek, LookUp, Read
from kae_sim.game.events import NewsCame
from kae_sim.game.journal import Record
from kae_sim.game.table import drawn_happenings, true_stopper
from kae_sim.scenario import Scenario, load_scenario, shipped
from kae_sim.scenario.schema import Handover, Happening, Leaning
from kae_sim.score.yardstick import happened
from kae_sim.world.lookahead import Lane, courses, look_ahead, luck_ahead, luck_of
from kae_sim.world.measures import course
from kae_sim.world.names import no_names
from kae_sim.world.state import Change
from kae_sim.world.streams import deal_root, luck_root
from people_case import at_level, book, hold, prepared, shown
from real_games import Recorded

SHIPPED = [one.id for one in shipped()]
COOLER = Happening(
    id="cooler",
    name="A launch",
    words="The rival is cheaper.",
    weeks=(1, 1),
    percent=0,
    leaning=Leaning(roles=("payer-lead", "chief-pharmacist"), points=-40),
)
CHAIR = Happening(
    id="chair",
    name="A chair",
    words="{old} has stood down. {new} takes over.",
    weeks=(1, 1),
    percent=0,
    handover=Handover(role="formulary-chair", influence_percent=20),
)


def kinds(scenario: Scenario) -> dict[str, Happening]:
    """The eight of the design by what marks each of them; fails if one is missing."""
    pack = scenario.pack
    first, *rest = pack.pathway.before_decision
    assert (first, rest) == ("clinic", [])
    on_stage = [one for one in pack.happenings if one.effect is not None and one.effect.capacity_percent < 0]
    found = {
        "memo": [one for one in pack.happenings if one.choices],
        "launch": [one for one in pack.happenings if one.leaning is not None],
        "chair": [one for one in pack.happenings if one.handover is not None],
        "nurses": [one for one in on_stage if "nurse" in one.words],
        "provider": [one for one in on_stage if "nurse" not in one.words or one.id == "unit-loses-nurses"],
        "freeze": [one for one in pack.happenings if one.delay_projects_weeks],
        "guideline": [one for one in pack.happenings if one.effect is not None and one.effect.demand_percent > 0],
        "sponsor": [one for one in pack.happenings if one.resigns is not None],
    }
    assert all(found.values()), found
    return {kind: ones[0] for kind, ones in found.items()}


@pytest.mark.parametrize("scenario", SHIPPED)
def test_each_pack_has_the_eight_events_in_its_own_words(scenario: str) -> None:
    found = kinds(load_scenario(scenario))
    assert len({one.id for one in found.values()}) == 8
    assert found["memo"].percent == 100
    assert all(20 <= one.percent <= 50 for kind, one in found.items() if kind != "memo")


@pytest.mark.parametrize("scenario", SHIPPED)
def test_events_come_as_often_and_when_the_pack_says(scenario: str) -> None:
    third = load_scenario(scenario).model_copy(update={"level": 3})
    came = Counter[str]()
    for seed in range(1000):
        for name, (week, _) in drawn_happenings(third, deal_root(seed)).items():
            came[name] += 1
            happening = next(one for one in third.pack.happenings if one.id == name)
            assert happening.weeks[0] <= week <= happening.weeks[1]
    for one in third.pack.happenings:
        spread = 5 * (1000 * one.percent / 100 * (1 - one.percent / 100)) ** 0.5  # beyond it less than one in a million
        assert abs(came[one.id] - 10 * one.percent) <= spread, one.id


# --- the payer cools ---------------------------------------------------------------------------------


def attitudes(game: Recorded) -> dict[str, int]:
    return {
        person.id: person.attitude for account in game.game.table.accounts for person in game.game.table.people(account)
    }


def test_a_launch_cools_those_whom_it_names_at_every_account_and_nobody_else(game: Recorded) -> None:
    before = attitudes(game)
    game.game.inject(COOLER, week=3)
    game.act(EndWeek())
    assert attitudes(game) == before
    news = [event for event in game.act(EndWeek()) if isinstance(event, NewsCame)]
    assert [(one.account, one.words) for one in news] == [(None, COOLER.words)]
    after = attitudes(game)
    cooled = {person for person in before if after[person] != before[person]}
    assert cooled == {one for one in before if one.split(".")[1] in ("payer-lead", "chief-pharmacist")}
    assert {after[one] for one in cooled} == {max(-600, before[one] - 400) for one in cooled}
    table = game.game.table
    for account in table.accounts:
        assert table.truth(account)["stopper"] == true_stopper(table.scenario, table.current(account))


def test_a_trainer_can_name_only_roles_that_exist_and_a_chair_needs_its_account(game: Recorded) -> None:
    with pytest.raises(IllegalAction, match="no such role: porter"):
        game.game.inject(COOLER.model_copy(update={"leaning": Leaning(roles=("porter",), points=5)}))
    with pytest.raises(IllegalAction, match="Name it"):
        game.game.inject(CHAIR)
    nobody = CHAIR.model_copy(update={"handover": Handover(role="lord-mayor")})
    with pytest.raises(IllegalAction, match="no such role outside the hospital: lord-mayor"):
        game.game.inject(nobody, account="a1")


# --- the chair changes hands --------------------------------------------------------------------------


def holders(game: Recorded, account: str) -> list[str]:
    return [one.id for one in game.game.table.people(account) if "formulary-chair" in one.outside]


def influence(game: Recorded, account: str) -> dict[str, int]:
    return {one.id: one.influence for one in game.game.table.people(account)}


@pytest.mark.parametrize("account", ["a1", "a2", "a3"])
def test_a_chair_goes_to_another_whom_it_fits_and_influence_goes_with_it(game: Recorded, account: str) -> None:
    had, before = holders(game, account), influence(game, account)
    game.game.inject(CHAIR, week=2, account=account)
    game.act(EndWeek())
    has, after = holders(game, account), influence(game, account)
    assert len(has) == 1
    assert has != had
    able = next(one.roles for one in game.game.scenario.pack.outside_roles if one.id == "formulary-chair")
    assert has[0].split(".")[1] in able
    moved = after[has[0]] - before[has[0]]
    assert 0 < moved <= 200
    if had:
        assert before[had[0]] - after[had[0]] == moved
    else:
        assert moved == 200
    others = before.keys() - {*had, *has}
    assert {one: after[one] for one in others} == {one: before[one] for one in others}
    words = game.game.view.news[-1].words
    assert "{" not in words
    assert shown(game, has[0]).name in words
    assert ("formulary-chair", 2) in shown(game, has[0]).on_paper


def test_after_the_news_a_look_up_that_was_made_is_up_to_date(game: Recorded) -> None:
    game.game.inject(CHAIR, week=2, account="a1")
    twin = game.twin()
    twin.act(EndWeek())
    heir = holders(twin, "a1")[0]
    game.person(heir).known = True
    game.act(LookUp(account="a1", person=heir))
    assert "formulary-chair" not in (shown(game, heir).outside_roles or ())
    game.act(EndWeek())
    assert "formulary-chair" in (shown(game, heir).outside_roles or ())


# --- who had a role once --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def twelfth(two_week_promise: Scenario) -> Recorded:
    """A consultant who gave up the society sixteen weeks ago, and one who gave up the chair a year ago."""
    return Recorded.start(at_level(two_week_promise, 1), 12)


def test_the_handover_names_who_had_a_role_a_year_ago_and_a_look_up_who_has_it(twelfth: Recorded) -> None:
    game = twelfth.twin()
    doctor = "a1.consultant"
    assert ("society-officer", 16) in game.game.table.person(doctor).formerly
    assert shown(game, doctor).on_paper == ()
    game.act(Read(account=None, source="handover"))
    assert ("society-officer", 1 - 52) in shown(game, doctor).on_paper
    source = next(one for one in game.game.view.accounts[0].sources if one.id == "handover")
    rows = [row for block in source.blocks for row in block.rows]
    society = next(one for one in game.game.scenario.pack.outside_roles if one.id == "society-officer")
    assert ("Hospital A1", shown(game, doctor).name, society.name) in rows
    game.act(LookUp(account="a1", person=doctor))
    assert "society-officer" not in (shown(game, doctor).outside_roles or ())


def test_a_paper_that_is_younger_than_the_change_does_not_name_who_had_it(twelfth: Recorded) -> None:
    game = twelfth.twin()
    given_up = dict(game.game.table.person("a3.consultant").formerly)
    assert given_up == {"formulary-chair": 51}
    game.act(Read(account="a3", source="minutes"))
    assert dict(shown(game, "a3.consultant").on_paper) == {}


def test_thanking_somebody_for_a_role_given_up_embarrasses(twelfth: Recorded) -> None:
    game = twelfth.twin()
    meeting = book(game, "a1.consultant", 3)
    trust = game.person("a1.consultant").state.trust
    game.act(prepared(meeting, acknowledge="society-officer"))
    hold(game, meeting)
    assert game.person("a1.consultant").state.trust == trust - 50
    said = [one.words for one in game.game.view.meetings[-1].spoken if one.who == "a1.consultant"]
    pack = game.game.scenario.pack
    society = next(one for one in pack.outside_roles if one.id == "society-officer")
    mine = {line.replace("{outside}", f"the {society.name}") for line in pack.remarks.no_longer}
    assert mine & set(said)


# --- the future knows them ------------------------------------------------------------------------------


@pytest.mark.parametrize("scenario", SHIPPED)
def test_the_look_ahead_lives_the_events_of_a_game_as_the_game_did(scenario: str) -> None:
    """Every event with an effect at one account in one game: the horizon is the same, ahead and lived."""
    found = load_scenario(scenario)
    game = Game.start(found, 4, names=no_names(found))
    effects = [one for one in found.pack.happenings if one.effect is not None or one.delay_projects_weeks]
    assert len(effects) >= 4
    for place, one in enumerate(effects):
        game.inject(one, week=3 + 2 * place, account="a1")
    lived = Recorded(game, []).to_week(30).game
    changes = tuple(
        Change(day=(week - 1) * 7, effects=given, until_day=None if until is None else until * 7)
        for week, given, until in happened(lived)["a1"]
    )
    assert len(changes) >= sum(one.effect is not None for one in effects)
    assert tuple(lived.table.world.state("a1").changes) == changes
    account, territory = lived.table.dealt("a1"), lived.table.territory
    state = territory.states["a1"]
    luck = luck_ahead(account.spec, luck_of(state.draws), luck_root(4, 0), 29)
    ahead = courses(look_ahead([Lane(account.spec, state, luck, changes)], 29))[0]
    assert ahead == course(account.spec, lived.table.world.state("a1"), 0, 29 * 7 - 1)


def test_a_copy_of_the_world_and_a_replay_live_the_same_events(two_week_promise: Scenario) -> None:
    scenario = at_level(two_week_promise, 3)
    journal: list[Record] = []
    game = Game.start(scenario, 5, names=no_names(scenario), record=journal.append)
    recorded = Recorded(game, journal).to_week(17)
    assert any("Orintis" in one.words for one in game.view.news)
    copy = game.table.world.copy()
    copy.run_week()
    game.inject(CHAIR, week=19, account="a1")
    recorded.act(EndWeek())
    assert copy.measures("a1") == game.table.world.measures("a1")
    recorded.to_week(22)
    again = Game.replay(scenario, journal)
    assert again.view == game.view
    assert again.table.play.accounts == game.table.play.accounts


def test_what_is_booked_stands_whatever_comes(game: Recorded) -> None:
    game.act(Book(account="a1", people=("a1.consultant",), channel="call", week=4))
    for event in (COOLER, CHAIR):
        game.game.inject(event, week=2, account="a1")
    game.to_week(4)
    assert [one.state for one in game.game.view.meetings] == ["booked"]
