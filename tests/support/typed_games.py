"""Typing at plain mode without a keyboard: answers from a list, lines into a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kae_sim.world.streams import Stream, stream


class Pipe:
    """What a person types, and everything they see."""

    def __init__(self, answers: Sequence[str]) -> None:
        self._answers = list(answers)
        self.lines: list[str] = []
        self.prompts: list[str] = []

    def read(self, prompt: str) -> str | None:
        self.prompts.append(prompt)
        return self._answers.pop(0) if self._answers else None

    def write(self, line: str) -> None:
        self.lines.append(line)

    @property
    def left(self) -> tuple[str, ...]:
        """Answers that nobody has read."""
        return tuple(self._answers)

    @property
    def text(self) -> str:
        return "\n".join((*self.lines, *self.prompts))


def answers(script: str) -> list[str]:
    """One answer a word; what follows `#` on a line is a remark, and `_` is a space."""
    words = (word for line in script.splitlines() for word in line.partition("#")[0].split())
    return [word.replace("_", " ") for word in words]


SHOWN = re.compile(r"^ {0,2}(\d+)  ")  # a numbered line of a choice
DUE = re.compile(r"\* This week: (?:Call|Visit|Group).*^ {0,2}(\d+)  This week's meetings", re.DOTALL | re.MULTILINE)
BOUNDS = re.compile(r"\((\d+)-(\d+), b")


class Typist:
    """Types something that is allowed nearly always, the same for the same number; sees the game to its end.

    After `patience` answers they only want to get on: to the next week, out of a page, to the end.
    """

    def __init__(self, number: int, patience: int) -> None:
        self._number = number
        self._patience = patience
        self._shown = 0
        self.typed: list[str] = []
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        self.lines.append(line)
        found = SHOWN.match(line)
        if found:
            self._shown = int(found[1])

    def read(self, prompt: str) -> str | None:
        self.lines.append(prompt)
        if len(self.typed) > 3 * self._patience:
            return None
        lot = stream(b"typist", str(self._number), str(len(self.typed)))
        answer = self._hasty(prompt) if len(self.typed) > self._patience else self._curious(prompt, lot)
        self.typed.append(answer)
        return answer

    def _curious(self, prompt: str, lot: Stream) -> str:
        numbers = max(1, self._shown)
        due = DUE.search("\n".join(self.lines[-25:])) if "c, w" in prompt else None
        if due and lot.below(4):
            return due[1]
        if "  Cancel it" in self.lines[-2]:
            go_in = next((found[1] for line in self.lines[-5:] if "Go in" in line and (found := SHOWN.match(line))), "")
            return "b" if not go_in and lot.below(2) else "1" if not go_in or not lot.below(4) else go_in
        if "c, w" in prompt and lot.below(4) == 0:
            return "cw"[lot.below(2)]
        if "h, f or s" in prompt or prompt.startswith("How sure"):
            return f"{1 + lot.below(numbers)}{'hfs'[lot.below(3)]}"
        if "with spaces" in prompt:
            return f"{1 + lot.below(numbers)} {1 + lot.below(numbers)}"
        bounds = BOUNDS.search(prompt)
        low, high = (int(bounds[1]), int(bounds[2])) if bounds else (1, numbers)
        if lot.below(8) == 0 and "What do you do" not in prompt:
            return "b"
        return str(low + lot.below(min(high - low + 1, 9 if low == 1 else 3)))  # of weeks the next ones

    def _hasty(self, prompt: str) -> str:
        if "c, w" in prompt:
            return "c"
        if "What do you do" in prompt:
            return "1"
        page = "\n".join(self.lines[-12:])
        if "  2  End the game" in "\n".join(self.lines[-3:]):
            return "2"
        if "  3  End the quarter" in page:
            return "3"
        if "what is not held will be missed" in page:
            return str(self._shown)
        if "Say goodbye" in page:
            return str(self._shown)
        return "1" if "Do you ask whether you may come again?" in page else "b"

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Decided(Typist):
    """Types a script, and then only wants to get on to the end."""

    def __init__(self, script: Sequence[str]) -> None:
        super().__init__(0, 400)
        self._script = list(script)

    def read(self, prompt: str) -> str | None:
        self.lines.append(prompt)
        if len(self.typed) > 3 * self._patience:
            return None
        self.typed.append(self._script.pop(0) if self._script else self._hasty(prompt))
        return self.typed[-1]
