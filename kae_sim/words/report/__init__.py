"""Debriefs as reports, of one person and of a room: the same content as one HTML file, as Markdown and as plain text.

`html` is loaded when it is asked for: a terminal has no use for templates.
"""

from kae_sim.words.report.markdown import markdown
from kae_sim.words.report.plain import plain
from kae_sim.words.report.room import room_sections
from kae_sim.words.report.sections import sections

__all__ = ["markdown", "plain", "room_sections", "sections"]
