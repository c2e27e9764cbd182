"""Names of hospitals and people. They are made at the start of a run, then frozen; play never reads them."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.scenario.schema import HospitalNames, Scenario
from kae_sim.world.streams import deal_root, stream


@dataclass(frozen=True, slots=True)
class Names:
    """Names by id: every role of every account has one, present or not."""

    people: dict[str, str]
    accounts: dict[str, str]
    kinds: dict[str, str]


def account_ids(scenario: Scenario) -> tuple[str, ...]:
    return tuple(f"a{index + 1}" for index in range(scenario.territory.accounts))


def names_for(scenario: Scenario, seed: int) -> Names:
    """Names of one deal; people from Faker, whose lists change between its releases."""
    from faker import Faker  # slow to import, and only a new run needs it

    root = deal_root(seed)
    fake = Faker(scenario.locale)
    fake.seed_instance(int(stream(root, "names", "people").raw(1)[0]))
    people = {}
    for account in account_ids(scenario):
        for role in scenario.pack.roles:
            name = f"{fake.first_name()} {fake.unique.last_name()}"
            people[f"{account}.{role.id}"] = f"Dr {name}" if role.doctor else name
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
    people = {f"{account}.{role.id}": f"{account}.{role.id}" for account in ids for role in scenario.pack.roles}
    return Names(people=people, accounts={one: one for one in ids}, kinds=dict.fromkeys(ids, "hospital"))
