"""Which program this is, told from any other: for what one program has made and another would make otherwise."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

import kae_sim
from kae_sim.scenario.load import shipped_folder


@cache
def this_program() -> str:
    """32 hexadecimal digits over names, sizes and times of its modules and of the tables that ship with it."""
    package = Path(kae_sim.__file__).parent
    files = [(file, package) for file in package.rglob("*.py")]
    files += [(file, shipped_folder()) for file in shipped_folder().glob("tables/*.json")]
    found = hashlib.blake2b(digest_size=16)
    for name, size, changed in sorted(_known(file, under) for file, under in files):
        found.update(f"{name} {size} {changed}\n".encode())
    return found.hexdigest()


def _known(file: Path, under: Path) -> tuple[str, int, int]:
    stat = file.stat()
    return file.relative_to(under).as_posix(), stat.st_size, stat.st_mtime_ns
