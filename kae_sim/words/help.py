"""What `?` says on each page: what can be done, and what a good Key Account Manager would think about here."""

from __future__ import annotations

from kae_sim.words.labels import GROUP_TAKES, MARKS_IN_WORDS, MOVES, TIERS_IN_WORDS

KEYS = (
    "A number picks a line. b goes back, ? shows this, q stops. Everything you have done is already saved; "
    "start again and you are at the same place."
)

SAME_LETTERS = "Territory: where the letters are the same, so are the hospitals, the people and the queues."
PLAYED = {"hosted": "workshop", "practice": "alone", "bot": "bot"}  # by the mode of a run
ALONE = (
    "Alone: played on a computer of one's own, where the scenario can be looked into, so nothing proves that nobody "
    "did. The first attempt at the first territory has a rank; later ones are practice and have none, because whoever "
    "plays again knows more."
)
NAMES = "A name is the one somebody gave (--name), else one that the program made up, so that nobody has to be known."

_HELP: dict[str, tuple[str, ...]] = {
    "desk": (
        "This is your desk. Pick an account to look at it closely.",
        "c, or a space, carries on to the next date in your diary. w ends only this week.",
        "Sales say who buys from you today. They do not say where patients wait or who decides.",
        "Which account would miss you least? Which one have you not thought about for a month?",
        "Hours you do not use are lost, except for up to one week's hours that you may carry over.",
    ),
    "account": (
        "Everything you have about this account. Nothing here is checked by anybody but you.",
        "What does the account say about itself, and who has repeated it to you in their own words?",
        "Which part of the pathway has nobody spoken about? Who works there?",
    ),
    "claims": (
        "What people and papers have said, newest first. Each line says who, how sure, and which week it speaks of.",
        "When two people disagree: which of them stands where it happens?",
        "Hearing the same person twice is not a second opinion. Two people who do different work are.",
        "A waiting time has a clock. When does this one start, and when does it stop?",
    ),
    "beliefs": (
        "Type the number of your answer, then h for a hunch, f for fairly sure or s for sure. Both at once is "
        "fine too: 2f.",
        "A hunch earns 3 if right and costs 1 if wrong. Fairly sure: 5 and 4. Sure: 6 and 9. No answer: nothing.",
        "Say sure only if you would be wrong less than once in six. A hunch is worth saying from one in four.",
        "You may change your answers at any time. They count as they stand at the end of each quarter.",
        "Who told you? Would somebody who does different work say the same?",
    ),
    "papers": (
        "Reading takes hours. A paper you have read stays here and costs nothing to look at again.",
        "Papers show what happened, some time ago, on a clock that somebody chose. They seldom say why.",
        "Before you read: which of your questions could this paper answer at all?",
    ),
    "look-up": (
        "A look-up tells you whether somebody prescribes, how long they have been there, and what they do outside.",
        "Somebody with a second hat may decide more than their job title says. It is polite to know about it.",
    ),
    "book": (
        "A call is with one person and has room for two questions. A visit is with up to three people, a group "
        "meeting with three to eight; both have room for four questions, however many people come.",
        GROUP_TAKES,
        "How somebody stands to you: not met yet, reserved, polite, warm, open. Most people begin reserved: what "
        "you hear is more often the official line.",
        MOVES,
        "Busy people need notice. The hours are taken in the week of the meeting.",
        "Calls that a prescriber did not ask for are limited in a year. Invited meetings do not count.",
        "Who would see this part of the pathway with their own eyes? Not who is the easiest to reach.",
        "In a group people are careful. Ask a junior, and a senior may answer first; that takes two questions.",
    ),
    "prepare": (
        "Come with few questions, chosen for this person. People answer what touches their own work.",
        "Each question can be put in two ways. In the meeting it is put as you prepared it.",
        "Bring something only if it helps them. If it is about your product, they will notice.",
        "Mention a role outside the hospital only if you have looked it up.",
    ),
    "meeting": (
        "Ask one question at a time and read the answer before the next.",
        "A call has two questions, a visit or a group meeting four. Then there is no time for more.",
        "Every answer uses some of their patience. A question that does not fit their work uses more; with no patience "
        "left the meeting is over.",
        "Asking who else you should speak to is free, and it is how you meet the people you do not know.",
    ),
    "closing": ("Ask to come again if the talk was good; the next meeting then counts as invited.",),
    "week": (
        "Your meetings and public meetings of this week. A meeting you booked and do not hold is remembered.",
        "Prepare before you go in. Two minutes now are worth a question later. Choose the meeting to do either.",
    ),
    "diary": (
        "What is coming. Committee papers close three weeks before the committee sits.",
        "If you want a yes this quarter, count back from the committee's date.",
    ),
    "priorities": (
        "A token is a thirteenth of the coming quarter's hours. Place up to ten; at least three stay free.",
        "Short: agreed and working within 26 weeks. Medium: within 52. Long: keep one door open. Deprioritise: "
        "answer requests, invest nothing.",
        "Leaving an account out for a good reason is a good decision. The debrief tests the reason.",
        "Do your tiers simply follow your sales? If so, what did you find out this quarter?",
    ),
    "plan": (
        "A plan is a common goal, up to three things you do together, a sponsor, and a forecast.",
        "It counts in full only if patients, the account and the company all gain.",
        "An initiative helps where the queue is. Elsewhere it changes little.",
        "Whose yes does it need, whose work does it add to, and have you spoken to them?",
        "A forecast is worth points when it comes true. An ambitious one costs you when it does not.",
    ),
    "propose": (
        "Small changes need a service sign-off two weeks later. Larger ones go to a committee on a fixed date, "
        "at least three weeks ahead.",
        "The answer comes with reasons. A refused proposal can come back, changed.",
        "Who would say no, and do you know why?",
    ),
    "map": (
        "A service-mapping session shows all the queues of today, three weeks from now. Somebody at the account "
        "who trusts you has to agree to it in writing.",
        "Whom have you helped enough to ask?",
    ),
    "news": (
        "What happened around you. Some news needs an answer at once.",
        "Think of how it would read in your company's file, and what it does to the patient.",
    ),
    "quarter": (
        "At the end of a quarter your answers and your priorities are locked, and you see what happened.",
        "Which answers would you bet on? Which do you only hope for?",
    ),
    "debrief": (
        "What was true, and what it cost not to know it. Read the two pictures first, then the moments to talk about.",
        "Which of the people you spoke to could have told you? Which of them did, and were not believed?",
        "Take one habit with you. One is enough.",
    ),
    "leaderboard": (
        "People by their first attempt at a scenario: first those who played in a workshop, then those who played on "
        f"their own. {SAME_LETTERS}",
        ALONE,
        NAMES,
        "Equal ranks mean that one game cannot tell the two apart. A bot that somebody let play stands below, without "
        "a rank.",
    ),
    "coach": (
        "Off, gentle or full. A gentle coach says one thing at a time, when a week is over or a form is opened, and "
        "says the same once a quarter at most. A full one says all that applies, on the page where it belongs.",
        "It looks at what you do, never at what is true: that nobody at a stage was asked, not what they would say.",
    ),
    "home": (
        "Continue where you stopped, or start a new game. A game that is over can be looked at again: its debrief.",
        "Leaderboard shows who played what.",
    ),
}


# What is done in another way on the screens than with lines.
_ON_SCREEN: dict[str, tuple[str, ...]] = {
    "desk": (
        "This is your desk. Enter, or a click, opens an account. s sorts the table.",
        "Space carries on to the next date in your diary; w ends only this week. p: priorities. r: papers on the "
        "whole territory. t: call your own account team. n: notes on the account. PgDn, PgUp: read on under the table.",
        "In the table: the line is the sales of 52 weeks, up to the last sales sheet; the word compares the last 13 of "
        "them with the first 13. The sheet itself compares the last 13 with the 13 before. Share is that of "
        "the sheet's last week. Answers: how many of the questions you have "
        "answered, right or not.",
        f"Tier is what you said in priorities. {TIERS_IN_WORDS} (in a narrow table: out).",
        f"This week: {MARKS_IN_WORDS}",
        *_HELP["desk"][2:],
    ),
    "account": (
        "1 to 5 open the pages of this account: overview, pathway, people, evidence, plan. r: papers. b: book time. "
        "n: your own notes.",
        "In the picture patients go from left to right. A dashed box: nobody has spoken about it. ●●●●●●●● jammed, ●●● "
        "slow, ››› flowing, ▼▼▼ said to be where they are stuck, ↓ and or: the ways part, "
        "a patient goes one or the other, decision ▸ behind it the wait to "
        "the first dose begins, ≠ people contradict each other. A heavy frame is your "
        "own answer. △ your plan, ▲ agreed or running, ✗ refused; → what it would do there if you are right. old: "
        "more than 13 weeks.",
        *_HELP["account"][1:],
    ),
    "beliefs": (
        "Choose a question, then the answer, then how sure: h hunch, f fairly sure, s sure. x takes an answer back.",
        *_HELP["beliefs"][1:],
    ),
    "week": (*_HELP["week"], MARKS_IN_WORDS),
    "priorities": (
        "Left and right move an account to another column, + and - change its tokens, r its reason; Enter asks for "
        "all three. Nothing counts before you put it in force with d.",
        *_HELP["priorities"],
    ),
}


def thoughts_for(page: str) -> tuple[str, ...]:
    """The page's paragraphs for a screen, whose keys are said elsewhere. KeyError if there is no such page."""
    return _ON_SCREEN.get(page) or _HELP[page]


def help_for(page: str) -> tuple[str, ...]:
    """Short paragraphs for a page, the keys last. KeyError if there is no such page."""
    return (*_HELP[page], KEYS)


def pages() -> tuple[str, ...]:
    """Every page that has help."""
    return tuple(_HELP)
