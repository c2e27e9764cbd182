"""A PostgreSQL server of our own, on loopback and gone afterwards: for a row of the benchmark, and for tests."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

_USER = "postgres"  # of the database, and whom Debian makes for it
_OWNERS = (_USER, "nobody")  # the server refuses to be run by root
_NUMBERS = count(1)
# Small, for it holds little. A power cut may cost it everything, a killed client (which tests ask about) nothing.
_SETTINGS = "fsync = off\nshared_buffers = 16MB\nmax_wal_size = 64MB\nautovacuum = off\njit = off\n"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, if PostgreSQL is installed."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).resolve().parent
    kept = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return kept[-1].parent if kept else None


@contextmanager
def server(found: Path) -> Iterator[str]:
    """A server started by the programs of that folder; the URL of its first database."""
    place = Path(tempfile.mkdtemp(prefix="kae-sim-pg-"))
    owner = _owner() if os.geteuid() == 0 else None
    if owner is not None:
        os.chown(place, *owner)
    port = _free_port()
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place}"

    def run(*words: str) -> None:
        subprocess.run(
            words, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/",
            user=owner and owner[0], group=owner and owner[1], extra_groups=owner and [],
        )  # fmt: skip

    try:
        run(str(found / "initdb"), "-D", f"{place}/data", "-A", "trust", "-U", _USER, "-E", "UTF8", "--no-sync")
        with (place / "data" / "postgresql.conf").open("a") as settings:
            settings.write(_SETTINGS)
        run(str(found / "pg_ctl"), "-D", f"{place}/data", "-w", "-l", f"{place}/log", "-o", options, "start")
        try:
            yield f"postgresql://{_USER}@127.0.0.1:{port}/postgres"
        finally:
            run(str(found / "pg_ctl"), "-D", f"{place}/data", "-w", "-m", "fast", "stop")
    finally:
        shutil.rmtree(place)


def new_database(url: str) -> str:
    """An empty database beside the first one."""
    from sqlalchemy import create_engine, make_url, text
    from sqlalchemy.pool import NullPool

    name = f"kae_sim_{os.getpid()}_{next(_NUMBERS)}"
    first = make_url(url).set(drivername="postgresql+psycopg")
    with create_engine(first, poolclass=NullPool, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _owner() -> tuple[int, int]:
    """Whose the server is where root starts it: user and group."""
    import pwd  # which Windows has not

    known = {user.pw_name: (user.pw_uid, user.pw_gid) for user in pwd.getpwall()}
    return next(known[name] for name in _OWNERS if name in known)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
