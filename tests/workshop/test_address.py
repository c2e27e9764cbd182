"""The address people type, the names by which the host is known, and the picture of it."""

from __future__ import annotations

import re
import socket

import pytest

from kae_sim.workshop.address import BadAddress, address_of, qr_lines, qr_svg


def test_a_host_that_listens_everywhere_names_an_address_that_can_be_typed() -> None:
    found = address_of("0.0.0.0", 8000)
    assert re.fullmatch(r"http://(\d+\.\d+\.\d+\.\d+|localhost):8000", found.url)
    assert found.host != "0.0.0.0"


@pytest.mark.parametrize(
    ("bind", "port", "public", "url"),
    [
        ("127.0.0.1", 8000, None, "http://127.0.0.1:8000"),
        ("192.168.1.20", 80, None, "http://192.168.1.20"),
        ("::1", 8000, None, "http://[::1]:8000"),
        ("127.0.0.1", 8000, "https://kae.example.org", "https://kae.example.org"),
        ("0.0.0.0", 8000, "http://trainer:8000/", "http://trainer:8000"),
    ],
)
def test_the_address_is_the_shortest_that_works(bind: str, port: int, public: str | None, url: str) -> None:
    assert address_of(bind, port, public).url == url


@pytest.mark.parametrize("public",
    [
        "kae.example.org", "ftp://x", "https://", "https://x/path", "javascript:alert(1)", "http://[::1", "http://x:99999",
        "http://x:port", "http://me:word@x", "http://x?y", "http://x#y", "http://x y", 'http://a"b', "http://a\nb", "http://",
    ],
)  # fmt: skip
def test_an_address_that_no_browser_opens_is_refused(public: str) -> None:
    with pytest.raises(BadAddress, match="no address like"):
        address_of("0.0.0.0", 8000, public)


def test_nowhere_is_no_place_to_listen() -> None:
    with pytest.raises(BadAddress, match="--bind needs an address"):
        address_of("", 8000)


def test_numbers_and_our_own_names_are_ours_and_other_names_are_not() -> None:
    found = address_of("0.0.0.0", 8000, "https://kae.example.org")
    ours = ["127.0.0.1:8000", "10.1.2.3", "[::1]:8000", "localhost:8000", "kae.example.org", "KAE.example.org:443"]
    ours.append(socket.gethostname())
    others = [
        "evil.example",
        "kae.example.org.evil.example",
        "127.0.0.1.evil.example",
        "",
        "[::1",
        "a b",
        "localhost@evil.example",
        "evil@127.0.0.1",
        "127.0.0.1/evil",
        "127.0.0.1?x",
        "127.0.0.1#x",
        "127.0.0.1:8000;script-src *",
        "127.0.0.1:8000 https://evil.example",
        "127.0.0.1 ",
        "localhost:port",
    ]
    assert [name for name in ours if not found.is_ours(name)] == []
    assert [name for name in others if found.is_ours(name)] == []


def test_the_picture_holds_the_address_and_nothing_that_a_page_could_run() -> None:
    drawn = qr_svg("http://127.0.0.1:8000/?code=ROOM42")
    assert drawn.startswith("<svg")
    assert re.findall(r"<(?!/?(?:svg|path|g)\b)", drawn) == []
    assert qr_svg("http://127.0.0.1:8000/?code=ROOM43") != drawn


def test_a_terminal_that_cannot_show_the_picture_gets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        encoding = "utf-8"

    monkeypatch.setattr("sys.stdout", Terminal())
    assert "▀" in qr_lines("http://127.0.0.1:8000/")
    Terminal.encoding = "cp1252"
    assert qr_lines("http://127.0.0.1:8000/") == ""
