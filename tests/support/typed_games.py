"""Typing at plain mode without a keyboard: answers from a list, lines into a list."""

from __future__ import annotations

from collections.abc import Sequence


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
