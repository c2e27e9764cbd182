"""What do you now think? An answer by its number and one key for how sure."""

from __future__ import annotations

import re

from kae_sim.game.actions import Believe
from kae_sim.scenario.schema import Unknown
from kae_sim.words.labels import FAIRLY_SURE, HUNCH, STAKES, SURE, belief_words, rung
from kae_sim.words.plain.evidence import tally
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back

_KEYS = {"h": HUNCH, "f": FAIRLY_SURE, "s": SURE}
_SAID_NOTHING = 10  # percent; below a hunch, which counts as no answer
_TWO_KEYS = re.compile(r"(\d{1,2}) ?([hfs]?)")


def beliefs(sitting: Sitting, account_id: str) -> None:
    """Lets the person answer as many questions about the account as they like."""
    unknowns = sitting.view.rules.unknowns
    while True:
        labels, account = sitting.labels, sitting.account(account_id)
        sitting.terminal.section(f"What do you now think about {account.name}?")
        sitting.coached("evidence", account_id)
        options = [f"{labels.unknown(unknown)} {belief_words(labels, account, unknown)}" for unknown in unknowns]
        options.append("That is all for now")
        try:
            chosen = sitting.terminal.pick(options, "beliefs", "Which question")
        except Back:
            return
        if chosen == len(unknowns):
            return
        try:
            _answer(sitting, account_id, unknowns[chosen])
        except Back:
            continue


def _answer(sitting: Sitting, account_id: str, unknown: Unknown) -> None:
    labels, account, terminal = sitting.labels, sitting.account(account_id), sitting.terminal
    answers = account.answers[unknown]
    terminal.section(labels.unknown(unknown))
    claims = [claim for claim in account.claims if claim.about == unknown]
    if claims:
        terminal.say(f"Said so far: {tally(labels, claims)}.")
    held = next((one for one in account.beliefs if one.unknown == unknown and one.answer and rung(one.percent)), None)
    terminal.options([labels.answer(unknown, answer) for answer in answers])
    stakes = ", ".join(
        f"{name[0]} {name} ({right:+d} right, {wrong:+d} wrong)" for name, (right, wrong) in STAKES.items()
    )
    terminal.say(f"Then how sure: {stakes}. No answer: 0.")
    if held is not None:
        terminal.say("n takes your answer back.")
    while True:
        typed = terminal.ask("Number, then h, f or s (b, ?, q): ", "beliefs")
        if typed == "b":
            raise Back
        if typed == "n" and held is not None and held.answer is not None:
            _believe(sitting, account_id, unknown, held.answer, _SAID_NOTHING)
            return
        match = _TWO_KEYS.fullmatch(typed)
        if match and 1 <= int(match[1]) <= len(answers):
            percent = _KEYS[match[2] or _how_sure(sitting)]
            _believe(sitting, account_id, unknown, answers[int(match[1]) - 1], percent)
            return
        terminal.line(f"Please type a number from 1 to {len(answers)}, alone or with h, f or s, like 2f.")


def _how_sure(sitting: Sitting) -> str:
    while True:
        typed = sitting.terminal.ask("How sure: h hunch, f fairly sure, s sure (b, ?, q): ", "beliefs")
        if typed in _KEYS:
            return typed
        if typed == "b":
            raise Back
        sitting.terminal.line("Please type h, f or s.")


def _believe(sitting: Sitting, account_id: str, unknown: str, answer: str, percent: int) -> None:
    said = {"account": account_id, "unknown": unknown, "answer": answer, "percent": percent}
    if sitting.act(Believe.model_validate(said)) is not None:
        words = belief_words(sitting.labels, sitting.account(account_id), unknown)
        sitting.terminal.say(f"Noted: {words}.")
