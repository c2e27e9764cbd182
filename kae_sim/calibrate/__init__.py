"""The yardstick of a scenario: bots on many deals, and the rules that need no player."""

from kae_sim.calibrate.evidence import HIDDEN, PAPERS, Evidence, evidence_rules, gather
from kae_sim.calibrate.fit import Dealt, fit_deals, fit_rules
from kae_sim.calibrate.knowing import Worth, captured, knowing_deals, knowing_rules
from kae_sim.calibrate.ladder import Ladder, Rung, climb, deals
from kae_sim.calibrate.rules import Counts, Rule, count_deals, pack_rules, shares, total, waiting_list
from kae_sim.calibrate.tables import write_tables

__all__ = [
    "HIDDEN",
    "PAPERS",
    "Counts",
    "Dealt",
    "Evidence",
    "Ladder",
    "Rule",
    "Rung",
    "Worth",
    "captured",
    "climb",
    "count_deals",
    "deals",
    "evidence_rules",
    "fit_deals",
    "fit_rules",
    "gather",
    "knowing_deals",
    "knowing_rules",
    "pack_rules",
    "shares",
    "total",
    "waiting_list",
    "write_tables",
]
