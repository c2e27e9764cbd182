"""What the first page says to somebody who trains others: these things are done on the command line."""

from __future__ import annotations

TRAINERS = (
    "These are typed on the command line, after you have stopped here with q:",
    "kae-sim host two-week-promise",
    "  opens a room: people join with a browser, a code and a name.",
    "kae-sim scenario check MY-SCENARIO.yaml",
    "  says at which line a scenario of your own has a fault, and the remedy.",
    "kae-sim play MY-SCENARIO.yaml",
    "  plays it.",
    "kae-sim debrief RUN --markdown REPORT.md",
    "  writes the report of a finished game.",
)
