"""The yardstick of a scenario: bots on many deals, how reliable a score is, whether the scenario is fit."""

from kae_sim.calibrate.calibration import Calibration, document, put_together
from kae_sim.calibrate.evidence import HIDDEN, PAPERS, Evidence, evidence_rules, gather
from kae_sim.calibrate.fit import Dealt, fit_deals, fit_rules
from kae_sim.calibrate.kept import Kept, kept
from kae_sim.calibrate.knowing import Worth, captured, knowing_deals, knowing_rules
from kae_sim.calibrate.ladder import Ladder, Rung, climb
from kae_sim.calibrate.rules import Counts, Rule, count_deals, pack_rules, shares, total, waiting_list
from kae_sim.calibrate.tables import check_takes_scores, write_scores, write_tables
from kae_sim.calibrate.work import carry_out, kept_as, names_of

__all__ = [
    "HIDDEN",
    "PAPERS",
    "Calibration",
    "Counts",
    "Dealt",
    "Evidence",
    "Kept",
    "Ladder",
    "Rule",
    "Rung",
    "Worth",
    "captured",
    "carry_out",
    "check_takes_scores",
    "climb",
    "count_deals",
    "document",
    "evidence_rules",
    "fit_deals",
    "fit_rules",
    "gather",
    "kept",
    "kept_as",
    "knowing_deals",
    "knowing_rules",
    "names_of",
    "pack_rules",
    "put_together",
    "shares",
    "total",
    "waiting_list",
    "write_scores",
    "write_tables",
]
