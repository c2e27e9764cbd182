"""How much the coach says: nothing, one thing at a time at natural pauses, or all that applies where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from kae_sim.game.view import View
    from kae_sim.words.coach.message import Message

Setting = Literal["off", "gentle", "full"]
Place = Literal["desk", "overview", "people", "evidence", "plan", "priorities", "quarter"]
SETTINGS: tuple[Setting, ...] = get_args(Setting)
IN_WORDS: dict[Setting, str] = {
    "off": "off: it says nothing",
    "gentle": "gentle: one thing at a time, when a week is over or a form is opened",
    "full": "full: all that applies, on the page where it belongs",
}
AS_THE_LEVEL = "as the level has it: gentle at levels 1 and 2, off above"
INTRO = (
    "It speaks of how you play: whom you ask, what your answers rest on, what you plan. It knows no more than you "
    "see, and nothing that it says or that you choose here is scored or kept in the game."
)
GENTLE_TO = 2  # the last level at which the coach speaks without having been asked to
DATED = 11  # the message that papers close
REST = 13  # weeks in which a gentle coach does not say the same again
PAUSE = 4  # weeks in which it does not say the like of it of something else, where all accounts are looked at
_PAUSES: tuple[Place, ...] = ("desk", "evidence", "plan", "priorities", "quarter")
_Key = tuple[int, str | None, str]  # of a message: its number, the account, and what it is about


def words_of(setting: Setting | None) -> str:
    """What was chosen, in words."""
    return AS_THE_LEVEL if setting is None else IN_WORDS[setting]


class Coach:
    """Remembers, for one sitting at one game, what it has said. It only reads the view: nothing that counts moves.

    `setting` is what the player wants; None: what the level has.
    """

    def __init__(
        self, setting: Setting | None = None, keep: Callable[[Setting | None], None] = lambda setting: None
    ) -> None:
        self.setting = setting
        self._keep = keep
        self._told: dict[_Key, int] = {}  # in which week
        self._pauses: dict[object, _Key | None] = {}
        self._seen: tuple[View, tuple[Message, ...]] | None = None

    def choose(self, setting: Setting | None) -> None:
        """From now on, and kept where anything is."""
        self.setting = setting
        self._keep(setting)

    def setting_in(self, view: View) -> Setting:
        """What is in force in this game."""
        return self.setting or ("gentle" if view.rules.level <= GENTLE_TO else "off")

    def all_of(self, view: View) -> tuple[Message, ...]:
        """All that applies, the most pressing first."""
        from kae_sim.words.coach.messages import messages

        if self._seen is None or self._seen[0] is not view:
            self._seen = view, messages(view)
        return self._seen[1]

    def at(self, view: View, place: Place, account: str | None = None) -> tuple[str, ...]:
        """What stands on a page now, one sentence or two each; with the account's name where the page is not its own.

        `account` is that of the page; None at the desk, at the priorities and at the end of a quarter.
        """
        match self.setting_in(view):
            case "off":
                return ()
            case "gentle":
                said = self._one(view, place, account)
                return () if said is None else (_placed(view, said, account),)
            case "full":
                if place in ("desk", "quarter"):
                    return _at_a_glance(view, self.all_of(view))
                return tuple(_placed(view, one, account) for one in self._fitting(view, place, account))

    def _fitting(self, view: View, place: Place, account: str | None) -> list[Message]:
        return [one for one in self.all_of(view) if _belongs(one, place, account)]

    def _one(self, view: View, place: Place, account: str | None) -> Message | None:
        """The message of this pause: chosen when it begins, gone once it applies no more."""
        fitting = self._fitting(view, place, account)
        pause = (place, account, view.week, _plan_of(view, account) if place == "plan" else None)
        if pause not in self._pauses:
            chosen = self._said_elsewhere(fitting, view.week)
            if place not in _PAUSES:
                return chosen
            chosen = chosen or self._rested(fitting, view.week, account)
            self._pauses[pause] = None if chosen is None else _key(chosen)
            if chosen is not None:
                self._told[_key(chosen)] = view.week
        wanted = self._pauses[pause]
        return next((one for one in fitting if _key(one) == wanted), None)

    def _said_elsewhere(self, fitting: list[Message], week: int) -> Message | None:
        """What was said on another page this week."""
        return next((one for one in fitting if self._told.get(_key(one)) == week), None)

    def _rested(self, fitting: list[Message], week: int, account: str | None) -> Message | None:
        """What was not said for long enough: about its account, and where all of them are looked at, about any."""
        lately = {key for key, when in self._told.items() if week - when < REST}
        # What is about nothing in particular is a habit, and to hear of it at one account after the other is a nag.
        numbers = {
            number for (number, _, thing), when in self._told.items() if week - when < (PAUSE if thing else REST)
        }
        return next(
            (one for one in fitting if _key(one) not in lately and (account is not None or one.number not in numbers)),
            None,
        )


def _key(message: Message) -> _Key:
    return message.number, message.account, message.thing


def _belongs(message: Message, place: Place, account: str | None) -> bool:
    match place:
        case "desk":
            return True
        case "quarter":
            return message.page in ("evidence", "priorities")
        case "overview":
            return message.account == account
        case _:
            return message.page == place and message.account == account


def _plan_of(view: View, account: str | None) -> object:
    """A plan that was written anew is a pause of its own."""
    plan = next((one.plan for one in view.accounts if one.id == account), None)
    return plan and (plan.goal, plan.initiatives)


def _placed(view: View, message: Message, account: str | None) -> str:
    """With the account's name, unless the page is about that account."""
    if message.account == account:
        return message.words
    name = next((one.name for one in view.accounts if one.id == message.account), view.territory)
    return f"{name}: {message.words}" if message.account is not None else message.words


def _at_a_glance(view: View, found: tuple[Message, ...]) -> tuple[str, ...]:
    """What is about the whole territory or has a date, and how much more stands at how many accounts."""
    here = [one for one in found if one.account is None or one.number == DATED]
    there = [one for one in found if one not in here]
    accounts = len({one.account for one in there})
    things = f"{len(there)} thing{'s' if len(there) > 1 else ''} at {accounts} account{'s' if accounts > 1 else ''}"
    return (*(_placed(view, one, None) for one in here), *([f"{things}, on the pages about it."] if there else []))
