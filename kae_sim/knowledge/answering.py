"""What somebody at an account answers, as statements with words."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.knowledge.scene import Luck, Scene, answer, speak
from kae_sim.knowledge.statement import Spoken, Statement
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    Manner,
    Mood,
    Vantage,
    Witness,
    answer_of,
    candour,
    distance,
    own_part,
)
from kae_sim.knowledge.wording import answer_words, stage_words, status_words
from kae_sim.scenario.schema import Pack, Role, Unknown
from kae_sim.world.streams import stream

MANNERS: tuple[Manner, ...] = ("hedged", "plain", "firm")


@dataclass(frozen=True, slots=True)
class Asking:
    """How somebody was asked, and in what mood they were."""

    mood: Mood
    prepared: bool
    leading: bool


@dataclass(frozen=True, slots=True)
class Answered:
    """A line of the conversation and the claim in it."""

    spoken: Spoken
    statement: Statement


def own_parts(scene: Scene, witness: Witness, asking: Asking, luck: Luck) -> tuple[Answered, ...]:
    """How somebody says that each stage of their own runs; nothing if they have none."""
    found: list[Answered] = []
    for stage in witness.role.sees:
        status = own_part(scene.deal, witness, stage, scene.truths["bottleneck"])
        sure = manner(scene.pack, scene.deal, witness, "bottleneck", stage)
        words = {"stage": stage_words(scene.pack, stage), "status": status_words(status)}
        gist = f"{words['stage']} is {words['status']}"
        spoken = answer(scene, luck, witness.id, "own-part", sure, gist, **words)
        found.append(_of_stage(witness, asking, stage, status, sure, spoken))
    return tuple(found)


def hint(scene: Scene, witness: Witness, asking: Asking, luck: Luck, stage: str) -> Answered:
    """The same of one stage, mentioned unasked: the very draw that the question would bring."""
    status = own_part(scene.deal, witness, stage, scene.truths["bottleneck"])
    sure = manner(scene.pack, scene.deal, witness, "bottleneck", stage)
    words = {"stage": stage_words(scene.pack, stage), "status": status_words(status)}
    gist = f"{words['stage']} is {words['status']}"
    spoken = speak(scene, luck, witness.id, "hints", gist, **words)
    return _of_stage(witness, asking, stage, status, sure, spoken)


def _of_stage(witness: Witness, asking: Asking, stage: str, status: str, sure: Manner, spoken: Spoken) -> Answered:
    said = Statement(
        account=witness.account,
        about=f"stage:{stage}",
        answer=status,
        manner=sure,
        vantage="stands-there",
        words=spoken.words,
        person=witness.id,
        mood=asking.mood,
        prepared=asking.prepared,
        leading=asking.leading,
    )
    return Answered(spoken, said)


def answers(scene: Scene, witness: Witness, unknown: Unknown, asking: Asking, luck: Luck) -> Answered:
    """What somebody says about an unknown."""
    pack = scene.pack
    candid = candour(asking.mood, prepared=asking.prepared, leading=asking.leading)
    said = answer_of(pack, scene.deal, witness, unknown, scene.truths[unknown], scene.stated, candid)
    sure = manner(pack, scene.deal, witness, unknown, said)
    if said == CANNOT_SAY:
        spoken = speak(scene, luck, witness.id, "cannot_say")
    else:
        gist = answer_words(pack, unknown, said, witness.role)
        spoken = answer(scene, luck, witness.id, unknown, sure, gist, answer=gist)
    statement = Statement(
        account=scene.account,
        about=unknown,
        answer=said,
        manner=sure,
        vantage="was-told" if said == CANNOT_SAY else vantage(witness.role, unknown, said),
        words=spoken.words,
        person=witness.id,
        mood=asking.mood,
        prepared=asking.prepared,
        leading=asking.leading,
    )
    return Answered(spoken, statement)


def otherwise(scene: Scene, witness: Witness, unknown: str, said: str) -> Witness | None:
    """A colleague who is there and has told us something else about it, the last who did; none if nobody has."""
    last = {one.person: one.answer for one in scene.told if one.about == unknown and one.person in scene.people}
    last.pop(witness.id, None)
    others = [person for person, told in last.items() if CANNOT_SAY not in (told, said) and told != said]
    return scene.people[others[-1]] if others else None


def colleagues(scene: Scene, witness: Witness, known: frozenset[str]) -> tuple[Witness, ...]:
    """Colleagues not yet known, the nearest first."""
    others = [one for one in scene.people.values() if one.id not in known and one.id != witness.id]
    return tuple(sorted(others, key=lambda one: _steps_apart(scene.pack, witness, one)))


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
