"""Reading papers: opened across the page, turned page by page, put back on the pile."""

from __future__ import annotations

from fake_seat import FakeSeat
from fake_view import account
from kae_sim.game.view import Block, Source
from kae_sim.tui.app import KaeApp
from kae_sim.tui.desk import Desk
from screen_hands import Hands, page_of


def with_papers() -> FakeSeat:
    """A seat with a website of three pages that was read, and a mapping session's notes."""
    seat = FakeSeat()
    pages = tuple(
        Block(kind="paragraph", words=f"This is what stands on {name}.", page=name)
        for name in ("Alpha", "Beta", "Gamma")
    )
    chart = Block(kind="series", values=tuple(range(20, 46)), page="Gamma", title="Run chart", unit="days",
                  ticks=("25 weeks before", "latest"), mean=32)  # fmt: skip
    first = account("a1", "St Aelred's District Hospital")
    site = first.sources[0].model_copy(update={"read": 1, "dated": -5, "blocks": (*pages, chart)})
    page = Block(kind="paragraph", words="All queues.", page="Service map")
    notes = Source(id="map", kind="notes", title="Service map", half_hours=0, whole_territory=False,
                   speaks_of=("a1",), read=1, dated=1, blocks=(page,))  # fmt: skip
    changed = first.model_copy(update={"sources": (site, *first.sources[1:], notes)})
    seat.change(accounts=(changed, *seat.view.accounts[1:]))
    return seat


async def test_a_paper_opens_across_the_page_and_its_pages_are_turned() -> None:
    app = KaeApp(Desk(with_papers()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("r")
        assert "Page 1 of 3" in page_of(app)
        assert "Service map" in page_of(app)
        await hand.choose("trust-site")
        opened = page_of(app)
        assert "Service map" not in opened
        assert "It speaks of six weeks before you started." in opened
        assert "what stands on Alpha" in opened
        await hand.key("left")
        assert "Page 1 of 3: Alpha" in page_of(app)
        await hand.key("right")
        assert "what stands on Beta" in page_of(app)
        assert "what stands on Alpha" not in page_of(app)
        await hand.key("right")
        last = page_of(app)
        assert "Page 3 of 3: Gamma" in last
        assert "Run chart" in last
        assert "32 ┤" in last
        await hand.key("right")
        assert "Page 3 of 3: Gamma" in page_of(app)


async def test_escape_closes_the_paper_first_and_then_the_page() -> None:
    app = KaeApp(Desk(with_papers()))
    async with app.run_test(size=(80, 24)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("r")
        await hand.choose("map")
        assert "All queues." in page_of(app)
        await hand.key("escape")
        assert hand.on("reader")
        assert "Service map" in page_of(app)
        assert "The hospital's" in page_of(app)
        await hand.key("escape")
        assert not hand.on("reader")


async def test_a_paper_begins_at_its_first_page_whichever_was_open_before() -> None:
    app = KaeApp(Desk(with_papers()))
    async with app.run_test(size=(120, 36)) as pilot:
        hand = Hands(pilot)
        await hand.account("a1")
        await hand.key("r")
        await hand.key("right")
        assert "what stands on Beta" in page_of(app)
        await hand.choose("map")
        await hand.key("escape")
        await hand.choose("trust-site")
        assert "Page 1 of 3: Alpha" in page_of(app)
