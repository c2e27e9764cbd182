"""The debrief: the truth beside what was believed, worked out once from the same assessment as the card."""

from __future__ import annotations

import copy
import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from kae_sim.game.actions import Share
from kae_sim.game.state import BeliefPlay
from kae_sim.score import NotOneRoom, OtherDeal, assess, debrief, room_debrief, since
from kae_sim.score.debrief_model import Debrief
from kae_sim.score.habit_moments import where_it_showed
from kae_sim.score.habits import HABITS, measured
from kae_sim.score.moments import best_call
from kae_sim.score.quoting import WORTH_TELLING, quote, quotes
from kae_sim.score.room import people_of
from kae_sim.score.speaking import stage_named
from kae_sim.score.tiers import reason_then_and_now, reason_true
from kae_sim.score.timeline import timeline
from kae_sim.score.unheld import never_held, put_right, unheld, with_each
from kae_sim.words.report import markdown, plain, room_sections, sections
from real_games import SCORED, Played, twin

pytestmark = pytest.mark.usefixtures("quick")


@pytest.fixture(scope="module")
def debriefs(bot_games: Mapping[str, Played]) -> dict[str, Debrief]:
    return {bot: debrief(played.game, played.assessment) for bot, played in bot_games.items()}


@pytest.mark.parametrize("bot", SCORED)
def test_the_debrief_and_the_card_say_the_same(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    card, told = bot_games[bot].assessment.card, debriefs[bot]
    assert (told.score, told.passed, told.gate, told.captured) == (card.score, card.passed, card.gate, card.captured)
    assert told.lost == card.lost
    assert [(one.id, one.points, one.weight) for one in told.skills] == [
        (name, skill.points, skill.weight) for name, skill in card.skills.items()
    ]
    assert (told.band.low, told.band.high) == card.band
    for account, own in zip(told.accounts, card.accounts, strict=True):
        assert account.bars.model_dump() == own.value


@pytest.mark.parametrize("bot", SCORED)
def test_every_answer_is_told_as_right_or_wrong_or_not_given(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    lock = bot_games[bot].game.table.play.locks[-1]
    for account in debriefs[bot].accounts:
        held = lock.beliefs[account.id]
        for line, unknown in zip(account.answers, bot_games[bot].game.scenario.unknowns, strict=True):
            said = held.get(unknown)
            given = said is not None and said[1] >= 25
            assert (line.believed is not None, line.rung is not None) == (given, given)
            assert line.right == (said[0] in lock.truths[account.id][unknown] if given and said else None)
            assert len(line.true) == len(lock.truths[account.id][unknown])


@pytest.mark.parametrize("bot", SCORED)
def test_every_rung_is_counted_with_how_often_it_was_right(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    lines = [line for account in debriefs[bot].accounts for line in account.answers if line.rung]
    counted = {one.words: (one.said, one.right) for one in debriefs[bot].calibration}
    for rung, (said, right) in counted.items():
        assert said == sum(line.rung == rung for line in lines)
        assert right == sum(line.rung == rung and bool(line.right) for line in lines)


def test_no_debrief_shows_an_id_of_a_person_or_of_a_role(debriefs: dict[str, Debrief]) -> None:
    ids = re.compile(r"\ba\d\.[a-z]|specialist-nurse|chief-pharmacist|free-chairs|13-18\"|cannot-say|chair-template")
    for told in debriefs.values():
        assert ids.findall(told.model_dump_json()) == []


@pytest.mark.parametrize("bot", SCORED)
def test_the_timeline_runs_forward_and_tells_what_was_decided(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    weeks = [one.week for one in debriefs[bot].timeline]
    assert weeks == sorted(weeks)
    running = sum(len(done) for done in bot_games[bot].assessment.delivered.values())
    assert sum(": live from now on, " in one.words for one in debriefs[bot].timeline) == running
    assert sum("closed" in one.words for one in debriefs[bot].timeline) == 3


def test_a_conversation_never_held_was_never_held(
    bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    found = {bot: [one for one in told.moments if one.kind == "never-held"] for bot, told in debriefs.items()}
    assert sum(len(moments) for moments in found.values()) >= 3
    for bot, moments in found.items():
        for moment in moments:
            name = moment.headline.split(": ")[1].split(" of ")[0]
            place = moment.headline.split(" of ")[1][:2].lower()
            play = bot_games[bot].game.table.play.accounts[place]
            person = next(one for one in play.people if name.lower().replace(" ", "-") in one)
            assert play.people[person].last_contact is None
            assert moment.points > 0


@pytest.mark.parametrize("bot", SCORED)
def test_the_conversation_never_held_is_the_one_worth_most_an_hour(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    played = bot_games[bot]
    found = list(unheld(played.assessment))
    assert all(one.points >= 0 for one in found)
    assert {one.channel for one in found} == {"call", "visit"}
    pays = [
        one
        for one in with_each(played.assessment).values()
        if round(one.points, 1) >= WORTH_TELLING and put_right(played.assessment, one)
    ]
    to_do = [one for one in pays if played.assessment.oracle.best[one.account.id].schedule]
    told = next((one for one in debriefs[bot].moments if one.kind == "never-held"), None)
    assert (told is None) == (not pays)
    if told is None:
        return
    best = max(to_do or pays, key=lambda one: len(put_right(played.assessment, one)) * one.per_hour)
    assert ("do nothing at this account" in told.true) == (not to_do)
    answers = [one.rsplit(": ", 1)[1].rstrip(".") for one in told.who_said_what]
    assert any(one in told.true or " is " in one or "," in one for one in answers)
    assert best.person.name in told.headline
    assert told.points == round(best.points, 1)
    listed = next(one.points for one in debriefs[bot].unheld if one.who == told.headline)
    assert listed == pytest.approx(told.points, abs=0.06), "a room adds up what each was told"
    assert told.sum == f"A {best.channel} takes 2 hours: about {told.points / 2:.1f} points an hour."
    assert len(told.who_said_what) == len(best.asks) >= 1


def test_who_will_not_see_us_again_is_named_with_the_week_in_which_that_came_and_why(
    bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    for bot, played in bot_games.items():
        table, told = played.game.table, debriefs[bot].turned_away
        away = [
            (account_id, person_id)
            for account_id, account in table.play.accounts.items()
            for person_id, one in account.people.items()
            if one.alienated is not None
        ]
        assert sum(len(re.findall(r"\(week \d+\)", one)) for one in told) == len(away)
        for account_id, person_id in away:
            name = table.person(person_id).name
            sentence = next(one for one in told if f" {name}, " in one)
            found = re.search(rf" {name}, [^;]*\(week (\d+)\)", sentence)
            assert found is not None
            assert sentence.startswith(f"{table.dealt(account_id).name}, ")
            met = [one for one in table.play.meetings.values() if person_id in one.people and one.week == int(found[1])]
            assert [one.state for one in met] == ["done"]
            assert met[0].talk is not None
            if met[0].talk.patience[person_id] <= 0:
                assert ", you asked past their patience: " in sentence
            else:
                assert ", you broke the code with them: " in sentence
                assert table.play.breaches
    assert any(told.turned_away for told in debriefs.values())


def test_who_has_heard_more_has_less_to_gain_from_a_conversation_never_held(bot_games: Mapping[str, Played]) -> None:
    most = {bot: max(one.per_hour for one in unheld(played.assessment)) for bot, played in bot_games.items()}
    assert most["triangulator"] < most["do_nothing"]


def test_somebody_who_did_something_good_hears_of_it_and_somebody_idle_does_not(debriefs: dict[str, Debrief]) -> None:
    kinds = {bot: {moment.kind for moment in told.moments} for bot, told in debriefs.items()}
    assert "best-call" in kinds["triangulator"]
    assert "best-call" not in kinds["do_nothing"]
    assert "costliest-miss" not in kinds["do_nothing"], "nobody was met: not a fault of any account"


def test_luck_is_told_as_a_range_of_scores_of_the_same_decisions(debriefs: dict[str, Debrief]) -> None:
    for told in debriefs.values():
        assert 0 <= told.luck.low <= told.luck.high <= 100
    assert debriefs["do_nothing"].luck.high == 0
    assert debriefs["triangulator"].luck.high > 0


def test_an_answer_that_was_taken_back_is_nothing_that_was_believed(bot_games: Mapping[str, Played]) -> None:
    played = bot_games["one_doctor"]
    game = twin(played.game, [])
    stage = game.view.rules.stages[0]
    for account in game.table.play.accounts.values():
        account.beliefs["bottleneck"] = BeliefPlay(stage, 10, 39)
        account.version += 1
    game._view = None
    for lock in game.table.play.locks:
        lock.beliefs = {account: {"bottleneck": (stage, 10)} for account in game.table.accounts}
    told = debrief(game, assess(game, played.assessment.measured_with))
    for shown in told.accounts:
        assert not any(one.believed for one in shown.stages)
        assert shown.answers[1].believed is None
    miss = next(moment for moment in told.moments if moment.kind == "costliest-miss")
    assert "not said where patients were stuck." in miss.true


def test_an_answer_that_was_right_before_it_changed_is_told_so(
    bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    told = 0
    for bot, played in bot_games.items():
        locks = played.game.table.play.locks
        for account in debriefs[bot].accounts:
            for line, unknown in zip(account.answers, played.game.scenario.unknowns, strict=True):
                for lock in locks[:-1]:
                    answer, percent = lock.beliefs[account.id].get(unknown, (None, 0))
                    right = percent >= 25 and answer in lock.truths[account.id][unknown]
                    assert (lock.round in line.right_in) == right
                    told += right and line.right is False
    assert told


def test_the_best_plan_of_an_account_is_worth_no_less_than_what_the_territorys_plans_have_there(
    bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    for bot, made in debriefs.items():
        found = bot_games[bot].assessment
        for account in made.accounts:
            assert account.best_joint >= round(found.trials.mean(account.id, found.best[account.id]).joint, 1)


def test_who_told_what_was_true_is_named_and_stands_in_the_journal(
    bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    game = bot_games["triangulator"].game
    named = 0
    for account, seen in zip(debriefs["triangulator"].accounts, game.view.accounts, strict=True):
        known = {f"{person.name}, " for person in seen.people}
        for line in account.answers:
            for who in line.told_by:
                person, comma, _ = who.partition(", ")
                assert not comma or f"{person}, " in known
                named += 1
    assert named > 10
    nothing = debriefs["do_nothing"]
    assert [line.told_by for account in nothing.accounts for line in account.answers if line.told_by] == []


def test_a_conversation_never_held_would_have_put_right_what_was_wrong(bot_games: Mapping[str, Played]) -> None:
    seen = 0
    for played in bot_games.values():
        found = played.assessment
        lock = found.game.table.play.locks[-1]
        for one in with_each(found).values():
            mended, account_id = put_right(found, one), one.account.id
            for unknown in mended:
                said = lock.beliefs[account_id].get(unknown, ("", 0))
                assert said[1] < 25 or said[0] not in found.card_truth(account_id)[unknown]
            seen += bool(mended)
    assert seen > 5
    made = bot_games["do_nothing"]
    game = twin(made.game, [])
    knowing = game.table.play.locks[-1]
    for account_id, truths in knowing.truths.items():
        knowing.beliefs[account_id] = {unknown: (true[0], 90) for unknown, true in truths.items()}
    told = assess(game, made.assessment.measured_with)
    assert not any(put_right(told, one) for one in with_each(told).values())
    assert never_held(told) is None


def test_a_reason_is_judged_by_the_quarter_in_which_it_was_given(bot_games: Mapping[str, Played]) -> None:
    made = bot_games["triangulator"]
    game = twin(made.game, [])
    where = game.view.accounts[0].id
    share = Share(account=where, tier="short", tokens=2, reason="long-waits")
    first, second, last = game.table.play.locks
    for lock in (second, last):
        lock.shares = (share,)
    first.shares = (share.model_copy(update={"reason": "shared-goal"}),)
    for lock, wait in ((first, "under-6"), (second, "over-18"), (last, "under-6")):
        lock.truths[where] = {**lock.truths[where], "wait": (wait,)}
    oracle = made.assessment.oracle
    assert reason_then_and_now(game, oracle, share, pays=True) == (True, False)
    none = share.model_copy(update={"reason": "no-lever"})
    assert reason_then_and_now(game, oracle, none, pays=False) == (True, True)
    first.shares = (share,)
    assert reason_then_and_now(game, oracle, share, pays=True) == (False, False)


def test_the_best_plan_of_an_account_is_never_worth_less_than_nothing(debriefs: dict[str, Debrief]) -> None:
    for told in debriefs.values():
        for account in told.accounts:
            assert account.best_joint >= 0
            assert bool(account.best_plan) == (account.best_joint > 0)


def test_what_was_not_the_same_in_every_game_of_a_room_is_not_told_as_one_truth(debriefs: dict[str, Debrief]) -> None:
    one = debriefs["triangulator"].model_copy(update={"player_name": "Ann"})
    account = one.accounts[0]
    line = account.answers[0].model_copy(update={"true": ("Something else",)})
    moved = account.model_copy(update={"answers": (line, *account.answers[1:])})
    other = one.model_copy(update={"player_name": "Ben", "accounts": (moved, *one.accounts[1:])})
    for room in (room_debrief([one, other]), room_debrief([other, one])):
        assert set(room.answers[0].true) == {*account.answers[0].true, "Something else"}
        assert [told.differed for told in room.answers].count(True) == 1
        assert "(not the same in every game)" in markdown(room_sections(room))


def test_a_plan_on_somebodys_word_that_was_not_written_down_is_no_luck(bot_games: Mapping[str, Played]) -> None:
    made = bot_games["triangulator"].assessment
    game = twin(made.game, [])
    for play in game.table.play.accounts.values():
        for step in play.steps.values():
            step.thought = None
    call = best_call(assess(game, made.measured_with))
    assert call is not None
    assert re.search(r"You had been told so \(.*, week \d+\), though you had not written it down\.", call.true)
    for play in game.table.play.accounts.values():
        play.claims = [one for one in play.claims if stage_named(one) is None]
        play.version += 1
    game._view = None
    deaf = best_call(assess(game, made.measured_with))
    assert deaf is not None
    assert "You had not said so when you proposed it: it came off, and there was luck in it." in deaf.true


def test_a_moment_quotes_both_where_they_wait_and_what_they_want(bot_games: Mapping[str, Played]) -> None:
    both = 0
    for played in bot_games.values():
        for account in played.game.view.accounts:
            told = quotes(played.game, account)
            claims = [one for one in account.claims if quote(played.game, one) in told]
            kinds = {one.about == "goal" for one in claims}
            there = {one.about == "goal" for one in account.claims
                     if one.answer != "cannot-say" and (one.about == "goal" or stage_named(one))}  # fmt: skip
            assert kinds == there
            both += len(kinds) == 2
    assert both > 3


def test_a_room_is_its_debriefs_side_by_side(debriefs: dict[str, Debrief]) -> None:
    people = [one.model_copy(update={"player_name": bot}) for bot, one in debriefs.items()]
    room = room_debrief(people)
    assert [(one.name, one.score) for one in room.standings] == [(bot, one.score) for bot, one in debriefs.items()]
    questions = [(account.name, line) for account in people[0].accounts for line in account.answers]
    assert [(one.account, one.unknown, one.true) for one in room.answers] == [
        (name, line.unknown, line.true) for name, line in questions
    ]
    for one in room.answers:
        assert len(one.found) + one.wrong + one.silent == len(people)
        assert sum(wrong.often for wrong in one.instead) == one.wrong
    for count in room.calibration:
        own = [rung for person in people for rung in person.calibration if rung.words == count.words]
        assert (count.said, count.right) == (sum(r.said for r in own), sum(r.right for r in own))
    for tiers in room.tiers:
        assert sum(tiers.said.values()) == len(people)
    assert [one.monday for one in room.transfer] == [one.habit.monday for one in people]
    assert room.unheld is not None
    headlines = [moment.headline for one in people for moment in one.moments if moment.kind == "never-held"]
    assert room.unheld.headline in headlines
    account, _, who = room.unheld.headline.partition(": ")
    spoke = {one.player_name for one in people for at in one.accounts if at.name == account and who in at.spoke_to}
    assert set(room.unheld.held_by) == spoke
    assert set(room.unheld.names) == {one.player_name for one in people} - spoke
    most = next(one for one in people if one.player_name == room.unheld.most_to)
    shown = next(one for one in most.moments if one.kind == "never-held")
    assert (shown.headline, shown.points) == (room.unheld.headline, room.unheld.most)
    assert room.unheld.would_have_said == shown.who_said_what


def test_a_room_on_two_deals_is_no_room(debriefs: dict[str, Debrief]) -> None:
    one = debriefs["do_nothing"]
    other = one.model_copy(update={"player_name": "Bea", "deal": "AAAA-AA"})
    with pytest.raises(NotOneRoom, match="Bea played deal AAAA-AA"):
        room_debrief([one, other])


def test_no_two_people_of_a_room_go_by_one_name(debriefs: dict[str, Debrief]) -> None:
    one = debriefs["do_nothing"]
    room = [one.model_copy(update={"player_name": name}) for name in ("Ann", "Ann (1)", "Ann", None)]
    assert people_of(room) == ("Ann (2)", "Ann (1)", "Ann (3)", "Player 4")


@pytest.mark.parametrize("bot", SCORED)
@pytest.mark.parametrize("name", sorted(HABITS))
def test_a_habit_is_shown_at_accounts_people_and_weeks_of_the_game(
    bot: str, name: str, bot_games: Mapping[str, Played]
) -> None:
    game, assessment = bot_games[bot].game, bot_games[bot].assessment
    met = {one.name for one in game.view.accounts if any(person.last_contact is not None for person in one.people)}
    names = {one.name for one in game.view.accounts}
    showed = where_it_showed(assessment, name)
    assert len(showed) <= 3
    for sentence in showed:
        assert sentence.endswith((".", "?"))
        if name not in ("same-plan", "sales-tiers"):  # which are about what was done or said of all of them
            assert {one for one in names if one in sentence} <= met
        assert all(int(week) <= game.view.week for week in re.findall(r"[Ww]eek (\d+)", sentence))


def test_habits_that_were_measured_can_be_pointed_at(bot_games: Mapping[str, Played]) -> None:
    pointed = 0
    for played in bot_games.values():
        for name, much in measured(played.assessment).items():
            if much > 0 and name not in ("never-asked", "roles"):  # these two also count where nobody was met
                assert where_it_showed(played.assessment, name) != (), name
                pointed += 1
    assert pointed >= 5


def test_what_was_missed_is_told_of_accounts_where_somebody_was_met(debriefs: dict[str, Debrief]) -> None:
    assert [one.kind for one in debriefs["do_nothing"].moments if one.kind == "costliest-miss"] == []
    assert [one.kind for one in debriefs["one_doctor"].moments if one.kind == "costliest-miss"] != []


def test_a_later_attempt_is_held_against_an_earlier_one(debriefs: dict[str, Debrief]) -> None:
    earlier, later = debriefs["one_doctor"], debriefs["triangulator"]
    told = since(earlier, later)
    assert told.model_copy(update={"since": None}) == later
    assert told.since is not None
    assert (told.since.score.earlier, told.since.score.later) == (earlier.score, later.score)
    right = [sum(bool(line.right) for one in told.accounts for line in one.answers) for told in (earlier, later)]
    assert [told.since.right.earlier, told.since.right.later] == right
    assert told.since.habit == earlier.habit.name
    text = plain(sections(told))
    assert "Since your earlier attempt" in text
    assert f"{later.score:.0f}" in text
    with pytest.raises(OtherDeal, match="deal AAAA-AA"):
        since(earlier.model_copy(update={"deal": "AAAA-AA"}), later)


def test_a_breach_in_the_last_week_loses_no_week_that_nobody_had(bot_games: Mapping[str, Played]) -> None:
    game = twin(bot_games["triangulator"].game, [])
    last = game.scenario.weeks
    game.table.play.lost_weeks = {last, last + 1}
    lost = [one.week for one in timeline(game) if one.words.startswith("You lost this week for breaking the code")]
    assert lost == [last]


def test_a_plan_that_leads_patients_around_a_queue_is_something_that_works_there(
    bot_games: Mapping[str, Played], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = bot_games["triangulator"].assessment
    table = found.game.table
    where, lock = "a1", copy.deepcopy(table.play.locks[-1])
    lock.truths[where]["bottleneck"] = ("chair",)
    dealt = table.dealt(where)
    for offered, works in (("start-at-home", True), ("funding-form", False)):
        there = replace(dealt, offered=(offered,))
        monkeypatch.setattr(type(table), "dealt", lambda _, __, there=there: there)
        assert reason_true(table, found.oracle, lock, where, "queue-we-can-shorten") is works
