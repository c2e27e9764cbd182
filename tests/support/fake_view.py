"""What the tiny game of four weeks begins with: two accounts, four people, and a name that tries everything."""

from __future__ import annotations

from typing import Any

from kae_sim.game import view as seen

HOSTILE = "Dr \x1b[31mEve\u202e\x9b|*[x](http://y)<b>`\n# Hand"  # a name that tries everything

WORDS = {
    "role:specialist-nurse": "Specialist nurse",
    "role:chief-pharmacist": "Chief pharmacist",
    "stage:first-clinic": "First clinic",
    "stage:mdt-list": "Biologics meeting",
    "stage:pharmacy-prep": "Pharmacy preparation",
    "stage:chair-slot": "Infusion chair",
    "stage:home-setup": "Homecare set-up",
    "spoken:first-clinic": "the first clinic",
    "spoken:mdt-list": "the biologics meeting",
    "spoken:pharmacy-prep": "pharmacy preparation",
    "spoken:chair-slot": "the infusion chair",
    "spoken:home-setup": "homecare registration",
    "goal:start-sooner": "Start treatment sooner",
    "goal:free-chairs": "Free chairs",
    "outside:formulary-chair": "chair of the area prescribing committee",
    "reason:long-waits": "Patients wait more than twelve weeks here",
    "reason:not-worth-it": "Other accounts need the hours more",
    "question:q-wait": "The wait",
    "initiative:chair-template": "New chair template",
    "source:team-talk": "Your account team",
}

QUESTIONS = (
    seen.QuestionCard(id="q-wait", about="wait", open="How long do they wait?", leading="It is long, is it not?"),
    seen.QuestionCard(id="q-stuck", about="bottleneck", open="Where does it stick?", leading="The clinic, right?"),
    seen.QuestionCard(id="q-who", about="who-else", open="Who else should I see?", leading="Nobody else, then?"),
)

CARDS = (
    seen.InitiativeCard(
        id="chair-template", name="New chair template", does="Chairs are booked by length.", stage="chair-slot",
        roles=("specialist-nurse",), goals=("free-chairs",), half_hours=18, pence=3_000_000, weeks=4,
        approval="sign-off",
    ),
    seen.InitiativeCard(
        id="start-at-home", name="Start at home", does="Patients start at home.", stage=None,
        roles=("chief-pharmacist",), goals=(), half_hours=18, pence=4_000_000, weeks=8, approval="committee",
    ),
)  # fmt: skip

RULES = seen.Rules(
    words=WORDS,
    stages=("first-clinic", "mdt-list", "pharmacy-prep", "chair-slot", "home-setup"),
    onward={
        "first-clinic": ("mdt-list",),
        "mdt-list": ("pharmacy-prep", "home-setup"),
        "pharmacy-prep": ("chair-slot",),
        "chair-slot": (),
        "home-setup": (),
    },
    decided_at="first-clinic",
    day_unit=("pharmacy-prep", "chair-slot"),
    works_at={"specialist-nurse": ("first-clinic", "mdt-list"), "chief-pharmacist": ("pharmacy-prep",)},
    early_clocks=("trust-site",),
    unknowns=("wait", "bottleneck", "goal", "stopper"),
    questions=QUESTIONS,
    bring=(("pathway-map", "A blank map of the pathway"),),
    reasons=("long-waits", "not-worth-it"),
    prices={"call": 4, "visit": 8, "group": 8, "visit-extra": 4, "look-up": 2, "team-call": 4, "attend": 6, "map": 12},
    calls_a_year=3,
    tokens=13,
    tokens_free=3,
    ceilings={"short": 5, "medium": 3, "long": 1, "deprioritise": 0},
    level=1,
    therapy="Rheumatology, infusion and home injection",
    briefing="You are new here. " * 20,
    company="Halden Therapeutics",
    product="Velcara",
    rival="the biosimilar",
    week_half_hours=10,
    budget_pence=22_000_000,
)


def person(key: str, role: str, name: str, mood: seen.Mood) -> seen.Person:
    return seen.Person(
        id=key, name=name, role=role, outside_roles=None, looked_up=False, tenure=None, runs_that_list=None,
        prescriber=None, mood=mood, mentioned_by=None, unsolicited_calls=1, invited=False,
        lead={"call": 1, "visit": 1, "group": 2}, last_contact=None,
    )  # fmt: skip


def claim(key: str, account: str, about: str, answer: str, **more: Any) -> seen.Claim:
    told: dict[str, Any] = {
        "manner": "firm", "vantage": "stands-there", "words": "It is what it is.", "person": f"{account}.nurse",
        "source": None, "mood": "polite", "prepared": True, "leading": True, "week": 1, "speaks_of": 1,
    }  # fmt: skip
    return seen.Claim(id=key, account=account, about=about, answer=answer, **{**told, **more})


def account(key: str, name: str) -> seen.Account:
    return seen.Account(
        id=key, name=name, kind="district general", stated="seen within two weeks", stated_weeks=2,
        stated_goal="start-sooner", formal_head="chief-pharmacist",
        sales=tuple(100_000 + 1_000 * at for at in range(60)), share=(310,) * 60,
        answers={
            "wait": ("under-6", "6-12", "13-18", "over-18"),
            "bottleneck": RULES.stages,
            "goal": ("start-sooner", "free-chairs"),
            "stopper": ("specialist-nurse", "chief-pharmacist"),
        },
        offered=("chair-template", "start-at-home"),
        people=(
            person(f"{key}.nurse", "specialist-nurse", "Sr Joy Whittle", "polite"),
            person(f"{key}.chief", "chief-pharmacist", HOSTILE, "unmet"),
        ),
        sources=(
            seen.Source(id="trust-site", kind="website", title="The hospital's website", half_hours=2,
                        whole_territory=False, clock="first-appointment", speaks_of=("a1",),
                        read=None, dated=None, blocks=()),
            seen.Source(id="sales-sheet", kind="sales", title="Our sales sheet", half_hours=0,
                        whole_territory=True, speaks_of=("a1", "a2"), read=None, dated=None, blocks=()),
        ),
        claims=(claim(f"{key}.c0", key, "stage:mdt-list", "jammed", speaks_of=-4),),
        beliefs=(), plan=None, steps=(), half_hours_spent=0, tokens_left=None,
    )  # fmt: skip


def date(key: str, week: int, kind: Any, words: str, where: str | None = None) -> seen.Date:
    return seen.Date(id=key, account=where, week=week, kind=kind, words=words)


START = seen.View(
    title="The two-week promise",
    territory="North Riding",
    rules=RULES,
    week=1,
    weeks=4,
    round=1,
    rounds=2,
    weeks_in_round=2,
    half_hours_left=10,
    half_hours_ahead=(10, 10, 10, 10),
    pence_left=22_000_000,
    accounts=(
        account("a1", "St Aelred's District Hospital"),
        account("a2", "Royal \x1b[2JNorthmoor Hospital"),
    ),
    meetings=(),
    dates=(
        date("a1.public.1", 1, "public-meeting", "public board meeting", "a1"),
        date("a1.committee.4", 4, "committee", "committee sits", "a1"),
        date("quarter.1", 2, "round-end", "Quarter 1 ends"),
        date("quarter.2", 4, "round-end", "Quarter 2 ends"),
    ),
    news=(),
    catalogue=CARDS,
    shares=(),
    gate="open",
    breaches=0,
    warnings=0,
    finished=False,
)
