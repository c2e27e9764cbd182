"""Runs one function over many payloads on any `concurrent.futures` executor, and outlives lost workers.

The interface is the standard library's `Executor`, so a pool of processes here and a cluster
elsewhere are the same to a caller. A lost worker breaks the whole pool: a new one is made and only
what is unfinished is handed out again. A function must therefore give the same result when it is
run a second time, and a result must depend on its payload alone.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor, as_completed
from multiprocessing.connection import wait
from threading import Thread
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

from kae_sim.errors import KaeError

if TYPE_CHECKING:
    from distributed import Client

REBUILDS = 3  # a payload that kills its worker each time must not be tried for ever
CONNECT_SECONDS = 10
CLUSTER_SCHEMES = ("tcp", "tls")

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


def cluster(address: str) -> Callable[[], Executor]:
    """Makes executors on a running Dask cluster, `tcp://host:port`; needs the extra `cluster`.

    A worker that is lost is replaced by Dask, and its task is done again elsewhere. Its workers need the same version
    of the function's package. KaeError at once if that is no such address.
    """
    _check_form(address)

    def make() -> Executor:
        try:
            from distributed import Client
        except ImportError as error:
            raise KaeError("A cluster needs the extra `cluster`: pip install 'kae-sim[cluster]'.") from error
        try:
            client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
        except (OSError, ValueError, TypeError) as error:
            raise KaeError(
                f"No Dask cluster answers at {address}: start its scheduler, or leave --cluster out."
            ) from error
        return _OnCluster(client)

    return make


def _check_form(address: str) -> None:
    """Dask tries what is no address for a long time, and leaves a half-made client behind."""
    try:
        parts = urlsplit(address)
        sound = parts.scheme in CLUSTER_SCHEMES and parts.hostname and parts.port and not parts.path
    except ValueError:  # of the port
        sound = False
    if not sound:
        raise KaeError(f"No Dask cluster can be at {address!r}: give its scheduler as tcp://HOST:PORT.")


class _OnCluster(Executor):
    """A cluster's own executor; what it calls a cancelled or a killed task is a broken executor here, as elsewhere."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._inner = client.get_executor(pure=False)

    def submit(self, fn: Callable[..., R], /, *args: Any, **kwargs: Any) -> Future[R]:
        theirs: Future[R] = self._inner.submit(fn, *args, **kwargs)
        ours: Future[R] = Future()
        ours.add_done_callback(lambda one: theirs.cancel() if one.cancelled() else None)
        theirs.add_done_callback(lambda one: _hand_on(one, ours))
        return ours

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._inner.shutdown(wait=wait)
        self._client.close()


def _hand_on(theirs: Future[R], ours: Future[R]) -> None:
    from distributed import KilledWorker

    if not ours.set_running_or_notify_cancel():
        return
    if theirs.cancelled():  # not by us: the scheduler is gone
        ours.set_exception(BrokenExecutor("the connection to the cluster is lost"))
        return
    fault = theirs.exception()
    if fault is None:
        ours.set_result(theirs.result())
    elif isinstance(fault, KilledWorker):
        ours.set_exception(BrokenExecutor("each worker that took a task was lost"))
    else:
        ours.set_exception(fault)


def end_with_parent() -> None:
    """Ends this worker at once when the process that wants its results is gone, as by `kill`, or is interrupted.

    Of itself a worker notices when it has finished its task, and it may have others waiting.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # the interrupt key reaches workers too
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
