"""A whole game by numbered choices: what is typed becomes actions, what is shown is safe, fits and names no id."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fake_seat import FakeSeat
from fake_view import RULES, START
from kae_sim.game import actions as do
from kae_sim.words.help import help_for, pages
from kae_sim.words.onward import is_fresh
from kae_sim.words.plain import play
from kae_sim.words.text import columns, safe
from typed_games import Pipe, answers

# At the desk 1 and 2 are accounts; 3 meetings, 4 diary, 5 priorities, 6 papers, 7 team call, 8 news, 9 briefing.
WHOLE_GAME = """
    5  1 4 1                # priorities: the first account is left out, for a reason
       2 2 3 1  b           # the second becomes medium with three tokens
    6  1  b                 # the sales sheet
    7 8 4 9                 # team call, news, diary, briefing
    1  3 1 b                # an account: its website
       4 2                  # look up the chief pharmacist
       5 1 1 2              # a call with the nurse in week 2
       1                    # what was said
       7 1  b               # service mapping is refused
    3  1 2                  # the call cannot be held yet; cancel it
       1 5  b               # the public meeting, and nothing to think after it
    1  5 2 1_2 2  b         # a visit to both, in week 2
    w                       # week 2
    3  1 1  2 1_2 1 2 2 2   # prepare: their week, two questions and how each is put, acknowledge, bring
       1                    # go in
       1                    # report the side effect
       1 1                  # the first question, to the nurse
       2 2                  # the second question, to the other
       1 2                  # no question is left: who else
       2 1                  # goodbye, ask to come again
       1 4f  2 3 s  5       # what do you now think
    c  1 1 1 n 5            # the end of the quarter: take one answer back
       2 b                  # look at the priorities
       3                    # end it
    1  6 1 2 1_2 3 5 2 3 4  # a plan with two initiatives
       2 1 3 1              # propose, withdraw
       2 1  b b             # propose again
    c                       # to the last week
    c  3 2                  # end of the last quarter, and of the game
"""


def played(typed: Sequence[str]) -> tuple[bool, FakeSeat, Pipe]:
    seat, pipe = FakeSeat(), Pipe(typed)
    return play(seat, pipe.read, pipe.write), seat, pipe


def spoken_ids() -> re.Pattern[str]:
    """Every id and every word of the program that a person might be shown by mistake."""
    ids = {key.rpartition(":")[2] for key in RULES.words} | {card.id for card in RULES.questions}
    for account in START.accounts:
        ids |= {account.id, *account.offered, *(person.id for person in account.people)}
        ids |= {source.id for source in account.sources} | {claim.id for claim in account.claims}
        ids |= {answer for answers in account.answers.values() for answer in answers}
    ids |= {thing for thing, _ in RULES.bring} | {date.id for date in START.dates}
    ids |= {"m0", "n-1", "tell-safety", "move-on", "their-role", "their-week", "straight-in", "many-more", "was-told"}
    ids |= {"stands-there", "cannot-say", "public-meeting", "round-end", "paper-deadline", "who-else", "own-part"}
    return re.compile(r"(?<![\w-])(" + "|".join(map(re.escape, sorted(ids))) + r"|None|True|False|\{|\})(?![\w-])")


IDS = spoken_ids()


def faults(pipe: Pipe) -> list[str]:
    """What no person should ever see."""
    lines = [*pipe.lines, *pipe.prompts]
    wide = [line for line in lines if columns(line) > 80]
    unsafe = [line for line in lines if safe(line) != line]
    return wide + unsafe + [f"{found[0]}: {line}" for line in lines if (found := IDS.search(line))]


def test_a_whole_game_is_played_through_a_pipe() -> None:
    finished, seat, pipe = played(answers(WHOLE_GAME))
    assert finished
    assert pipe.left == ()
    assert " ".join(action.do for action in seat.done) == (
        "prioritise prioritise read team_call read look_up book cancel attend book end_week prepare hold respond "
        "ask ask ask close believe believe believe end_round plan propose withdraw propose end_week end_round"
    )
    assert "The game is over." in pipe.text


def test_the_choices_typed_are_the_choices_made() -> None:
    _, seat, _ = played(answers(WHOLE_GAME))
    done = seat.done
    assert done[1] == do.Prioritise(
        shares=(
            do.Share(account="a1", tier="deprioritise", tokens=0, reason="not-worth-it"),
            do.Share(account="a2", tier="medium", tokens=3, reason="long-waits"),
        )
    )
    assert do.Book(account="a1", people=("a1.nurse", "a1.chief"), channel="visit", week=2) in done
    assert (
        do.Prepare(
            meeting="m0",
            opening="their-week",
            questions=("q-wait", "q-stuck"),
            wordings=("open", "leading"),
            acknowledge="formulary-chair",
            bring="pathway-map",
        )
        in done
    )
    assert do.Respond(news="n-1", choice="tell-safety") in done
    assert do.Ask(meeting="m0", person="a1.chief", question="q-who") in done
    assert do.Close(meeting="m0", ask_again=True) in done
    assert [one.percent for one in done if isinstance(one, do.Believe)] == [70, 90, 10]
    assert (
        do.Plan(
            account="a1",
            goal="free-chairs",
            initiatives=(
                do.PlannedStep(initiative="chair-template", start=3),
                do.PlannedStep(initiative="start-at-home", start=5),
            ),
            sponsor="a1.nurse",
            forecast=do.Forecast(wait="13-18", starts="many-more"),
        )
        in done
    )


def test_nothing_shown_in_a_whole_game_is_wide_unsafe_or_an_id() -> None:
    assert faults(played(answers(WHOLE_GAME))[2]) == []


def test_the_input_may_end_anywhere() -> None:
    script = answers(WHOLE_GAME)
    last: list[str] = []
    for length in range(len(script)):
        finished, seat, pipe = played(script[:length])
        assert not finished
        assert not seat.view.finished
        last.append(pipe.lines[-1])
        assert (last[-1] == "") == is_fresh(seat.view), "what nobody has begun is not said to be saved"
    kept = {f"Saved, week {week} of 4. Come back and you are at the same place." for week in (1, 2, 3, 4)}
    assert set(last) == {"", *kept}


def test_q_stops_at_every_prompt() -> None:
    script = answers(WHOLE_GAME)
    for length in range(0, len(script), 5):
        finished, _, pipe = played([*script[:length], "q", "1"])
        assert (finished, pipe.left) == (False, ("1",))


def test_help_is_there_at_every_prompt_and_changes_nothing() -> None:
    script = answers(WHOLE_GAME)
    _, plain, _ = played(script)
    finished, helped, pipe = played([key for answer in script for key in ("?", answer)])
    assert finished
    assert helped.done == plain.done
    assert (
        "Which of them stands where it happens?".lower() in pipe.text.replace("\n", " ").lower() or faults(pipe) == []
    )


keys = st.sampled_from(
    ["1", "2", "3", "4", "5", "6", "7", "8", "b", "?", "c", "w", "h", "2f", "1 2", "0", "", " ", "x"]
)


@given(st.lists(keys, max_size=60))
def test_whatever_is_typed_nothing_breaks_and_nothing_leaks(typed: list[str]) -> None:
    finished, seat, pipe = played(typed)
    assert finished == seat.view.finished
    assert faults(pipe) == []


@given(st.lists(st.text(max_size=12), max_size=8))
def test_nonsense_is_asked_again(typed: list[str]) -> None:
    assert faults(played(typed)[2]) == []


def test_where_nobody_can_sign_a_session_it_is_said_who_could_and_nothing_is_done() -> None:
    _, seat, pipe = played(answers("1 7"))
    assert "Nobody here can put their name to it now." in pipe.text
    assert seat.done == []


def test_what_cannot_wait_is_asked_until_it_is_answered() -> None:
    _, seat, pipe = played(answers("1 5 1 1 2 b w 3 1 2 2 b b x 2"))
    assert pipe.lines.count("This has to be answered before you go on.") == 2
    assert seat.done[-1] == do.Respond(news="n-1", choice="move-on")
    assert "Breach of the rules of conduct: Compliance has heard of it." in pipe.text.replace("\n", " ")


def test_a_game_left_with_an_open_question_begins_with_it() -> None:
    _, seat, _ = played(answers("1 5 1 1 2 b w 3 1 2 2"))
    before = [action.do for action in seat.done]
    pipe = Pipe(["1"])
    play(seat, pipe.read, pipe.write)
    assert before[-1] == "hold"
    assert seat.done[-1] == do.Respond(news="n-1", choice="tell-safety")


def test_a_meeting_left_open_waits_and_is_taken_up_again() -> None:
    _, seat, _ = played(answers("1 5 1 1 2 b w 3 1 2 2 1 b b"))
    pipe = Pipe(answers("3 1 3 1 5"))
    play(seat, pipe.read, pipe.write)
    assert "Sr Joy Whittle: Come in." in pipe.lines
    assert seat.done[-1].do == "close"


def test_meetings_of_this_week_are_not_forgotten_by_carrying_on() -> None:
    _, seat, pipe = played(answers("1 5 1 1 2 b w c 3 2"))
    assert "You still have this week:" in pipe.lines
    assert seat.done[-1].do == "end_week"
    assert played(answers("1 5 1 1 2 b w c 3 3"))[1].done[-1].do == "end_round"
    held = played(answers("1 5 1 1 2 b w c 3 1 2 2"))[1]
    assert [action.do for action in held.done][-1] == "hold", "it leads to the meeting itself"


def test_a_space_carries_on_to_the_next_date() -> None:
    _, seat, _ = played([" "])
    assert [action.do for action in seat.done] == ["end_week"]
    assert played([""])[1].done == []


def test_tokens_beyond_the_limit_change_nothing_until_they_fit() -> None:
    fits = played(answers("5 1 1 5 1 2 1 5 1"))[1]
    assert [action.do for action in fits.done] == ["prioritise", "prioritise"], "each reason given is a change"
    seat = FakeSeat()
    third = seat.view.accounts[1].model_copy(update={"id": "a3", "name": "Third"})
    seat.change(accounts=(*seat.view.accounts, third))
    pipe = Pipe(answers("6 3 1 5 1"))
    play(seat, pipe.read, pipe.write)
    assert "That is 5 too many. Lower another account; until then nothing changes." in pipe.lines
    assert seat.done == []


def test_the_open_way_stands_first_and_a_prepared_question_keeps_its_wording() -> None:
    script = "1 5 1 1 2 b w 3 1 1 1 1_2 1 2 1 1 1 1 {question}"
    for question, wording in (("1", "open"), ("2", "leading"), ("3 1 1", "open"), ("3 1 2", "leading")):
        _, seat, _ = played(answers(script.format(question=question)))
        asked = seat.done[-1]
        assert isinstance(asked, do.Ask)
        assert asked.wording == wording


def test_a_decision_is_told_with_its_reasons_and_stands_in_the_review() -> None:
    _, _, pipe = played(answers("1 6 1 1 1 3 1 1 1  2 1  b b  c c 3  c c 3 2"))
    text = " ".join(pipe.text.split())
    assert "St Aelred's District Hospital says no to New chair template. Too few." in text
    assert "St Aelred's District Hospital, New chair template: refused (week 3). Too few were behind it." in text


def test_a_finished_game_is_told_at_once() -> None:
    _, seat, _ = played(answers(WHOLE_GAME))
    pipe = Pipe([])
    assert play(seat, pipe.read, pipe.write)
    assert pipe.prompts == []


@pytest.mark.parametrize("page", pages())
def test_every_page_has_help_in_short_sentences(page: str) -> None:
    paragraphs = help_for(page)
    assert len(paragraphs) >= 2
    assert all(len(sentence.split()) <= 32 for paragraph in paragraphs for sentence in re.split(r"[.?] ", paragraph))


def test_carrying_on_passes_committees_that_sit_on_nothing_of_ours_and_stops_at_the_next_date() -> None:
    seat = FakeSeat()
    ends = seat.view.dates[-1]
    committee = ends.model_copy(update={"id": "d1", "kind": "committee", "week": 2, "words": "committee sits"})
    public = ends.model_copy(update={"id": "d2", "kind": "public-meeting", "week": 3, "words": "public meeting"})
    seat.change(dates=(committee, public, ends))
    play(seat, Pipe(["c"]).read, Pipe([]).write)
    assert seat.view.week == 3
    play(seat, Pipe(["c"]).read, Pipe([]).write)
    assert seat.view.week == 4


def test_a_paper_about_all_accounts_is_noted_account_by_account() -> None:
    text = " ".join(played(answers("6 1"))[2].text.split())
    assert "Noted: St Aelred's District Hospital. It is what it is. (on paper)" in text
    assert "Northmoor Hospital. It is what it is. (on paper)" in text
