"""What must hold between one place and another is told at the place that has to change."""

from __future__ import annotations

import pytest

from scenario_case import Case, change, spot, where

# (what stands in the pack, what the author writes, the piece at which the fault must point, message, remedy)
BROKEN = {
    "same id twice": (
        "- id: nurse\n    name: Nurse",
        "- id: consultant\n    name: Nurse",
        "consultant",
        "The id consultant stands twice, also in line",
        "Give each",
    ),
    "same source twice": (
        "- id: handover\n    kind: handover",
        "- id: website\n    kind: handover",
        "website",
        "The id website stands twice",
        "Give each",
    ),
    "same stage listed twice": (
        "day_unit: [chair]",
        "day_unit: [chair, chair]",
        "chair]",
        "chair stands twice in this list",
        "Remove",
    ),
    "same weekday twice": ("days: [0, 2]", "days: [0, 0]", "0]", "0 stands twice in this list", "Remove"),
    "a voice for nobody": (
        "- {unknown: goal, hedged",
        "- {unknown: goal, roles: [nurse, nurse], hedged",
        "nurse], hedged",
        "nurse stands twice in this list",
        "Remove",
    ),
    "a lead with alternatives": (
        "  greet_new:",
        "  speakers: [{roles: [nurse], leads: ['[So|Well],']}]\n  greet_new:",
        "'[So|Well],'",
        "A lead has no alternatives of its own",
        "Write each",
    ),
    "an alternative without an end": (
        '"[So|Well|Now|Right|Then], I couldn\'t tell you."',
        '"I [could not tell you."',
        '"I [could',
        "A square bracket stands alone here",
        "Write alternatives as",
    ),
    "a hint that names no stage": (
        '"[So|Well|Now|Right|Then], {stage} is {status}, by the way."',
        '"It is {status}, by the way."',
        '"It is',
        "This phrase must say {stage}",
        "Put {stage} where",
    ),
    "range upside down": (
        "queue_weeks: [9, 22]",
        "queue_weeks: [22, 9]",
        "[22",
        "The lowest value, 22, is above the highest, 9",
        "Write [9, 22]",
    ),
    "share upside down": (
        "share_percent: [20, 55]",
        "share_percent: [55, 20]",
        "[55",
        "The lowest value",
        "Write [20, 55]",
    ),
    "weeks upside down": ("weeks: [3, 9]", "weeks: [9, 3]", "[9", "The lowest value", "Write [3, 9]"),
    "stage nobody passes": (
        "stages: [homecare]",
        "stages: [chair]",
        None,
        "No patient ever passes stage homecare",
        "Add it to",
    ),
    "stage before and after": (
        "after_decision: [funding]",
        "after_decision: [funding, clinic]",
        "clinic",
        "both before and after",
        "Remove it",
    ),
    "stage passed already": (
        "stages: [homecare]",
        "stages: [funding, homecare]",
        "funding",
        "is passed before the routes part",
        "Remove it",
    ),
    "dose elsewhere": (
        "every_days: 14, dose_stages: []",
        "every_days: 14, dose_stages: [chair]",
        "chair]",
        "not among the stages of this route",
        "Add it",
    ),
    "on site without stages": (
        "dose_stages: [], on_site: false",
        "dose_stages: [], on_site: true",
        "true",
        "needs stages for its doses",
        "List",
    ),
    "doses the other way round": (
        "stages: [chair], every_days: 56, dose_stages: [chair]",
        "stages: [homecare, chair], every_days: 56, dose_stages: [chair, homecare]",
        "homecare]",
        "Doses pass stage homecare after chair, new patients before it",
        "List dose_stages in the order",
    ),
    "routes in opposite orders": (
        "stages: [chair], every_days: 56, dose_stages: [chair], on_site: true}\n"
        "    - {id: injection, name: injection, stages: [homecare]",
        "stages: [chair, homecare], every_days: 56, dose_stages: [chair], on_site: true}\n"
        "    - {id: injection, name: injection, stages: [homecare, chair]",
        None,
        "Stage chair comes after homecare here, and before it on another route",
        "Let all routes",
    ),
    "doses too close": (
        "every_days: 14, dose_stages: []",
        "every_days: 13, dose_stages: [homecare]",
        "13",
        "Doses every 13 days are too close",
        "Write 14 or more",
    ),
    "doses of the rival too close, with what is prepared ahead": (
        "stages: [chair], every_days: 56, dose_stages: [chair]",
        "stages: [homecare, chair], every_days: 56, rival_every_days: 17, dose_stages: [homecare, chair]",
        "17",
        "Doses every 17 days are too close",
        "Write 18 or more",
    ),
    "no weight at all": (
        "binding: {funding: 60, chair: 40}",
        "binding: {funding: 0, chair: 0}",
        "{",
        "No stage here has a weight",
        "Give",
    ),
    "no archetype drawn": ("weight: 45", "weight: 0", None, "No archetype has a weight", "Give"),
    "no head": ("head_weight: 1", "head_weight: 0", None, "could be without a formal head", "Give such a role"),
    "a head who may be away": (
        "head_weight: 1",
        "head_weight: 1\n    present_percent: 99",
        None,
        "could be without a formal head",
        "Give such a role",
    ),
    "nothing fashionable": (
        "fashionable: true",
        "fashionable: false",
        None,
        "No goal is fashionable",
        "Write fashionable: true",
    ),
    "no website": ("kind: website", "kind: board", None, "There are 0 sources of kind website", "Keep exactly one"),
    "blind to what": (", blind: stated", "", None, "blind_percent but not what is then said", "Add blind"),
    "blind to another thing": (
        "blind: stated",
        "blind: shorter",
        "shorter",
        "shorter speaks of the wait, not of the goal",
        "Choose",
    ),
    "effect of nothing": (
        "{stage: funding, capacity_percent: 40, delay_days: -7}",
        "{stage: funding}",
        "{",
        "changes nothing",
        "Give",
    ),
    "capacity of nothing": (
        "{stage: funding, capacity_percent: 40, delay_days: -7}",
        "{capacity_percent: 40}",
        "40",
        "needs a stage",
        "Add stage",
    ),
    "switch to nowhere": (", to_route: injection}", "}", None, "switch_a_week needs to_route", "Add to_route"),
    "switch to itself": ("to_route: injection", "to_route: infusion", "infusion", "are the same", "Name two"),
    "switch that all refuse": ("accept_percent: 58, ", "", None, "needs accept_percent above 0", "Add"),
    "more days than there are": (
        "delay_days: -7",
        "delay_days: -13",
        "-13",
        "more days than the 12 that are planned",
        "Take off",
    ),
    "no best choice": ("worth: best", "worth: worst", None, "No choice here is the best", "Write worth: best"),
    "answer not said": (
        'plain: ["[So|Well|Now|Right|Then], {stage}: {status}."]',
        'plain: ["{stage} runs."]',
        '"{stage}',
        "must say {status}",
        "Put {status}",
    ),
    "person not named": (
        'plain: ["[So|Well|Now|Right|Then], ask {person}."]',
        'plain: ["Ask her."]',
        '"Ask',
        "must say {person}",
        "Put {person}",
    ),
    "placeholder misspelt": (
        '["[So|Well|Now|Right|Then], you know I am {outside}."]',
        '["You know I am {outsid}."]',
        '"You',
        "Nothing is ever filled in for {outsid}",
        "Write {outside}",
    ),
    "placeholder where none is": (
        '["[So|Well|Now|Right|Then], good morning."]',
        '["Good morning, {you}."]',
        '"Good',
        "Nothing is ever filled in for {you}",
        "Write the words",
    ),
    "placeholder of a paper misspelt": (
        "note: It stops at the first appointment.",
        "note: It stops.\n    text: {opening: ['Welcome to {hospitl}.']}",
        "'Welcome",
        "Nothing is ever filled in for {hospitl}",
        "Write {hospital}",
    ),
    "a paper that says no answer": (
        "blind_percent: 60, blind: stated}",
        "blind_percent: 60, blind: stated, words: [They want things.]}",
        "They want",
        "This phrase must say {answer}",
        "Put {answer}",
    ),
    "a source with the id of our own notes": (
        "- id: handover\n    kind: handover",
        "- id: team\n    kind: handover",
        "team",
        "The notes of the game itself have the id team",
        "Give this source another id",
    ),
    "placeholder with a trick": (
        '["[So|Well|Now|Right|Then], goodbye."]',
        '["Goodbye {x.__class__}."]',
        '"Goodbye',
        "Nothing is ever filled in",
        "Write the words",
    ),
    "event in which nobody new is named": (
        "words: The day unit is short of nurses.",
        'words: "{old} goes."\n    handover: {role: chair-of-committee}',
        '"{old}',
        "must say {new}",
        "Put {new}",
    ),
    "event in which nobody leaves": (
        "words: The day unit is short of nurses.",
        'words: "Somebody goes, {new} comes."\n    resigns: sponsor',
        '"Somebody',
        "must say {person}",
        "Put {person}",
    ),
    "event that fills in a name nobody has": (
        "words: The day unit is short of nurses.",
        'words: "{person} is off sick."',
        '"{person}',
        "Nothing is ever filled in for {person}",
        "Write the words",
    ),
    "remark with a misspelt placeholder": (
        'missed: ["You were not there."]',
        'missed: ["You were not there."]\nremarks:\n  no_longer: ["I was {outsid}."]',
        '"I was',
        "Nothing is ever filled in for {outsid}",
        "Write {outside}",
    ),
    "lone bracket": (
        '["[So|Well|Now|Right|Then], goodbye."]',
        '["Goodbye }."]',
        '"Goodbye',
        "curly bracket stands alone",
        "Remove it",
    ),
    "hospital with a line end": ("[Alby, ", '["Al\\nby", ', '"Al', "holds the character U+000A", "Remove it"),
    "hospital with a soft hyphen": ("[Alby, ", "[Al\u00adby, ", "Al", "holds the character U+00AD", "Remove it"),
    "hospital without place": (
        '"{place} Infirmary"',
        '"The Infirmary"',
        '"The',
        "every hospital one name",
        "Put {place}",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_together_is_told_at_its_place(case: Case, name: str) -> None:
    old, new, piece, message, remedy = BROKEN[name]
    change(case.pack, old, new)
    (fault,) = [one for one in case.faults() if message in one.message]
    assert fault.remedy.startswith(remedy)
    assert fault.file == str(case.pack)
    assert fault.level == "error"
    if piece is not None:
        assert spot(fault) == where(case.pack, new, piece)


def test_a_role_whom_no_question_fits_is_told_at_its_id(case: Case) -> None:
    text = case.pack.read_text().replace("roles: [consultant, nurse]}", "roles: [consultant]}")
    case.pack.write_text(text.replace("leading: Fine?, roles: [nurse]", "leading: Fine?, roles: [consultant]"))
    fault = case.fault()
    assert fault.message == "No question fits role nurse"
    assert spot(fault) == where(case.pack, "- id: nurse\n", "nurse")


def test_a_topic_without_a_voice_is_a_fault_and_without_a_question_a_warning(case: Case) -> None:
    text = case.pack.read_text()
    kept = [
        line
        for line in text.splitlines(keepends=True)
        if "unknown: rival, hedged" not in line and "about: rival" not in line
    ]
    case.pack.write_text("".join(kept))
    assert [(one.level, one.message) for one in case.faults()] == [
        ("error", "Nobody can speak about rival"),
        ("warning", "No question is about rival"),
    ]


def test_lists_that_are_too_short_for_so_many_people_are_told_and_no_fault(case: Case) -> None:
    change(case.pack, '"[So|Well|Now|Right|Then], I couldn\'t tell you."', '"I couldn\'t tell you."')
    fault = case.fault()
    assert fault.level == "warning"
    assert fault.message == "1 lists of phrases are too short for so many people; shortest: cannot_say (1)"
    assert "[alternatives]" in fault.remedy


def test_everybody_must_be_able_to_speak_whatever_their_manner(case: Case) -> None:
    change(case.pack, 'firm: ["[So|Well|Now|Right|Then], see {person}."]', "firm: []")
    assert case.fault().message == "Nobody can speak about who-else in a way that is firm"


def test_a_cast_needs_accounts_enough(case: Case) -> None:
    line = "    - {archetype: queue, percent: 50, stated_weeks_at_most: 3, measured_weeks_over: 12}\n"
    change(case.scenario, line, line * 3)
    assert case.fault().message == "The cast asks for 3 accounts; the territory has 2"


def test_every_account_needs_a_place_of_its_own(case: Case) -> None:
    change(case.scenario, "accounts: 2", "accounts: 13")
    fault = case.fault()
    assert spot(fault) == where(case.scenario, "accounts: 13", "13")
    assert fault.message == "The territory has 13 accounts; the pack has 12 places"


def test_the_warm_up_must_reach_back_to_what_the_website_says(case: Case) -> None:
    change(case.scenario, "warm_up_weeks: 52", "warm_up_weeks: 40")
    fault = case.fault()
    assert spot(fault) == where(case.scenario, "warm_up_weeks: 40", "40")
    assert fault.remedy.startswith("Write at least 43")


def test_a_budget_that_pays_for_nothing_is_only_a_warning(case: Case) -> None:
    change(case.scenario, "budget_thousands: 90", "budget_thousands: 10")
    fault = case.fault()
    assert fault.level == "warning"
    assert spot(fault) == where(case.scenario, "budget_thousands: 10", "10")
    assert str(fault).startswith(f"{case.scenario}:21:19: warning: The budget pays for no initiative")
