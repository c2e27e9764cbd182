"""Answers in words that people say: "thirteen to eighteen weeks", "the chief pharmacist", "me"."""

from __future__ import annotations

from kae_sim.knowledge.telling import Witness
from kae_sim.scenario.schema import OutsideRole, Pack, Role, Unknown

_WORDS: dict[tuple[Unknown, str], str] = {
    ("wait", "under-6"): "under six weeks",
    ("wait", "6-12"): "six to twelve weeks",
    ("wait", "13-18"): "thirteen to eighteen weeks",
    ("wait", "over-18"): "over eighteen weeks",
    ("readiness", "low"): "not ready for much change",
    ("readiness", "medium"): "ready for some change, in small steps",
    ("readiness", "high"): "ready for change",
    ("unmet", "a"): "only a handful",
    ("unmet", "b"): "a fair number",
    ("unmet", "c"): "a great many",
    ("rival", "retreating"): "pulling back",
    ("rival", "holding"): "holding where they are",
    ("rival", "advancing"): "pushing hard",
}
_STATUS = {"flowing": "running fine", "slow": "slow", "jammed": "jammed solid"}


def lower_first(text: str) -> str:
    """The text with a small first letter, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def stage_words(pack: Pack, stage_id: str) -> str:
    """How people call a stage in a sentence."""
    stage = pack.pathway.stage(stage_id)
    return stage.spoken or f"the {lower_first(stage.name)}"


def role_words(role: Role | OutsideRole) -> str:
    return f"the {lower_first(role.name)}"


def status_words(status: str) -> str:
    """How a stage runs: flowing, slow or jammed."""
    return _STATUS[status]


def person_words(witness: Witness) -> str:
    """How a colleague names somebody: "Joan Marsh, the infusion nurse"."""
    return f"{witness.name}, {role_words(witness.role)}"


def answer_words(pack: Pack, unknown: Unknown, answer: str, speaker: Role | None = None) -> str:
    """An answer to an unknown, in words that fit after "it is"; a speaker calls their own role "me"."""
    if unknown == "bottleneck":
        return stage_words(pack, answer)
    if unknown == "goal":
        return pack.goal(answer).words
    if unknown == "stopper":
        return "me" if speaker is not None and speaker.id == answer else role_words(pack.role(answer))
    return _WORDS[unknown, answer]
