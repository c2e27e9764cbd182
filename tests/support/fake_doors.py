"""Doors to one tiny finished game: a scenario on offer, a run to continue, a debrief, a board."""

from __future__ import annotations

from fake_view import RULES
from kae_sim.score.debrief_model import (
    AccountDebrief,
    AnswerLine,
    Band,
    Bars,
    BotMean,
    Debrief,
    Habit,
    Luck,
    Moment,
    RungCount,
    Skill,
    StagePicture,
    TimelineEntry,
)
from kae_sim.tui.desk import Desk
from kae_sim.tui.doors import BoardLine, BoardPage, KeptRuns, NoDoors, OpenRun, Story
from kae_sim.tui.working import Headway

STAGES = (
    ("first-clinic", "First clinic", 0.2),
    ("mdt-list", "Biologics meeting", 1.9),
    ("pharmacy-prep", "Pharmacy preparation", 8.4),
    ("chair-slot", "Infusion chair", 2.6),
    ("home-setup", "Homecare set-up", 0.0),
)

ONWARD = RULES.onward


def account(name: str, believed: str, true: str) -> AccountDebrief:
    """A finished account whose queue was thought to be in one place and was in another."""
    return AccountDebrief(
        id="a1",
        name=name,
        stages=tuple(
            StagePicture(
                id=key, name=words, believed=key == believed, true=key == true, queue_weeks=weeks, onward=ONWARD[key]
            )
            for key, words, weeks in STAGES
        ),
        answers=(
            AnswerLine(
                id="wait", unknown="How long do patients wait?",
                believed="6 to 12 weeks", rung="sure", true=("13 to 18 weeks",),
                right=False, observer="13 to 18 weeks", observer_percent=81,
            ),
            AnswerLine(
                id="bottleneck", unknown="Where are they stuck?",
                believed="Infusion chair", rung="hunch",
                true=("Pharmacy preparation",), right=believed == true,
                observer="Pharmacy preparation", observer_percent=66,
            ),
        ),
        bars=Bars(patients=20.0, account=10.0, company=-5.0),
        joint=5.0,
        best_joint=44.0,
        tier_said="short",
        tier_right="medium",
        reason_said="They are ready to change",
        reason_true=False,
        plan="new chair template (live from week 9)",
        thought_then=dict((key, words) for key, words, _ in STAGES)[believed],
        stuck_then=(dict((key, words) for key, words, _ in STAGES)[true],),
    )  # fmt: skip


DEBRIEF = Debrief(
    title="The two-week promise",
    scenario="two-week-promise",
    deal="K7QF",
    player_name="Pat",
    score=41.25,
    band=Band(low=31.25, high=51.25),
    calibrated=False,
    passed=True,
    gate="open",
    pass_mark=40,
    ruler=(BotMean(words="asks one doctor everything", mean=8.0), BotMean(words="asks well", mean=48.0)),
    skills=(Skill(id="know", words="Know the accounts", points=52.0, weight=40),),
    captured=0.37,
    accounts=(
        account("St Aelred's District Hospital", "chair-slot", "pharmacy-prep"),
        account("Royal Northmoor Hospital [/]", "pharmacy-prep", "pharmacy-prep"),
    ),
    moments=(
        Moment(
            kind="best-call",
            headline="You asked the pharmacist",
            who_said_what=('Sr Joy Whittle: "It comes up late."',),
            true="The queue is in pharmacy.",
            points=4.5,
        ),
        Moment(kind="never-held", headline="The coordinator", who_said_what=(), true="She knew.", points=6.0),
    ),
    calibration=(
        RungCount(words="hunch", said=4, right=2),
        RungCount(words="fairly sure", said=0, right=0),
        RungCount(words="sure", said=3, right=1),
    ),
    lost={"never_asked": 20.0, "misread": 12.5},
    luck=Luck(low=38.0, high=44.0),
    habit=Habit(name="You ask people who are easy to reach", monday="Who works where the patients wait?"),
    timeline=(TimelineEntry(week=3, words="Call with Sr Joy Whittle"),),
)


def line(rank: str, name: str, first: float, best: float, remark: str = "", **more: bool) -> BoardLine:
    told = {"bot": False, "own": False} | more
    played = "bot" if told["bot"] else "alone"
    return BoardLine(
        rank=rank, name=name, deal="K7QF-2M", played=played, first=first, best=best, latest=first, tries=2,
        remark=remark, **told,
    )  # fmt: skip


class FakeDoors(NoDoors):
    """Opens the desk it is given."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def stories(self) -> list[Story]:
        return [
            Story("two-week-promise", "The two-week promise", 90, 1, 41.2),
            Story("x", "[bold]Own[/] file", 20, 3, None),
        ]

    def kept_runs(self) -> KeptRuns:
        return KeptRuns([OpenRun("r-1", "The two-week promise", 7, 39, "Pat [/]")], [])

    def begin(self, scenario: str) -> Desk:
        return self._desk

    def go_on(self, run: str) -> Desk:
        return self._desk

    def finish(self, progress: Headway) -> Debrief:
        return DEBRIEF

    def report(self) -> str:
        return "debrief.md"

    def boards(self) -> list[BoardPage]:
        lines = (
            line("1=", "Quiet Lapwing", 47.1, 52.0),
            line("1=", "Pat", 41.2, 41.2, own=True),
            line("3", "Keen Otter [/]", 12.0, 12.0, "not passed: a breach of conduct"),
            line("", "Brisk Wren", 61.0, 61.0, "practice, not ranked: territory 2 of this scenario"),
            line("", "bot one_doctor", 8.3, 8.3, bot=True),
        )
        return [BoardPage("two-week-promise", "two-week-promise", lines)]
