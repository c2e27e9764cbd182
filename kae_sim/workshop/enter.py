"""A finished run onto the board: `python -m kae_sim.workshop.enter RUN`.

A program of its own, because playing a run again takes a while and the host must stay quick.
"""

from __future__ import annotations

import os
import sys
from threading import Thread

from kae_sim.errors import KaeError
from kae_sim.game.tables import keep_tables
from kae_sim.leaderboard import add_hosted
from kae_sim.runs import table_cache
from kae_sim.workshop.kept import hosted_runs


def main(run: str) -> int:
    """Play the run again and enter it. Ends at once when the host, which holds its input, is gone."""
    Thread(target=_end_with_host, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(10)  # nobody waits for it: who still plays goes first
    keep_tables(table_cache)
    try:
        add_hosted(run, hosted_runs().get(run, ""))
    except KaeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _end_with_host() -> None:
    # Past Python's own reader: a thread that holds it while the program ends brings the program down.
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os._exit(0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
