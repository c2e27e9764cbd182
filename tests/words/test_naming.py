"""Names that are cut are never taken for one another."""

from __future__ import annotations

import pytest

from fake_view import START
from gallery import lived_in
from kae_sim.words.labels import Labels
from kae_sim.words.naming import told_apart
from kae_sim.words.text import columns

SAINTS = ("St Sidwell's Hospital, Exwell", "St Sidwell's Hospital, Dunford", "Wexholme and District Hospital")


@pytest.mark.parametrize("width", range(14, 30))
def test_hospitals_of_one_saint_never_look_alike(width: int) -> None:
    shown = [told_apart(name, SAINTS, width) for name in SAINTS]
    assert len(set(shown)) == len(SAINTS)
    assert all(columns(one) <= width for one in shown)


def test_what_differs_is_kept() -> None:
    assert [told_apart(name, SAINTS, 21) for name in SAINTS] == [
        "St Sidwell's…Exwell",
        "St Sidwell's…Dunford",
        "Wexholme…",
    ]
    assert told_apart(SAINTS[0], SAINTS, 40) == SAINTS[0]


def test_a_beginning_of_another_name_is_only_cut() -> None:
    assert told_apart("St Sidwell's Hospital", ["St Sidwell's Hospital North"], 14) == "St Sidwell's…"


def test_the_desk_tells_its_accounts_apart() -> None:
    names = ("Royal Northmoor Teaching Hospital East", "Royal Northmoor Teaching Hospital West")
    accounts = tuple(one.model_copy(update={"name": name}) for one, name in zip(START.accounts, names, strict=False))
    labels = Labels(START.model_copy(update={"accounts": accounts}))
    shown = [labels.account_in(one.id, 20) for one in accounts]
    assert [one.split("…")[1] for one in shown] == ["East", "West"]


def test_a_meeting_gives_up_the_jobs_before_the_names() -> None:
    labels, meeting = Labels(lived_in().view), lived_in().view.meetings[0]
    whole = "Visit with Sr Joy Whittle, Specialist nurse (St Aelred's District Hospital)"
    assert labels.meeting_in(meeting, 80) == labels.meeting(meeting) == whole
    assert labels.meeting_in(meeting, 70) == "Visit with Sr Joy Whittle (St Aelred's District Hospital)"
    assert labels.meeting_in(meeting, 50) == "Visit with Sr Joy Whittle (St Aelred's District…)"
