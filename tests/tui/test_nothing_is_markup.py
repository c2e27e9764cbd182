"""No string reaches a widget but as content: the few places that make widgets are known, and none parses markup."""

from __future__ import annotations

import ast
from pathlib import Path

import kae_sim.tui

ROOM = Path(kae_sim.tui.__file__).parent
FILES = sorted(ROOM.rglob("*.py"))
PARSES_STRINGS = {
    "Label",
    "Button",
    "Checkbox",
    "RadioButton",
    "DataTable",
    "Collapsible",
    "Tree",
    "Markdown",
    "notify",
}
MAKES_WIDGETS = {"page.py", "pathway.py", "choices.py"}  # the only files that may import Static and Option


def calls(path: Path) -> list[ast.Call]:
    return [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def test_there_is_something_to_look_at() -> None:
    assert len(FILES) > 40
    assert sum(len(calls(path)) for path in FILES) > 500


def test_no_widget_that_parses_strings_is_used() -> None:
    used = [(path.name, name_of(call)) for path in FILES for call in calls(path) if name_of(call) in PARSES_STRINGS]
    assert used == []


def test_markup_is_never_asked_for() -> None:
    asked = [
        (path.name, call.lineno)
        for path in FILES
        for call in calls(path)
        if name_of(call) in ("from_markup", "from_text", "from_ansi")
        or any(word.arg == "markup" and getattr(word.value, "value", None) is not False for word in call.keywords)
    ]
    assert asked == []


def test_only_three_files_make_text_widgets() -> None:
    makers = {
        path.name
        for path in FILES
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("textual.widgets")
        and {one.name for one in node.names} & {"Static", "Option", "OptionList"}
    }
    assert makers == MAKES_WIDGETS


def test_titles_are_constants_or_content() -> None:
    bad, found = [], 0
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Attribute) and target.attr in ("border_title", "border_subtitle")
                for target in node.targets
            ):
                value = node.value
                found += 1
                if not isinstance(value, ast.Constant) and not (
                    isinstance(value, ast.Call) and name_of(value) == "show"
                ):
                    bad.append((path.name, node.lineno))
    assert found > 5
    assert bad == []
