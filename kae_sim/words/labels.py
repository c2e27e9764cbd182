"""From ids and integers to what a Key Account Manager would say: names, hours, pounds, weeks, tiers, moods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from kae_sim.words.closed import OWN_WORDS, own_word
from kae_sim.words.naming import told_apart
from kae_sim.words.text import columns, safe, sparkline

if TYPE_CHECKING:
    from kae_sim.game.view import Account, Claim, Date, InitiativeCard, Meeting, Person, QuestionCard, Source, View

YEAR, QUARTER = 52, 13  # weeks
TREND_OF = "of these 52 weeks the last 13 against the first 13"
LEVEL = 0.4  # of the mean: the height of a curve at the least
HUNCH, FAIRLY_SURE, SURE = 40, 70, 90  # what the three keys store
LEVELS = {1: "first game", 2: "easy", 3: "full", 4: "hard", 5: "very hard"}
STAKES = {"hunch": (3, -1), "fairly sure": (5, -4), "sure": (6, -9)}

_MARKS = {"meeting": "●", "public-meeting": "○", "committee": "◇", "round-end": "━"}
MARKS_IN_SHORT = {"●": "yours", "○": "public", "◇": "committee"}  # the others stand before words that say it
MARKS_IN_WORDS = "● a meeting of yours, ○ a public meeting, ◇ a committee, ━ the end of a quarter, · any other date."
TIERS = ("short", "medium", "long", "deprioritise")
TIER_MEANINGS = tuple(f"{own_word('tier', one)}: {own_word('tier-meaning', one)}" for one in TIERS)
TIERS_IN_WORDS = "; ".join(TIER_MEANINGS)
MOODS = ("unmet", "cold", "polite", "warm", "open")
MOVES = (
    "People warm to you when you ask about their own work and come to a goodbye, and when you mention an outside role "
    "that they do hold. They cool when their patience runs out, when you mention a role that they do not hold and when "
    "you miss a meeting."
)

GROUP_TAKES = (
    "Somebody who is warm or open with you must call it, and nobody who is reserved comes. The more people, the later "
    "the date that suits all: a week for each one after three. Busy people who are not yet warm may send apologies."
)


class Labels:
    """Words for everything in one view."""

    __slots__ = ("_accounts", "_cards", "_people", "_words", "view")

    def __init__(self, view: View) -> None:
        self.view = view
        self._words = view.rules.words
        self._accounts = {account.id: account for account in view.accounts}
        self._people = {person.id: person for account in view.accounts for person in account.people}
        self._cards = {card.id: card for card in view.catalogue}

    def of(self, kind: str, key: str) -> str:
        """The word for an id. An id that nobody has named is shown with spaces, never raw."""
        name = f"{kind}:{key}"
        return self._words.get(name) or OWN_WORDS.get(name) or key.rpartition(":")[2].replace("-", " ")

    def mood_then(self, mood: str) -> str:
        """The mood in which something was said; somebody new to us was not met before."""
        return "when you first met" if mood == "unmet" else self.of("mood", mood)

    def ladder(self, mood: str) -> str:
        """Where a mood stands on the scale of them: `not met yet → [reserved] → polite → warm → open`."""
        return " → ".join(f"[{self.of('mood', one)}]" if one == mood else self.of("mood", one) for one in MOODS)

    def unknown(self, unknown: str) -> str:
        return self.of("unknown", unknown)

    def answer(self, unknown: str, answer: str) -> str:
        """An answer in words; a role or stage or goal by its own name."""
        if answer == "cannot-say":
            return self.of("status", answer)
        own = f"answer:{unknown}:{answer}"
        kind = {"bottleneck": "stage", "goal": "goal", "stopper": "role"}.get(unknown)
        return self.of(kind, answer) if kind and own not in self._words else self.of("answer", f"{unknown}:{answer}")

    def account(self, account_id: str | None) -> str:
        """The account's name, or the territory's where it is about all of them."""
        found = self._accounts.get(account_id or "")
        return found.name if found else self.view.territory

    def account_in(self, account_id: str, width: int) -> str:
        """The account's name in at most `width` columns, not to be taken for another account."""
        return told_apart(safe(self.account(account_id)), [safe(one.name) for one in self.view.accounts], width)

    def role_of(self, person: Person) -> str:
        return self.of("role", person.role)

    def person(self, person_id: str) -> str:
        """Name and role."""
        found = self._people.get(person_id)
        if found is None:
            return "somebody"
        return f"{found.name}, {self.role_of(found)}{', has left' if found.left is not None else ''}"

    def name(self, person_id: str) -> str:
        """The name alone."""
        found = self._people.get(person_id)
        return found.name if found else "Somebody"

    def mentioner(self, who: str) -> str:
        """A name, whether given as a name or as an id."""
        found = self._people.get(who)
        return found.name if found else who

    def people(self, ids: Iterable[str]) -> str:
        """Names with their jobs, told apart even where there are many."""
        found = [self.person(one) for one in ids]
        return "; ".join((*found[:-2], ", and ".join(found[-2:])))

    def names(self, ids: Iterable[str]) -> str:
        """The names alone: `A, B and C`."""
        *most, last = (self.name(one) for one in ids)
        return f"{', '.join(most)} and {last}" if most else last

    def card(self, initiative: str) -> InitiativeCard | None:
        return self._cards.get(initiative)

    def initiative(self, initiative: str) -> str:
        card = self._cards.get(initiative)
        return card.name if card else self.of("initiative", initiative)

    def speaker(self, claim: Claim) -> str:
        """Who or which paper made the claim."""
        if claim.person is not None:
            return self.person(claim.person)
        if (source := self.source(claim)) is not None:
            return source.title
        return self.of("source", claim.source) if claim.source else "Heard in passing"

    def speaker_in_short(self, claim: Claim) -> str:
        """The job of the person who made the claim, or the paper."""
        person = self._people.get(claim.person or "")
        if person is None:
            return self.speaker(claim)
        return f"{self.role_of(person)}{', has left' if person.left is not None else ''}"

    def claimed(self, claim: Claim) -> str:
        """What the claim says, in words: a status for a stage, an answer for an unknown."""
        if claim.about.startswith("stage:"):
            stage = self.of("stage", claim.about.removeprefix("stage:"))
            return f"{stage}: {self.of('status', claim.answer)}"
        clock = " (another clock)" if self.on_another_clock(claim) else ""
        return f"{self.answer(claim.about, claim.answer)}{clock}"

    def source(self, claim: Claim) -> Source | None:
        """The paper that the claim stands in."""
        account = self._accounts.get(claim.account)
        return next((one for one in (account.sources if account else ()) if one.id == claim.source), None)

    def on_another_clock(self, claim: Claim) -> bool:
        """Whether it is a wait that a paper counts from the referral to the first appointment."""
        source = self.source(claim)
        return claim.about == "wait" and source is not None and source.clock != "none"

    def question(self, card: QuestionCard) -> str:
        """What the question is about, as it stands on an agenda."""
        return self._words.get(f"question:{card.id}") or card.open

    def meeting(self, meeting: Meeting) -> str:
        who = self.people(meeting.people)
        return f"{self.of('channel', meeting.channel).capitalize()} with {who} ({self.account(meeting.account)})"

    def meeting_in(self, meeting: Meeting, width: int) -> str:
        """The same in a line of `width` columns: first the jobs go, then a part of the account's name."""
        if columns(self.meeting(meeting)) <= width:
            return self.meeting(meeting)
        who = f"{self.of('channel', meeting.channel).capitalize()} with {self.names(meeting.people)}"
        return f"{who} ({self.account_in(meeting.account, max(12, width - columns(who) - 3))})"

    def date(self, date: Date) -> str:
        """What happens on the date, and where."""
        return self.at(date.account, date.words)

    def at(self, account_id: str | None, words: str) -> str:
        """The words, begun with the account's name where they do not name it themselves."""
        name = self.account(account_id)
        return words if account_id is None or name in words else f"{name}: {words}"

    def price(self, action: str) -> str:
        """The hours that an action takes, as `1.5 h` or `no hours`; empty where the rules name no price."""
        price = self.view.rules.prices.get(action)  # named like the action, with hyphens
        return "" if price is None else hours(price)


def mark(kind: str) -> str:
    """The sign before a date, one for each kind wherever dates stand."""
    return _MARKS.get(kind, "·")


def legend(marks: Iterable[str]) -> str:
    """What the signs before some dates mean, each once: `● yours ○ public`."""
    found = set(marks)
    return " ".join(f"{sign} {words}" for sign, words in MARKS_IN_SHORT.items() if sign in found)


def hours(half_hours: int) -> str:
    """`1.5 h`; nothing is `no hours`."""
    if half_hours == 0:
        return "no hours"
    whole, half = divmod(abs(half_hours), 2)
    return f"{'-' if half_hours < 0 else ''}{whole}{'.5' if half else ''} h"


def pounds(pence: int) -> str:
    """`£1,250`, from ten thousand pounds on `£220k`, from a million on `£1.52m`."""
    sign, amount = ("-" if pence < 0 else ""), round(abs(pence) / 100)
    if amount >= 1_000_000:
        return f"{sign}£{amount / 1_000_000:.2f}m"
    return f"{sign}£{round(amount / 1000)}k" if amount >= 10_000 else f"{sign}£{amount:,}"


def week(number: int) -> str:
    """`week 5`; before the game `3 weeks before the start`."""
    return f"week {number}" if number >= 1 else f"{weeks(1 - number)} before the start"


def weeks(count: int) -> str:
    return "1 week" if count == 1 else f"{count} weeks"


def points(value: float) -> str:
    """`+3.5`, `-1.0`."""
    return f"{value:+.1f}"


def rung(percent: int) -> str | None:
    """What a percentage counts as: a hunch from 25, fairly sure from 60, sure from 84; below that nothing said."""
    if percent < 25:
        return None
    return "hunch" if percent < 60 else "fairly sure" if percent < 84 else "sure"


def belief_words(labels: Labels, account: Account, unknown: str) -> str:
    """`13 to 18 weeks (fairly sure)` or `no answer yet`."""
    for belief in account.beliefs:
        said = rung(belief.percent)
        if belief.unknown == unknown and belief.answer is not None and said is not None:
            return f"{labels.answer(unknown, belief.answer)} ({said})"
    return "no answer yet"


def known(account: Account) -> int:
    """How many unknowns the player has answered; right or not."""
    return sum(1 for belief in account.beliefs if belief.answer is not None and rung(belief.percent) is not None)


def yearly_sales(account: Account) -> int:
    """Pence in a year, from the last weeks that the company's figures reach."""
    latest = account.sales[-52:]
    return sum(latest) * 52 // len(latest) if latest else 0


def curve(values: tuple[int, ...], width: int = 8) -> str:
    """The last year in characters; a change that `trend` calls flat looks flat."""
    return sparkline(values[-YEAR:], width, LEVEL)


def trend(values: tuple[int, ...]) -> str:
    """`up 12%`, `down 7%` or `flat`: the last quarter of the year that `curve` draws against its first quarter."""
    year = values[-YEAR:]
    before, after = sum(year[:QUARTER]), sum(year[-QUARTER:])
    if len(year) < 2 * QUARTER or before == 0:
        return "flat"
    percent = round(100 * (after - before) / before)
    return f"up {percent}%" if percent > 5 else f"down {-percent}%" if percent < -5 else "flat"
