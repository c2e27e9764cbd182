"""Finding out without a conversation: papers, look-ups, public meetings, the account team, service mapping."""

from __future__ import annotations

from kae_sim.game.actions import Attend, LookUp, Map, Read, TeamCall
from kae_sim.game.events import Event, Learnt, Met, Said
from kae_sim.game.view import Claim, Person, Source
from kae_sim.knowledge.telling import paper_says
from kae_sim.world.measures import measures
from kae_sim.world.truth import true_wait
from real_games import Recorded


def source(game: Recorded, kind: str, account: int = 0) -> Source:
    return next(one for one in game.game.view.accounts[account].sources if one.kind == kind)


def people(game: Recorded, account: int = 0) -> dict[str, Person]:
    return {one.id: one for one in game.game.view.accounts[account].people}


def learnt(events: tuple[Event, ...]) -> list[Claim]:
    return [event.claim for event in events if isinstance(event, Learnt)]


# --- papers ------------------------------------------------------------------------------------


def test_a_paper_takes_its_hours_and_is_there_to_be_read_with_its_date(game: Recorded) -> None:
    paper = source(game, "board")
    game.act(Read(account="a1", source=paper.id))
    read = source(game, "board")
    assert game.game.view.half_hours_left == game.game.view.rules.week_half_hours - paper.half_hours
    assert (read.read, read.dated) == (1, 1 - game.game.scenario.pack.source(paper.id).lag_weeks)
    assert any(block.words for block in read.blocks)
    assert source(game, "board", 1).read is None


def test_a_paper_on_the_whole_territory_speaks_of_every_account_at_once(game: Recorded) -> None:
    paper = next(
        one for one in game.game.view.accounts[0].sources if one.whole_territory and one.kind in ("rtt", "audit")
    )
    events = game.act(Read(account=None, source=paper.id))
    assert {claim.account for claim in learnt(events)} == {"a1", "a2", "a3"}
    assert {source(game, paper.kind, place).read for place in range(3)} == {1}


def test_a_paper_on_several_accounts_is_read_through_any_and_speaks_of_all(game: Recorded) -> None:
    paper = source(game, "payer", 1)
    assert paper.speaks_of == ("a1", "a2", "a3")
    left = game.game.view.half_hours_left
    claims = learnt(game.act(Read(account="a2", source=paper.id)))
    assert game.game.view.half_hours_left == left - paper.half_hours
    assert {source(game, "payer", place).read for place in range(3)} == {1}
    blocks = source(game, "payer", 0).blocks
    text = " ".join(" ".join((block.words, block.title, *sum(block.rows, ()))) for block in blocks)
    assert all(one.name in text for one in game.game.view.accounts)
    assert {claim.account for claim in claims} <= {"a1", "a2", "a3"}
    assert "nothing newer yet" in game.refused(Read(account="a3", source=paper.id))
    assert source(game, "board").speaks_of == ("a1",)


def test_a_paper_is_read_through_an_account_or_for_all_of_them_never_the_other_way(game: Recorded) -> None:
    local, wide = source(game, "website").id, source(game, "rtt").id
    assert "is read through one account" in game.refused(Read(account=None, source=local))
    assert "speaks of the whole territory" in game.refused(Read(account="a1", source=wide))
    assert "no such paper" in game.refused(Read(account="a1", source="horoscope"))
    assert "no such account" in game.refused(Read(account="a9", source=local))


def test_a_paper_is_news_again_after_a_quarter(game: Recorded) -> None:
    paper = source(game, "website").id
    game.act(Read(account="a1", source=paper))
    assert "nothing newer yet" in game.refused(Read(account="a1", source=paper))
    game.to_week(13)
    game.refused(Read(account="a1", source=paper))
    game.to_week(14)
    game.act(Read(account="a1", source=paper))
    assert source(game, "website").read == 14


def test_a_paper_that_takes_more_than_the_hours_left_is_not_read(game: Recorded) -> None:
    for place in range(3):
        game.act(Read(account=f"a{place + 1}", source=source(game, "website").id))
    game.act(Read(account="a1", source=source(game, "minutes").id))
    assert game.game.view.half_hours_left == 2
    refusal = game.refused(Read(account="a1", source=source(game, "board").id))
    assert refusal == "That takes 2 hours; you have 1 hour left this week."


def test_minutes_name_people_who_were_not_known(game: Recorded) -> None:
    known = people(game)
    events = game.act(Read(account="a1", source=source(game, "minutes").id))
    named = {event.person for event in events if isinstance(event, Met)}
    assert len(named) == 2
    assert set(people(game)) == set(known) | named
    assert all("minutes" in str(people(game)[one].mentioned_by) for one in named)


def test_a_claim_on_paper_speaks_of_the_papers_own_date(game: Recorded) -> None:
    game.to_week(5)
    paper = source(game, "survey")
    for claim in learnt(game.act(Read(account="a1", source=paper.id))):
        assert (claim.week, claim.speaks_of) == (5, 5 - game.game.scenario.pack.source(paper.id).lag_weeks)
        assert (claim.vantage, claim.person, claim.source, claim.mood) == ("paper", None, paper.id, None)


def test_what_a_paper_claims_is_drawn_from_what_was_true_at_its_date(first_morning: Recorded) -> None:
    """The survey on the wait is 39 weeks old: what it says follows from the wait of then, not from that of today."""
    game = first_morning.twin()
    table, pack = game.game.table, game.game.scenario.pack
    telling = next(one for one in pack.source("survey").tells if one.unknown == "wait")
    differs = 0
    for week in (1, 14, 27, 39):
        game.to_week(week)
        for account in table.accounts:
            stop = (week - 1 - 39) * 7
            then = measures(table.dealt(account).spec, table.world.state(account), stop - 13 * 7, stop - 1)
            said = {
                when: paper_says(pack, table.deal, account, "survey", telling, truth, table.stated(account))
                for when, truth in (("then", true_wait(then)), ("now", table.truth(account)["wait"]))
            }
            claims = learnt(game.twin().act(Read(account=account, source="survey")))
            assert [one.answer for one in claims] == [one for one in (said["then"],) if one is not None]
            differs += said["then"] != said["now"]
    assert differs > 0, "a paper of today would say something else"


# --- people ------------------------------------------------------------------------------------


def test_looking_somebody_up_shows_what_a_card_does_not(game: Recorded) -> None:
    nurse = "a1.specialist-nurse"
    before = people(game)[nurse]
    assert (before.outside_roles, before.tenure, before.runs_that_list, before.prescriber) == (None, None, None, None)
    assert game.act(LookUp(account="a1", person=nurse)) == ()
    after = people(game)[nurse]
    assert after.looked_up
    assert None not in (after.outside_roles, after.tenure, after.runs_that_list, after.prescriber)
    week = game.game.view.rules
    assert game.game.view.half_hours_left == week.week_half_hours - week.prices["look-up"]
    assert "looked Specialist Nurse of A1 up already" in game.refused(LookUp(account="a1", person=nurse))


def test_a_stranger_cannot_be_looked_up(game: Recorded) -> None:
    hidden = next(one.id for one in game.game.table.dealt("a1").people if one.id not in people(game))
    assert "do not know of such a person" in game.refused(LookUp(account="a1", person=hidden))
    assert "do not know of such a person" in game.refused(LookUp(account="a2", person="a1.consultant"))


# --- public meetings ---------------------------------------------------------------------------


def test_a_public_meeting_is_attended_in_its_week_once(game: Recorded) -> None:
    date = next(one for one in game.game.view.dates if one.kind == "public-meeting" and one.account == "a1")
    assert f"That meeting is in week {date.week}" in game.refused(Attend(happening=date.id))
    assert "no such public meeting" in game.refused(Attend(happening="a1.public.1"))
    game.to_week(date.week)
    left = game.game.view.half_hours_left
    events = game.act(Attend(happening=date.id))
    assert game.game.view.half_hours_left == left - game.game.view.rules.prices["attend"]
    said = [event for event in events if isinstance(event, Said)]
    assert [claim.about for claim in learnt(events)] == ["goal"] * len(said)
    assert any(isinstance(event, Met) for event in events)
    assert "You have been there" in game.refused(Attend(happening=date.id))
    game.carry_on()
    assert f"That meeting is in week {date.week}" in game.refused(Attend(happening=date.id))


# --- the account team ----------------------------------------------------------------------------


def test_the_account_team_answers_a_week_later_and_once_a_quarter(game: Recorded) -> None:
    told = game.act(TeamCall())
    assert [event.words for event in told if isinstance(event, Said)] == [
        "You have asked your account team what it knows. They answer in week 2."
    ]
    assert ("team-call", 2) in {(one.kind, one.week) for one in game.game.view.dates}
    assert "told you what it knows this quarter" in game.refused(TeamCall())
    claims = learnt(game.carry_on())
    assert {(claim.source, claim.week) for claim in claims} == {("team", 2)}
    assert {claim.account for claim in claims} <= {"a1", "a2", "a3"}
    assert "told you what it knows this quarter" in game.refused(TeamCall())
    assert "told you what it knows this quarter" in game.to_week(13).refused(TeamCall())
    game.to_week(14).act(TeamCall())
    assert "no time left" in game.to_week(39).refused(TeamCall())


# --- service mapping -----------------------------------------------------------------------------


def sponsor(game: Recorded, trust: int) -> Map:
    """The lead consultant of the first account, who trusts us so much."""
    game.person("a1.consultant").state.trust = trust
    game.account("a1").version += 1
    return Map(account="a1", sponsor="a1.consultant")


def test_mapping_needs_the_trust_of_somebody_who_can_open_the_lists(game: Recorded) -> None:
    assert "does not trust you enough yet" in game.refused(sponsor(game, 599))
    trusted = sponsor(game, 600)
    game.twin().act(trusted)
    game.person("a1.specialist-nurse").state.trust = 900
    assert "agreement of a manager" in game.refused(Map(account="a1", sponsor="a1.specialist-nurse"))
    assert "do not know of such a person" in game.refused(Map(account="a1", sponsor="a1.nobody"))


def test_a_mapping_session_is_three_weeks_away_and_takes_that_weeks_hours(game: Recorded) -> None:
    ahead = game.game.view.half_hours_ahead
    game.act(sponsor(game, 700))
    price, week = game.game.view.rules.prices["map"], game.game.view.rules.week_half_hours
    assert sum(ahead) - sum(game.game.view.half_hours_ahead) == price
    assert game.game.view.half_hours_ahead[3] == max(0, week - price)
    assert ("map", 4) in {(one.kind, one.week) for one in game.game.view.dates}
    assert "arranged or done" in game.refused(sponsor(game, 700))
    late = game.twin().to_week(37)
    late.game.table.play.accounts["a2"].people["a2.consultant"].state.trust = 700
    assert "no time left" in late.refused(Map(account="a2", sponsor="a2.consultant"))


def test_a_mapping_session_shows_every_queue_as_it_is_today(game: Recorded) -> None:
    game.act(sponsor(game, 700))
    game.to_week(3)
    claims = learnt(game.carry_on())
    truth = game.game.table.truth("a1")
    told = {claim.about: claim.answer for claim in claims}
    assert {about for about in told if about.startswith("stage:")} == {
        f"stage:{stage}" for stage in game.game.view.rules.stages
    }
    assert {about.removeprefix("stage:") for about, said in told.items() if said == "jammed"} == set(
        truth["bottleneck"]
    )
    assert (told["bottleneck"], told["wait"]) == (truth["bottleneck"][0], truth["wait"][0])
    assert {(claim.manner, claim.vantage, claim.week) for claim in claims} == {("firm", "stands-there", 4)}
