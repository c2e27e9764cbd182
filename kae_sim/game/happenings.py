"""Events: what comes to an account or to us in a week, whatever anybody did."""

from __future__ import annotations

from dataclasses import replace

from kae_sim.game.events import Event, NewsCame
from kae_sim.game.state import NewsPlay
from kae_sim.game.successions import drawn_this_week, file_news, measure_again, name_publicly, sponsor_leaves
from kae_sim.game.table import Table
from kae_sim.game.view import NewsChoice
from kae_sim.scenario.schema import Handover, Happening, Leaning
from kae_sim.world.account import Person
from kae_sim.world.people import ATTITUDE_BOUNDS
from kae_sim.world.streams import stream

LEAST_INFLUENCE = 10  # thousandths that somebody keeps
ELSEWHERE = "Somebody from another hospital"


def happen(table: Table) -> list[Event]:
    """Events of the new week: drawn for this deal, one place each; and whoever leaves in it."""
    events: list[Event] = [came(news) for news in drawn_this_week(table)]
    for happening in table.scenario.pack.happenings:
        draw = table.happenings.get(happening.id)
        if draw is not None and draw[0] == table.play.week:
            events.extend(begin(table, happening, draw[1]))
    return events


def begin(table: Table, happening: Happening, account_id: str | None) -> list[Event]:
    """A happening takes effect and becomes news. One that finds nobody to befall does not come."""
    if happening.leaning is not None:
        for one in table.play.accounts:
            lean(table, one, happening.leaning)
    if happening.resigns is not None:
        resigned = sponsor_leaves(table, happening)
        return [came(resigned)] if resigned is not None else []
    words = happening.words
    if account_id is not None:
        account = table.play.accounts[account_id]
        if happening.handover is not None:
            changed = hand_over(table, account_id, happening.handover)
            if changed is None:
                return []
            old, new = changed
            words = words.replace("{old}", old).replace("{new}", new)
        if happening.effect is not None:
            until = table.play.week + happening.effect.for_weeks if happening.effect.for_weeks else None
            table.world.apply(account_id, (happening.effect,), until)
        if happening.delay_projects_weeks:
            account.freezes.append((table.play.week, table.play.week + happening.delay_projects_weeks))
        account.version += 1
    return [came(file_news(table, account_id, words, happening))]


def came(news: NewsPlay) -> NewsCame:
    choices = tuple(NewsChoice(id=choice.id, words=choice.words) for choice in news.choices)
    return NewsCame(news=news.id, account=news.account, words=news.words, choices=choices)


def lean(table: Table, account_id: str, leaning: Leaning) -> None:
    """These roles think otherwise of us from now on; whose no counts most is measured again."""
    account, (low, high) = table.play.accounts[account_id], ATTITUDE_BOUNDS
    for person in table.people(account_id):
        if person.role in leaning.roles:
            attitude = min(max(person.attitude + 10 * leaning.points, low), high)
            account.changed[person.id] = replace(person, attitude=attitude)
    measure_again(table, account_id)


def hand_over(table: Table, account_id: str, handover: Handover) -> tuple[str, str] | None:
    """A role outside the hospital goes to another; names of who had it and who has it. None if nobody could take it.

    Where nobody here had it, it comes from another hospital, and its influence with it.
    """
    account, week = table.play.accounts[account_id], table.play.week
    outside = next(one for one in table.scenario.pack.outside_roles if one.id == handover.role)
    people = table.people(account_id)
    holder = next((person for person in people if outside.id in person.outside), None)
    able = [person for person in people if person.role in outside.roles and person is not holder]
    if not able:
        return None
    lot = stream(table.deal, "account", account_id, "outside", outside.id, "handover")
    heir, moved = able[lot.below(len(able))], 10 * handover.influence_percent
    if holder is not None:
        moved = max(0, min(moved, holder.influence - LEAST_INFLUENCE))
        rest = tuple(one for one in holder.outside if one != outside.id)
        former = (*holder.formerly, (outside.id, 1 - week))
        _becomes(table, account_id, replace(holder, outside=rest, formerly=former, influence=holder.influence - moved))
    _becomes(table, account_id, replace(heir, outside=(*heir.outside, outside.id), influence=heir.influence + moved))
    account.chairs.append((outside.id, heir.id, week))
    account.people[heir.id].on_paper[outside.id] = week
    measure_again(table, account_id)
    return holder.name if holder is not None else ELSEWHERE, heir.name


def _becomes(table: Table, account_id: str, person: Person) -> None:
    """Somebody named in the news, as they are from now on; what a look-up showed of them is as new."""
    account = table.play.accounts[account_id]
    account.changed[person.id] = person
    name_publicly(account, person.id)
    account.people[person.id].roles_shown = person.outside
