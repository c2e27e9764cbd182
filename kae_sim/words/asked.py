"""What a committee will probably ask of a plan: from what the player can see, never from the truth."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.game.view import Account, InitiativeCard, Plan
from kae_sim.words.labels import Labels, hours, pounds, rung

_STANDING = {
    "cold": "is still reserved with you, and will ask what is in it for them",
    "polite": "is polite; no friend yet",
}


def probable_questions(labels: Labels, account: Account) -> Iterator[str]:
    """Sentences, the whole plan first, then each thing in it that has not been decided yet."""
    plan = account.plan
    if plan is None:
        return
    settled = {step.initiative for step in account.steps if step.state in ("adopted", "running", "refused")}
    waiting = [card for one, _ in plan.initiatives if one not in settled and (card := labels.card(one)) is not None]
    if not waiting:
        return
    if plan.sponsor is None:
        yield '"Who of us stands behind this?" Nobody is your sponsor yet.'
    elif any(one.id == plan.sponsor and one.mood == "unmet" for one in account.people):
        yield f'"Does {labels.name(plan.sponsor)} know of this?" You have not met your sponsor.'
    if plan.forecast is None:
        yield '"What will be better in half a year?" You have made no forecast.'
    for card in waiting:
        yield from _of_one(labels, account, plan, card)


def _of_one(labels: Labels, account: Account, plan: Plan, card: InitiativeCard) -> Iterator[str]:
    stuck = next((one.answer for one in account.beliefs if one.unknown == "bottleneck" and rung(one.percent)), None)
    if card.stage is not None and stuck != card.stage:
        where = f"You say {labels.of('stage', stuck)}." if stuck else "You have no answer yet."
        yield f'{card.name}: "Do our patients wait for the {labels.of("stage", card.stage).lower()}?" {where}'
    if card.goals and plan.goal not in card.goals:
        yield f'{card.name}: "How does this bring us {labels.of("goal", plan.goal).lower()}?"'
    people = {person.role: person for person in account.people}
    for role in card.roles:
        person, job = people.get(role), labels.of("role", role)
        if person is None or person.mood == "unmet":
            yield f'"Has anybody asked our {job.lower()}?" You have not met.'
        elif person.mood in _STANDING:
            yield f"{job} {_STANDING[person.mood]}."
    yield f'{card.name}: "Who does the work, who pays?" {hours(card.half_hours)} of yours, {pounds(card.pence)}.'
