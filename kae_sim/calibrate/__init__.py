"""The yardstick of a scenario: bots on many deals, and the rules that need no player."""

from kae_sim.calibrate.evidence import HIDDEN, PAPERS, Evidence, evidence_rules, gather
from kae_sim.calibrate.ladder import Ladder, Rung, climb, deals
from kae_sim.calibrate.rules import Counts, Rule, count_deals, pack_rules, shares, total, waiting_list
from kae_sim.calibrate.tables import write_tables

__all__ = [
    "HIDDEN",
    "PAPERS",
    "Counts",
    "Evidence",
    "Ladder",
    "Rule",
    "Rung",
    "climb",
    "count_deals",
    "deals",
    "evidence_rules",
    "gather",
    "pack_rules",
    "shares",
    "total",
    "waiting_list",
    "write_tables",
]
