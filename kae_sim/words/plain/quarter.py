"""The end of a quarter: what is about to be locked, the review, and the end of the game."""

from __future__ import annotations

from collections.abc import Iterable

from kae_sim.game.actions import EndRound
from kae_sim.game.events import Event, RoundEnded
from kae_sim.game.view import Step, View
from kae_sim.words.labels import Labels, known, pounds, week
from kae_sim.words.plain.beliefs import beliefs
from kae_sim.words.plain.evidence import beliefs_lines
from kae_sim.words.plain.priorities import priorities, share_lines
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back
from kae_sim.words.plain.week import free_to_go
from kae_sim.words.telling import lasted, year_after
from kae_sim.words.text import table

QUESTIONS = (
    "Which account would you drop, and who told you?",
    "Which of your answers would you bet on, and how many different people gave it to you?",
    "What did you promise, and who will notice if it does not come?",
)

ENDS_THE_GAME = (
    "Ending it ends your game. Your answers are locked for good; the year after runs without you, with what was "
    "agreed; then the debrief shows what was true. Nothing can be done after that."
)

YEAR_AFTER = (
    "The weeks have gone on without you, for longer than anybody said. What was agreed in time has been at work "
    "all the while; what was not agreed has changed nothing."
)


def end_of_quarter(sitting: Sitting) -> None:
    """Reminds of answers and priorities, and ends the quarter when the person says so."""
    quarter = sitting.view.round
    while not sitting.view.finished and sitting.view.round == quarter:
        _about_to_be_locked(sitting)
        sitting.coached("quarter")
        options = ("Change an answer", "Change the priorities", "End the quarter")
        chosen = sitting.terminal.pick(options, "quarter")
        try:
            if chosen == 0:
                _change_answer(sitting)
            elif chosen == 1:
                priorities(sitting)
            elif not free_to_go(sitting):
                return
            elif _sure(sitting):
                _end(sitting)
        except Back:
            continue


def _sure(sitting: Sitting) -> bool:
    """Asks once more where it is the end of the game."""
    if sitting.view.round < sitting.view.rounds:
        return True
    sitting.terminal.say(ENDS_THE_GAME)
    return sitting.terminal.pick(("Not yet", "End the game"), "quarter") == 1


def _about_to_be_locked(sitting: Sitting) -> None:
    view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
    terminal.heading(f"The end of quarter {view.round}")
    terminal.say("When you end the quarter, your answers are locked as they stand now:")
    for account in view.accounts:
        terminal.say(f"{account.name}: {known(account)} of {len(view.rules.unknowns)} questions answered", first=" - ")
        for line in beliefs_lines(labels, account):
            terminal.say(line, first="     ", later="       ")
    terminal.line()
    if view.round == view.rounds:
        return
    shares = share_lines(sitting)
    terminal.say("Your priorities for the coming quarter:" if shares else "You have not set priorities yet.")
    for line in shares:
        terminal.say(line, first=" - ", later="   ")
    terminal.line()


def _change_answer(sitting: Sitting) -> None:
    accounts = sitting.view.accounts
    chosen = sitting.terminal.pick([account.name for account in accounts], "quarter", "Which account")
    beliefs(sitting, accounts[chosen].id)


def _end(sitting: Sitting) -> None:
    weeks = (sitting.view.week - sitting.view.weeks // sitting.view.rounds + 1, sitting.view.week)
    events = sitting.act(EndRound())
    for event in events or ():
        if isinstance(event, RoundEnded):
            _review(sitting, event, weeks)
            if event.last:
                _year_after(sitting, events or ())


def _review(sitting: Sitting, ended: RoundEnded, weeks: tuple[int, int]) -> None:
    view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
    terminal.heading(f"Review of quarter {ended.round}")
    header = ("Account", "New starts", "before", "Sales", "before")
    rows = [
        (
            labels.account(one.account),
            str(one.starts[1]),
            str(one.starts[0]),
            pounds(one.sales[1]),
            pounds(one.sales[0]),
        )
        for one in ended.accounts
    ]
    terminal.lines(table(header, rows))
    for one in ended.accounts:
        if one.queue is not None:
            terminal.say(queue_words(labels, one.account, one.queue), first=" - ", later="   ")
    decided = decisions(view, labels, weeks)
    terminal.section("What was decided")
    for line in decided or ["Nothing was decided this quarter."]:
        terminal.say(line, first=" - ", later="   ")
    if not ended.last:
        terminal.section("A question to think about")
        terminal.say(QUESTIONS[(ended.round - 1) % len(QUESTIONS)])
    sitting.coached("desk")
    terminal.pause()


def queue_words(labels: Labels, account: str, queue: tuple[str, int, int]) -> str:
    stage, before, now = queue
    change = "fewer than" if now < before else "more than" if now > before else "as many as"
    at = f"{labels.account(account)}, {labels.of('stage', stage)}"
    return f"{at}: {now} patients wait, {change} at the start of the quarter ({before})."


def decisions(view: View, labels: Labels, weeks: tuple[int, int]) -> list[str]:
    """Decisions and starts of work in these weeks, with their reasons."""
    return [
        f"{account.name}, {labels.initiative(step.initiative)}: {happened}. {' '.join(step.reasons)}".rstrip()
        for account in view.accounts
        for step in account.steps
        if (happened := _happened(labels, step, weeks))
    ]


def _happened(labels: Labels, step: Step, weeks: tuple[int, int]) -> str:
    """What became of a step in these weeks; empty where nothing. A start after them is no more than agreed then."""
    first, last = weeks
    if step.state == "running" and step.week is not None and step.week > last:
        agreed = step.decided is not None and step.decided <= last
        return f"agreed, to be live from {week(step.week)}" if agreed else ""
    if step.state in ("adopted", "refused", "running", "stopped") and step.week is not None:
        return f"{labels.of('step', step.state)} ({week(step.week)})" if first <= step.week <= last else ""
    if step.state in ("draft", "proposed") and step.decided is not None and first <= step.decided <= last:
        again = ", proposed again" if step.state == "proposed" else ""
        return f"{labels.of('step', 'refused')} ({week(step.decided)}){again}"
    return ""


def _year_after(sitting: Sitting, events: Iterable[Event]) -> None:
    """The weeks run on, a quarter at a time; only then is it told how many they were."""
    events = tuple(events)
    terminal = sitting.terminal
    terminal.heading("The year after")
    terminal.say(YEAR_AFTER)
    for lines in year_after(sitting.labels, events):
        terminal.line()
        for words in lines:
            terminal.say(words, later="  ")
        terminal.pause()
    if told := lasted(sitting.labels, events):
        terminal.line()
        terminal.say(told)


def game_over(sitting: Sitting) -> None:
    """The year after has run; the debrief follows."""
    terminal = sitting.terminal
    terminal.line()
    terminal.say("The game is over. Every answer is in, and the debrief can show what was true.")
    terminal.pause()
