"""Every screen once, on a tiny game that no rule can change: for goldens of what stands on it."""

from __future__ import annotations

from collections.abc import Callable

from fake_doors import FakeDoors
from fake_seat import FakeSeat
from fake_view import claim
from kae_sim.game import view as seen
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from screen_hands import Hands, page_of

SIZES = ((80, 24), (120, 36))


def lived_in(seat: FakeSeat | None = None) -> FakeSeat:
    """A game in its second week: claims that contradict each other, a plan, a meeting today, an answer."""
    seat = seat or FakeSeat()
    start = seat.view
    first = start.accounts[0]
    chief = "a1.chief"
    claims = (
        claim("c1", "a1", "stage:mdt-list", "jammed", speaks_of=-30),
        claim("c2", "a1", "stage:mdt-list", "flowing", person=chief, manner="plain", vantage="was-told", week=2),
        claim("c3", "a1", "stage:pharmacy-prep", "slow", person=chief, week=2, speaks_of=2),
        claim("c4", "a1", "bottleneck", "pharmacy-prep", person="a1.nurse", manner="hedged", week=2, speaks_of=2),
        claim(
            "c5", "a1", "wait", "under-6", person=None, source="trust-site", vantage="paper", mood=None, speaks_of=-26
        ),
        claim("c6", "a1", "wait", "over-18", week=2, speaks_of=2, words="Four months, on a good day."),
        claim("c7", "a1", "stage:first-clinic", "flowing", week=1),
    )
    outlook = seen.Outlook(
        patients=12.0, account=4.5, company=7.25, stages={"chair-slot": "the queue halves"},
        earned_pence=1_425_000, spent_pence=700_000, together=18.6,
    )  # fmt: skip
    plan = seen.Plan(
        goal="free-chairs",
        initiatives=(("chair-template", 2), ("start-at-home", 3)),
        sponsor="a1.nurse",
        forecast=("6-12", "more"),
        promised=False,
        outlook=outlook,
    )
    steps = (
        seen.Step(initiative="chair-template", state="proposed", week=4, reasons=()),
        seen.Step(initiative="start-at-home", state="draft", week=None, reasons=()),
    )
    belief = seen.Belief(unknown="bottleneck", answer="pharmacy-prep", percent=70, since=2, locked=())
    account = first.model_copy(
        update={"claims": claims, "plan": plan, "steps": steps, "beliefs": (belief,), "half_hours_spent": 7}
    )
    meeting = seen.Meeting(
        id="m0", account="a1", people=("a1.nurse",), channel="visit", week=2, requested=True, state="booked",
        questions_left=4, prepared=("q-wait", "q-stuck"), wordings=("open", "open"), spoken=(),
    )  # fmt: skip
    news = seen.News(id="n0", week=1, account="a2", words="A colleague [/] has left.", choices=(), answered=None)
    seat.change(
        rules=start.rules.model_copy(update={"level": 2}),
        week=2,
        weeks_in_round=1,
        accounts=(account, *start.accounts[1:]),
        meetings=(meeting,),
        news=(news,),
        warnings=1,
    )
    return seat


async def walk(size: tuple[int, int], keep: Callable[[str, KaeApp], None]) -> None:
    """Goes through every screen and hands each to `keep` under its name."""
    desk = Desk(lived_in())
    app = KaeApp(doors=FakeDoors(desk))
    async with app.run_test(size=size) as pilot:
        hand = Hands(pilot)

        async def shot(name: str) -> None:
            await app.workers.wait_for_complete()
            await hand.look()
            keep(name, app)

        await shot("home")
        await hand.choose("scores")
        await shot("leaderboard")
        await hand.key("escape")
        await app.workers.wait_for_complete()
        await hand.choose("run:r-1")
        await shot("territory")
        await hand.key("question_mark")
        await shot("help")
        await hand.key("escape")
        await hand.key("f1")
        await shot("briefing")
        await hand.account("a1")
        await shot("pathway")
        for tab in ("overview", "people", "evidence", "plan"):
            await hand.tab(tab)
            await shot(tab)
        await hand.tab("evidence")
        await hand.choose("wait")
        await shot("evidence-wait")
        await hand.key("n")
        await shot("notes")
        await hand.key("escape")
        await hand.key("b")
        await shot("booking")
        await hand.account("a1", "plan")
        await hand.choose("write")
        await shot("planning")
        await hand.account("a1")
        await hand.key("r")
        await hand.choose("trust-site")
        await shot("reader")
        await hand.desk()
        await hand.key("p")
        await shot("priorities")
        await hand.choose("in-force")
        await hand.diary()
        await shot("diary")
        await hand.choose("m0")
        await shot("diary-meeting")
        await hand.choose("prepare")
        await shot("agenda")
        await hand.diary()
        await hand.choose("m0")
        await hand.choose("hold")
        await shot("news")
        await hand.answer("tell-safety")
        await hand.choose("ask:q-stuck")
        await shot("meeting")
        await hand.choose("bye")
        await hand.choose("yes")
        await shot("after-meeting")
        await hand.desk()
        await hand.key("space")
        await shot("quarter")
        await hand.choose("end")
        await shot("review")
        await hand.key("enter")
        while not hand.on("territory"):
            await hand.key("enter")
        await hand.key("w")
        await shot("told")
        await hand.dismiss()
        while not desk.view.finished:
            await hand.carry_on()
        await hand.dismiss()
        await shot("year_after")
        await hand.key("enter")
        await shot("debrief")
        await hand.key("2")
        await shot("debrief-pathways")


async def pages(size: tuple[int, int]) -> dict[str, str]:
    """Every screen's text."""
    found: dict[str, str] = {}

    def keep(name: str, app: KaeApp) -> None:
        found[name] = page_of(app) + "\n"

    await walk(size, keep)
    return found
