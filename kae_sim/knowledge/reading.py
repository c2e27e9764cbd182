"""What papers and the account team's call say about an account, as statements with words."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.knowledge.statement import Statement
from kae_sim.knowledge.telling import TEAM, StatedFacts, Truth, clock_band, paper_says, tells_of
from kae_sim.knowledge.wording import answer_words, sentence
from kae_sim.scenario.schema import Pack, Source, SourceKind, Unknown

# How a paper puts what it says; `{answer}` as people say it. No line tells whether it is right.
_SAYS: dict[tuple[SourceKind, Unknown], str] = {
    ("sales", "rival"): "Field estimate of the competitor: {answer}.",
    ("handover", "goal"): "What they want, as I heard it: {answer}.",
    ("handover", "stopper"): "Nothing happens there against {answer}.",
    ("issues", "rival"): "Issues of the competitor's packs suggest that they are {answer}.",
    ("board", "goal"): "The service's first aim for the year was recorded as follows: {answer}.",
    ("board", "bottleneck"): "The risk register lists {answer} as the step most likely to delay treatment.",
    ("board", "unmet"): "Patients eligible for advanced therapy and not yet treated: {answer}.",
    ("minutes", "stopper"): "It was agreed to take no further step without the view of {answer}.",
    ("payer", "goal"): "In its return the hospital names as its aim: {answer}.",
    ("payer", "unmet"): "Against the expected number, those eligible and untreated here are {answer}.",
    ("inspection", "readiness"): "Inspectors found leaders and staff {answer}.",
    ("survey", "wait"): "From being told they needed it to the first dose, most who answered waited {answer}.",
}
_TEAM_SAYS: dict[Unknown, str] = {
    "rival": "Somebody saw their representative last week. They are {answer}, it seems.",
    "stopper": "The story goes that it all stops with {answer}.",
}
_CLOCK: dict[SourceKind, str] = {
    "website": "The website gives {weeks} weeks from referral to the first appointment.",
    "rtt": "The statistics show a median of {weeks} weeks from referral, for those whose clock was stopped.",
    "audit": "The audit gives a median of {weeks} weeks from referral to being seen.",
}


def paper_statements(
    pack: Pack,
    deal: bytes,
    account: str,
    source: Source,
    truths: Mapping[Unknown, Truth],
    stated: StatedFacts,
    first_weeks: int,
) -> tuple[Statement, ...]:
    """What a paper says about one account; only about unknowns in `truths`.

    `first_weeks` is the other clock as the paper measured it.
    """
    said: list[Statement] = []
    for unknown, answer in _told(pack, deal, account, source.id, truths, stated):
        said.append(_statement(account, unknown, answer, said_in(pack, source.kind, unknown, answer), source.id))
    band = clock_band(source, first_weeks)
    if band is not None:
        words = _CLOCK.get(source.kind, _CLOCK["rtt"]).format(weeks=first_weeks)
        said.append(_statement(account, "wait", band, words, source.id))
    return tuple(said)


def team_statements(
    pack: Pack, deal: bytes, account: str, truths: Mapping[Unknown, Truth], stated: StatedFacts
) -> tuple[Statement, ...]:
    """The rumours of the account team's call about one account."""
    said: list[Statement] = []
    for unknown, answer in _told(pack, deal, account, TEAM, truths, stated):
        words = _TEAM_SAYS[unknown].format(answer=answer_words(pack, unknown, answer))
        said.append(_statement(account, unknown, answer, words, TEAM))
    return tuple(said)


def said_in(pack: Pack, kind: SourceKind, unknown: Unknown, answer: str) -> str:
    """The sentence in which this kind of paper gives an answer."""
    pattern = _SAYS.get((kind, unknown), "It is reported here: {answer}.")
    return sentence(pattern.format(answer=answer_words(pack, unknown, answer)))


def _told(
    pack: Pack,
    deal: bytes,
    account: str,
    source_id: str,
    truths: Mapping[Unknown, Truth],
    stated: StatedFacts,
) -> list[tuple[Unknown, str]]:
    drawn = [
        (telling.unknown, paper_says(pack, deal, account, source_id, telling, truths[telling.unknown], stated))
        for telling in tells_of(pack, source_id)
        if telling.unknown in truths
    ]
    return [(unknown, answer) for unknown, answer in drawn if answer is not None]


def _statement(account: str, unknown: Unknown, answer: str, words: str, source_id: str) -> Statement:
    return Statement(account, unknown, answer, "plain", "paper", words, source=source_id)
