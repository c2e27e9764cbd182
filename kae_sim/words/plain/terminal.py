"""Lines out, answers in: numbered choices, help, back and quit, the same at a keyboard and through a pipe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kae_sim.words.help import help_for
from kae_sim.words.text import WIDTH, cut, safe, wrap

Read = Callable[[str], str | None]
Write = Callable[[str], None]
Pause = Callable[[], None]

LONGEST_ANSWER = 200  # of what is typed; more than that is a pasted accident


class Left(Exception):
    """The person quit, or the input ended."""


class Back(Exception):
    """The person went one page back in the middle of something."""


class Terminal:
    """Reads lines and writes lines; every line written is safe and fits."""

    def __init__(self, read: Read, write: Write, pause: Pause) -> None:
        self._read = read
        self._write = write
        self.pause = pause  # lets a person read on before more is printed

    # --- out ---------------------------------------------------------------------------------

    def line(self, text: str = "") -> None:
        """One line as it stands, cut where it is too wide."""
        self._write(cut(safe(text), WIDTH))

    def lines(self, texts: Iterable[str]) -> None:
        for text in texts:
            self.line(text)

    def say(self, text: str, first: str = "", later: str | None = None) -> None:
        """A paragraph, wrapped."""
        self.lines(wrap(text, WIDTH, first, later))

    def heading(self, text: str) -> None:
        self.line()
        self.say(text)
        self.line("=" * min(WIDTH, len(safe(text))))

    def section(self, text: str) -> None:
        self.line()
        self.say(text)
        self.line("-" * min(WIDTH, len(safe(text))))

    def options(self, options: Sequence[str]) -> None:
        """The numbered lines of a choice."""
        for number, option in enumerate(options, start=1):
            self.say(option, first=f"{number:>3}  ")

    # --- in ----------------------------------------------------------------------------------

    def ask(self, prompt: str, page: str) -> str:
        """One answer, in small letters and without spaces around it; a lone space stays a space.

        Help is given and asked again; Left at quit or end of input. `b` is returned like any answer.
        """
        while True:
            typed = self._read(safe(prompt))
            if typed is None:
                raise Left
            typed = typed.rstrip("\r\n")[:LONGEST_ANSWER]
            answer = typed.strip().lower() or typed[:1]
            if answer == "q":
                raise Left
            if answer != "?":
                return answer
            self.line()
            for paragraph in help_for(page):
                self.say(paragraph, first="  ", later="  ")
            self.line()

    def pick(self, options: Sequence[str], page: str, prompt: str = "Your choice") -> int:
        """Shows the options; the place of the one picked, from 0. Back where the person goes back."""
        self.options(options)
        numbers = "1" if len(options) == 1 else f"1-{len(options)}"
        chosen = self.menu(len(options), (), page, f"{prompt} ({numbers}, b, ?, q): ")
        return int(chosen) - 1

    def decide(self, options: Sequence[str], page: str, prompt: str) -> int:
        """As `pick`, for what cannot be left open: there is no way back."""
        while True:
            try:
                return self.pick(options, page, prompt)
            except Back:
                self.line("This has to be answered before you go on.")

    def menu(self, count: int, letters: Sequence[str], page: str, prompt: str) -> str:
        """A number from 1 to `count` or one of the letters, as typed; raises Back."""
        while True:
            answer = self.ask(prompt, page)
            if answer in letters or (_is_number(answer) and 1 <= int(answer) <= count):
                return answer if answer in letters else str(int(answer))
            if answer == "b":
                raise Back
            self.line("Please type one of the numbers shown, b to go back, ? for help or q to stop.")

    def number(self, prompt: str, page: str, low: int, high: int) -> int:
        """A number between two bounds; raises Back."""
        while True:
            answer = self.ask(f"{prompt} ({low}-{high}, b, ?, q): ", page)
            if _is_number(answer) and low <= int(answer) <= high:
                return int(answer)
            if answer == "b":
                raise Back
            self.line(f"Please type a number from {low} to {high}, or b to go back.")

    def several(self, options: Sequence[str], most: int, page: str, prompt: str, least: int = 0) -> tuple[int, ...]:
        """Up to `most` different options in the order typed, as places from 0; `0` is none. Raises Back."""
        self.options(options)
        none = ", 0 for none" if least == 0 else ""
        while True:
            answer = self.ask(f"{prompt} (up to {most}, with spaces{none}, b, ?, q): ", page)
            if answer == "b":
                raise Back
            if answer == "0" and least == 0:
                return ()
            typed = answer.replace(",", " ").split()
            if typed and all(_is_number(one) and 1 <= int(one) <= len(options) for one in typed):
                chosen = tuple(dict.fromkeys(int(one) - 1 for one in typed))
                if least <= len(chosen) <= most:
                    return chosen
            self.line(f"Please type up to {most} of the numbers shown with spaces between them, like 1 3.")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4
