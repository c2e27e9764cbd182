"""The journal of a game: what its records are, and the chain that shows when a line was touched.

Pure: bytes in, records out. Line 1 is the head, every later line is an act or an injected
happening. A record has exactly one spelling: canonical JSON (ASCII, sorted keys, integers only),
with `s`, its number from 0, and `h`, a hash over the line before and this one. The chain finds
damage; it is not a signature, and whole lines cut from the end do not show.
"""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from kae_sim.errors import KaeError
from kae_sim.game.actions import Action

FORMAT = 1
LINE_BYTES = 16 * 1024
HEAD_BYTES = 64 * 1024  # the head holds every name of the territory
SEED_LIMIT = 2**53  # seeds stay exact in every JSON reader
START = "0" * 32  # what the head is chained to
_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
# Unassigned characters are not in this list: which they are differs between Python versions.
_FORBIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_DEEPEST = 6

RunId = Annotated[str, Field(pattern=r"^r-[a-z2-7]{10}$")]
PlayerId = Annotated[str, Field(pattern=r"^(p-[a-z2-7]{10}|bot-[a-z0-9_]{1,40})$")]
Mode = Literal["practice", "hosted", "bot"]


class Damaged(KaeError):
    """A line that no journal of ours can hold; `line` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"The journal is damaged at line {line}: {why}.")
        self.line = line
        self.why = why


class Unwritable(KaeError):
    """A record that may not be written: a forbidden character, a fraction, or too long."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class HeadInfo(_Part):
    """What a run adds to the head of its journal; ids say nothing about the person."""

    run: RunId
    player: PlayerId
    mode: Mode


class HeadRecord(_Part):
    k: Literal["head"] = "head"
    format: int = FORMAT
    engine: Annotated[int, Field(ge=1)]
    scenario: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
    seed: Annotated[int, Field(ge=0, lt=SEED_LIMIT)]
    deal: Annotated[str, Field(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$")]
    run: RunId | None
    player: PlayerId | None
    mode: Mode
    names: dict[str, dict[str, str]]  # what is named (people, accounts) -> id -> name


class ActRecord(_Part):
    k: Literal["act"] = "act"
    week: Annotated[int, Field(ge=1, le=400)]
    before: Annotated[int, Field(ge=0)]  # half-hours left when it was done
    by: Annotated[str, Field(pattern=r"^(player|trainer|bot [a-z0-9_]{1,40})$")]
    action: Action


class InjectRecord(_Part):
    k: Literal["inject"] = "inject"
    week: Annotated[int, Field(ge=1, le=400)]  # in which it takes effect
    happening: dict[str, JsonValue]


Record = Annotated[HeadRecord | ActRecord | InjectRecord, Field(discriminator="k")]
_RECORD: TypeAdapter[HeadRecord | ActRecord | InjectRecord] = TypeAdapter(Record)


def deal_code(seed: int) -> str:
    """A short name for a deal, like K7QF-3M: thirty bits, so two seeds can share one.

    It hides a drawn seed, of which there are 2^53. A small one is found by trying: type none that must stay hidden.
    """
    mixed = hashlib.blake2b(str(seed).encode(), digest_size=8, key=b"kae_sim deal code").digest()
    number = int.from_bytes(mixed, "big")
    code = "".join(_CROCKFORD[number >> shift & 31] for shift in range(0, 30, 5))
    return f"{code[:4]}-{code[4:]}"


def encode(record: Record, s: int, previous: str) -> bytes:
    """The line of record number `s`, chained to the hash `previous`; ends in a newline."""
    fields = record.model_dump(mode="json")
    _check_content(fields, "\n" if record.k == "inject" else "", depth=0)
    fields["s"] = s
    fields["h"] = _link(previous, _canonical(fields))
    line = _canonical(fields) + b"\n"
    limit = HEAD_BYTES if record.k == "head" else LINE_BYTES
    if len(line) > limit:
        raise Unwritable(f"A record of {len(line)} bytes is longer than a journal line may be ({limit}).")
    return line


def hash_of(line: bytes) -> str:
    """The chain value of a line that `encode` made."""
    value: str = json.loads(line)["h"]
    return value


@dataclass(slots=True)
class Chain:
    """Where a journal stands: the number of its next record and the hash of its last."""

    s: int = 0
    h: str = START
    hosted: bool = False

    def line(self, record: Record) -> bytes:
        """The next line; the chain itself moves on only with `follow`, once the line is safe."""
        return encode(record, self.s, self.h)

    def follow(self, line: bytes) -> Record:
        """Check one line without its newline, move on, and return what it holds."""
        number = self.s + 1
        record, fields = _parse(line, number)
        if fields.get("s") != self.s:
            raise Damaged(number, f"it is numbered {fields.get('s')}, not {self.s}; a line is missing or moved")
        try:
            right = encode(record, self.s, self.h)
        except Unwritable as error:
            raise Damaged(number, str(error).rstrip(".")) from None
        if right != line + b"\n":
            raise Damaged(number, "it does not follow from the line before it")
        if isinstance(record, HeadRecord):
            self._check_head(record, number)
        elif number == 1:
            raise Damaged(1, "a journal begins with its head")
        elif isinstance(record, InjectRecord) and not self.hosted:
            raise Damaged(number, "only a hosted game can hold a happening from the trainer")
        self.s, self.h = number, fields["h"]
        return record

    def _check_head(self, head: HeadRecord, number: int) -> None:
        if number != 1:
            raise Damaged(number, "a journal has one head, on line 1")
        if head.format != FORMAT:
            raise Damaged(1, f"it has format {head.format}; this program reads format {FORMAT}")
        if head.deal != deal_code(head.seed):
            raise Damaged(1, "the deal code does not belong to the seed")
        self.hosted = head.mode == "hosted"


def decode(lines: Iterable[bytes]) -> list[Record]:
    """The records of whole lines (with or without newline); Damaged names the first bad line."""
    chain = Chain()
    records = [chain.follow(line.removesuffix(b"\n")) for line in lines]
    if not records:
        raise Damaged(1, "the journal is empty")
    return records


def split(data: bytes) -> tuple[list[bytes], bytes]:
    """The whole lines of a journal file and the torn rest behind the last newline."""
    *lines, torn = data.split(b"\n")
    return lines, torn


def encode_all(records: Sequence[Record]) -> list[bytes]:
    """A whole journal as lines, each with its newline."""
    lines: list[bytes] = []
    h = START
    for s, record in enumerate(records):
        lines.append(encode(record, s, h))
        h = hash_of(lines[-1])
    return lines


def _parse(line: bytes, number: int) -> tuple[Record, dict[str, Any]]:
    if len(line) >= HEAD_BYTES or (number > 1 and len(line) >= LINE_BYTES):
        raise Damaged(number, "it is too long")
    try:
        fields = json.loads(
            line.decode("ascii"),
            object_pairs_hook=_once,
            parse_constant=_no_fraction,
            parse_float=_no_fraction,
        )
        if not isinstance(fields, dict):
            raise ValueError("it is not an object")
        body = {key: value for key, value in fields.items() if key not in ("s", "h")}
        record = _RECORD.validate_json(json.dumps(body))
    except ValidationError as error:
        fault = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in fault["loc"])
        raise Damaged(number, f"{where or 'the line'}: {fault['msg'][0].lower()}{fault['msg'][1:]}") from None
    except json.JSONDecodeError as error:
        raise Damaged(number, f"it is not JSON ({error.msg.lower()} at character {error.pos + 1})") from None
    except UnicodeDecodeError:
        raise Damaged(number, "it holds a byte outside ASCII") from None
    except RecursionError:
        raise Damaged(number, "it is nested too deeply") from None
    except ValueError as error:
        raise Damaged(number, str(error).partition(";")[0]) from None
    return record, fields


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("it says one thing twice")
    return found


def _no_fraction(text: str) -> Any:
    raise ValueError(f"the number {text[:20]} is not a whole number")


def _canonical(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def _link(previous: str, body: bytes) -> str:
    return hashlib.blake2b(previous.encode() + body, digest_size=16).hexdigest()


def _check_content(value: Any, allowed: str, depth: int) -> None:
    """Strings without control or direction characters, whole numbers, nothing too deep."""
    if depth > _DEEPEST:
        raise Unwritable("A record is nested too deeply.")
    if isinstance(value, str):
        if value.isascii() and value.isprintable():
            return  # nearly every string; the look at each character is ten times slower
        bad = next((c for c in value if unicodedata.category(c) in _FORBIDDEN and c not in allowed), None)
        if bad is not None:
            raise Unwritable(f"The character U+{ord(bad):04X} may not stand in a journal.")
    elif isinstance(value, float):
        raise Unwritable(f"The number {value} is not a whole number.")
    elif isinstance(value, dict):
        for key, inner in value.items():
            _check_content(key, allowed, depth + 1)
            _check_content(inner, allowed, depth + 1)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            _check_content(inner, allowed, depth + 1)
