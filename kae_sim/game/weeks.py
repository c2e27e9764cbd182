"""The end of a week and of a round: the clinic runs, committees sit, things happen, results come in."""

from __future__ import annotations

from kae_sim.game.actions import Starts
from kae_sim.game.diary import call_off
from kae_sim.game.events import AccountReview, Breach, Decided, Event, RoundEnded, WeekEnded
from kae_sim.game.figures import quarter_figures, queued
from kae_sim.game.freezes import frozen
from kae_sim.game.happenings import happen
from kae_sim.game.hours import balance, charge_delivery, delivery, most_carried, quarter, release
from kae_sim.game.memory import BAD_WORD, STRONG_LIKING, broken_promise, rumour, spread_rumours
from kae_sim.game.seat import IllegalAction
from kae_sim.game.state import Kept, Lock, MeetingPlay, StepPlay, Vote
from kae_sim.game.table import Table, setting, voters
from kae_sim.knowledge.saying import Lines, ours
from kae_sim.knowledge.wording import lower_first
from kae_sim.plan.adoption import decide
from kae_sim.plan.tokens import even
from kae_sim.world.spec import WEEK
from kae_sim.world.streams import stream

FORECAST_WEEKS = 26
MISSED_TRUST = 100  # thousandths lost when a booked meeting is not held
BREACH_TRUST = 250


def last_week_of_round(table: Table) -> bool:
    return table.play.week % table.scenario.calendar.weeks_per_round == 0


def check_end(table: Table) -> None:
    """What must be settled before a week can end."""
    if any(meeting.state == "open" for meeting in table.play.meetings.values()):
        raise IllegalAction("You are in the middle of a meeting. Close it first.")
    if any(news.choices and news.answered is None for news in table.play.news.values()):
        raise IllegalAction("Somebody waits for your answer. Give it first.")


def run_week(table: Table) -> list[Event]:
    """Seven clinic days, then the decisions of this week, then the next week begins."""
    play = table.play
    events: list[Event] = []
    words: list[str] = []
    for meeting in play.meetings.values():
        if meeting.state == "booked" and meeting.week == play.week:
            words.append(miss(table, meeting))
    left = balance(table.scenario, play, play.week)
    table.world.run_week()
    for account_id, account in play.accounts.items():
        for step in account.steps.values():
            if step.state == "proposed" and step.week == play.week:
                events.append(settle(table, account_id, step))
    ended = play.week
    play.carry = min(left, most_carried(table.scenario, play, play.week + 1))
    words.extend(spread_rumours(table))
    words.extend(next_week(table))
    events.append(WeekEnded(week=ended, words=tuple(words)))
    if play.week <= table.scenario.weeks:
        events.extend(happen(table))
    return events


def next_week(table: Table) -> list[str]:
    """The calendar moves on: what was agreed goes live, forecasts that are due are measured."""
    play = table.play
    play.week += 1
    words: list[str] = []
    for account_id, account in play.accounts.items():
        account.version += 1
        for step in account.steps.values():
            if step.state == "adopted" and can_start(table, account_id, step):
                start(table, account_id, step)
                name = table.scenario.pack.initiative(step.initiative).name
                words.append(f"{table.dealt(account_id).name}: {name} is running.")
        promise = play.promises.get(account_id)
        if promise is not None and play.week == promise.week + FORECAST_WEEKS:
            wait, starts = table.wait_and_starts(account_id)
            play.kept[account_id] = Kept(promise, wait, starts_band(promise.starts_then, starts))
            words.extend(broken_promise(table, account_id, play.kept[account_id]))
    return words


def starts_band(then: float, now: float) -> Starts:
    """New starts a week against those of the week of the forecast."""
    ratio = now / max(then, 0.1)
    return "fewer" if ratio < 0.8 else "same" if ratio <= 1.25 else "more" if ratio <= 1.6 else "many-more"


def miss(table: Table, meeting: MeetingPlay) -> str:
    meeting.state = "missed"
    for person in meeting.people:
        play = table.play.accounts[meeting.account].people[person]
        play.state.move(-MISSED_TRUST)
        rumour(table, meeting.account, person, BAD_WORD)
    names = " and ".join(table.person(person).name for person in meeting.people)
    lot = stream(table.luck, "account", meeting.account, "meeting", meeting.id, "missed")
    lines = Lines((), table.scenario.pack.phrases.missed, ())
    return f"{names}: {ours(table.play.repertoire, lines, lot)}"


def settle(table: Table, account_id: str, step: StepPlay) -> Decided:
    """The vote on one proposal, with reasons in words."""
    pack, account = table.scenario.pack, table.current(account_id)
    play = table.play.accounts[account_id]
    initiative = pack.initiative(step.initiative)
    parts = delivery(table.scenario, table.play.week + 1, round(initiative.hours * 2))
    release(table.play, parts)
    trusts = {person: one.state.trust for person, one in play.people.items()}
    result = decide(pack, voters(account, trusts), setting(account, step.goal), initiative)
    step.decided = step.week
    name = {person.id: person for person in account.people}
    reasons: list[str] = []
    for person_id in result.vetoes:
        person = name[person_id]
        role = lower_first(pack.role(person.role).name)
        who = f"{person.name} ({role})" if play.people[person_id].known else "Somebody you have not met"
        prefers = person.liking >= STRONG_LIKING and play.people[person_id].known
        reasons.append(f"{who} would {f'rather stay with {pack.market.rival}' if prefers else 'not have it'}.")
    if result.serves < 350:
        little = "Enough of them trusted it, though it does little for what they are trying to do."
        reasons.append(little if result.adopted else "They could not see how it serves what they are trying to do.")
    elif result.adopted and result.serves >= 700:
        reasons.append("What it changes serves what they want most, whatever your plan calls its goal.")
    if not result.adopted and not result.vetoes:
        reasons.append("Too few of the people who count were behind it.")
    if any(person.role in initiative.burden for person in account.people) and not result.adopted:
        loaded = " and ".join(lower_first(pack.role(role).name) for role in initiative.burden)
        reasons.append(f"It means more work for the {loaded}.")
    if account.readiness == 0 and not result.adopted:
        reasons.append("They are not in a mood to change anything this year.")
    if result.adopted and not reasons:
        reasons.append("Enough of them trusted it.")
    step.reasons = tuple(reasons)
    assert step.proposed_in is not None
    assert step.week is not None
    play.votes.append(Vote(step.initiative, step.proposed_in, step.week, result.adopted, step.reasons))
    play.version += 1
    if result.adopted:
        step.state = "adopted"
        table.play.pence -= round(initiative.thousands * 100_000)
        charge_delivery(table.play, account_id, parts)
    else:
        step.state = "refused"
    return Decided(account=account_id, initiative=step.initiative, adopted=result.adopted, reasons=tuple(reasons))


def can_start(table: Table, account_id: str, step: StepPlay) -> bool:
    """Whether an agreed initiative goes live this week: after its lead and its planned start, in no freeze."""
    play, initiative = table.play.accounts[account_id], table.scenario.pack.initiative(step.initiative)
    planned = dict(play.plan.initiatives).get(step.initiative, 0) if play.plan else 0
    ready = (step.decided or 0) + initiative.live_weeks
    return max(ready, planned) <= table.play.week and not frozen(play.freezes, initiative, table.play.week)


def start(table: Table, account_id: str, step: StepPlay) -> None:
    """From tomorrow the pathway runs differently."""
    step.state, step.week = "running", table.play.week
    effects = table.scenario.pack.initiative(step.initiative).effects
    for effect in effects:
        until = table.play.week + effect.for_weeks if effect.for_weeks else None
        table.world.apply(account_id, (effect,), until)


def lock(table: Table) -> None:
    """Beliefs and shares as they stand, with the truth of this week beside them."""
    play = table.play
    accounts = list(play.accounts)
    tokens = {share.account: share.tokens for share in play.shares} or even(accounts)
    play.locks.append(
        Lock(
            round=quarter(table.scenario, play.week),
            week=play.week,
            beliefs={
                account_id: {unknown: (said.answer, said.percent) for unknown, said in account.beliefs.items()}
                for account_id, account in play.accounts.items()
            },
            truths={account_id: table.truth(account_id) for account_id in accounts},
            tokens=tokens,
            shares=play.shares,
            claims={account_id: len(account.claims) for account_id, account in play.accounts.items()},
            queues={account_id: table.measured(account_id).queue_days for account_id in accounts},
        )
    )
    play.tokens = tokens


def end_round(table: Table) -> list[Event]:
    """Locks, runs the week, and shows leading signs; after the last round the year after runs."""
    play = table.play
    this = quarter(table.scenario, play.week)
    lock(table)
    for account in play.accounts.values():
        account.version += 1
    events = run_week(table)
    last = this == table.scenario.calendar.rounds
    reviews = tuple(review(table, account_id) for account_id in play.accounts)
    if last:
        per = table.scenario.calendar.weeks_per_round
        while play.week <= table.territory.horizon_weeks:
            table.world.run_week()
            next_week(table)
            if (play.week - 1 - table.scenario.weeks) % per == 0 or play.week > table.territory.horizon_weeks:
                events.append(WeekEnded(week=play.week - 1, words=tuple(afterwards(table))))
        play.finished = True
    events.append(RoundEnded(round=this, last=last, accounts=reviews))
    return events


def afterwards(table: Table) -> list[str]:
    """What the year after shows of each account: our starts, and the queue where something was changed."""
    words = [f"Up to week {table.play.week - 1}, without you:"]
    today = (table.play.week - 1) * WEEK
    per = table.scenario.calendar.weeks_per_round
    lived = (table.play.week - 1 - table.scenario.weeks) % per or per  # since the last report
    for account_id, play in table.play.accounts.items():
        started, _ = quarter_figures(table, account_id, today - lived * WEEK, today)
        steps = [step.initiative for step in play.steps.values() if step.state == "running"]
        running = [table.scenario.pack.initiative(one) for one in steps]
        stages = dict.fromkeys(effect.stage for one in running for effect in one.effects if effect.stage is not None)
        waiting = {stage: queued(table, account_id, stage, today) for stage in stages}
        queues = "".join(
            f"; {lower_first(table.scenario.pack.pathway.stage(stage).name)}: {many} waiting"
            for stage, many in waiting.items()
        )
        words.append(f"{table.dealt(account_id).name}: {started} new starts in {lived} weeks{queues}.")
    return words


def review(table: Table, account_id: str) -> AccountReview:
    """Leading signs that the company's figures show: our starts, our sales, the queue that was worked on."""
    per, today = table.scenario.calendar.weeks_per_round * WEEK, (table.play.week - 1) * WEEK
    starts, sales = zip(
        *(quarter_figures(table, account_id, stop - per, stop) for stop in (today - per, today)), strict=True
    )
    changed = [
        effect.stage
        for step in table.play.accounts[account_id].steps.values()
        if step.state == "running"
        for effect in table.scenario.pack.initiative(step.initiative).effects
        if effect.stage is not None
    ]
    queue = None
    if changed:
        stage = changed[0]
        queue = (stage, queued(table, account_id, stage, today - per), queued(table, account_id, stage, today))
    return AccountReview(account=account_id, starts=starts, sales=sales, queue=queue)


def breach(table: Table, person_ids: tuple[str, ...], account_id: str, words: str) -> Breach:
    """Shown at once; costs the coming week with its meetings, and trust, and closes the gate."""
    lost = table.play.week + 1
    while lost in table.play.lost_weeks:
        lost += 1
    table.play.breaches += 1
    table.play.lost_weeks.add(lost)
    table.play.maps = [(week, account) for week, account in table.play.maps if week != lost]
    table.play.team_calls = [week for week in table.play.team_calls if week != lost]
    for meeting in table.play.meetings.values():
        if meeting.state == "booked" and meeting.week == lost:
            meeting.state = "refused"
    for person in person_ids:
        table.play.accounts[account_id].people[person].state.move(-BREACH_TRUST)
        alienate(table, account_id, person)
    return Breach(
        words=f"{words} That breaks the code. You lose next week and its meetings, and it will not be forgotten."
    )


def alienate(table: Table, account_id: str, person_id: str) -> None:
    """Somebody will not see us again unless they ask to; what was booked with them is off, its hours are free."""
    account = table.play.accounts[account_id]
    account.people[person_id].alienated = table.play.week
    account.version += 1
    call_off(table, account_id, person_id)
