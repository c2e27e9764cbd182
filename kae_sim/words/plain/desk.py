"""The desk: briefing, the territory at a glance, and carrying on through the weeks."""

from __future__ import annotations

from kae_sim.game.actions import EndWeek, TeamCall
from kae_sim.game.events import Breach, Decided, Event, Learnt, NewsCame
from kae_sim.game.view import Account, Date, View
from kae_sim.words.labels import hours, known, pounds, trend, weeks, yearly_sales
from kae_sim.words.plain.account import account_page
from kae_sim.words.plain.diary import diary, news
from kae_sim.words.plain.papers import territory_papers
from kae_sim.words.plain.priorities import priorities
from kae_sim.words.plain.quarter import end_of_quarter
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back
from kae_sim.words.plain.week import free_to_go, this_week, waiting
from kae_sim.words.text import pad, pad_left, sparkline

_PAGES = (this_week, diary, priorities, territory_papers)
_NAME = 29  # columns for the name of an account


def is_fresh(view: View) -> bool:
    """Nothing has been done yet, so the briefing comes first."""
    return view.week == 1 and not view.meetings and not any(account.half_hours_spent for account in view.accounts)


def briefing(sitting: Sitting) -> None:
    """Who you are, what you sell, what is expected; the rules that cost something."""
    view, terminal = sitting.view, sitting.terminal
    rules = view.rules
    terminal.heading(view.title)
    terminal.say(rules.briefing)
    terminal.section("The rules in short")
    quarter = weeks(view.weeks // view.rounds)
    for rule in (
        f"You play {view.rounds} quarters of {quarter}. Then the year after runs before your eyes, and what you "
        "agreed goes on working, or does not.",
        f"You have {hours(rules.week_half_hours)} a week for accounts, and {pounds(rules.budget_pence)} for "
        "projects. Hours not used are lost, except for one week's hours.",
        f"At every account you answer {len(rules.unknowns)} questions: "
        + " ".join(map(sitting.labels.unknown, rules.unknowns)),
        "You say each answer as a hunch (right +3, wrong -1), fairly sure (+5, -4) or sure (+6, -9).",
        f"Your medicine is {rules.product}. The rival is {rules.rival}.",
        f"Nobody who prescribes gets more than {rules.calls_a_year} calls a year that they did not ask for.",
        "A plan counts in full only if patients, the account and the company all gain.",
        "Everything is saved as you go. Type ? on any page for help, q to stop.",
    ):
        terminal.say(rule, first="- ", later="  ")


def desk(sitting: Sitting) -> None:
    """Shows the territory once and does one thing; a step of the way through the game."""
    view, terminal = sitting.view, sitting.terminal
    terminal.heading(f"{view.rules.company}: your desk")
    sitting.week_line()
    terminal.line()
    _territory(sitting)
    _today(sitting)
    terminal.line()
    terminal.say(f"Numbers 1 to {len(view.accounts)} open an account. Also:")
    team = sitting.labels.price("team-call")
    more = (
        "This week's meetings",
        "Diary",
        "Priorities for the coming quarter",
        "Papers about the whole territory",
        f"Call your own account team{f' ({team})' if team else ''}",
        "News so far",
        "Briefing and rules",
    )
    for number, option in enumerate(more, start=len(view.accounts) + 1):
        terminal.say(option, first=f"{number:>3}  ")
    terminal.say("End the quarter" if _closes(view) else _onwards(view), first="  c  ")
    if not _closes(view):
        terminal.say("End this week only", first="  w  ")
    _do(sitting, len(more))


def _onwards(view: View) -> str:
    """Where carrying on leads at the most, and what it lets go."""
    coming = [one.week for one in view.dates if one.week > view.week and one.kind != "committee"]
    if not coming or min(coming) == view.week + 1:
        return "Carry on to the next date"
    gap = min(coming) - view.week
    return f"Carry on to the next date (up to week {min(coming)}: the free hours of {gap - 1} or more weeks are let go)"


def _do(sitting: Sitting, others: int) -> None:
    accounts = sitting.view.accounts
    count = len(accounts)
    try:
        typed = sitting.terminal.menu(count + others, ("c", "w", " "), "desk", "Your choice (number, c, w, ?, q): ")
    except Back:
        sitting.terminal.line("You are at your desk; there is nothing further back. q stops.")
        return
    try:
        if typed == "w":
            _one_week(sitting)
        elif not typed.isdigit():
            _carry_on(sitting)
        elif int(typed) <= count:
            account_page(sitting, accounts[int(typed) - 1].id)
        elif int(typed) - count <= len(_PAGES):
            _PAGES[int(typed) - count - 1](sitting)
        elif int(typed) - count == len(_PAGES) + 1:
            sitting.act(TeamCall())
        elif int(typed) - count == len(_PAGES) + 2:
            news(sitting)
        else:
            briefing(sitting)
    except Back:
        return


def _territory(sitting: Sitting) -> None:
    view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
    asked = len(view.rules.unknowns)
    tiers = {share.account: labels.of("tier", share.tier) for share in view.shares}
    terminal.line(f"    {pad('Account', _NAME)} Sales/year Trend          Share   Hours Known")
    for number, account in enumerate(view.accounts, start=1):
        share = f"{account.share[-1] / 10:.0f}%" if account.share else "-"
        spent = hours(account.half_hours_spent) if account.half_hours_spent else "-"
        terminal.line(
            f"{number:>3} {pad(account.name, _NAME)} {pad_left(pounds(yearly_sales(account)), 10)} "
            f"{sparkline(account.sales[-52:])} {pad(trend(account.sales), 5)} {pad_left(share, 5)} "
            f"{pad_left(spent, 7)} {pad_left(f'{known(account)}/{asked}', 5)}"
        )
        tier = f"; tier: {tiers[account.id]}" if account.id in tiers else ""
        terminal.say(f"{account.kind}{tier}; next: {_next_date(view, account)}", first="    ")


def _next_date(view: View, account: Account) -> str:
    coming = sorted((date for date in view.dates if date.account == account.id and date.week >= view.week), key=_when)
    if not coming:
        return "no date"
    return f"week {coming[0].week}, {coming[0].words.removeprefix(f'{account.name}: ')}"


def _when(date: Date) -> int:
    return date.week


def _today(sitting: Sitting) -> None:
    view, labels = sitting.view, sitting.labels
    due = [f"This week: {labels.meeting(meeting)}" for meeting in waiting(view)]
    due += [
        f"This week: {labels.date(date)}" for date in view.dates if date.week == view.week and date.kind != "meeting"
    ]
    if due:
        sitting.terminal.line()
    for words in due:
        sitting.terminal.say(words, first="* ", later="  ")


def _one_week(sitting: Sitting) -> None:
    """Ends this week."""
    if _closes(sitting.view):
        end_of_quarter(sitting)
    elif free_to_go(sitting):
        sitting.act(EndWeek())


def _carry_on(sitting: Sitting) -> None:
    """Ends weeks until something is due; at the end of a quarter goes to the page that closes it."""
    if _closes(sitting.view):
        end_of_quarter(sitting)
        return
    if not free_to_go(sitting):
        return
    events = sitting.act(EndWeek())
    while events is not None and not _stops(events, sitting.view):
        events = sitting.act(EndWeek())


def _closes(view: View) -> bool:
    """This is the last week of a quarter."""
    return any(date.kind == "round-end" and date.week == view.week for date in view.dates)


def _stops(events: tuple[Event, ...], view: View) -> bool:
    """Something happened, something is due this week, or the quarter closes."""
    happened = any(isinstance(event, Decided | Breach | NewsCame | Learnt) for event in events)
    # A committee that sits on nothing of yours is no reason to stop; an answer to you is a date of its own.
    return happened or view.finished or any(one.week == view.week and one.kind != "committee" for one in view.dates)
