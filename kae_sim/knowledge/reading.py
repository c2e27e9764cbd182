"""What papers and the account team's call say about an account, as statements with words."""

from __future__ import annotations

from collections.abc import Mapping

from kae_sim.knowledge.lines import rumours, ways_to_say
from kae_sim.knowledge.statement import Statement
from kae_sim.knowledge.telling import TEAM, StatedFacts, Truth, clock_band, paper_says, tells_of
from kae_sim.knowledge.wording import answer_words, sentence
from kae_sim.scenario.schema import Pack, Source, SourceKind, Unknown
from kae_sim.world.streams import stream

_CLOCK: dict[SourceKind, str] = {
    "website": "The website gives {weeks} from referral to the first appointment.",
    "rtt": "The statistics show a median of {weeks} from referral, for those whose clock was stopped.",
    "audit": "The audit gives a median of {weeks} from referral to being seen.",
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
        said.append(
            _statement(account, unknown, answer, said_in(pack, deal, account, source, unknown, answer), source.id)
        )
    band = clock_band(source, first_weeks)
    if band is not None:
        weeks = "1 week" if first_weeks == 1 else f"{first_weeks} weeks"
        words = _CLOCK.get(source.kind, _CLOCK["rtt"]).format(weeks=weeks)
        said.append(_statement(account, "wait", band, words, source.id))
    return tuple(said)


def team_statements(
    pack: Pack, deal: bytes, account: str, truths: Mapping[Unknown, Truth], stated: StatedFacts
) -> tuple[Statement, ...]:
    """The rumours of the account team's call about one account."""
    said: list[Statement] = []
    for unknown, answer in _told(pack, deal, account, TEAM, truths, stated):
        ways = rumours(pack.account_team.rival if unknown == "rival" else pack.account_team.stopper, unknown)
        words = _put(pack, deal, account, TEAM, unknown, answer, ways)
        said.append(_statement(account, unknown, answer, words, TEAM))
    return tuple(said)


def said_in(pack: Pack, deal: bytes, account: str, source: Source, unknown: Unknown, answer: str) -> str:
    """The sentence in which this paper gives an answer on this account: the same wording every time."""
    return _put(pack, deal, account, source.id, unknown, answer, ways_to_say(source, unknown))


def _put(
    pack: Pack, deal: bytes, account: str, source_id: str, unknown: Unknown, answer: str, ways: tuple[str, ...]
) -> str:
    luck = stream(deal, "account", account, "source", source_id, "print", "says", unknown)
    return sentence(ways[luck.below(len(ways))].format(answer=answer_words(pack, unknown, answer)))


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
