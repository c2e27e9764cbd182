"""What an observer makes of the view: everything heard, and how long ago."""

from __future__ import annotations

import pytest

from hospital import only_promoting
from kae_sim.game.hearing import all_heard, observed
from kae_sim.game.own_work import Work, own_work
from kae_sim.game.tables import Tables
from kae_sim.game.view import Account, Claim, Step
from kae_sim.knowledge.telling import CANNOT_SAY
from kae_sim.scenario.schema import Unknown
from real_games import Recorded, shipped_document


@pytest.fixture(scope="module")
def tables() -> Tables:
    return Tables.from_document(shipped_document("", None))


def with_claim(game: Recorded, about: str, answer: str, *, source: str | None = None, week: int = 1) -> Account:
    """The first account, where this was heard."""
    account = game.game.view.accounts[0]
    person = None if source else account.people[0].id
    claim = Claim(
        id="c1", account=account.id, about=about, answer=answer, manner="firm", vantage="stands-there", words="So.",
        person=person, source=source, mood=None if source else "open", prepared=True, leading=False, week=week,
        speaks_of=week,
    )  # fmt: skip
    return account.model_copy(update={"claims": (claim,)})


@pytest.mark.parametrize(("unknown", "answer"), [("wait", "over-18"), ("bottleneck", "funding")])
@pytest.mark.parametrize("source", [None, "map"])
def test_what_moves_is_less_sure_the_longer_ago_it_was_heard(
    game: Recorded, tables: Tables, unknown: Unknown, answer: str, source: str | None
) -> None:
    account, pack = with_claim(game, unknown, answer, source=source), game.game.scenario.pack
    seen = tables.experience(account)
    held = [observed(pack, seen, account, unknown, now)[answer] for now in (1, 7, 14, 27, 39)]
    assert all(held[0] > later for later in held[1:])
    assert (held[0] == pytest.approx(1.0)) == (source == "map")


def test_what_stays_is_as_sure_as_on_the_first_day(game: Recorded, tables: Tables) -> None:
    account, pack = with_claim(game, "goal", "free-chairs"), game.game.scenario.pack
    seen = tables.experience(account)
    assert observed(pack, seen, account, "goal", 39) == observed(pack, seen, account, "goal", 1)


def test_the_silence_of_a_paper_is_as_old_as_the_paper(game: Recorded) -> None:
    account = game.game.view.accounts[0]
    read = tuple(
        one.model_copy(update={"read": 5, "dated": -1}) if one.id == "board" else one for one in account.sources
    )
    heard = all_heard(game.game.scenario.pack, account.model_copy(update={"sources": read}), 18)
    assert {(one.about, one.answer, one.age) for one in heard if one.source == "board"} >= {
        ("bottleneck", CANNOT_SAY, 13),
        ("goal", CANNOT_SAY, 13),
    }


def test_ages_change_when_a_claim_grows_old_and_not_every_week(game: Recorded) -> None:
    account, pack = with_claim(game, "wait", "over-18"), game.game.scenario.pack
    found = [one.age for week in range(1, 40) for one in all_heard(pack, account, week) if one.about == "wait"]
    assert found[0] == 0
    assert len(set(found)) == 5


def with_work(account: Account, *live: tuple[str, int]) -> Account:
    """The same account, where these initiatives of ours went live in these weeks."""
    steps = tuple(Step(initiative=one, state="running", week=week, reasons=(), decided=week - 4) for one, week in live)
    return account.model_copy(update={"steps": steps})


def test_what_speaks_of_a_time_before_our_work_is_as_old_as_it_was_then(game: Recorded) -> None:
    pack = game.game.scenario.pack
    account = with_work(with_claim(game, "wait", "over-18", week=2), ("funding-form", 9))
    found = [one for one in all_heard(pack, account, 36) if one.about == "wait"]
    assert [(one.age, one.moment) for one in found] == [(6, (0, 0))]
    later = with_work(with_claim(game, "wait", "over-18", week=21), ("funding-form", 9), ("chair-template", 30))
    found = [one for one in all_heard(pack, later, 36) if one.about == "wait"]
    assert [(one.age, one.moment) for one in found] == [(0, (0, 13))]


def test_only_work_that_is_live_by_then_counts_and_that_moves_patients(game: Recorded) -> None:
    pack, account = game.game.scenario.pack, with_claim(game, "wait", "over-18")
    pack = only_promoting(pack, "education-afternoons")
    work = with_work(account, ("virtual-meeting", 12), ("education-afternoons", 8))
    assert own_work(pack, work, 12) == own_work(pack, account, 39) == ()
    assert own_work(pack, work, 26) == (Work(12, 13, ("mdt", "screening")),)


@pytest.mark.parametrize(("unknown", "answer"), [("wait", "over-18"), ("bottleneck", "funding")])
def test_old_answers_are_trusted_less_where_our_work_meets_the_queue(
    game: Recorded, tables: Tables, unknown: Unknown, answer: str
) -> None:
    pack = game.game.scenario.pack
    account = with_claim(game, "bottleneck", "funding", source="map")
    other = with_claim(game, unknown, answer).claims[0]
    account = account.model_copy(update={"claims": (*account.claims, other)})
    seen = tables.experience(account)
    alone, missed, met = (
        observed(pack, seen, with_work(account, *live), unknown, 32)[answer]
        for live in ((), (("chair-template", 6),), (("funding-form", 6),))
    )
    assert met < min(alone, missed) - 0.1
    assert observed(pack, seen, with_work(account, ("funding-form", 6)), "goal", 32) == observed(
        pack, seen, account, "goal", 32
    )
