"""An account: what it says of itself, its people, its pathway, and what can be done here."""

from __future__ import annotations

from collections.abc import Callable

from kae_sim.game.actions import Map
from kae_sim.game.view import Account
from kae_sim.words.labels import curve, hours, pounds, trend, weeks, yearly_sales
from kae_sim.words.picture import believed_boxes, draw
from kae_sim.words.plain.beliefs import beliefs
from kae_sim.words.plain.evidence import beliefs_lines, claims_page
from kae_sim.words.plain.papers import papers
from kae_sim.words.plain.people import MAP_TAKES, book, look_up, people_lines
from kae_sim.words.plain.plans import plan_lines, plan_page
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back


def account_page(sitting: Sitting, account_id: str) -> None:
    """Stays with one account until the person goes back."""
    pages: tuple[tuple[str, Callable[[Sitting, str], None]], ...] = (
        ("What was said and read", claims_page),
        ("What do you think? Your answers", beliefs),
        ("Papers to read", papers),
        (f"Look somebody up{_priced(sitting, 'look-up')}", look_up),
        ("Book a call, a visit or a group meeting", book),
        ("Plan and proposals", plan_page),
        (f"Service-mapping session{_priced(sitting, 'map')}", service_mapping),
        ("Show the whole page again", overview),
    )
    shown: Account | None = None
    while not sitting.view.finished:
        account = sitting.account(account_id)
        if shown is None or account.claims != shown.claims or account.people != shown.people:
            overview(sitting, account_id)  # what has changed is worth seeing; what has not would only be noise
        else:
            sitting.terminal.section(account.name)
        shown = account
        try:
            chosen = sitting.terminal.pick([words for words, _ in pages], "account")
        except Back:
            return
        try:
            pages[chosen][1](sitting, account_id)
        except Back:
            continue


def _priced(sitting: Sitting, action: str) -> str:
    price = sitting.labels.price(action)
    return f" ({price})" if price else ""


def overview(sitting: Sitting, account_id: str) -> None:
    """Everything about the account on one page, except the claims in full."""
    account, terminal, labels = sitting.account(account_id), sitting.terminal, sitting.labels
    terminal.heading(f"{account.name} ({account.kind})")
    sitting.week_line()
    terminal.say(_figures(account))
    terminal.say(f'It says of itself: "{account.stated}"')
    terminal.say(f"On paper, the one who signs: {labels.of('role', account.formal_head)}.")
    tokens = "" if account.tokens_left is None else f" Tokens left this quarter: {account.tokens_left}."
    terminal.say(f"You have spent {hours(account.half_hours_spent)} here so far.{tokens}")
    terminal.section("People you know of")
    for line in people_lines(labels, account):
        terminal.say(line, first=" - ", later="     ")
    sitting.coached("people", account_id)
    terminal.section("The pathway, as you have heard it")
    terminal.lines(draw(believed_boxes(labels, account)))
    terminal.section("What you think")
    for line in beliefs_lines(labels, account):
        terminal.say(line, first=" - ", later="   ")
    terminal.section("Your plan")
    for line in plan_lines(labels, account):
        terminal.say(line, first=" - ", later="   ")
    terminal.line()


def _figures(account: Account) -> str:
    if not account.sales:
        return "There are no sales figures yet."
    share = f", share {account.share[-1] / 10:.0f}%" if account.share else ""
    chart = curve(account.sales).strip()
    return f"Sales {pounds(yearly_sales(account))} a year {chart} {trend(account.sales)} over the year{share}."


def service_mapping(sitting: Sitting, account_id: str) -> None:
    """Asks who agrees to a session that shows all queues."""
    account, terminal, labels = sitting.account(account_id), sitting.terminal, sitting.labels
    terminal.section(f"Service mapping at {account.name}")
    wait = weeks(3)
    terminal.say(f"{wait} from now you walk through the pathway with the team, with a written agreement.")
    able = {one.sponsor for one in sitting.offered("map") if isinstance(one, Map) and one.account == account_id}
    people = [person for person in account.people if person.id in able]
    if not people:
        terminal.say(f"Nobody here can put their name to it now. {MAP_TAKES}")
        return
    options = [f"{labels.person(person.id)} ({labels.of('mood', person.mood)})" for person in people]
    chosen = terminal.pick(options, "map", "Who puts their name to it")
    sitting.act(Map(account=account_id, sponsor=people[chosen].id))
