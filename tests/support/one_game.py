"""One list of decisions in three ways: as lines typed at plain mode, as actions, and (by `screen_hands`) on screens."""

from __future__ import annotations

from kae_sim.game.actions import (
    Action,
    Ask,
    Believe,
    Book,
    Close,
    EndWeek,
    Forecast,
    Hold,
    Plan,
    PlannedStep,
    Prepare,
    Prioritise,
    Read,
    Share,
)
from real_games import Recorded

# The desk: 1 and 2 are accounts, 3 meetings, 5 priorities, 6 papers. Nothing here depends on what is answered.
TYPED = """
    1  3 1 b                # the website of the first account
       5 1 2 2              # a call with the specialist nurse in week 2
       2 1 1s 5             # answers: they wait less than six weeks, sure
       6 1 3 1 3 2 2 2      # a plan: the third goal, the first initiative, in week 3, a sponsor, a forecast
       b b
    w                       # week 2
    3  1 1 2 1_2 1 2 1 2    # prepare: their week, two questions and how each is put, no role, the first thing to bring
       1                    # go in
       1                    # the first question of the agenda
       2                    # the second
       1                    # no question is left: whom else to see
       2 1                  # goodbye, ask to come again
       1 2f 5               # afterwards: six to twelve weeks after all, fairly sure
    5  1 1 5 3 2 4 3 b      # priorities: everything on the first account, nothing on the second
"""


def decisions(game: Recorded) -> list[Action]:
    """The same as actions; what stands first in a list is read from the rules, as a person would."""
    view = game.game.view
    account = view.accounts[0]
    nurse = next(place for place, one in enumerate(account.people) if one.role == "specialist-nurse")
    assert nurse == 1, "the lines above take the second person"
    paper = next(one.id for one in account.sources if not one.whole_territory)
    cards = [card for card in view.rules.questions if card.about != "who-else"][:2]
    person = account.people[nurse].id
    reasons = view.rules.reasons
    first_share = Share(account="a1", tier="short", tokens=5, reason=reasons[2])
    return [
        Read(account="a1", source=paper),
        Book(account="a1", people=(person,), channel="call", week=2),
        Believe(account="a1", unknown="wait", answer="under-6", percent=90),
        Plan(
            account="a1",
            goal=account.answers["goal"][2],
            initiatives=(PlannedStep(initiative=account.offered[0], start=3),),
            sponsor=account.people[0].id,
            forecast=Forecast(wait="6-12", starts="same"),
        ),
        EndWeek(),
        Prepare(
            meeting="m2",
            opening="their-week",
            questions=tuple(card.id for card in cards),
            wordings=("open", "leading"),
            acknowledge=None,
            bring=view.rules.bring[0][0],
        ),
        Hold(meeting="m2"),
        Ask(meeting="m2", person=person, question=cards[0].id),
        Ask(meeting="m2", person=person, question=cards[1].id, wording="leading"),
        Ask(meeting="m2", person=person, question="who-else"),
        Close(meeting="m2", ask_again=True),
        Believe(account="a1", unknown="wait", answer="6-12", percent=70),
        Prioritise(shares=(first_share, Share(account="a2", tier="short", tokens=5, reason=None))),
        Prioritise(shares=(first_share, Share(account="a2", tier="deprioritise", tokens=0, reason="not-worth-it"))),
    ]
