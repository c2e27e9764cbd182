"""What stands on every screen, to the letter, at 80x24 and 120x36: `python tests/tui/make.py` makes them again."""

from __future__ import annotations

from pathlib import Path

import pytest

from gallery import SIZES, pages

GOLDENS = Path(__file__).parent / "goldens"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
async def test_every_screen_stands_as_it_was_approved(size: tuple[int, int]) -> None:
    width, height = size
    shown = await pages(size)
    kept = {path.name: path.read_text("utf-8") for path in GOLDENS.glob(f"*-{width}x{height}.txt")}
    assert {f"{name}-{width}x{height}.txt" for name in shown} == set(kept)
    assert len(kept) > 25
    for name, page in shown.items():
        lines = page.splitlines()
        assert len(lines) <= height
        assert page == kept[f"{name}-{width}x{height}.txt"], name
