"""What we write down ourselves: the account team's call, a mapping session, a public meeting."""

from __future__ import annotations

from collections.abc import Sequence

from kae_sim.game.papers import printed
from kae_sim.game.state import PaperPlay
from kae_sim.game.table import Table
from kae_sim.knowledge.papers.notes import Queue, public_notes, service_map, team_notes
from kae_sim.knowledge.telling import MAP, TEAM
from kae_sim.knowledge.wording import lower_first


def note_team(table: Table) -> None:
    """One page for the whole territory: everything that the account team has told so far."""
    told = [
        (table.dealt(one.id).name, [claim.words for claim in one.claims if claim.source == TEAM])
        for one in table.play.accounts.values()
    ]
    blocks = printed(team_notes(table.scenario.pack, table.deal, table.play.week, told))
    for account in table.play.accounts.values():
        _keep(table, account.id, TEAM, PaperPlay(table.play.week, table.play.week, blocks, "Notes of your team's call"))


def note_map(table: Table, account_id: str, agreed: Sequence[str]) -> None:
    """All queues on one page, as of today."""
    now, stuck = table.world.measures(account_id), table.truth(account_id)["bottleneck"]
    queues = [
        Queue(
            stage.name,
            now.waiting[stage.id],
            now.queue_days[stage.id],
            round(now.use_percent[stage.id]),
            stage.id in stuck,
        )
        for stage in table.scenario.pack.pathway.stages
    ]
    sponsor = _named(table, table.play.map_sponsors[account_id])
    blocks = printed(service_map(table.dealt(account_id).name, table.play.week, sponsor, queues, agreed))
    _keep(table, account_id, MAP, PaperPlay(table.play.week, table.play.week, blocks, "Service map"))


def note_public(table: Table, account_id: str, said: Sequence[tuple[str, str]]) -> None:
    """Who was at the table, as far as we know them, and what somebody said aloud."""
    week, account = table.play.week, table.play.accounts[account_id]
    seen = [
        _named(table, person)
        for person, one in account.people.items()
        if one.mentioned_by == "seen at the public meeting"
    ]
    spoken = [(_named(table, person), words) for person, words in said]
    blocks = printed(public_notes(table.deal, account_id, table.dealt(account_id).name, week, seen, spoken))
    _keep(table, account_id, f"public-{week}", PaperPlay(week, week, blocks, f"Public meeting of week {week}"))


def _keep(table: Table, account_id: str, key: str, note: PaperPlay) -> None:
    account = table.play.accounts[account_id]
    account.papers[key] = note
    account.version += 1


def _named(table: Table, person_id: str) -> str:
    person = table.person(person_id)
    return f"{person.name}, {lower_first(table.scenario.pack.role(person.role).name)}"
