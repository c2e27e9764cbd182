"""The pathway as a line: what it says of who comes after whom is what the routes of the pack say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from kae_sim.scenario import load_scenario, shipped
from kae_sim.scenario.schema import Pathway, Route
from kae_sim.scenario.ways import in_order, onward
from kae_sim.words.picture import Box, draw
from kae_sim.words.ways import FIRST_DOSE, Tie, from_above, rows, ties

SHIPPED = [one.id for one in shipped()]


def pathway_of(scenario: str) -> Pathway:
    return load_scenario(scenario).pack.pathway


def drawn(stages: Sequence[str], line: Sequence[Tie]) -> set[tuple[str, str]]:
    """Each tie from a stage to another that the line shows."""
    found = set()
    for at, tie in enumerate(line):
        if at:
            found.add((stages[at - 1] if tie.link == "then" else stages[tie.fork], stages[at]))
        if tie.leads not in (None, FIRST_DOSE):
            found.add((stages[at], str(tie.leads)))
    return found


def true(leads: Mapping[str, Sequence[str]]) -> set[tuple[str, str]]:
    return {(stage, following) for stage, some in leads.items() for following in some}


@pytest.mark.parametrize("scenario", SHIPPED)
def test_every_shipped_pathway_is_drawn_as_its_routes_say(scenario: str) -> None:
    pathway = pathway_of(scenario)
    stages, leads = in_order(pathway), onward(pathway)
    assert drawn(stages, ties(stages, leads)) == true(leads)
    ends = {route.stages[-1] for route in pathway.routes}
    line = dict(zip(stages, ties(stages, leads), strict=True))
    alternatives = {stages[at - 1] for at, tie in enumerate(line.values()) if tie.link == "or"}
    assert {one for one in ends if line[one].leads == FIRST_DOSE} == ends, alternatives


@pytest.mark.parametrize("scenario", SHIPPED)
@pytest.mark.parametrize("most", [2, 4, 5, 9])
def test_rows_hold_every_stage_once_and_mark_where_a_way_begins(scenario: str, most: int) -> None:
    pathway = pathway_of(scenario)
    line = ties(in_order(pathway), onward(pathway))
    found = rows(line, most)
    assert [at for row in found for at in row] == list(range(len(line)))
    assert max(map(len, found)) <= most
    for row in found:
        for at in from_above(line, row):
            assert line[at].link != "then" or any(tie.fork == at - 1 for tie in line)


def test_routes_that_meet_again_are_drawn_with_where_they_go_on_to() -> None:
    pathway = pathway_of("two-week-promise")

    def route(name: str, *stages: str) -> Route:
        return pathway.routes[0].model_copy(update={"id": name, "stages": stages, "dose_stages": stages})

    meeting = pathway.model_copy(
        update={"routes": (route("a", "preparation", "chair"), route("b", "homecare", "chair"))}
    )
    stages, leads = in_order(meeting), onward(meeting)
    assert stages[-3:] == ("preparation", "homecare", "chair"), "none before one that leads to it"
    assert drawn(stages, ties(stages, leads)) | {("preparation", "chair")} == true(leads)
    assert [tie.link for tie in ties(stages, leads)][-3:] == ["then", "or", "then"]


def test_plain_lines_join_the_ways_with_or_and_mark_where_they_begin() -> None:
    pathway = pathway_of("two-week-promise")
    line = ties(in_order(pathway), onward(pathway))
    boxes = [Box(pathway.stage(stage).name, (), False, tie) for stage, tie in zip(in_order(pathway), line, strict=True)]
    lines = draw(boxes)
    named = next(one for one in lines if "Homecare" in one)
    assert named.index("Pharmacy") < named.index(" > ") < named.index("Infusion") < named.index(" or ")
    assert lines[lines.index(named) - 1].count("v") == 2
    assert all(len(one) <= 80 for one in lines)
