"""What was against the code of conduct, for the debrief: where, before whom, and what would have been right."""

from __future__ import annotations

from kae_sim.game.engine import Game
from kae_sim.game.state import MeetingPlay, NewsPlay
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import Choice

BROKE = "That broke the code."
WARNED = (
    "That was a warning; with a second one no game is passed.",
    "That was the second warning; with two no game is passed.",
    "That was a warning as well.",
)


def conduct(game: Game) -> tuple[str, ...]:
    """A sentence or two for each breach and warning, in the order of play; none where conduct was in order."""
    play, found = game.table.play, []
    breaches, warned = play.breaches, 0
    for news in play.news.values():
        choice = answered(news)
        if choice is None or news.meeting is None or choice.worth == "best":
            continue
        breaches -= choice.worth == "worst"
        verdict = BROKE if choice.worth == "worst" else WARNED[min(warned, len(WARNED) - 1)]
        warned += choice.worth == "middle"
        right = next(one for one in news.choices if one.worth == "best")
        where = met(game, play.meetings[news.meeting])
        found.append(
            f"Week {news.week}, {where}. {news.words} You chose: {lower_first(choice.words)}. {choice.answer} "
            f"{verdict} Right was: {lower_first(right.words)}. {right.answer}"
        )
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
