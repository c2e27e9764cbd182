"""A stage added to a pack: the patients who come, their habits and what was planned for them stay as they were."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from kae_sim.scenario import load_scenario
from kae_sim.scenario.schema import Pack
from kae_sim.world.draws import Drawn, draw
from kae_sim.world.generator import archetype_of, draw_spec
from kae_sim.world.spec import Spec
from kae_sim.world.streams import deal_root

SHIPPED = ("two-week-promise", "the-long-interval", "the-meeting-list", "the-hatch")
NEW = "consent-visit"
DAYS = range(-364, 364)
BY_STAGE = {"missing", "cancelled"}


def with_stage(pack: Pack, place: int) -> Pack:
    """The pack with one more shared stage, standing anywhere in the list, passed after the first one."""
    pathway = pack.pathway
    new = pathway.stages[0].model_copy(update={"id": NEW, "name": "Consent visit", "missed_percent": 11})
    stages = (*pathway.stages[:place], new, *pathway.stages[place:])
    before = (*pathway.before_decision, NEW)
    return pack.model_copy(update={"pathway": pathway.model_copy(update={"stages": stages, "before_decision": before})})


def lives(pack: Pack, root: bytes, account: str) -> tuple[Spec, Drawn]:
    spec = draw_spec(pack, archetype_of(pack, root, account, None), root, account, 0, 364)
    return spec, draw(spec, root, ("account", account, "patients"), DAYS, 0, 100)


def of_stages(spec: Spec, values: tuple[Any, ...]) -> dict[str, Any]:
    return {stage: value for stage, value in zip(spec.stage_ids, values, strict=True) if stage != NEW}


@pytest.mark.parametrize("scenario_id", SHIPPED)
def test_a_new_stage_leaves_arrivals_delays_and_routes_as_they_were(scenario_id: str) -> None:
    pack, root = load_scenario(scenario_id).pack, deal_root(11)
    for place in (0, 2, len(pack.pathway.stages)):
        for account in ("a1", "a2", "a3"):
            old_spec, old = lives(pack, root, account)
            new_spec, new = lives(with_stage(pack, place), root, account)
            assert NEW in new_spec.stage_ids
            assert (new_spec.referrals, new_spec.route_permille) == (old_spec.referrals, old_spec.route_permille)
            assert of_stages(new_spec, new_spec.delays) == of_stages(old_spec, old_spec.delays)
            assert new_spec.start.on_route == old_spec.start.on_route
            assert old.count > 500
            for field in fields(Drawn):
                then, now = getattr(old, field.name), getattr(new, field.name)
                if field.name in BY_STAGE:
                    then, now = of_stages(old_spec, then), of_stages(new_spec, now)
                    assert {stage: mask.tolist() for stage, mask in now.items()} == {
                        stage: mask.tolist() for stage, mask in then.items()
                    }
                else:
                    assert np.array_equal(now, then), field.name
