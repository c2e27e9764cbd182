"""500 forged journals of runs that are kept here: each is refused, and changes nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from fake_home import home, played
from fake_house import fake_scorecard
from kae_sim.errors import KaeError
from kae_sim.game import ENGINE
from kae_sim.game.actions import EndRound
from kae_sim.game.journal import ActRecord, HeadRecord, Record, deal_code, decode, encode_all, split
from kae_sim.leaderboard import Board, add, rebuild
from kae_sim.players.lot import Lot
from kae_sim.runs import forget, read_run
from kae_sim.runs.folder import find_folder

__all__ = ["home"]

FORGERIES = 500
Forger = Callable[[bytes, bytes, Lot], bytes]


def records(data: bytes) -> list[Record]:
    return decode(split(data)[0])


def signed(entries: Sequence[Record]) -> bytes:
    """With a chain that is whole, as somebody makes it who knows the program."""
    return b"".join(encode_all(list(entries)))


def headed(data: bytes, **changes: object) -> bytes:
    head, *rest = records(data)
    assert isinstance(head, HeadRecord)
    return signed([head.model_copy(update=changes), *rest])


def score(data: bytes, other: bytes, lot: Lot) -> bytes:
    """A score written in, at any line."""
    lines = data.splitlines(keepends=True)
    place = lot.below(len(lines))
    lines[place] = lines[place].replace(b"{", b'{"score":%d,' % lot.below(101), 1)
    return b"".join(lines)


def action(data: bytes, other: bytes, lot: Lot) -> bytes:
    """An action taken out, done twice or done as another."""
    head, *acts = records(data)
    place = lot.below(len(acts))
    chosen = acts[place]
    assert isinstance(chosen, ActRecord)
    instead: list[list[Record]] = [[], [chosen, chosen], [chosen.model_copy(update={"action": EndRound()})]]
    return signed([head, *acts[:place], *instead[lot.below(3)], *acts[place + 1 :]])


def seed(data: bytes, other: bytes, lot: Lot) -> bytes:
    """The same actions on another deal, with the code of that deal."""
    dealt = 1_000 + lot.below(2**50)
    return headed(data, seed=dealt, deal=deal_code(dealt))


def deal(data: bytes, other: bytes, lot: Lot) -> bytes:
    """Another deal's code over the same seed."""
    return headed(data, deal=deal_code(1_000 + lot.below(2**50)))


def digest(data: bytes, other: bytes, lot: Lot) -> bytes:
    """Another text of the scenario."""
    return headed(data, digest=f"{lot.below(2**60):032x}")


def tail(data: bytes, other: bytes, lot: Lot) -> bytes:
    """Lines missing from the end, or half a line."""
    return data[: len(data) - 1 - lot.below(len(data) - 1)]


def splice(data: bytes, other: bytes, lot: Lot) -> bytes:
    """Another run's actions from some line on."""
    mine, theirs = records(data), records(other)
    place = 1 + lot.below(len(mine) - 1)
    return signed([*mine[:place], *theirs[place:]])


def player(data: bytes, other: bytes, lot: Lot) -> bytes:
    """Somebody else's name over the run."""
    return headed(data, player="p-" + "".join("abcdefghijklmnopqrstuvwxyz234567"[lot.below(32)] for _ in range(10)))


def engine(data: bytes, other: bytes, lot: Lot) -> bytes:
    """Rules that are still to come, or are gone."""
    return headed(data, engine=ENGINE + 1 + lot.below(1_000) if lot.below(2) else lot.below(ENGINE))


def byte(data: bytes, other: bytes, lot: Lot) -> bytes:
    """Any byte changed."""
    place = lot.below(len(data))
    return data[:place] + bytes([(data[place] + 1 + lot.below(255)) % 256]) + data[place + 1 :]


FORGERS: tuple[Forger, ...] = (score, action, seed, deal, digest, tail, splice, player, engine, byte)


@pytest.mark.usefixtures("home")
def test_where_a_run_was_never_seen_a_forgery_earns_no_more_than_its_actions_and_no_rank(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There nothing is at hand to compare with. What can't be told from a game is played as one, and shown as
    what it is: its journal is not the one that its mark was written for."""
    runs = [played(papers, seed=papers % 3, name=name) for papers in (1, 2, 3) for name in ("Ann", "Bob")]
    folders = [find_folder(run).path for run in runs]
    honest = [(folder / "journal.jsonl").read_bytes() for folder in folders]
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path / "fresh"))
    sent = tmp_path / "sent"
    accepted = 0
    for number in range(FORGERIES // 10):
        forge, lot = FORGERS[number % len(FORGERS)], Lot("unseen", number)
        mine = lot.below(len(honest))
        forged = honest[mine]
        while forged == honest[mine]:
            forged = forge(honest[mine], honest[(mine + 1 + lot.below(5)) % 6], lot)
        shutil.rmtree(sent, ignore_errors=True)
        shutil.copytree(folders[mine], sent)
        (sent / "journal.jsonl").write_bytes(forged)
        try:
            row, _ = add(str(sent))
        except KaeError:
            continue
        accepted += 1
        assert row.score_milli == fake_scorecard(read_run(str(sent)).replay()).score_milli  # type: ignore[arg-type]
        assert row.unranked == "lines are missing from the end of its journal"
        forget(row.run)
        Board().replace_all([])
    assert 0 < accepted < FORGERIES // 20, "games that could have been played"
    for folder in folders:
        assert add(str(folder))[0].unranked == ""


def everything(home: Path) -> dict[str, bytes]:
    files = [path for path in home.rglob("*") if path.is_file() and path.name != "lock" and path.suffix != ".lock"]
    return {str(path): path.read_bytes() for path in files}


def test_forged_journals_are_refused_and_honest_ones_are_not(home: Path, tmp_path: Path) -> None:
    runs = [played(papers, seed=papers % 3, name=name) for papers in (1, 2, 3) for name in ("Ann", "Bob")]
    assert all(add(run)[1] for run in runs)
    honest = [find_folder(run).journal.read_bytes() for run in runs]
    before, rows = everything(home), Board().rows()
    sent = tmp_path / "sent"
    sent.mkdir()

    def send(data: bytes, run: str) -> str:
        """As its player could send it: with the scenario and the mark of the run itself."""
        for name in ("scenario.json", "marks.json"):
            (sent / name).write_bytes((find_folder(run).path / name).read_bytes())
        (sent / "journal.jsonl").write_bytes(data)
        return str(sent)

    for number in range(FORGERIES):
        forge, lot = FORGERS[number % len(FORGERS)], Lot("forgery", number)
        mine = lot.below(len(honest))
        forged = honest[mine]
        while forged == honest[mine]:  # two runs may have the same end
            forged = forge(honest[mine], honest[(mine + 1 + lot.below(5)) % 6], lot)
        there = send(forged, runs[mine])
        with pytest.raises(KaeError):
            add(there)
    assert everything(home) == before
    assert [add(send(data, run))[1] for data, run in zip(honest, runs, strict=True)] == [False] * len(runs)
    rebuild()
    assert Board().rows() == rows
