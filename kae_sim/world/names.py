"""Names of hospitals and people. They are made at the start of a run, then frozen; play never reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kae_sim.scenario.schema import HospitalNames, Role, Scenario
from kae_sim.world.streams import deal_root, stream

SUCCESSORS_FROM = 3  # level from which people resign
OTHER_NAMES = 50  # tries for the surname of a successor that nobody has yet


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id: every role of every account has one, present or not; where people resign, two."""

    people: dict[str, str]
    accounts: dict[str, str]
    kinds: dict[str, str]


def account_ids(scenario: Scenario) -> tuple[str, ...]:
    return tuple(f"a{index + 1}" for index in range(scenario.territory.accounts))


def successor_id(person_id: str) -> str:
    """Whoever comes after somebody in the same post."""
    return f"{person_id}.2"


def posts(scenario: Scenario) -> Iterator[tuple[str, Role]]:
    """The id of whoever is in each role of each account at the start, present or not."""
    for account in account_ids(scenario):
        for role in scenario.pack.roles:
            yield f"{account}.{role.id}", role


def people_succeed(scenario: Scenario) -> bool:
    """Whether people resign, go on leave and are followed by others at this level."""
    return scenario.level >= SUCCESSORS_FROM


def names_for(scenario: Scenario, seed: int) -> Names:
    """Names of one deal; people from Faker, whose lists change between its releases."""
    from faker import Faker  # slow to import, and only a new run needs it

    root = deal_root(seed)
    fake = Faker(scenario.locale)
    fake.seed_instance(int(stream(root, "names", "people").raw(1)[0]))
    people, surnames = {}, set[str]()

    def named(role: Role, first: str, last: str) -> str:
        surnames.add(last)
        return f"Dr {first} {last}" if role.doctor else f"{first} {last}"

    for person, role in posts(scenario):
        people[person] = named(role, fake.first_name(), fake.unique.last_name())
    if people_succeed(scenario):  # after all others, so that theirs are the same at every level
        for person, role in posts(scenario):
            first, others = fake.first_name(), [fake.last_name() for _ in range(OTHER_NAMES)]
            fresh = (last for last in others if last not in surnames)
            people[successor_id(person)] = named(role, first, next(fresh, others[0]))
    accounts, kinds = {}, {}
    places = list(scenario.pack.hospitals.places)
    for account in account_ids(scenario):
        accounts[account] = _hospital(scenario.pack.hospitals, root, account, places)
        offered = scenario.pack.hospitals.kinds
        kinds[account] = offered[stream(root, "names", account, "kind").below(len(offered))]
    return Names(people=people, accounts=accounts, kinds=kinds)


def _hospital(grammar: HospitalNames, root: bytes, account: str, places: list[str]) -> str:
    """A name from the pack's grammar; a place that has been used is not used again."""
    source = stream(root, "names", account, "hospital")
    pattern = grammar.patterns[source.below(len(grammar.patterns))]
    saint = grammar.saints[source.below(len(grammar.saints))]
    place = places.pop(source.below(len(places)))
    name = pattern.replace("{place}", place).replace("{saint}", saint)
    return name if place in name else f"{name}, {place}"


def no_names(scenario: Scenario) -> Names:
    """Ids for names, where nobody reads them."""
    ids = account_ids(scenario)
    people = {person: person for person, _ in posts(scenario)}
    if people_succeed(scenario):
        people |= {successor_id(person): successor_id(person) for person in tuple(people)}
    return Names(people=people, accounts={one: one for one in ids}, kinds=dict.fromkeys(ids, "hospital"))
