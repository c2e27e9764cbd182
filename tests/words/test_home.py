"""Home: continue, start, scores, quit."""

from __future__ import annotations

import pytest

from kae_sim.words.plain import Choice, Continue, Leave, LookBack, NewGame, Run, Scores, Story, home
from typed_games import Pipe, answers

STORIES = (Story("first-steps", "First steps", 20, 1), Story("two-week-promise", "The two-week promise", 90, 2))
RUNS = (Run("r-9", "The two-week promise", 5, 39, "Pat"), Run("r-1", "First steps", 2, 13, None))

ENDED = (Run("r-2", "First steps", 13, 13, "Pat"), Run("r-3", "First steps", 13, 13, "Ann"))


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("1", Continue("r-9")),
        ("2 2", NewGame("two-week-promise")),
        ("2 b 2 1", NewGame("first-steps")),
        ("? b 3", Scores()),
        ("4 2", LookBack("r-3")),
        ("5", Leave()),
        ("q", Leave()),
        ("", Leave()),
    ],
)
def test_home_gives_back_what_was_chosen(typed: str, choice: Choice) -> None:
    pipe = Pipe(answers(typed))
    assert home(pipe.read, pipe.write, STORIES, RUNS, ENDED) == choice
    assert "two-week-promise" not in pipe.text


def test_without_a_run_the_numbers_stay_and_continuing_is_explained() -> None:
    pipe = Pipe(["1", "4", "3"])
    assert home(pipe.read, pipe.write, STORIES, ()) == Scores()
    assert "There is no game to continue yet." in pipe.lines
    assert "No game has been played to its end yet." in pipe.lines


def test_the_last_game_is_named_with_its_week_and_player() -> None:
    pipe = Pipe([])
    home(pipe.read, pipe.write, STORIES, RUNS)
    assert "  1  Continue your last game: The two-week promise, week 5 of 39, Pat" in pipe.lines
