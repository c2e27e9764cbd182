"""Nobody waits for the tables of a shipped scenario, and none are used that were made from another."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from kae_sim.calibrate import Calibration, put_together, write_scores, write_tables
from kae_sim.calibrate.tables import sample
from kae_sim.cli.loading import WAIT, look_up_tables
from kae_sim.errors import KaeError
from kae_sim.game import tables
from kae_sim.game.tables import TABLES, WEBSITES, Tables, make_tables, tables_for, truths_of_deal, website
from kae_sim.runs import table_cache
from kae_sim.scenario import Scenario, digest, load_scenario, shipped, shipped_tables
from kae_sim.scenario.load import shipped_folder
from kae_sim.scenario.schema import UNKNOWNS
from made_up import made_up

SHIPPED = [listing.id for listing in shipped()]


def shipped_with(scenario: Scenario) -> dict[str, Any]:
    document = shipped_tables(digest(scenario), TABLES)
    again = f"kae-sim calibrate {scenario.id} --tables scenarios/tables/{scenario.id}.json"
    assert document is not None, f"{scenario.id} ships without tables of its present text. This makes them: {again}"
    return document


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_scenario_has_the_tables_of_its_very_text(name: str) -> None:
    document = shipped_with(load_scenario(name))
    assert document["scenario"] == name
    assert Tables.from_document(document).document().items() <= document.items()


@pytest.mark.parametrize("name", SHIPPED)
def test_what_ships_is_what_would_be_made_now(name: str) -> None:
    scenario = load_scenario(name)
    assert sample(scenario) == shipped_with(scenario)["sample"], "raise TABLES, then make the tables again"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables from eighteen accounts, and one on which initiatives are tried; none known so far."""
    monkeypatch.setattr(tables, "PRIOR_ACCOUNTS", 18)
    monkeypatch.setattr(tables, "TYPICAL_ACCOUNTS", 1)
    for name, empty in (("_made", {}), ("_lately", []), ("_kept", [])):
        monkeypatch.setattr(tables, name, empty)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of shipped scenarios without any tables yet."""
    monkeypatch.setattr("kae_sim.scenario.tables.shipped_folder", lambda: tmp_path)
    (tmp_path / "tables").mkdir()
    return tmp_path / "tables"


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAE_SIM_HOME", str(tmp_path / "home"))


@pytest.mark.usefixtures("few")
def test_tables_are_written_and_read_back_the_same(two_week_promise: Scenario, folder: Path) -> None:
    write_tables(two_week_promise, folder / "two-week-promise.json")
    document = shipped_tables(digest(two_week_promise), TABLES)
    assert document is not None
    assert Tables.from_document(document) == make_tables(two_week_promise)
    assert shipped_tables(digest(two_week_promise), TABLES + 1) is None
    assert shipped_tables("0" * 32, TABLES) is None


def test_a_broken_file_is_as_good_as_none(folder: Path) -> None:
    for number, body in enumerate((b"", b"{", b"[]", b"\xff", b'{"digest": "d"}')):
        (folder / f"{number}.json").write_bytes(body)
    assert shipped_tables("d", TABLES) is None
    (folder / "whole.json").write_text(json.dumps({"digest": "d", "tables": TABLES}))
    assert shipped_tables("d", TABLES) == {"digest": "d", "tables": TABLES}


@pytest.mark.usefixtures("few")
def test_a_folder_that_takes_no_file_is_told_in_a_sentence(tmp_path: Path, two_week_promise: Scenario) -> None:
    with pytest.raises(KaeError, match=r"tables\.json can't be written"):
        write_tables(two_week_promise, tmp_path / "nowhere" / "tables.json")


@pytest.mark.usefixtures("few")
def test_priors_are_the_shares_of_truths_in_deals_that_nobody_plays(two_week_promise: Scenario) -> None:
    deals = [truths_of_deal(two_week_promise, place) for place in range(3)]
    made = make_tables(two_week_promise)
    for unknown in UNKNOWNS:
        by_site = {says: sum((deal[says][unknown] for deal in deals), Counter()) for says in WEBSITES}
        whole = by_site["soon"] + by_site["late"]
        assert whole.total() == 18
        for says in WEBSITES:
            share = made.priors[says][unknown]
            assert list(share) == sorted(whole)
            assert sum(share.values()) == pytest.approx(1)
            for truth, often in share.items():
                expected = (by_site[says][truth] + whole[truth] / 18) / (by_site[says].total() + 1)
                assert often == pytest.approx(expected)


@pytest.mark.usefixtures("own_home")
def test_what_ships_is_taken_first_then_what_is_kept_here(folder: Path) -> None:
    made: list[int] = []

    def make() -> dict[str, Any]:
        made.append(1)
        return {"made": len(made)}

    assert table_cache("0" * 32, make) == table_cache("0" * 32, make) == {"made": 1}
    ships = {"digest": "0" * 32, "tables": TABLES, "made": 7}
    (folder / "two-week-promise.json").write_text(json.dumps(ships))
    assert table_cache("0" * 32, make) == ships
    assert made == [1]


@pytest.mark.usefixtures("few", "own_home", "folder")
def test_whoever_waits_for_tables_is_told_once(two_week_promise: Scenario, capsys: pytest.CaptureFixture[str]) -> None:
    look_up_tables()
    first = tables_for(two_week_promise)
    assert capsys.readouterr() == ("", f"{WAIT}\n")
    tables._made.clear()
    tables._lately.clear()
    assert tables_for(two_week_promise) == first
    assert capsys.readouterr() == ("", "")


def test_websites_that_promise_little_have_a_prior_of_their_own() -> None:
    assert [website(weeks) for weeks in (2, 6, 7, 20)] == ["soon", "soon", "late", "late"]


# --- what scores mean ------------------------------------------------------------------------------------


def shipped_copy(name: str, folder: Path) -> Path:
    copy = folder / f"{name}.json"
    copy.write_bytes((shipped_folder() / "tables" / f"{name}.json").read_bytes())
    return copy


def sound(scenario: Scenario, plays: int) -> Calibration:
    """A made-up calibration that finds the scenario fit."""
    found = put_together(scenario, 4, made_up(4))
    return replace(found, plays=plays, judgement=replace(found.judgement, verdict="fit"))


def test_a_calibration_adds_what_scores_mean_to_the_tables_and_changes_nothing_else(
    two_week_promise: Scenario, tmp_path: Path
) -> None:
    found = sound(two_week_promise, 200)
    assert found.reliability is not None
    file = shipped_copy("two-week-promise", tmp_path)
    before = {key: value for key, value in json.loads(file.read_text()).items() if key != "scores"}
    write_scores(found, file)
    after = json.loads(file.read_text())
    scores = Tables.from_document(after).scores
    assert scores is not None
    assert (scores.plays, scores.error) == (200, round(found.reliability.mixed.error, 1))
    assert scores.means == {rung.bot: round(rung.mean, 1) for rung in found.ladder.rungs}
    assert {key: value for key, value in after.items() if key != "scores"} == before
    assert Tables.from_document(Tables.from_document(after).document()).scores == scores


def test_too_few_plays_and_an_unfit_scenario_are_no_measure(two_week_promise: Scenario, tmp_path: Path) -> None:
    file = shipped_copy("two-week-promise", tmp_path)
    before, fit = file.read_bytes(), sound(two_week_promise, 200)
    with pytest.raises(KaeError, match=r"--into takes 200 --plays or more.*199 are too few"):
        write_scores(replace(fit, plays=199), file)
    with pytest.raises(KaeError, match="stays as it was: two-week-promise is unfit"):
        write_scores(replace(fit, judgement=replace(fit.judgement, verdict="unfit")), file)
    assert file.read_bytes() == before


def test_scores_are_not_written_into_the_tables_of_another_text(two_week_promise: Scenario, tmp_path: Path) -> None:
    found = sound(two_week_promise, 200)
    other, file = shipped_copy("the-hatch", tmp_path), tmp_path / "none.json"
    before = other.read_bytes()
    with pytest.raises(KaeError, match="has the tables of another scenario") as refused:
        write_scores(found, other)
    assert "--tables" not in str(refused.value)
    assert other.read_bytes() == before
    with pytest.raises(KaeError, match="can't be read"):
        write_scores(found, file)
    old = json.loads(shipped_copy("two-week-promise", tmp_path).read_text()) | {"digest": "0" * 32}
    file.write_text(json.dumps(old))
    with pytest.raises(KaeError, match=r"older text.*kae-sim calibrate two-week-promise --tables"):
        write_scores(found, file)


@pytest.mark.parametrize(
    "body", [b"\xff{", b"", b"[]", b'{"scenario": "two-week-promise"}', b"[" * 100_000, b'{"a": NaN}', b"my notes"]
)
def test_what_is_no_file_of_tables_is_left_alone(two_week_promise: Scenario, tmp_path: Path, body: bytes) -> None:
    file = tmp_path / "notes.txt"
    file.write_bytes(body)
    with pytest.raises(KaeError, match="is no file of tables, and stays as it is"):
        write_scores(sound(two_week_promise, 200), file)
    assert file.read_bytes() == body
