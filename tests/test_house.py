"""The house keeps its rules: readable files, a model that reaches nothing outside, documents that are true."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from house_rules import MODEL_ROOMS, MOST_LINES, faults_of_model, faults_of_module
from kae_sim.scenario import schema
from long_files import LONG

START = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/kae-sim"
TEST = "python3 -m venv .venv && .venv/bin/pip install -q '.[test]' && .venv/bin/pytest"

# In two halves, or this file would be its own first fault.
FOREIGN = tuple(
    "".join(halves)
    for halves in (
        ("py", "pi.org"),
        ("python", "hosted.org"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("ana", "conda.org"),
        ("deb", "ian.org"),
        ("index", "-url"),
        ("trusted", "-host"),
        ("/ro", "ot/"),
        ("/ho", "me/"),
        ("/Us", "ers/"),
    )
)


def python_files(top: Path, *folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((top / folder).rglob("*.py"))


def texts(top: Path) -> Iterator[tuple[str, str]]:
    """Every text of the project by its path; environments, builds and version control are not the project."""
    ours = [path for path in top.iterdir() if path.is_file() and path.suffix != ".whl" and path.name != ".git"]
    for folder in (".ci", "docs", "kae_sim", "scenarios", "tests"):
        ours += [path for path in (top / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    for path in sorted(ours):
        yield path.relative_to(top).as_posix(), path.read_text(encoding="utf-8")


def faults(top: Path, paths: Iterable[Path], rule: Callable[[str], Iterable[str]]) -> list[str]:
    return [f"{path.relative_to(top)}:{fault}" for path in paths for fault in rule(path.read_text(encoding="utf-8"))]


def test_every_module_says_what_it_is_for(top: Path) -> None:
    found = faults(top, python_files(top, "kae_sim", "tests"), faults_of_module)
    assert [fault for fault in found if "docstring" in fault] == []


def test_every_module_can_be_read_in_one_go(top: Path) -> None:
    found = faults(top, python_files(top, "kae_sim"), faults_of_module)
    assert [fault for fault in found if "lines" in fault] == []


def test_the_model_reaches_nothing_outside_itself(top: Path) -> None:
    rooms = [f"kae_sim/{room}" for room in MODEL_ROOMS]
    assert faults(top, python_files(top, *rooms), faults_of_model) == []


def test_no_text_names_a_package_host_or_a_folder_of_some_machine(top: Path) -> None:
    found = [f"{name}: {word}" for name, text in texts(top) for word in FOREIGN if word in text]
    assert found == []


@pytest.mark.parametrize(
    "planted",
    [
        "import random",
        "import os.path",
        "from pathlib import Path",
        "from time import perf_counter",
        "rng = numpy.random.default_rng(7)",
        "seed = hash('account')",
        "print('patients')",
        "for role in {'nurse', 'pharmacist'}: pass",
        "names = [one for one in set(people)]",
        "names = list(known | {'nurse'})",
        "when = datetime.now()",
        "when = datetime.datetime.now()",
        "when = date.today()",
    ],
)
def test_a_model_that_reaches_outside_is_found(planted: str) -> None:
    assert len(list(faults_of_model(f"'''A room.'''\n{planted}\n"))) == 1


@pytest.mark.parametrize(
    "harmless",
    [
        "import bisect",
        "from kae_sim.world.random_names import pick",
        "for role in sorted({'nurse', 'pharmacist'}): pass",
        "known = 'nurse' in {'nurse'}",
        "value = view.hash",
        "week = env.now // 7",
    ],
)
def test_a_model_that_keeps_to_itself_is_left_alone(harmless: str) -> None:
    assert list(faults_of_model(f"'''A room.'''\n{harmless}\n")) == []


def test_a_module_without_a_purpose_or_an_end_is_found() -> None:
    assert list(faults_of_module("x = 1\n" * (MOST_LINES + 1))) == [
        "1: no docstring",
        f"{MOST_LINES + 1}: more than {MOST_LINES} lines",
    ]
    assert list(faults_of_module('"""Adds."""\n')) == []


def test_the_files_that_are_begun_first_are_there(top: Path) -> None:
    assert [name for name in LONG if not (top / "tests" / name).is_file()] == []
    assert len(set(LONG)) == len(LONG)


def test_importing_the_package_loads_nothing_heavy() -> None:
    heavy = ("click", "faker", "numpy", "pydantic", "simpy", "textual", "tinydb", "yaml")
    script = f"import sys, kae_sim; print([name for name in {heavy!r} if name in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_the_public_names_are_there_and_no_others() -> None:
    import kae_sim
    from kae_sim.game import Game
    from kae_sim.scenario import load_scenario
    from kae_sim.score import scorecard

    assert (kae_sim.Game, kae_sim.load_scenario, kae_sim.scorecard) == (Game, load_scenario, scorecard)
    assert dir(kae_sim) == ["Game", "__version__", "load_scenario", "scorecard"]
    with pytest.raises(AttributeError, match="no attribute 'truth'"):
        _ = kae_sim.truth


def test_the_readme_starts_and_tests_with_one_command_each(top: Path) -> None:
    lines = (top / "README.md").read_text(encoding="utf-8").splitlines()
    assert lines.count(START) == 1
    assert lines.count(TEST) == 1
    assert [line for line in lines if line.endswith("bin/pytest")] == [TEST]  # what CI looks for


def test_the_readme_has_the_whole_screenless_game(top: Path) -> None:
    readme = (top / "README.md").read_text(encoding="utf-8")
    commands = ("play", "resume", "autoplay", "replay", "debrief", "runs", "scenario", "calibrate", "scores")
    assert [command for command in commands if f"`kae-sim {command}" not in readme] == []


def test_documents_point_at_files_that_are_there(top: Path) -> None:
    missing = []
    for page in (top / "README.md", *sorted((top / "docs").glob("*.md"))):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if not (page.parent / target).exists():
                missing.append(f"{page.relative_to(top)}: {target}")
    assert missing == []


def parts() -> list[type[BaseModel]]:
    """Every model that an author may write."""
    found = [value for value in vars(schema).values() if isinstance(value, type) and issubclass(value, schema.Part)]
    return [part for part in found if part is not schema.Part]


@pytest.mark.parametrize("part", parts(), ids=lambda part: part.__name__)
def test_every_key_an_author_may_write_is_explained(part: type[BaseModel], top: Path) -> None:
    page = (top / "docs" / "scenarios.md").read_text(encoding="utf-8")
    keys = [field.alias or name for name, field in part.model_fields.items()]
    assert [key for key in keys if f"`{key}`" not in page] == []


def test_every_layer_of_the_house_is_described(top: Path) -> None:
    settings = tomllib.loads((top / "pyproject.toml").read_text(encoding="utf-8"))
    layers = next(one for one in settings["tool"]["importlinter"]["contracts"] if one["id"] == "rooms")["layers"]
    rooms = re.findall(r"[a-z]+", " ".join(layers))
    page = (top / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [room for room in rooms if f"`{room}`" not in page] == []
