"""Runs one function over many payloads on any `concurrent.futures` executor, and outlives lost workers.

The interface is the standard library's `Executor`, so a pool of processes here and a cluster
elsewhere are the same to a caller. A lost worker breaks the whole pool: a new one is made and only
what is unfinished is handed out again. A function must therefore give the same result when it is
run a second time, and a result must depend on its payload alone.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from multiprocessing.connection import wait
from threading import Thread
from typing import TypeVar

from kae_sim.errors import KaeError

REBUILDS = 3  # a payload that kills its worker each time must not be tried for ever

K = TypeVar("K")
P = TypeVar("P")
R = TypeVar("R")


class FarmError(KaeError):
    """Workers were lost more often than `REBUILDS` allows; `keys` are the payloads without a result."""

    def __init__(self, keys: tuple[object, ...]) -> None:
        super().__init__(f"Workers were lost {REBUILDS + 1} times; {len(keys)} of the tasks have no result.")
        self.keys = keys


def processes(workers: int) -> Callable[[], Executor]:
    """Makes pools of this many processes on this machine.

    A fork server where there is one, else fresh interpreters: a plain fork copies locks that
    another thread may hold, and the screens have threads. Function and payloads must be picklable.
    However this process ends, its workers end with it.
    """
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"

    def make() -> Executor:
        context = multiprocessing.get_context(method)
        return ProcessPoolExecutor(max_workers=workers, mp_context=context, initializer=end_with_parent)

    return make


def end_with_parent() -> None:
    """Ends this worker at once when the process that wants its results is gone, as by `kill`.

    Of itself a worker notices when it has finished its task, and it may have others waiting.
    """
    parent = multiprocessing.parent_process()
    assert parent is not None

    def watch() -> None:
        wait([parent.sentinel])
        os._exit(1)

    Thread(target=watch, name="end with parent", daemon=True).start()


def run_all(make_executor: Callable[[], Executor], fn: Callable[[P], R], payloads: Mapping[K, P]) -> dict[K, R]:
    """All results by key, in the order of the payloads, whatever the number of workers."""
    results = dict(as_finished(make_executor, fn, payloads))
    return {key: results[key] for key in payloads}


def as_finished(
    make_executor: Callable[[], Executor], fn: Callable[[P], R], payloads: Mapping[K, P]
) -> Iterator[tuple[K, R]]:
    """Yields (key, result) in the order of finishing, each key once: for progress, and for saving as one goes.

    An exception of `fn` is raised here and what has not begun is cancelled. FarmError after too
    many lost workers.
    """
    left = dict(payloads)
    lost: BrokenExecutor | None = None
    for _ in range(REBUILDS + 1):
        if not left:
            return
        with make_executor() as executor:
            try:
                for key, result in _from_one(executor, fn, dict(left)):
                    del left[key]
                    yield key, result
            except BrokenExecutor as fault:
                lost = fault
    if left:
        raise FarmError(tuple(left)) from lost


def _from_one(executor: Executor, fn: Callable[[P], R], payloads: Mapping[K, P]) -> Iterator[tuple[K, R]]:
    """Whatever one executor finishes; BrokenExecutor at the end if it broke on the way."""
    lost: BrokenExecutor | None = None
    running: dict[Future[R], K] = {}
    try:
        try:
            for key, payload in payloads.items():
                running[executor.submit(fn, payload)] = key
        except BrokenExecutor as fault:
            lost = fault  # it broke while being filled; what it has finished still counts
        for future in as_completed(running):
            key = running.pop(future)  # let go of the future: it holds the result
            try:
                result = future.result()
            except BrokenExecutor as fault:
                lost = fault
            else:
                yield key, result
    finally:
        # Not `shutdown(cancel_futures=True)`: executors of clusters do not know that argument.
        for future in running:
            future.cancel()
    if lost is not None:
        raise lost
