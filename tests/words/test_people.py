"""What is said of a person: by a look-up, by papers of some date, and when they are away or have gone."""

from __future__ import annotations

import pytest

from kae_sim.game.view import Person, View
from kae_sim.words.labels import Labels
from kae_sim.words.plain.people import heard_of, people_lines, profile, role_holders
from real_games import Recorded


@pytest.fixture
def view(game: Recorded) -> View:
    return game.game.view


def somebody(view: View, **changes: object) -> Person:
    return view.accounts[0].people[0].model_copy(update=changes)


def test_a_role_on_paper_is_told_with_its_date_until_a_look_up_shows_what_holds(view: View) -> None:
    labels = Labels(view)
    name = view.rules.words["outside:formulary-chair"]
    paper = somebody(view, on_paper=(("formulary-chair", -51),))
    assert heard_of(labels, paper) == [f"On paper also {name}, as of 52 weeks before the start."]
    assert role_holders([paper]) == {"formulary-chair": f" ({paper.name}, on paper as of 52 weeks before the start)"}
    stale = somebody(view, on_paper=(("formulary-chair", -51),), looked_up=True, outside_roles=("network-lead",))
    assert role_holders([stale]) == {"network-lead": f" ({stale.name}, as you found)"}
    assert any("On paper also" in line for line in profile(labels, stale))
    fresh = somebody(view, on_paper=(("formulary-chair", 7),), looked_up=True, outside_roles=("formulary-chair",))
    assert heard_of(labels, fresh) == []
    assert role_holders([fresh]) == {"formulary-chair": f" ({fresh.name}, as you found)"}


def test_a_leave_and_a_farewell_are_told(view: View) -> None:
    labels = Labels(view)
    assert heard_of(labels, somebody(view, away=(9, 11))) == ["On leave from week 9 to week 11."]
    assert heard_of(labels, somebody(view, left=13)) == ["Left in week 13."]
    account = view.accounts[0].model_copy(update={"people": (somebody(view, away=(9, 11)),)})
    assert "on leave from week 9 to week 11" in people_lines(labels, account)[0]


def test_interests_are_told_of_those_who_were_looked_up(view: View) -> None:
    labels = Labels(view)
    lines = profile(labels, somebody(view, looked_up=True, interests=("waste", "ready-made bags")))
    assert "Cares about: waste; ready-made bags." in lines
    assert not any("Cares about" in line for line in profile(labels, somebody(view)))


def test_who_is_new_in_a_post_and_known_from_the_start_was_known_in_another_one(view: View) -> None:
    for mentioned_by, words in (
        (None, "New in this post; your company knew them in another one."),
        ("X", "New in post."),
    ):
        person = somebody(view, looked_up=True, tenure="new", mentioned_by=mentioned_by)
        assert words in profile(Labels(view), person)
