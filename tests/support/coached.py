"""A view to which one thing after the other is done, for what the coach says about it."""

from __future__ import annotations

from typing import Any

from fake_view import START, WORDS, claim, date, person
from kae_sim.game import view as seen
from kae_sim.words.coach.message import Message
from kae_sim.words.coach.messages import messages

NURSE, CHIEF, CHAIR = "a1.nurse", "a1.chief", "a1.chair-nurse"
WORKS_AT = {
    "specialist-nurse": ("first-clinic", "mdt-list"),
    "chief-pharmacist": ("pharmacy-prep", "home-setup"),
    "infusion-nurse": ("pharmacy-prep", "chair-slot"),
}


def said(view: seen.View) -> list[int]:
    """The numbers of all that applies."""
    return sorted(one.number for one in messages(view))


def the(view: seen.View, number: int) -> Message:
    """The one message with this number."""
    (found,) = [one for one in messages(view) if one.number == number]
    return found


class Case:
    """Three accounts in the twentieth week: everybody looked up, nothing heard, and so nothing for the coach to say."""

    def __init__(self) -> None:
        people = (
            person(NURSE, "specialist-nurse", "Sr Joy Whittle", "polite"),
            person(CHIEF, "chief-pharmacist", "Dr Ada Khan", "polite"),
            person(CHAIR, "infusion-nurse", "Sr Mo Reid", "polite"),
        )
        looked_up = tuple(one.model_copy(update={"looked_up": True}) for one in people)
        first = START.accounts[0].model_copy(update={"people": looked_up, "claims": ()})
        others = tuple(
            START.accounts[1].model_copy(
                update={"id": key, "people": (), "claims": (), "half_hours_spent": 0, "sales": (sales,) * 60}
            )
            for key, sales in (("a2", 50_000), ("a3", 40_000))
        )
        rules = START.rules.model_copy(
            update={"words": WORDS | {"role:infusion-nurse": "Infusion nurse"}, "works_at": WORKS_AT}
        )
        self.view = START.model_copy(
            update={"week": 20, "weeks": 39, "rules": rules, "accounts": (first, *others), "dates": ()}
        )

    @property
    def account(self) -> seen.Account:
        return self.view.accounts[0]

    def change(self, **changes: Any) -> Case:
        self.view = self.view.model_copy(update=changes)
        return self

    def at(self, place: int = 0, **changes: Any) -> Case:
        accounts = list(self.view.accounts)
        accounts[place] = accounts[place].model_copy(update=changes)
        return self.change(accounts=tuple(accounts))

    def person(self, key: str, **changes: Any) -> Case:
        people = (one.model_copy(update=changes) if one.id == key else one for one in self.account.people)
        return self.at(people=tuple(people))

    def heard(self, about: str, answer: str, who: str | None, week: int = 19, **more: Any) -> Case:
        """A claim of a person, or of the paper that `source` names."""
        told = {"person": who, "week": week, "speaks_of": week, **more}
        if who is None:
            told |= {"vantage": "paper", "mood": None}
        return self.at(
            claims=(*self.account.claims, claim(f"c{len(self.account.claims)}", "a1", about, answer, **told))
        )

    def believes(self, unknown: Any, answer: str, percent: int = 70) -> Case:
        belief = seen.Belief(unknown=unknown, answer=answer, percent=percent, since=19, locked=())
        return self.at(beliefs=(*self.account.beliefs, belief))

    def met(self, people: tuple[str, ...], *spoken: tuple[str, str], **more: Any) -> Case:
        """A meeting with what was said in it; a done visit unless said otherwise."""
        lines = tuple(seen.Line(who=who, words=words) for who, words in spoken)
        told: dict[str, Any] = {"channel": "visit", "week": 19, "state": "done", **more}
        meeting = seen.Meeting(
            id=f"m{len(self.view.meetings)}", account="a1", people=people, requested=False, questions_left=0,
            prepared=(), spoken=lines, **told,
        )  # fmt: skip
        return self.change(meetings=(*self.view.meetings, meeting))

    def plans(self, goal: str, *initiatives: str, stages: dict[str, str] | None = None) -> Case:
        outlook = seen.Outlook(patients=0.0, account=0.0, company=0.0, stages=stages or {})
        planned = tuple((one, 21) for one in initiatives)
        steps = tuple(seen.Step(initiative=one, state="draft", week=None, reasons=()) for one in initiatives)
        plan = seen.Plan(goal=goal, initiatives=planned, sponsor=None, forecast=None, promised=False, outlook=outlook)
        return self.at(plan=plan, steps=steps)

    def papers_due(self, week: int) -> Case:
        last = date(f"a1.papers.{week}", week, "paper-deadline", "last week for papers", "a1")
        return self.change(dates=(*self.view.dates, last))

    def shares(self, *tiers_and_tokens: tuple[Any, int]) -> Case:
        shares = (
            seen.ShareView(account=one.id, tier=tier, tokens=tokens, reason=None)
            for one, (tier, tokens) in zip(self.view.accounts, tiers_and_tokens, strict=True)
        )
        return self.change(shares=tuple(shares))
