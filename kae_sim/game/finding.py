"""Finding out without a conversation: papers, look-ups, public meetings, the account team, mapping."""

from __future__ import annotations

from kae_sim.game import actions as act
from kae_sim.game.events import Apply, Event, Learnt, Met, Said
from kae_sim.game.hours import quarter, require, spend
from kae_sim.game.notes import note_map, note_public, note_team
from kae_sim.game.papers import DRIFTING, compose_paper, first_weeks, measured_truths
from kae_sim.game.seat import IllegalAction
from kae_sim.game.standing import note_roles, roles_blocks
from kae_sim.game.state import PaperPlay
from kae_sim.game.table import Table, scene_of
from kae_sim.game.view import Claim
from kae_sim.knowledge.answering import Asking, answers
from kae_sim.knowledge.reading import paper_statements, team_statements
from kae_sim.knowledge.statement import Statement
from kae_sim.knowledge.telling import MAP, TEAM, Truth
from kae_sim.knowledge.wording import answer_words, lower_first
from kae_sim.scenario.schema import Source, Unknown
from kae_sim.world.streams import stream

MAP_WEEKS = 3
MAP_TRUST = 600  # thousandths: a manager's written agreement
MAP_SPONSORS = ("service-manager", "divisional-director", "consultant")
TEAM_WEEKS = 1


def file_statement(table: Table, said: Statement, speaks_of: int) -> Learnt:
    """Puts a statement on the evidence board, as a claim with a number and a week."""
    account = table.play.accounts[said.account]
    claim = Claim(
        id=table.play.number("c"),
        account=said.account,
        about=said.about,
        answer=said.answer,
        manner=said.manner,
        vantage=said.vantage,
        words=said.words,
        person=said.person,
        source=said.source,
        mood=said.mood,
        prepared=said.prepared,
        leading=said.leading,
        week=table.play.week,
        speaks_of=speaks_of,
    )
    account.claims.append(claim)
    account.version += 1
    return Learnt(claim=claim)


def read(table: Table, action: act.Read) -> Apply:
    source = table.sources.get(action.source)
    if source is None:
        raise IllegalAction("There is no such paper.")
    if source.whole_territory != (action.account is None):
        remedy = "speaks of the whole territory" if source.whole_territory else "is read through one account"
        raise IllegalAction(f"{source.name}: this paper {remedy}.")
    if action.account is not None:
        table.account(action.account)
    accounts = table.speaks_of(source, action.account or next(iter(table.play.accounts)))
    first = table.account(accounts[0])
    already = first.papers.get(source.id)
    if already is not None and table.play.week < already.week + 13:
        raise IllegalAction(f"You read it in week {already.week}. There is nothing newer yet.")
    price = round(source.hours * 2)
    require(table.scenario, table.play, table.play.week, action.account, price, invited=False)

    def apply() -> list[Event]:
        spend(table.scenario, table.play, table.play.week, action.account, price)
        events: list[Event] = []
        for account_id in accounts:
            events.extend(read_one(table, account_id, source))
        blocks = (*compose_paper(table, source, accounts), *roles_blocks(table, accounts, source))
        dated = None if source.kind == "website" else table.play.week - source.lag_weeks  # a website bears no date
        for account_id in accounts:
            table.play.accounts[account_id].papers[source.id] = PaperPlay(table.play.week, dated, blocks)
        return events

    return apply


def read_one(table: Table, account_id: str, source: Source) -> list[Event]:
    """What one account learns from a paper: the text, and the claims in it that are new."""
    account = table.play.accounts[account_id]
    dated = table.play.week - source.lag_weeks
    said = paper_statements(
        table.scenario.pack,
        table.deal,
        account_id,
        source,
        truths_then(table, account_id, source),
        table.stated(account_id),
        first_weeks(table, account_id, source),
    )
    old = {(claim.about, claim.answer) for claim in account.claims if claim.source == source.id}
    events: list[Event] = [file_statement(table, one, dated) for one in said if (one.about, one.answer) not in old]
    if source.kind in ("minutes", "board"):
        events.extend(named(table, account_id, f"named in the {lower_first(source.name)}", 2))
    note_roles(table, account_id, source)
    account.version += 1
    return events


def asked_truths(table: Table, account_id: str) -> dict[Unknown, Truth]:
    """The truths of what is asked at this level."""
    truths = table.truth(account_id)
    return {unknown: truths[unknown] for unknown in table.scenario.unknowns}


def truths_then(table: Table, account_id: str, source: Source) -> dict[Unknown, Truth]:
    """The same as a paper could know them: what is measured, at the paper's own date."""
    truths = asked_truths(table, account_id)
    if not any(telling.unknown in DRIFTING for telling in source.tells):
        return truths
    dealt, state = table.dealt(account_id), table.world.state(account_id)
    then = measured_truths(dealt, state, table.play.week - 1, source.lag_weeks)
    return {unknown: then.get(unknown, now) for unknown, now in truths.items()}


def named(table: Table, account_id: str, how: str, most: int) -> list[Event]:
    """People of weight whom a paper or a meeting names: the most senior of those not known yet."""
    account = table.play.accounts[account_id]
    pack = table.scenario.pack
    fresh = [person for person in table.people(account_id) if not account.people[person.id].known]
    fresh.sort(key=lambda person: (-pack.role(person.role).weight, person.id))
    events: list[Event] = []
    for person in fresh[:most]:
        account.people[person.id].known = True
        account.people[person.id].mentioned_by = how
        words = f"{person.name}, {lower_first(pack.role(person.role).name)}, {how}."
        events.append(Met(account=account_id, person=person.id, words=words))
    account.version += 1
    return events


def look_up(table: Table, action: act.LookUp) -> Apply:
    person, play = table.known_person(action.account, action.person)
    if play.looked_up:
        raise IllegalAction(f"You have looked {person.name} up already.")
    price = table.prices["look_up"]
    require(table.scenario, table.play, table.play.week, action.account, price, invited=False)

    def apply() -> list[Event]:
        spend(table.scenario, table.play, table.play.week, action.account, price)
        play.looked_up, play.roles_shown = True, person.outside
        table.play.accounts[action.account].version += 1
        return []

    return apply


def attend(table: Table, action: act.Attend) -> Apply:
    found = [
        (account_id, week)
        for account_id in table.play.accounts
        for week in table.public_meetings(account_id)
        if action.happening == f"{account_id}.public.{week}"
    ]
    if not found:
        raise IllegalAction("There is no such public meeting.")
    account_id, week = found[0]
    if week != table.play.week:
        raise IllegalAction(f"That meeting is in week {week}.")
    if any(date == week for date in table.play.attended.get(account_id, ())):
        raise IllegalAction("You have been there.")
    price = table.prices["attend"]
    require(table.scenario, table.play, week, account_id, price, invited=False)

    def apply() -> list[Event]:
        spend(table.scenario, table.play, week, account_id, price)
        table.play.attended.setdefault(account_id, []).append(week)
        return listen(table, account_id)

    return apply


def listen(table: Table, account_id: str) -> list[Event]:
    """A public meeting: two senior people are seen, and one of them says in public what they want."""
    pack = table.scenario.pack
    events = named(table, account_id, "seen at the public meeting", 2)
    senior = max(table.people(account_id), key=lambda person: (pack.role(person.role).weight, person.id))
    witness = table.witness(senior.id)
    play = table.play.accounts[account_id].people[senior.id]
    if not play.known:
        play.known, play.mentioned_by = True, "seen at the public meeting"
        events.append(Met(account=account_id, person=senior.id, words=f"{senior.name} spoke."))
    scene = scene_of(table, account_id)
    asking = Asking("unmet", prepared=False, leading=False)
    told = answers(
        scene, witness, "goal", asking, lambda: stream(table.luck, "public", account_id, str(table.play.week))
    )
    words = told.spoken.words
    events.append(Said(meeting="public", who=told.spoken.who, words=words))
    events.append(file_statement(table, told.statement, table.play.week))
    note_public(table, account_id, [(told.spoken.who, words)])
    return events


def map_service(table: Table, action: act.Map) -> Apply:
    person, play = table.known_person(action.account, action.sponsor)
    if person.role not in MAP_SPONSORS:
        raise IllegalAction("A mapping session needs the written agreement of a manager or the lead consultant.")
    if play.state.trust < MAP_TRUST:
        raise IllegalAction(f"{person.name} does not trust you enough yet to open every list to you.")
    week = table.play.week + MAP_WEEKS
    if week > table.scenario.weeks:
        raise IllegalAction("There is no time left for that.")
    if any(account == action.account for _, account in table.play.maps) or MAP in table.account(action.account).papers:
        raise IllegalAction("That session is arranged or done.")
    price = table.prices["map"]
    require(table.scenario, table.play, week, action.account, price, invited=False)

    def apply() -> list[Event]:
        spend(table.scenario, table.play, week, action.account, price)
        table.play.maps.append((week, action.account))
        table.play.map_sponsors[action.account] = action.sponsor
        return []

    return apply


def run_map(table: Table, account_id: str) -> list[Event]:
    """The session: every queue as of today, exact."""
    pack = table.scenario.pack
    now = table.measured(account_id)
    truth = table.truth(account_id)
    events: list[Event] = []
    for stage in pack.pathway.stages:
        status = "jammed" if stage.id in truth["bottleneck"] else "slow" if now.queue_days[stage.id] >= 7 else "flowing"
        words = f"{stage.name}: {now.waiting[stage.id]} waiting, about {now.queue_days[stage.id]} days beyond plan."
        said = Statement(account_id, f"stage:{stage.id}", status, "firm", "stands-there", words, source=MAP)
        events.append(file_statement(table, said, table.play.week))
    agreed: dict[Unknown, str] = {
        "bottleneck": "Everybody around the table agrees where patients are stuck: {answer}.",
        "wait": "From the decision to the first dose it takes {answer}; the lists were counted twice.",
    }
    lines: list[str] = []
    for unknown, pattern in agreed.items():
        lines.append(pattern.format(answer=answer_words(pack, unknown, truth[unknown][0])))
        said = Statement(account_id, unknown, truth[unknown][0], "firm", "stands-there", lines[-1], source=MAP)
        events.append(file_statement(table, said, table.play.week))
    note_map(table, account_id, lines)
    return events


def team_call(table: Table) -> Apply:
    now = quarter(table.scenario, table.play.week)
    asked = [quarter(table.scenario, week - TEAM_WEEKS) for week in (*table.play.team_calls, *table.play.team_called)]
    if now in asked:
        raise IllegalAction("Your account team has told you what it knows this quarter.")
    if table.play.week + TEAM_WEEKS > table.scenario.weeks:
        raise IllegalAction("There is no time left for that.")
    price = table.prices["team_call"]
    require(table.scenario, table.play, table.play.week, None, price, invited=False)

    def apply() -> list[Event]:
        spend(table.scenario, table.play, table.play.week, None, price)
        due = table.play.week + TEAM_WEEKS
        table.play.team_calls.append(due)
        words = f"You have asked your account team what it knows. They answer in week {due}."
        return [Said(meeting="desk", who="scene", words=words)]

    return apply


def hear_team(table: Table) -> list[Event]:
    """Rumours about every account, filed as such; a rumour heard before is not news."""
    events: list[Event] = []
    for account_id, account in table.play.accounts.items():
        heard = {claim.about for claim in account.claims if claim.source == TEAM}
        said = team_statements(
            table.scenario.pack, table.deal, account_id, asked_truths(table, account_id), table.stated(account_id)
        )
        events.extend(file_statement(table, one, table.play.week) for one in said if one.about not in heard)
    note_team(table)
    return events
