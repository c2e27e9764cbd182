"""A small scenario with its pack in a folder of its own, to be changed by a test and checked."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kae_sim.scenario import Fault, inspect

_FILES = Path(__file__).resolve().parent.parent / "scenario" / "files"


@dataclass(frozen=True, slots=True)
class Case:
    """Files of one test; `scenario` is the argument that a user would type."""

    scenario: Path
    pack: Path

    @classmethod
    def at(cls, folder: Path) -> Case:
        """A fresh copy of the small case."""
        case = cls(folder / "small-case.yaml", folder / "packs" / "small-pack.yaml")
        case.pack.parent.mkdir(parents=True)
        case.scenario.write_bytes((_FILES / "small-case.yaml").read_bytes())
        case.pack.write_bytes((_FILES / "packs" / "small-pack.yaml").read_bytes())
        return case

    def faults(self) -> tuple[Fault, ...]:
        return inspect(self.scenario).faults

    def fault(self) -> Fault:
        """The only fault."""
        (fault,) = self.faults()
        return fault


def change(file: Path, old: str, new: str) -> None:
    """Replaces a text that must stand in the file exactly once."""
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file.name}"
    file.write_bytes(text.replace(old, new).encode())


def where(file: Path, text: str, piece: str | None = None) -> tuple[str, int, int]:
    """File, line and column of a text that stands in it once; of a piece of that text, if given."""
    content = file.read_text(encoding="utf-8")
    assert content.count(text) == 1, f"{text!r} stands {content.count(text)} times in {file.name}"
    at = content.index(text) + (text.index(piece) if piece else 0)
    return str(file), content.count("\n", 0, at) + 1, at - content.rfind("\n", 0, at)


def spot(fault: Fault) -> tuple[str, int, int]:
    return fault.file, fault.line, fault.column
