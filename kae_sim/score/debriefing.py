"""The data of the debrief: filled in once from an assessment, put into words by `words`."""

from __future__ import annotations

from kae_sim.game.engine import Game
from kae_sim.game.journal import deal_code
from kae_sim.game.words import rules_words
from kae_sim.knowledge.beliefs import payoff, rung
from kae_sim.knowledge.wording import lower_first
from kae_sim.scenario.schema import Unknown
from kae_sim.scenario.ways import in_order, onward
from kae_sim.score.card import Assessment, assess
from kae_sim.score.conduct import conduct
from kae_sim.score.debrief_model import (
    AccountDebrief,
    AnswerLine,
    Band,
    Bars,
    BotMean,
    Debrief,
    Luck,
    Promised,
    RungCount,
    RungName,
    Skill,
    StagePicture,
)
from kae_sim.score.habits import habit, habit_beside
from kae_sim.score.losses import observer_at
from kae_sim.score.miss import refusal
from kae_sim.score.moments import moments
from kae_sim.score.money import money
from kae_sim.score.quoting import account_of, together
from kae_sim.score.said import WELL_FOUNDED, asked_in_vain, heard_of, named
from kae_sim.score.skills import alienated
from kae_sim.score.speaking import listed, speaker, stage_named
from kae_sim.score.then import plan_lock, thought
from kae_sim.score.tiers import best, reason_then_and_now, right_tiers
from kae_sim.score.timeline import timeline
from kae_sim.score.trials import Schedule
from kae_sim.score.unheld import unmet, who

SKILLS = {
    "know": "Know the accounts",
    "plan": "Plan and deliver",
    "prioritise": "Prioritise",
    "realistic": "Be realistic",
    "relationships": "Relationships",
}
LEFT_OUT = {
    "prioritise": (
        "Prioritise was not judged: in this territory the best way to share your hours reaches hardly more than "
        "sharing them evenly. Its points went to knowing the accounts and to planning, in equal parts."
    )
}
BOT_WORDS = {
    "do_nothing": "does nothing",
    "random": "does anything at random",
    "one_doctor": "asks one doctor everything",
    "spreadsheet": "reads papers and speaks to nobody",
    "triangulator": "asks several people who can know",
}
RUNG_WORDS: dict[str, RungName] = {"hunch": "hunch", "fairly": "fairly sure", "sure": "sure"}
PLAYED = 0
MOVED_BY_PLANS = ("wait", "bottleneck")
WAIT_WEEKS = {"under-6": (0, 6), "6-12": (6, 13), "13-18": (13, 19), "over-18": (19, 1000)}  # by band


def debrief(game: Game, assessment: Assessment | None = None) -> Debrief:
    """Everything a debrief tells about a finished game; NotFinished before the end."""
    found = assessment or assess(game)
    # with the others: by itself it would take as long again
    found.live(found.best, chosen_alone(found), found.delivered, also=(PLAYED,))
    card = found.card
    return Debrief(
        title=game.scenario.title,
        scenario=game.scenario.id,
        deal=deal_code(game.seed),
        player_name=None,
        score=card.score,
        band=Band(low=card.band[0], high=card.band[1]),
        calibrated=card.calibrated,
        passed=card.passed,
        gate=card.gate,
        pass_mark=game.scenario.pass_mark,
        conduct=conduct(game),
        turned_away=turned_away(game),
        ruler=tuple(
            BotMean(words=BOT_WORDS[bot], mean=mean) for bot, mean in _means(found).items() if bot in BOT_WORDS
        ),
        skills=tuple(
            Skill(
                id=name,
                words=SKILLS[name],
                points=skill.points,
                weight=skill.weight,
                left_out=None if skill.weight else LEFT_OUT[name],
            )
            for name, skill in card.skills.items()
        ),
        captured=card.captured,
        accounts=tuple(account_debrief(found, account.id) for account in game.table.territory.accounts),
        moments=moments(found),
        unheld=unmet(found),
        calibration=calibration(game),
        lost=card.lost,
        luck=luck(found),
        habit=habit(found),
        habit_beside=habit_beside(found),
        timeline=timeline(game),
        quarters=len(game.table.play.locks),
        weeks_after=game.table.territory.horizon_weeks - game.scenario.weeks,
    )


def turned_away(game: Game) -> tuple[str, ...]:
    """Who will not see the player again unless they ask to: a sentence for each account and reason, the first first."""
    words, table = rules_words(game.scenario), game.table
    found: dict[tuple[str, str], list[str]] = {}
    for account_id, person_id, week in sorted(alienated(game), key=lambda one: one[2]):
        person = table.person(person_id)
        role = lower_first(words[f"role:{person.role}"])
        worn_out = any(
            meeting.talk is not None and meeting.talk.walked_out == person_id
            for meeting in table.play.meetings.values()
            if meeting.account == account_id and meeting.week == week
        )
        why = "you asked past their patience" if worn_out else "you broke the code with them"
        found.setdefault((account_id, why), []).append(f"{person.name}, {role} (week {week})")
    return tuple(f"{table.dealt(where).name}, {why}: {'; '.join(who)}." for (where, why), who in found.items())


def _means(found: Assessment) -> dict[str, float]:
    """Of the bots that the pack puts on its ruler: as measured, or as it assumes until it is calibrated."""
    assumed, measured = found.game.scenario.pack.economy.ruler, found.tables.scores
    if measured is None:
        return assumed
    return {bot: measured.means.get(bot, mean) for bot, mean in assumed.items()}


def chosen_alone(found: Assessment) -> dict[str, Schedule]:
    """What was chosen for each account as if there were no other; not all of them need be affordable together."""
    return {account_id: best(found.oracle, account_id).schedule for account_id in found.oracle.choices}


def best_by_itself(found: Assessment, account_id: str) -> Schedule:
    """The best plan of an account as if there were no other.

    It was chosen on other luck than it is valued on; where the territory's plan is worth more on that, or doing
    nothing, that is the best.
    """
    known = (), best(found.oracle, account_id).schedule, found.best[account_id]
    return max(known, key=lambda schedule: found.trials.mean(account_id, schedule).joint)


def account_debrief(found: Assessment, account_id: str) -> AccountDebrief:
    """One account: believed and true, and what came of it."""
    game = found.game
    words, pack = rules_words(game.scenario), game.scenario.pack
    leads = onward(pack.pathway)
    lock = game.table.play.locks[-1]
    truth, held = lock.truths[account_id], lock.beliefs[account_id]
    dealt = game.table.dealt(account_id)
    shares = next((one.shares for one in reversed(game.table.play.locks) if one.shares), ())
    share = next((one for one in shares if one.account == account_id), None)
    reason = share.reason if share else None
    best_here = best_by_itself(found, account_id)
    right = right_tiers(found.oracle, account_id)
    reasons = reason_then_and_now(game, found.oracle, share, pays=bool(best_here)) if share and reason else ()
    if not best_here and len(game.table.play.locks) > 1:  # a game of one quarter was scored by the tiers as they are
        right = tuple(dict.fromkeys(("deprioritise", *right)))
    said = held.get("bottleneck")
    answers = []
    for unknown in game.scenario.unknowns:
        own = held.get(unknown)
        counts = own is not None and rung(own[1]) != "nothing"
        observer = observer_at(game, found.tables, account_id, unknown, lock)
        likeliest = max(observer, key=lambda answer: observer[answer])
        answers.append(
            AnswerLine(
                id=unknown,
                unknown=words[f"unknown:{unknown}"],
                believed=words[f"answer:{unknown}:{own[0]}"] if own and counts else None,
                rung=RUNG_WORDS[rung(own[1])] if own and counts else None,
                true=tuple(words[f"answer:{unknown}:{answer}"] for answer in truth[unknown]),
                right=own[0] in truth[unknown] if own and counts else None,
                observer=words[f"answer:{unknown}:{likeliest}"]
                if observer[likeliest] >= WELL_FOUNDED or heard_of(game, account_id, unknown, lock)
                else None,
                observer_percent=min(100, round(100 * observer[likeliest])),
                observer_named=named(game, account_id, unknown, likeliest, lock),
                in_vain=asked_in_vain(game, account_id, unknown, lock),
                told_by=told_by(game, account_id, unknown, truth[unknown]),
                right_in=(before := right_before(game, account_id, unknown)),
                moved=bool(before)
                and unknown in MOVED_BY_PLANS
                and any(week <= lock.week for _, week in found.delivered[account_id]),
            )
        )
    done = found.delivered[account_id]
    then = plan_lock(game, account_id)
    thought_then = thought(game, account_id)
    seen = account_of(game, account_id)
    initiatives = {one.id: lower_first(words[f"initiative:{one.id}"]) for one in pack.initiatives}
    value = found.trials.mean(account_id, done)
    return AccountDebrief(
        id=account_id,
        name=dealt.name,
        met=any(person.last_contact is not None for person in seen.people),
        stated=seen.stated,
        wait=WAIT_WEEKS[truth["wait"][0]],
        quarter=lock.round,
        running=listed([initiatives[one] for one, week in done if week <= lock.week]),
        spoke_to=tuple(who(game, person) for person in seen.people if person.last_contact is not None),
        stages=tuple(
            StagePicture(
                id=stage.id,
                name=stage.name,
                believed=said is not None and said[0] == stage.id and rung(said[1]) != "nothing",
                true=stage.id in truth["bottleneck"],
                queue_weeks=round(lock.queues[account_id][stage.id] / 7, 1),
                counted=stage.id not in pack.pathway.before_decision,
                onward=leads[stage.id],
            )
            for stage in map(pack.pathway.stage, in_order(pack.pathway))
        ),
        answers=tuple(answers),
        bars=Bars(patients=round(value.patients, 1), account=round(value.account, 1), company=round(value.company, 1)),
        joint=round(value.joint, 1),
        best_joint=round(found.trials.mean(account_id, best_here).joint, 1),
        best_plan=together(initiatives, best_here),
        money=money(found, account_id),
        tier_said=share.tier if share else None,
        tier_right=share.tier if share and share.tier in right else right[0],
        reason_said=words[f"reason:{reason}"] if reason else None,
        reason_true=reasons[0] if reasons else None,
        reason_outdated=reasons == (True, False),
        plan=together(initiatives, done),
        refused=tuple(
            refusal(vote, initiatives) for vote in game.table.play.accounts[account_id].votes if not vote.agreed
        ),
        thought_then=words[f"stage:{thought_then}"] if done and thought_then else None,
        stuck_then=tuple(words[f"stage:{one}"] for one in then.truths[account_id]["bottleneck"]) if done else (),
        promised=promised(game, account_id),
    )


def promised(game: Game, account_id: str) -> tuple[Promised, ...]:
    """What was forecast at the account and what came; nothing where nothing was promised."""
    kept, words = game.table.play.kept.get(account_id), rules_words(game.scenario)
    if kept is None:
        return ()
    said = kept.promise.forecast
    return (
        Promised(about="wait", said=words[f"answer:wait:{said.wait}"], was=words[f"answer:wait:{kept.wait}"]),
        Promised(about="starts", said=said.starts, was=kept.starts),
    )


def told_by(game: Game, account_id: str, unknown: str, truth: tuple[str, ...]) -> tuple[str, ...]:
    """Who said what was true of this, before the last lock: each once, in the order in which they first said it."""
    lock = game.table.play.locks[-1]
    claims = game.table.play.accounts[account_id].claims[: lock.claims[account_id]]
    said = [one for one in claims if one.about == unknown and one.answer in truth]
    if unknown == "bottleneck":
        said += [one for one in claims if one.about != "bottleneck" and stage_named(one) in truth]
    return tuple(dict.fromkeys(speaker(game, one) for one in said))


def right_before(game: Game, account_id: str, unknown: Unknown) -> tuple[int, ...]:
    """The quarters before the last at whose end the answer was right then: what is true can change."""
    found = []
    for lock in game.table.play.locks[:-1]:
        said = lock.beliefs[account_id].get(unknown)
        if said is not None and rung(said[1]) != "nothing" and said[0] in lock.truths[account_id][unknown]:
            found.append(lock.round)
    return tuple(found)


def calibration(game: Game) -> tuple[RungCount, ...]:
    """How often each rung was said at the last lock, and how often it was right."""
    lock = game.table.play.locks[-1]
    counts = {name: [0, 0] for name in RUNG_WORDS}
    for account_id, held in lock.beliefs.items():
        for unknown, (answer, percent) in held.items():
            name = rung(percent)
            if name in counts:
                counts[name][0] += 1
                counts[name][1] += payoff(name, right=answer in lock.truths[account_id][unknown]) > 0
    return tuple(RungCount(words=RUNG_WORDS[name], said=n, right=right) for name, (n, right) in counts.items())


def luck(found: Assessment) -> Luck:
    """The score under each stream, the played one among them: fifth to ninety-fifth percentile."""
    scores = []
    for r in (PLAYED, *found.trials.held_out):
        oracle = sum(found.trials.one(one.account, one.schedule, r).joint for one in found.oracle.best.values())
        own = sum(found.trials.one(account_id, done, r).joint for account_id, done in found.delivered.items())
        plan = min(100.0, 100 * own / oracle) if oracle > 0 else 0.0
        rest = sum(found.weights[name] * points / 100 for name, points in found.skills.items() if name != "plan")
        scores.append(max(0.0, rest + found.weights["plan"] * plan / 100))
    scores.sort()
    edge = (len(scores) - 1) * 5 // 100
    return Luck(low=round(scores[edge], 1), high=round(scores[-1 - edge], 1))
