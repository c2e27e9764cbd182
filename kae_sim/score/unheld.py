"""The conversation that was never held and would have changed most, by value of information in points an hour."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kae_sim.game.engine import Game
from kae_sim.game.hours import hours
from kae_sim.game.inquiry import Ask, Listeners, gain_of
from kae_sim.game.project import person_view
from kae_sim.game.view import Account, Channel, Person
from kae_sim.game.words import rules_words
from kae_sim.knowledge.beliefs import BEST_ANSWER, rung
from kae_sim.knowledge.telling import CANNOT_SAY, answer_of, candour, own_part
from kae_sim.knowledge.wording import lower_first, status_words
from kae_sim.scenario.schema import Unknown
from kae_sim.score.card import Assessment
from kae_sim.score.debrief_model import Moment, Unmet
from kae_sim.score.quoting import WORTH_TELLING
from kae_sim.score.skills import counted_accounts
from kae_sim.score.speaking import JAMMED

CHANNELS: tuple[Channel, ...] = ("call", "visit")
_ASTRAY = "people tell what they see from where they stand, and a second voice is what shows it."
_NOTHING_TO_DO = (
    " The best plans of the whole territory do nothing at this account: the answers would have earned points for "
    "knowing it, and helped to leave it alone."
)


@dataclass(slots=True, frozen=True)
class Unheld:
    """A first conversation with somebody who was never met, and what it should have brought."""

    account: Account
    person: Person
    channel: Channel
    asks: tuple[Ask, ...]
    half_hours: int
    points: float  # of the score

    @property
    def per_hour(self) -> float:
        return 2 * self.points / max(1, self.half_hours)


def unheld(assessment: Assessment) -> Iterator[Unheld]:
    """Every one of them at the accounts that counted, for somebody who had heard what was heard in this game."""
    game = assessment.game
    locks = game.table.play.locks
    counted = counted_accounts(locks, len(locks) - 1)
    listeners = Listeners(game.scenario, assessment.tables, game.view.week)
    a_point = assessment.weights["know"] / (len(counted) * len(game.scenario.unknowns) * BEST_ANSWER)
    for account in game.view.accounts:
        if account.id not in counted:
            continue
        for person in never_met(game, account.id):
            for channel in CHANNELS:
                asks = listeners.agenda(account, person, channel)
                yield Unheld(account, person, channel, asks, game.table.prices[channel], a_point * gain_of(asks))


def never_met(game: Game, account_id: str) -> Iterator[Person]:
    """Whoever was there from the start and was never spoken to, as they would have shown themselves."""
    account = game.table.play.accounts[account_id]
    for person in game.table.dealt(account_id).people:
        if account.people[person.id].last_contact is None:
            yield person_view(game.table, account, person)


def headline(game: Game, account: Account, person: Person) -> str:
    """Whom a conversation would have been with: account, name and role."""
    return f"{account.name}: {who(game, person)}"


def who(game: Game, person: Person) -> str:
    return f"{person.name}, {lower_first(rules_words(game.scenario)[f'role:{person.role}'])}"


def with_each(assessment: Assessment) -> dict[str, Unheld]:
    """For each person who was never met, by headline, the conversation that brings more an hour."""
    best: dict[str, Unheld] = {}
    for one in unheld(assessment):
        whom = headline(assessment.game, one.account, one.person)
        if whom not in best or one.per_hour > best[whom].per_hour:
            best[whom] = one
    return best


def unmet(assessment: Assessment) -> tuple[Unmet, ...]:
    """What each conversation should have brought that was never held."""
    return tuple(Unmet(who=whom, points=round(one.points, 2)) for whom, one in with_each(assessment).items())


def never_held(assessment: Assessment) -> Moment | None:
    """The best of them, with what that person would have said; none where nobody had more to tell.

    Of value is what pays and would have put an answer right that was wrong or missing in the end, the more of them
    the better; where something could be done before where nothing could.
    """
    game = assessment.game
    paying = [one for one in with_each(assessment).values() if round(one.points, 1) >= WORTH_TELLING]
    mended = {one.person.id: len(put_right(assessment, one)) for one in paying}
    telling = [one for one in paying if mended[one.person.id]]
    to_do = [one for one in telling if assessment.oracle.best[one.account.id].schedule]
    found = max(to_do or telling, key=lambda one: mended[one.person.id] * one.per_hour, default=None)
    if found is None:
        return None
    words = rules_words(game.scenario)
    truth = assessment.card_truth(found.account.id)
    known: list[Unknown] = list(dict.fromkeys(_unknown(ask) for ask in found.asks))
    astray = sum(_astray(game, found.person, ask, truth[_unknown(ask)]) for ask in found.asks)
    an_hour = 2 * round(found.points, 1) / max(1, found.half_hours)
    was = "One of these answers was" if astray == 1 else f"{astray} of these answers were"
    return Moment(
        kind="never-held",
        headline=headline(game, found.account, found.person),
        who_said_what=tuple(_would_have_said(game, found.person, ask, truth[_unknown(ask)]) for ask in found.asks),
        true=" ".join(
            f"{words[f'unknown:{one}']} {' or '.join(words[f'answer:{one}:{answer}'] for answer in truth[one])}."
            for one in known
        )
        + (f" {was} not true: {_ASTRAY}" if astray else "")
        + ("" if to_do else _NOTHING_TO_DO),
        points=round(found.points, 1),
        sum=f"A {found.channel} takes {hours(found.half_hours)}: about {an_hour:.1f} points an hour.",
    )


def _unknown(ask: Ask) -> Unknown:
    """What a question tells about; how their own stages run tells of the bottleneck."""
    assert ask.about != "who-else"
    return "bottleneck" if ask.about == "own-part" else ask.about


def _would_have_said(game: Game, person: Person, ask: Ask, truth: tuple[str, ...]) -> str:
    """A question, and the answer at a first meeting, asked openly and prepared."""
    deal, witness = game.table.deal, game.table.witness(person.id)
    words, unknown = rules_words(game.scenario), _unknown(ask)
    question = words[f"question:{ask.question}"]
    if ask.about == "own-part":
        parts = [
            f"{lower_first(words[f'stage:{stage}'])} {status_words(own_part(deal, witness, stage, truth))}"
            for stage in witness.role.sees
        ]
        return f"Asked “{question}”, the answer would have been: {', '.join(parts)}."
    said = _answer(game, person, unknown, truth)
    told = "that they could not tell" if said == CANNOT_SAY else words[f"answer:{unknown}:{said}"]
    return f"Asked “{question}”, the answer would have been: {told}."


def _answer(game: Game, person: Person, unknown: Unknown, truth: tuple[str, ...]) -> str:
    deal, witness = game.table.deal, game.table.witness(person.id)
    stated = game.table.stated(person.id.split(".")[0])
    candid = candour(person.mood, prepared=True, leading=False)
    return answer_of(game.scenario.pack, deal, witness, unknown, truth, stated, candid)


def put_right(assessment: Assessment, found: Unheld) -> set[Unknown]:
    """The questions that they would have answered truly, and the player did not at the last lock."""
    game, lock = assessment.game, assessment.game.table.play.locks[-1]
    truth, said = assessment.card_truth(found.account.id), lock.beliefs[found.account.id]
    mended = set()
    for ask in found.asks:
        unknown = _unknown(ask)
        own = said.get(unknown)
        right = own is not None and rung(own[1]) != "nothing" and own[0] in truth[unknown]
        if not right and _tells_true(game, found.person, ask, truth[unknown]):
            mended.add(unknown)
    return mended


def _tells_true(game: Game, person: Person, ask: Ask, truth: tuple[str, ...]) -> bool:
    """Whether they would have told what is true; of their own part, that a stage is stuck which is."""
    if ask.about != "own-part":
        return _answer(game, person, _unknown(ask), truth) in truth
    witness = game.table.witness(person.id)
    seen = [stage for stage in witness.role.sees if stage in truth]
    return any(own_part(game.table.deal, witness, stage, truth) == JAMMED for stage in seen)


def _astray(game: Game, person: Person, ask: Ask, truth: tuple[str, ...]) -> bool:
    """Whether the answer would have been another than what is true."""
    return ask.about != "own-part" and _answer(game, person, _unknown(ask), truth) not in (*truth, CANNOT_SAY)
