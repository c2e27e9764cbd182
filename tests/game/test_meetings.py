"""Meetings: whom one can see, when, at what price, what is asked, and what it costs to behave badly."""

from __future__ import annotations

import pytest

from kae_sim.game.actions import Ask, Book, Cancel, Close, EndWeek, Hold, LookUp, Prepare, Respond
from kae_sim.game.events import Breach, Learnt, Met, Moved, NewsCame, Said, WeekEnded
from kae_sim.game.groups import apologies
from kae_sim.game.state import MeetingPlay
from kae_sim.game.view import Meeting, Person
from kae_sim.knowledge.temper import fits
from real_games import Recorded

DOCTOR, NURSE = "a1.consultant", "a1.specialist-nurse"


def seen(game: Recorded, person_id: str) -> Person:
    return next(one for account in game.game.view.accounts for one in account.people if one.id == person_id)


def meeting(game: Recorded, meeting_id: str = "m1") -> Meeting:
    return next(one for one in game.game.view.meetings if one.id == meeting_id)


def question(game: Recorded, person_id: str, *, fitting: bool) -> str:
    """A question that is, or is not, for somebody in this role."""
    witness = game.game.table.witness(person_id)
    asked = {card.id for card in game.game.view.rules.questions}
    pack = game.game.scenario.pack
    return next(one.id for one in pack.questions if one.id in asked and fits(one, witness) == fitting)


def book(person: str, week: int, channel: str = "call", *others: str) -> Book:
    account = person.split(".")[0]
    return Book(account=account, people=(person, *others), channel=channel, week=week)  # type: ignore[arg-type]


def call(game: Recorded, person: str, week: int) -> str:
    """Books a call and waits for its week; the meeting's id."""
    game.act(book(person, week))
    name = game.game.view.meetings[-1].id
    game.to_week(week)
    return name


def sit_through(game: Recorded, meeting_id: str) -> None:
    """Goes in and out again without a question; a dilemma gets its first answer."""
    game.act(Hold(meeting=meeting_id))
    for news in game.game.view.news:
        if news.meeting == meeting_id and news.answered is None:
            game.act(Respond(news=news.id, choice=news.choices[0].id))
    game.act(Close(meeting=meeting_id, ask_again=False))


def win_over(game: Recorded, person: str, week: int) -> None:
    """A good call that ends in an invitation."""
    held = call(game, person, week)
    fitting = question(game, person, fitting=True)
    game.act(Prepare(meeting=held, opening="their-role", questions=(fitting,)), Hold(meeting=held))
    game.act(Ask(meeting=held, person=person, question=fitting), Close(meeting=held, ask_again=True))
    assert seen(game, person).invited


# --- booking -----------------------------------------------------------------------------------


def test_a_call_is_booked_for_a_week_and_takes_that_weeks_hours(game: Recorded) -> None:
    before = game.game.view.half_hours_ahead
    assert game.act(book(DOCTOR, 3)) == ()
    after = game.game.view.half_hours_ahead
    price = game.game.view.rules.prices["call"]
    assert after == (*before[:2], before[2] - price, *before[3:])
    assert meeting(game) == Meeting(
        id="m1", account="a1", people=(DOCTOR,), channel="call", week=3, requested=False, state="booked",
        questions_left=2, prepared=None, spoken=(),
    )  # fmt: skip


def test_nobody_can_be_seen_before_their_lead_time(game: Recorded) -> None:
    lead = seen(game, DOCTOR).lead
    for channel in ("call", "visit"):
        assert f"before week {1 + lead[channel]}" in game.refused(book(DOCTOR, lead[channel], channel))
        game.twin().act(book(DOCTOR, 1 + lead[channel], channel))


def test_the_busiest_person_sets_the_date_of_a_visit(game: Recorded) -> None:
    slowest = max((DOCTOR, NURSE), key=lambda one: seen(game, one).lead["visit"])
    soonest = 1 + seen(game, slowest).lead["visit"]
    week = game.game.view.rules.week_half_hours
    assert soonest > 1 + seen(game, NURSE).lead["visit"]
    assert f"cannot see you before week {soonest}" in game.refused(book(NURSE, soonest - 1, "visit", DOCTOR))
    game.act(book(NURSE, soonest, "visit", DOCTOR))
    prices = game.game.view.rules.prices
    price = prices["visit"] + prices["visit-extra"]
    assert game.game.table.play.spent == {soonest: week, soonest - 1: price - week}


def everybody(game: Recorded, trust: int = 400) -> list[str]:
    """All people of the first account, made known, met and of this trust."""
    people = [one.id for one in game.game.table.dealt("a1").people]
    for one in people:
        game.person(one).known = game.person(one).state.met = True
        game.person(one).state.trust = trust
    changed(game)
    return people


def changed(game: Recorded) -> None:
    """The view is made again after people were changed by hand."""
    game.account("a1").version += 1
    game.game._view = None


def test_a_group_of_three_has_four_weeks_notice_and_each_further_person_takes_a_week_and_an_hour(
    game: Recorded,
) -> None:
    people = [one for one in everybody(game) if seen(game, one).lead["group"] == 4][:5]
    game.person(people[0]).state.trust = 600
    changed(game)
    prices = game.game.view.rules.prices
    for number, week in ((3, 5), (4, 6), (5, 7)):
        early, group = game.twin(), people[1:number]
        assert f"before week {week}" in early.refused(book(people[0], week - 1, "group", *group))
        early.act(book(people[0], week, "group", *group))
        assert sum(early.game.table.play.spent.values()) == prices["group"] + (number - 3) * prices["group-extra"]
    assert "and the 4 others cannot all" in game.refused(book(people[0], 6, "group", *people[1:]))


def test_whoever_is_hard_to_see_makes_a_group_later(game: Recorded) -> None:
    people = everybody(game, 600)
    leads = {one: game.game.table.witness(one).role.lead_weeks for one in people}
    assert {one: seen(game, one).lead["group"] for one in people} == {one: max(4, lead) for one, lead in leads.items()}
    hardest, *others = sorted(people, key=lambda one: -leads[one])
    soonest = 1 + seen(game, hardest).lead["group"]
    assert f"{seen(game, hardest).name} cannot see you before week {soonest}" in game.refused(
        book(hardest, soonest - 1, "group", *others[-2:])
    )


def test_a_group_needs_somebody_who_calls_it_and_nobody_who_is_reserved_comes(game: Recorded) -> None:
    first, second, third, *_ = everybody(game)
    assert "Nobody of them would call it" in game.refused(book(first, 9, "group", second, third))
    game.person(first).state.trust, game.person(third).state.trust = 500, 299
    changed(game)
    assert (seen(game, first).mood, seen(game, third).mood) == ("warm", "cold")
    assert f"{seen(game, third).name} is reserved" in game.refused(book(first, 9, "group", second, third))
    game.person(third).state.trust = 300
    game.act(book(first, 9, "group", second, third))


def test_on_the_day_busy_people_who_are_not_warm_may_send_apologies_and_two_are_always_left(game: Recorded) -> None:
    people = everybody(game, 600)
    busy = [one for one in people if game.game.table.witness(one).role.lead_weeks >= 3]
    sits = [busy[0], *[one for one in people if one not in busy][:1], *busy[1:4]]
    missing = 0
    for trust in (400, 600):
        for one in busy:
            game.person(one).state.trust = trust
        game.person(sits[1]).state.trust = 600
        changed(game)
        for number in range(40):
            held = MeetingPlay(f"m{number}", "a1", tuple(sits), "group", 9, requested=False)
            told = apologies(game.game.table, held)
            gone = set(sits) - set(held.people)
            assert len(told) == len(held.lines) == len(gone)
            assert gone <= set(busy)
            assert len(held.people) >= 2
            assert trust == 400 or not gone, "friends come"
            missing += len(gone)
    assert 30 < missing < 70, "three in ten of 160"


def test_of_a_visit_nobody_sends_apologies(game: Recorded) -> None:
    people = everybody(game)
    for number in range(40):
        held = MeetingPlay(f"m{number}", "a1", tuple(people[:3]), "visit", 9, requested=False)
        assert apologies(game.game.table, held) == []
        assert held.people == tuple(people[:3])


def test_two_people_are_no_group(game: Recorded) -> None:
    people = everybody(game, 600)
    for few in (people[:1], people[:2]):
        assert "three people or more".replace("three", "3") in game.refused(book(few[0], 5, "group", *few[1:]))
    game.act(book(people[0], 9, "group", *people[1:3]))


def test_a_call_is_for_one_person_and_a_visit_for_three(game: Recorded) -> None:
    everybody = [one.id for one in game.game.table.dealt("a1").people][:4]
    for person in everybody:
        game.person(person).known = True
    assert "for one person" in game.refused(book(DOCTOR, 9, "call", NURSE))
    assert "for 3 people at most" in game.refused(book(everybody[0], 9, "visit", *everybody[1:]))
    assert "invited once" in game.refused(book(NURSE, 9, "visit", NURSE))


def test_only_people_one_has_heard_of_can_be_booked(game: Recorded) -> None:
    hidden = next(one.id for one in game.game.table.dealt("a1").people if not game.person(one.id).known)
    for person in (hidden, "a1.nobody", "a2.consultant"):
        action = Book(account="a1", people=(person,), channel="call", week=9)
        assert "do not know of such a person" in game.refused(action)
    assert "no such account" in game.refused(book("a9.consultant", 9))


def test_one_person_is_seen_once_a_week_and_not_after_the_last(game: Recorded) -> None:
    game.act(book(NURSE, 5))
    assert "in that week already" in game.refused(book(NURSE, 5, "visit"))
    assert "no such week" in game.refused(book(NURSE, 40))


def test_what_does_not_fit_into_a_week_is_taken_from_the_week_before(game: Recorded) -> None:
    week = game.game.view.rules.week_half_hours
    others = ("a2.specialist-nurse", "a3.specialist-nurse")
    game.act(book(NURSE, 6, "visit"), book(others[0], 6, "visit"))
    ahead = game.game.view.half_hours_ahead
    assert (ahead[4], ahead[5]) == (2 * week - 16, 0)
    assert "you have 2 hours left in week 6" in game.refused(book(others[1], 6, "visit"))
    game.act(Cancel(meeting="m2"))
    assert game.game.view.half_hours_ahead[4:6] == (week, week - 8)


def test_a_meeting_can_be_cancelled_freely_until_the_week_before(game: Recorded) -> None:
    before = game.game.view.half_hours_ahead
    game.act(book(DOCTOR, 3), EndWeek())
    assert game.twin().act(Cancel(meeting="m1")) == ()
    game.act(EndWeek())
    early = game.twin()
    assert early.refused(Cancel(meeting="m7")) == "There is no such meeting in your diary."
    again = Recorded.twin(game)
    again.act(Hold(meeting="m1"))
    assert "cannot be cancelled" in again.refused(Cancel(meeting="m1"))
    assert before[2] - game.game.view.half_hours_ahead[0] + game.game.table.play.carry == 4


def test_a_meeting_called_off_in_its_own_week_is_remembered_and_its_hours_are_gone(game: Recorded) -> None:
    held = call(game, NURSE, 3)
    left, trust = game.game.view.half_hours_left, game.person(NURSE).state.trust
    said = [event for event in game.act(Cancel(meeting=held)) if isinstance(event, Said)]
    assert [one.who for one in said] == [NURSE]
    assert said[0].words in game.game.scenario.pack.remarks.cancelled_late
    assert game.game.view.half_hours_left == left
    assert game.game.view.meetings == ()
    assert game.person(NURSE).state.trust == trust - 50


def test_cancelling_gives_the_hours_back(game: Recorded) -> None:
    before = game.game.view
    game.act(book(DOCTOR, 4, "visit", NURSE), Cancel(meeting="m1"))
    assert game.game.view == before


# --- the conversation --------------------------------------------------------------------------


def test_an_agenda_is_made_before_the_meeting_and_replaces_an_earlier_one(game: Recorded) -> None:
    held = call(game, DOCTOR, 3)
    cards = [card.id for card in game.game.view.rules.questions if card.about != "who-else"]
    outside = game.game.scenario.pack.outside_roles[0].id
    bring = game.game.view.rules.bring[0][0]

    def agenda(*questions: str, acknowledge: str | None = None, bring: str | None = None) -> Prepare:
        return Prepare(meeting=held, opening="their-role", questions=questions, acknowledge=acknowledge, bring=bring)

    assert "time for 2 questions" in game.refused(agenda(*cards[:3]))
    ways = agenda(*cards[:2]).model_copy(update={"wordings": ("open",)})
    assert "has one wording" in game.refused(ways)
    assert "stand on the agenda once" in game.refused(agenda(cards[0], cards[0]))
    assert "not one of the questions" in game.refused(agenda("who-else"))
    assert "no such role" in game.refused(agenda(acknowledge="astronaut"))
    assert "no such thing" in game.refused(agenda(bring="cake"))
    assert game.act(agenda(*cards[:2])) == ()
    assert game.act(agenda(cards[2], acknowledge=outside, bring=bring)) == ()
    assert (meeting(game).prepared, meeting(game).wordings) == ((cards[2],), ("open",))
    game.act(Hold(meeting=held))
    assert "no longer be prepared" in game.refused(agenda(cards[0]))


def test_a_meeting_is_held_in_its_week_and_only_one_at_a_time(game: Recorded) -> None:
    game.act(book(DOCTOR, 3), book(NURSE, 3))
    assert "That meeting is in week 3" in game.refused(Hold(meeting="m1"))
    assert "no such meeting" in game.refused(Hold(meeting="m9"))
    game.to_week(3)
    events = game.act(Hold(meeting="m1"))
    assert any(isinstance(event, Said) and event.who == DOCTOR for event in events)
    assert (meeting(game).state, meeting(game).questions_left) == ("open", 2)
    assert "in the middle of another meeting" in game.refused(Hold(meeting="m2"))
    assert "in the middle of a meeting" in game.refused(EndWeek())
    game.act(Close(meeting="m1", ask_again=False))
    assert "That meeting is over" in game.refused(Hold(meeting="m1"))
    game.act(Hold(meeting="m2"))


def test_an_answer_files_itself_as_a_claim_with_who_when_and_how_it_was_asked(game: Recorded) -> None:
    held = call(game, NURSE, 2)
    fitting = question(game, NURSE, fitting=True)
    game.act(Hold(meeting=held))
    events = game.act(Ask(meeting=held, person=NURSE, question=fitting, wording="leading"))
    claims = [event.claim for event in events if isinstance(event, Learnt)]
    assert game.game.view.accounts[0].claims == tuple(claims)
    assert len(claims) >= 1
    for claim in claims:
        assert (claim.person, claim.week, claim.speaks_of, claim.source) == (NURSE, 2, 2, None)
        assert claim.leading
        assert not claim.prepared
        assert claim.mood == "polite"
    assert meeting(game).questions_left == 1


def test_a_prepared_open_question_is_kept_apart_from_one_off_the_agenda(game: Recorded) -> None:
    held = call(game, NURSE, 2)
    cards = [card for card in game.game.view.rules.questions if card.about in game.game.view.rules.unknowns]
    first, second = (next(card.id for card in cards if card.about == about) for about in ("wait", "goal"))
    game.act(Prepare(meeting=held, opening="their-week", questions=(first,)), Hold(meeting=held))
    game.act(Ask(meeting=held, person=NURSE, question=first), Ask(meeting=held, person=NURSE, question=second))
    claims = {claim.about: claim for claim in game.game.view.accounts[0].claims}
    assert {about: (claim.prepared, claim.leading) for about, claim in claims.items()} == {
        "wait": (True, False),
        "goal": (False, False),
    }


def test_questions_run_out_but_whom_else_to_see_is_free(game: Recorded) -> None:
    held = call(game, NURSE, 2)
    fitting = question(game, NURSE, fitting=True)
    who_else = next(card.id for card in game.game.view.rules.questions if card.about == "who-else")
    assert "not in that meeting" in game.refused(Ask(meeting=held, person=NURSE, question=fitting))
    game.act(Hold(meeting=held))
    assert "not in the room" in game.refused(Ask(meeting=held, person=DOCTOR, question=fitting))
    assert "not one of the questions" in game.refused(Ask(meeting=held, person=NURSE, question="how-is-the-dog"))
    game.act(*[Ask(meeting=held, person=NURSE, question=fitting)] * 2)
    assert "no time for another question" in game.refused(Ask(meeting=held, person=NURSE, question=fitting))
    known = {one.id for one in game.game.view.accounts[0].people}
    hours = game.game.view.half_hours_left
    events = game.act(Ask(meeting=held, person=NURSE, question=who_else))
    met = {event.person for event in events if isinstance(event, Met)}
    assert met
    assert {one.id for one in game.game.view.accounts[0].people} == known | met
    assert {seen(game, one).mentioned_by for one in met} == {seen(game, NURSE).name}
    assert game.game.view.half_hours_left == hours
    assert "told you whom else" in game.refused(Ask(meeting=held, person=NURSE, question=who_else))
    assert not [one for one in game.offers("ask") if isinstance(one.action, Ask) and one.action.question == who_else]


def test_a_question_that_is_not_asked_at_this_level_cannot_be_put(game: Recorded) -> None:
    assert "rival" not in game.game.view.rules.unknowns
    beyond = next(one.id for one in game.game.scenario.pack.questions if one.about == "rival")
    held = call(game, NURSE, 2)
    game.act(Hold(meeting=held))
    assert "not one of the questions" in game.refused(Ask(meeting=held, person=NURSE, question=beyond))


def test_a_meeting_is_closed_once_and_only_while_it_is_open(game: Recorded) -> None:
    held = call(game, NURSE, 2)
    assert "not in that meeting" in game.refused(Close(meeting=held, ask_again=True))
    game.act(Hold(meeting=held))
    game.act(Close(meeting=held, ask_again=False))
    assert meeting(game).state == "done"
    assert "not in that meeting" in game.refused(Close(meeting=held, ask_again=False))


def test_a_good_meeting_warms_and_one_without_a_question_does_not(game: Recorded) -> None:
    cold = game.twin()
    before = game.person(DOCTOR).state.trust
    sit_through(cold, call(cold, DOCTOR, 3))
    assert cold.person(DOCTOR).state.trust == before
    assert not seen(cold, DOCTOR).invited
    win_over(game, DOCTOR, 3)
    assert game.person(DOCTOR).state.trust == before + 120 * (1000 - before) // 1000


def test_an_invitation_halves_the_lead_time_and_counts_as_requested(game: Recorded) -> None:
    lead = seen(game, DOCTOR).lead
    win_over(game, DOCTOR, 3)
    halved = seen(game, DOCTOR).lead
    assert halved == {channel: -(-lead[channel] // 2) for channel in ("call", "visit")} | {"group": lead["group"]}
    assert lead["visit"] > halved["visit"]
    soonest = 3 + halved["visit"]
    assert f"before week {soonest}" in game.refused(book(DOCTOR, soonest - 1, "visit"))
    game.act(book(DOCTOR, soonest, "visit"))
    visit = game.game.view.meetings[-1]
    assert visit.requested
    assert not seen(game, DOCTOR).invited
    game.to_week(soonest)
    sit_through(game, visit.id)
    assert seen(game, DOCTOR).unsolicited_calls == 1


def test_an_invitation_is_kept_when_the_meeting_is_cancelled_or_others_come_along(game: Recorded) -> None:
    win_over(game, DOCTOR, 3)
    week = 3 + seen(game, DOCTOR).lead["visit"]
    soonest = max(week, 3 + seen(game, NURSE).lead["visit"])
    game.act(book(DOCTOR, soonest, "visit", NURSE))
    both = game.game.view.meetings[-1].id
    assert (game.game.view.meetings[-1].requested, seen(game, DOCTOR).invited) == (False, False)
    game.act(Cancel(meeting=both))
    assert seen(game, DOCTOR).invited
    group = [one.id for one in game.game.view.accounts[0].people if one.id != DOCTOR][:2]
    game.person(DOCTOR).state.trust = 600
    game.act(book(DOCTOR, 9, "group", *group))
    assert seen(game, DOCTOR).invited, "a group meeting answers no invitation"
    game.act(book(DOCTOR, soonest, "visit", NURSE))
    before = {one: seen(game, one).unsolicited_calls for one in (DOCTOR, NURSE)}
    game.to_week(soonest)
    sit_through(game, game.game.view.meetings[-1].id)
    after = {one: seen(game, one).unsolicited_calls for one in (DOCTOR, NURSE)}
    assert after == {DOCTOR: before[DOCTOR], NURSE: before[NURSE] + 1}


def test_somebody_whose_patience_is_gone_ends_the_meeting_and_does_not_return_calls(game: Recorded) -> None:
    game.act(book(DOCTOR, 6, "visit"))
    held = call(game, DOCTOR, 3)
    pitch = next(one.id for one in game.game.scenario.pack.brought if one.kind == "pitch")
    others = {one: game.person(one).state.trust for one in game.account("a1").people if one != DOCTOR}
    game.act(Prepare(meeting=held, opening="straight-in", questions=(), bring=pitch), Hold(meeting=held))
    events = game.act(Ask(meeting=held, person=DOCTOR, question=question(game, DOCTOR, fitting=False)))
    told = [event.words for event in events if isinstance(event, Moved) and event.mood == "cold"]
    assert any("they will not return your calls" in words for words in told)
    assert {one.id: one.state for one in game.game.view.meetings} == {"m1": "refused", held: "done"}
    assert game.game.view.half_hours_ahead[3] == game.game.view.rules.week_half_hours
    assert game.person(DOCTOR).state.trust == 400 - 250
    assert {one: game.person(one).state.trust for one in others} == {one: trust - 80 for one, trust in others.items()}
    assert "does not return your calls" in game.refused(book(DOCTOR, 12))
    shown = {one.id: one.silent for one in game.game.view.accounts[0].people}
    assert shown == {one: 3 if one == DOCTOR else None for one in shown}
    game.person(DOCTOR).state.invited = True
    game.account("a1").version += 1
    game.game._view = None
    assert [one.silent for one in game.game.view.accounts[0].people if one.id == DOCTOR] == [None]
    assert "not in that meeting" in game.refused(Ask(meeting=held, person=DOCTOR, question="where-stuck"))


def test_a_meeting_that_is_not_held_is_missed_and_remembered(game: Recorded) -> None:
    game.act(book(NURSE, 2))
    game.to_week(2)
    before = game.person(NURSE).state.trust
    ended = [event for event in game.act(EndWeek()) if isinstance(event, WeekEnded)]
    assert meeting(game).state == "missed"
    assert game.person(NURSE).state.trust == before - 100
    assert any(words.startswith(f"{seen(game, NURSE).name}: ") for words in ended[0].words)
    assert "That meeting is over" in game.refused(Hold(meeting="m1"))


# --- conduct -----------------------------------------------------------------------------------


def test_a_fourth_call_on_a_prescriber_who_did_not_ask_is_a_breach(game: Recorded) -> None:
    game.act(*(book(DOCTOR, week) for week in (3, 4, 5, 6)))
    for place, week in enumerate((3, 4, 5)):
        game.to_week(week)
        game.act(Prepare(meeting=f"m{place + 1}", opening="straight-in", questions=()))
        sit_through(game, f"m{place + 1}")
        assert seen(game, DOCTOR).unsolicited_calls == place + 1
    game.to_week(6)
    assert (game.game.view.gate, game.game.view.breaches) == ("open", 0)
    game.act(Prepare(meeting="m4", opening="straight-in", questions=()))
    trust = game.person(DOCTOR).state.trust
    events = game.act(Hold(meeting="m4"))
    told = [event.words for event in events if isinstance(event, Breach)]
    assert len(told) == 1
    assert "More than 3 calls in a year" in told[0]
    assert (game.game.view.gate, game.game.view.breaches) == ("closed", 1)
    assert game.person(DOCTOR).state.trust == trust - 250
    assert game.game.view.half_hours_ahead[1] == 0
    if meeting(game, "m4").state == "open":
        game.act(Close(meeting="m4", ask_again=False))
    game.act(EndWeek())
    assert game.game.view.half_hours_left == 0
    assert game.game.view.half_hours_ahead[1] == game.game.view.rules.week_half_hours
    assert "does not return your calls" in game.refused(book(DOCTOR, 12))


def test_calls_on_somebody_who_does_not_prescribe_are_counted_and_allowed(game: Recorded) -> None:
    person = next(
        one.id
        for account in game.game.table.territory.accounts
        for one in account.people
        if not one.prescriber and game.person(one.id).known
    )
    first = 1 + seen(game, person).lead["call"]
    game.act(*(book(person, week) for week in range(first, first + 5)))
    for place in range(5):
        game.to_week(first + place)
        sit_through(game, f"m{place + 1}")
    assert game.game.view.breaches == 0
    assert seen(game, person).unsolicited_calls == 5, "the count does not tell who prescribes"


def booked_people(game: Recorded) -> set[str]:
    """Who could be booked, as the offers have it."""
    return {person for offer in game.offers("book") if isinstance(offer.action, Book) for person in offer.action.people}


def test_the_offers_do_not_tell_who_prescribes(game: Recorded) -> None:
    """Before a look-up, somebody who may prescribe is offered no fourth call, whether they prescribe or not."""
    unclear = [
        one.id
        for account in game.game.view.accounts
        for one in account.people
        if one.prescriber is None and game.person(one.id).known
    ]
    truly = {game.game.table.person(one).prescriber for one in unclear}
    assert truly == {True, False}
    for one in unclear:
        game.person(one).calls = [1, 1, 1]
    offered = booked_people(game)
    assert not offered & set(unclear)
    for one in unclear:
        game.act(LookUp(account=one.split(".")[0], person=one))
        game.game.table.play.carry = 20
    offered = booked_people(game)
    assert offered & set(unclear) == {one for one in unclear if not game.game.table.person(one).prescriber}


def test_group_meetings_are_not_counted_as_calls(game: Recorded) -> None:
    others = [one.id for one in game.game.view.accounts[0].people if one.id != DOCTOR][:2]
    everybody(game, 600)
    game.act(*(book(DOCTOR, week, "group", *others) for week in range(5, 10)))
    for place in range(5):
        game.to_week(5 + place)
        sit_through(game, f"m{place + 1}")
    assert (game.game.view.breaches, seen(game, DOCTOR).unsolicited_calls) == (0, 0)


def until_dilemma(game: Recorded) -> NewsCame:
    """Talks to people in turn until something is asked of us in a meeting."""
    for _ in range(12):
        people = [one for account in game.game.view.accounts for one in account.people]
        person = min(people, key=lambda one: (one.unsolicited_calls, one.last_contact or 0, one.lead["call"]))
        week = game.game.view.week + person.lead["call"]
        game.act(book(person.id, week))
        game.to_week(week)
        held = game.game.view.meetings[-1].id
        news = [event for event in game.act(Hold(meeting=held)) if isinstance(event, NewsCame)]
        if news:
            return news[0]
        game.act(Close(meeting=held, ask_again=False))
    raise AssertionError("many meetings without a dilemma")


@pytest.fixture
def dilemma(game: Recorded) -> tuple[Recorded, NewsCame]:
    return game, until_dilemma(game)


def worth(game: Recorded, news: NewsCame, worth: str) -> Respond:
    choices = {one.id: one.worth for each in game.game.scenario.pack.dilemmas for one in each.choices}
    return Respond(news=news.news, choice=next(one.id for one in news.choices if choices[one.id] == worth))


def test_a_dilemma_in_a_meeting_must_be_answered_before_anything_else(dilemma: tuple[Recorded, NewsCame]) -> None:
    game, news = dilemma
    held = next(one for one in game.game.view.meetings if one.state == "open")
    assert "wait for your answer" in game.refused(Ask(meeting=held.id, person=held.people[0], question="how-long"))
    assert "wait for your answer" in game.refused(Close(meeting=held.id, ask_again=True))
    assert "not one of the answers" in game.refused(Respond(news=news.news, choice="look-away"))
    assert "Nobody waits" in game.refused(Respond(news="n99", choice="look-away"))
    game.act(worth(game, news, "best"))
    assert "You have answered that" in game.refused(worth(game, news, "best"))
    assert (game.game.view.gate, game.game.view.warnings, game.game.view.breaches) == ("open", 0, 0)
    game.act(Close(meeting=held.id, ask_again=True))


def test_a_dilemma_is_said_by_somebody_who_would_say_it_and_our_answer_stands_below(
    dilemma: tuple[Recorded, NewsCame],
) -> None:
    game, news = dilemma
    held = next(one for one in game.game.view.meetings if one.state == "open")
    said = held.spoken[-1]
    raised = next(one for one in game.game.scenario.pack.dilemmas if one.words == said.words)
    assert said.who in held.people
    assert seen(game, said.who).role in raised.roles
    assert news.words == f"{seen(game, said.who).name}: {raised.words}"
    events = game.act(worth(game, news, "best"))
    best = next(one for one in raised.choices if one.worth == "best")
    assert [(one.who, one.words) for one in events if isinstance(one, Said)] == [
        ("you", best.says),
        ("scene", best.answer),
    ]
    after = next(one for one in game.game.view.meetings if one.id == held.id).spoken[-2:]
    assert [(one.who, one.words) for one in after] == [("you", best.says), ("scene", best.answer)]


def test_the_middle_answer_is_a_warning_and_the_second_warning_closes_the_gate(
    dilemma: tuple[Recorded, NewsCame],
) -> None:
    game, news = dilemma
    talking = next(one for one in game.game.view.meetings if one.state == "open")
    somebody = game.person(talking.people[0])
    somebody.state.trust, somebody.state.met = 510, True
    game.account(talking.account).version += 1
    game.game._view = None
    assert seen(game, talking.people[0]).mood == "warm"
    assert any(isinstance(event, Said) for event in game.act(worth(game, news, "middle")))
    assert (game.game.view.gate, game.game.view.warnings) == ("open", 1)
    assert somebody.state.trust == 480
    assert seen(game, talking.people[0]).mood == "polite"
    game.act(Close(meeting=talking.id, ask_again=False))
    game.act(worth(game, until_dilemma(game), "middle"))
    assert (game.game.view.gate, game.game.view.warnings, game.game.view.breaches) == ("closed", 2, 0)


def test_the_worst_answer_is_a_breach_at_once(dilemma: tuple[Recorded, NewsCame]) -> None:
    game, news = dilemma
    person = next(one for one in game.game.view.meetings if one.state == "open").people[0]
    trust = game.person(person).state.trust
    events = game.act(worth(game, news, "worst"))
    assert [event.event for event in events if isinstance(event, Breach)] == ["breach"]
    assert game.game.view.gate == "closed"
    assert game.game.view.half_hours_ahead[1] == 0
    assert game.person(person).state.trust == trust - 250
