"""Where the focus is, is seen in every set of colours: its frame, its row, and the row of a list that has it not."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import Theme

from gallery import lived_in
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from kae_sim.tui.settings import Settings
from kae_sim.tui.theme import THEMES
from kae_sim.tui.widgets.choices import Choices
from screen_hands import Hands

EACH = pytest.mark.parametrize("theme", THEMES, ids=lambda one: one.name)


def contrast(one: str, other: str) -> float:
    """As the Web Content Accessibility Guidelines reckon it, from 1 to 21."""
    dim, bright = sorted(map(_light, (one, other)))
    return (bright + 0.05) / (dim + 0.05)


def _light(colour: str) -> float:
    parts = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in Color.parse(colour).normalized
    )
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), parts, strict=True))


@EACH
def test_frames_and_rows_with_the_focus_stand_out(theme: Theme) -> None:
    assert theme.accent is not None
    assert theme.background is not None
    own = theme.variables
    assert contrast(theme.accent, theme.background) >= 3
    assert contrast(theme.accent, own["edge"]) >= 3
    assert contrast(own["edge"], theme.background) >= 1.5
    assert contrast(own["pointed"], theme.background) >= 1.3
    assert contrast(own["block-cursor-background"], own["pointed"]) > 1.05
    assert contrast(own["block-cursor-foreground"], own["block-cursor-background"]) >= 4.5


@EACH
async def test_of_three_lists_one_has_another_frame_and_all_show_what_they_point_at(theme: Theme) -> None:
    app = KaeApp(Desk(lived_in()), settings=Settings(theme=theme.name))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1", "evidence")
        lists = list(app.screen.query(Choices))
        assert [one.styles.border_top[0] for one in lists] == ["heavy", "round", "round"]
        rows = [one.get_component_styles("option-list--option-highlighted").background for one in lists]
        assert rows[0] == Color.parse(theme.variables["block-cursor-background"])
        assert rows[1] == Color.parse(theme.variables["pointed"])
