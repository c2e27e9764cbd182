"""Entering a hosted run as the host does it, with the quick numbers of the tests."""

from __future__ import annotations

import sys

import pytest

from kae_sim.workshop import enter
from real_games import quick_numbers

if __name__ == "__main__":
    with quick_numbers(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(enter, "keep_tables", lambda cache: None)
        sys.exit(enter.main(sys.argv[1]))
