"""When the program falls over on a screen: no local variables, no values, the screen is given back, the run is kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from kae_sim.cli import play as play_module
from kae_sim.cli import run as command
from kae_sim.game.actions import EndWeek
from kae_sim.runs import list_runs, resume
from kae_sim.tui.app import KaeApp
from kae_sim.tui.screens.briefing import Briefing

pytestmark = pytest.mark.usefixtures("quick")

SECRET = "truth-777001"


def fall_over(self: Briefing) -> None:
    self.desk.act(EndWeek())
    truth = SECRET
    raise ZeroDivisionError(f"{truth} was on the way")


def test_a_fault_shows_no_values_and_keeps_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path))
    monkeypatch.setattr(play_module, "on_screens", lambda plain: not plain)
    shown = KaeApp.run

    def headless(app: KaeApp) -> None:
        shown(app, headless=True, size=(80, 24))

    monkeypatch.setattr(KaeApp, "run", headless)
    monkeypatch.setattr(Briefing, "refresh_view", fall_over)
    assert command(("play", "two-week-promise", "--seed", "5", "--name", "Ann")) == 1
    out, err = capfd.readouterr()
    assert "ZeroDivisionError" in err
    assert "kae-sim resume" in err
    assert SECRET not in out + err
    assert "locals" not in out + err
    logs = [path.read_text("utf-8") for path in tmp_path.rglob("*.log")]
    assert len(logs) == 1
    assert SECRET not in logs[0]
    assert "briefing.py" not in logs[0] or "fall_over" in logs[0]
    kept = [info for info in list_runs() if info.state == "open"]
    assert len(kept) == 1
    with resume(kept[0].run) as session:
        assert session.view.week == 2


async def test_a_fault_in_the_background_is_told_the_same_way() -> None:
    class Broken:
        def __getattr__(self, name: str) -> object:
            raise ZeroDivisionError(SECRET)

    app = KaeApp(doors=Broken())  # type: ignore[arg-type]  # the first page asks it for the stories

    async def open_it() -> None:
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()

    with pytest.raises(ZeroDivisionError):
        await open_it()
    assert isinstance(app.fault, ZeroDivisionError)
