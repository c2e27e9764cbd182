"""The timeline of a debrief: what was done, in the order in which it was done."""

from __future__ import annotations

import pytest

from kae_sim.game.actions import (
    Book,
    Cancel,
    Hold,
    LookUp,
    Plan,
    PlannedStep,
    Prioritise,
    Propose,
    Read,
    Share,
    TeamCall,
    Withdraw,
)
from kae_sim.score.timeline import timeline
from real_games import Recorded

pytestmark = pytest.mark.usefixtures("quick")


def told(game: Recorded, week: int) -> list[str]:
    return [one.words for one in timeline(game.game) if one.week == week]


def test_within_a_week_it_tells_what_was_done_in_the_order_in_which_it_was_done(game: Recorded) -> None:
    doctor, nurse, manager = "a1.consultant", "a1.specialist-nurse", "a1.service-manager"
    for one in (doctor, nurse, manager):
        game.person(one).known = True
        game.account("a1").version += 1
    website, sales = (
        next(one for one in game.game.scenario.pack.sources if one.whole_territory == whole and one.id in offered)
        for whole in (False, True)
        for offered in [{offer.action.source for offer in game.offers("read") if isinstance(offer.action, Read)}]
    )
    changed = next(
        step
        for step in game.game.view.accounts[0].offered
        for card in game.game.view.catalogue
        if card.id == step and card.approval == "sign-off"
    )
    shares = tuple(
        Share(account=one.id, tier="short", tokens=4 if one.id == "a1" else 0, reason=None)
        for one in game.game.view.accounts
    )
    game.act(
        Book(account="a1", people=(nurse,), channel="call", week=3),
    )
    game.to_week(3)
    game.act(
        LookUp(account="a1", person=doctor),
        LookUp(account="a1", person=manager),
        Hold(meeting="m1"),
    )
    game.act(*[one.action for one in game.offers("close")][:1])
    game.act(
        Read(account="a1", source=website.id),
        Read(account=None, source=sales.id),
        TeamCall(),
        Prioritise(shares=shares),
        Book(account="a1", people=(manager,), channel="call", week=6),
    )
    what = next(one.name for one in game.game.view.catalogue if one.id == changed)
    what = what[:1].lower() + what[1:]
    assert [words.removeprefix("Hospital A1: ").split(" (")[0].casefold() for words in told(game, 3)] == [
        "you looked up consultant of a1 and service manager of a1",
        "call with specialist nurse of a1",
        f"read, {website.name}".casefold(),
        f"read, {sales.name}".casefold(),
        "you asked your account team.",
        "you placed tokens: hospital a1 4",
    ]
    game.to_week(4)
    game.act(
        Plan(
            account="a1",
            goal="free-chairs",
            initiatives=(PlannedStep(initiative=changed, start=1),),
            sponsor=None,
            forecast=None,
        ),
        Propose(account="a1", initiative=changed, week=6),
        Withdraw(account="a1", initiative=changed),
        Cancel(meeting=game.game.view.meetings[-1].id),
    )
    assert told(game, 4) == [
        "Your account team rang back.",
        f"Hospital A1: you proposed {what}",
        f"Hospital A1: you withdrew {what}",
        "Hospital A1: you cancelled the call with Service Manager of A1 (service manager), for week 6",
    ]


def test_what_a_week_began_with_stands_before_what_was_done_and_its_end_after_it(game: Recorded) -> None:
    game.act(Book(account="a1", people=("a1.consultant",), channel="call", week=13))
    game.to_week(13)
    assert told(game, 13) == []
    game.act(TeamCall())
    game.carry_on()
    assert told(game, 13) == [
        "You asked your account team.",
        "Quarter 1 closed: beliefs and hours were fixed.",
        "Hospital A1: you missed a call with Consultant of A1 (lead consultant)",
    ]
