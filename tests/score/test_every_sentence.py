"""What a debrief says follows from the journal: weeks, people and papers of the game; ten bots, ten first moments."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from kae_sim.game.actions import Hold, Propose, Read, Respond
from kae_sim.game.journal import ActRecord
from kae_sim.game.words import rules_words
from kae_sim.knowledge.wording import lower_first
from kae_sim.score import debrief, quoting
from kae_sim.score.debrief_model import Debrief
from kae_sim.score.habit_meetings import worn_out
from kae_sim.score.quoting import NOT_SO
from kae_sim.score.speaking import speaker
from kae_sim.words.report import plain, sections
from real_games import Played

pytestmark = pytest.mark.usefixtures("quick")
PLAYERS = (
    "random", "one_doctor", "spreadsheet", "triangulator", "oracle", "sales_pusher", "even_spread", "template",
    "over_giver", "ask_everything", "customer_only",
)  # fmt: skip
FAULTS = re.compile(r"\bwrong|would have been right|too late|You did not|more harm|you asked|unprepared", re.IGNORECASE)


@pytest.fixture(scope="module")
def debriefs(bot_games: Mapping[str, Played]) -> dict[str, Debrief]:
    return {bot: debrief(bot_games[bot].game, bot_games[bot].assessment) for bot in PLAYERS}


def acts(played: Played) -> list[ActRecord]:
    return [one for one in played.journal if isinstance(one, ActRecord)]


def test_ten_bots_on_one_deal_are_told_of_ten_best_calls(debriefs: dict[str, Debrief]) -> None:
    first = [one.moments[0] for one in debriefs.values() if one.moments[0].kind == "best-call"]
    assert len(first) >= 10
    assert len({one.model_dump_json() for one in first}) >= 10


@pytest.mark.parametrize("bot", PLAYERS)
def test_who_is_quoted_said_just_that_in_that_week(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    game = bot_games[bot].game
    said = {(speaker(game, one), one.week, one.words) for account in game.view.accounts for one in account.claims}
    spoke = {(who, week) for who, week, _ in said}
    untrue = {
        (speaker(game, one), one.week, one.words)
        for account in game.view.accounts
        for one in account.claims
        for lock in [next(lock for lock in game.table.play.locks if lock.week >= one.week)]
        if any(one.about == unknown and one.answer not in true for unknown, true in lock.truths[account.id].items())
        or (one.answer == "jammed" and one.about.removeprefix("stage:") not in lock.truths[account.id]["bottleneck"])
    }
    for moment in debriefs[bot].moments:
        if moment.kind == "never-held":
            continue
        for quote in moment.who_said_what:
            found = re.fullmatch(r"(.*?), (?:read )?in week (\d+): (.*)", quote)
            assert found is not None, quote
            heard = found[1], int(found[2]), found[3].removesuffix(NOT_SO)
            assert heard in said
            assert (heard in untrue) == found[3].endswith(NOT_SO)
    for sentence in debriefs[bot].habit.showed:
        for who, week in re.findall(r"(?:only|had it from) (.*?), in week (\d+)", sentence):
            assert (who, int(week)) in spoke, sentence


@pytest.mark.parametrize("bot", PLAYERS)
def test_what_happened_when_stands_in_the_journal(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    played = bot_games[bot]
    game, words = played.game, rules_words(played.game.scenario)
    held, read, proposed, chosen = set(), set(), set(), list[str]()
    for act in acts(played):
        match act.action:
            case Hold(meeting=meeting):
                there = game.table.play.meetings[meeting]
                people = tuple(game.table.person(one).name for one in there.people)
                held.add((act.week, game.table.dealt(there.account).name, people))
            case Read(source=source):
                read.add((act.week, lower_first(words[f"source:{source}"])))
            case Respond(news=news, choice=choice):
                chosen += [one.words for one in game.table.play.news[news].choices if one.id == choice]
            case Propose(account=account, initiative=initiative):
                proposed.add(
                    (act.week, f"{game.table.dealt(account).name}: you proposed", words[f"initiative:{initiative}"])
                )
    told = debriefs[bot].timeline
    assert {one.week for one in told} <= set(range(1, game.table.territory.horizon_weeks + 1))
    picked = [found[1] for one in told if (found := re.search(r"[Yy]ou chose, “(.*)”$", one.words))]
    assert sorted(picked) == sorted(chosen)
    talks = [one for one in told if re.search(r": (call|visit|group) with ", one.words)]
    assert len(talks) == len(held)
    assert sum(one.words.endswith(" had had enough and left") for one in talks) == len(worn_out(game))
    for one in talks:
        account, _, rest = one.words.partition(": ")
        assert any(one.week == week and account == name and all(x in rest for x in who) for week, name, who in held)
    for one in told:
        if found := re.search(r"(?:^R|: r)ead, (.*)$", one.words):
            assert (one.week, found[1]) in read
        if ": you proposed " in one.words:
            assert any(one.week == week and one.words.startswith(where) and lower_first(what) in one.words
                       for week, where, what in proposed)  # fmt: skip
    assert told[-1].week == game.table.territory.horizon_weeks
    assert told[-1].words.endswith(f"{debriefs[bot].weeks_after} weeks after your last.")


@pytest.mark.parametrize("bot", PLAYERS)
def test_every_week_that_is_named_was_lived_and_every_person_was_there(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    game, text = bot_games[bot].game, " ".join(plain(sections(debriefs[bot])).split())
    weeks = {int(week) for week in re.findall(r"[Ww]eek (\d+)", text)}
    assert weeks
    assert weeks <= set(range(1, game.table.territory.horizon_weeks + 1))
    accounts = game.table.play.accounts.values()
    people = tuple(game.table.person(person).name for account in accounts for person in account.people)
    named = [text[: found.end()] for found in re.finditer(r" of A\d", text)]
    assert named
    assert [before[-60:] for before in named if not before.endswith(people)] == []


@pytest.mark.parametrize("bot", PLAYERS)
def test_nothing_of_an_account_where_nobody_was_met_is_a_fault(
    bot: str, bot_games: Mapping[str, Played], debriefs: dict[str, Debrief]
) -> None:
    told, game = debriefs[bot], bot_games[bot].game
    plans = plain(sections(told)).split("Who gained from your plans\n")[1].split("Where the points went\n")[0]
    for place, account in enumerate(told.accounts):
        spoken_to = any(person.last_contact is not None for person in game.view.accounts[place].people)
        assert account.met == spoken_to
        if spoken_to:
            continue
        faults = [*told.habit.showed] if told.habit.name != "Following the sales table" else []
        faults += [moment.headline for moment in told.moments if moment.kind == "costliest-miss" and not account.plan]
        assert not [sentence for sentence in (*faults, *told.conduct) if account.name in sentence]
        later = told.accounts[place + 1].name if place + 1 < len(told.accounts) else None
        own = plans.split(f"{account.name}\n", 1)[1].split(f"{later}\n")[0] if later else plans.split(account.name)[1]
        assert FAULTS.findall(own) == []


def test_accounts_that_were_left_alone_are_told_without_pictures(debriefs: dict[str, Debrief]) -> None:
    made = debriefs["random"]
    quiet = [
        line.model_copy(update={"believed": None, "rung": None, "right": None}) for line in made.accounts[0].answers
    ]
    alone = made.accounts[0].model_copy(update={"met": False, "plan": "", "answers": tuple(quiet)})
    text = " ".join(plain(sections(made.model_copy(update={"accounts": (alone, *made.accounts[1:])}))).split())
    assert "Accounts that you left alone" in text
    assert f"{alone.name}: How long do patients wait" in text
    assert text.count("The pathway as it was ") == len(made.accounts) - 1


def test_whoever_calls_a_stage_jammed_that_was_not_is_told_to_have_been_wrong(bot_games: Mapping[str, Played]) -> None:
    marked = {True: 0, False: 0}
    for played in bot_games.values():
        for account in played.game.view.accounts:
            for claim in account.claims:
                if claim.answer == "jammed":
                    lock = next(one for one in played.game.table.play.locks if one.week >= claim.week)
                    wrong = claim.about.removeprefix("stage:") not in lock.truths[account.id]["bottleneck"]
                    assert quoting.quote(played.game, claim).endswith(NOT_SO) == wrong
                    marked[wrong] += 1
    assert all(marked.values())
