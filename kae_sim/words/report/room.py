"""What a room's debrief says: what it misread, who found it out and from whom, and what each takes back to work."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.score.debrief_model import RungCount
from kae_sim.score.room import NO_TIER
from kae_sim.score.room_model import FoundOut, RoomAnswer, RoomDebrief, Told
from kae_sim.words.report.blocks import Block, Bullets, Heading, Marker, Para, Ruler, Shares, Table
from kae_sim.words.report.rungs import pays, share

_TIERS = ("short", "medium", "long", "deprioritise", NO_TIER)
_MOST = 8  # questions in the table of what was misread
_WRITE_HERE = ""


def room_sections(room: RoomDebrief) -> Iterator[Block]:
    """All blocks of the room's report in order."""
    yield from _standing(room)
    yield from _promises(room)
    yield from _misread(room)
    yield from _found(room)
    yield from _tiers(room)
    yield from _rungs(room)
    yield from _unheld(room)
    yield from _transfer(room)


def _standing(room: RoomDebrief) -> Iterator[Block]:
    scores = sorted(one.score for one in room.standings)
    passed = sum(one.passed for one in room.standings)
    yield Heading(1, f"The room's debrief: {room.title}")
    yield Para(
        f"{len(scores)} people played territory {room.deal}: the same accounts, the same people, the same weeks."
    )
    yield Heading(2, "Where the room stands")
    yield Para(
        f"From {scores[0]:.0f} to {scores[-1]:.0f} points, the middle at {room.median:.0f}. {passed} of {len(scores)} "
        "passed. One game can't rank people who are close to each other; use the rest of this report to talk, not to "
        "compare."
    )
    yield from _conduct(room)
    downwards = sorted(room.standings, key=lambda one: -one.score)  # so that no line runs through another's name
    others = (Marker("pass mark", room.pass_mark), *(Marker(one.name, one.score) for one in downwards))
    yield Ruler(Marker("the middle", room.median), scores[0], scores[-1], others, "everybody")


def _conduct(room: RoomDebrief) -> Iterator[Block]:
    broke, warned = room.broke_the_code, room.warned
    if broke or warned:
        many = f"{broke} of {len(room.standings)} did not pass for their conduct" if broke else ""
        more = f"{warned} {'was' if warned == 1 else 'were'} warned" if warned else ""
        yield Para(
            f"Conduct: {', and '.join(filter(None, (many, more)))}. Talk about it first: the scenes, and what "
            "would have been right, stand at the head of their own debriefs."
        )


def _promises(room: RoomDebrief) -> Iterator[Block]:
    lines = [one for one in room.answers if one.stated is not None]
    if not lines:
        return
    yield Heading(2, "What they say of their wait, and what it was")
    yield Para(
        "Two clocks: what they say ends with the first appointment; what you were asked for runs from the decision to "
        "the first dose."
    )
    rows = tuple((one.account, f"“{one.stated}”", _or(one), _right(one, len(room.standings))) for one in lines)
    yield Table(("Account", "They say", "It was", "Right in the room"), rows)


def _misread(room: RoomDebrief) -> Iterator[Block]:
    people = len(room.standings)
    worst = sorted(room.answers, key=lambda one: len(one.found))
    missed = [one for one in worst if len(one.found) < people][:_MOST]
    yield Heading(2, "What the room misread")
    if not missed:
        yield Para("Nothing: everybody was right about everything.")
        return
    yield Para("The questions that fewest had right at the end, the hardest first.")
    yield Table(
        ("Account", "Question", "It was", "Right", "Most said"),
        tuple((one.account, one.unknown, _or(one), _right(one, people), _instead(one)) for one in missed),
    )


def _found(room: RoomDebrief) -> Iterator[Block]:
    found = [one for one in room.answers if (one.wrong or one.silent) and any(map(_found_out, one.found))]
    yield Heading(2, "Who found it out, and from whom")
    if not found:
        yield Para("There was nothing that some found out and others did not.")
        return
    found.sort(key=lambda one: len(one.found))
    yield Bullets(tuple(map(_finding, found[:_MOST])))


def _found_out(person: FoundOut) -> bool:
    """Whether it was more than a guess."""
    return bool(person.told_by) or person.worked_out


def _finding(one: RoomAnswer) -> str:
    told = [person.name for person in one.found if person.told_by]
    worked_out = [person.name for person in one.found if person.worked_out]
    guessed = [person.name for person in one.found if not _found_out(person)]
    parts = [f"{one.account}: {one.unknown} {_or(one)}."]
    parts += [f"Right: {', '.join(told)}. {_from(one.sources)}"] if told else []
    parts += [f"Put it together from what they had heard: {', '.join(worked_out)}."] if worked_out else []
    parts += [f"Guessed it: {', '.join(guessed)}."] if guessed else []
    return " ".join(parts)


def _from(sources: tuple[Told, ...]) -> str:
    return "They had it from: " + "; ".join(f"{one.words} ({one.often})" for one in sources[:3]) + "."


def _tiers(room: RoomDebrief) -> Iterator[Block]:
    yield Heading(2, "One account, several tiers")
    yield Para("How many gave each account which tier at the end.")
    rows = tuple((one.account, *(str(one.said.get(tier, 0)) for tier in _TIERS), one.right) for one in room.tiers)
    yield Table(("Account", *(tier.capitalize() for tier in _TIERS), "Right"), rows)


def _rungs(room: RoomDebrief) -> Iterator[Block]:
    yield Heading(2, "How sure the room was, and how often right")
    yield Shares(tuple(map(share, room.calibration)))
    yield Table(
        ("The room said", "How often", "Right", "It pays when right in"),
        tuple((one.words.capitalize(), str(one.said), _part(one), pays(one.words)) for one in room.calibration),
    )


def _part(one: RungCount) -> str:
    return f"{one.right / one.said:.0%}" if one.said else "none said"


def _unheld(room: RoomDebrief) -> Iterator[Block]:
    yield Heading(2, "The conversation that was missing most")
    if room.unheld is None:
        yield Para("Nobody left out a conversation that would have told them more.")
        return
    one = room.unheld
    yield Para(f"{one.headline}.")
    held = f"Held by: {', '.join(one.held_by)}." if one.held_by else "Nobody held it."
    missed = f" Not held by: {', '.join(one.names)}." if one.held_by else ""
    yield Para(
        f"{held}{missed} Worth about {one.points:.1f} points to those who did not hold it, taken together; most to "
        f"{one.most_to}, about {one.most:.1f}."
    )
    yield Para(f"What {one.most_to} would have heard:")
    yield Bullets(one.would_have_said)
    yield Para(f"What was true: {one.true}")


def _transfer(room: RoomDebrief) -> Iterator[Block]:
    yield Heading(2, "What you take back to work", own_page=True)
    yield Para("Print this page. What to try on Monday, by the habit that it is about:")
    mondays = dict.fromkeys((one.habit, one.monday) for one in room.transfer)
    yield Bullets(tuple(f"{habit}: “{monday}”" for habit, monday in mondays))
    yield Para("Everybody writes into their line where they will try it, and comes back to it.")
    yield Table(
        ("Name", "Habit", "At which account, with whom", "Done on"),
        tuple((one.name, one.habit, _WRITE_HERE, _WRITE_HERE) for one in room.transfer),
    )


def _or(one: RoomAnswer) -> str:
    return " or ".join(one.true) + (" (not the same in every game)" if one.differed else "")


def _right(one: RoomAnswer, people: int) -> str:
    return f"{len(one.found)} of {people}"


def _instead(one: RoomAnswer) -> str:
    """The commonest wrong answer; who said nothing is counted too."""
    said = [f"{wrong.words} ({wrong.often})" for wrong in one.instead[:1]]
    said += [f"nothing ({one.silent})"] if one.silent else []
    return "; ".join(said)
