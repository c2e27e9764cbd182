"""What is still worth finding out: from the view alone, in points of the score per hour, exact where it can be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

import pytest

from kae_sim.game import Game
from kae_sim.game.actions import Action, Ask, Book, Close, Hold, Offer, Prepare, Read
from kae_sim.game.events import Event
from kae_sim.game.inquiry import Inquiry, Listeners, share_of_score, worth_finding_out
from kae_sim.game.tables import Tables, tables_for
from kae_sim.game.view import Channel, ShareView, View
from kae_sim.knowledge.beliefs import KNOW_WEIGHT
from kae_sim.knowledge.temper import QUESTIONS, least_patience
from kae_sim.scenario import Scenario
from people_case import answer, good_call, prepared
from real_games import Recorded

pytestmark = pytest.mark.usefixtures("quick")
MOST: dict[Channel, int] = {"call": QUESTIONS["call"], "visit": QUESTIONS["visit"]}


class OnlyLooks:
    """What can be seen and done in a game, and no game behind it."""

    def __init__(self, game: Game) -> None:
        self.view: View = game.view
        self._legal = game.legal_actions()

    def legal_actions(self) -> tuple[Offer, ...]:
        return self._legal

    def may(self, action: Action) -> bool:
        raise AssertionError("nobody has to ask")

    def act(self, action: Action) -> tuple[Event, ...]:
        raise AssertionError("looking changes nothing")


@pytest.fixture
def tables(three_accounts: Scenario) -> Tables:
    return tables_for(three_accounts)


def listed(game: Recorded, tables: Tables) -> tuple[Inquiry, ...]:
    return worth_finding_out(game.game, game.game.scenario, tables)


def of_person(found: Sequence[Inquiry], person: str, channel: str = "call") -> Inquiry:
    return next(
        one
        for one in found
        if isinstance(one.action, Book) and one.action.people == (person,) and one.action.channel == channel
    )


def of_paper(found: Sequence[Inquiry], source: str) -> list[Inquiry]:
    return [one for one in found if isinstance(one.action, Read) and one.action.source == source]


def test_the_list_has_all_that_is_offered_with_its_hours_the_best_first(game: Recorded, tables: Tables) -> None:
    found = listed(game, tables)
    offers = {one.action: one.half_hours for one in game.game.legal_actions()}
    assert {one.action for one in found} == {
        action for action in offers if action.do in ("book", "read", "map", "team_call")
    }
    assert all(one.half_hours == offers[one.action] for one in found)
    assert all(one.points >= 0 for one in found)
    assert [one.per_hour for one in found] == sorted((one.per_hour for one in found), reverse=True)
    assert found[0].per_hour > 0.3
    assert 0 < max(one.points for one in found) < KNOW_WEIGHT


def test_nothing_but_the_view_and_what_is_offered_is_asked_for(game: Recorded, tables: Tables) -> None:
    good_call(game, "a1.specialist-nurse", 3)
    assert worth_finding_out(OnlyLooks(game.game), game.game.scenario, tables) == listed(game, tables)


def test_what_is_true_makes_no_difference(game: Recorded, tables: Tables) -> None:
    before = listed(game, tables)
    for account in game.game.table.play.accounts.values():
        account.stopper = tuple(reversed([one.role for one in game.game.table.people(account.id)]))[:1]
        account.version += 1
    game.game.table.worked.truths.clear()
    assert listed(game, tables) == before


# --- what is asked in a conversation ---------------------------------------------------------------


def test_no_other_set_of_questions_that_patience_bears_brings_more(game: Recorded, tables: Tables) -> None:
    listeners, role_of = Listeners(game.game.scenario, tables, 1), game.game.scenario.pack.role
    everybody = [(account, person) for account in game.game.view.accounts for person in account.people]
    assert len(everybody) >= 9
    for account, person in everybody:
        asks = list(listeners.asks(account, person))
        patience = least_patience(role_of(person.role), person.mood)
        for channel, most in MOST.items():
            chosen = listeners.agenda(account, person, channel)
            assert [ask.gain for ask in chosen] == sorted((ask.gain for ask in chosen), reverse=True)
            gains = [
                sum(ask.gain for ask in some)
                for size in range(most + 1)
                for some in permutations(asks, size)
                if sum(ask.price for ask in some) < patience
                and not {"bottleneck", "own-part"} <= {ask.about for ask in some}
            ]
            assert sum(ask.gain for ask in chosen) == pytest.approx(max(gains))


def test_a_question_is_priced_by_whom_it_fits(game: Recorded, tables: Tables) -> None:
    pack = game.game.scenario.pack
    listeners = Listeners(game.game.scenario, tables, 1)
    prices = set()
    for account in game.game.view.accounts:
        for person in account.people:
            for ask in listeners.asks(account, person):
                fitting = [one for one in pack.questions if one.about == ask.about and person.role in one.roles]
                assert (ask.price, ask.question in [one.id for one in fitting]) == (
                    (1000, True) if fitting else (2000, False)
                )
                prices.add(ask.price)
    assert prices == {1000, 2000}


# --- what makes a source worth less ---------------------------------------------------------------


def test_the_same_question_to_the_same_person_again_is_worth_next_to_nothing(game: Recorded, tables: Tables) -> None:
    person = "a1.specialist-nurse"
    before = of_person(listed(game, tables), person)
    assert isinstance(before.action, Book)
    game.act(before.action)
    game.to_week(before.action.week)
    meeting = game.game.view.meetings[-1].id
    game.act(prepared(meeting, *before.questions), Hold(meeting=meeting))
    answer(game, "best")
    for question in before.questions:
        game.act(Ask(meeting=meeting, person=person, question=question))
    game.act(Close(meeting=meeting, ask_again=True))
    account = game.game.view.accounts[0]
    heard = {claim.about for claim in account.claims if claim.person == person}
    again = Listeners(game.game.scenario, tables, game.game.view.week).asks(
        account, next(one for one in account.people if one.id == person)
    )
    repeats = [ask for ask in again if ask.about in heard]
    assert len(repeats) == 2
    share = share_of_score(game.game.view, "a1", 3)
    assert all(0 <= ask.gain * share < 0.05 * before.points for ask in repeats)
    assert all(ask.price >= 2000 for ask in repeats)


def test_a_paper_that_was_read_is_on_the_list_no_more(game: Recorded, tables: Tables) -> None:
    paper = of_paper(listed(game, tables), "survey")[0]
    game.act(paper.action)
    assert paper.action not in {one.action for one in listed(game, tables)}
    game.to_week(14)
    assert paper.action in {one.action for one in game.game.legal_actions()}
    assert paper.action not in {one.action for one in listed(game, tables)}


def test_a_paper_on_another_clock_is_worth_less_than_one_that_asks_the_patients(game: Recorded, tables: Tables) -> None:
    found = listed(game, tables)
    others = [one for source in ("website", "rtt", "audit") for one in of_paper(found, source)]
    assert len(others) >= 3
    assert all(one.points == 0 for one in others)
    assert all(one.points > 0.01 for one in of_paper(found, "survey"))


def gains_of_nurses(scenario: Scenario, tables: Tables, wait: int, sees: tuple[str, ...]) -> list[dict[str, float]]:
    """Gains by what is asked about, for nurses who are right about the wait so often and have these stages."""
    pack = scenario.pack
    nurse = pack.role("specialist-nurse")
    other = nurse.model_copy(update={"sees": sees, "acuity": nurse.acuity.model_copy(update={"wait": wait})})
    roles = tuple(other if one.id == nurse.id else one for one in pack.roles)
    changed = scenario.model_copy(update={"pack": pack.model_copy(update={"roles": roles})})
    listeners = Listeners(changed, tables, 1)
    return [
        {ask.about: ask.gain for ask in listeners.asks(account, person)}
        for account in Recorded.start(changed, 1).game.view.accounts
        for person in account.people
        if person.role == nurse.id
    ]


def test_who_is_blind_to_something_is_worth_nothing_for_it(three_accounts: Scenario, tables: Tables) -> None:
    """Without stages of their own there is no part to ask about; right about four bands one time in four is chance."""
    stages = three_accounts.pack.role("specialist-nurse").sees
    sharp = gains_of_nurses(three_accounts, tables, 90, stages)
    blind = gains_of_nurses(three_accounts, tables, 25, ())
    assert len(sharp) == len(blind) >= 2
    for seeing, dull in zip(sharp, blind, strict=True):
        assert dull["own-part"] == 0 < seeing["own-part"]
        assert 0 <= dull["wait"] < 0.05 * seeing["wait"]
        assert dull["goal"] == pytest.approx(seeing["goal"])


# --- when it counts ---------------------------------------------------------------------------------


def test_what_is_heard_later_counts_at_fewer_locks(game: Recorded) -> None:
    view = game.game.view
    per_lock = [share_of_score(view, "a1", week) for week in (1, 13, 14, 26, 27, 39)]
    whole = KNOW_WEIGHT / (3 * 4 * 6)
    assert per_lock == pytest.approx([whole, whole, 0.8 * whole, 0.8 * whole, 0.5 * whole, 0.5 * whole])


def shared(view: View, *tokens: int) -> View:
    shares = tuple(
        ShareView(account=f"a{place + 1}", tier="short" if many else "deprioritise", tokens=many, reason=None)
        for place, many in enumerate(tokens)
    )
    account = view.accounts[0]
    accounts = tuple(account.model_copy(update={"id": f"a{place + 1}"}) for place in range(len(tokens)))
    return view.model_copy(update={"shares": shares, "accounts": accounts, "round": 3, "week": 27})


def test_in_the_last_quarter_only_the_four_accounts_of_its_tokens_count(game: Recorded) -> None:
    view = shared(game.game.view, 0, 3, 2, 0, 4, 1)
    shares = [share_of_score(view, f"a{place}", 27) for place in range(1, 7)]
    half = 0.5 * KNOW_WEIGHT / (4 * 4 * 6)
    assert shares == pytest.approx([0, half, half, 0, half, half])
    earlier = view.model_copy(update={"round": 2, "week": 14})
    assert all(share_of_score(earlier, f"a{place}", 14) > 0 for place in range(1, 7))


def test_after_the_game_nothing_is_open(game: Recorded, tables: Tables) -> None:
    assert listed(game.to_end(), tables) == ()


def test_a_fourth_unsolicited_call_is_never_advised(game: Recorded, tables: Tables) -> None:
    person = "a1.consultant"
    for _ in range(game.game.scenario.calls_a_year):
        inquiry = of_person(listed(game, tables), person)
        game.act(inquiry.action)
        assert isinstance(inquiry.action, Book)
        game.to_week(inquiry.action.week)
        meeting = game.game.view.meetings[-1].id
        game.act(Prepare(meeting=meeting, opening="straight-in", questions=()), Hold(meeting=meeting))
        answer(game, "best")
        game.act(Close(meeting=meeting, ask_again=False))
    assert not any(person in people for people in advised(listed(game, tables)))
    assert game.game.view.gate == "open"


def advised(found: Sequence[Inquiry]) -> Iterator[tuple[str, ...]]:
    for one in found:
        if isinstance(one.action, Book):
            yield one.action.people
