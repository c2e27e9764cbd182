"""Which display names people may take: names stand on other people's screens and boards."""

from __future__ import annotations

import unicodedata

from kae_sim.errors import KaeError

LONGEST = 32
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_PUNCTUATION = frozenset(" .'-_")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters to Unicode, nothing to the eye
_MARKS_IN_A_ROW = 3


class NameRefused(KaeError):
    """A name that can't be shown to others, and why."""


def clean_name(text: str) -> str:
    """The name as it will be shown (NFKC, trimmed), or NameRefused."""
    name = unicodedata.normalize("NFKC", text).replace("\u2019", "'").strip(" ")
    if not 1 <= len(name) <= LONGEST:
        raise NameRefused(f"A name has 1 to {LONGEST} characters.")
    marks = 0
    for character in name:
        kind = unicodedata.category(character)
        marks = marks + 1 if kind in ("Mn", "Mc") else 0
        if kind in _FORBIDDEN or character in _BLANK_LETTERS:
            raise NameRefused(f"The invisible character U+{ord(character):04X} can't be part of a name.")
        if not (kind[0] == "L" or kind == "Nd" or marks or character in _PUNCTUATION):
            raise NameRefused(f"A name has letters, digits, spaces and . ' - _, but no {character}")
        if marks > _MARKS_IN_A_ROW:
            raise NameRefused("A name can't have that many accents on one letter.")
    if not (unicodedata.category(name[0])[0] == "L" or unicodedata.category(name[0]) == "Nd"):
        raise NameRefused("A name begins with a letter or a digit.")
    return name
