"""The view: what a player may see, all of it, at once, and never the truth."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel

from kae_sim.game.actions import EndRound, EndWeek, Offer
from kae_sim.game.events import Event
from kae_sim.game.project import account_view
from kae_sim.game.view import View
from kae_sim.scenario import Scenario
from kae_sim.world.streams import stream
from real_games import Recorded

pytestmark = pytest.mark.usefixtures("quick")

FORBIDDEN = (
    "seed horizon digest truth truths influence acuity trust attitude archetype spec weights goal_weights readiness"
    " luck root worth score engine deal patience candour unsaid backlog binding stoppers happenings queue_days measures"
)


def fields(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[tuple[str, str]]:
    """Every field that can be reached from a model, with the model it stands in."""
    if model in seen:
        return
    seen.add(model)
    for name, field in model.model_fields.items():
        yield model.__name__, name
        for inner in models_in(field.annotation):
            yield from fields(inner, seen)


def models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from models_in(inner)


def test_no_field_of_the_view_of_an_event_or_of_an_offer_is_named_after_a_truth() -> None:
    seen: set[type[BaseModel]] = set()
    models: list[type[BaseModel]] = [View, Offer, *models_in(Event)]
    reached = [one for model in models for one in fields(model, seen)]
    assert {"Person", "Claim", "Belief", "Step", "Outlook", "Rules", "AccountReview"} <= {model for model, _ in reached}
    assert len(reached) > 150
    assert [one for one in reached if one[1] in FORBIDDEN.split()] == []


def test_the_view_is_frozen_through_and_through(game: Recorded) -> None:
    seen: set[type[BaseModel]] = set()
    list(fields(View, seen))
    assert all(model.model_config["frozen"] and model.model_config["extra"] == "forbid" for model in seen)
    assert View.model_validate_json(game.game.view.model_dump_json()) == game.game.view


def test_the_view_is_the_same_object_until_something_changes(game: Recorded) -> None:
    before = game.game.view
    assert game.game.view is before
    other = before.accounts[1]
    game.act(next(one.action for one in game.offers("look_up") if one.action.account == "a1"))  # type: ignore[union-attr]
    assert game.game.view is not before
    assert game.game.view.accounts[1] is other
    assert game.game.view.accounts[0] != before.accounts[0]


def test_what_is_kept_of_a_view_is_what_a_fresh_look_would_show(three_accounts: Scenario) -> None:
    game = Recorded.start(three_accounts, 6)
    for turn in range(420):
        if game.game.view.finished:
            break
        by_kind: dict[str, list[Offer]] = {}
        for offer in game.game.legal_actions():
            by_kind.setdefault(offer.action.do, []).append(offer)
        lot = stream(b"fresh look", str(turn))
        chosen = by_kind[list(by_kind)[lot.below(len(by_kind))]]
        game.act(chosen[lot.below(len(chosen))].action)
        for shown in game.game.view.accounts:
            fresh = account_view(game.game.table, game.account(shown.id))
            assert (game.journal[-1], shown) == (game.journal[-1], fresh)
    assert game.game.view.week > 14


def test_people_nobody_mentioned_are_not_there(game: Recorded) -> None:
    for account in game.game.table.territory.accounts:
        shown = next(one for one in game.game.view.accounts if one.id == account.id)
        assert {one.id for one in shown.people} == {one.id for one in account.people if one.known}
        assert len(account.people) > len(shown.people)


def test_hidden_people_are_named_nowhere_in_the_view(game: Recorded) -> None:
    text = game.game.view.model_dump_json()
    for account in game.game.table.territory.accounts:
        for person in account.people:
            assert (person.id in text, person.name in text) == (person.known, person.known)


def test_dates_come_soonest_first_and_none_lies_behind(game: Recorded) -> None:
    for week in (1, 7, 20):
        dates = game.to_week(week).game.view.dates
        assert [one.week for one in dates] == sorted(one.week for one in dates)
        assert all(one.week >= week for one in dates)
    kinds = {one.kind for one in game.game.view.dates}
    assert {"committee", "public-meeting", "round-end"} <= kinds


def test_company_figures_come_as_late_as_the_sales_sheet(game: Recorded) -> None:
    lag = next(one.lag_weeks for one in game.game.scenario.pack.sources if one.kind == "sales")
    game.to_week(9)
    for account in game.game.view.accounts:
        world = game.game.table.world
        price = game.game.table.dealt(account.id).spec.price_week_pence
        last_day = (9 - 1 - lag) * 7 - 1
        measured = world.measures_between(account.id, last_day, last_day)
        assert account.sales[-1] == measured.on_ours * price
        assert account.share[-1] == 1000 * measured.on_ours // (measured.on_ours + measured.on_rival)
        assert len(account.sales) == len(account.share) == 52


def test_what_stands_on_the_website_is_the_first_appointment_and_the_goal_that_is_stated(game: Recorded) -> None:
    for shown, dealt in zip(game.game.view.accounts, game.game.table.territory.accounts, strict=True):
        assert f"within {dealt.stated_weeks} week" in shown.stated
        assert (shown.stated_weeks, shown.stated_goal) == (dealt.stated_weeks, dealt.stated_goal)


def test_the_words_of_the_rules_cover_every_id_a_screen_meets(game: Recorded) -> None:
    view = game.game.view
    words = view.rules.words
    wanted = {f"stage:{one}" for one in view.rules.stages} | {f"unknown:{one}" for one in view.rules.unknowns}
    wanted |= {f"initiative:{one.id}" for one in view.catalogue} | {f"reason:{one}" for one in view.rules.reasons}
    for account in view.accounts:
        wanted |= {f"role:{one.role}" for one in account.people} | {f"goal:{account.stated_goal}"}
        wanted |= {f"source:{one.id}" for one in account.sources}
        wanted |= {f"answer:{unknown}:{one}" for unknown, answers in account.answers.items() for one in answers}
    assert wanted <= set(words)
    assert all(words[one] for one in wanted)


def test_ending_a_week_is_the_only_thing_that_moves_the_calendar(game: Recorded) -> None:
    for offer in game.game.legal_actions():
        other = game.twin()
        other.act(offer.action)
        assert (other.game.view.week == 1) == (not isinstance(offer.action, EndWeek | EndRound))
