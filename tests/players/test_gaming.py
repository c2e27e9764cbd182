"""Tricks instead of finding out: none of them comes near to half of what the skill that is taught brings."""

from __future__ import annotations

from statistics import fmean

import pytest

from gamers import SILENT, TRICKS, play_trick
from kae_sim.players import play
from kae_sim.players.bot import Bot
from kae_sim.players.kit import Kit
from kae_sim.scenario import Scenario
from kae_sim.score import Assessment, assess_together
from real_games import Recorded, quick_numbers, small

SEEDS = (1, 2)
THOUSANDS = 80.0  # for four accounts as much each as six have; more would pay for everything
Games = dict[str, list[Assessment]]  # by trick, one for each deal


@pytest.fixture(scope="module")
def games(two_week_promise: Scenario) -> Games:
    """All on the same deals of four accounts, one yardstick for each deal."""
    scenario = small(two_week_promise, accounts=4).model_copy(update={"budget_thousands": THOUSANDS})
    found: Games = {}
    with quick_numbers():
        for seed in SEEDS:
            first_morning = Recorded.start(scenario, seed)
            played = {trick.__name__: first_morning.twin().game for trick in TRICKS}
            for trick in TRICKS:
                play_trick(trick, played[trick.__name__], Kit(scenario))
            played["triangulator"] = first_morning.twin().game
            play("triangulator", scenario, played["triangulator"])
            for name, assessed in zip(played, assess_together(list(played.values())), strict=True):
                assert assessed.score_milli >= 0  # while numbers are quick: worked out once
                found.setdefault(name, []).append(assessed)
    return found


def lead(games: Games, name: str) -> float:
    """Mean lead over doing nothing, deal by deal, in points."""
    nothing = games["nothing_at_all"]
    return fmean((own.score_milli - idle.score_milli) / 1000 for own, idle in zip(games[name], nothing, strict=True))


@pytest.mark.parametrize("trick", TRICKS)
def test_no_trick_brings_half_of_what_finding_out_brings(trick: Bot, games: Games) -> None:
    assert lead(games, "triangulator") > 40
    assert lead(games, trick.__name__) < lead(games, "triangulator") / 2


@pytest.mark.parametrize("trick", SILENT)
def test_who_never_says_what_they_believe_earns_exactly_nothing_for_knowing(trick: Bot, games: Games) -> None:
    assert [one.raw["know"] for one in games[trick.__name__]] == [0.0] * len(SEEDS)


def test_a_trick_is_kept_up(games: Games) -> None:
    """Each does what it is called: or it would fail for another reason than the one that is tested."""
    for one in games["one_plan_for_all"] + games["no_change"] + games["everything_everywhere"]:
        assert sum(bool(account.steps) for account in one.game.view.accounts) >= 2
        assert any(one.delivered.values())
    for one in games["only_calls"] + games["everything_everywhere"]:
        assert sum(meeting.state == "done" for meeting in one.game.view.meetings) > 20
    for one in games["only_papers"]:
        assert one.game.view.meetings == ()
        assert all(source.read is not None for account in one.game.view.accounts for source in account.sources)
    for one in games["always_sure"]:
        assert all(len(said) == 4 for said in one.game.table.play.locks[-1].beliefs.values())
    for one in games["commonest"]:
        assert all(one.game.table.play.locks[-1].beliefs.values())
    for one in games["no_change"]:
        assert one.game.table.play.kept
