"""Scenarios are found by id or file, packs beside them or among the shipped, and each has one digest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kae_sim.scenario import (
    Listing,
    Scenario,
    ScenarioError,
    digest,
    from_resolved,
    inspect,
    json_schema,
    load_scenario,
    resolved,
    shipped,
)
from scenario_case import Case, change, spot, where

TOP = Path(__file__).resolve().parents[2]


def refusal(argument: str | Path) -> str:
    with pytest.raises(ScenarioError) as caught:
        load_scenario(argument)
    (fault,) = caught.value.faults
    assert fault.remedy
    return fault.message


class TestFinding:
    @pytest.mark.parametrize("one", shipped(), ids=lambda one: one.id)
    def test_every_shipped_scenario_checks_clean_and_is_what_its_listing_says(self, one: Listing) -> None:
        assert inspect(one.id).faults == ()
        scenario = load_scenario(one.id)
        assert (scenario.id, scenario.title, scenario.pack.id) == (one.id, one.title, one.pack)
        assert (scenario.level, scenario.minutes, Path(one.file).stem) == (one.level, one.minutes, one.id)

    def test_something_is_shipped_in_order_of_level(self) -> None:
        assert "two-week-promise" in [one.id for one in shipped()]
        assert [one.level for one in shipped()] == sorted(one.level for one in shipped())

    @pytest.mark.parametrize("file", sorted((TOP / "scenarios" / "packs").glob("*.yaml")), ids=lambda file: file.stem)
    def test_every_pack_of_the_source_tree_checks_clean(self, file: Path) -> None:
        found = inspect(file)
        assert found.faults == ()
        assert found.pack is not None

    @pytest.mark.parametrize("file", sorted((TOP / "scenarios" / "packs").glob("*.yaml")), ids=lambda file: file.stem)
    def test_where_doses_are_given_somebody_who_is_no_doctor_sees_the_queue(self, file: Path) -> None:
        pack = inspect(file).pack
        assert pack is not None
        others = {stage for role in pack.roles if not role.doctor for stage in role.sees}
        assert others.issuperset(stage for route in pack.pathway.routes for stage in route.stages)

    def test_an_id_is_looked_up_and_never_used_as_a_path(self) -> None:
        assert refusal("..") == 'There is no scenario ".."'
        assert refusal("packs") == 'There is no scenario "packs"'
        assert refusal("nul\0") == 'There is no scenario "nul\\\\x00"'

    def test_an_unknown_id_suggests_the_nearest(self) -> None:
        with pytest.raises(ScenarioError, match="Write two-week-promise, or a file name"):
            load_scenario("two-weeks-promise")

    @pytest.mark.parametrize("name", ["none.yaml", "folder/none", "folder\\none", "./two-week-promise"])
    def test_a_slash_or_the_ending_makes_it_a_file(self, name: str) -> None:
        assert refusal(name) == "There is no such file"

    def test_a_path_is_always_a_file(self) -> None:
        assert refusal(Path("two-week-promise")) == "There is no such file"

    def test_a_pack_is_no_scenario(self, case: Case) -> None:
        assert refusal(case.pack) == "This is a therapy pack, not a scenario"


class TestPack:
    def test_the_pack_beside_the_scenario_is_filled_in(self, case: Case) -> None:
        scenario = load_scenario(case.scenario)
        assert scenario.pack.name == "Small therapy"
        assert scenario.pack.initiative("one-form").burden == ()

    def test_a_shipped_pack_is_found_without_one_beside(self, case: Case) -> None:
        change(case.scenario, "pack: small-pack", "pack: rheumatology-infusion")
        change(case.scenario, "archetype: queue", "archetype: mild")
        assert load_scenario(case.scenario).pack.id == "rheumatology-infusion"

    def test_an_unknown_pack_is_told_at_its_name(self, case: Case) -> None:
        change(case.scenario, "pack: small-pack", "pack: smal-pack")
        fault = case.fault()
        assert spot(fault) == where(case.scenario, "pack: smal-pack", "smal-pack")
        assert (fault.message, fault.remedy) == ('There is no pack "smal-pack"', "Write small-pack")

    def test_a_pack_is_never_reached_by_a_path(self, case: Case) -> None:
        change(case.scenario, "pack: small-pack", "pack: ../packs/small-pack")
        assert case.fault().message == 'There is no pack "../packs/small-pack"'

    def test_a_pack_written_into_the_scenario_is_a_fault(self, case: Case) -> None:
        change(case.scenario, "pack: small-pack", "pack: {id: small-pack}")
        assert case.fault().message == "pack is a group of keys, not the id of a pack"

    def test_a_scenario_without_a_pack_is_a_fault(self, case: Case) -> None:
        change(case.scenario, "pack: small-pack\n", "")
        assert case.fault().message == "The key pack is missing here"

    def test_another_pack_with_the_id_of_a_shipped_one_is_a_fault(self, case: Case) -> None:
        change(case.scenario, "pack: small-pack", "pack: rheumatology-infusion")
        case.pack.rename(case.pack.with_name("rheumatology-infusion.yaml"))
        fault = next(one for one in case.faults() if one.path == "pack")
        assert spot(fault) == where(case.scenario, "pack: rheumatology-infusion", "rheumatology-infusion")
        assert "has the id of a shipped pack" in fault.message

    def test_a_copy_of_the_shipped_files_is_no_clash(self, case: Case) -> None:
        source = TOP / "scenarios" / "two-week-promise.yaml"
        copy = case.scenario.with_name("two-week-promise.yaml")
        copy.write_bytes(source.read_bytes())
        packs = source.parent / "packs" / "rheumatology-infusion.yaml"
        case.pack.with_name(packs.name).write_bytes(packs.read_bytes())
        assert digest(load_scenario(copy)) == digest(load_scenario(source))

    def test_a_pack_whose_file_has_another_name_is_a_fault(self, case: Case) -> None:
        change(case.pack, "id: small-pack", "id: big-pack")
        fault = case.fault()
        assert spot(fault) == where(case.pack, "id: big-pack", "big-pack")
        assert "the file is called" in fault.message

    def test_a_pack_that_cannot_be_read_is_told_in_its_own_file(self, case: Case) -> None:
        case.pack.write_bytes(b"a:\n\t- 1\n")
        assert spot(case.fault()) == (str(case.pack), 2, 1)


class TestDigest:
    def test_what_is_resolved_comes_back_the_same(self, case: Case) -> None:
        scenario = load_scenario(case.scenario)
        assert from_resolved(resolved(scenario)) == scenario
        assert resolved(from_resolved(resolved(scenario))) == resolved(scenario)

    def test_weights_come_back_in_the_same_order(self, case: Case) -> None:
        change(case.pack, "binding: {funding: 60, chair: 40}", "binding: {homecare: 1, funding: 60, chair: 40}")
        scenario = load_scenario(case.scenario)
        stored = from_resolved(resolved(scenario))
        assert list(scenario.pack.archetypes[0].binding) == list(stored.pack.archetypes[0].binding)

    def test_it_is_canonical_json(self, case: Case) -> None:
        change(case.scenario, "title: A small case", "title: Ein kleiner Fall für Ärzte")
        data = resolved(load_scenario(case.scenario))
        assert data == json.dumps(json.loads(data), sort_keys=True, separators=(",", ":")).encode("ascii")
        assert json.loads(data)["pack"]["schema"] == "kae-sim/pack@1"
        assert json.loads(data)["pass_mark"] == 40

    def test_order_of_keys_remarks_and_layout_make_no_difference(self, case: Case) -> None:
        before = digest(load_scenario(case.scenario))
        change(case.scenario, "level: 1\nminutes: 30\n", "minutes:   30  # about\nlevel: 1\n")
        change(case.pack, "binding: {funding: 60, chair: 40}", "binding:\n      chair: 40\n      funding: 60")
        change(case.pack, "thousands: 20", "thousands: 20.0")
        assert digest(load_scenario(case.scenario)) == before

    def test_any_text_makes_a_difference(self, case: Case) -> None:
        data = json.loads(resolved(load_scenario(case.scenario)))
        before = digest(load_scenario(case.scenario))
        changed = 0
        for parent, key in texts(data):
            kept, parent[key] = parent[key], parent[key] + " x"
            try:
                assert digest(from_resolved(json.dumps(data).encode())) != before
                changed += 1
            except ScenarioError:
                pass  # an id or a fixed word, not a text
            parent[key] = kept
        assert changed > 100

    def test_it_does_not_depend_on_the_hash_seed(self, case: Case) -> None:
        code = "import sys; from kae_sim.scenario import *; print(digest(load_scenario(sys.argv[1])))"
        seen = {
            subprocess.run(
                [sys.executable, "-c", code, str(case.scenario)],
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
                capture_output=True,
                text=True,
                check=True,
            ).stdout.strip()
            for seed in ("0", "1")
        }
        assert seen == {digest(load_scenario(case.scenario))}

    @pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b"\xff", b'{"schema": NaN}'])
    def test_a_damaged_copy_is_a_scenario_error(self, data: bytes) -> None:
        with pytest.raises(ScenarioError, match="damaged"):
            from_resolved(data)

    def test_a_scenario_is_frozen(self, case: Case) -> None:
        scenario = load_scenario(case.scenario)
        with pytest.raises(ValueError, match="frozen"):
            scenario.title = "Another"  # type: ignore[misc]


def texts(data: Any) -> list[tuple[Any, Any]]:
    """Every text in the data, by the group or list that holds it and its place there."""
    if not isinstance(data, dict | list):
        return []
    places = list(data) if isinstance(data, dict) else range(len(data))
    own = [(data, place) for place in places if isinstance(data[place], str)]
    return own + [found for place in places for found in texts(data[place])]


class TestAnything:
    @settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
    @given(st.data())
    def test_a_damaged_scenario_or_pack_is_good_or_has_faults_and_never_breaks_the_program(
        self, case: Case, data: st.DataObject
    ) -> None:
        file = data.draw(st.sampled_from([case.scenario, case.pack]))
        kept = file.read_bytes()
        at = data.draw(st.integers(0, len(kept) - 1))
        upto = data.draw(st.integers(at, min(at + 40, len(kept))))
        put = data.draw(st.binary(max_size=8) | st.sampled_from([b"[]", b"{}", b"null", b"-1", b"\n", b": ", b"x"]))
        file.write_bytes(kept[:at] + put + kept[upto:])
        try:
            found = inspect(case.scenario)
        finally:
            file.write_bytes(kept)
        assert isinstance(found.scenario, Scenario) or found.pack or found.faults
        assert all(one.remedy and one.line >= 1 and one.column >= 1 for one in found.faults)

    @given(st.text(max_size=30))
    def test_no_argument_raises_anything_but_a_scenario_error(self, argument: str) -> None:
        with pytest.raises(ScenarioError):
            load_scenario(argument)


class TestSchema:
    def test_it_describes_both_kinds_of_file(self) -> None:
        schema = json_schema()
        scenario, pack = schema["$defs"]["Scenario"], schema["$defs"]["Pack"]
        assert scenario["properties"]["schema"]["const"] == "kae-sim/scenario@1"
        assert pack["properties"]["schema"]["const"] == "kae-sim/pack@1"
        assert scenario["additionalProperties"] is False

    def test_the_pack_of_a_scenario_is_an_id(self) -> None:
        assert json_schema()["$defs"]["Scenario"]["properties"]["pack"] == {"$ref": "#/$defs/Pack/properties/id"}
        assert json_schema()["$defs"]["Pack"]["properties"]["id"]["type"] == "string"
