"""A team is what its members' first attempts come to; nobody gains by a breach, and no journal knows of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from board_work import row
from fake_home import home, played
from kae_sim.cli import run as command
from kae_sim.errors import KaeError
from kae_sim.leaderboard import Board, Row, add
from kae_sim.leaderboard.teams import TeamPlace, standings, top_teams
from kae_sim.runs import NameRefused, new_person
from kae_sim.runs.people import merge_people, names_of, player_for, put_in_team, remove_name, teams_by_player

__all__ = ["home"]
pytestmark = pytest.mark.usefixtures("home")


def of(*rows: Row) -> dict[str, str]:
    """Those of players 1 to 9 are Red, the others Blue."""
    reds = {row(0, player=number).player for number in range(1, 10)}
    return {one.player: "Red" if one.player in reds else "Blue" for one in rows}


def told(places: list[TeamPlace]) -> list[tuple[str, str, int, int]]:
    return [(one.rank, one.team, one.score_milli, one.results) for one in places]


def test_a_team_is_the_mean_of_first_attempts_and_its_band_narrows() -> None:
    firsts = [row(n, 10_000 * n, player=n, half_band=10_000) for n in (1, 2, 3, 6)]
    blue = row(11, 29_000, player=11, half_band=1_000)
    [first, second] = standings([*firsts, blue], of(*firsts, blue))
    assert told([first, second]) == [("1=", "Red", 30_000, 4), ("1=", "Blue", 29_000, 1)]
    assert first.band_milli == (25_000, 35_000), "four games: half the band of one"
    assert [
        one.rank for one in standings([*firsts, row(11, 10_000, player=11, half_band=1_000)], of(*firsts, blue))
    ] == [
        "1",
        "2",
    ]
    assert standings(firsts, {}) == []


def test_a_breach_brings_nothing_and_practice_is_left_out() -> None:
    rows = [
        row(1, 60_000, player=1),
        row(2, 90_000, player=2).model_copy(update={"gate": "closed", "passed": False}),
        row(3, 99_000, player=3, deal=2),
        row(4, 99_000, player=4, attempt=2),
        row(5, 99_000, player=5).model_copy(update={"unranked": "lines are missing"}),
        row(6, 99_000, player=6).model_copy(update={"badge": "own file"}),
    ]
    assert told(standings(rows, of(*rows))) == [("1", "Red", 30_000, 2)]


def test_rooms_come_first_and_two_rooms_with_one_word_are_two_teams() -> None:
    hosted = {"mode": "hosted"}
    rows = [
        row(1, 20_000, player=1, half_band=1).model_copy(update=hosted | {"workshop": "w-aaaaaaaaaa"}),
        row(2, 30_000, player=2, half_band=1).model_copy(update=hosted | {"workshop": "w-bbbbbbbbbb"}),
        row(3, 90_000, player=3, half_band=1),
    ]
    Board().put_all(rows)
    places = top_teams("two-week-promise", of(*rows))
    assert [(one.rank, one.workshop, one.mode) for one in places] == [
        ("1", "w-bbbbbbbbbb", "hosted"),
        ("2", "w-aaaaaaaaaa", "hosted"),
        ("1", "", "practice"),
    ]
    assert [one.workshop for one in top_teams("two-week-promise", of(*rows), where={"workshop": "w-aaaaaaaaaa"})] == [
        "w-aaaaaaaaaa"
    ]


def test_a_team_is_spelt_as_it_was_first_and_can_be_left() -> None:
    ann, bob = new_person("Ann"), new_person("Bob")
    assert [put_in_team(ann, "Red Kites"), put_in_team(bob, "red kites ")] == ["Red Kites", "Red Kites"]
    player_for("Cyd")
    assert teams_by_player() == {ann: "Red Kites", bob: "Red Kites"}, "who comes later changes nothing"
    assert put_in_team(bob, " ") == ""
    assert teams_by_player() == {ann: "Red Kites"}
    with pytest.raises(NameRefused):
        put_in_team(ann, "[@click=app.quit]")
    with pytest.raises(KaeError, match="name is kept here"):
        put_in_team("p-zzzzzzzzzz", "Red")


def test_nothing_of_a_name_stays_in_a_team_that_was_called_by_it(home: Path) -> None:
    ann, bob = new_person("Wilhelmina"), new_person("Bob")
    for player in (ann, bob):
        put_in_team(player, "Team wilhelmina's")
    remove_name(ann)
    assert teams_by_player() == {bob: "(removed)"}
    assert b"ilhelmina" not in (home / "players.json").read_bytes()


@pytest.mark.parametrize(("team", "stays"), [("Red", True), ("Ed's", False), ("Eds", False), ("the ed team", False)])
def test_a_short_name_within_a_word_is_no_name(team: str, stays: bool) -> None:
    ed, bob = new_person("Ed"), new_person("Bob")
    put_in_team(bob, team)
    remove_name(ed)
    assert teams_by_player() == {bob: team if stays else "(removed)"}


def test_a_merge_brings_teams_along(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path / "other"))
    ann = new_person("Ann")
    put_in_team(ann, "Red")
    monkeypatch.setenv("KAE_SIM_HOME", str(home))
    merge_people(tmp_path / "other", {ann})
    assert teams_by_player() == {ann: "Red"}
    put_in_team(ann, "Blue")
    merge_people(tmp_path / "other", {ann})
    assert teams_by_player() == {ann: "Blue"}


def test_a_merge_brings_back_nobody_who_was_forgotten(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path / "other"))
    ann, bob = new_person("Ann"), new_person("Bob")
    put_in_team(ann, "Red")
    monkeypatch.setenv("KAE_SIM_HOME", str(home))
    merge_people(tmp_path / "other", {ann})
    remove_name(ann)
    merge_people(tmp_path / "other", {ann, bob})
    assert (names_of([ann, bob]), teams_by_player()) == (["(removed)", "Bob"], {})


def test_teams_are_set_and_shown_by_commands(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def say(*words: str) -> str:
        assert command(list(words)) == 0
        return capsys.readouterr().out

    run = played(name="Ann")
    row_ = add(run)[0]
    assert say("scores", "--teams") == "No team has a result.\n"
    assert say("scores", "team", "Ann", "Red") == "Ann is in team Red.\n"
    [shown] = json.loads(say("scores", "--teams", "--json"))
    assert (shown["team"], shown["rank"], shown["score"], shown["results"]) == ("Red", "1", row_.score_milli / 1000, 1)
    assert [line.split()[:3] for line in say("scores", "--teams").splitlines()[2:]] == [["1", "Red", "alone"]]
    assert b"Red" not in b"".join(path.read_bytes() for path in (home / "runs").rglob("*") if path.is_file())
    assert json.loads(say("scores", "export-player", "Ann"))["team"] == "Red"
    assert say("scores", "team", "Ann") == "Ann is in no team.\n"
    assert say("scores", "--teams") == "No team has a result.\n"
