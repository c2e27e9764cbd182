"""The debrief as a report: in its order, honest about what is not calibrated, and never read as markup."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kae_sim.score.debrief_model import (
    AccountDebrief,
    AnswerLine,
    Band,
    Bars,
    BotMean,
    Debrief,
    Habit,
    Luck,
    Moment,
    Money,
    RungCount,
    Skill,
    StagePicture,
    TimelineEntry,
)
from kae_sim.words.report import markdown, plain, sections
from kae_sim.words.report.html import html
from kae_sim.words.report.markdown import escape
from kae_sim.words.report.queues import SHORT, queue_notes
from kae_sim.words.text import columns, safe

ORDER = (
    "Where you stand",
    "What you believed, and what was true",
    "Three moments to talk about",
    "How sure, and how often right",
    "Who gained from your plans",
    "Where the points went",
    "One habit, one sentence for Monday",
    "What happened when",
)
HOSTILE = "Dr | *Eve* [x](http://y) <b> `z` _u_ \x1b[31m\n# Hand"


def account(name: str = "St Aelred's") -> AccountDebrief:
    return AccountDebrief(
        id="a1-hidden",
        name=name,
        stages=(
            StagePicture(
                id="mdt-list",
                name="Biologics meeting",
                believed=True,
                true=False,
                queue_weeks=1.2,
                onward=("pharmacy-prep",),
            ),
            StagePicture(
                id="pharmacy-prep", name="Pharmacy preparation", believed=False, true=True, queue_weeks=11.4, onward=()
            ),
        ),
        answers=(
            AnswerLine(
                id="wait",
                unknown="How long do patients wait?",
                believed="6 to 12 weeks",
                rung="sure",
                true=("13 to 18 weeks",),
                right=False,
                observer="13 to 18 weeks",
                observer_percent=81,
            ),
            AnswerLine(
                id="goal",
                unknown="What do they really want?",
                believed=None,
                rung=None,
                true=("Free chairs", "End overtime"),
                right=None,
                observer="Free chairs",
                observer_percent=55,
            ),
        ),
        bars=Bars(patients=20.0, account=10.0, company=-5.0),
        joint=5.0,
        best_joint=44.0,
        tier_said="short",
        tier_right="medium",
        reason_said="They are ready to change",
        reason_true=False,
        plan="New chair template, agreed in week 9",
    )


def debrief(**changes: object) -> Debrief:
    made = Debrief(
        title="The two-week promise",
        scenario="two-week-promise",
        deal="K7QF",
        player_name="Pat",
        score=41.25,
        band=Band(low=31.25, high=51.25),
        calibrated=False,
        passed=True,
        gate="open",
        pass_mark=40,
        ruler=(BotMean(words="asks one doctor everything", mean=8.0), BotMean(words="asks well", mean=48.0)),
        skills=(Skill(id="know", words="Know the accounts", points=52.0, weight=40),),
        captured=0.37,
        accounts=(account(),),
        moments=(
            Moment(
                kind="best-call",
                headline="You asked the pharmacist",
                who_said_what=('Sr Joy Whittle: "It comes up late."',),
                true="The queue is in pharmacy.",
                points=4.5,
            ),
            Moment(kind="costliest-miss", headline="Too sure", who_said_what=(), true="Sixteen weeks.", points=-9.0),
            Moment(
                kind="never-held",
                headline="The coordinator",
                who_said_what=(),
                true="She knew.",
                points=6.0,
                sum="A call takes 2 hours: about 3.00 points an hour.",
            ),
        ),
        calibration=(
            RungCount(words="hunch", said=4, right=2),
            RungCount(words="fairly sure", said=0, right=0),
            RungCount(words="sure", said=3, right=1),
        ),
        lost={"never_asked": 20.0, "misread": 12.5, "relationships": -1.0},
        luck=Luck(low=38.0, high=44.0),
        habit=Habit(name="You ask people who are easy to reach", monday="Who works where the patients wait?"),
        timeline=(TimelineEntry(week=3, words="Call with Sr Joy Whittle"),),
    )
    return made.model_copy(update=changes)


def markdown_of(told: Debrief) -> str:
    return markdown(sections(told))


def plain_of(told: Debrief) -> str:
    return plain(sections(told))


def headings(text: str) -> list[str]:
    return [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]


def test_the_sections_come_in_their_order() -> None:
    assert tuple(headings(markdown_of(debrief()))) == ORDER
    lines = plain_of(debrief()).splitlines()
    places = [lines.index(heading) for heading in ORDER]
    assert places == sorted(places)


def test_plain_text_fits_and_holds_nothing_unsafe() -> None:
    text = plain_of(debrief(accounts=(account(HOSTILE * 3),), player_name=HOSTILE))
    assert [line for line in text.splitlines() if columns(line) > 80 or safe(line) != line] == []


def test_no_id_is_printed() -> None:
    for text in (markdown_of(debrief()), plain_of(debrief()), html(sections(debrief()))):
        assert "a1-hidden" not in text
        assert "mdt-list" not in text
        assert "never_asked" not in text
        assert "two-week-promise" not in text


def test_names_are_never_markup() -> None:
    text = markdown_of(debrief(accounts=(account(HOSTILE),), player_name=HOSTILE))
    assert "\x1b" not in text
    outside = re.sub(r"```text\n.*?\n```", "", text, flags=re.DOTALL)
    assert not re.search(r"(?<!\\)[*_<>\[\]`]", outside)
    assert r"Dr \| \*Eve\* \[x\](http:\/\/y) \<b\> \`z\` \_u\_" in text
    assert not [line for line in outside.splitlines() if line.startswith("# Hand")]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a|b", r"a\|b"),
        ("- no list", r"\- no list"),
        ("12. no list", r"12\. no list"),
        ("12.5 points", "12.5 points"),
        ("-1.0", "-1.0"),
        ("--- no rule", r"\--- no rule"),
        ("# no heading", r"\# no heading"),
        ("me@example.org", r"me\@example.org"),
        ("www.example.org", r"www\.example.org"),
        ("plain, good: 5-6", "plain, good: 5-6"),
    ],
)
def test_markdown_is_escaped(text: str, shown: str) -> None:
    assert escape(text) == shown


def test_a_fence_in_a_name_does_not_end_a_picture() -> None:
    stage = StagePicture(id="s", name="```", believed=True, true=True, queue_weeks=1, onward=())
    text = markdown_of(debrief(accounts=(account().model_copy(update={"stages": (stage,)}),)))
    assert text.count("```") % 2 == 0
    assert all(line in ("```text", "```") for line in text.splitlines() if "```" in line)


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_any_name_gives_tables_of_one_shape(name: str) -> None:
    text = markdown_of(debrief(accounts=(account(name or "x"),), player_name=name))
    tables = re.sub(r"```text\n.*?\n```", "", text, flags=re.DOTALL)
    rows = [line for line in tables.splitlines() if line.startswith("| ")]
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} <= {3, 4, 5, 6}
    assert all(safe(line) == line for line in text.splitlines())


def test_what_is_not_calibrated_says_so() -> None:
    assert "not calibrated yet" in markdown_of(debrief())
    assert "not calibrated yet" not in markdown_of(debrief(calibrated=True))


def test_who_was_warned_is_not_told_that_all_was_in_order() -> None:
    told = plain_of(debrief(conduct=("Week 4, with Joy Whittle: that was a warning.",)))
    assert "You were warned for your conduct." in told
    assert "Week 4, with Joy Whittle: that was a warning." in told
    assert "in order" not in told


def test_who_will_not_see_the_player_again_is_told_whatever_relationships_came_to() -> None:
    told = plain_of(debrief(turned_away=("Joy Whittle, nurse, at St Mary's, since week 9.",)))
    assert "will not see you again unless they ask to" in told
    assert "since week 9" in told
    assert "will not see you again" not in plain_of(debrief())


def test_a_closed_gate_is_never_passed() -> None:
    assert "Not passed, whatever the points" in plain_of(debrief(gate="closed", passed=False, score=90.0))
    assert "41.2 points. Passed; the pass mark is 40." in plain_of(debrief())
    assert "Not passed; the pass mark is 40." in plain_of(debrief(passed=False))


def test_the_ruler_shows_score_band_pass_mark_and_bots_where_they_are() -> None:
    lines = plain_of(debrief(score=50.0, band=Band(low=40.0, high=60.0))).splitlines()
    place = next(at for at, line in enumerate(lines) if line.strip() == "======X======")
    assert lines[place].index("X") == 4 + 30
    assert lines[place + 1] == "    " + "+-----" * 10 + "+"
    assert lines[place + 3].index("^") == 4 + 24
    assert lines[place + 4] == " " * 9 + "^ asks one doctor everything 8"
    assert lines[place + 5].index("^") == 4 + 29


def test_both_pictures_are_drawn_and_differ() -> None:
    text = plain_of(debrief())
    assert text.index("YOU: stuck") < text.index("STUCK HERE")
    assert "11.4 weeks in" in text


def test_wrong_right_and_silent_answers_are_told_apart() -> None:
    text = markdown_of(debrief())
    assert "| wrong: 6 to 12 weeks (sure) | 13 to 18 weeks | 13 to 18 weeks (81%) |" in text
    assert "| What do they really want? | nothing | Free chairs or End overtime | Free chairs (55%) |" in text


def test_moments_say_what_they_were_worth() -> None:
    text = plain_of(debrief())
    assert "It brought 4.5 points of your score." in text
    assert "It cost 9.0 points of your score." in text
    told = "Such a conversation is worth about 6.0 points on average. A call takes 2 hours: about 3.00 points an hour."
    assert told in " ".join(text.split())


def test_rungs_are_set_against_how_often_they_were_right() -> None:
    text = markdown_of(debrief())
    assert "| Hunch | 4 | 2 | 50% | 25 to 60% |" in text
    assert "| Fairly sure | 0 | 0 | none said | 60 to 83% |" in text


def test_a_wrong_tier_and_an_untrue_reason_are_said() -> None:
    words = " ".join(plain_of(debrief()).split())
    assert "Your tier was short; medium would have been right." in words
    assert 'Your reason, "They are ready to change", was not true.' in words
    none = account().model_copy(update={"tier_said": None, "plan": ""})
    words = " ".join(plain_of(debrief(accounts=(none,))).split())
    assert "You gave it no tier; medium would have been right." in words
    assert "Nothing was done together here." in words


@pytest.mark.parametrize(("count", "heading"), [(0, "Moments"), (1, "One moment"), (2, "Two moments")])
def test_as_many_moments_are_announced_as_are_shown(count: int, heading: str) -> None:
    made = debrief()
    text = markdown_of(made.model_copy(update={"moments": made.moments[:count]}))
    assert f"## {heading} to talk about" in text


def test_the_sum_of_an_account_is_shown_with_its_figures() -> None:
    words = " ".join(plain_of(debrief()).split())
    assert "Together: half of 25.0 and one and a half times -5.0, the smallest, make about 5.0." in words
    best = account().model_copy(update={"best_plan": "nurse-led follow-up (live from week 14)"})
    words = " ".join(plain_of(debrief(accounts=(best,))).split())
    assert "The best plan here was nurse-led follow-up (live from week 14). It would have brought 44.0." in words
    done = best.model_copy(update={"plan": best.best_plan})
    words = " ".join(plain_of(debrief(accounts=(done,))).split())
    assert "This was the best plan here." in words
    assert "would have brought 44.0" not in words


@pytest.mark.parametrize(
    ("weeks", "earned", "company", "why"),
    [
        (-12.4, -2.0, -5.0, "Why the company lost: 12 patient-weeks fewer on our medicine cost £2,000 (-2.0)"),
        (130.0, 22.0, 19.0, "Why the company gained: 130 patient-weeks more on our medicine earned £22k (+22.0)"),
    ],
)
def test_why_the_company_gained_or_lost_is_said_in_two_parts(
    weeks: float, earned: float, company: float, why: str
) -> None:
    money = Money(
        patient_weeks=weeks, earned_pence=round(earned * 100_000), earned=earned, spent_pence=300_000, spent=3.0
    )
    bars = Bars(patients=20.0, account=10.0, company=company)
    told = account().model_copy(update={"money": money, "bars": bars})
    words = " ".join(plain_of(debrief(accounts=(told,))).split())
    assert f"{why}, and the work cost £3,000 (-3.0); together {company:+.1f}." in words
    assert "counts" not in words.split(why)[1].split("Together:")[0]
    capped = told.model_copy(
        update={
            "bars": Bars(patients=20.0, account=10.0, company=company - 4),
            "money": money.model_copy(update={"most": 125.0}),
        }
    )
    words = " ".join(plain_of(debrief(accounts=(capped,))).split())
    sums = f"together {company:+.1f}, of which {company - 4:+.1f} counts: one side counts 125 at most at one account in"
    assert f"{sums} each course of luck, and this is the mean over many." in words


@pytest.mark.parametrize(
    ("wait", "weeks", "counted", "note"),
    [
        ((0, 6), 27.9, True, "most take another way or get through sooner"),
        ((19, 1000), 4.0, True, "The wait is longer than the longest queue, at pharmacy preparation"),
        (
            "6-12",
            1.1,
            True,
            "Nobody waits long in a queue here; the longest one is at pharmacy",
        ),
        ((0, 6), 27.9, False, "comes before it"),
        ((13, 19), 11.4, True, None),
    ],
)
def test_a_wait_that_the_longest_queue_does_not_explain_is_explained(
    wait: tuple[int, int], weeks: float, counted: bool, note: str | None
) -> None:
    made = account()
    stuck = made.stages[1].model_copy(update={"queue_weeks": weeks, "counted": counted})
    told = made.model_copy(update={"wait": wait, "stages": (made.stages[0], stuck)})
    found = list(queue_notes(told))
    assert (len(found) == 0) == (note is None)
    text = " ".join(plain_of(debrief(accounts=(told,))).split())
    assert note is None or (note in found[0] and found[0] in text)
    assert ("STUCK HERE" in text) == (weeks >= SHORT)


def test_a_picture_says_when_it_was_taken_and_what_was_running() -> None:
    told = account().model_copy(update={"quarter": 3, "running": "new chair template"})
    assert "as it was at the end of quarter 3, with new chair template running:" in plain_of(debrief(accounts=(told,)))
    idle = told.model_copy(update={"running": ""})
    assert "with nothing of yours running:" in plain_of(debrief(accounts=(idle,)))


def test_a_game_without_a_best_call_is_told_so_kindly() -> None:
    made = debrief()
    assert "No single call stood out" not in plain_of(made)
    assert "No single call stood out" in plain_of(debrief(moments=made.moments[1:]))


def test_right_hours_beside_wrong_tiers_are_no_puzzle() -> None:
    hours = Skill(id="prioritise", words="Prioritise", points=100.0, weight=10)
    words = " ".join(plain_of(debrief(skills=(hours,), quarters=3)).split())
    assert "Prioritise looks only at how you shared your hours" in words
    assert "Prioritise looks only" not in plain_of(debrief(skills=(hours,), quarters=1)), "one quarter: by tiers"


def test_luck_that_made_no_difference_is_not_told_as_a_range() -> None:
    words = " ".join(plain_of(debrief(luck=Luck(low=0.0, high=0.0))).split())
    assert "Luck alone made no difference" in words
    assert "0 to 0" not in words


def test_how_points_of_value_become_points_of_the_score_stands_before_them() -> None:
    made = debrief()
    moment = made.moments[1].model_copy(update={"sum": "The best is worth 60.0 points of value."})
    words = " ".join(plain_of(debrief(moments=(moment,))).split())
    assert "The best is worth 60.0 points of value. It cost 9.0 points of your score." in words


@pytest.mark.parametrize(("points", "told"), [(-100.0, True), (-0.5, True), (0.0, False), (40.0, False)])
def test_a_forecast_that_took_points_away_is_explained(points: float, told: bool) -> None:
    made = debrief()
    skill = Skill(id="realistic", words="Be realistic", points=points, weight=5)
    text = " ".join(plain_of(made.model_copy(update={"skills": (*made.skills, skill)})).split())
    assert ("your forecasts came out further off than the forecast that nothing changes" in text) == told
    assert "The weight says how much of the score it makes." in text
