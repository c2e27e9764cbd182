"""What a YAML parser complains of, in the words of somebody who writes a scenario."""

from __future__ import annotations

import yaml

from .faults import Fault

# (piece of PyYAML's context or problem, what is wrong, remedy, whether the opening is the place to look at);
# the first that occurs counts.
_KNOWN = (
    ("quoted scalar", "The quotes that open here are not closed properly", "Close them, or write \\\\ for a backslash"),
    ("flow sequence", "The list that opens with [ is not closed properly", "Check its commas and the closing ]"),
    ("flow mapping", "The group that opens with { is not closed properly", "Check its commas and the closing }"),
    (
        "mapping values are not allowed",
        "There is a colon where none can be",
        "If it belongs to the text, put the whole text in double quotes; if not, indent this line like its neighbours",
    ),
    (
        "could not find expected ':'",
        "This line has no colon after its key",
        "Write key: value, or indent the line further if it continues a text",
    ),
    (
        "that cannot start any token",
        "A value cannot begin with this character",
        "Put the whole value in double quotes",
    ),
    (
        "block mapping",
        "This line is not indented like the keys around it",
        "Give all keys of a group the same number of spaces",
    ),
    (
        "block collection",
        "This line is not indented like the list around it",
        "Give all dashes of a list the same number of spaces",
    ),
    ("anchor", "Anchors (&) are not used here", "Put the value in double quotes"),
    ("alias", "Aliases (*) are not used here", "Put the value in double quotes"),
    ("tag", "Tags (!) are not used here", "Put the value in double quotes"),
    ("directive", "Lines that begin with % are not used here", "Put the value in double quotes"),
    ("block scalar", "This block of text does not begin properly", "Write >- alone and the text indented below it"),
)
_OTHER = ("This is not readable as YAML from here on", "Check indentation, quotes and colons of this line and the last")
_AT_OPENING = "quoted scalar"  # the parser notices at the end of the file; the author looks for the beginning


def syntax_fault(error: yaml.YAMLError, file: str) -> Fault:
    """The fault behind an error of PyYAML's pure parser."""
    words = f"{getattr(error, 'context', None) or ''} {getattr(error, 'problem', None) or ''}"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    message, remedy = _OTHER
    for piece, known_message, known_remedy in _KNOWN:
        if piece in words:
            message, remedy = known_message, known_remedy
            if piece == _AT_OPENING:
                mark = getattr(error, "context_mark", None) or mark
            break
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Fault(file, line, column, "", "error", message, remedy)
