"""What people and papers say about an unknown: the likelihoods, and the draws made from them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from kae_sim.scenario.schema import WAIT_BAND_DAYS, WAIT_BANDS, Pack, Role, Source, Telling, Unknown
from kae_sim.world.streams import stream

Mood = Literal["unmet", "cold", "polite", "warm", "open"]
Manner = Literal["hedged", "plain", "firm"]
Vantage = Literal["stands-there", "was-told", "paper"]
Truth = tuple[str, ...]  # acceptable answers, the main one first
Weights = tuple[tuple[str, float], ...]  # answers with their chances, in the order of the draw

CANNOT_SAY = "cannot-say"
STATUSES = ("jammed", "slow", "flowing")


class Habit(NamedTuple):
    """Of those who are not right (per mille): who say so; of the rest, who fall for the blind spot."""

    cannot_say: int
    blind: int


# The design's tables (6-tables, first table); where it is silent, an even 500, an assumption.
HABITS: dict[Unknown, Habit] = {
    "wait": Habit(300, 500),
    "bottleneck": Habit(850, 700),
    "goal": Habit(500, 900),
    "stopper": Habit(700, 700),
    "readiness": Habit(500, 500),
    "unmet": Habit(500, 500),
    "rival": Habit(500, 500),
}
OWN_FIELD, ADJACENT, ELSEWHERE = 950, 600, 200  # right about the bottleneck, by where it is
NEW_PERMILLE, RUNS_LIST_PERMILLE = 200, 250  # how often people are new in post, or run the list in question
NEW_FACTOR, RUNS_LIST_FACTOR, ACUITY_CAP = 800, 1100, 970
ORDERED: frozenset[Unknown] = frozenset(("wait", "bottleneck", "readiness", "unmet", "rival"))

# 0.70 + 0.25 trust, at the middle of each band of trust.
CANDOUR: dict[Mood, int] = {"unmet": 750, "cold": 725, "polite": 800, "warm": 850, "open": 920}
UNPREPARED, LEADING = -120, -150

# "Our own part runs": jammed, slow, flowing, at a stage that holds patients up and at one that does not.
OWN_PART_TRUE = (800, 160, 40)
OWN_PART_FALSE = (60, 300, 640)

# Service mapping: every queue counted with the people who stand there, so it is exact.
MAP = "map"

# What the account team tells on its call, by rumour (6-tables C).
TEAM = "team"
TEAM_TELLS = (
    Telling(unknown="rival", right_percent=60, silent_percent=0),
    Telling(unknown="stopper", right_percent=25, silent_percent=40),
)


class Standing(NamedTuple):
    """What a look-up shows about a person's view of things."""

    new: bool
    runs_list: bool


SETTLED = Standing(new=False, runs_list=False)


@dataclass(frozen=True, slots=True)
class Witness:
    """A person who can be asked."""

    id: str
    account: str
    name: str
    role: Role
    standing: Standing = SETTLED
    outside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What an account says of itself in public, and who works there."""

    stated_weeks: int  # to the first appointment, as the website has it
    stated_goal: str
    formal_head: str  # role id
    roles: tuple[str, ...]  # of the people there, in the pack's order


def answers_here(pack: Pack, unknown: Unknown, stated: StatedFacts) -> tuple[str, ...]:
    """The closed list of answers at one account: only roles that exist there can be the stopper."""
    return stated.roles if unknown == "stopper" else pack.answers(unknown)


def band_of_weeks(weeks: int) -> str:
    """The band that a wait of so many weeks falls into."""
    return WAIT_BANDS[sum(weeks * 7 >= first for first in WAIT_BAND_DAYS)]


def candour(mood: Mood, *, prepared: bool, leading: bool) -> int:
    """How often (per mille) a person says what they perceive rather than the party line."""
    return CANDOUR[mood] + (0 if prepared else UNPREPARED) + (LEADING if leading else 0)


def distance(pack: Pack, role: Role, stage_id: str) -> int:
    """Steps from a stage to the nearest one that the role sees; a large number if it sees none."""
    order = pack.pathway.stage_ids
    place = order.index(stage_id)
    return min((abs(order.index(seen) - place) for seen in role.sees), default=len(order))


def _base(pack: Pack, role: Role, unknown: Unknown, main: str) -> int:
    if unknown == "bottleneck":
        return {0: OWN_FIELD, 1: ADJACENT}.get(distance(pack, role, main), ELSEWHERE)
    return 10 * int(getattr(role.acuity, unknown))


def _with_standing(right: int, unknown: Unknown, standing: Standing) -> int:
    if standing.new:
        right = right * NEW_FACTOR // 1000
    if standing.runs_list and unknown in ("wait", "bottleneck"):
        right = max(right, min(ACUITY_CAP, right * RUNS_LIST_FACTOR // 1000))
    return right


def acuity(pack: Pack, role: Role, unknown: Unknown, main: str, standing: Standing = SETTLED) -> int:
    """How often (per mille) somebody of this role perceives the truth, when it is `main`."""
    return _with_standing(_base(pack, role, unknown, main), unknown, standing)


class Lens(NamedTuple):
    """Everything that a role's perception of one unknown depends on; small, so that it can be a key."""

    unknown: Unknown
    answers: tuple[str, ...]
    acuities: tuple[int, ...]  # per mille right, for each answer that may be the main truth
    blind: str


def lens(pack: Pack, role: Role, unknown: Unknown, answers: tuple[str, ...]) -> Lens:
    """How this role looks at an unknown with this closed list of answers."""
    if unknown == "bottleneck":
        acuities = tuple(_base(pack, role, unknown, main) for main in answers)
    else:
        acuities = (_base(pack, role, unknown, ""),) * len(answers)
    return Lens(unknown, answers, acuities, str(getattr(role.blind, unknown)))


def seen_through(through: Lens, main: str, standing: Standing = SETTLED) -> Weights:
    """What is perceived through a lens when `main` is the truth, with chances that sum to one."""
    base = through.acuities[through.answers.index(main)]
    right = _with_standing(base, through.unknown, standing)
    habit = HABITS[through.unknown]
    ordered = through.unknown in ORDERED
    return _weights(right, habit.cannot_say, habit.blind, through.blind, main, through.answers, ordered)


@lru_cache(maxsize=65536)
def _weights(
    right: int, silent: int, blind_share: int, blind: str, main: str, answers: tuple[str, ...], ordered: bool
) -> Weights:
    """Right, then silent (per mille of the rest), then blind (of what is left), then the other answers.

    An answer next to the true one is twice as likely as another. A blind spot that is the truth, or
    not an answer here, leaves its share to the other answers; without others, the blind spot has all.
    """
    known = right / 1000
    quiet = (1.0 - known) * silent / 1000
    rest = (1.0 - known) * (1000 - silent) / 1000
    has_blind = blind in answers and blind != main
    others = [one for one in answers if one != main and not (has_blind and one == blind)]
    if not others and not has_blind:
        return ((main, known), (CANNOT_SAY, quiet + rest))
    in_blind = (rest * blind_share / 1000 if others else rest) if has_blind else 0.0
    place = answers.index(main)
    near = [2 if ordered and abs(answers.index(one) - place) == 1 else 1 for one in others]
    said = [(main, known), (CANNOT_SAY, quiet)]
    if has_blind:
        said.append((blind, in_blind))
    total = sum(near)
    said += [(one, (rest - in_blind) * weight / total) for one, weight in zip(others, near, strict=True)]
    return tuple(said)


def perceive_weights(
    pack: Pack,
    role: Role,
    unknown: Unknown,
    truth: Truth,
    *,
    answers: tuple[str, ...] | None = None,
    standing: Standing = SETTLED,
) -> Weights:
    """What somebody of this role perceives, with chances that sum to one.

    The truth comes first, so that with one uniform kept for good right stays right when the truth
    moves. `answers` is the closed list here, by default the pack's.
    """
    here = pack.answers(unknown) if answers is None else answers
    return seen_through(lens(pack, role, unknown, here), truth[0], standing)


def choose(weights: Weights, uniform: float) -> str:
    """The answer at this point of the line on which the weights lie one after another."""
    for answer, weight in weights:
        uniform -= weight
        if uniform < 0:
            return answer
    return weights[0][0]  # rounding left a crumb at the end of the line


def party_line(role: Role, unknown: Unknown, stated: StatedFacts) -> str:
    """What somebody says who does not say what they think: the line of the role, else that of the house."""
    own = getattr(role.party, unknown)
    if own is not None and (unknown != "stopper" or own in stated.roles):
        return str(own)
    if unknown == "wait":
        return band_of_weeks(stated.stated_weeks)
    if unknown == "goal":
        return stated.stated_goal
    blind = str(getattr(role.blind, unknown))
    return stated.formal_head if unknown == "stopper" and blind not in stated.roles else blind


def perceived(pack: Pack, deal: bytes, witness: Witness, unknown: Unknown, truth: Truth, stated: StatedFacts) -> str:
    """What this person perceives: one draw for good per person and unknown."""
    weights = perceive_weights(
        pack, witness.role, unknown, truth, answers=answers_here(pack, unknown, stated), standing=witness.standing
    )
    path = ("account", witness.account, "person", witness.id, "perceive", unknown)
    return choose(weights, stream(deal, *path).uniform())


def answer_of(
    pack: Pack, deal: bytes, witness: Witness, unknown: Unknown, truth: Truth, stated: StatedFacts, candid: int
) -> str:
    """What this person says at a candour (per mille); candid if their one draw lies below it."""
    path = ("account", witness.account, "person", witness.id, "candour", unknown)
    if stream(deal, *path).uniform() * 1000 < candid:
        return perceived(pack, deal, witness, unknown, truth, stated)
    return party_line(witness.role, unknown, stated)


def own_part(deal: bytes, witness: Witness, stage_id: str, bottlenecks: Truth) -> str:
    """How this person says a stage of their own runs: jammed, slow or flowing."""
    path = ("account", witness.account, "person", witness.id, "own-part", stage_id)
    weights = OWN_PART_TRUE if stage_id in bottlenecks else OWN_PART_FALSE
    at = stream(deal, *path).uniform() * 1000
    return STATUSES[sum(at >= sum(weights[: n + 1]) for n in range(len(weights) - 1))]


def paper_weights(pack: Pack, telling: Telling, truth: Truth, stated: StatedFacts) -> Weights:
    """What a paper says about an unknown; silent stands for a paper that does not mention it."""
    unknown = telling.unknown
    answers = answers_here(pack, unknown, stated)
    blind = ""
    if telling.blind in ("stated", "first-appointment"):
        # The figure on a website is the first-appointment clock, so both are the same here.
        blind = stated.stated_goal if unknown == "goal" else band_of_weeks(stated.stated_weeks)
    elif telling.blind == "shorter":
        blind = answers[max(0, answers.index(truth[0]) - 1)]
    elif telling.blind == "formal-head":
        blind = stated.formal_head
    return _weights(
        telling.right_percent * 10,
        telling.silent_percent * 10,
        telling.blind_percent * 10,
        blind,
        truth[0],
        answers,
        unknown in ORDERED,
    )


def tells_of(pack: Pack, source_id: str) -> tuple[Telling, ...]:
    """What a source can tell; the account team's call is a source too."""
    return TEAM_TELLS if source_id == TEAM else pack.source(source_id).tells


def paper_says(
    pack: Pack, deal: bytes, account: str, source_id: str, telling: Telling, truth: Truth, stated: StatedFacts
) -> str | None:
    """What this source says of this account and unknown, the same at every reading; None if nothing."""
    path = ("account", account, "source", source_id, telling.unknown)
    said = choose(paper_weights(pack, telling, truth, stated), stream(deal, *path).uniform())
    return None if said == CANNOT_SAY else said


def clock_band(source: Source, first_weeks: int) -> str | None:
    """The wait that a paper with another clock seems to report; no evidence of the real one."""
    return band_of_weeks(first_weeks) if source.clock == "first-appointment" else None
