"""What is still worth finding out: every open conversation and unread paper, in points of the score per hour.

Expected by the ideal observer from what was heard, and from nothing else: the view, the pack, and the experience
of deals that nobody plays. A better belief becomes points by the rule that pays for what is believed (the skill
Know the accounts); what a better plan brings beside is not counted. Unknowns are independent for the observer and
points add up, so what several questions about different unknowns bring is the sum. Where this is only nearly so:
each thing is weighed as if nothing else were done first; of two questions about one unknown a conversation has the
better one; people are met in the mood they are in now, prepared, by open questions, with the least patience that
this mood can have; what is learnt is taken to hold at every lock to come; what people mention unasked counts for
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from kae_sim.game import actions as act
from kae_sim.game.finding import MAP_WEEKS, TEAM_WEEKS
from kae_sim.game.hearing import listener, question_to
from kae_sim.game.seat import Seat
from kae_sim.game.tables import Tables
from kae_sim.game.view import Account, Channel, Person, Source, View
from kae_sim.knowledge.beliefs import BEST_ANSWER, COUNTED, KNOW_WEIGHT, lock_weights
from kae_sim.knowledge.likelihood import age_band
from kae_sim.knowledge.observer import Heard, Listener
from kae_sim.knowledge.telling import MAP, TEAM
from kae_sim.knowledge.temper import FITTING, QUESTIONS, REPEAT, UNFITTING, least_patience
from kae_sim.scenario.schema import Question, Scenario, Topic, Unknown

LEAST = 1e-9  # points of belief that are nothing but rounding


@dataclass(slots=True, frozen=True)
class Inquiry:
    """One thing that can be done now to find out, and what it should bring."""

    action: act.Book | act.Read | act.Map | act.TeamCall
    questions: tuple[str, ...]  # of a conversation, the most telling first
    half_hours: int
    points: float  # of the score, 0 or more

    @property
    def per_hour(self) -> float:
        """Points an hour; what takes no time counts as half an hour."""
        return 2 * self.points / max(1, self.half_hours)


@dataclass(slots=True, frozen=True)
class Ask:
    """One question to one person: points of belief that it should bring, and the patience it costs."""

    question: str
    about: Topic
    gain: float
    price: int  # thousandths


@dataclass
class Listeners:
    """Whoever made the best of what was heard at each account about each unknown, worked out when asked for."""

    scenario: Scenario
    tables: Tables
    week: int
    _found: dict[tuple[str, Unknown], Listener] = field(default_factory=dict)

    def to(self, account: Account, unknown: Unknown) -> Listener:
        key = account.id, unknown
        if key not in self._found:
            seen = self.tables.experience(account)
            self._found[key] = listener(self.scenario.pack, seen, account, unknown, self.week)
        return self._found[key]

    def agenda(self, account: Account, person: Person, channel: Channel) -> tuple[Ask, ...]:
        """The questions that bring most in one conversation and leave some patience; the most telling first."""
        asks = [one for one in self.asks(account, person) if one.gain > LEAST]
        patience = least_patience(self.scenario.pack.role(person.role), person.mood)
        sizes = range(1, min(len(asks), QUESTIONS[channel]) + 1)
        sets = (some for size in sizes for some in combinations(asks, size) if _fits(some, patience))
        best = max(sets, key=gain_of, default=())
        return tuple(sorted(best, key=lambda one: -one.gain))

    def asks(self, account: Account, person: Person) -> Iterator[Ask]:
        """One question for each thing that can be asked about, one that fits if there is one."""
        cards: dict[Topic, Question] = {}
        for card in self.scenario.pack.questions:
            if card.about not in cards or (person.role in card.roles and person.role not in cards[card.about].roles):
                cards[card.about] = card
        told = {claim.about for claim in account.claims if claim.person == person.id}
        for about, card in cards.items():
            unknown = "bottleneck" if about == "own-part" else about
            if unknown == "who-else" or unknown not in self.scenario.unknowns:
                continue
            again = any(one.startswith("stage:") for one in told) if about == "own-part" else about in told
            price = (FITTING if person.role in card.roles else UNFITTING) + (REPEAT if again else 0)
            yield Ask(card.id, about, self.to(account, unknown).worth(question_to(person, about)), price)

    def paper(self, account: Account, source: str, age: int = 0) -> float:
        """Points of belief that something written, or a call or session of our own, should bring about an account."""
        return sum(
            self.to(account, unknown).worth(Heard(about=unknown, answer="", source=source, age=age))
            for unknown in self.scenario.unknowns
        )


def gain_of(asks: Iterable[Ask]) -> float:
    """Points of belief that these questions bring together."""
    return sum(one.gain for one in asks)


def _fits(asks: Sequence[Ask], patience: int) -> bool:
    """Whether these can be asked in one conversation: each about something else, and patience left at the end."""
    about = {"bottleneck" if one.about == "own-part" else one.about for one in asks}
    return len(about) == len(asks) and sum(one.price for one in asks) < patience


def share_of_score(view: View, account: str, week: int) -> float:
    """Points of the score for a point of belief that is held from this week on about an unknown of an account.

    Which accounts count is known for the last lock alone, from the tokens of its quarter; until then any may.
    """
    weights = lock_weights(view.rounds)
    rounds = [one for one in range(view.round, view.rounds + 1) if one * view.weeks // view.rounds >= week]
    tokens = sorted(view.shares, key=lambda share: -share.tokens)
    settled = tokens and view.round == view.rounds > 1
    if settled and account not in [share.account for share in tokens[:COUNTED]]:
        return 0.0
    cells = min(COUNTED, len(view.accounts)) * len(view.rules.unknowns) * BEST_ANSWER
    return KNOW_WEIGHT * sum(weights[one - 1] for one in rounds) / 100 / cells


def worth_finding_out(seat: Seat, scenario: Scenario, tables: Tables) -> tuple[Inquiry, ...]:
    """All that can be done now to find out, by points an hour, best first: calls and visits to one person with the
    questions to ask, papers not read yet, mapping sessions, the account team's call. Nothing after the game."""
    view = seat.view
    listeners = Listeners(scenario, tables, view.week)
    found: list[Inquiry] = []
    for offer in seat.legal_actions():
        action, price = offer.action, offer.half_hours
        match action:
            case act.Book():
                found.append(_conversation(view, listeners, action, price))
            case act.Read() if _source(view, action).read is None:
                found.append(_paper(view, scenario, listeners, action, price))
            case act.Map():
                account = _account(view, action.account)
                points = listeners.paper(account, MAP) * share_of_score(view, account.id, view.week + MAP_WEEKS)
                found.append(Inquiry(action, (), price, points))
            case act.TeamCall():
                found.append(Inquiry(action, (), price, _points(view, listeners, view.accounts, TEAM, TEAM_WEEKS)))
            case _:
                pass
    return tuple(sorted(found, key=lambda one: -one.per_hour))


def _conversation(view: View, listeners: Listeners, action: act.Book, price: int) -> Inquiry:
    account = _account(view, action.account)
    person = next(one for one in account.people if one.id == action.people[0])
    agenda = listeners.agenda(account, person, action.channel)
    points = gain_of(agenda) * share_of_score(view, account.id, action.week)
    return Inquiry(action, tuple(one.question for one in agenda), price, points)


def _paper(view: View, scenario: Scenario, listeners: Listeners, action: act.Read, price: int) -> Inquiry:
    source = _source(view, action)
    age = age_band(scenario.pack.source(source.id).lag_weeks)
    accounts = [one for one in view.accounts if one.id in source.speaks_of]
    return Inquiry(action, (), price, _points(view, listeners, accounts, source.id, 0, age))


def _points(
    view: View, listeners: Listeners, accounts: Iterable[Account], source: str, later: int, age: int = 0
) -> float:
    """Points of the score that something which speaks of these accounts should bring, in so many weeks."""
    return sum(listeners.paper(one, source, age) * share_of_score(view, one.id, view.week + later) for one in accounts)


def _account(view: View, account_id: str) -> Account:
    return next(one for one in view.accounts if one.id == account_id)


def _source(view: View, action: act.Read) -> Source:
    account = _account(view, action.account) if action.account else view.accounts[0]
    return next(one for one in account.sources if one.id == action.source)
