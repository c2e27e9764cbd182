"""The rules that cost something, in short: what a briefing says after its own words."""

from __future__ import annotations

from kae_sim.words.labels import Labels, hours, pounds, weeks


def known_as(name: str) -> str:
    """Under which name the game is played: nobody chose it who did not give one."""
    return f"You play as {name}; boards show no more of you than that."


def therapy_area(labels: Labels) -> str:
    """What is treated, and with what."""
    return f"Therapy area: {labels.view.rules.therapy}."


def rules_in_short(labels: Labels, saved: str) -> tuple[str, ...]:
    """One sentence or two a rule; `saved` says how to get help and how to stop here."""
    view = labels.view
    rules, quarter = view.rules, weeks(view.weeks // view.rounds)
    return (
        f"You play {view.rounds} quarters of {quarter}. Then the year after runs before your eyes, and what you "
        "agreed goes on working, or does not.",
        f"You have {hours(rules.week_half_hours)} a week for accounts, and {pounds(rules.budget_pence)} for "
        "projects. Hours not used are lost, except for one week's hours.",
        f"At every account you answer {len(rules.unknowns)} questions: "
        + " ".join(map(labels.unknown, rules.unknowns)),
        "You say each answer as a hunch (right +3, wrong -1), fairly sure (+5, -4) or sure (+6, -9).",
        f"Your medicine is {rules.product}. The rival is {rules.rival}.",
        f"Nobody who prescribes gets more than {rules.calls_a_year} calls a year that they did not ask for.",
        "A plan counts in full only if patients, the account and the company all gain.",
        f"Everything is saved as you go. {saved}",
    )
