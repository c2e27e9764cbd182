"""The same tasks on a real Dask cluster on this machine: the same results, also when one of two workers is killed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from farm_work import refuse_three, square, square_dying_once
from kae_sim.errors import KaeError
from kae_sim.farm import cluster, run_all
from local_cluster import two_workers


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with two_workers() as running:
        yield running


def test_a_cluster_finds_what_this_machine_finds_although_a_worker_is_killed(address: str, tmp_path: Path) -> None:
    numbers = range(12)
    results = run_all(cluster(address), square_dying_once, {n: (str(tmp_path), n, 5) for n in numbers})
    assert (tmp_path / "killed-once").exists()
    assert list(results.items()) == [(n, n * n) for n in numbers]


def test_an_error_of_the_work_itself_reaches_the_caller_as_it_is(address: str) -> None:
    with pytest.raises(ValueError, match="three is refused"):
        run_all(cluster(address), refuse_three, {n: n for n in range(6)})


def test_where_no_cluster_is_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kae_sim.farm.CONNECT_SECONDS", 1)
    with pytest.raises(KaeError, match="No Dask cluster answers"):
        run_all(cluster("tcp://127.0.0.1:9"), square, {1: 1})


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "tcp://",
        "nonsense://x",
        "http://x",
        "tcp://127.0.0.1",
        "tcp://127.0.0.1:notaport",
        "tcp://h:99999",
        "x:8786",
    ],
)
def test_what_is_no_address_is_said_before_anything_is_tried(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(KaeError, match="give its scheduler as tcp://HOST:PORT"):
        cluster(wrong)


def test_without_the_extra_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(KaeError, match=r"pip install 'kae-sim\[cluster\]'"):
        run_all(cluster("tcp://127.0.0.1:9"), square, {1: 1})
