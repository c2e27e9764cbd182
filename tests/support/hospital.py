"""The shipped pack and scenario for the world's tests, read without the loader, with parts replaced."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from kae_sim.scenario.schema import Pack, Scenario

ROOT = Path(__file__).parents[2] / "scenarios"


@cache
def raw_pack() -> dict[str, Any]:
    pack: dict[str, Any] = yaml.safe_load((ROOT / "packs" / "rheumatology-infusion.yaml").read_text("utf-8"))
    return pack


def make_pack(**changed: Any) -> Pack:
    return Pack.model_validate({**raw_pack(), **changed}, strict=False)


@cache
def scenario() -> Scenario:
    return make_scenario()


def make_scenario(accounts: int | None = None, **pack: Any) -> Scenario:
    data: dict[str, Any] = yaml.safe_load((ROOT / "two-week-promise.yaml").read_text("utf-8"))
    if accounts is not None:
        data["territory"]["accounts"] = accounts
    return Scenario.model_validate({**data, "pack": {**raw_pack(), **pack}}, strict=False)
