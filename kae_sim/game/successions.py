"""Posts that change hands: somebody leaves, a stranger comes, and all that was built with the first is gone."""

from __future__ import annotations

from kae_sim.game.diary import call_off
from kae_sim.game.state import AccountPlay, NewsPlay, PersonPlay
from kae_sim.game.table import Table, true_stopper
from kae_sim.knowledge.temper import PersonState
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import Happening
from kae_sim.world.account import Person
from kae_sim.world.names import successor_id
from kae_sim.world.people import draw_successor
from kae_sim.world.streams import stream

NAMED = "named in the news"


def drawn_this_week(table: Table) -> list[NewsPlay]:
    """Whoever was going to leave in this week leaves. It is news where we know them."""
    found: list[NewsPlay] = []
    for account_id, (person_id, week) in table.resignations.items():
        if week == table.play.week and can_leave(table, account_id, person_id):
            known = table.play.accounts[account_id].people[person_id].known
            before, after = succeed(table, account_id, person_id)
            if known:
                role = lower_first(table.scenario.pack.role(before.role).name)
                words = f"{before.name}, {role}, has left. {after.name} takes over and does not know you."
                found.append(file_news(table, account_id, words))
    return found


def can_leave(table: Table, account_id: str, person_id: str) -> bool:
    """Whether somebody is in post, and is the first whom we have seen there."""
    account = table.play.accounts[account_id]
    return person_id not in account.left and successor_id(person_id) in table.successors


def sponsor_leaves(table: Table, happening: Happening) -> NewsPlay | None:
    """One of the sponsors of our plans leaves; nobody where no plan has one who can."""
    sponsors = [
        (account_id, account.plan.sponsor)
        for account_id, account in table.play.accounts.items()
        if account.plan is not None and account.plan.sponsor and can_leave(table, account_id, account.plan.sponsor)
    ]
    if not sponsors:
        return None
    lot = stream(table.deal, "happening", happening.id, "sponsor")
    account_id, person_id = sponsors[lot.below(len(sponsors))]
    before, after = succeed(table, account_id, person_id)
    words = happening.words.replace("{person}", before.name).replace("{new}", after.name)
    return file_news(table, account_id, words, happening)


def succeed(table: Table, account_id: str, person_id: str) -> tuple[Person, Person]:
    """Who leaves and who comes. Claims stay, meetings and invitations do not, and no plan has them as its sponsor."""
    account = table.play.accounts[account_id]
    before, key = table.person(person_id), successor_id(person_id)
    after = draw_successor(table.scenario.pack, table.deal, account_id, before, table.successors[key])
    call_off(table, account_id, person_id)
    play = account.people[person_id]
    play.state.invited = False
    account.left[person_id] = table.play.week
    account.changed[key] = after
    account.people[key] = PersonPlay(PersonState(after.trust), play.known, after.trust)
    if play.known:
        account.people[key].mentioned_by = NAMED
    if account.plan is not None and account.plan.sponsor == person_id:
        account.plan.sponsor = None
    measure_again(table, account_id)
    return before, after


def measure_again(table: Table, account_id: str) -> None:
    """Whose no would stop it, now that somebody is another or thinks otherwise."""
    account = table.play.accounts[account_id]
    account.stopper = true_stopper(table.scenario, table.current(account_id))
    table.worked.truths.pop(account_id, None)
    account.version += 1


def file_news(table: Table, account_id: str | None, words: str, happening: Happening | None = None) -> NewsPlay:
    """News of this week, begun with the account's name where it is about one."""
    play = table.play
    where = f"{table.dealt(account_id).name}: " if account_id else ""
    choices = happening.choices if happening else ()
    news = NewsPlay(play.number("n"), play.week, account_id, where + words, choices, happening=happening)
    play.news[news.id] = news
    return news


def name_publicly(account: AccountPlay, person_id: str) -> None:
    """Whoever is named in the news is known from then on."""
    person = account.people[person_id]
    if not person.known:
        person.known, person.mentioned_by = True, NAMED
