"""Finding out without a conversation: papers, look-ups, public meetings, the account team, mapping."""

from __future__ import annotations

from collections.abc import Callable

from kae_sim.game import actions as act
from kae_sim.game.events import Event, Learnt, Met, Said
from kae_sim.game.hours import quarter, require, spend
from kae_sim.game.papers import paper
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import PaperPlay
from kae_sim.game.table import Table
from kae_sim.game.view import Claim
from kae_sim.knowledge.telling import (
    TEAM,
    TEAM_TELLS,
    Truth,
    answer_of,
    candour,
    clock_band,
    manner,
    paper_says,
    vantage,
)
from kae_sim.knowledge.wording import answer_words, say_paper
from kae_sim.scenario.schema import Source, Unknown

Apply = Callable[[], list[Event]]
MAP_WEEKS = 3
MAP_TRUST = 600  # thousandths: a manager's written agreement
MAP_SPONSORS = ("service-manager", "divisional-director", "consultant")
TEAM_WEEKS = 1
MAP = "map"


def shown_sources(table: Table) -> dict[str, Source]:
    """Sources that have something to say at this level."""
    asked = table.scenario.unknowns
    return {
        one.id: one
        for one in table.scenario.pack.sources
        if any(tell.unknown in asked for tell in one.tells) or one.clock != "none" or one.kind == "sales"
    }


def file_claim(table: Table, claim: Claim) -> Learnt:
    """Puts a claim on the evidence board."""
    account = table.play.accounts[claim.account]
    account.claims.append(claim)
    account.version += 1
    return Learnt(claim=claim)


def paper_claim(table: Table, account: str, source: str, about: str, answer: str, speaks_of: int, words: str) -> Claim:
    return Claim(
        id=table.play.number("c"),
        account=account,
        about=about,
        answer=answer,
        manner="plain",
        vantage="paper",
        words=words,
        person=None,
        source=source,
        mood=None,
        prepared=True,
        leading=False,
        week=table.play.week,
        speaks_of=speaks_of,
    )


def read(table: Table, action: act.Read) -> Apply:
    source = shown_sources(table).get(action.source)
    if source is None:
        raise IllegalAction("There is no such paper.")
    if source.whole_territory != (action.account is None):
        scope = "the whole territory" if source.whole_territory else "one account"
        raise IllegalAction(f"{source.name}: this paper speaks of {scope}.")
    accounts = list(table.play.accounts) if action.account is None else [action.account]
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
        return events

    return apply


def read_one(table: Table, account_id: str, source: Source) -> list[Event]:
    """What one account learns from a paper: the text, and the claims in it."""
    events: list[Event] = []
    account = table.play.accounts[account_id]
    dated = table.play.week - source.lag_weeks
    stated, truth = table.stated(account_id), table.truth(account_id)
    for telling in source.tells:
        if telling.unknown not in table.scenario.unknowns or already_said(table, account_id, source.id, telling.unknown):
            continue
        said = paper_says(
            table.scenario.pack, table.deal, account_id, source.id, telling, truth[telling.unknown], stated
        )
        if said is not None:
            words = say_paper(table.scenario.pack, source, telling.unknown, said)
            events.append(
                file_claim(table, paper_claim(table, account_id, source.id, telling.unknown, said, dated, words))
            )
    first_weeks = table.first_appointment_weeks(account_id, source.lag_weeks)
    if source.kind == "website":
        first_weeks = table.dealt(account_id).stated_weeks
    band = clock_band(source, first_weeks)
    if band is not None and not already_said(table, account_id, source.id, "wait"):
        words = f"{source.name}: about {first_weeks} week{'' if first_weeks == 1 else 's'} to the first appointment."
        events.append(file_claim(table, paper_claim(table, account_id, source.id, "wait", band, dated, words)))
    account.papers[source.id] = PaperPlay(table.play.week, dated, paper(table, account_id, source, dated))
    account.version += 1
    if source.kind in ("minutes", "board"):
        events.extend(named(table, account_id, f"named in the {source.name.lower()}", 2))
    return events


def already_said(table: Table, account_id: str, source_id: str, unknown: str) -> bool:
    return any(
        claim.source == source_id and claim.about == unknown for claim in table.play.accounts[account_id].claims
    )


def named(table: Table, account_id: str, how: str, most: int) -> list[Event]:
    """People of weight whom a paper or a meeting names: the most senior of those not known yet."""
    account = table.play.accounts[account_id]
    pack = table.scenario.pack
    fresh = [person for person in table.dealt(account_id).people if not account.people[person.id].known]
    fresh.sort(key=lambda person: (-pack.role(person.role).weight, person.id))
    events: list[Event] = []
    for person in fresh[:most]:
        account.people[person.id].known = True
        account.people[person.id].mentioned_by = how
        words = f"{person.name}, {pack.role(person.role).name.lower()}, {how}."
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
        play.looked_up = True
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
    senior = max(table.dealt(account_id).people, key=lambda person: (pack.role(person.role).weight, person.id))
    witness = table.witness(senior.id)
    play = table.play.accounts[account_id].people[senior.id]
    if not play.known:
        play.known, play.mentioned_by = True, "seen at the public meeting"
        events.append(Met(account=account_id, person=senior.id, words=f"{senior.name} spoke."))
    candid = candour("unmet", prepared=False, leading=False)
    truth = table.truth(account_id)["goal"]
    said = answer_of(pack, table.deal, witness, "goal", truth, table.stated(account_id), candid)
    words = f"{senior.name}, in public: {answer_words(pack, 'goal', said)}." if said != "cannot-say" else (
        f"{senior.name} spoke for ten minutes and said nothing about what the service is after."
    )
    claim = person_claim(table, account_id, senior.id, "goal", said, words, mood="unmet", prepared=False, leading=False)
    return [*events, Said(meeting="public", who=senior.id, words=words), file_claim(table, claim)]


def person_claim(
    table: Table,
    account_id: str,
    person_id: str,
    about: Unknown,
    answer: str,
    words: str,
    *,
    mood: str,
    prepared: bool,
    leading: bool,
) -> Claim:
    """What a person said, as a claim with everything that its likelihood depends on."""
    pack, witness = table.scenario.pack, table.witness(person_id)
    return Claim(
        id=table.play.number("c"),
        account=account_id,
        about=about,
        answer=answer,
        manner=manner(pack, table.deal, witness, about, answer),
        vantage="was-told" if answer == "cannot-say" else vantage(witness.role, about, answer),
        words=words,
        person=person_id,
        source=None,
        mood=mood,  # type: ignore[arg-type]
        prepared=prepared,
        leading=leading,
        week=table.play.week,
        speaks_of=table.play.week,
    )


def map_service(table: Table, action: act.Map) -> Apply:
    person, play = table.known_person(action.account, action.sponsor)
    if person.role not in MAP_SPONSORS:
        raise IllegalAction("A mapping session needs the written agreement of a manager or the lead consultant.")
    if play.state.trust < MAP_TRUST:
        raise IllegalAction(f"{person.name} does not trust you enough yet to open every list to you.")
    week = table.play.week + MAP_WEEKS
    if week > table.scenario.weeks:
        raise IllegalAction("There is no time left for that.")
    if any(account == action.account for _, account, _ in table.play.maps) or MAP in table.account(action.account).papers:
        raise IllegalAction("That session is arranged or done.")
    price = table.prices["map"]
    require(table.scenario, table.play, week, action.account, price, invited=False)

    def apply() -> list[Event]:
        spend(table.scenario, table.play, week, action.account, price)
        table.play.maps.append((week, action.account, action.sponsor))
        return []

    return apply


def run_map(table: Table, account_id: str) -> list[Event]:
    """The session: every queue as of today, exact."""
    pack = table.scenario.pack
    now = table.world.measures(account_id, 13)
    truth = table.truth(account_id)
    events: list[Event] = []
    for stage in pack.pathway.stages:
        status = "jammed" if stage.id in truth["bottleneck"] else "slow" if now.queue_days[stage.id] >= 7 else "flowing"
        words = f"{stage.name}: {now.waiting[stage.id]} waiting, about {now.queue_days[stage.id]} days beyond plan."
        claim = paper_claim(table, account_id, MAP, f"stage:{stage.id}", status, table.play.week, words)
        events.append(file_claim(table, claim))
    for unknown in ("bottleneck", "wait"):
        said = answer_words(pack, unknown, truth[unknown][0])  # type: ignore[arg-type]
        words = f"Everybody around the table agrees: {said}."
        claim = paper_claim(table, account_id, MAP, unknown, truth[unknown][0], table.play.week, words)
        events.append(file_claim(table, claim))
    table.play.accounts[account_id].papers[MAP] = PaperPlay(table.play.week, table.play.week, ())
    return events


def team_call(table: Table, action: act.TeamCall) -> Apply:
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
        table.play.team_calls.append(table.play.week + TEAM_WEEKS)
        return []

    return apply


def hear_team(table: Table) -> list[Event]:
    """Rumours about every account, filed as such."""
    pack = table.scenario.pack
    events: list[Event] = []
    for account_id in table.play.accounts:
        truth: dict[str, Truth] = table.truth(account_id)
        for telling in TEAM_TELLS:
            if telling.unknown in table.scenario.unknowns and not already_said(table, account_id, TEAM, telling.unknown):
                said = paper_says(
                    pack, table.deal, account_id, TEAM, telling, truth[telling.unknown], table.stated(account_id)
                )
                if said is not None:
                    words = f"Somebody on the team has heard: {answer_words(pack, telling.unknown, said)}."
                    claim = paper_claim(table, account_id, TEAM, telling.unknown, said, table.play.week, words)
                    events.append(file_claim(table, claim))
    return events
