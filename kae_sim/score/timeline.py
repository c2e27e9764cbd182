"""What was done and what happened, week by week, in words."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.game.engine import Game
from kae_sim.game.state import StepPlay, Vote
from kae_sim.game.words import rules_words
from kae_sim.knowledge.wording import lower_first
from kae_sim.score.conduct import answered, met
from kae_sim.score.debrief_model import TimelineEntry
from kae_sim.score.speaking import listed


def timeline(game: Game) -> tuple[TimelineEntry, ...]:
    """Every entry, the first week first; in a week what came, then what was done, and the quarter's end last."""
    found = [*_came(game), *_news(game), *_papers(game), *_meetings(game), *_proposals(game), *_quarters(game)]
    return tuple(sorted(found, key=lambda one: one.week))


def _meetings(game: Game) -> Iterator[TimelineEntry]:
    words, table = rules_words(game.scenario), game.table
    for meeting in table.play.meetings.values():
        if meeting.state in ("done", "missed"):
            people = listed(
                [
                    f"{table.person(one).name} ({lower_first(words[f'role:{table.person(one).role}'])})"
                    for one in meeting.people
                ]
            )
            what = f"{meeting.channel} with {people}"
            shown = f"you missed a {what}" if meeting.state == "missed" else what
            yield TimelineEntry(week=meeting.week, words=f"{table.dealt(meeting.account).name}: {shown}")


def _papers(game: Game) -> Iterator[TimelineEntry]:
    words = rules_words(game.scenario)
    local = {one.id for one in game.scenario.pack.sources if not one.whole_territory}
    for account_id, account in game.table.play.accounts.items():
        for source, paper in account.papers.items():
            if source in local:
                what = lower_first(words[f"source:{source}"])
                yield TimelineEntry(week=paper.week, words=f"{game.table.dealt(account_id).name}: you read {what}")


def _proposals(game: Game) -> Iterator[TimelineEntry]:
    for name, what, vote in _votes(game):
        yield TimelineEntry(week=vote.proposed_in, words=f"{name}: you proposed {what}")
    for name, what, step in _steps(game):
        if step.state == "proposed" and step.proposed_in is not None:
            yield TimelineEntry(week=step.proposed_in, words=f"{name}: you proposed {what}")


def _came(game: Game) -> Iterator[TimelineEntry]:
    """What was decided, and what was live from when."""
    for name, what, vote in _votes(game):
        answer = "yes" if vote.agreed else "no"
        yield TimelineEntry(week=vote.week, words=f"{name}: they said {answer} to {what}")
    for name, what, step in _steps(game):
        if step.state == "running" and step.week is not None:
            yield TimelineEntry(week=step.week, words=f"{name}: live from now on, {what}")


def _steps(game: Game) -> Iterator[tuple[str, str, StepPlay]]:
    words = rules_words(game.scenario)
    for account_id, account in game.table.play.accounts.items():
        for step in account.steps.values():
            yield game.table.dealt(account_id).name, lower_first(words[f"initiative:{step.initiative}"]), step


def _votes(game: Game) -> Iterator[tuple[str, str, Vote]]:
    words = rules_words(game.scenario)
    for account_id, account in game.table.play.accounts.items():
        for vote in account.votes:
            yield game.table.dealt(account_id).name, lower_first(words[f"initiative:{vote.initiative}"]), vote


def _news(game: Game) -> Iterator[TimelineEntry]:
    play = game.table.play
    for news in play.news.values():
        choice = answered(news)
        if news.meeting is None:
            chosen = f" You chose, “{choice.words}”" if choice is not None else ""
            yield TimelineEntry(week=news.week, words=f"{news.words}{chosen}")
        elif choice is not None:
            where = met(game, play.meetings[news.meeting])
            yield TimelineEntry(week=news.week, words=f"{where}: you chose, “{choice.words}”")
    for week in [one for one in play.lost_weeks if one <= game.scenario.weeks]:
        yield TimelineEntry(week=week, words="Lost after a breach of the code, with the meetings booked in it.")


def _quarters(game: Game) -> Iterator[TimelineEntry]:
    for lock in game.table.play.locks:
        yield TimelineEntry(week=lock.week, words=f"Quarter {lock.round} closed: beliefs and hours were fixed.")
    over = game.table.territory.horizon_weeks
    after = over - game.scenario.weeks
    yield TimelineEntry(week=over, words=f"The end of the year after, {after} weeks after your last.")
