"""Which files of tests take long: they are begun first."""

from __future__ import annotations

# Files that take long, the longest first: begun last, one of them would keep one worker busy while the others wait.
LONG = (
    "game/test_what_is_said.py",
    "workshop/test_seats.py",
    "world/test_lookahead.py",
    "tui/test_hostile.py",
    "players/test_bots.py",
    "tui/test_same_game.py",
    "game/test_offers.py",
    "tui/test_attacks.py",
    "players/test_edges.py",
    "tui/test_goldens.py",
    "calibrate/test_work.py",
    "runs/test_kept_real_runs.py",
    "tui/test_small_things.py",
    "score/test_trials.py",
    "workshop/test_host_command.py",
    "score/test_debrief.py",
    "calibrate/test_spoilt.py",
    "workshop/test_many.py",
    "game/test_calibration_at_level_3.py",
    "cli/test_commands.py",
    "game/test_come_and_go.py",
    "game/test_same_world.py",
    "knowledge/test_whole_conversations.py",
    "words/test_whole_game.py",
)
