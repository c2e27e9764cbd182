"""Plans: a common goal, what you would do together, a sponsor, a forecast; and proposals with dates."""

from __future__ import annotations

from collections.abc import Iterable

from kae_sim.game.actions import Offer, Plan, PlannedStep, Propose, Withdraw
from kae_sim.game.view import Account, InitiativeCard, Outlook, Person, Step
from kae_sim.words.labels import Labels, hours, points, pounds, week, weeks
from kae_sim.words.offered import offered
from kae_sim.words.outlook import company_words, counts_words, full_bar, scale_words
from kae_sim.words.plain.people import in_post
from kae_sim.words.plain.sitting import Sitting
from kae_sim.words.plain.terminal import Back
from kae_sim.words.text import bar

BANDS = ("under-6", "6-12", "13-18", "over-18")
STARTS = ("fewer", "same", "more", "many-more")
PAPERS_BEFORE = 3  # weeks before a committee
SIGN_OFF_WEEKS = 2
LATEST_START = 26  # weeks after the last one of the game
MOST = 3  # initiatives in a plan
GOAL_WILL_STAY = "Once you have proposed something, the goal stays as it is."
SPONSOR = "The sponsor: who stands behind it there. Of all people they will mind most if your forecast does not come."
HELD_AGAINST = "It is held against what really happens, also if they say no: then nothing changes."
FORECAST_GOES_IN = f"Your forecast goes in with this, and then stays. {HELD_AGAINST}"
UNMET_SPONSOR = "(not met: nobody has asked them)"
GOAL_STAYS = "It is written in what you proposed, so it stays."


def plan_lines(labels: Labels, account: Account) -> list[str]:
    """The plan and its steps as sentences."""
    plan = account.plan
    if plan is None:
        return [*(_step_line(labels, step) for step in account.steps)] or ["No plan yet."]
    lines = [f"Common goal: {labels.of('goal', plan.goal)}. {GOAL_STAYS if under_way(account) else GOAL_WILL_STAY}"]
    states = {step.initiative: step for step in account.steps}
    for initiative, start in plan.initiatives:
        step = states.pop(initiative, None) or Step(initiative=initiative, state="draft", week=None, reasons=())
        lines.append(f"{_step_line(labels, step)}{_planned_words(labels, step, start)}")
    lines += [_step_line(labels, step) for step in states.values()]
    lines.append(f"Sponsor: {labels.person(plan.sponsor) if plan.sponsor else 'nobody yet'}")
    if plan.forecast is not None:
        wait, starts = plan.forecast
        forecast = f"wait {labels.answer('wait', wait)}, new starts {labels.of('starts', starts)}"
        lines.append(f"Forecast after 26 weeks: {forecast}")
    return lines


def under_way(account: Account) -> set[str]:
    """What is proposed, agreed or running: it stays in the plan as it is written, and so does the goal."""
    return {step.initiative for step in account.steps if step.state in ("proposed", "adopted", "running")}


def written_down(account: Account) -> str:
    """What a plan that was just written means for what happens next."""
    fixed = under_way(account)
    if not fixed:
        return "The plan is written down. Nothing happens before you propose it."
    if account.plan is not None and all(one in fixed for one, _ in account.plan.initiatives):
        return "The plan is written down. All that is in it is proposed or agreed already."
    return "The plan is written down. What is proposed or agreed goes on; what is new waits until you propose it."


def _planned_words(labels: Labels, step: Step, start: int) -> str:
    """When it is to start, while that is open; the start of what is running is told with it."""
    now = labels.view.week
    if step.state == "running":
        return ""
    if step.state == "refused":
        return " Nothing comes of it unless you propose it again."
    if step.state == "draft" and start < now:
        return f" Planned for {week(start)}, which is over: it starts once it is agreed and set up."
    return f" Not before {week(start)}, as you planned." if start > now else ""


def _step_line(labels: Labels, step: Step) -> str:
    when = f" ({_step_date(step)})" if step.week is not None else ""
    reasons = "".join(f" {reason}" for reason in step.reasons)
    return f"{labels.initiative(step.initiative)}: {labels.of('step', step.state)}{when}.{reasons}"


def _step_date(step: Step) -> str:
    before = {"proposed": "decision in ", "running": "since ", "adopted": "agreed in ", "refused": "in "}
    return f"{before.get(step.state, '')}{week(step.week or 0)}"


def plan_page(sitting: Sitting, account_id: str) -> None:
    """Shows the plan; makes, proposes, withdraws, until the person goes back."""
    options = ("Make or change the plan", "Propose something from it", "Withdraw something")
    steps = (_make, _propose, _withdraw)
    while True:
        account, labels, terminal = sitting.account(account_id), sitting.labels, sitting.terminal
        terminal.section(f"Plan for {account.name}")
        for line in plan_lines(labels, account):
            terminal.say(line, first=" - ", later="   ")
        if account.plan is not None:
            _outlook(sitting, account.plan.outlook, unsure=not stuck_said(account))
        else:
            terminal.say("What we can do together here:")
            for card in offered(labels, account):
                terminal.say(card_line(labels, card), first=" - ", later="   ")
        sitting.coached("plan", account_id)
        terminal.line()
        try:
            chosen = terminal.pick(options, "plan")
        except Back:
            return
        try:
            steps[chosen](sitting, account)
        except Back:
            continue


def stuck_said(account: Account) -> bool:
    """Whether the player has said where patients are stuck; without that no plan can be weighed."""
    return any(one.unknown == "bottleneck" and one.answer is not None for one in account.beliefs)


def _outlook(sitting: Sitting, outlook: Outlook, *, unsure: bool) -> None:
    terminal, labels = sitting.terminal, sitting.labels
    terminal.line()
    if unsure:
        terminal.say("What the plan would bring can't be said before you say where they are stuck.")
        return
    terminal.say(f"If what you believe is right, such a plan usually brings, {scale_words(outlook)}:")
    parts = (("patients", outlook.patients), ("the account", outlook.account), ("the company", outlook.company))
    for words, value in parts:
        terminal.line(f"  {words:<12} {points(value):>7} {bar(value, full_bar(outlook), 40)}")
    terminal.say(counts_words(outlook), first="  ", later="    ")
    if why := company_words(outlook):
        terminal.say(why, first="  ", later="    ")
    for stage, effect in outlook.stages.items():
        terminal.say(f"{labels.of('stage', stage)}: {effect}", first="  ", later="    ")


def sponsor_words(labels: Labels, person: Person) -> str:
    """Who it is; with a warning where that person cannot know of it."""
    unmet = f" {UNMET_SPONSOR}" if person.last_contact is None else ""
    return f"{labels.person(person.id)}{unmet}"


# --- making ------------------------------------------------------------------------------------


def _make(sitting: Sitting, account: Account) -> None:
    labels, terminal = sitting.labels, sitting.terminal
    fixed = under_way(account)
    terminal.section("The goal you share")
    if fixed and account.plan is not None:
        goal = account.plan.goal
        terminal.say(f"{labels.of('goal', goal)}. {GOAL_STAYS}")
    else:
        terminal.say(GOAL_WILL_STAY)
        goals = account.answers.get("goal", ())
        goal = goals[terminal.pick([labels.of("goal", one) for one in goals], "plan", "Which goal")]
    initiatives = _initiatives(sitting, account, fixed)
    terminal.section("Who stands behind it")
    terminal.say(SPONSOR)
    people = in_post(account)
    place = terminal.pick(["Nobody yet", *(sponsor_words(labels, one) for one in people)], "plan", "Who")
    wait, starts = _forecast(sitting, account)
    plan = {
        "account": account.id,
        "goal": goal,
        "initiatives": initiatives,
        "sponsor": people[place - 1].id if place else None,
        "forecast": {"wait": wait, "starts": starts},
    }
    if sitting.act(Plan.model_validate(plan)) is not None:
        terminal.say(written_down(sitting.account(account.id)))


def _initiatives(sitting: Sitting, account: Account, fixed: set[str]) -> tuple[PlannedStep, ...]:
    """What is proposed or agreed, as it is written, and what is chosen beside it."""
    terminal, labels = sitting.terminal, sitting.labels
    terminal.section("What you would do together")
    written = account.plan.initiatives if account.plan is not None else ()
    kept = tuple(PlannedStep(initiative=one, start=start) for one, start in written if one in fixed)
    if kept:
        names = " and ".join(labels.initiative(step.initiative) for step in kept)
        terminal.say(f"Proposed or agreed, so it stays: {names}.")
    if len(kept) == MOST:
        return kept
    cards = [card for card in sitting.view.catalogue if card.id in account.offered and card.id not in fixed]
    chosen = terminal.several([card_line(labels, card) for card in cards], MOST - len(kept), "plan", "Which ones")
    return kept + tuple(_planned(sitting, cards[place]) for place in chosen)


def _forecast(sitting: Sitting, account: Account) -> tuple[str, str]:
    """Bands of wait and of starts; the one that went in with a proposal stands."""
    terminal, labels, plan = sitting.terminal, sitting.labels, account.plan
    terminal.section("Your forecast, 26 weeks from now")
    if plan is not None and plan.promised and plan.forecast is not None:
        terminal.say("It went in with your first proposal, so it stays.")
        return plan.forecast
    terminal.say(HELD_AGAINST)
    terminal.say("How long will patients wait from decision to first dose?")
    wait = BANDS[terminal.pick([labels.answer("wait", one) for one in BANDS], "plan")]
    terminal.say("How many patients will start on your medicine each week?")
    return wait, STARTS[terminal.pick([labels.of("starts", one) for one in STARTS], "plan")]


def card_line(labels: Labels, card: InitiativeCard) -> str:
    where = f" Works at: {labels.of('stage', card.stage)}." if card.stage else ""
    roles = ", ".join(labels.of("role", role) for role in card.roles)
    needs = f"{hours(card.half_hours)}, {pounds(card.pence)}, {weeks(card.weeks)} to set up"
    return f"{card.name}. {card.does}{where} Needs yes from: {roles}. {needs}; {labels.of('approval', card.approval)}."


def _planned(sitting: Sitting, card: InitiativeCard) -> PlannedStep:
    view = sitting.view
    sitting.terminal.say(f"{card.name}: when should it start?")
    start = sitting.terminal.number("In week", "plan", view.week, view.weeks + LATEST_START)
    return PlannedStep(initiative=card.id, start=start)


# --- proposing ---------------------------------------------------------------------------------


def _propose(sitting: Sitting, account: Account) -> None:
    labels, terminal = sitting.labels, sitting.terminal
    if account.plan is None or not account.plan.initiatives:
        terminal.say("There is nothing in the plan to propose yet.")
        return
    price = labels.price("propose")
    terminal.section(f"Propose{f' ({price})' if price else ''}")
    if warning := before_proposing(account):
        terminal.say(warning)
    names = [labels.initiative(one) for one, _ in account.plan.initiatives]
    initiative = account.plan.initiatives[terminal.pick(names, "propose", "Which one")][0]
    weeks = weeks_to_propose(sitting.offers(), account.id, initiative)
    if not weeks:  # no date is offered in vain: the game says why
        when = soonest(labels, account.id, initiative)
    elif is_committee(labels, initiative):
        when = weeks[terminal.pick([f"Committee in {week(one)}" for one in weeks], "propose", "When")]
    else:
        when = weeks[0]
    if sitting.act(Propose(account=account.id, initiative=initiative, week=when)) is not None:
        terminal.say(f"Proposed. The answer comes in week {when}.")


def before_proposing(account: Account) -> str:
    """What a proposal settles that is still open; empty where nothing is."""
    plan = account.plan
    promises = plan is not None and plan.forecast is not None and not plan.promised
    return " ".join(filter(None, ("" if under_way(account) else GOAL_WILL_STAY, FORECAST_GOES_IN * promises)))


def is_committee(labels: Labels, initiative: str) -> bool:
    """Whether a committee decides, on its own dates."""
    card = labels.card(initiative)
    return card is not None and card.approval == "committee"


def soonest(labels: Labels, account: str, initiative: str) -> int:
    """The first week for which anybody could propose this now, whether or not it would be taken."""
    view = labels.view
    if not is_committee(labels, initiative):
        return view.week + SIGN_OFF_WEEKS
    papers = view.week + PAPERS_BEFORE
    sits = [one.week for one in view.dates if one.kind == "committee" and one.account in (None, account)]
    return min((at for at in sits if at >= papers), default=papers)


def weeks_to_propose(offers: Iterable[Offer], account: str, initiative: str) -> tuple[int, ...]:
    """The weeks for which a proposal would be taken now, soonest first; empty where it would be refused."""
    for offer in offers:
        action = offer.action
        if isinstance(action, Propose) and (action.account, action.initiative) == (account, initiative):
            return offer.weeks
    return ()


def _withdraw(sitting: Sitting, account: Account) -> None:
    labels, terminal = sitting.labels, sitting.terminal
    steps = [step for step in account.steps if step.state == "proposed"]
    if not steps:
        terminal.say("No proposal of yours is waiting for an answer here.")
        return
    terminal.section("Withdraw")
    names = [f"{labels.initiative(step.initiative)} ({labels.of('step', step.state)})" for step in steps]
    step = steps[terminal.pick(names, "plan", "Which one")]
    if sitting.act(Withdraw(account=account.id, initiative=step.initiative)) is not None:
        terminal.line("Withdrawn.")
