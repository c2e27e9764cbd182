"""Who gained from each plan and why: three bars, the sum they make, the company's money, forecasts, tiers."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.score.debrief_model import AccountDebrief, Debrief, Money
from kae_sim.words.closed import own_word
from kae_sim.words.labels import TIER_MEANINGS, pounds
from kae_sim.words.report.blocks import Bars, Block, Bullets, Heading, Marker, Para
from kae_sim.words.text import first_upper, lower_first

_SIDES = ("patients", "the account", "the company")
_NAMED = 3  # accounts at which most could be done
_MORE = 1.0  # points of value by which a plan has to beat the yardstick to be spoken of
_ROUNDED = 0.25  # points that figures of one decimal can be apart


def plans(debrief: Debrief) -> Iterator[Block]:
    """The chapter on plans, account by account."""
    yield Heading(2, "Who gained from your plans")
    yield Para(
        "In points of value, against doing nothing; these are no points of the score. A plan is worth half of all "
        "three together, plus one and a half times the smallest of them: what does not serve all three counts for "
        "little, or against you."
    )
    yield Para(
        "The best plan of each account is told as if it were the only one. Where hours and money do not allow all of "
        "them together, what planning could reach in the whole territory is less than their sum."
    )
    if most := sorted((one for one in debrief.accounts if one.best_plan), key=lambda one: -one.best_joint):
        yield Para(f"Most could be done at: {'; '.join(f'{one.name}, {one.best_joint:.1f}' for one in most[:_NAMED])}.")
    if debrief.weeks_after:
        yield Para(
            f"It counts to the end of the year after, which nobody knew: {debrief.weeks_after} weeks after your last. "
            "The preview on your plan page shows what such a plan usually brings in a whole year if your answers are "
            "right; here each plan had the weeks from its start to that end."
        )
    yield Para("What the tiers mean:")
    yield Bullets(TIER_MEANINGS)
    parts = [(one.bars.patients, one.bars.account, one.bars.company) for one in debrief.accounts]
    full = max((abs(value) for three in parts for value in three), default=0.0) or 1.0
    for account, three in zip(debrief.accounts, parts, strict=True):
        yield Heading(3, account.name)
        yield Para(f"{first_upper(account.plan)}." if account.plan else _nothing(account))
        if account.plan:
            yield Bars(tuple(map(Marker, _SIDES, three)), full)
        yield from map(Para, account.refused)
        for line in (*_company(account), *_together(account), *_preview(account), *_promised(account), _tier(account)):
            yield Para(line)


def _nothing(account: AccountDebrief) -> str:
    if account.met or account.refused:
        return "Nothing was done together here."
    right = ": leaving an account out can be the right thing to do" if not account.best_plan else ""
    return f"Nothing was done together here, and you met nobody{right}."


def _company(account: AccountDebrief) -> Iterator[str]:
    """Why the company gained or lost: what was sold more or less, and what the work cost."""
    money = account.money
    if money is None:
        return
    weeks = round(abs(money.patient_weeks))
    unit = "patient-week" if weeks == 1 else "patient-weeks"
    if money.patient_weeks < 0:
        sold = f"{weeks} {unit} fewer on our medicine cost {pounds(-money.earned_pence)}"
    else:
        sold = f"{weeks} {unit} more on our medicine earned {pounds(money.earned_pence)}"
    own = account.bars.company
    verdict = "lost" if own < 0 else "gained"
    yield (
        f"Why the company {verdict}: {sold} ({money.earned:+.1f}), and the work cost {pounds(money.spent_pence)} "
        f"({-money.spent + 0.0:+.1f}); together {_counted(account, money)}."
    )


def _counted(account: AccountDebrief, money: Money) -> str:
    """The sum, and what of it counts where that is less."""
    own, whole = account.bars.company, money.earned - money.spent
    if own >= whole - _ROUNDED:
        return f"{own:+.1f}"
    limit = f"{money.most:.0f} at most" if money.most else "up to a limit"
    return (
        f"{whole:+.1f}, of which {own:+.1f} counts: one side counts {limit} at one account in each course of luck, and "
        "this is the mean over many"
    )


def _together(account: AccountDebrief) -> Iterator[str]:
    """The sum as it was said above, with its figures; and what would have been possible."""
    bars = account.bars
    sides, least = (bars.patients, bars.account, bars.company), min(bars.patients, bars.account, bars.company)
    if account.plan:
        yield (
            f"Together: half of {sum(sides) + 0.0:.1f} and one and a half times {least:.1f}, the smallest, "
            f"make about {account.joint:.1f}."
        )
    if account.best_plan and account.best_plan == account.plan:
        yield "This was the best plan here."
    elif account.best_plan:
        yield f"The best plan here was {account.best_plan}. It would have brought {account.best_joint:.1f}."
    else:
        yield "The best here was to do nothing: no plan would have brought more than it cost."
    if account.joint > account.best_joint + _MORE:
        yield (
            "Yours brought more than that yardstick, which proposes nothing before week 6, as somebody must who has to "
            "find out first, and begins once at each account."
        )


def _preview(account: AccountDebrief) -> Iterator[str]:
    """Why what the plan page had shown did not come: it took the player's own answer as true."""
    said = account.thought_then
    if said is not None and said not in account.stuck_then:
        yield (
            f"The preview on your plan page took what you then said, {lower_first(said)}, as true. The longest queue "
            f"was at {' or '.join(map(lower_first, account.stuck_then))} at the end of that quarter, so it came out "
            "otherwise."
        )


def _promised(account: AccountDebrief) -> Iterator[str]:
    for one in account.promised:
        if one.about == "wait":
            said, was = lower_first(one.said), lower_first(one.was)
            what = "the wait from decision to first dose"
        else:
            said, was = own_word("starts", one.said), own_word("starts", one.was)
            what = "new starts on your medicine each week"
        came = "26 weeks later that is what came" if said == was else f"26 weeks later it was {was}"
        yield f"Your forecast of {what}: {said}; {came}."
    if account.promised and account.refused and not account.plan:
        yield "They had said no, and a forecast that went in with a proposal is measured all the same."


def _tier(account: AccountDebrief) -> str:
    would = f"{account.tier_right} would have been right"
    if not account.met:
        would = f"what was possible there would have fitted {account.tier_right}"
    if account.tier_said is None:
        return f"You gave it no tier; {would}."
    right = account.tier_said == account.tier_right
    verdict = ", which was right" if right else f"; {would}"
    tier = f"Your tier was {account.tier_said}{verdict}."
    if account.reason_said is None or account.reason_true is None:
        return tier
    true = "was true" if account.reason_true else "was not true"
    if account.reason_outdated:
        true += " when you gave it"
    elif account.reason_true and not right:
        true += ", and did not make it the right tier"
    return f'{tier} Your reason, "{account.reason_said}", {true}.'
