"""`kae-sim host` with the tiny app of the tests in every seat."""

from __future__ import annotations

import sys

from kae_sim.cli import run
from kae_sim.workshop import open as opening
from room_case import command

if __name__ == "__main__":
    opening.seat_command = lambda room: lambda seat: command(room, seat.number)
    sys.exit(run(["host", *sys.argv[1:]]))
