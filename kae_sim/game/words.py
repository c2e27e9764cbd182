"""Words for ids: what a view carries so that no screen ever shows an id."""

from __future__ import annotations

from kae_sim.knowledge.wording import answer_words, sentence, stage_words
from kae_sim.scenario.schema import UNKNOWNS, Pack, Scenario, Unknown

ASKED = {
    "wait": "How long do patients wait, from decision to first dose?",
    "bottleneck": "Where are they stuck?",
    "goal": "What do they really want?",
    "stopper": "Whose no would stop it?",
    "readiness": "How ready are they for change?",
    "unmet": "How many go untreated?",
    "rival": "Where is the rival going?",
}


def short_answer(pack: Pack, unknown: Unknown, answer: str) -> str:
    """An answer as a label: names of stages, goals and roles, else the words people say."""
    if unknown == "bottleneck":
        return pack.pathway.stage(answer).name
    if unknown == "goal":
        return pack.goal(answer).name
    if unknown == "stopper":
        return pack.role(answer).name
    return sentence(answer_words(pack, unknown, answer))


def rules_words(scenario: Scenario) -> dict[str, str]:
    """`role:ID`, `stage:ID`, `goal:ID`, `answer:UNKNOWN:ID` and so on, to plain English."""
    pack = scenario.pack
    words = {f"unknown:{unknown}": asked for unknown, asked in ASKED.items()}
    for stage in pack.pathway.stages:
        words[f"stage:{stage.id}"] = stage.name
        words[f"spoken:{stage.id}"] = stage_words(pack, stage.id)
    for goal in pack.goals:
        words[f"goal:{goal.id}"] = goal.name
    for role in pack.roles:
        words[f"role:{role.id}"] = role.name
    for outside in pack.outside_roles:
        words[f"outside:{outside.id}"] = outside.name
    for source in pack.sources:
        words[f"source:{source.id}"] = source.name
        words[f"note:{source.id}"] = source.note
    words["source:team"] = "Your account team"
    words["source:map"] = "Service-mapping session"
    words["team:who"] = sentence(pack.account_team.who)
    for initiative in pack.initiatives:
        words[f"initiative:{initiative.id}"] = initiative.name
    for reason in pack.reasons:
        words[f"reason:{reason.id}"] = reason.words
    for question in pack.questions:
        words[f"question:{question.id}"] = question.open
    for brought in pack.brought:
        words[f"bring:{brought.id}"] = brought.name
    asked: tuple[Unknown, ...] = UNKNOWNS
    for unknown in asked:
        for answer in pack.answers(unknown):
            words[f"answer:{unknown}:{answer}"] = short_answer(pack, unknown, answer)
    return words
