"""The reader takes plain YAML, says where everything stands, and refuses the rest with a remedy."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kae_sim.scenario import Fault, ScenarioError, reader
from kae_sim.scenario.document import Document


def read(text: str | bytes) -> Document:
    return reader.read_bytes(text.encode() if isinstance(text, str) else text, "case.yaml")


def faults(text: str | bytes) -> tuple[Fault, ...]:
    """Faults of a text, whether it could be read to the end or not."""
    try:
        return tuple(read(text).faults)
    except ScenarioError as error:
        return error.faults


@pytest.fixture(params=["fast", "pure"])
def either_parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test that asks for it runs with libyaml and with its pure twin."""
    if request.param == "pure":
        monkeypatch.setattr(reader, "_FAST", yaml.SafeLoader)


@pytest.mark.usefixtures("either_parser")
class TestValues:
    def test_words_that_older_yaml_took_for_truth_stay_text(self) -> None:
        assert read("a: NO\nb: on\nc: yes\nd: Off\ne: y\n").data == {
            "a": "NO",
            "b": "on",
            "c": "yes",
            "d": "Off",
            "e": "y",
        }

    def test_numbers_constants_and_quoted_text_are_told_apart(self) -> None:
        text = 'a: 12\nb: -3.5\nc: 1e3\nd: true\ne: null\nf:\ng: "12"\nh: 2024-01-01\ni: 6-12\nj: 0\n'
        assert read(text).data == {
            "a": 12, "b": -3.5, "c": 1000.0, "d": True, "e": None, "f": None, "g": "12", "h": "2024-01-01",
            "i": "6-12", "j": 0,
        }  # fmt: skip

    def test_lists_come_as_tuples_and_keys_as_text(self) -> None:
        assert read("12: [a, {b: [1, 2]}]\n").data == {"12": ("a", {"b": (1, 2)})}

    def test_line_and_column_of_each_key_and_value_are_kept(self) -> None:
        document = read("# é\nname: x\nlist:\n  - one\n  - {key: two, other: 'drei'}\nblock: >-\n  text\n  more\n")
        assert document.at_key(("list",)) == (3, 1)
        assert document.at_value(("list", 0)) == (4, 5)
        assert document.at_key(("list", 1, "other")) == (5, 16)
        assert document.at_value(("list", 1, "other")) == (5, 23)
        assert document.at_value(("block",)) == (6, 8)
        assert document.data["block"] == "text more"

    def test_columns_count_characters_not_bytes(self) -> None:
        assert read("é: {ü: 1, z: 010}\n").faults[0].column == 14

    def test_windows_line_ends_and_a_byte_order_mark_change_nothing(self) -> None:
        document = read(b"\xef\xbb\xbfa: 1\r\nb:\r\n  - 010\r\n")
        assert document.data["a"] == 1
        assert (document.faults[0].line, document.faults[0].column) == (3, 5)

    def test_a_document_may_begin_with_three_dashes(self) -> None:
        assert read("---\na: 1\n...\n").data == {"a": 1}


REFUSED: dict[str, tuple[str | bytes, int, int, str]] = {
    "leading zero": ("a: 1\nb: 010\n", 2, 4, "leading zero"),
    "base sixteen": ("a: 0x1F\n", 1, 4, "another base"),
    "base eight": ("a: [1, 0o17]\n", 1, 8, "another base"),
    "underscores": ("a: 1_000\n", 1, 4, "underscores"),
    "base sixty": ("a:\n  - 1:30\n", 2, 5, "base sixty"),
    "infinity": ("a: -.inf\n", 1, 4, "not a quantity"),
    "not a number": ("a: .nan\n", 1, 4, "not a quantity"),
    "too large": ("a: 1e999\n", 1, 4, "larger or longer"),
    "too many digits": (f"a: {'9' * 5000}\n", 1, 4, "larger or longer"),
    "half a decimal": ("a: .5\n", 1, 4, "nothing on one side"),
    "anchor": ("a: &x 1\n", 1, 4, "Anchors"),
    "tag": ("a: 1\nb: !!python/object:os.system x\n", 2, 4, "Tags"),
    "own tag": ("a: !secret x\n", 1, 4, "Tags"),
    "lone tag": ("a: ! x\n", 1, 4, "Tags"),
    "merge key": ("a:\n  <<: {b: 1}\n", 2, 3, "Merge keys"),
    "duplicate key": ("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n", 5, 3, "in line 3 and in line 5"),
    "second document": ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
    "directive": ("%YAML 1.1\n---\na: 1\n", 1, 1, "begin with %"),
    "tab": ("a:\n\t- 1\n", 2, 1, "tab"),
    "tab after text": ("a: 1\t# x\n", 1, 5, "tab"),
    "escaped tab": ('a: "x\\ty"\n', 1, 4, "U+0009"),
    "nul": ("a: x\x00y\n", 1, 5, "U+0000"),
    "escaped nul": ('a: "x\\0y"\n', 1, 4, "U+0000"),
    "escaped half character": ('a: "\\ud800"\n', 1, 4, "U+D800"),
    "escape beyond all characters": ('a: "\\UFFFFFFFF"\n', 1, 1, "no character"),
    "bidirectional": ("a: 1\nb: ab\u202ecd\n", 2, 6, "right-to-left override"),
    "bidirectional in a key": ('"a\\u2066": 1\n', 1, 1, "U+2066"),
    "next line": ("a: x\x85y\n", 1, 5, "U+0085"),
    "not utf-8": (b"a: 1\nb: \xff\n", 2, 4, "UTF-8"),
    "utf-16": ("a: 1\n".encode("utf-16"), 1, 1, "UTF-8"),
    "deep": ("a: " + "[" * 20_000, 1, 27, "deeper than 24"),
    "deep groups": ("\n".join("  " * n + "k:" for n in range(40)), 25, 49, "deeper than 24"),
    "long key": (f"{'k' * 101}: 1\n", 1, 1, "longer than 100"),
    "long text": (f"a: {'x' * 20_001}\n", 1, 4, "longer than 20,000"),
    "many values": ("a: [" + "1," * 50_000 + "1]\n", 1, 99_999, "more than 50,000"),
    "large": ("a: 1\n" * 400_000, 1, 1, "larger than 512,000"),
    "empty": ("", 1, 1, "no keys"),
    "only remarks": ("# nothing\n", 1, 1, "no keys"),
    "a list": ("- 1\n", 1, 1, "no keys"),
    "no key": ('"": 1\n', 1, 1, "missing"),
    "list as key": ("? [a]\n: 1\n", 1, 3, "where a key belongs"),
    "open quotes": ('a: 1\nb: "x\nc: 2\n', 2, 4, "quotes"),
    "open bracket": ("a: [1, 2\nb: 3\n", 2, 2, "[ is not closed"),
    "colon in text": ("a: wait: long\n", 1, 8, "colon"),
    "odd indentation": ("a:\n  - 1\n - 2\n", 3, 2, "indented"),
    "percent first": ("a: %x\n", 1, 4, "cannot begin"),
}


@pytest.mark.usefixtures("either_parser")
class TestRefusals:
    @pytest.mark.parametrize("name", REFUSED)
    def test_it_is_refused_with_line_column_and_remedy(self, name: str) -> None:
        text, line, column, words = REFUSED[name]
        found = faults(text)
        assert found, "nothing was refused"
        assert (found[0].file, found[0].line, found[0].column) == ("case.yaml", line, column)
        assert words in found[0].message
        assert len(found[0].remedy) > 8
        assert found[0].level == "error"

    def test_an_alias_bomb_is_refused_at_each_anchor_and_alias_and_never_grows(self) -> None:
        lines = ["a: &a [lol, lol]"] + [
            f"{b}: &{b} [{', '.join(['*' + a] * 9)}]" for a, b in zip("abcdefg", "bcdefgh", strict=True)
        ]
        found = faults("\n".join(lines) + "\n")
        assert [(one.line, one.column) for one in found[:3]] == [(1, 4), (2, 4), (2, 8)]
        assert "Anchors" in found[0].message
        assert "Aliases" in found[2].message
        assert len(found) == 8 + 7 * 9

    def test_a_merge_bomb_is_refused(self) -> None:
        assert "Anchors" in faults("a: &a {x: 1}\nb: &b {<<: [*a, *a]}\nc: {<<: [*b, *b]}\n")[0].message

    def test_all_refusals_of_a_file_come_at_once(self) -> None:
        assert [one.line for one in faults("a: 010\nb: 1\nb: 2\nc: !x 1\nd: 1:30\n")] == [1, 3, 4, 5]

    def test_every_line_with_a_tab_is_named(self) -> None:
        assert [one.line for one in faults("a:\n\tb: 1\n\tc: 2\n")] == [2, 3]

    def test_a_duplicate_does_not_move_the_positions_of_the_first(self) -> None:
        document = read("a:\n  b: 1\na:\n  b: 2\n")
        assert document.data == {"a": {"b": 1}}
        assert document.at_key(("a", "b")) == (2, 3)
        assert document.at_value(("a", "b")) == (2, 6)


class TestFiles:
    def check(self, path: Path, words: str) -> None:
        with pytest.raises(ScenarioError) as caught:
            reader.read(path)
        (fault,) = caught.value.faults
        assert (fault.file, fault.line, fault.column) == (str(path), 1, 1)
        assert words in fault.message
        assert fault.remedy

    def test_a_missing_file_is_a_fault(self, tmp_path: Path) -> None:
        self.check(tmp_path / "none.yaml", "no such file")

    def test_a_folder_is_a_fault(self, tmp_path: Path) -> None:
        self.check(tmp_path, "folder")

    def test_a_name_with_a_nul_is_a_fault(self) -> None:
        self.check(Path("a\0b.yaml"), "cannot be read")

    def test_a_name_that_is_too_long_is_a_fault(self, tmp_path: Path) -> None:
        self.check(tmp_path / ("x" * 5000 + ".yaml"), "cannot be read")

    @pytest.mark.skipif(os.name != "posix", reason="devices are files on POSIX systems only")
    def test_a_device_is_a_fault_and_is_not_read(self) -> None:
        self.check(Path(os.devnull), "ordinary file")

    def test_an_unreadable_file_is_a_fault(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "locked.yaml"
        path.write_text("a: 1\n")

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
        self.check(path, "Permission denied")


_YAML_LIKE = st.text(st.sampled_from("ab:- \n\"'[]{}#&*!|>%@,?0123.\\é\t<~"), max_size=60)


class TestAnything:
    @given(st.binary(max_size=200))
    def test_bytes_never_raise_anything_but_a_scenario_error(self, body: bytes) -> None:
        faults(body)

    @given(st.text(max_size=200) | _YAML_LIKE)
    def test_text_never_raises_anything_but_a_scenario_error(self, text: str) -> None:
        faults(text.encode("utf-8", "surrogatepass"))

    @given(
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-999, 999)
            | st.text(st.characters(min_codepoint=32, max_codepoint=382, exclude_categories=["Cc", "Cf"]), max_size=12),
            lambda inner: (
                st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1, max_size=3), inner, max_size=3)
            ),
            max_leaves=12,
        ),
        st.booleans(),
    )
    def test_what_yaml_writes_is_read_back_alike_by_both_parsers(self, value: object, flow: bool) -> None:
        text = yaml.safe_dump({"k": value}, default_flow_style=flow, allow_unicode=True)
        fast = read(text)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reader, "_FAST", yaml.SafeLoader)
            pure = read(text)
        assert fast == pure
