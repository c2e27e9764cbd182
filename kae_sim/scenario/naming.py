"""Who is named in the words of events and remarks: what must be filled in, and that nothing else is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .document import Place
from .finding import Data, Finding, groups, texts
from .schema import Remarks
from .wording import nearest

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_BY_EVENT = {"handover": (("old", "new"), "new"), "resigns": (("person", "new"), "person")}  # may be there, must be
_BY_REMARK = {"no_longer": ("outside",)}


def naming_rules(pack: Data) -> Iterator[Finding]:
    """Placeholders that nothing fills in, and names that are missing."""
    for place, happening in groups(pack, "happenings.*"):
        kind = next((one for one in _BY_EVENT if happening.get(one) is not None), None)
        allowed, needed = _BY_EVENT[kind] if kind else ((), None)
        words = happening.get("words")
        if isinstance(words, str):
            yield from _filled((*place, "words"), words, allowed)
            if needed is not None and f"{{{needed}}}" not in words:
                yield Finding((*place, "words"), f"This event must say {{{needed}}}", f"Put {{{needed}}} into it")
    for key in Remarks.model_fields:
        for place, words in texts(pack, f"remarks.{key}.*"):
            yield from _filled(place, words, _BY_REMARK.get(key, ()))


def _filled(place: Place, words: str, allowed: tuple[str, ...]) -> Iterator[Finding]:
    for name in _PLACEHOLDER.findall(words):
        if name not in allowed:
            near = nearest(name, allowed)
            remedy = f"Write {{{near}}}" if near else "Write the words out"
            yield Finding(place, f"Nothing is ever filled in for {{{name[:40]}}} here", remedy)
