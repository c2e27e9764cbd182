"""Everything that is said in whole games reads as English, and no two people say the same."""

from __future__ import annotations

import pytest

from kae_sim.scenario import load_scenario
from kae_sim.scenario.lines import sentences
from proofread import faults, ids_of, template
from talkative import spoken, talk_through

SCENARIOS = ("two-week-promise", "the-hatch", "the-meeting-list", "the-long-interval")
GAMES = 20


@pytest.mark.parametrize("scenario_id", SCENARIOS)
@pytest.mark.parametrize("part", range(4))
def test_whole_games_are_said_in_english_and_by_nobody_twice(scenario_id: str, part: int) -> None:
    scenario = load_scenario(scenario_id)
    ids = ids_of(scenario.pack)
    found: list[str] = []
    groups = 0
    for seed in range(part, GAMES, 4):
        said: dict[str, str] = {}
        talker = talk_through(scenario, seed)
        lines = list(spoken(talker))
        groups += sum(one.channel == "group" and one.state == "done" for one in talker.view.meetings)
        assert len({who for who, _ in lines}) > 15, "a game in which hardly anybody was met shows nothing"
        for who, words in lines:
            found += [f"{fault} in {words!r}, from {template(scenario.pack, words)}" for fault in faults(words, ids)]
            if who in ("you", "scene"):
                continue
            for one in sentences(words):
                other = said.setdefault(one.casefold(), who)
                if other != who:
                    found.append(f"{other} and {who} both say {one!r}, from {template(scenario.pack, one)}")
    assert groups >= 3, "what is said round a table is said too"
    assert not found, "\n".join(sorted(set(found))[:20])


def test_a_fault_is_found_and_its_line_is_named() -> None:
    pack = load_scenario("two-week-promise").pack
    ids = ids_of(pack)
    wrong = (
        "It is {answer}.",
        "so it goes.",
        "A apple.",
        "An hospital.",
        "It is is so.",
        "It is so ,then.",
        "It is so..",
        "No mark",
        "It is free-chairs.",
        "Ask a1.consultant.",
        "It is  so.",
        "I think i know.",
        "Ask Dr Dr Marsh.",
    )
    assert [words for words in wrong if not list(faults(words, ids))] == []
    right = "It's an hour, a unit and an MDT: twenty-nine weeks, I'd say. Isn't it?"
    assert list(faults(right, ids)) == []
    assert template(pack, "From the chairs, we tell people ten weeks.") == "wait: {lead}we tell people {answer}."
