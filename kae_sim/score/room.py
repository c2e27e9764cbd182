"""What a room can talk about: several debriefs of one deal laid side by side. Nothing is measured again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import count
from statistics import median

from kae_sim.errors import KaeError
from kae_sim.score.debrief_model import AccountDebrief, AnswerLine, Debrief, RungCount, RungName
from kae_sim.score.room_model import FoundOut, RoomAnswer, RoomDebrief, RoomTiers, RoomUnheld, Standing, Told, Transfer

NO_TIER = "none"
_RUNGS: tuple[RungName, ...] = ("hunch", "fairly sure", "sure")


class NotOneRoom(KaeError):
    """Debriefs that can't be laid side by side."""


def room_debrief(debriefs: Sequence[Debrief]) -> RoomDebrief:
    """The room's debrief, people in the order given; NotOneRoom unless all are of one scenario and deal."""
    first = debriefs[0]
    names = people_of(debriefs)
    for name, one in zip(names, debriefs, strict=True):
        if (one.scenario, one.deal) != (first.scenario, first.deal):
            raise NotOneRoom(
                f"{name} played deal {one.deal} of {one.title}, {names[0]} deal {first.deal} of {first.title}. "
                "A room debrief takes runs on one deal."
            )
    answers = tuple(
        _answer(names, [one.accounts[place] for one in debriefs], at)
        for place, account in enumerate(first.accounts)
        for at in range(len(account.answers))
    )
    return RoomDebrief(
        title=first.title,
        deal=first.deal,
        pass_mark=first.pass_mark,
        standings=tuple(
            Standing(name=name, score=one.score, passed=one.passed) for name, one in zip(names, debriefs, strict=True)
        ),
        broke_the_code=sum(one.gate == "closed" for one in debriefs),
        warned=sum(one.gate == "open" and bool(one.conduct) for one in debriefs),
        median=round(median(one.score for one in debriefs), 1),
        answers=answers,
        tiers=tuple(_tiers([one.accounts[at] for one in debriefs]) for at in range(len(first.accounts))),
        calibration=tuple(_calibration(debriefs, rung) for rung in _RUNGS),
        unheld=_unheld(names, debriefs),
        transfer=tuple(
            Transfer(name=name, habit=one.habit.name, monday=one.habit.monday)
            for name, one in zip(names, debriefs, strict=True)
        ),
    )


def people_of(debriefs: Sequence[Debrief]) -> tuple[str, ...]:
    """A name for each, no two alike: who has no name is a number, who shares one gets a number behind it."""
    said = [one.player_name or f"Player {at}" for at, one in enumerate(debriefs, 1)]
    often = Counter(said)
    names: list[str] = []
    for name in said:
        free = (f"{name} ({again})" for again in count(1))
        names.append(next(one for one in free if one not in said and one not in names) if often[name] > 1 else name)
    return tuple(names)


def _answer(names: Sequence[str], accounts: Sequence[AccountDebrief], at: int) -> RoomAnswer:
    lines = [account.answers[at] for account in accounts]
    instead = Counter(line.believed for line in lines if line.right is False and line.believed is not None)
    return RoomAnswer(
        account=accounts[0].name,
        stated=accounts[0].stated if lines[0].id == "wait" else None,
        unknown=lines[0].unknown,
        true=tuple(dict.fromkeys(answer for line in lines for answer in line.true)),
        differed=len({line.true for line in lines}) > 1,
        found=tuple(
            FoundOut(name=name, told_by=line.told_by, worked_out=not line.told_by and line.observer in line.true)
            for name, line in zip(names, lines, strict=True)
            if line.right
        ),
        wrong=sum(line.right is False for line in lines),
        silent=sum(line.right is None for line in lines),
        instead=tuple(Told(words=words, often=often) for words, often in instead.most_common()),
        sources=_sources(lines),
    )


def _sources(lines: Sequence[AnswerLine]) -> tuple[Told, ...]:
    """Who told it to those who were right, the one whom most had heard first."""
    heard = Counter(who for line in lines if line.right for who in line.told_by)
    return tuple(Told(words=who, often=often) for who, often in heard.most_common())


def _tiers(accounts: Sequence[AccountDebrief]) -> RoomTiers:
    return RoomTiers(
        account=accounts[0].name,
        right=" or ".join(dict.fromkeys(account.tier_right for account in accounts)),
        said=dict(Counter(account.tier_said or NO_TIER for account in accounts)),
    )


def _calibration(debriefs: Sequence[Debrief], rung: RungName) -> RungCount:
    counts = [count for one in debriefs for count in one.calibration if count.words == rung]
    return RungCount(words=rung, said=sum(one.said for one in counts), right=sum(one.right for one in counts))


def _unheld(names: Sequence[str], debriefs: Sequence[Debrief]) -> RoomUnheld | None:
    """The conversation that would have brought the room most, of those that were somebody's first to hold."""
    offered = {moment.headline for one in debriefs for moment in one.moments if moment.kind == "never-held"}
    worth = {
        headline: {
            name: points.get(headline, 0.0)
            for name, one in zip(names, debriefs, strict=True)
            if not _held(one, headline)
            for points in ({left.who: left.points for left in one.unheld},)
        }
        for headline in offered
    }
    if not worth:
        return None
    headline = max(sorted(worth), key=lambda one: sum(worth[one].values()))
    theirs = worth[headline]
    told = {
        name: moment
        for name, one in zip(names, debriefs, strict=True)
        for moment in one.moments
        if moment.kind == "never-held" and moment.headline == headline
    }
    most_to = max(told, key=lambda name: theirs[name])
    return RoomUnheld(
        headline=headline,
        names=tuple(theirs),
        held_by=tuple(name for name in names if name not in theirs),
        most_to=most_to,
        most=told[most_to].points,
        points=round(sum(theirs.values()), 1),
        would_have_said=told[most_to].who_said_what,
        true=told[most_to].true,
    )


def _held(debrief: Debrief, headline: str) -> bool:
    """Whether somebody spoke to the person whom the headline names."""
    return any(f"{account.name}: {who}" == headline for account in debrief.accounts for who in account.spoke_to)
