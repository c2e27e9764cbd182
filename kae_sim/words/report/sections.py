"""What the debrief says, in its order: ruler, pictures, moments, rungs, bars, losses, habit, timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kae_sim.score.debrief_model import AccountDebrief, AnswerLine, Band, Debrief, Habit, Luck, Moment, StagePicture
from kae_sim.words.picture import Box
from kae_sim.words.report.blocks import (
    Block,
    Bullets,
    Heading,
    Marker,
    Para,
    Pathway,
    Ruler,
    Table,
)
from kae_sim.words.report.lost import earned, lost
from kae_sim.words.report.plans import plans
from kae_sim.words.report.queues import queue_notes, queue_words, stuck_words
from kae_sim.words.report.rungs import rungs
from kae_sim.words.report.since import since_sections
from kae_sim.words.text import lower_first
from kae_sim.words.ways import Tie, ties

_MOMENTS = {
    "best-call": "Your best call",
    "costliest-miss": "Your costliest miss among the accounts you worked on",
    "never-held": "The conversation that was never held",
}

HEARD = (
    "What you heard points to: what a careful listener makes of everything that you heard and read. It counts who said "
    "it, whether they stand where it happens, how openly they spoke and how long ago, and how often each answer occurs."
)
LIKELY = 50  # percent of belief from which an answer that nobody gave is told as one
LEFT_ALONE = "Accounts that you left alone"
MOMENTS = (  # the heading, by how many there are
    "Moments to talk about",
    "One moment to talk about",
    "Two moments to talk about",
    "Three moments to talk about",
)


def sections(debrief: Debrief) -> Iterator[Block]:
    """All blocks of the report in order."""
    yield from _standing(debrief)
    if debrief.since is not None:
        yield from since_sections(debrief.since)
    yield from _pathways(debrief)
    yield from _moments(debrief)
    yield from rungs(debrief)
    yield from plans(debrief)
    yield from lost(debrief)
    yield Heading(2, "One habit, one sentence for Monday")
    yield from _habit(debrief.habit, "")
    if debrief.habit_beside is not None:
        yield from _habit(debrief.habit_beside, "Beside it: ")
    yield Heading(2, "What happened when")
    yield Bullets(tuple(f"Week {entry.week}: {entry.words}" for entry in debrief.timeline) or ("Nothing was done.",))


def _habit(habit: Habit, begins: str) -> Iterator[Block]:
    yield Para(f"{begins}{lower_first(habit.name) if begins else habit.name}.")
    if habit.showed:
        yield Para("Where it showed:")
        yield Bullets(habit.showed)
    yield Para(f'Try on Monday: "{habit.monday}"')


# --- where you stand ---------------------------------------------------------------------------


def _standing(debrief: Debrief) -> Iterator[Block]:
    player = f" for {debrief.player_name}" if debrief.player_name else ""
    yield Heading(1, f"Debrief{player}: {debrief.title}")
    yield Para(f"Territory {debrief.deal}. The same letters give everybody the same accounts, people and queues.")
    yield Heading(2, "Where you stand")
    yield Para(_verdict(debrief))
    if debrief.conduct:
        yield Bullets(debrief.conduct)
    yield _ruler(debrief)
    if not debrief.calibrated:
        yield Para(
            "This scenario is not calibrated yet. The band is an assumption, and the others on the ruler are stored "
            "figures, not games played on this territory."
        )
    else:
        yield Para(
            "The others on the ruler are averages over many territories. Here they may have done better or worse."
        )
    yield Para(
        f"The band, {debrief.band.low:.0f} to {debrief.band.high:.0f}, is what one game can tell. Two people whose "
        "bands overlap are level."
    )
    yield Para(f"{_luck(debrief.luck)} {_beside(debrief.luck, debrief.band)}")
    rows = tuple((skill.words, f"{skill.points:.0f}", f"{skill.weight}%") for skill in debrief.skills)
    yield Table(("Skill", "Points of 100", "Weight"), rows)
    yield Para(
        "Each skill is measured for itself: 100 is all that was possible in it, 0 earns nothing, and below "
        "0 it takes away. The weight says how much of the score it makes."
    )
    yield from _relationships(debrief)
    if round(earned(debrief, "realistic")) == 0 and any(one.promised for one in debrief.accounts):
        yield Para(
            "Be realistic is 0 although you forecast something: what came was no nearer to it than to the forecast "
            "that nothing changes, and only what goes beyond that earns points."
        )
    if earned(debrief, "realistic") < 0:
        yield Para(
            "Be realistic is below 0: your forecasts came out further off than the forecast that nothing changes. "
            "It never falls below -100, which costs as many points of the score as its weight is."
        )
    if any(skill.id == "prioritise" and skill.weight for skill in debrief.skills) and debrief.quarters > 1:
        yield Para(
            "Prioritise looks only at how you shared your hours among the accounts: 0 is sharing them evenly, 100 the "
            "best way. Tiers and their reasons are for talking about and count for nothing here."
        )
    yield from (Para(skill.left_out) for skill in debrief.skills if skill.left_out)
    yield Para(_captured(debrief))


def _relationships(debrief: Debrief) -> Iterator[Block]:
    if debrief.turned_away:
        yield Para(
            "These people will not see you again unless they ask to. Each takes 50 points from relationships, which "
            "never fall below -100:"
        )
        yield Bullets(debrief.turned_away)
    elif earned(debrief, "relationships") < 0:
        yield Para("Relationships are below 0: the trust of those you met, where your hours went, fell on the whole.")


def _luck(luck: Luck) -> str:
    """The range of luck alone; one figure where both ends are the same."""
    low, high = f"{luck.low:.0f}", f"{luck.high:.0f}"
    points = "point" if high == "1" else "points"
    if low == high:
        return f"Luck alone made no difference: the same decisions would have brought {high} {points} anyway."
    return (
        f"Luck alone: the same decisions, with patients coming and going otherwise, would have brought {low} to {high} "
        f"{points}, nine times in ten."
    )


def _beside(luck: Luck, band: Band) -> str:
    """How the range of luck and the band belong together: the band is what one game tells on average."""
    if round(band.low) <= round(luck.low) and round(luck.high) <= round(band.high):
        return "The band is wider: it also holds that another game would have gone otherwise."
    return "Luck weighed more than usual here: the band is what one game can tell on average."


def _captured(debrief: Debrief) -> str:
    share = f"{abs(debrief.captured):.0%} of what was possible beyond doing nothing"
    if debrief.captured < 0:
        return f"All together your plans cost more than they brought; what they fell short by is {share}."
    return f"Your plans brought {share}."


def _ruler(debrief: Debrief) -> Ruler:
    bots = sorted((Marker(one.words, one.mean) for one in debrief.ruler), key=lambda one: one.at)
    return Ruler(
        Marker("your score", debrief.score),
        debrief.band.low,
        debrief.band.high,
        (Marker("pass mark", debrief.pass_mark), *bots),
    )


def _verdict(debrief: Debrief) -> str:
    score = f"{debrief.score:.1f} points"
    if debrief.gate == "closed":
        return f"{score}. Not passed, whatever the points: your conduct broke the code."
    passed = "Passed" if debrief.passed else "Not passed"
    conduct = "You were warned for your conduct" if debrief.conduct else "Your conduct was in order"
    return f"{score}. {passed}; the pass mark is {debrief.pass_mark}. {conduct}."


# --- the two pictures --------------------------------------------------------------------------


def _pathways(debrief: Debrief) -> Iterator[Block]:
    yield Heading(2, "What you believed, and what was true")
    yield Para(HEARD)
    for account in [one for one in debrief.accounts if one.mattered]:
        yield Heading(3, account.name)
        yield Para("The pathway as you believed it:")
        yield Pathway(_believed(account))
        yield Para(f"The pathway as it was{when(account)}:")
        yield Pathway(_true(account))
        yield Table(("Question", "You said", "It was in the end", "What you heard points to"), _answers(account))
        yield from map(Para, queue_notes(account))
    yield from _left_alone([account for account in debrief.accounts if not account.mattered])


def _left_alone(accounts: Sequence[AccountDebrief]) -> Iterator[Block]:
    """Where nobody was met and nothing was said: what was true, and no verdict."""
    if accounts:
        yield Heading(3, LEFT_ALONE)
        yield Para("Leaving accounts out is a decision like any other. What was true there:")
        yield Bullets(tuple(map(was_true, accounts)))


def was_true(account: AccountDebrief) -> str:
    """The answers about an account in one line."""
    return f"{account.name}: " + " ".join(f"{one.unknown} {' or '.join(one.true)}." for one in account.answers)


def when(account: AccountDebrief) -> str:
    """When the picture was taken, and what was running by then."""
    if not account.quarter:
        return ""
    running = f"with {account.running} running" if account.running else "with nothing of yours running"
    return f" at the end of quarter {account.quarter}, {running}"


def ties_of(stages: Sequence[StagePicture]) -> list[Tie]:
    """How the stages hang together."""
    return ties([stage.id for stage in stages], {stage.id: stage.onward for stage in stages})


def onto(stages: Sequence[StagePicture], tie: Tie) -> str:
    """Where patients go on to from a stage, if not to the next."""
    names = {stage.id: stage.name for stage in stages}
    return "" if tie.leads is None else names.get(tie.leads, tie.leads)


def _believed(account: AccountDebrief) -> tuple[Box, ...]:
    return tuple(
        Box(stage.name, ("YOU: stuck",) if stage.believed else (), not stage.believed, tie, stage.believed)
        for stage, tie in zip(account.stages, ties_of(account.stages), strict=True)
    )


def _true(account: AccountDebrief) -> tuple[Box, ...]:
    return tuple(
        Box(
            stage.name,
            (f"{queue_words(stage.queue_weeks)} in the queue", *((stuck_words(stage),) if stage.true else ())),
            outline=False,
            tie=tie,
            stuck=stage.true,
        )
        for stage, tie in zip(account.stages, ties_of(account.stages), strict=True)
    )


def _answers(account: AccountDebrief) -> tuple[tuple[str, ...], ...]:
    rows = []
    for line in account.answers:
        said = "nothing" if line.believed is None else f"{line.believed} ({line.rung or 'no rung'})"
        mark = {True: "right: ", False: "wrong: ", None: ""}[line.right]
        said += "".join(f"; {words}" for words in right_then(line))
        heard = points_to(line) or ("nobody could tell" if line.in_vain else "nobody spoke of it")
        rows.append((line.unknown, f"{mark}{said}", " or ".join(line.true), heard))
    return tuple(rows)


def points_to(line: AnswerLine) -> str:
    """What all that was heard points to; empty where nothing was."""
    if line.observer is None:
        return ""
    if not line.observer_named and line.observer_percent < LIKELY:
        return f"too little to tell (rather {line.observer}, {line.observer_percent}%)"
    unnamed = "" if line.observer_named else ", though nobody said so"
    return f"{line.observer} ({line.observer_percent}%{unnamed})"


def right_then(line: AnswerLine) -> tuple[str, ...]:
    """That an answer which is not right in the end was right before; nothing where it is, or never was."""
    if line.right or not line.right_in:
        return ()
    quarters = f"quarter{'s' if len(line.right_in) > 1 else ''} {' and '.join(map(str, line.right_in))}"
    since = "; your plan has changed it since" if line.moved else ""
    return (f"what you said in {quarters} was right then{since}",)


# --- moments -----------------------------------------------------------------------------------


def _moments(debrief: Debrief) -> Iterator[Block]:
    yield Heading(2, MOMENTS[len(debrief.moments)])
    if not debrief.moments:
        yield Para("There was too little in this game to point at a moment.")
    elif not any(moment.kind == "best-call" for moment in debrief.moments):
        yield Para("No single call stood out as good this time. That happens; the next game is a new one.")
    for moment in debrief.moments:
        yield Heading(3, f"{_MOMENTS[moment.kind]}: {moment.headline}")
        if moment.who_said_what:
            yield Bullets(moment.who_said_what)
        yield Para(f"What was true: {moment.true}")
        yield Para(_worth(moment))


def _worth(moment: Moment) -> str:
    if moment.kind == "never-held":
        return f"Such a conversation is worth about {moment.points:.1f} points on average. {moment.sum}".rstrip()
    if moment.undone:
        return f"By itself it earned {moment.points:.1f} points; wrong answers elsewhere took them away again."
    brought = f"It brought {moment.points:.1f}" if moment.points >= 0 else f"It cost {-moment.points:.1f}"
    return f"{moment.sum} {brought} points of your score.".lstrip()
