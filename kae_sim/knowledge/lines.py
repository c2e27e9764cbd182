"""Lines that any English hospital's papers are put together from; a pack's own lines take their place.

No line speaks of a stage, a wait, a wish or somebody's power: what a paper says of those is drawn (`tells`).
"""

from __future__ import annotations

from kae_sim.scenario.schema import PaperText, Source, SourceKind, Unknown

_USUAL: dict[SourceKind, PaperText] = {
    "sales": PaperText(
        letterhead=("{company} · commercial insight · {territory}",),
        opening=(
            "{ours} by account. Refreshed every Monday night. Please check that your calls are logged.",
            "{ours}, all accounts. Figures are final. Questions about them go to the insight inbox.",
        ),
        asides=(
            "Reminder: the contest for the steepest growth closes at the end of the quarter.",
            "Targets were set in line with sales, so the largest accounts are to be called on most.",
            "Accounts without a logged call for six weeks turn amber. Amber accounts are discussed on Thursdays.",
            "The colour of the cell is not a judgement.",
        ),
        silent=("No field estimate of the competitor was entered.",),
        closing=("End of report. The next one looks the same.",),
    ),
    "handover": PaperText(
        letterhead=("Handover notes and call records · {territory}",),
        opening=(
            "To whoever takes {territory} after me. I have put down what I can remember. Make of it what you can.",
            "Hello, stranger. This is what I know of {territory}, in no particular order. Good luck.",
        ),
        asides=(
            "Park behind the old laundry; the front car park fines you after an hour.",
            "Pleasant people, good coffee.",
            "Reception will tell you that nobody is in. Ring the extension instead.",
            "They like a printed agenda. Nobody reads it.",
            "I left six boxes of leaflets in the cupboard. Sorry.",
            "Wednesdays are hopeless here.",
        ),
        silent=("I never got further than the corridor.", "Nothing that I would put my name to."),
        closing=("That is all. The car smells of the last one's dog.", "I wish I had written this down sooner."),
    ),
    "website": PaperText(
        letterhead=("Home > Our services > {specialty}",),
        opening=(
            "Welcome to {specialty} at {hospital}. Our friendly team is here for you.",
            "{hospital}: {specialty}. Excellent care, close to you.",
        ),
        asides=(
            "Coming to see us: please bring your letter, a list of your medicines and something to read.",
            "Car parking: spaces are few and they fill early. The bus stops at the main entrance.",
            "If you cannot come, please tell us. Somebody else could have your appointment.",
            "Our staff will not be shouted at.",
            "Tell us how we did: look for the green box.",
            "This page is also available in large print.",
        ),
        silent=("More information will be added soon.",),
        closing=("Page last reviewed: to be confirmed.", "Page owner: communications team. Review date: overdue."),
    ),
    "rtt": PaperText(
        letterhead=("Consultant-led referral to treatment waiting times · {specialty}",),
        opening=(
            "Official statistics. Completed and incomplete pathways by weeks waited, whole specialty.",
            "Provider level data for {specialty}. Weeks are completed weeks since referral.",
        ),
        asides=(
            "The clock stops when any treatment starts, or when it is agreed to watch and wait. Often that is at once.",
            "Pathways of patients who started later steps of care are not told apart.",
            "Providers validate their lists before they submit them.",
        ),
        silent=("No further breakdown is published.",),
        closing=("Revisions are published twice a year.",),
    ),
    "audit": PaperText(
        letterhead=("Clinical audit · regional report · {territory}",),
        opening=("How soon new patients were seen, by hospital, against the standard.",),
        asides=(
            "Case ascertainment varies. Small numbers should be read with care.",
            "Hospitals were invited to comment on their figures. Two did.",
            "The audit ends when the patient has been seen.",
        ),
        silent=("The audit makes no comment on individual hospitals.",),
        closing=("Recommendation: every service should discuss its own figures once a year.",),
    ),
    "issues": PaperText(
        letterhead=("Secondary care medicines data · {area}",),
        opening=("Packs issued by hospital pharmacies. Stock movements, not patients.",),
        asides=(
            "Negative issues are returns to stock and have been netted off.",
            "Recent months are provisional until they are finalised.",
        ),
        silent=("The data give no sign of where the competitor is going.",),
        closing=("Source: pharmacy stock control systems.",),
    ),
    "board": PaperText(
        letterhead=(
            "{hospital} · Board of Directors · meeting in public",
            "{hospital} · Public Board · papers for members",
            "Trust Board (part one, in public) · {hospital}",
        ),
        opening=(
            "The Board is asked to take assurance from this report.",
            "Purpose of this paper: for information and assurance. No decision is sought.",
            "The Board is asked to note progress, and the plans in place where progress is awaited.",
        ),
        asides=(
            "The roof of the north block remains on the list of capital schemes.",
            "The staff survey opens soon. Last year's results were shared with teams.",
            "The winter plan was received. It is aligned with the plan of the year before.",
            "Car parking income is ahead of plan.",
            "The digital strategy enters its next phase, in which the phases are reviewed.",
            "Governors praised the volunteers who run the tea bar.",
            "The annual fire safety statement was approved.",
            "Sickness absence was discussed and will be discussed again.",
        ),
        silent=(
            "No service-level matters were escalated to the Board this time.",
            "Further detail was taken in the private part of the meeting.",
        ),
        closing=(
            "The Board noted the report and thanked staff for their work under pressure.",
            "The report was noted. The Chair asked for a shorter one next time.",
            "The Board took assurance. There was no other business.",
        ),
    ),
    "minutes": PaperText(
        letterhead=(
            "{hospital} · Drugs and Therapeutics Committee · minutes",
            "{hospital} · Medicines Management Committee · confirmed minutes",
            "Minutes of the Formulary Group · {hospital}",
        ),
        opening=(
            "The minutes of the last meeting were agreed, two spellings apart.",
            "The minutes of the last meeting were accepted as a true record.",
            "The minutes of the last meeting were agreed once the date had been corrected.",
        ),
        asides=(
            "Shared-care guideline for lithium: returned to its authors for shortening.",
            "Antibiotic policy: approved, with the old one withdrawn from the shelves.",
            "Request to stock a second emollient: declined, there are nine.",
            "Gluten-free biscuits on wards: deferred for want of a lead.",
            "Vitamin D loading doses: agreed to follow the neighbours.",
            "Review of unlicensed eye drops: on hold until somebody finds the list.",
            "Palliative care just-in-case boxes: approved.",
            "Patient information on antihistamines: approved subject to a comma.",
        ),
        silent=(
            "An application was deferred for want of time.",
            "Applications are considered in the order in which forms are completed correctly.",
        ),
        closing=("Papers close three weeks before each meeting.",),
    ),
    "payer": PaperText(
        letterhead=("Medicines optimisation committee · {territory}",),
        opening=("Members received the quarterly position on high-cost medicines.",),
        asides=(
            "High-cost medicines remain the fastest growing line. Members noted the position.",
            "The savings plan is on track, subject to the part that is not.",
            "Generic prescribing in primary care was praised.",
            "Inhaler recycling will be piloted in two towns.",
            "The running cost reduction means that this committee has a secretary on Tuesdays only.",
        ),
        silent=("No return was received in time.", "The return is awaited. A reminder was sent."),
        closing=("Next meeting: to be arranged, quorum permitting.",),
    ),
    "inspection": PaperText(
        letterhead=("Inspection report · {hospital}",),
        opening=(
            "We looked at medical care, including outpatients. We told the hospital two days before we came.",
            "This was a short-notice inspection of medical care and outpatients.",
        ),
        asides=(
            "Fridge temperatures were recorded daily, apart from weekends.",
            "Patients told us that staff were kind.",
            "Fire doors were propped open in two corridors.",
            "Mandatory training was below the trust's own target.",
            "Records were legible, with exceptions.",
            "Hand gel was in place at every entrance that we used.",
        ),
        silent=("Leadership of this service was not rated separately.",),
        closing=("Several senior posts were filled by interim staff at the time of the visit.",),
    ),
    "survey": PaperText(
        letterhead=("Your voice · patient survey · {hospital}",),
        opening=("We asked people who started treatment at {hospital} what it was like.",),
        asides=(
            "“The staff are lovely. It is the not knowing that gets you.”",
            "“I was called by three names and none of them was mine.”",
            "“The chairs in the corridor are older than I am.”",
            "“She held my hand. I will not forget that.”",
            "“Nobody ever picks up that telephone.”",
            "“The letter came after the appointment.”",
            "“You could not fault the nurses.”",
            "“Parking was the worst part, honestly.”",
        ),
        silent=("Too few answered the question about waiting to print it.",),
        closing=("Those who had a bad time are more likely to write to us. We know that.",),
    ),
}

_SAYS: dict[tuple[SourceKind, Unknown], tuple[str, ...]] = {
    ("sales", "rival"): ("Field estimate of the competitor: {answer}.",),
    ("handover", "goal"): (
        "What they want, as I heard it: {answer}.",
        "If you ask them what they are after: {answer}.",
        "I noted down in a meeting: {answer}.",
    ),
    ("handover", "stopper"): (
        "Nothing happens there against {answer}.",
        "Everything I tried ended up with {answer}.",
        "Get past {answer} and you are in, or so I thought.",
    ),
    ("issues", "rival"): ("Issues of the competitor's packs suggest that they are {answer}.",),
    ("board", "goal"): (
        "The service's first aim for the year was recorded as follows: {answer}.",
        "Strategic objective for this service, in the words of its lead: {answer}.",
        "Asked for its priority, the division answered: {answer}.",
    ),
    ("board", "bottleneck"): (
        "The risk register lists {answer} as the step most likely to delay treatment.",
        "Mitigation is in place for pressures at {answer}, and its effect is awaited.",
        "Members asked about {answer} and were assured that a recovery plan exists.",
    ),
    ("board", "unmet"): ("Patients eligible for advanced therapy and not yet treated: {answer}.",),
    ("minutes", "stopper"): (
        "It was agreed to take no further step without the view of {answer}.",
        "Action: to bring back once {answer} has been asked.",
        "The committee was content in principle, subject to {answer}.",
    ),
    ("payer", "goal"): (
        "In its return the hospital names as its aim: {answer}.",
        "The provider's stated priority for the year: {answer}.",
    ),
    ("payer", "unmet"): ("Eligible here and not yet treated, against the expected number: {answer}.",),
    ("inspection", "readiness"): (
        "Inspectors found leaders and staff {answer}.",
        "In our interviews, leaders and staff came across as {answer}.",
    ),
    ("survey", "wait"): (
        "From being told they needed it to the first dose, most who answered waited {answer}.",
        "Time from decision to first dose, according to most of those who answered: {answer}.",
    ),
}
_ANY_SAYS = ("It is reported here: {answer}.",)

_TEAM: dict[str, tuple[str, ...]] = {
    "rival": (
        "Somebody saw their representative last week. They are {answer}, it seems.",
        "Word is that the competitor is {answer}.",
        "From what our people pick up, they are {answer}.",
    ),
    "stopper": (
        "The story goes that it all stops with {answer}.",
        "A colleague heard that nobody moves without {answer}.",
        "It was said twice that {answer} is the one to watch.",
    ),
}


def lines_of(source: Source, slot: str) -> tuple[str, ...]:
    """A list of a paper's lines: the pack's, or the usual ones of its kind."""
    own: tuple[str, ...] = getattr(source.text, slot)
    usual: tuple[str, ...] = getattr(_USUAL[source.kind], slot)
    return own or usual


def ways_to_say(source: Source, unknown: Unknown) -> tuple[str, ...]:
    """How this paper may put an answer, with the blank `{answer}`. No line tells whether it is right."""
    own = next((one.words for one in source.tells if one.unknown == unknown), ())
    return own or _SAYS.get((source.kind, unknown), _ANY_SAYS)


def rumours(own: tuple[str, ...], unknown: Unknown) -> tuple[str, ...]:
    """How the account team puts a rumour: the pack's lines, or the usual ones."""
    return own or _TEAM[unknown]
