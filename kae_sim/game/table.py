"""The table everything lies on: scenario, territory, running world, play; small questions about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kae_sim.game.absences import Leave, drawn_leaves, drawn_resignations
from kae_sim.game.books import Books, books_of
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import AccountPlay, MeetingPlay, PersonPlay, Play
from kae_sim.game.worked import Worked
from kae_sim.knowledge.scene import Scene, told
from kae_sim.knowledge.telling import Standing, StatedFacts, Truth, Witness
from kae_sim.knowledge.wording import lower_first
from kae_sim.plan.adoption import Setting, Voter, stopper
from kae_sim.scenario.schema import Scenario, Source, Unknown, WaitBand
from kae_sim.world.account import Account, Person
from kae_sim.world.essentials import Essentials
from kae_sim.world.live import LiveWorld
from kae_sim.world.names import people_succeed, successor_id
from kae_sim.world.streams import stream
from kae_sim.world.territory import CAST_PLACES, Territory
from kae_sim.world.truth import true_goal, truth, wait_band

NOTICE_COMMITTEE = 3  # weeks: papers close three weeks before a committee
PROMISED_WEEKS = 12  # a longer wait for an appointment is nothing that a website boasts of
COMMITTEE_EVERY = 6  # weeks (assumption: area committees sit about eight times a year)


@dataclass(slots=True)
class Table:
    scenario: Scenario
    territory: Territory
    world: LiveWorld
    play: Play
    deal: bytes
    luck: bytes
    prices: dict[str, int]
    successors: Mapping[str, str]  # id -> name, of everybody who may be in a post, or may come to it
    accounts: dict[str, Account] = field(init=False)
    stoppers: dict[str, tuple[str, ...]] = field(init=False)
    happenings: dict[str, tuple[int, str | None]] = field(init=False)  # id -> week, account
    sources: dict[str, Source] = field(init=False)  # that have something to say at this level
    calendars: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = field(init=False)  # committees, public meetings
    persons: dict[str, Person] = field(init=False)
    leaves: dict[str, Leave] = field(init=False)  # first and last week
    resignations: dict[str, tuple[str, int]] = field(init=False)  # account -> who goes, from which week
    witnesses: dict[str, dict[str, Witness]] = field(init=False)  # by account and person: as somebody who can be asked
    closed_lists: dict[str, dict[Unknown, tuple[str, ...]]] = field(init=False)  # account -> answers to choose from
    worked: Worked = field(default_factory=Worked)

    def __post_init__(self) -> None:
        self.accounts = {account.id: account for account in self.territory.accounts}
        self.persons = {person.id: person for account in self.territory.accounts for person in account.people}
        self.witnesses = {
            one: {person.id: witness_of(self.scenario, one, person) for person in account.people}
            for one, account in self.accounts.items()
        }
        self.stoppers = {account.id: true_stopper(self.scenario, account) for account in self.territory.accounts}
        self.happenings = drawn_happenings(self.scenario, self.deal)
        self.sources = shown_sources(self.scenario)
        self.closed_lists = {
            one: {unknown: closed_list(self.scenario, account, unknown) for unknown in self.scenario.unknowns}
            for one, account in self.accounts.items()
        }
        self.calendars = {one: calendar(self.scenario, self.deal, one) for one in self.accounts}
        self.leaves = drawn_leaves(self.scenario, self.deal, self.persons)
        self.resignations = drawn_resignations(self.scenario, self.deal, self.territory)

    def account(self, account_id: str) -> AccountPlay:
        if account_id not in self.play.accounts:
            raise IllegalAction("There is no such account in this territory.")
        return self.play.accounts[account_id]

    def dealt(self, account_id: str) -> Account:
        self.account(account_id)
        return self.accounts[account_id]

    def person(self, person_id: str) -> Person:
        """Somebody as they are now, or were when they left."""
        changed = self.play.accounts[person_id.split(".", 1)[0]].changed
        return changed.get(person_id) or self.persons[person_id]

    def people(self, account_id: str) -> tuple[Person, ...]:
        """Who is in post now, in the pack's order of roles, as they are now."""
        account, dealt = self.account(account_id), self.accounts[account_id].people
        if not account.changed:
            return dealt
        return tuple(self.person(successor_id(p.id) if p.id in account.left else p.id) for p in dealt)

    def gone(self, account_id: str) -> tuple[Person, ...]:
        """Who was in post and is not any more."""
        return tuple(self.person(person) for person in self.account(account_id).left)

    def current(self, account_id: str) -> Account:
        """An account with its people as they are now; what it wants was formed before week 1, and stays."""
        return replace(self.accounts[account_id], people=self.people(account_id))

    def known_person(self, account_id: str, person_id: str) -> tuple[Person, PersonPlay]:
        """A person at this account whom the player has heard of."""
        play = self.account(account_id).people.get(person_id)
        if play is None or not play.known:
            raise IllegalAction("You do not know of such a person at this account.")
        if person_id in self.account(account_id).left:
            raise IllegalAction(f"{self.person(person_id).name} has left.")
        return self.person(person_id), play

    def meeting(self, meeting_id: str) -> MeetingPlay:
        if meeting_id not in self.play.meetings:
            raise IllegalAction("There is no such meeting in your diary.")
        return self.play.meetings[meeting_id]

    def answers(self, account_id: str, unknown: Unknown) -> tuple[str, ...]:
        """The closed list of an account."""
        found = self.closed_lists[account_id].get(unknown)
        return closed_list(self.scenario, self.accounts[account_id], unknown) if found is None else found

    def speaks_of(self, source: Source, account_id: str) -> tuple[str, ...]:
        """The accounts that one copy of a paper speaks of, this one among them."""
        every = tuple(self.accounts)
        if source.whole_territory:
            return every
        first = every.index(account_id) // source.hospitals * source.hospitals
        return every[first : first + source.hospitals]

    def committees(self, account_id: str) -> tuple[int, ...]:
        """Weeks in which the account's committee sits."""
        return self.calendars[account_id][0]

    def public_meetings(self, account_id: str) -> tuple[int, ...]:
        """Weeks of the account's public meetings, one a quarter."""
        return self.calendars[account_id][1]

    def pence_free(self) -> int:
        """Budget less what is paid and what open proposals would take."""
        pending = sum(
            round(self.scenario.pack.initiative(step.initiative).thousands * 100_000)
            for account in self.play.accounts.values()
            for step in account.steps.values()
            if step.state == "proposed"
        )
        return self.play.pence - pending

    def measured(self, account_id: str) -> Essentials:
        """Figures of the last quarter lived, taken once a day."""
        day = self.world.state(account_id).day
        held = self.worked.measures.get(account_id)
        if held is None or held[0] != day:
            held = self.worked.measures[account_id] = (day, self.world.essentials(account_id))
        return held[1]

    def books(self, account_id: str, stop: int) -> Books:
        """Books that are good for all days before `stop`; drawn up again when they do not reach so far."""
        held = self.worked.books.get(account_id)
        if held is None or held.day < stop:
            held = self.worked.books[account_id] = books_of(self.world.state(account_id))
        return held

    def wait_and_starts(self, account_id: str) -> tuple[WaitBand, float]:
        """The wait band and the new starts a week as they are now (never shown)."""
        now = self.measured(account_id)
        return wait_band(now.decision_to_dose_days), now.starts_a_week

    def stated_words(self, account_id: str) -> str:
        """What the account says of itself on its website."""
        account = self.accounts[account_id]
        weeks = account.stated_weeks
        goal = lower_first(self.scenario.pack.goal(account.stated_goal).name)
        count = f"{weeks} week{'' if weeks == 1 else 's'}"
        wait = f"Seen within {count}" if weeks <= PROMISED_WEEKS else f"A first appointment takes {count} at present"
        return f"{wait}. Our aim: {goal}."

    def stated(self, account_id: str) -> StatedFacts:
        """The same as structured facts, for likelihoods."""
        account = self.accounts[account_id]
        return StatedFacts(
            account.stated_weeks, account.stated_goal, account.formal_head, self.answers(account_id, "stopper")
        )

    def witness(self, person_id: str) -> Witness:
        """A person as somebody who can be asked."""
        account_id = person_id.split(".", 1)[0]
        if person_id in self.play.accounts[account_id].changed:
            return witness_of(self.scenario, account_id, self.person(person_id))
        return self.witnesses[account_id][person_id]

    def there(self, account_id: str) -> dict[str, Witness]:
        """Everybody who is in post and can be asked, by id."""
        if not self.play.accounts[account_id].changed:
            return self.witnesses[account_id]
        return {person.id: self.witness(person.id) for person in self.people(account_id)}

    def truth(self, account_id: str) -> dict[Unknown, Truth]:
        """The acceptable answers to every unknown this week, measured."""
        week = self.play.week
        held = self.worked.truths.get(account_id)
        if held is None or held[0] != week:
            found = truth(self.accounts[account_id], self.measured(account_id))
            answers: dict[Unknown, Truth] = {
                "wait": found.wait,
                "bottleneck": found.bottleneck,
                "goal": found.goal,
                "stopper": self.play.accounts[account_id].stopper or self.stoppers[account_id],
                "readiness": found.readiness,
                "unmet": found.unmet,
                "rival": found.rival,
            }
            held = self.worked.truths[account_id] = (week, answers)
        return held[1]


def closed_list(scenario: Scenario, account: Account, unknown: Unknown) -> tuple[str, ...]:
    """The pack's list of answers; for the stopper, the roles that exist at an account."""
    listed = scenario.pack.answers(unknown)
    if unknown == "stopper":
        here = {person.role for person in account.people}
        return tuple(role for role in listed if role in here)
    return listed


def witness_of(scenario: Scenario, account_id: str, person: Person) -> Witness:
    """What asking a person depends on."""
    standing = Standing(person.tenure == "new", person.runs_list)
    return Witness(person.id, account_id, person.name, scenario.pack.role(person.role), standing, person.outside)


def voters(account: Account, trusts: dict[str, int] | None = None) -> list[Voter]:
    """The people of an account as voters, with their trust at the start or as given."""
    return [
        Voter(p.id, p.role, p.influence, p.attitude, p.trust if trusts is None else trusts[p.id], p.liking)
        for p in account.people
    ]


def setting(account: Account, named_goal: str | None) -> Setting:
    right = named_goal in true_goal(account.goal_weights)
    return Setting(account.goal_weights, account.readiness, account.rival, right)


def true_stopper(scenario: Scenario, account: Account) -> tuple[str, ...]:
    """Whose no would stop it, measured on the proposals that are offered, goal unnamed, nobody courted yet."""
    offered = [scenario.pack.initiative(one) for one in account.offered]
    return stopper(scenario.pack, voters(account), setting(account, None), offered)


def shown_sources(scenario: Scenario) -> dict[str, Source]:
    """Sources that have something to say at a scenario's level."""
    asked = scenario.unknowns
    return {
        one.id: one
        for one in scenario.pack.sources
        if any(tell.unknown in asked for tell in one.tells) or one.clock != "none" or one.kind == "sales"
    }


def calendar(scenario: Scenario, deal: bytes, account_id: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Weeks in which an account's committee sits, and those of its public meetings."""
    first = 4 + stream(deal, "account", account_id, "committee").below(COMMITTEE_EVERY)
    per = scenario.calendar.weeks_per_round
    public = tuple(
        1 + quarter * per + 2 + stream(deal, "account", account_id, "public", str(quarter)).below(per - 3)
        for quarter in range(scenario.calendar.rounds)
    )
    return tuple(range(first, scenario.weeks + 1, COMMITTEE_EVERY)), public


def drawn_happenings(scenario: Scenario, deal: bytes) -> dict[str, tuple[int, str | None]]:
    """Which happenings come in this deal, in which week, at which account (none: to us).

    Like a cast account it is one of the first four, so that a fifth or sixth changes nobody.
    """
    places = min(CAST_PLACES, scenario.territory.accounts)
    found: dict[str, tuple[int, str | None]] = {}
    for one in scenario.pack.happenings:
        lot = stream(deal, "happening", one.id)
        comes = lot.below(100) < one.percent
        week = one.weeks[0] + lot.below(one.weeks[1] - one.weeks[0] + 1)
        place = lot.below(places)
        if comes and week <= scenario.weeks and (one.resigns is None or people_succeed(scenario)):
            at_account = one.effect is not None or one.delay_projects_weeks > 0 or one.handover is not None
            found[one.id] = (week, f"a{place + 1}" if at_account else None)
    return found


def scene_of(table: Table, account_id: str) -> Scene:
    """An account as a conversation sees it this week."""
    play = table.play.accounts[account_id]
    return Scene(
        pack=table.scenario.pack,
        account=account_id,
        deal=table.deal,
        luck=table.luck,
        stated=table.stated(account_id),
        truths=table.truth(account_id),
        people=table.there(account_id),
        states={person: one.state for person, one in play.people.items()},
        told=tuple([told(one.person, one.about, one.answer) for one in play.claims if one.person is not None]),
        repertoire=table.play.repertoire,
    )
