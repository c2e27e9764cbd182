"""What was against the code of conduct, for the debrief: where, before whom, and what would have been right."""

from __future__ import annotations

from kae_sim.game.engine import Game
from kae_sim.game.state import MeetingPlay, NewsPlay
from kae_sim.scenario.schema import Choice

_VERDICTS = {"worst": "That broke the code.", "middle": "That was a warning; a second one closes the gate."}


def conduct(game: Game) -> tuple[str, ...]:
    """A sentence or two for each breach and warning, in the order of play; none where conduct was in order."""
    play, found = game.table.play, []
    breaches = play.breaches
    for news in play.news.values():
        choice = answered(news)
        if choice is None or news.meeting is None or choice.worth not in _VERDICTS:
            continue
        breaches -= choice.worth == "worst"
        right = next(one.words for one in news.choices if one.worth == "best")
        where = met(game, play.meetings[news.meeting])
        found.append(f"Week {news.week}, {where}: “{choice.words}” {_VERDICTS[choice.worth]} Right was: “{right}”")
    if breaches:
        found.append(f"More than {game.scenario.calls_a_year} calls in a year on somebody who had not asked for them.")
    return tuple(found)


def answered(news: NewsPlay) -> Choice | None:
    """What the player chose; none where nothing was."""
    return next((one for one in news.choices if one.id == news.answered), None)


def met(game: Game, meeting: MeetingPlay) -> str:
    """The account and who was there."""
    people = " and ".join(game.table.person(one).name for one in meeting.people)
    return f"{game.table.dealt(meeting.account).name}, with {people}"
