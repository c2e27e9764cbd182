"""What somebody at an account answers, as statements with words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kae_sim.knowledge.statement import Statement
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    Manner,
    Mood,
    StatedFacts,
    Truth,
    Vantage,
    Witness,
    answer_of,
    candour,
    distance,
    own_part,
)
from kae_sim.knowledge.temper import PersonState
from kae_sim.knowledge.wording import answer_words, line, speech, stage_words, status_words
from kae_sim.scenario.schema import Pack, Role, Unknown
from kae_sim.world.streams import Stream, stream

MANNERS: tuple[Manner, ...] = ("hedged", "plain", "firm")
Luck = Callable[[], Stream]  # a fresh stream for each line, to choose among phrases


@dataclass(frozen=True, slots=True)
class Scene:
    """One account in one week, as far as a meeting depends on it."""

    pack: Pack
    account: str
    deal: bytes
    luck: bytes
    stated: StatedFacts
    truths: Mapping[Unknown, Truth]
    people: Mapping[str, Witness]  # everybody at the account, by id
    states: Mapping[str, PersonState]


@dataclass(frozen=True, slots=True)
class Asking:
    """How somebody was asked, and in what mood they were."""

    mood: Mood
    prepared: bool
    leading: bool


def own_parts(scene: Scene, witness: Witness, asking: Asking, luck: Luck) -> tuple[Statement, ...]:
    """How somebody says that each stage of their own runs; nothing if they have none."""
    said: list[Statement] = []
    for stage in witness.role.sees:
        status = own_part(scene.deal, witness, stage, scene.truths["bottleneck"])
        sure = manner(scene.pack, scene.deal, witness, "bottleneck", stage)
        in_words = {"stage": stage_words(scene.pack, stage), "status": status_words(status)}
        said.append(
            Statement(
                account=scene.account,
                about=f"stage:{stage}",
                answer=status,
                manner=sure,
                vantage="stands-there",
                words=speech(scene.pack, "own-part", sure, luck(), **in_words),
                person=witness.id,
                mood=asking.mood,
                prepared=asking.prepared,
                leading=asking.leading,
            )
        )
    return tuple(said)


def answers(scene: Scene, witness: Witness, unknown: Unknown, asking: Asking, luck: Luck) -> tuple[Statement, ...]:
    """What somebody says about an unknown."""
    pack = scene.pack
    candid = candour(asking.mood, prepared=asking.prepared, leading=asking.leading)
    answer = answer_of(pack, scene.deal, witness, unknown, scene.truths[unknown], scene.stated, candid)
    sure = manner(pack, scene.deal, witness, unknown, answer)
    if answer == CANNOT_SAY:
        words = line(pack.phrases.cannot_say, luck())
    else:
        words = speech(pack, unknown, sure, luck(), answer=answer_words(pack, unknown, answer, witness.role))
    one = Statement(
        account=scene.account,
        about=unknown,
        answer=answer,
        manner=sure,
        vantage="was-told" if answer == CANNOT_SAY else vantage(witness.role, unknown, answer),
        words=words,
        person=witness.id,
        mood=asking.mood,
        prepared=asking.prepared,
        leading=asking.leading,
    )
    return (one,)


def colleagues(scene: Scene, witness: Witness, known: frozenset[str]) -> tuple[Witness, ...]:
    """Whom somebody names: one colleague not yet known, two when we are welcome, the nearest first."""
    others = [one for one in scene.people.values() if one.id not in known and one.id != witness.id]
    number = 2 if scene.states[witness.id].mood in ("warm", "open") else 1
    return tuple(sorted(others, key=lambda one: _steps_apart(scene.pack, witness, one))[:number])


def _steps_apart(pack: Pack, one: Witness, other: Witness) -> int:
    """Stages between two people's fields; those without a stage come last."""
    far = len(pack.pathway.stages)
    return min((distance(pack, one.role, stage) for stage in other.role.sees), default=far)


def vantage(role: Role, unknown: Unknown, answer: str) -> Vantage:
    """Whether this role stands where the answer points to. Says nothing about being right."""
    if unknown == "bottleneck":
        return "stands-there" if answer in role.sees else "was-told"
    return "stands-there" if getattr(role.acuity, unknown) >= 70 else "was-told"


def manner(pack: Pack, deal: bytes, witness: Witness, unknown: Unknown, answer: str) -> Manner:
    """How sure somebody sounds: by their field and a drawn temper, never by being right."""
    if answer == CANNOT_SAY:
        return "hedged"
    if unknown == "bottleneck":
        step = max(0, 2 - distance(pack, witness.role, answer))
    else:
        near = getattr(witness.role.acuity, unknown)
        step = (near >= 50) + (near >= 70)
    at = stream(deal, "account", witness.account, "person", witness.id, "manner", unknown).uniform()
    step += (at >= 0.85) - (at < 0.15)
    return MANNERS[min(2, max(0, step))]
