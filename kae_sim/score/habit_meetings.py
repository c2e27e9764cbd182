"""Where a habit in conversations showed: whom, how often, how prepared, and when they had had enough."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.game.engine import Game
from kae_sim.game.state import MeetingPlay
from kae_sim.game.words import rules_words
from kae_sim.knowledge.wording import lower_first
from kae_sim.score.card import Assessment
from kae_sim.score.said import jobs_met
from kae_sim.score.speaking import listed


def repeats(found: Assessment) -> Iterator[str]:
    game = found.game
    words = rules_words(game.scenario)
    often = [
        (times, account_id, person, about)
        for account_id, account in game.table.play.accounts.items()
        for person, played in account.people.items()
        for about, times in played.state.asked.items()
        if times > 1
    ]
    for times, account_id, person, about in sorted(often, key=lambda one: -one[0]):
        what = "their own part" if about == "own-part" else f"“{words[f'unknown:{about}']}”"
        yield f"{game.table.dealt(account_id).name}: you asked {person_words(game, person)} about {what} {times} times."


def unprepared(found: Assessment) -> Iterator[str]:
    game = found.game
    for meeting in sorted(game.table.play.meetings.values(), key=lambda one: one.week):
        if meeting.state == "done" and meeting.agenda is None:
            people = listed([person_words(game, one) for one in meeting.people])
            yield f"Week {meeting.week}, {game.table.dealt(meeting.account).name}: {meeting.channel} with {people}."


def showing(found: Assessment) -> Iterator[str]:
    game = found.game
    shown = [one for one in game.table.play.meetings.values() if one.state == "done" and one.agenda == ()]
    yield f"In {len(shown)} of your meetings no question was on your list."
    for meeting in sorted(shown, key=lambda one: one.week):
        people = listed([person_words(game, one) for one in meeting.people])
        yield f"Week {meeting.week}, {game.table.dealt(meeting.account).name}: {meeting.channel} with {people}."


def roles(found: Assessment) -> Iterator[str]:
    game = found.game
    for account in game.view.accounts:
        met = [one for one in account.people if one.last_contact is not None]
        if met and len(jobs_met(account)) < 3:
            names = listed([person_words(game, one.id) for one in met])
            yield f"{account.name}: you spoke to {names} alone; {_others(len(account.people) - len(met))}."


def _others(many: int) -> str:
    return "one other person was there" if many == 1 else f"{many} others were there"


def worn_out(game: Game) -> list[MeetingPlay]:
    """The meetings that somebody ended because their patience was used up, in the order of play."""
    held = [one for one in game.table.play.meetings.values() if one.talk is not None and one.talk.walked_out]
    return sorted(held, key=lambda one: one.week)


def patience(found: Assessment) -> Iterator[str]:
    game = found.game
    for meeting in worn_out(game):
        assert meeting.talk is not None
        assert meeting.talk.walked_out is not None
        who = person_words(game, meeting.talk.walked_out)
        yield f"Week {meeting.week}, {game.table.dealt(meeting.account).name}: {who} had had enough."


def person_words(game: Game, person_id: str) -> str:
    person = game.table.person(person_id)
    return f"{person.name} ({lower_first(game.scenario.pack.role(person.role).name)})"
