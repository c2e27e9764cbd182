"""Rules of the house that no linter knows, as functions from a source text to its faults."""

from __future__ import annotations

import ast
from collections.abc import Iterator

MODEL_ROOMS = ("world", "knowledge", "plan", "game", "score", "players")
MOST_LINES = 350

# What would make a model depend on files, the machine, the clock, the network or chance of another kind.
FILES = {"fileinput", "glob", "io", "mmap", "os", "pathlib", "pickle", "shelve", "shutil", "sqlite3", "tempfile"}
MACHINE = {"builtins", "ctypes", "multiprocessing", "platform", "signal", "subprocess", "threading"}
NETWORK = {"asyncio", "http", "select", "socket", "ssl", "urllib"}
CLOCK_AND_CHANCE = {"random", "secrets", "time", "uuid"}
OUTSIDE = FILES | MACHINE | NETWORK | CLOCK_AND_CHANCE
OUTSIDE_CALLS = frozenset({"hash", "id", "input", "open", "print"})
OUTSIDE_ATTRIBUTES = frozenset({"default_rng", "RandomState", "today", "utcnow"})


def faults_of_module(source: str) -> Iterator[str]:
    """A first line that says what the module is for, and a length that one can read."""
    doc = ast.get_docstring(ast.parse(source))
    if doc is None or not doc.splitlines()[0].strip():
        yield "1: no docstring"
    lines = len(source.splitlines())
    if lines > MOST_LINES:
        yield f"{lines}: more than {MOST_LINES} lines"


def faults_of_model(source: str) -> Iterator[str]:
    """Reaching outside the model, or leaning on an order that differs from run to run."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Import(names=names):
                for name in names:
                    if name.name.split(".")[0] in OUTSIDE:
                        yield f"{node.lineno}: imports {name.name}"
            case ast.ImportFrom(module=str(module), level=0) if module.split(".")[0] in OUTSIDE:
                yield f"{node.lineno}: imports {module}"
            case ast.Call(func=ast.Name(id=called)) if called in OUTSIDE_CALLS:
                yield f"{node.lineno}: calls {called}()"
            case ast.Attribute(attr=attribute) if attribute in OUTSIDE_ATTRIBUTES:
                yield f"{node.lineno}: uses {attribute}"
            case ast.Attribute(value=ast.Name(id="datetime") | ast.Attribute(attr="datetime"), attr="now"):
                yield f"{node.lineno}: asks the wall clock"  # SimPy's `env.now` is the game's own clock
            case ast.For(iter=over) | ast.comprehension(iter=over) if _is_set(over):
                yield f"{over.lineno}: iterates over a set"
            case ast.Call(func=ast.Name(id="list" | "tuple" | "enumerate"), args=[over, *_]) if _is_set(over):
                yield f"{over.lineno}: puts a set in the order of the day"


def _is_set(node: ast.expr) -> bool:
    match node:
        case ast.Set() | ast.SetComp():
            return True
        case ast.Call(func=ast.Name(id="set" | "frozenset")):
            return True
        case ast.BinOp(left=left, op=ast.BitOr() | ast.BitAnd() | ast.Sub() | ast.BitXor(), right=right):
            return _is_set(left) or _is_set(right)
    return False
