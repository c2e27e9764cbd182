"""Hands at the screens: every action of the game done as a person would, by keys alone or by mouse alone."""

from __future__ import annotations

from textual.events import MouseScrollDown, MouseScrollUp
from textual.pilot import Pilot
from textual.screen import Screen

from kae_sim.game import actions as do
from kae_sim.tui.app import KaeApp
from kae_sim.tui.screens.index import kind
from kae_sim.tui.screens.told import Told
from kae_sim.tui.widgets.choices import Choices
from kae_sim.tui.widgets.footer import Footer
from kae_sim.tui.widgets.tabs import Tabs
from kae_sim.words.labels import FAIRLY_SURE, HUNCH, SURE

RUNGS = {HUNCH: "hunch", FAIRLY_SURE: "fairly-sure", SURE: "sure"}
TAB = {"overview": 0, "pathway": 1, "people": 2, "evidence": 3, "plan": 4}


def page_of(app: KaeApp) -> str:
    """What stands on the screen, as text."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


class Hands:
    """Keys alone; `seen` collects every page that was looked at."""

    def __init__(self, pilot: Pilot[None]) -> None:
        assert isinstance(pilot.app, KaeApp)
        self.pilot = pilot
        self.app = pilot.app
        self.seen: list[str] = []

    # --- looking ------------------------------------------------------------------------------------

    async def look(self) -> str:
        await self.pilot.pause()
        await self.pilot.pause()
        if self.app.fault is not None:
            raise self.app.fault
        self.seen.append(page_of(self.app))
        return self.seen[-1]

    def on(self, name: str) -> bool:
        return isinstance(self.app.screen, kind(name))

    def list_with(self, key: str) -> Choices | None:
        for choices in self.app.screen.query(Choices):
            if choices.is_on_screen and any(option.id == key for option in choices.options):
                return choices
        return None

    def screen(self) -> Screen[object]:
        return self.app.screen

    # --- the two things a hand can do ---------------------------------------------------------------

    async def key(self, key: str) -> None:
        """Presses a key that the screen knows."""
        await self.pilot.press(key)
        await self.look()

    async def tab(self, name: str) -> None:
        await self.pilot.press(str(TAB[name] + 1))
        await self.look()

    async def choose(self, key: str) -> None:
        """Chooses a row of a list by its key."""
        choices = self.list_with(key)
        assert choices is not None, f"no list has {key}:\n{page_of(self.app)}"
        for _ in range(12):
            if self.app.focused is choices:
                break
            await self.pilot.press("tab")
        assert self.app.focused is choices, f"{choices.id} can't be reached with tab"
        if choices.chosen != key:
            ids = [option.id for option in choices.options if not option.disabled]
            steps = ids.index(key) - (ids.index(choices.chosen) if choices.chosen in ids else -1)
            await self.pilot.press(*(["down" if steps > 0 else "up"] * abs(steps)))
        assert choices.chosen == key
        await self.pilot.press("enter")
        await self.look()

    # --- the way about ------------------------------------------------------------------------------

    async def dismiss(self) -> None:
        """Goes on from pages that only tell something."""
        while isinstance(self.app.screen, Told) or self.on("briefing") or self.on("review"):
            await self.key("enter")

    async def desk(self) -> None:
        await self.dismiss()
        while not self.on("territory"):
            await self.key("escape")
            if self.list_with("leave") is not None:
                await self.choose("leave")
            await self.dismiss()

    async def account(self, account: str, tab: str = "") -> None:
        await self.desk()
        await self.choose(account)
        if tab:
            await self.tab(tab)

    async def diary(self) -> None:
        await self.desk()
        await self.key("m")

    # --- actions --------------------------------------------------------------------------------------

    async def act(self, action: do.Action) -> None:
        """Does it; the screens may do nothing else to the game."""
        await getattr(self, f"_{action.do}")(action)
        await self.dismiss()

    async def _read(self, action: do.Read) -> None:
        if action.account is None:
            await self.desk()
        else:
            await self.account(action.account)
        await self.key("r")
        found = [s for a in self.app.desk.view.accounts for s in a.sources if s.id == action.source]
        await self.choose(action.source)
        if found[0].read is not None:
            await self.key("e")

    async def _look_up(self, action: do.LookUp) -> None:
        await self.account(action.account, "people")
        await self.choose(action.person)
        await self.choose("look-up")

    async def _map(self, action: do.Map) -> None:
        await self.account(action.account, "people")
        await self.choose(action.sponsor)
        await self.choose("map")

    async def _team_call(self, _: do.TeamCall) -> None:
        await self.desk()
        await self.key("r")
        await self.choose("team-call")

    async def _book(self, action: do.Book) -> None:
        await self.account(action.account)
        await self.key("b")
        await self.choose(f"channel/{action.channel}")
        for person in action.people:
            await self.choose(f"person/{person}")
        await self.choose(f"week/{action.week}")
        await self.choose("done")

    async def _cancel(self, action: do.Cancel) -> None:
        await self.diary()
        await self.choose(action.meeting)
        await self.choose("cancel")
        if self.list_with("off"):
            await self.choose("off")

    async def _prepare(self, action: do.Prepare) -> None:
        await self.diary()
        await self.choose(action.meeting)
        await self.choose("prepare")
        before = set(self.app.desk.meeting(action.meeting).prepared or ())
        await self.choose(f"opening/{action.opening}")
        for question in before ^ set(action.questions) if before else action.questions:
            await self.choose(f"question/{question}")
        for question, wording in zip(action.questions, action.wordings, strict=bool(action.wordings)):
            await self.choose(f"wording of {question}/{wording}")
        if self.list_with("mention/nothing"):
            await self.choose(f"mention/{action.acknowledge or 'nothing'}")
        if self.list_with("bring/nothing"):
            await self.choose(f"bring/{action.bring or 'nothing'}")
        await self.choose("done")

    async def _hold(self, action: do.Hold) -> None:
        await self.diary()
        await self.choose(action.meeting)
        await self.choose("hold")

    async def _in_meeting(self, meeting: str) -> None:
        if not self.on("meeting"):
            await self.diary()
            await self.choose(meeting)

    async def _ask(self, action: do.Ask) -> None:
        await self._in_meeting(action.meeting)
        meeting = self.app.desk.meeting(action.meeting)
        free = (
            next(card.about for card in self.app.desk.view.rules.questions if card.id == action.question) == "who-else"
        )
        as_prepared = (action.question, action.wording) in zip(meeting.prepared or (), meeting.wordings, strict=True)
        if free:
            await self.choose("who-else")
        elif as_prepared:
            await self.choose(f"ask:{action.question}")
        else:
            await self.choose("other")
            await self.choose(action.question)
        if len(meeting.people) > 1:
            await self.choose(action.person)
        if not (free or as_prepared):
            await self.choose(action.wording)

    async def _close(self, action: do.Close) -> None:
        await self._in_meeting(action.meeting)
        await self.choose("bye")
        await self.choose("yes" if action.ask_again else "no")

    async def _attend(self, action: do.Attend) -> None:
        await self.diary()
        await self.choose(f"attend:{action.happening}")
        await self.choose("go")

    async def _believe(self, action: do.Believe) -> None:
        await self.account(action.account, "evidence")
        await self.choose(action.unknown)
        await self.choose(action.answer)
        await self.choose(RUNGS[action.percent])

    async def _prioritise(self, action: do.Prioritise) -> None:
        await self.desk()
        await self.key("p")
        drafted = {share.account: share for share in self.app.screen._draft}  # type: ignore[attr-defined]
        for share in action.shares:
            if share == drafted[share.account]:
                continue
            await self.choose(share.account)
            await self.choose(share.tier)
            if self.app.desk.view.rules.ceilings[share.tier]:
                await self.choose(str(share.tokens))
            await (self.key("escape") if share.reason is None else self.choose(share.reason))
        await self.choose("in-force")

    async def _plan(self, action: do.Plan) -> None:
        await self.account(action.account, "plan")
        await self.choose("write")
        plan = self.app.desk.account(action.account).plan
        before = dict(plan.initiatives) if plan else {}
        if self.list_with(f"goal/{action.goal}"):
            await self.choose(f"goal/{action.goal}")
        for step in action.initiatives:
            if step.initiative not in before:
                await self.choose(f"do/{step.initiative}")
            if step.start != before.get(step.initiative, self.app.desk.view.week):
                await self.choose(f"start/{step.initiative}")
                await self.choose(str(step.start))
        await self.choose(f"sponsor/{action.sponsor or 'nobody'}")
        if action.forecast is not None and self.list_with(f"wait/{action.forecast.wait}"):
            await self.choose(f"wait/{action.forecast.wait}")
            await self.choose(f"starts/{action.forecast.starts}")
        await self.choose("done")

    async def _propose(self, action: do.Propose) -> None:
        await self.account(action.account, "plan")
        await self.choose(f"propose:{action.initiative}")
        if self.list_with(str(action.week)):
            await self.choose(str(action.week))

    async def _withdraw(self, action: do.Withdraw) -> None:
        await self.account(action.account, "plan")
        await self.choose(f"withdraw:{action.initiative}")

    async def answer(self, choice: str) -> None:
        """Marks the answer to a question that cannot wait, and gives it."""
        await self.choose(choice)
        await self.choose(choice)

    async def _respond(self, action: do.Respond) -> None:
        await self.dismiss()
        await self.answer(action.choice)

    async def _end_week(self, _: do.EndWeek) -> None:
        await self.diary()
        await self.key("w")
        if self.list_with("go"):
            await self.choose("go")

    async def _end_round(self, _: do.EndRound) -> None:
        await self.desk()
        await self.key("space")
        await self.choose("end")
        for last in ("go", "over"):
            if self.list_with(last):
                await self.choose(last)

    async def carry_on(self) -> None:
        """What somebody does who only wants to see the end: first answers, everything let go."""
        await self.dismiss()
        if self.on("news"):
            news = self.app.desk.unanswered()
            assert news is not None
            await self.answer(news.choices[0].id)
            await self.dismiss()
            return
        talking = next((one for one in self.app.desk.view.meetings if one.state == "open"), None)
        if talking is not None:
            await self.act(do.Close(meeting=talking.id, ask_again=True))
        await self.desk()
        await self.key("space")
        for last in ("go", "end", "go", "over"):
            if self.list_with(last):
                await self.choose(last)


class Mouse(Hands):
    """The mouse alone: clicks and the wheel; keys only as the footer offers them to be clicked."""

    async def key(self, key: str) -> None:
        footer = self.app.screen.query_one(Footer)
        await self.pilot.pause()
        spans = {pressed: start for start, _, pressed in footer._spans}
        assert key in spans, f"{key} can't be clicked in the footer:\n{page_of(self.app)}"
        await self.pilot.click(footer, offset=(spans[key], 0))
        await self.look()

    async def tab(self, name: str) -> None:
        tabs = self.app.screen.query_one(Tabs)
        await self.pilot.pause()
        await self.pilot.click(tabs, offset=(tabs._spans[TAB[name]][0] + 2, 0))
        await self.look()

    async def choose(self, key: str) -> None:
        choices = self.list_with(key)
        assert choices is not None, f"no list has {key}:\n{page_of(self.app)}"
        line = choices._index_to_line[choices.get_option_index(key)]
        for _ in range(200):
            top, height = round(choices.scroll_y), choices.scrollable_content_region.height
            if top <= line < top + height:
                break
            turn = MouseScrollDown if line >= top + height else MouseScrollUp
            await self.pilot._post_mouse_events([turn], choices, offset=(3, 1))
        else:
            raise AssertionError(f"{key} can't be reached with the wheel")
        inside = choices.content_region.offset - choices.region.offset
        await self.pilot.click(choices, offset=(inside.x + 2, inside.y + line - round(choices.scroll_y)))
        await self.look()
