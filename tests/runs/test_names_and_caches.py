"""Names that may be shown to others, players told apart, and caches that can be lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_home import home, played, scenario
from kae_sim.errors import KaeError
from kae_sim.leaderboard import rebuild
from kae_sim.runs import (
    CannotStore,
    NameRefused,
    attempt_of,
    cached,
    clean_name,
    count_attempt,
    name_of,
    new_run,
    player_for,
)
from kae_sim.runs.people import bot_player

__all__ = ["home"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Ann", "Ann"),
        ("  Zoë O'Neil ", "Zoë O'Neil"),
        ("O\u2019Neil", "O'Neil"),
        ("J.-P. Müller_2", "J.-P. Müller_2"),
        ("\uff21\uff4e\uff4e", "Ann"),
        ("e\u0301lan", "\u00e9lan"),
        ("李小龍", "李小龍"),
        ("नमस्ते", "नमस्ते"),
        ("7 of 9", "7 of 9"),
        ("x" * 32, "x" * 32),
    ],
)
def test_ordinary_names_are_taken(typed: str, shown: str) -> None:
    assert clean_name(typed) == shown
    assert clean_name(shown) == shown


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "x" * 33,
        "\ufdfa\ufdfa",  # 2 characters that become 36
        "[/]",
        "[@click=app.quit]x[/]",
        "a\x1b]52;c;AA\x07",
        "a\x9b31m",
        "a\nb",
        "a\tb",
        "a\x00",
        "\u202ennA",
        "A\u200bnn",
        "A\u2066nn",
        "\u3164",
        "a\u2800",
        "a\ue000",
        "a\u2028b",
        "a\ud800",
        "Ann\U0001f600",
        "=1+1",
        "-Ann",
        ".hidden",
        "'quoted",
        "Z\u0353\u0354\u0355\u0356algo",
        "a/b",
        "a\\b",
        "$name",
        "<b>",
    ],
)
def test_hostile_names_are_refused(typed: str) -> None:
    with pytest.raises(NameRefused):
        clean_name(typed)


@given(st.text(max_size=40))
def test_whatever_is_taken_is_printable_short_and_stays_as_it_is(typed: str) -> None:
    try:
        name = clean_name(typed)
    except NameRefused:
        return
    assert 1 <= len(name) <= 32
    assert not set(name) & set("[]$<>\\/=\x1b\u202e")
    assert all(character.isprintable() for character in name)
    assert clean_name(name) == name


@pytest.mark.usefixtures("home")
def test_the_same_name_is_the_same_player_and_no_name_is_whoever_was_last() -> None:
    ann, bob = player_for("Ann"), player_for("Bob")
    assert ann != bob
    assert player_for(None) == bob
    assert player_for("ANN") == ann
    assert player_for(None) == ann
    assert (name_of(ann), name_of(bob)) == ("Ann", "Bob")


@pytest.mark.usefixtures("home")
def test_somebody_new_without_a_name_gets_a_pseudonym() -> None:
    player = player_for(None)
    assert clean_name(name_of(player)) == name_of(player)
    assert " " in name_of(player)


@pytest.mark.usefixtures("home")
def test_a_removed_player_and_a_bot_have_names_too() -> None:
    assert name_of("p-aaaaaaaaaa") == "(removed)"
    assert name_of(None) == "(removed)"
    assert name_of(bot_player("one_doctor")) == "bot one_doctor"


def test_a_name_written_into_the_table_by_hand_moves_no_cursor(home: Path) -> None:
    player_for("Ann")
    (home / "players.json").write_text(json.dumps({"players": {"p-aaaaaaaaaa": "A\x1b[2J\u202enn"}}))
    assert name_of("p-aaaaaaaaaa") == r"A\x1b[2J\u202enn"


@pytest.mark.usefixtures("home")
def test_attempts_are_counted_by_player_scenario_and_deal() -> None:
    assert [count_attempt("p", "d", "X", run) for run in ("r1", "r2", "r1", "r3")] == [(1, 1), (1, 2), (1, 1), (1, 3)]
    others = [count_attempt(*key) for key in (("p", "d", "Y", "r4"), ("q", "d", "X", "r5"), ("p", "e", "X", "r6"))]
    assert others == [(2, 1), (1, 1), (1, 1)]
    assert count_attempt("p", "d", "X", "r7") == (1, 4), "whoever comes back to a deal is where they were"
    assert [attempt_of("p", "d", deal, "r8") for deal in "XYZ"] == [(1, 5), (2, 2), (3, 1)]


def test_asking_for_an_attempts_number_counts_nothing(home: Path) -> None:
    assert [attempt_of("p", "d", "X", run) for run in ("r1", "r2")] == [(1, 1), (1, 1)]
    assert not home.exists()
    count_attempt("p", "d", "X", "r1")
    assert [attempt_of("p", "d", "X", run) for run in ("r1", "r2", "r3")] == [(1, 1), (1, 2), (1, 2)]


ODD = [b"", b"{", b"[]", b"7", b"null", b"\xff\xfe", b"[" * 100_000]


@pytest.mark.parametrize(
    "odd",
    [
        *ODD,
        b'{"players": []}',
        b'{"players": {"p-aaaaaaaaaa": 5}}',
        b'{"players": {"p-aaaaaaaaaa": ["Ann"]}}',
        b'{"players": {}, "last": []}',
        b'{"people": {}}',
    ],
)
def test_an_odd_table_of_players_is_told_and_not_overwritten(home: Path, odd: bytes) -> None:
    player_for("Ann")
    (home / "players.json").write_bytes(odd)
    asks: tuple[Callable[[], str], ...] = (lambda: player_for("Bob"), lambda: player_for(None), lambda: name_of("p"))
    for ask in asks:
        with pytest.raises(KaeError, match=r"players\.json holds something that kae-sim did not write"):
            ask()
    assert (home / "players.json").read_bytes() == odd


@pytest.mark.parametrize(
    "odd", [*ODD, b'{"p d X": "r1"}', b'{"p d": ["r1"]}', b'{"p d": {}}', b'{"p d": [["X"]]}', b'{"p": []}']
)
def test_an_odd_list_of_attempts_is_told_before_play_and_not_overwritten(home: Path, odd: bytes) -> None:
    count_attempt("p", "d", "X", "r1")
    (home / "attempts.json").write_bytes(odd)
    for ask in (count_attempt, attempt_of):
        with pytest.raises(KaeError, match=r"attempts\.json holds something"):
            ask("p", "d", "X", "r2")
    with pytest.raises(KaeError, match=r"attempts\.json holds something"):
        new_run(scenario(), 7, "Ann", "practice")
    assert (home / "attempts.json").read_bytes() == odd
    assert list((home / "runs").iterdir()) == []


def test_a_list_of_attempts_of_an_earlier_program_says_how_to_go_on(home: Path) -> None:
    run = played()
    kept = json.loads((home / "attempts.json").read_bytes())
    [(key, [[deal, _]])] = kept.items()
    (home / "attempts.json").write_text(json.dumps({f"{key} {deal}": [run]}))
    with pytest.raises(KaeError, match=r"of an earlier program.* Move it away; kae-sim scores rebuild counts"):
        new_run(scenario(), 7, "Ann", "practice")
    (home / "attempts.json").unlink()
    rebuild()
    assert json.loads((home / "attempts.json").read_bytes()) == kept


def test_a_data_folder_named_from_a_folder_that_is_gone_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    monkeypatch.setenv("KAE_SIM_HOME", "here")
    (tmp_path / "gone").rmdir()
    with pytest.raises(CannotStore, match="KAE_SIM_HOME is here, but the folder that you are in is gone"):
        player_for("Ann")


class Made:
    """Counts how often it was asked."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> dict[str, object]:
        self.times += 1
        return {"prior": [1, 2], "made": self.times}


def test_what_is_cached_is_made_once(home: Path) -> None:
    make = Made()
    assert cached("prior-ab12", make) == cached("prior-ab12", make) == {"prior": [1, 2], "made": 1}
    assert cached("prior-ffff", make)["made"] == 2
    assert (home / "cache" / "prior-ab12.json").exists()


@pytest.mark.parametrize("broken", [b"", b"{", b"[]", b"null", b'{"value": {"made": 9}}', b"\xff", b"[" * 100_000])
def test_a_broken_cache_is_made_again(home: Path, broken: bytes) -> None:
    make = Made()
    cached("k", make)
    (home / "cache" / "k.json").write_bytes(broken)
    assert cached("k", make)["made"] == 2
    assert cached("k", make)["made"] == 2


def test_a_cache_of_another_key_or_with_a_changed_value_is_made_again(home: Path) -> None:
    make = Made()
    cached("k", make)
    file = home / "cache" / "k.json"
    (home / "cache" / "other.json").write_bytes(file.read_bytes())
    assert cached("other", make)["made"] == 2
    file.write_text(json.dumps(json.loads(file.read_bytes()) | {"value": {"made": 9}}))
    assert cached("k", make)["made"] == 3


def test_a_cache_that_cannot_be_written_costs_only_time(home: Path) -> None:
    home.write_text("not a folder")
    make = Made()
    assert [cached("k", make)["made"] for _ in range(2)] == [1, 2]


@pytest.mark.parametrize("key", ["", "../x", "A", "a/b", "x" * 121])
@pytest.mark.usefixtures("home")
def test_a_cache_key_is_no_path(key: str) -> None:
    with pytest.raises(ValueError, match="cache key"):
        cached(key, Made())
