"""The desk: briefing, the territory at a glance, and carrying on through the weeks."""

from __future__ import annotations

from kae_sim.game.actions import EndWeek, TeamCall
from kae_sim.game.view import Account, View
from kae_sim.words.briefing import rules_in_short, therapy_area
from kae_sim.words.changes import changed
from kae_sim.words.labels import curve, hours, known, pounds, trend, yearly_sales
from kae_sim.words.onward import closes, next_date, onwards, stops, waiting
from kae_sim.words.plain.account import account_page
from kae_sim.words.plain.coaching import coach
from kae_sim.words.plain.diary import diary, news
from kae_sim.words.plain.papers import territory_papers
from kae_sim.words.plain.priorities import priorities
from kae_sim.words.plain.quarter import end_of_quarter
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back
from kae_sim.words.plain.week import free_to_go, this_week
from kae_sim.words.text import pad, pad_left

_PAGES = (this_week, diary, priorities, territory_papers)
_NAME = 31  # columns for the name of an account


def briefing(sitting: Sitting) -> None:
    """Who you are, what you sell, what is expected; the rules that cost something."""
    view, terminal = sitting.view, sitting.terminal
    terminal.heading(view.title)
    terminal.say(therapy_area(sitting.labels))
    terminal.say(view.rules.briefing)
    terminal.section("The rules in short")
    for rule in rules_in_short(sitting.labels, "Type ? on any page for help, q to stop."):
        terminal.say(rule, first="- ", later="  ")


def desk(sitting: Sitting) -> None:
    """Shows the territory once and does one thing; a step of the way through the game."""
    view, terminal = sitting.view, sitting.terminal
    terminal.heading(f"{view.rules.company}: your desk")
    sitting.week_line()
    terminal.line()
    _territory(sitting)
    _today(sitting)
    sitting.coached("desk")
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
        f"Coach ({sitting.coach.setting_in(view)})",
    )
    for number, option in enumerate(more, start=len(view.accounts) + 1):
        terminal.say(option, first=f"{number:>3}  ")
    terminal.say("End the quarter" if closes(view) else onwards(view), first="  c  ")
    if not closes(view):
        terminal.say("End this week only", first="  w  ")
    _do(sitting, len(more))


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
        elif int(typed) - count == len(_PAGES) + 3:
            briefing(sitting)
        else:
            coach(sitting)
    except Back:
        return


def _territory(sitting: Sitting) -> None:
    view, labels, terminal = sitting.view, sitting.labels, sitting.terminal
    asked = len(view.rules.unknowns)
    tiers = {share.account: labels.of("tier", share.tier) for share in view.shares}
    terminal.line(f"    {pad('Account', _NAME)} Sales/yr Over 52 weeks     Share  Hours Answers")
    for number, account in enumerate(view.accounts, start=1):
        share = f"{account.share[-1] / 10:.0f}%" if account.share else "-"
        spent = hours(account.half_hours_spent) if account.half_hours_spent else "-"
        terminal.line(
            f"{number:>3} {pad(labels.account_in(account.id, _NAME), _NAME)} "
            f"{pad_left(pounds(yearly_sales(account)), 8)} "
            f"{curve(account.sales)} {pad(trend(account.sales), 8)} {pad_left(share, 5)} "
            f"{pad_left(spent, 6)} {pad_left(f'{known(account)}/{asked}', 7)}"
        )
        tier = f"; tier: {tiers[account.id]}" if account.id in tiers else ""
        terminal.say(f"{account.kind}{tier}; next: {_next_date(view, account)}", first="    ")


def _next_date(view: View, account: Account) -> str:
    coming = next_date(view, account)
    return f"week {coming.week}, {coming.words.removeprefix(f'{account.name}: ')}" if coming else "no date"


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
    if closes(sitting.view):
        end_of_quarter(sitting)
    elif free_to_go(sitting):
        before = sitting.view
        if sitting.act(EndWeek()) is not None:
            sitting.terminal.say(changed(before, sitting.labels))


def _carry_on(sitting: Sitting) -> None:
    """Ends weeks until something is due; at the end of a quarter goes to the page that closes it."""
    if closes(sitting.view):
        end_of_quarter(sitting)
        return
    if not free_to_go(sitting):
        return
    before = sitting.view
    events = sitting.act(EndWeek())
    while events is not None and not stops(events, sitting.view):
        events = sitting.act(EndWeek())
    if events is not None:
        sitting.terminal.say(changed(before, sitting.labels))
