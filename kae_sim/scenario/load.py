"""Finds scenario files and their packs, and loads, lists and digests scenarios."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import ValidationError

from .checks import check_pack, check_scenario, pack_findings, scenario_findings
from .document import Document, Place
from .faults import Fault, ScenarioError, in_order, quoted
from .reader import read
from .schema import ID, Pack, Scenario
from .wording import nearest
from .work import too_much_work

_PACK_SCHEMA = "kae-sim/pack@1"
_DIGEST_BYTES = 16


@dataclass(frozen=True, slots=True)
class Listing:
    """One shipped scenario, as lists show it."""

    id: str
    title: str
    pack: str
    level: int
    minutes: int
    file: str


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found in a file: the scenario or the pack if it has no errors, and all faults, warnings too."""

    file: str
    scenario: Scenario | None = None
    pack: Pack | None = None
    faults: tuple[Fault, ...] = ()
    documents: tuple[Document, Document] | None = field(default=None, repr=False, compare=False)  # scenario, pack

    def fault(self, place: Place, message: str, remedy: str) -> Fault:
        """A fault at a place of the scenario; places that begin with `pack` stand in the pack's own file."""
        if self.documents is None:
            raise ValueError(f"{self.file} holds no scenario without errors")
        own, pack = self.documents
        document, inner = (pack, place[1:]) if place[0] == "pack" else (own, place)
        return document.fault(document.at_value(inner), inner, message, remedy)


@dataclass(frozen=True, slots=True)
class _FoundPack:
    pack: Pack | None = None
    document: Document | None = None
    faults: tuple[Fault, ...] = ()  # in the pack's own file
    lost: Fault | None = None  # in the scenario's file: no such pack


def load_scenario(path_or_id: str | Path) -> Scenario:
    """The scenario in a file, or the shipped one of this id, with its pack filled in.

    A `Path`, and text that holds a slash or backslash or ends in `.yaml`, is a file. Raises `ScenarioError`
    with every fault of the scenario and of its pack.
    """
    found = inspect(path_or_id)
    if found.scenario is not None:
        return found.scenario
    if found.pack is not None:
        message, remedy = "This is a therapy pack, not a scenario", "Name a scenario that uses it"
        raise ScenarioError([*found.faults, Fault(found.file, 1, 1, "schema", "error", message, remedy)])
    raise ScenarioError(found.faults)


def inspect(path_or_id: str | Path) -> Inspection:
    """Everything that can be said of a scenario file or a pack file; never raises for what a file holds."""
    file = str(path_or_id)
    try:
        path = _file(path_or_id)
        file = str(path)
        document = read(path)
    except ScenarioError as error:
        return Inspection(file, faults=error.faults)
    if _is_pack(document):
        found = _checked_pack(document, path)
        return Inspection(file, pack=found.pack, faults=found.faults)
    found = _find_pack(document, path)
    scenario, faults = check_scenario(document, found.pack, found.document.data if found.document else {})
    if found.lost is not None:
        scenario, faults = None, (*faults, found.lost)
    ordered = sorted(faults, key=lambda fault: (fault.line, fault.column))
    documents = (document, found.document) if scenario is not None and found.document is not None else None
    return Inspection(file, scenario=scenario, faults=(*ordered, *found.faults), documents=documents)


FIRST_SCENARIO = "two-week-promise"  # the one to begin with


def shipped() -> tuple[Listing, ...]:
    """The scenarios that come with the program, by level and title, the one to begin with before all."""
    listings = [_listing(path) for path in _index(shipped_folder()).values()]
    return tuple(sorted(listings, key=lambda one: (one.id != FIRST_SCENARIO, one.level, one.title, one.id)))


def resolved(scenario: Scenario) -> bytes:
    """The scenario with its pack and all defaults as canonical JSON: sorted keys, no spaces, ASCII."""
    data = scenario.model_dump(mode="json", by_alias=True)
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def from_resolved(data: bytes, file: str = "scenario.json") -> Scenario:
    """The scenario that `resolved` wrote. Raises `ScenarioError` if it is damaged or contradicts itself.

    What its parts say of each other is checked as in an author's files: a name of nothing ends no game later.
    """
    try:
        scenario = Scenario.model_validate_json(data)
    except ValidationError as error:
        loc = tuple(error.errors(include_url=False)[0]["loc"])
        raise ScenarioError([_stored(file, loc, "The stored scenario is damaged")]) from None
    plain = scenario.model_dump(by_alias=True)
    wrong = [
        _stored(file, place, one.message)
        for place, one in (
            *((("pack", *one.place), one) for one in pack_findings(plain["pack"])),
            *((one.place, one) for one in scenario_findings(plain, plain["pack"])),
            *((one.place, one) for one in too_much_work(scenario)),
        )
        if one.level == "error"
    ]
    if wrong:
        raise ScenarioError(in_order(wrong)[:1])
    return scenario


def _stored(file: str, place: Place, message: str) -> Fault:
    path = ".".join(map(str, place))
    told = f"{message}{f', at {path}' if path else ''}"
    return Fault(file, 1, 1, path, "error", told, "It was changed after it was kept: put it back, or begin anew")


def digest(scenario: Scenario) -> str:
    """What tells this scenario from any other: 32 hexadecimal digits over everything in it, texts too."""
    return hashlib.blake2b(resolved(scenario), digest_size=_DIGEST_BYTES).hexdigest()


# --- finding files -------------------------------------------------------------------------------


def shipped_folder() -> Path:
    """In an installed copy inside the package, in a source tree beside it."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_scenarios"
    return inside if inside.is_dir() else package.parent / "scenarios"


def _index(folder: Path) -> dict[str, Path]:
    """Files of a folder by id, from a listing: no path is ever made from what somebody typed."""
    return {path.stem: path for path in sorted(folder.glob("*.yaml")) if ID.fullmatch(path.stem)}


def _file(path_or_id: str | Path) -> Path:
    if isinstance(path_or_id, Path):
        return path_or_id
    if "/" in path_or_id or "\\" in path_or_id or path_or_id.endswith(".yaml"):
        return Path(path_or_id)
    index = _index(shipped_folder())
    if path_or_id in index:
        return index[path_or_id]
    near = nearest(path_or_id[:100], list(index))
    meant = f"Write {near}" if near else f"Write one of {', '.join(index)}"
    message = f"There is no scenario {quoted(path_or_id)}"
    raise ScenarioError([Fault(path_or_id, 1, 1, "", "error", message, f"{meant}, or a file name that ends in .yaml")])


def _is_pack(document: Document) -> bool:
    schema = document.data.get("schema")
    return schema == _PACK_SCHEMA or ("pathway" in document.data and "territory" not in document.data)


def _find_pack(document: Document, scenario_file: Path) -> _FoundPack:
    """The pack that a scenario names: beside its file, or shipped."""
    wanted = document.data.get("pack")
    if ("pack",) in document.spoilt or "pack" not in document.data:
        return _FoundPack()
    beside, ships = _index(scenario_file.parent / "packs"), _index(shipped_folder() / "packs")

    def lost(message: str, remedy: str) -> _FoundPack:
        return _FoundPack(lost=document.fault(document.at_value(("pack",)), ("pack",), message, remedy))

    if not isinstance(wanted, str):
        return lost(f"pack is {quoted(wanted)}, not the id of a pack", "Write the id of a pack, without quotes")
    path = beside.get(wanted) or ships.get(wanted)
    if path is None:
        near = nearest(wanted[:100], [*beside, *ships])
        remedy = f"Write {near}" if near else f"Put {wanted[:40]}.yaml into the folder packs beside this file"
        return lost(f"There is no pack {quoted(wanted)}", remedy)
    try:
        pack_document = read(path)
    except ScenarioError as error:
        return _FoundPack(faults=error.faults)
    # A copy of the shipped file is no clash: source trees lie beside installed programs.
    if wanted in ships and path.read_bytes() != ships[wanted].read_bytes():
        message = f"The pack {wanted} beside this file has the id of a shipped pack"
        return lost(message, "Give its file and its id another name")
    return _checked_pack(pack_document, path)


def _checked_pack(document: Document, path: Path) -> _FoundPack:
    pack, faults = check_pack(document)
    own = document.data.get("id")
    if isinstance(own, str) and own != path.stem:
        message = f"The id is {quoted(own)}, but the file is called {quoted(path.name)}"
        misnamed = document.fault(document.at_value(("id",)), ("id",), message, "Give both the same name")
        pack, faults = None, (*faults, misnamed)
    return _FoundPack(pack, document, faults)


def _listing(path: Path) -> Listing:
    data = read(path).data
    match data:
        case {"id": str(id_), "title": str(title), "pack": str(pack), "level": int(level), "minutes": int(minutes)}:
            return Listing(id_, title, pack, level, minutes, str(path))
    message, remedy = "The shipped scenario cannot be listed", "Install the program again"
    raise ScenarioError([Fault(str(path), 1, 1, "", "error", message, remedy)])
