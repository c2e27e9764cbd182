"""A real Dask cluster on this machine, for as long as a test needs it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def two_workers() -> Iterator[str]:
    """The address of a cluster of two workers, each a process of its own that can import what the tests import."""
    dask, distributed = pytest.importorskip("dask"), pytest.importorskip("distributed")
    # Who asks a killed worker for what it found gives up after this; by default after half a minute.
    waits = dask.config.set({"distributed.comm.timeouts.connect": "2s"})
    workers = distributed.LocalCluster(
        n_workers=2,
        threads_per_worker=1,
        processes=True,
        dashboard_address=":0",  # any free port: another cluster may have the usual one
        env={"PYTHONPATH": str(Path(__file__).parent)},
        silence_logs=50,
    )
    with waits, workers as running:
        yield running.scheduler_address
