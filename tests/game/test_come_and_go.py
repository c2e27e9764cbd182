"""From level 3 on people are away, leave for good and are followed by strangers; below it nobody is."""

from __future__ import annotations

import pytest

from kae_sim.game import Game
from kae_sim.game.actions import Ask, Book, Close, Forecast, LookUp, Plan
from kae_sim.game.events import NewsCame
from kae_sim.game.journal import encode_all
from kae_sim.game.successions import can_leave, succeed
from kae_sim.game.table import true_stopper
from kae_sim.knowledge.telling import perceived
from kae_sim.players import play
from kae_sim.scenario import Scenario
from kae_sim.words.labels import Labels
from kae_sim.words.telling import noted
from people_case import at_level, book, fitting, good_call, hold, prepared, shown, stands
from planted import MARK, SEED, choose, forbidden, found, plant
from real_games import Recorded, played

pytestmark = pytest.mark.usefixtures("quick")

LEAVES, NURSE, NEXT = 13, "a1.specialist-nurse", "a1.specialist-nurse.2"  # in the deal of seed 11
AWAY = (23, 25)


@pytest.fixture(scope="module")
def third(two_week_promise: Scenario) -> Scenario:
    return at_level(two_week_promise, 3)


@pytest.fixture(scope="module")
def eleventh(third: Scenario) -> Recorded:
    return Recorded.start(third, 11)


@pytest.fixture
def game(eleventh: Recorded) -> Recorded:
    return eleventh.twin()


def unmoved(game: Recorded) -> Recorded:
    """The same game without resignations, where somebody has to stay."""
    game.game.table.resignations = {}
    return game


# --- away ----------------------------------------------------------------------------------------


def test_nobody_can_be_booked_while_on_leave_and_the_refusal_names_the_week_that_will_do(game: Recorded) -> None:
    unmoved(game).to_week(18)
    for week in range(AWAY[0], AWAY[1] + 1):
        why = game.refused(Book(account="a1", people=(NURSE,), channel="call", week=week))
        assert why.endswith(f"on leave from week 23 to week 25. Week {AWAY[1] + 1} is the first that will do.")
    for week in (AWAY[0] - 1, AWAY[1] + 1):
        game.twin().act(Book(account="a1", people=(NURSE,), channel="call", week=week))


def test_one_person_on_leave_is_enough_to_keep_a_visit_from_its_week(game: Recorded) -> None:
    unmoved(game).to_week(18)
    both = ("a1.consultant", NURSE)
    assert "on leave" in game.refused(Book(account="a1", people=both, channel="visit", week=24))
    game.act(Book(account="a1", people=both, channel="visit", week=26))


def test_an_offer_and_the_notice_lead_to_the_first_week_after_a_leave(game: Recorded) -> None:
    unmoved(game).to_week(AWAY[0])
    weeks = [o.action.week for o in game.offers("book") if o.action.do == "book" and o.action.people == (NURSE,)]
    assert weeks
    assert min(weeks) == AWAY[1] + 1
    assert shown(game, NURSE).lead["call"] == AWAY[1] + 1 - AWAY[0]


def test_a_leave_is_told_ahead_to_those_who_have_met_and_by_the_telephone_to_others(game: Recorded) -> None:
    stranger, friend = unmoved(game), game.twin()
    friend.game.table.resignations = {}
    good_call(friend, NURSE, 2)
    seen: dict[int, tuple[bool, bool]] = {}
    for week in (16, 17, 22, 23, 25, 26):
        stranger.to_week(week)
        friend.to_week(week)
        seen[week] = shown(stranger, NURSE).away == AWAY, shown(friend, NURSE).away == AWAY
    assert seen == {
        16: (False, False),
        17: (False, True),
        22: (False, True),
        23: (True, True),
        25: (True, True),
        26: (False, False),
    }


# --- gone ----------------------------------------------------------------------------------------


def test_somebody_leaves_and_a_stranger_of_the_same_role_comes(game: Recorded) -> None:
    good_call(game, NURSE, 2)
    before = shown(game, NURSE)
    game.to_week(LEAVES)
    news = [event for event in game.events if isinstance(event, NewsCame) and "has left" in event.words]
    assert [one.account for one in news] == ["a1"]
    after = shown(game, NEXT)
    assert news[0].words.startswith(f"Hospital A1: {before.name}, specialist nurse, has left. {after.name} takes over")
    assert (after.role, after.mood, after.looked_up, after.last_contact) == (before.role, "unmet", False, None)
    assert after.name != before.name
    assert after.mentioned_by == "named in the news"
    assert (shown(game, NURSE).left, after.left) == (LEAVES, None)
    assert game.person(NEXT).state.trust == 200
    people = [one.id for one in game.game.view.accounts[0].people]
    assert people[-1] == NURSE  # who has gone comes last
    assert len(people) == len(set(people))


def test_who_has_gone_can_be_neither_seen_nor_looked_up_and_who_came_can(game: Recorded) -> None:
    game.to_week(LEAVES)
    name = shown(game, NURSE).name
    assert game.refused(Book(account="a1", people=(NURSE,), channel="call", week=16)) == f"{name} has left."
    assert game.refused(LookUp(account="a1", person=NURSE)) == f"{name} has left."
    offered = repr(game.game.legal_actions())
    assert f"'{NURSE}'" not in offered
    assert f"'{NEXT}'" in offered
    game.act(LookUp(account="a1", person=NEXT))
    assert shown(game, NEXT).tenure == "new"
    assert shown(game, NEXT).outside_roles == ()


def test_what_was_said_stays_and_is_marked(game: Recorded) -> None:
    good_call(game, NURSE, 2)
    claims = [one for one in game.game.view.accounts[0].claims if one.person == NURSE]
    assert claims
    assert "has left" not in noted(Labels(game.game.view), claims[0])
    game.to_week(LEAVES)
    assert [one for one in game.game.view.accounts[0].claims if one.person == NURSE] == claims
    labels = Labels(game.game.view)
    assert labels.person(NURSE).endswith(", has left")
    assert labels.speaker_in_short(claims[0]).endswith(", has left")
    assert "has left" not in labels.person(NEXT)


def test_who_comes_has_a_view_of_their_own(third: Scenario) -> None:
    """Over many posts: a successor asked the same does not repeat what was said before."""
    same = tries = 0
    for seed in (3, 10, 11):
        game = Recorded.start(third, seed)
        for account, (person, _) in game.game.table.resignations.items():
            table = game.game.table
            before = table.witness(person)
            _, after = succeed(table, account, person)
            for unknown in third.unknowns:
                truth = table.truth(account)[unknown]
                said = [
                    perceived(third.pack, table.deal, one, unknown, truth, table.stated(account))
                    for one in (before, table.witness(after.id))
                ]
                tries += 1
                same += said[0] == said[1]
    assert tries > 20
    assert same < tries


def test_a_meeting_with_who_leaves_is_off_its_hours_are_free_and_so_are_invitations(game: Recorded) -> None:
    good_call(game, NURSE, 2)
    game.to_week(10)
    game.act(Book(account="a1", people=("a1.consultant", NURSE), channel="visit", week=14))
    game.person("a1.consultant").state.invited = False
    booked = game.game.view.meetings[-1].id
    game.person(NURSE).state.invited = True
    game.to_week(LEAVES)
    assert stands(game, booked) == "refused"
    assert not shown(game, NURSE).invited
    assert game.game.table.play.spent.get(14, 0) == 0


def test_a_plan_whose_sponsor_leaves_has_none(game: Recorded) -> None:
    goal = game.game.view.accounts[0].answers["goal"][0]
    forecast = Forecast(wait="6-12", starts="same")
    for account, sponsor in (("a1", NURSE), ("a2", "a2.consultant")):
        game.act(Plan(account=account, goal=goal, initiatives=(), sponsor=sponsor, forecast=forecast))
    game.to_week(LEAVES)
    plans = [account.plan for account in game.game.view.accounts]
    assert [plan.sponsor if plan else "?" for plan in plans[:2]] == [None, "a2.consultant"]
    with_none = plans[0]
    assert with_none is not None
    assert with_none.forecast == ("6-12", "same")


def test_whose_no_would_stop_it_is_measured_again_with_those_who_are_there(game: Recorded) -> None:
    game.to_week(LEAVES)
    table = game.game.table
    here = table.current("a1")
    assert {one.id for one in here.people} >= {NEXT}
    assert NURSE not in {one.id for one in here.people}
    assert table.truth("a1")["stopper"] == true_stopper(game.game.scenario, here)
    assert table.truth("a2")["stopper"] == table.stoppers["a2"]


def test_a_sponsor_resigns_in_the_week_of_the_event_and_only_where_there_is_one(third: Scenario) -> None:
    begun = Recorded.start(third, 3)  # the event comes in week 18
    alone = begun.twin().to_week(19)
    assert not any("has resigned" in one.words for one in alone.game.view.news)
    goal = begun.game.view.accounts[2].answers["goal"][0]
    begun.act(Plan(account="a3", goal=goal, initiatives=(), sponsor="a3.consultant", forecast=None))
    begun.to_week(18)
    news = next(one for one in begun.game.view.news if "has resigned" in one.words)
    assert (news.week, news.account) == (18, "a3")
    assert "{" not in news.words
    assert shown(begun, "a3.consultant").left == 18
    assert shown(begun, "a3.consultant.2").mood == "unmet"


def test_the_second_in_a_post_stays(game: Recorded) -> None:
    assert can_leave(game.game.table, "a1", NURSE)
    game.to_week(LEAVES)
    assert not can_leave(game.game.table, "a1", NURSE)
    assert not can_leave(game.game.table, "a1", NEXT)


# --- and nothing else ------------------------------------------------------------------------------


@pytest.mark.parametrize("level", [1, 2])
def test_below_the_third_level_nobody_is_away_or_leaves(two_week_promise: Scenario, level: int) -> None:
    game = Recorded.start(at_level(two_week_promise, level), 11)
    assert (game.game.table.leaves, game.game.table.resignations) == ({}, {})
    assert "sponsor-resigns" not in game.game.table.happenings
    assert not any(person.endswith(".2") for person in game.game.names.people)
    game.to_week(39)
    assert all(not account.left for account in game.game.table.play.accounts.values())
    assert all(one.away is None for account in game.game.view.accounts for one in account.people)


@pytest.mark.parametrize("bot", ["one_doctor", "random", "triangulator"])
def test_bots_play_on_whoever_leaves_and_the_journal_gives_the_same_view(third: Scenario, bot: str) -> None:
    game = played(bot, third, 10)
    assert game.account("a1").left == {"a1.consultant": 13}
    assert game.game.view.finished
    again = Game.replay(third, game.journal)
    assert again.view == game.game.view
    assert again.table.play == game.game.table.play
    assert game.assessment.card.score <= 100


def test_the_names_of_who_may_come_stand_in_the_head(third: Scenario, game: Recorded) -> None:
    head = game.journal[0]
    assert head.k == "head"
    assert NEXT in head.names["people"]
    assert len(encode_all(game.journal)[0]) < 64 * 1024


def test_no_view_event_or_offer_holds_a_planted_truth_when_people_come_and_go(third: Scenario) -> None:
    game = Recorded.start(third, SEED)
    plant(game.game)
    game.game.table.resignations = {"a1": ("a1.consultant", 4), "a2": ("a2.specialist-nurse", 6)}
    secrets = forbidden(game.game)
    for turn in range(500):
        if game.game.view.finished:
            break
        events = game.act(choose(game, turn))
        text = "\n".join([game.game.view.model_dump_json(), *(one.model_dump_json() for one in events)])
        text += repr(game.game.legal_actions())
        assert not any(one in text for one in secrets), found(text, game.game)
    assert game.account("a1").left
    assert MARK in repr(game.game.table.play)


def test_a_stranger_who_leaves_is_no_news_and_the_successor_is_as_strange(third: Scenario) -> None:
    game = Recorded.start(third, 3)  # a chief pharmacist whom nobody knows leaves in week 11
    before = len(game.game.view.accounts[0].people)
    game.to_week(12)
    assert "a1.chief-pharmacist" in game.account("a1").left
    assert len(game.game.view.accounts[0].people) == before
    assert not any("has left" in one.words for one in game.game.view.news)


def test_a_meeting_with_the_successor_is_like_any_other(game: Recorded) -> None:
    game.to_week(LEAVES)
    week = game.game.view.week + shown(game, NEXT).lead["call"]
    meeting = book(game, NEXT, week)
    question = fitting(game, NEXT)[0]
    game.act(prepared(meeting, question))
    hold(game, meeting)
    game.act(Ask(meeting=meeting, person=NEXT, question=question), Close(meeting=meeting, ask_again=True))
    assert [one.person for one in game.game.view.accounts[0].claims if one.person == NEXT]
    assert shown(game, NEXT).last_contact == week


def test_play_goes_on_to_the_end_with_a_bot_from_the_middle(third: Scenario, game: Recorded) -> None:
    game.to_week(LEAVES + 1)
    play("triangulator", third, game.game)
    assert game.game.view.finished
