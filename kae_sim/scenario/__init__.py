"""Scenario files and therapy packs: what an author may write, read with positions, checked, and digested."""

from .faults import Fault, ScenarioError
from .load import FIRST_SCENARIO, Inspection, Listing, digest, from_resolved, inspect, load_scenario, resolved, shipped
from .outline import json_schema
from .schema import Pack, Scenario
from .tables import shipped_tables

__all__ = [
    "FIRST_SCENARIO",
    "Fault",
    "Inspection",
    "Listing",
    "Pack",
    "Scenario",
    "ScenarioError",
    "digest",
    "from_resolved",
    "inspect",
    "json_schema",
    "load_scenario",
    "resolved",
    "shipped",
    "shipped_tables",
]
