"""The line at the end of a week: what is new, what stands where, what comes next."""

from __future__ import annotations

from fake_view import START, claim
from kae_sim.game import view as seen
from kae_sim.words.changes import changed
from kae_sim.words.labels import Labels

SILENT = tuple(one.model_copy(update={"claims": ()}) for one in START.accounts)
WEEK = START.model_copy(update={"week": 8, "weeks": 39, "dates": (), "accounts": SILENT})
NEXT = WEEK.model_copy(update={"week": 9})


def at(view: seen.View, **changes: object) -> seen.View:
    return view.model_copy(update={"accounts": (view.accounts[0].model_copy(update=changes), *view.accounts[1:])})


def said(after: seen.View) -> str:
    return changed(WEEK, Labels(after))


def test_a_week_in_which_nothing_happened_is_only_named() -> None:
    assert said(NEXT) == "It is week 9."


def test_what_was_heard_is_counted_by_account() -> None:
    heard = at(NEXT, claims=(claim("c1", "a1", "wait", "6-12"), claim("c2", "a1", "goal", "free-chairs")))
    assert "Heard: 2 things at St Aelred's District Hospital." in said(heard)


def test_what_is_due_next_week_is_said_and_what_is_later_is_not() -> None:
    dates = tuple(
        seen.Date(id=f"d{week}", week=week, kind="public-meeting", account="a1", words=f"board of {week}")
        for week in (9, 10, 11)
    )
    words = said(NEXT.model_copy(update={"dates": dates}))
    assert "board of 10" in words
    assert "board of 9" not in words
    assert "board of 11" not in words


def test_a_plan_says_how_far_it_is() -> None:
    for state, week, decided, words in (
        ("proposed", 11, None, "the answer comes in 2 weeks"),
        ("adopted", 7, 7, "to be live in 2 weeks"),  # four weeks to set up
        ("running", 5, 2, "at work for 4 weeks"),
    ):
        step = seen.Step.model_validate(
            {"initiative": "chair-template", "state": state, "week": week, "decided": decided, "reasons": ()}
        )
        assert f"New chair template at St Aelred's District Hospital: {words}." in said(at(NEXT, steps=(step,)))


def test_what_is_far_off_or_was_said_last_week_is_not_said() -> None:
    for state, week in (("proposed", 14), ("running", 4), ("running", 6)):
        step = seen.Step.model_validate({"initiative": "chair-template", "state": state, "week": week, "reasons": ()})
        assert said(at(NEXT, steps=(step,))) == "It is week 9."


def test_sales_are_named_where_they_are_newer_and_moved() -> None:
    old = WEEK.accounts[0].sales
    assert "Newest sales" not in said(at(NEXT, sales=(old[-1],) * (len(old) + 1)))
    assert "Newest sales: St Aelred's District Hospital up " in said(at(NEXT, sales=(*old, 2 * old[-1])))
    doubled = at(WEEK, sales=(*old[:-4], *(2 * one for one in old[-4:])))
    assert "Newest sales" not in changed(doubled, Labels(doubled.model_copy(update={"week": 9})))


def test_it_stays_short_however_much_happened() -> None:
    steps = tuple(
        seen.Step(initiative=one, state="proposed", week=12, reasons=()) for one in ("chair-template", "start-at-home")
    )
    many = at(NEXT, steps=steps * 4, claims=(claim("c1", "a1", "wait", "6-12"),))
    assert len(said(many)) <= 230
    assert said(many).startswith("It is week 9. Heard: 1 thing at")
