"""Whether an account says yes: support of each person, their weighted mean, and who can veto.

All supports are integer thousandths. Weights come from the pack (`adoption`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kae_sim.scenario.schema import Adoption, Initiative, Pack


@dataclass(slots=True, frozen=True)
class Voter:
    """What a vote needs to know of a person; thousandths."""

    id: str
    role: str
    influence: int
    attitude: int
    trust: int
    liking: int = 0  # of the rival: it tells where the rival presses, and where it does not


@dataclass(slots=True, frozen=True)
class Setting:
    """What is common to all votes at an account."""

    goal_weights: Mapping[str, int]
    readiness: int  # 0 to 2
    rival: int  # 0 to 2
    named_goal_is_right: bool


@dataclass(slots=True, frozen=True)
class Decision:
    """A vote with what explains it."""

    adopted: bool
    mean: int
    serves: int
    supports: tuple[tuple[str, int], ...]  # person id, support
    vetoes: tuple[str, ...]  # ids of needed people below the line


def serves(goal_weights: Mapping[str, int], initiative: Initiative) -> int:
    """How far an initiative serves what the account really wants, 0 to 1000.

    The weight of its goals against the heaviest goal, so that serving the main goal counts in full.
    """
    heaviest = max(goal_weights.values())
    served = sum(goal_weights.get(goal, 0) for goal in initiative.goals)
    return min(1000, 1000 * served // heaviest)


def support(weights: Adoption, voter: Voter, setting: Setting, initiative: Initiative) -> int:
    """One person's support for one proposal, in thousandths."""
    total = weights.attitude * voter.attitude + weights.trust * voter.trust
    total += weights.serves * serves(setting.goal_weights, initiative)
    total += weights.readiness * 1000 * (setting.readiness - 1)
    total -= weights.rival * (500 * setting.rival + voter.liking)
    if setting.named_goal_is_right:
        total += weights.right_goal * 1000
    if voter.role in initiative.burden:
        total -= weights.burden * 1000
    return round(total)


def decide(pack: Pack, voters: Sequence[Voter], setting: Setting, initiative: Initiative) -> Decision:
    """The vote on one proposal."""
    supports = tuple((voter.id, support(pack.adoption, voter, setting, initiative)) for voter in voters)
    return tally(pack, voters, setting, initiative, supports)


def tally(
    pack: Pack,
    voters: Sequence[Voter],
    setting: Setting,
    initiative: Initiative,
    supports: tuple[tuple[str, int], ...],
) -> Decision:
    """Counts given supports: the influence-weighted mean, and no needed role below the veto line."""
    weight = sum(voter.influence for voter in voters)
    mean = sum(voter.influence * value for voter, (_, value) in zip(voters, supports, strict=True)) // weight
    needed, veto = _lines(pack.adoption)
    vetoes = tuple(
        voter.id
        for voter, (_, value) in zip(voters, supports, strict=True)
        if voter.role in initiative.roles and value < veto
    )
    adopted = not vetoes and mean >= needed
    return Decision(adopted, mean, serves(setting.goal_weights, initiative), supports, vetoes)


AGAINST = -500  # the support of an open opponent
IN_FAVOUR = 900


def stopper(pack: Pack, voters: Sequence[Voter], setting: Setting, offered: Sequence[Initiative]) -> tuple[str, ...]:
    """The role whose yes or no turns most of the offered proposals; a tie goes to influence.

    Measured: each proposal is put to the vote with one person turned into an opponent where it would
    pass, and into a friend where it would not, and the votes that change are counted.
    """
    counts = [0] * len(voters)
    for one in offered:
        for place in _turning(pack, voters, one, decide(pack, voters, setting, one)):
            counts[place] += 1
    return (max((count, voter.influence, voter.role) for count, voter in zip(counts, voters, strict=True))[2],)


def _turning(pack: Pack, voters: Sequence[Voter], initiative: Initiative, before: Decision) -> Iterator[int]:
    """Places of those with whom, turned, a vote would end otherwise: what `tally` says, one support being another."""
    turned = AGAINST if before.adopted else IN_FAVOUR
    weight = sum(voter.influence for voter in voters)
    total = sum(voter.influence * value for voter, (_, value) in zip(voters, before.supports, strict=True))
    needed, veto = _lines(pack.adoption)
    for place, (voter, (_, value)) in enumerate(zip(voters, before.supports, strict=True)):
        vetoed = len(before.vetoes) > (voter.id in before.vetoes) or (voter.role in initiative.roles and turned < veto)
        mean = (total + voter.influence * (turned - value)) // weight
        if (not vetoed and mean >= needed) != before.adopted:
            yield place


def _lines(weights: Adoption) -> tuple[int, int]:
    """The mean that a yes needs, and what a needed person must not fall below."""
    return round(weights.mean_needed * 1000), round(weights.veto * 1000)
