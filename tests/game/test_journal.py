"""A journal says what was done, in one spelling, and shows every touch."""

from __future__ import annotations

import hashlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kae_sim.game.actions import Ask, Believe, Book, EndRound, EndWeek
from kae_sim.game.journal import (
    LINE_BYTES,
    START,
    ActRecord,
    Chain,
    Damaged,
    HeadRecord,
    InjectRecord,
    Mode,
    Record,
    Unwritable,
    deal_code,
    decode,
    encode,
    encode_all,
    split,
)


def head(seed: int = 7, mode: Mode = "practice", name: str = "Zoë O'Neil") -> HeadRecord:
    return HeadRecord(
        engine=1,
        scenario="two-week-promise",
        digest="0123456789abcdef" * 2,
        seed=seed,
        deal=deal_code(seed),
        run="r-abcdefgh23",
        player="p-abcdefgh23",
        mode=mode,
        names={"people": {"a1.nurse": name}},
    )


RECORDS: list[Record] = [
    head(),
    ActRecord(
        week=1,
        before=40,
        by="player",
        action=Book(account="a1", people=("a1.nurse", "a1.consultant"), channel="visit", week=3),
    ),
    ActRecord(week=1, before=36, by="player", action=EndWeek()),
    ActRecord(week=2, before=40, by="player", action=Ask(meeting="m1", person="a1.nurse", question="wait")),
    ActRecord(week=2, before=40, by="player", action=Believe(account="a1", unknown="wait", answer="13-18", percent=70)),
    ActRecord(week=13, before=2, by="bot one_doctor", action=EndRound()),
]
LINES = encode_all(RECORDS)


def rewritten(line: bytes, **changes: object) -> bytes:
    """A line with changed fields, spelt as the program would spell it, under its old hash."""
    return json.dumps(json.loads(line) | changes, sort_keys=True, separators=(",", ":")).encode()


def rechained(records: list[dict[str, object]]) -> list[bytes]:
    """Lines of any fields with a faultless chain: what a forger who knows the program can make."""
    lines, h = [], START
    for s, fields in enumerate(records):
        fields = fields | {"s": s}
        fields.pop("h", None)
        body = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
        h = hashlib.blake2b(h.encode() + body, digest_size=16).hexdigest()
        lines.append(json.dumps(fields | {"h": h}, sort_keys=True, separators=(",", ":")).encode())
    return lines


def test_what_was_written_is_read_again() -> None:
    assert decode(LINES) == RECORDS


def test_the_forger_of_these_tests_spells_as_the_program_does() -> None:
    assert [line + b"\n" for line in rechained([json.loads(line) for line in LINES])] == LINES


@given(st.data())
def test_a_changed_byte_is_refused_with_its_line(data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(LINES) - 1))
    line = LINES[row].rstrip(b"\n")
    at = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != line[at] and value != 10))
    touched = [*LINES[:row], line[:at] + bytes([byte]) + line[at + 1 :], *LINES[row + 1 :]]
    with pytest.raises(Damaged) as caught:
        decode(touched)
    assert caught.value.line == row + 1
    assert f"line {row + 1}" in str(caught.value)


@given(st.data())
def test_an_inserted_or_lost_byte_is_refused_with_its_line(data: st.DataObject) -> None:
    row = data.draw(st.integers(0, len(LINES) - 1))
    line = LINES[row].rstrip(b"\n")
    at = data.draw(st.integers(0, len(line) - 1))
    byte = data.draw(st.integers(0, 255).filter(lambda value: value != 10))
    put = data.draw(st.sampled_from([line[:at] + line[at + 1 :], line[:at] + bytes([byte]) + line[at:]]))
    with pytest.raises(Damaged) as caught:
        decode([*LINES[:row], put, *LINES[row + 1 :]])
    assert caught.value.line == row + 1


@given(st.integers(0, len(LINES) - 2))
def test_a_missing_line_is_refused_where_it_was(row: int) -> None:
    with pytest.raises(Damaged) as caught:
        decode(LINES[:row] + LINES[row + 1 :])
    assert caught.value.line == row + 1


@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES) - 1))
def test_swapped_lines_are_refused_at_the_first_of_them(one: int, other: int) -> None:
    lines = list(LINES)
    lines[one], lines[other] = lines[other], lines[one]
    if one == other:
        assert decode(lines) == RECORDS
        return
    with pytest.raises(Damaged) as caught:
        decode(lines)
    assert caught.value.line == min(one, other) + 1


@given(st.integers(0, len(LINES) - 1), st.integers(0, len(LINES)))
def test_a_doubled_or_inserted_line_is_refused(source: int, at: int) -> None:
    lines = [*LINES[:at], LINES[source], *LINES[at:]]
    with pytest.raises(Damaged) as caught:
        decode(lines)
    assert caught.value.line in (at + 1, at + 2)


@given(st.integers(0, sum(map(len, LINES))))
def test_a_torn_end_is_told_apart_from_the_whole_lines(cut: int) -> None:
    data = b"".join(LINES)[:cut]
    lines, torn = split(data)
    assert b"".join(line + b"\n" for line in lines) + torn == data
    assert torn == b"" or not torn.endswith(b"\n")
    if lines:
        assert decode(lines) == RECORDS[: len(lines)]


def test_another_journals_lines_do_not_follow() -> None:
    others = encode_all([head(seed=8), *RECORDS[1:]])
    with pytest.raises(Damaged, match="line 2: it does not follow"):
        decode([LINES[0], *others[1:]])


@pytest.mark.parametrize(
    ("row", "changes", "why"),
    [
        (1, {"score": 99}, "score: extra inputs"),
        (1, {"week": "1"}, "week: input should be a valid integer"),
        (1, {"week": True}, "week: input should be a valid integer"),
        (1, {"before": -2}, "before: input should be greater"),
        (1, {"by": "host"}, "by: string should match"),
        (1, {"k": "score"}, "input tag 'score'"),
        (1, {"action": {"do": "inject"}}, "action: input tag 'inject'"),
        (1, {"action": {"do": "end_week", "now": 1}}, "action.end_week.now: extra inputs"),
        (3, {"action": {"do": "ask", "meeting": "m1", "person": "p", "question": "q"}}, "does not follow"),
        (0, {"format": 2}, "format 2"),
        (0, {"deal": "AAAA-AA"}, "deal code"),
        (0, {"names": {"people": {"a1.nurse": "\u202eenirehtaC"}}}, r"character U\+202E"),
        (0, {"names": {"people": {"a1.nurse": "\x1b]52;c;AA\x07"}}}, r"character U\+001B"),
        (0, {"names": {"people": {"a1.nurse": "Ann\nLee"}}}, r"character U\+000A"),
        (0, {"seed": 2**53}, "seed: input should be less"),
    ],
)
def test_a_forger_with_a_faultless_chain_is_still_refused(row: int, changes: dict[str, object], why: str) -> None:
    fields = [json.loads(line) for line in LINES]
    fields[row] |= changes
    with pytest.raises(Damaged, match=why) as caught:
        decode(rechained(fields))
    assert caught.value.line == row + 1


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (LINES[1].replace(b'"before":40', b'"before":40,"before":41'), "one thing twice"),
        (LINES[1].replace(b'"before":40', b'"before":40.0'), "40.0 is not a whole number"),
        (LINES[1].replace(b'"before":40', b'"before":NaN'), "NaN is not a whole number"),
        (LINES[1].replace(b'"before":40', b'"before": 40'), "does not follow"),
        (LINES[1].replace(b"nurse", "nürse".encode()), "outside ASCII"),
        (b"[" * 9000, "nested too deeply|not JSON"),
        (b'{"before":' + b"9" * 5000 + b"}", "limit"),
        (b"7", "not an object"),
        (b"", "not JSON"),
        (b"{}" + b" " * LINE_BYTES, "too long"),
    ],
)
def test_a_line_has_one_spelling(line: bytes, why: str) -> None:
    with pytest.raises(Damaged, match=why) as caught:
        decode([LINES[0], line])
    assert caught.value.line == 2


def test_a_journal_begins_with_its_only_head() -> None:
    with pytest.raises(Damaged, match="empty"):
        decode([])
    with pytest.raises(Damaged, match="begins with its head"):
        decode(encode_all(RECORDS[1:]))
    with pytest.raises(Damaged, match=r"line 2.*one head"):
        decode(encode_all([head(), head()]))


def test_only_a_hosted_game_holds_happenings() -> None:
    happening = InjectRecord(week=3, happening={"id": "strike", "weeks": [2, 3], "words": "Two days.\nNo more."})
    assert decode(encode_all([head(mode="hosted"), happening]))[1] == happening
    with pytest.raises(Damaged, match=r"line 2.*hosted"):
        decode(encode_all([head(), happening]))


@pytest.mark.parametrize("happening", [{"x": 0.5}, {"x": "\u200b"}, {"\u2028": 1}, {"x": [[[[[[[1]]]]]]]}])
def test_a_record_that_could_not_be_read_is_not_written(happening: dict[str, object]) -> None:
    record = InjectRecord.model_validate({"k": "inject", "week": 3, "happening": happening})
    with pytest.raises(Unwritable):
        encode(record, 1, START)


def test_a_record_longer_than_a_line_is_not_written() -> None:
    with pytest.raises(Unwritable, match="longer"):
        encode(InjectRecord(week=3, happening={"x": "y" * LINE_BYTES}), 1, START)


def test_looking_at_the_next_line_does_not_move_the_chain() -> None:
    chain = Chain()
    assert chain.line(RECORDS[0]) == chain.line(RECORDS[0]) == LINES[0]
    chain.follow(LINES[0].rstrip())
    assert (chain.s, chain.line(RECORDS[1])) == (1, LINES[1])


def test_the_deal_code_is_short_stable_and_differs() -> None:
    assert deal_code(7) == "TMGZ-VK"
    codes = {deal_code(seed) for seed in range(2000)}
    assert len(codes) > 1995
    assert all(len(code) == 7 and not set(code) & set("ILOU") for code in codes)
