"""What the weeks that were just let go have changed, in a line: from two views, and so never from the truth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kae_sim.game.view import Account, Step, View
from kae_sim.words.labels import Labels, weeks

_MOVED = 2  # percent
_NEAR = 4  # weeks; what is further off is in the diary
_AT_WORK = (4, 13, 26)  # weeks after which one asks what has come of it
_RECENT = 4  # weeks
_LONGEST = 230  # characters: three lines of a low screen


def changed(before: View, labels: Labels) -> str:
    """`It is week 9. Heard: 2 things at Exwell. ...`; as much as has room, the most telling first."""
    now = labels.view
    words = f"It is week {now.week}."
    for part in _parts(before, labels):
        if len(words) + 1 + len(part) <= _LONGEST:
            words += f" {part}"
    return words


def _parts(before: View, labels: Labels) -> Iterator[str]:
    now = labels.view
    if now.finished:
        return
    earlier = {one.id: one for one in before.accounts}
    for account in now.accounts:
        if heard := len(account.claims) - len(earlier[account.id].claims):
            yield f"Heard: {heard} thing{'s' if heard > 1 else ''} at {account.name}."
    coming = [one for one in now.dates if one.week == now.week + 1 and one.kind not in ("committee", "meeting")]
    coming += [one for one in now.dates if one.week == now.week + 1 and one.kind == "meeting"]
    if coming:
        yield f"Next week: {'; '.join(map(labels.date, coming))}."
    for account in now.accounts:
        for step in account.steps:
            if milestone := _milestone(labels, account, step, before.week):
                yield milestone
    if moved := _sales(now, earlier):
        yield moved


def _milestone(labels: Labels, account: Account, step: Step, then: int) -> str:
    """Where something of a plan stands: waiting, being set up, at work."""
    name, now = f"{labels.initiative(step.initiative)} at {account.name}", labels.view.week
    if step.state == "proposed" and step.week is not None:
        return f"{name}: the answer comes in {weeks(step.week - now)}." if 0 < step.week - now <= _NEAR else ""
    if step.state == "adopted" and step.decided is not None:
        card = labels.card(step.initiative)
        planned = dict(account.plan.initiatives).get(step.initiative, 0) if account.plan else 0
        live = max(step.decided + (card.weeks if card else 0), planned)
        return f"{name}: to be live in {weeks(live - now)}." if 0 < live - now <= _NEAR else ""
    if step.state == "running" and step.week is not None:
        passed = [one for one in _AT_WORK if then < step.week + one <= now]
        return f"{name}: at work for {weeks(passed[-1])}. What has come of it?" if passed else ""
    return ""


def _sales(now: View, earlier: Mapping[str, Account]) -> str:
    """The account whose sales moved most of late, where the company has newer figures of it."""
    newer = [one for one in now.accounts if len(one.sales) > len(earlier[one.id].sales)]
    moved = max(newer, key=lambda one: abs(_lately(one)), default=None)
    if moved is None or abs(by := _lately(moved)) < _MOVED:
        return ""
    return (
        f"Newest sales: {moved.name} {'up' if by > 0 else 'down'} {abs(by)}%, the last {_RECENT} weeks against the "
        f"{_RECENT} before."
    )


def _lately(account: Account) -> int:
    """Percent by which sales of the last weeks differ from those before; 0 where there are none to compare."""
    last, latest = sum(account.sales[-2 * _RECENT : -_RECENT]), sum(account.sales[-_RECENT:])
    return round(100 * (latest - last) / last) if last and len(account.sales) >= 2 * _RECENT else 0
