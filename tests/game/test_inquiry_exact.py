"""What a conversation is worth, against every answer that may be given: worked out from the stated tables alone."""

from __future__ import annotations

from itertools import product

import pytest

from kae_sim.game.actions import Book
from kae_sim.game.hearing import stated_facts
from kae_sim.game.inquiry import share_of_score, worth_finding_out
from kae_sim.game.tables import tables_for
from kae_sim.game.view import Account, Person
from kae_sim.knowledge.beliefs import value_at
from kae_sim.knowledge.reticence import chance_of_silence
from kae_sim.knowledge.telling import (
    CANNOT_SAY,
    NEW_PERMILLE,
    RUNS_LIST_PERMILLE,
    Standing,
    answers_here,
    candour,
    party_line,
    perceive_weights,
)
from kae_sim.scenario.schema import Unknown
from real_games import Recorded

pytestmark = pytest.mark.usefixtures("quick")


def says(account: Account, person: Person, unknown: Unknown, game: Recorded) -> dict[str, dict[tuple[str, ...], float]]:
    """For each answer, and for silence (""), how likely it is for each truth: from the stated tables alone."""
    pack, stated = game.game.scenario.pack, stated_facts(account)
    role, here = pack.role(person.role), answers_here(pack, unknown, stated)
    candid = candour(person.mood, prepared=True, leading=False) / 1000
    party = party_line(role, unknown, stated)
    silent = chance_of_silence(unknown, person.mood) / 1000
    found: dict[str, dict[tuple[str, ...], float]] = {one: {} for one in (*here, CANNOT_SAY, "")}
    for truth in tables_for(game.game.scenario).experience(account).prior[unknown]:
        if truth[0] not in here:
            continue
        for one in found:
            found[one][truth] = 0.0
        found[""][truth] = silent
        for new, runs in product((False, True), repeat=2):
            often = (NEW_PERMILLE if new else 1000 - NEW_PERMILLE) / 1000
            often *= (RUNS_LIST_PERMILLE if runs else 1000 - RUNS_LIST_PERMILLE) / 1000
            seen = perceive_weights(pack, role, unknown, truth, answers=here, standing=Standing(new, runs))
            for perceived, chance in seen:
                found[perceived][truth] += (1 - silent) * often * candid * chance
            found[party][truth] += (1 - silent) * often * (1 - candid)
    return found


def best_of(weights: dict[tuple[str, ...], float]) -> float:
    """Points of belief of somebody who holds these chances (not scaled), times how likely it is to come to that."""
    total = sum(weights.values())
    answers = {answer for truth in weights for answer in truth}
    right = {one: sum(weight for truth, weight in weights.items() if one in truth) for one in answers}
    return total * value_at(max(right.values()) / total) if total > 0 else 0.0


def prior_of(account: Account, unknown: Unknown, game: Recorded) -> dict[tuple[str, ...], float]:
    """Chances of the truths that can be, before anything is heard."""
    here = answers_here(game.game.scenario.pack, unknown, stated_facts(account))
    shares = tables_for(game.game.scenario).experience(account).prior[unknown]
    kept = {truth: share for truth, share in shares.items() if truth[0] in here and share > 0}
    return {truth: share / sum(kept.values()) for truth, share in kept.items()}


def test_a_conversation_is_worth_what_all_pairs_of_answers_bring_on_average(game: Recorded) -> None:
    """Two questions to one person, every pair of answers and silences played out, each with its best beliefs."""
    checked = 0
    for inquiry in worth_finding_out(game.game, game.game.scenario, tables_for(game.game.scenario)):
        if not isinstance(inquiry.action, Book) or inquiry.action.channel != "call":
            continue
        cards = {card.id: card for card in game.game.view.rules.questions}
        about = [cards[one].about for one in inquiry.questions]
        if "own-part" in about or len(about) < 2:
            continue
        account = next(one for one in game.game.view.accounts if one.id == inquiry.action.account)
        person = next(one for one in account.people if one.id == inquiry.action.people[0])
        unknowns: list[Unknown] = [one for one in game.game.view.rules.unknowns if one in about]
        assert len(unknowns) == 2
        priors = [prior_of(account, one, game) for one in unknowns]
        tongues = [says(account, person, one, game) for one in unknowns]
        points = -sum(best_of(prior) for prior in priors)
        for answers in product(*tongues):
            joints = [
                {truth: share * tongue[answer].get(truth, 0.0) for truth, share in prior.items()}
                for prior, tongue, answer in zip(priors, tongues, answers, strict=True)
            ]
            chances = [sum(joint.values()) for joint in joints]
            points += best_of(joints[0]) * chances[1] + best_of(joints[1]) * chances[0]
        claimed = inquiry.points / share_of_score(game.game.view, account.id, inquiry.action.week)
        assert claimed == pytest.approx(points, abs=1e-9)
        checked += 1
    assert checked >= 5
