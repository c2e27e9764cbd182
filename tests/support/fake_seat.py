"""A tiny game of four weeks behind a seat: it knows no rules, it only moves what a page needs to show."""

from __future__ import annotations

from typing import Any

from fake_view import CARDS, QUESTIONS, START, claim
from kae_sim.game import actions as do
from kae_sim.game import view as seen
from kae_sim.game.events import AccountReview as Review
from kae_sim.game.events import (
    Breach,
    Decided,
    Event,
    Learnt,
    Met,
    Moved,
    NewsCame,
    RoundEnded,
    Said,
    WeekEnded,
)
from kae_sim.game.seat import IllegalAction


class FakeSeat:
    """Records every action it accepts in `done`."""

    def __init__(self) -> None:
        self._view = START
        self.done: list[do.Action] = []

    @property
    def view(self) -> seen.View:
        return self._view

    def legal_actions(self) -> tuple[do.Offer, ...]:
        shares = tuple(
            do.Share(account=one.id, tier="short", tokens=5, reason="long-waits") for one in self._view.accounts
        )
        offers = [do.Offer(action=do.Prioritise(shares=shares), half_hours=0, pence=0, vary=("shares",))]
        for one in self._view.accounts:
            for step in one.steps:
                weeks = self._sits(one.id, step.initiative)
                if weeks and step.state in ("draft", "refused"):
                    action = do.Propose(account=one.id, initiative=step.initiative, week=weeks[0])
                    offers.append(do.Offer(action=action, half_hours=0, pence=0, vary=("week",), weeks=weeks))
        return tuple(offers)

    def _sits(self, account: str, initiative: str) -> tuple[int, ...]:
        now = self._view.week
        if next(one for one in CARDS if one.id == initiative).approval == "sign-off":
            return (now + 2,)
        dates = (one for one in self._view.dates if one.kind == "committee" and one.account == account)
        return tuple(one.week for one in dates if one.week >= now + 3)

    def may(self, action: do.Action) -> bool:
        return not self._view.finished

    def act(self, action: do.Action) -> tuple[Event, ...]:
        if self._view.finished:
            raise IllegalAction("The game is over.")
        events = getattr(self, f"_{action.do}")(action)
        self.done.append(action)
        return tuple(events)

    # --- moving the view ---------------------------------------------------------------------

    def change(self, **changes: Any) -> None:
        """Another view from here on."""
        self._view = self._view.model_copy(update=changes)

    def _set_account(self, key: str, **changes: Any) -> None:
        self.change(accounts=tuple(a.model_copy(update=changes) if a.id == key else a for a in self._view.accounts))

    def _account(self, key: str) -> seen.Account:
        return next(one for one in self._view.accounts if one.id == key)

    def _meeting(self, key: str) -> seen.Meeting:
        return next(one for one in self._view.meetings if one.id == key)

    def _set_meeting(self, key: str, **changes: Any) -> None:
        self.change(meetings=tuple(m.model_copy(update=changes) if m.id == key else m for m in self._view.meetings))

    def _say(self, meeting: str, *lines: tuple[str, str]) -> list[Event]:
        held = self._meeting(meeting)
        told = tuple(seen.Line(who=who, words=words) for who, words in lines)
        self._set_meeting(meeting, spoken=held.spoken + told)
        return [Said(meeting=meeting, who=who, words=words) for who, words in lines]

    # --- finding out -------------------------------------------------------------------------

    def _read(self, action: do.Read) -> list[Event]:
        block = seen.Block(kind="paragraph", words="We see you within two weeks. " * 6)
        grid = seen.Block(kind="table", columns=("Clinic", "Weeks"), rows=(("Rheumatology " * 8, "2"),))
        series = seen.Block(kind="series", values=(3, 1, 4, 1, 5, 9, 2, 6))
        events: list[Event] = []
        for one in self._view.accounts if action.account is None else (self._account(action.account),):
            changed = {"read": self._view.week, "dated": -6, "blocks": (block, grid, series)}
            self._set_account(
                one.id, sources=tuple(s.model_copy(update=changed) if s.id == action.source else s for s in one.sources)
            )
            heard = claim(
                "c9", one.id, "wait", "under-6", person=None, source=action.source, vantage="paper", mood=None
            )
            self._set_account(one.id, claims=(*one.claims, heard))
            events.append(Learnt(claim=heard))
        return events

    def _look_up(self, action: do.LookUp) -> list[Event]:
        found = {
            "looked_up": True, "outside_roles": ("formulary-chair",), "tenure": "new", "prescriber": True,
            "runs_that_list": True, "mentioned_by": "named in the board papers",
        }  # fmt: skip
        people = self._account(action.account).people
        self._set_account(
            action.account, people=tuple(p.model_copy(update=found) if p.id == action.person else p for p in people)
        )
        return []

    def _book(self, action: do.Book) -> list[Event]:
        if action.channel == "group":
            raise IllegalAction("They will not all come in one week.")
        meeting = seen.Meeting(
            id=f"m{len(self._view.meetings)}", account=action.account, people=action.people, channel=action.channel,
            week=action.week, requested=False, state="booked", questions_left=2, prepared=None, spoken=(),
        )  # fmt: skip
        self.change(meetings=(*self._view.meetings, meeting))
        return []

    def _cancel(self, action: do.Cancel) -> list[Event]:
        if self._meeting(action.meeting).week <= self._view.week:
            raise IllegalAction("It is this week. Hold it, or they will remember.")
        self.change(meetings=tuple(one for one in self._view.meetings if one.id != action.meeting))
        return []

    def _prepare(self, action: do.Prepare) -> list[Event]:
        ways = action.wordings or ("open",) * len(action.questions)
        self._set_meeting(action.meeting, prepared=action.questions, wordings=ways)
        return []

    def _hold(self, action: do.Hold) -> list[Event]:
        meeting = self._meeting(action.meeting)
        if meeting.week != self._view.week:
            raise IllegalAction(f"That meeting is in week {meeting.week}.")
        self._set_meeting(action.meeting, state="open")
        events = self._say(action.meeting, ("scene", "The corridor is busy."), (meeting.people[0], "Come in."))
        choices = (
            seen.NewsChoice(id="tell-safety", words="Report it today"),
            seen.NewsChoice(id="move-on", words="Move on"),
        )
        words = "One of my patients had a rash after your drug."
        news = seen.News(
            id="n-1", week=self._view.week, account=meeting.account, words=words, choices=choices, answered=None,
            meeting=meeting.id,
        )  # fmt: skip
        self.change(news=(*self._view.news, news))
        return [*events, NewsCame(news="n-1", account=meeting.account, words=words, choices=choices)]

    def _respond(self, action: do.Respond) -> list[Event]:
        answered = {"answered": action.choice}
        self.change(
            news=tuple(n.model_copy(update=answered) if n.id == action.news else n for n in self._view.news),
            gate="closed" if action.choice == "move-on" else self._view.gate,
        )
        return [Breach(words="Compliance has heard of it.")] if action.choice == "move-on" else []

    def _ask(self, action: do.Ask) -> list[Event]:
        meeting = self._meeting(action.meeting)
        card = next(one for one in QUESTIONS if one.id == action.question)
        if meeting.questions_left == 0 and card.about != "who-else":
            raise IllegalAction("There is no time for another question.")
        events = self._say(
            action.meeting,
            ("you", card.open if action.wording == "open" else card.leading),
            (action.person, "Ask in pharmacy."),
        )
        if card.about == "who-else":
            return [*events, Met(account=meeting.account, person=f"{meeting.account}.chief", words="")]
        self._set_meeting(action.meeting, questions_left=meeting.questions_left - 1)
        answer = {"wait": "over-18", "bottleneck": "pharmacy-prep"}[card.about]
        heard = claim("c1", meeting.account, card.about, answer, person=action.person, manner="hedged")
        self._set_account(meeting.account, claims=(*self._account(meeting.account).claims, heard))
        moved = Moved(account=meeting.account, person=action.person, mood="warm", words="")
        return [*events, Learnt(claim=heard), moved]

    def _close(self, action: do.Close) -> list[Event]:
        self._set_meeting(action.meeting, state="done")
        return []

    def _attend(self, action: do.Attend) -> list[Event]:
        return [Said(meeting="public", who="a1.chief", words="We want chairs back.")]

    def _map(self, action: do.Map) -> list[Event]:
        raise IllegalAction("They do not trust you enough yet to open every list to you.")

    def _team_call(self, action: do.TeamCall) -> list[Event]:
        heard = claim("c8", "a2", "stopper", "chief-pharmacist", person=None, source="team-talk", vantage="paper")
        return [Learnt(claim=heard)]

    # --- deciding ----------------------------------------------------------------------------

    def _believe(self, action: do.Believe) -> list[Event]:
        said = seen.Belief(
            unknown=action.unknown, answer=action.answer, percent=action.percent, since=self._view.week, locked=()
        )
        others = tuple(one for one in self._account(action.account).beliefs if one.unknown != action.unknown)
        self._set_account(action.account, beliefs=(*others, said))
        return []

    def _prioritise(self, action: do.Prioritise) -> list[Event]:
        self.change(shares=tuple(seen.ShareView(**share.model_dump()) for share in action.shares))
        return []

    def _plan(self, action: do.Plan) -> list[Event]:
        outlook = seen.Outlook(patients=12.0, account=-3.5, company=7.25, stages={"chair-slot": "more room"})
        plan = seen.Plan(
            promised=False,
            goal=action.goal,
            initiatives=tuple((one.initiative, one.start) for one in action.initiatives),
            sponsor=action.sponsor,
            forecast=(action.forecast.wait, action.forecast.starts) if action.forecast else None,
            outlook=outlook,
        )
        written = {step.initiative: step for step in self._account(action.account).steps}
        steps = tuple(
            written.get(one.initiative) or seen.Step(initiative=one.initiative, state="draft", week=None, reasons=())
            for one in action.initiatives
        )
        self._set_account(action.account, plan=plan, steps=steps)
        return []

    def _set_step(self, where: str, initiative: str, **changes: Any) -> None:
        steps = self._account(where).steps
        self._set_account(
            where, steps=tuple(s.model_copy(update=changes) if s.initiative == initiative else s for s in steps)
        )

    def _propose(self, action: do.Propose) -> list[Event]:
        self._set_step(action.account, action.initiative, state="proposed", week=action.week)
        return []

    def _withdraw(self, action: do.Withdraw) -> list[Event]:
        self._set_step(action.account, action.initiative, state="draft", week=None)
        return []

    # --- weeks -------------------------------------------------------------------------------

    def _end_week(self, action: do.EndWeek) -> list[Event]:
        if any(one.week == self._view.week and one.kind == "round-end" for one in self._view.dates):
            raise IllegalAction("This is the quarter's last week: end the quarter instead.")
        return [*self._next_week(), WeekEnded(week=self._view.week - 1, words=("The clinic ran.",))]

    def _next_week(self) -> list[Event]:
        week = self._view.week + 1
        events: list[Event] = []
        for one in self._view.accounts:
            for step in one.steps:
                if step.state == "proposed" and step.week is not None and step.week < week:
                    self._set_step(one.id, step.initiative, state="refused", reasons=("Too few were behind it.",))
                    events.append(
                        Decided(account=one.id, initiative=step.initiative, adopted=False, reasons=("Too few.",))
                    )
        self.change(week=min(week, 4), round=1 + (min(week, 4) - 1) // 2, half_hours_left=10)
        return events

    def _end_round(self, action: do.EndRound) -> list[Event]:
        ended, last = self._view.round, self._view.round == self._view.rounds
        events = self._next_week()
        reviews = tuple(
            Review(account=one.id, starts=(4, 6), sales=(1_000_000, 2_000_000), queue=("chair-slot", 9, 4))
            for one in self._view.accounts
        )
        self.change(finished=last)
        return [*events, RoundEnded(round=ended, last=last, accounts=reviews)]
