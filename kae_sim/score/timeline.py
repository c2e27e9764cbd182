"""What was done and what happened, week by week, in words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from kae_sim.game import actions as act
from kae_sim.game.actions import Action
from kae_sim.game.engine import Game
from kae_sim.game.hours import quarter
from kae_sim.game.state import Deed, MeetingPlay, StepPlay, Vote
from kae_sim.game.words import rules_words
from kae_sim.knowledge.telling import MAP
from kae_sim.knowledge.wording import lower_first
from kae_sim.score.conduct import answered, met
from kae_sim.score.debrief_model import TimelineEntry
from kae_sim.score.speaking import listed


def timeline(game: Game) -> tuple[TimelineEntry, ...]:
    """Every entry, the first week first; in a week what it began with, what was done in its order, how it ended."""
    found = [*_live(game), *_news(game), *_came(game), *_deeds(game), *_missed(game), *_decided(game), *_after(game)]
    return tuple(sorted(found, key=lambda one: one.week))


def _live(game: Game) -> Iterator[TimelineEntry]:
    for week in [one for one in game.table.play.lost_weeks if one <= game.scenario.weeks]:
        yield TimelineEntry(week=week, words="You lost this week for breaking the code, and what was booked in it.")
    for name, what, step in _steps(game):
        if step.state == "running" and step.week is not None:
            yield TimelineEntry(week=step.week, words=f"{name}: live from now on, {what}")


def _news(game: Game) -> Iterator[TimelineEntry]:
    """What nobody had to answer; the rest stands where it was answered."""
    for news in game.table.play.news.values():
        if news.meeting is None and answered(news) is None:
            yield TimelineEntry(week=news.week, words=news.words)


def _came(game: Game) -> Iterator[TimelineEntry]:
    """What had been asked for in an earlier week."""
    play = game.table.play
    for week in play.team_called:
        yield TimelineEntry(week=week, words="Your account team rang back.")
    for account_id, account in play.accounts.items():
        if MAP in account.papers:
            name = game.table.dealt(account_id).name
            yield TimelineEntry(week=account.papers[MAP].week, words=f"{name}: the service-mapping session was held")


def _deeds(game: Game) -> Iterator[TimelineEntry]:
    """What was done. Whoever was looked up in one go at one account shares a line."""
    for (week, account_id), together in groupby(game.table.play.deeds, key=_looking_up):
        if account_id is None:
            for deed in together:
                words = _words(game, deed.week, deed.action)
                if words is not None:
                    yield TimelineEntry(week=deed.week, words=words)
        else:
            people = [game.table.person(one.action.person).name for one in together if one.action.do == "look_up"]
            yield TimelineEntry(week=week, words=f"{game.table.dealt(account_id).name}: you looked up {listed(people)}")


def _looking_up(deed: Deed) -> tuple[int, str | None]:
    return deed.week, deed.action.account if isinstance(deed.action, act.LookUp) else None


def _words(game: Game, week: int, action: Action) -> str | None:
    """What is told of an action; nothing of steps on the way to another, of beliefs and of a week's end."""
    words, table = rules_words(game.scenario), game.table
    match action:
        case act.Read(account=account_id, source=source):
            where = f"{table.dealt(account_id).name}: read" if account_id is not None else "Read"
            return f"{where}, {lower_first(words[f'source:{source}'])}"
        case act.Attend(happening=happening):
            account_id = happening.split(".", 1)[0]
            return f"{table.dealt(account_id).name}: you went to the public board meeting"
        case act.TeamCall():
            return "You asked your account team."
        case act.Map(account=account_id, sponsor=sponsor):
            asked = f"{table.person(sponsor).name} agreed to a service-mapping session"
            return f"{table.dealt(account_id).name}: {asked}"
        case act.Hold(meeting=meeting):
            held = table.play.meetings[meeting]
            tired = held.talk.walked_out if held.talk is not None else None
            left = f"; {table.person(tired).name} had had enough and left" if tired is not None else ""
            return f"{table.dealt(held.account).name}: {_talk(game, held)}{left}"
        case act.Cancel(meeting=meeting):
            off = table.play.cancelled[meeting]
            return f"{table.dealt(off.account).name}: you cancelled the {_talk(game, off)}, for week {off.week}"
        case act.Respond(news=news):
            return _chosen(game, news)
        case act.Prioritise(shares=shares):
            placed = [f"{table.dealt(one.account).name} {one.tokens}" for one in shares if one.tokens]
            return f"You placed tokens: {listed(placed)}" if placed else "You placed no tokens."
        case act.Propose(account=account_id, initiative=initiative):
            return f"{table.dealt(account_id).name}: you proposed {lower_first(words[f'initiative:{initiative}'])}"
        case act.Withdraw(account=account_id, initiative=initiative):
            return f"{table.dealt(account_id).name}: you withdrew {lower_first(words[f'initiative:{initiative}'])}"
        case act.EndRound():
            return f"Quarter {quarter(game.scenario, week)} closed: beliefs and hours were fixed."
        case _:
            return None


def _talk(game: Game, meeting: MeetingPlay) -> str:
    words, people = rules_words(game.scenario), [game.table.person(one) for one in meeting.people]
    return f"{meeting.channel} with " + listed(
        [f"{one.name} ({lower_first(words[f'role:{one.role}'])})" for one in people]
    )


def _chosen(game: Game, news_id: str) -> str | None:
    news = game.table.play.news[news_id]
    choice = answered(news)
    if choice is None:
        return None
    if news.meeting is None:
        return f"{news.words} You chose, “{choice.words}”"
    return f"{met(game, game.table.play.meetings[news.meeting])}: you chose, “{choice.words}”"


def _missed(game: Game) -> Iterator[TimelineEntry]:
    for meeting in game.table.play.meetings.values():
        if meeting.state == "missed":
            name = game.table.dealt(meeting.account).name
            yield TimelineEntry(week=meeting.week, words=f"{name}: you missed a {_talk(game, meeting)}")


def _decided(game: Game) -> Iterator[TimelineEntry]:
    for name, what, vote in _votes(game):
        answer = "yes" if vote.agreed else "no"
        yield TimelineEntry(week=vote.week, words=f"{name}: they said {answer} to {what}")


def _after(game: Game) -> Iterator[TimelineEntry]:
    over = game.table.territory.horizon_weeks
    after = over - game.scenario.weeks
    yield TimelineEntry(week=over, words=f"The end of the time that counts, {after} weeks after your last.")


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
