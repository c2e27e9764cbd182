"""From the table to the view: the only door through which anything leaves before the end."""

from __future__ import annotations

from dataclasses import dataclass

from kae_sim.game import view as seen
from kae_sim.game.absences import soonest
from kae_sim.game.dates import dates_view, fixed_dates
from kae_sim.game.figures import company_figures
from kae_sim.game.hours import carried, quarter, room, token_room
from kae_sim.game.outlook import outlook_view
from kae_sim.game.standing import away_shown
from kae_sim.game.state import AccountPlay, MeetingPlay, PaperPlay, PersonPlay, PlanPlay
from kae_sim.game.table import Table
from kae_sim.game.words import rules_words
from kae_sim.knowledge.telling import TEAM
from kae_sim.plan.tokens import CEILINGS, FREE, TOKENS
from kae_sim.scenario.schema import Source
from kae_sim.scenario.ways import in_order, onward
from kae_sim.world.account import Person

OFF_LEAD: dict[seen.Channel, int] = {"call": -1, "visit": 0, "group": 0}
GROUP_LEAD = 4


def lead_weeks(table: Table, person: Person, channel: seen.Channel, *, invited: bool) -> int:
    """Weeks of notice for one person: calls a week less, groups four, invitations half; longer into a leave."""
    lead = table.scenario.pack.role(person.role).lead_weeks
    weeks = GROUP_LEAD if channel == "group" else max(1, lead + OFF_LEAD[channel])
    weeks = max(1, -(-weeks // 2)) if invited else weeks
    return soonest(table.leaves.get(person.id), table.play.week + weeks) - table.play.week


def calls_in_a_year(table: Table, play: PersonPlay) -> int:
    """Calls and visits nobody asked for, in the 52 weeks up to this one."""
    return sum(table.play.week - 52 < when <= table.play.week for when in play.calls)


def prescriber_shown(table: Table, person: Person, play: PersonPlay) -> bool | None:
    """Whether somebody prescribes, as far as their role or a look-up tells; None: not known."""
    by_role = table.scenario.pack.role(person.role).prescriber_percent in (0, 100)
    return person.prescriber if play.looked_up or by_role else None


def rules(table: Table) -> seen.Rules:
    """What is fixed for a game."""
    scenario, pack = table.scenario, table.scenario.pack
    asked = set(scenario.unknowns) | {"own-part", "who-else"}
    return seen.Rules(
        words=rules_words(scenario),
        stages=in_order(pack.pathway),
        onward=onward(pack.pathway),
        unknowns=scenario.unknowns,
        questions=tuple(
            seen.QuestionCard(id=one.id, about=one.about, open=one.open, leading=one.leading)
            for one in pack.questions
            if one.about in asked
        ),
        bring=tuple((one.id, one.name) for one in pack.brought),
        reasons=tuple(reason.id for reason in pack.reasons),
        prices={name.replace("_", "-"): price for name, price in table.prices.items()},
        calls_a_year=scenario.calls_a_year,
        tokens=TOKENS,
        tokens_free=FREE,
        ceilings=dict(CEILINGS),
        level=scenario.level,
        briefing=scenario.briefing,
        company=scenario.company,
        product=pack.market.ours,
        rival=pack.market.rival,
        week_half_hours=scenario.week_half_hours,
        budget_pence=scenario.budget_pence,
    )


def catalogue(table: Table) -> tuple[seen.InitiativeCard, ...]:
    return tuple(
        seen.InitiativeCard(
            id=one.id,
            name=one.name,
            does=one.does,
            stage=one.stage,
            roles=one.roles,
            goals=one.goals,
            half_hours=round(one.hours * 2),
            pence=round(one.thousands * 100_000),
            weeks=one.live_weeks,
            approval=one.approval,
        )
        for one in table.scenario.pack.initiatives
    )


def person_view(table: Table, person: Person, play: PersonPlay) -> seen.Person:
    """One person as the player may see them; the same object until something about them changes."""
    up, state = play.looked_up, play.state
    away, left, papers = away_shown(table, person, play), table.gone_since(person.id), tuple(play.on_paper.items())
    called, week = calls_in_a_year(table, play), table.play.week if person.id in table.leaves else 0
    now: tuple[object, ...] = (up, state.mood, play.mentioned_by, called, state.invited, play.last_contact)
    now = (*now, play.roles_shown, papers, away, left, week)
    held = table.worked.people.get(person.id)
    if held is not None and held[0] is play and held[1] == now:
        return held[2]
    shown = seen.Person(
        id=person.id,
        name=person.name,
        role=person.role,
        outside_roles=play.roles_shown if up else None,
        looked_up=up,
        tenure=person.tenure if up else None,
        runs_that_list=person.runs_list if up else None,
        prescriber=prescriber_shown(table, person, play),
        mood=state.mood,
        mentioned_by=play.mentioned_by,
        unsolicited_calls=called,
        invited=state.invited,
        lead={channel: lead_weeks(table, person, channel, invited=state.invited) for channel in OFF_LEAD},
        last_contact=play.last_contact,
        interests=person.interests if up else None,
        on_paper=papers,
        away=away,
        left=left,
    )
    table.worked.people[person.id] = (play, now, shown)
    return shown


def source_view(table: Table, account: AccountPlay, source: Source) -> seen.Source:
    """One paper, with its text where it was read; the same object until it is read again."""
    paper = account.papers.get(source.id)
    held = table.worked.sources.get((account.id, source.id))
    if held is not None and held[0] is paper:
        return held[1]
    shown = seen.Source(
        id=source.id,
        kind=source.kind,
        title=source.name,
        half_hours=round(source.hours * 2),
        whole_territory=source.whole_territory,
        speaks_of=table.speaks_of(source, account.id),
        read=paper.week if paper else None,
        dated=paper.dated if paper else None,
        blocks=paper.blocks if paper else (),
    )
    table.worked.sources[account.id, source.id] = (paper, shown)
    return shown


def note_view(table: Table, account: AccountPlay, key: str, paper: PaperPlay) -> seen.Source:
    """What we wrote down ourselves: it was read when it was written, and costs nothing more."""
    held = table.worked.sources.get((account.id, key))
    if held is not None and held[0] is paper:
        return held[1]
    shown = seen.Source(
        id=key,
        kind="notes",
        title=paper.note,
        half_hours=0,
        whole_territory=key == TEAM,
        speaks_of=tuple(table.accounts) if key == TEAM else (account.id,),
        read=paper.week,
        dated=paper.dated,
        blocks=paper.blocks,
    )
    table.worked.sources[account.id, key] = (paper, shown)
    return shown


def plan_view(table: Table, account: AccountPlay, plan: PlanPlay) -> seen.Plan:
    return seen.Plan(
        goal=plan.goal,
        initiatives=plan.initiatives,
        sponsor=plan.sponsor,
        forecast=(plan.forecast.wait, plan.forecast.starts) if plan.forecast else None,
        promised=account.id in table.play.promises,
        outlook=outlook_view(table, account, plan),
    )


def account_view(table: Table, account: AccountPlay) -> seen.Account:
    """One account as the player may see it."""
    dealt = table.dealt(account.id)
    scenario = table.scenario
    rounds = [(lock.round, lock.beliefs[account.id]) for lock in table.play.locks]
    beliefs = []
    for unknown in scenario.unknowns:
        said = account.beliefs.get(unknown)
        locked = tuple(
            seen.Locked(round=number, answer=held[unknown][0], percent=held[unknown][1])
            for number, held in rounds
            if unknown in held
        )
        beliefs.append(
            seen.Belief(
                unknown=unknown,
                answer=said.answer if said else None,
                percent=said.percent if said else 0,
                since=said.since if said else 0,
                locked=locked,
            )
        )
    sales, share = company_figures(table, account.id)
    left = None
    if table.play.tokens is not None and not table.play.finished:
        left = token_room(scenario, table.play, table.play.week, account.id) // scenario.week_half_hours
    return seen.Account(
        id=account.id,
        name=dealt.name,
        kind=dealt.kind,
        stated=table.stated_words(account.id),
        stated_weeks=dealt.stated_weeks,
        stated_goal=dealt.stated_goal,
        formal_head=dealt.formal_head,
        sales=sales,
        share=share,
        answers={unknown: table.answers(account.id, unknown) for unknown in scenario.unknowns},
        offered=dealt.offered,
        people=tuple(
            person_view(table, p, account.people[p.id])
            for p in (*table.people(account.id), *table.gone(account.id))
            if account.people[p.id].known
        ),
        sources=(
            *(source_view(table, account, source) for source in table.sources.values()),
            *(note_view(table, account, key, paper) for key, paper in account.papers.items() if paper.note),
        ),
        claims=tuple(account.claims),
        beliefs=tuple(beliefs),
        plan=plan_view(table, account, account.plan) if account.plan else None,
        steps=tuple(
            seen.Step(
                initiative=step.initiative,
                state=step.state,
                week=step.week,
                reasons=step.reasons,
                decided=step.decided,
            )
            for step in account.steps.values()
        ),
        half_hours_spent=account.spent,
        tokens_left=left,
    )


def meetings_view(table: Table) -> tuple[seen.Meeting, ...]:
    """The diary; what is over is the same object every time."""
    return tuple(meeting_view(table, one) for one in table.play.meetings.values())


def meeting_view(table: Table, one: MeetingPlay) -> seen.Meeting:
    now = (one.state, one.left, one.agenda, len(one.lines))
    held = table.worked.meetings.get(one.id)
    if held is not None and held[0] is one and held[1] == now:
        return held[2]
    shown = seen.Meeting(
        id=one.id,
        account=one.account,
        people=one.people,
        channel=one.channel,
        week=one.week,
        requested=one.requested,
        state=one.state,
        questions_left=one.left,
        prepared=one.agenda,
        spoken=tuple(one.lines),
    )
    table.worked.meetings[one.id] = (one, now, shown)
    return shown


def news_view(table: Table) -> tuple[seen.News, ...]:
    return tuple(
        seen.News(
            id=one.id,
            week=one.week,
            account=one.account,
            words=one.words,
            choices=tuple(seen.NewsChoice(id=choice.id, words=choice.words) for choice in one.choices),
            answered=one.answered,
            meeting=one.meeting,
        )
        for one in table.play.news.values()
    )


@dataclass(slots=True, frozen=True)
class Fixed:
    """What a view says all game long."""

    rules: seen.Rules
    catalogue: tuple[seen.InitiativeCard, ...]
    dates: tuple[seen.Date, ...]


def fixed(table: Table) -> Fixed:
    return Fixed(rules(table), catalogue(table), fixed_dates(table))


def whole(table: Table, fixed: Fixed, accounts: tuple[seen.Account, ...]) -> seen.View:
    """The view around accounts that are already projected."""
    play, scenario = table.play, table.scenario
    week = min(play.week, scenario.weeks)
    per = scenario.calendar.weeks_per_round
    return seen.View(
        title=scenario.title,
        territory=scenario.territory.name,
        rules=fixed.rules,
        week=week,
        weeks=scenario.weeks,
        round=quarter(scenario, week),
        rounds=scenario.calendar.rounds,
        weeks_in_round=per - (week - 1) % per,
        half_hours_left=0 if play.finished else room(scenario, play, week),
        half_hours_ahead=()
        if play.finished
        else tuple(room(scenario, play, at) for at in range(week, scenario.weeks + 1)),
        half_hours_lent=()
        if play.finished
        else tuple(play.ahead.get(at + 1, 0) for at in range(week, scenario.weeks + 1)),
        half_hours_carried=0 if play.finished else carried(play),
        pence_left=table.pence_free(),
        accounts=accounts,
        meetings=meetings_view(table),
        dates=() if play.finished else dates_view(table, fixed.dates),
        news=news_view(table),
        catalogue=fixed.catalogue,
        shares=tuple(
            seen.ShareView(account=one.account, tier=one.tier, tokens=one.tokens, reason=one.reason)
            for one in play.shares
        ),
        gate=play.gate,
        breaches=play.breaches,
        warnings=play.warnings,
        finished=play.finished,
    )
