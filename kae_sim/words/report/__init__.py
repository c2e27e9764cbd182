"""The debrief as a report: the same content as Markdown and as plain text."""

from kae_sim.words.report.markdown import markdown
from kae_sim.words.report.plain import plain

__all__ = ["markdown", "plain"]
