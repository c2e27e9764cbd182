"""What stands on the pathway picture: a view in, a box for each stage out, with all that is drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kae_sim.game.view import Account, Claim
from kae_sim.words.labels import Labels, rung
from kae_sim.words.ways import FIRST_DOSE, STRAIGHT, Tie, ties

Frame = Literal["unknown", "heard", "believed", "true", "both"]
Effect = Literal["", "helps", "elsewhere", "unsaid", "hit", "missed"]  # of a plan, as believed; the last two: as it was
MARKS = 3  # in a box where there is room
OLD = 13  # weeks after which a claim is marked old


@dataclass(frozen=True, slots=True)
class Mark:
    """What one or more people or papers said of a stage: the same thing."""

    status: str  # jammed, slow, flowing, stuck
    words: str
    who: str
    week: int
    new: bool  # heard this week
    old: bool
    stands: str = ""  # where one voice knows it from; it decides whom to believe


@dataclass(frozen=True, slots=True)
class Work:
    """An initiative drawn on the stage that it changes."""

    name: str
    state: str

    @property
    def sign(self) -> str:
        """An empty triangle is a plan, a full one is agreed or at work; a cross was refused."""
        if self.state.startswith("refused"):
            return "✗"
        return "▲" if self.state.startswith(("agreed", "running")) else "△"


@dataclass(frozen=True, slots=True)
class Box:
    """One stage with all that is drawn on it."""

    stage: str
    name: str
    frame: Frame
    marks: tuple[Mark, ...] = ()
    works: tuple[Work, ...] = ()
    foot: str = ""  # in the lower edge: what the player says
    effect: Effect = ""  # what the plan would do here if the player is right
    queue_weeks: float | None = None  # measured; after the game only
    most_marks: int = MARKS  # how many stand in it; the others are counted
    silent: bool = False  # says nothing where nothing is known
    tie: Tie = STRAIGHT  # how it hangs on the line
    onto: str = ""  # where patients go on to, if not to the next box
    decides: bool = False  # therapy is decided on here: the wait begins behind it

    @property
    def disputed(self) -> bool:
        """Somebody says that it flows here, and somebody that it does not."""
        said = {mark.status for mark in self.marks}
        return "flowing" in said and len(said) > 1


def boxes_of(labels: Labels, account: Account, draft: Sequence[str] | None = None) -> list[Box]:
    """The pathway as the player has heard it and plans to change it; `draft` are initiatives not written down yet."""
    belief = next((one for one in account.beliefs if one.unknown == "bottleneck" and one.answer), None)
    said = rung(belief.percent) if belief else None
    planned = [one for one, _ in account.plan.initiatives] if account.plan else []
    touched = account.plan.outlook.stages if account.plan and draft is None else {}
    answer = belief.answer if belief is not None and said is not None else None
    rules = labels.view.rules
    boxes = []
    for stage, tie in zip(rules.stages, ties(rules.stages, rules.onward), strict=True):
        marks = _marks(labels, [claim for claim in account.claims if is_about(claim, stage)])
        stuck = answer == stage
        works = _works(labels, account, planned if draft is None else draft, stage)
        refused = all(work.sign == "✗" for work in works)
        boxes.append(
            Box(
                stage=stage,
                name=labels.of("stage", stage),
                frame="believed" if stuck else "heard" if marks else "unknown",
                marks=marks,
                works=works,
                foot=f"YOU {said}" if stuck else "",
                effect=_effect(answer, stage) if (works and not refused) or (not works and stage in touched) else "",
                tie=tie,
                onto=_onto(labels, tie),
                decides=stage == rules.decided_at,
            )
        )
    return boxes


def _onto(labels: Labels, tie: Tie) -> str:
    if tie.leads is None:
        return ""
    return FIRST_DOSE if tie.leads == FIRST_DOSE else labels.of("stage", tie.leads)


def _effect(stuck: str | None, stage: str) -> Effect:
    """An initiative helps where the queue is; where that is, is the player's to say."""
    if stuck is None:
        return "unsaid"
    return "helps" if stuck == stage else "elsewhere"


def is_about(claim: Claim, stage: str) -> bool:
    """The claim says something of this stage."""
    if claim.answer == "cannot-say":
        return False
    return claim.about == f"stage:{stage}" or (claim.about == "bottleneck" and claim.answer == stage)


def _marks(labels: Labels, claims: Sequence[Claim]) -> tuple[Mark, ...]:
    """Claims that say the same are one mark; the mark that most voices agree on stands first."""
    by_status: dict[str, list[Claim]] = {}
    for claim in claims:
        status = claim.answer if claim.about.startswith("stage:") else "stuck"
        by_status.setdefault(status, []).append(claim)
    now = labels.view.week
    marks = []
    for status, same in by_status.items():
        voices = list(dict.fromkeys(claim.person or claim.source for claim in same))
        last = max(same, key=lambda claim: claim.week)
        who = labels.speaker_in_short(last) if len(voices) == 1 else f"{len(voices)} voices"
        words = "stuck here" if status == "stuck" else labels.of("status", status)
        old = now - max(claim.speaks_of for claim in same) > OLD
        stands = labels.of("vantage", last.vantage) if len(voices) == 1 else ""
        marks.append((len(voices), Mark(status, words, who, last.week, last.week == now, old, stands)))
    marks.sort(key=lambda counted: (-counted[0], -counted[1].week))
    return tuple(mark for _, mark in marks)


def _works(labels: Labels, account: Account, planned: Sequence[str], stage: str) -> tuple[Work, ...]:
    """What is planned or under way at the stage."""
    states = {step.initiative: step for step in account.steps}
    works = []
    for initiative in dict.fromkeys([*planned, *(one for one in states if states[one].state != "draft")]):
        card, step = labels.card(initiative), states.get(initiative)
        if card is not None and card.stage == stage:
            works.append(Work(card.name, _state(step.state if step else "draft", step.week if step else None)))
    return tuple(works)


def _state(state: str, week: int | None) -> str:
    words = {"draft": "planned", "proposed": "decision", "adopted": "agreed"}
    when = f" w{week}" if week is not None else ""
    return f"{words.get(state, state)}{when}"
