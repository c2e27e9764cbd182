"""Results wait in files for a record store; no game waits for one, and no name goes there."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from board_work import row
from fake_home import finish, home, played, scenario
from kae_sim.cli import run as command
from kae_sim.game.actions import EndWeek
from kae_sim.leaderboard import add, rebuild
from kae_sim.leaderboard.abandoned import abandoned
from kae_sim.leaderboard.outbox import post, waiting
from kae_sim.leaderboard.record_store import NotReached, RecordStore, checked, within
from kae_sim.leaderboard.xapi import Statement, farewells, statements
from kae_sim.runs import new_run, resume
from kae_sim.runs.folder import find_folder

__all__ = ["home"]

Say = Callable[..., tuple[int, str, str]]
PAGE = "https://learn.example"
DAY = 86_400


@pytest.fixture
def say(home: Path, capsys: pytest.CaptureFixture[str]) -> Say:
    def said(*words: str) -> tuple[int, str, str]:
        status = command(list(words))
        return status, *capsys.readouterr()

    return said


@pytest.fixture
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a game asked the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def left(name: str = "Cyd", days_ago: int = 30) -> str:
    """A run that was begun and left."""
    with new_run(scenario(), 7, name, "practice") as session:
        session.act(EndWeek())
    os.utime(find_folder(session.run).journal, (1_000 * DAY - days_ago * DAY,) * 2)
    return session.run


@pytest.mark.usefixtures("no_network")
def test_a_result_waits_only_where_a_record_store_is_kept(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(played(1))
    assert not (home / "outbox").exists()
    monkeypatch.setenv("KAE_SIM_RECORD_STORE", "https://lrs.example/xAPI")
    monkeypatch.setenv("KAE_SIM_HOME_PAGE", PAGE)
    found, _ = add(played(2, name="Bob"))
    assert [one.statement for one in waiting()] == sorted(statements([found], PAGE), key=lambda one: one["id"])
    add(found.run)
    rebuild()
    assert len(waiting()) == 2, "who was entered before waits no second time"
    assert b"Bob" not in b"".join(path.read_bytes() for path in (home / "outbox").iterdir())


def test_what_was_left_is_told_once_for_each_time_that_it_was_left(home: Path) -> None:
    run, done = left(), played(1)
    os.utime(find_folder(done).journal, (0, 0))
    with new_run(scenario(), 3, "reader", "bot") as session:
        session.act(EndWeek())
    os.utime(find_folder(session.run).journal, (0, 0))
    assert abandoned(1_000 * DAY, 31, {}) == []
    [found] = abandoned(1_000 * DAY, 29, {run: "w-aaaaaaaaaa"})
    assert (found.run, found.week, found.weeks, found.workshop) == (run, 2, 39, "w-aaaaaaaaaa")
    assert found.left_at == "1972-08-28T00:00:00.000000+00:00"
    [told] = farewells([found], PAGE)
    assert told["verb"]["id"] == "https://w3id.org/xapi/adl/verbs/abandoned"
    assert "score" not in told["result"]
    assert told["result"]["completion"] is False
    assert farewells(abandoned(1_000 * DAY, 29, {}), PAGE)[0]["id"] == told["id"]
    with resume(run) as again:
        again.act(EndWeek())
    os.utime(find_folder(run).journal, (0, 0))
    [later] = farewells(abandoned(1_000 * DAY, 29, {}), PAGE)
    assert later["id"] != told["id"]
    with resume(run) as last:
        finish(last)
    os.utime(find_folder(run).journal, (0, 0))
    assert abandoned(1_000 * DAY, 29, {}) == []


def test_a_left_run_is_exported_when_asked_for_and_names_too(say: Say, tmp_path: Path) -> None:
    add(played(1))
    left("Cyd")
    file = tmp_path / "x.json"

    def exported(*words: str) -> list[Statement]:
        assert say("scores", "export", "--xapi", str(file), *words)[0] == 0
        found: list[Statement] = json.loads(file.read_bytes())
        return found

    assert len(exported()) == 2
    bare = exported("--unfinished-days", "5")
    assert [one["verb"]["display"]["en"] for one in bare][2:] == ["abandoned"]
    assert all("name" not in one["actor"] for one in bare)
    named = exported("--unfinished-days", "5", "--names")
    assert [one["actor"]["name"] for one in named] == ["Ann", "Ann", "Cyd"]
    assert len(exported("--unfinished-days", "5", "--scenario", "other")) == 0


def fake(answers: dict[str, tuple[int, bytes]]) -> RecordStore:
    return RecordStore(lambda method, about, body: answers[method])


def test_what_a_record_store_answers_is_understood() -> None:
    [one, _] = statements([row(1)], PAGE)
    shown = one | {"timestamp": "2026-01-01T11:00:00+01:00", "stored": "2027-01-01T00:00:00Z", "version": "1.0.0"}
    other = shown | {"result": shown["result"] | {"completion": False}}
    assert fake({"PUT": (204, b"")}).take(one) == "taken"
    assert fake({"PUT": (200, b""), "GET": (200, json.dumps(shown).encode())}).take(one) == "taken"
    for body, outcome in (
        (json.dumps(shown).encode(), "taken"),
        (json.dumps(other).encode(), "differs"),
        (b"{", "differs"),
        (b"[]", "differs"),
    ):
        assert fake({"PUT": (409, b""), "GET": (200, body)}).take(one) == outcome
    assert fake({"PUT": (409, b""), "GET": (404, b"")}).take(one) == "differs"
    assert fake({"PUT": (400, b"")}).take(one) == "refused"
    told = {401: "lets nobody in", 403: "KEY", 404: "answers with 404", 503: "again later", 307: "307"}
    for status, words in told.items():
        with pytest.raises(NotReached, match=words):
            fake({"PUT": (status, b"")}).take(one)
    for put, get, body, words in (
        (200, 200, b"<html>Log in</html>", "keeps no statements"),
        (200, 404, b"", "answers with 404"),
        (409, 503, b"", "answers with 503"),
        (409, 401, b"", "lets nobody in"),
    ):
        with pytest.raises(NotReached, match=words):
            fake({"PUT": (put, b""), "GET": (get, body)}).take(one)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("http://lrs.example/xAPI", "https:// address"),
        ("ftp://lrs.example", "https:// address"),
        ("lrs.example", "https:// address"),
        ("https://", "https:// address"),
        ("https://[", "https:// address"),
        ("https://lrs.example/?a=b", "https:// address"),
        ("https://lrs.example/\x1b[2J", "https:// address"),
        ("https://lrs.exämple/xAPI", "https:// address"),
        ("https://lrs.example/x API", "https:// address"),
        ("https://ann:geheim@lrs.example/", "Keep the password out"),
    ],
)
def test_an_address_that_would_tell_others_is_refused(say: Say, home: Path, address: str, words: str) -> None:
    status, out, err = say("scores", "send", "--to", address)
    assert (status, out, words in err, "geheim" in err) == (1, "", True, False)
    assert not (home / "settings.json").exists()
    assert checked("http://127.0.0.1:8100/xAPI/") == "http://127.0.0.1:8100/xAPI"


def test_a_record_store_that_the_data_folder_does_not_take_is_told(say: Say, home: Path) -> None:
    (home / "settings.json.tmp").mkdir(parents=True)
    status, out, err = say("scores", "send", "--to", "https://lrs.example/xAPI")
    assert (status, out) == (1, "")
    assert "can't be written" in err
    assert "set KAE_SIM_HOME" in err


@pytest.mark.parametrize(
    "page", ["learn", "learn.example", "https://", "https://a b.example", "ftp://x", "https://[", "https://\u00e9"]
)
def test_a_home_page_that_no_statement_can_hold_is_refused(say: Say, home: Path, tmp_path: Path, page: str) -> None:
    add(played(1))
    file = tmp_path / "x.json"
    for words in (("send", "--to", "https://lrs.example"), ("export", "--xapi", str(file))):
        status, out, err = say("scores", *words, "--home-page", page)
        assert (status, out, "A home page is a whole address" in err) == (1, "", True)
    assert not file.exists()
    assert not (home / "settings.json").exists()


class Store(BaseHTTPRequestHandler):
    """Keeps what it is sent; ids in `odd` get that status."""

    kept: dict[str, Any]
    odd: dict[str, int]
    asked: list[tuple[str, str, str | None]]
    elsewhere = ""  # where a question is sent on to

    def do_PUT(self) -> None:
        name = self.path.rsplit("=", 1)[1]
        said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.asked.append((self.command, self.headers["X-Experience-API-Version"], self.headers["Authorization"]))
        status = self.odd.get(name) or (409 if self.kept.get(name, said) != said else 204)
        if status == 204:
            self.kept[name] = said
        self.send_response(status)
        self.send_header("Location", "https://elsewhere.example/")
        self.end_headers()

    def do_GET(self) -> None:
        self.asked.append((self.command, "", self.headers["Authorization"]))
        if self.elsewhere:
            self.send_response(302)
            self.send_header("Location", self.elsewhere)
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(json.dumps(self.kept[self.path.rsplit("=", 1)[1]]).encode())

    def log_message(self, format: str, *args: object) -> None:
        """The test asks what was asked."""


@contextmanager
def store() -> Iterator[tuple[str, type[Store]]]:
    handler = type("OneStore", (Store,), {"kept": {}, "odd": {}, "asked": []})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/xAPI", handler
        finally:
            server.shutdown()
            thread.join()


def test_what_waits_is_sent_once_and_what_is_refused_is_put_aside(
    say: Say, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAE_SIM_RECORD_STORE_KEY", "trainer:geheim")
    assert "No record store is kept" in say("scores", "send")[2]
    assert say("scores", "send", "--home-page", PAGE)[0] == 2
    with store() as (address, server):
        assert say("scores", "send", "--to", address, "--home-page", PAGE)[1] == "0 statements sent, 0 wait.\n"
        found, _ = add(played(1))
        left()
        assert say("scores", "send", "--unfinished-days", "5")[1] == "3 statements sent, 0 wait.\n"
        kept = dict(server.kept)
        assert {one["actor"]["account"]["homePage"] for one in kept.values()} == {f"{PAGE}/"}
        assert server.asked == [("PUT", "1.0.3", "Basic dHJhaW5lcjpnZWhlaW0=")] * 3
        assert say("scores", "send", "--all", "--unfinished-days", "5")[1] == "3 statements sent, 0 wait.\n"
        assert server.kept == kept
        assert b"geheim" not in (home / "settings.json").read_bytes()

        first, second = statements([found.model_copy(update={"passed": not found.passed})], PAGE)
        post([first | {"timestamp": "2027-01-01T00:00:00+00:00"}, second])
        server.odd[second["id"]] = 400
        status, out, err = say("scores", "send")
        assert (status, out) == (1, "0 statements sent, 0 wait.\n")
        assert "has it with other words. It was put aside" in err
        assert "refuses it. It was put aside" in err
        assert "2 statements were not taken. When the cause is mended, kae-sim scores send --all" in err
        assert len(list((home / "outbox").glob("*.refused"))) == 2
        assert say("scores", "send")[0] == 0, "once is enough"

        post([second])
        server.odd[second["id"]] = 307
        status, out, err = say("scores", "send")
        assert (status, out, "answers with 307" in err) == (1, "0 statements sent, 1 wait.\n", True)
    status, out, err = say("scores", "send")
    assert (status, out, "does not answer" in err) == (1, "0 statements sent, 1 wait.\n", True)
    assert err.count("\n") == 1
    assert say("scores", "send", "--to", "none")[1] == "Results go nowhere from now on.\n"
    add(played(1, name="Bob"))
    assert len(waiting()) == 1


def test_one_statement_that_the_store_falls_over_keeps_no_other_back(say: Say) -> None:
    with store() as (address, server):
        assert say("scores", "send", "--to", address)[0] == 0
        made = statements([row(number) for number in range(3)], PAGE)
        post(made)
        names = sorted(one["id"] for one in made)
        server.odd |= dict.fromkeys(names[:2], 500)
        status, out, err = say("scores", "send")
        assert (status, out, "can't take 2 of them" in err) == (1, "4 statements sent, 2 wait.\n", True)
        server.asked.clear()
        server.odd |= dict.fromkeys(names, 503)
        post(made)
        status, out, err = say("scores", "send")
        assert (status, out, "answers with 503" in err) == (1, "0 statements sent, 6 wait.\n", True)
        assert len(server.asked) == 3, "and a store that is down is left in peace"


def test_a_store_on_this_computer_is_asked_past_any_proxy(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_RECORD_STORE_KEY", "trainer:geheim")
    for name in ("no_proxy", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with store() as (proxy, other), store() as (address, server):
        monkeypatch.setenv("http_proxy", proxy)
        post(statements([row(1)], PAGE))
        assert say("scores", "send", "--to", address)[1] == "2 statements sent, 0 wait.\n"
        assert (len(server.asked), other.asked) == (2, [])


def test_a_store_that_sends_us_elsewhere_gets_no_key_there(say: Say, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_RECORD_STORE_KEY", "trainer:geheim")
    with store() as (other, thief), store() as (address, server):
        [one, _] = statements([row(1)], PAGE)
        post([one])
        server.odd[one["id"]] = 409
        server.elsewhere = f"{other}/statements?statementId={one['id']}"
        status, out, err = say("scores", "send", "--to", address)
        assert (status, out, "answers with 302" in err) == (1, "0 statements sent, 1 wait.\n", True)
        assert [method for method, _, _ in server.asked] == ["PUT", "GET"]
        assert thief.asked == []


def test_an_answer_that_never_ends_is_not_waited_for() -> None:
    never = Event()
    try:
        with pytest.raises(TimeoutError):
            within(0, lambda: (int(never.wait()), b""))
    finally:
        never.set()
    assert within(60, lambda: (204, b"")) == (204, b"")

    def fails() -> tuple[int, bytes]:
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        within(60, fails)


def test_whoever_is_forgotten_is_told_of_no_more(say: Say, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_RECORD_STORE", "https://lrs.example/xAPI")
    ann, bob = add(played(1))[0], add(played(1, name="Bob"))[0]
    waiting()[0].refused()
    about = [one["id"] for one in json.loads(say("scores", "export-player", "Ann")[1])["waiting"]]
    assert set(about) <= {one["id"] for one in statements([ann], PAGE)}
    for name in ("Ann", "Bob"):
        before = len(list((home / "outbox").glob("*-*")))
        assert say("scores", "forget", name)[0] == 0
        assert len(list((home / "outbox").glob("*-*"))) == before - 2
    assert bob.player != ann.player


def test_an_odd_file_in_the_outbox_is_told(say: Say, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_RECORD_STORE", "https://lrs.example/xAPI")
    add(played(1))
    path = waiting()[0].path
    for odd in (b"", b"{}", b"[]", b"\xff", b'{"actor": {"account": 7}}', b"[" * 100_000):
        path.write_bytes(odd)
        status, _, err = say("scores", "send")
        assert (status, str(path) in err, err.count("\n")) == (1, True, 1)
    path.rename(path.with_name("letter.json"))
    assert len(waiting()) == 1, "what is none of ours is left alone"
