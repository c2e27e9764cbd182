"""Proves our statements against a real record store and a strict validator: `python tests/support/prove_xapi.py`.

Not a test, because it needs tools of other worlds, which are looked for on the path or where options say:
the record store is ralph (`pip install "ralph-malph[lrs,cli]" requests` in an environment of its own), the
validator is @learninglocker/xapi-validation (`npm install` in any folder). What is not there is left out, in words.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kae_sim.cli import run as command
from kae_sim.game.actions import EndWeek
from kae_sim.game.tables import keep_tables
from kae_sim.leaderboard import Board, add
from kae_sim.leaderboard.outbox import post
from kae_sim.leaderboard.xapi import statements
from kae_sim.players import play
from kae_sim.runs import new_run, table_cache
from kae_sim.runs.folder import find_folder
from kae_sim.scenario import load_scenario

USER, PASSWORD = "trainer", "geheim"
PAGE = "https://learn.example"
# Its store of files refuses a second request: it wants to make the file anew each time.
SERVER = """
import sys, uvicorn
from ralph.backends.data.base import BaseOperationType
from ralph.backends.lrs.fs import FSLRSBackend
write = FSLRSBackend.write
def append(self, data, target=None, chunk_size=None, ignore_errors=False, operation_type=None):
    return write(self, data, target, chunk_size, ignore_errors, BaseOperationType.APPEND)
FSLRSBackend.write = append
uvicorn.run("ralph.api:app", host="127.0.0.1", port=int(sys.argv[1]), log_level="error")
"""
VALIDATE = """
const { default: faults } = require("@learninglocker/xapi-validation/dist/index.js");
const found = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(found.map((one) => faults(one).map(String))));
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--ralph", default=shutil.which("ralph"), help="the program ralph")
    options.add_argument("--node-modules", default="node_modules", help="the folder in which the validator lies")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as place:
        os.environ["KAE_SIM_HOME"] = str(Path(place) / "home")
        keep_tables(table_cache)
        three_runs()
        strict(Path(place), Path(asked.node_modules).resolve())
        stored(Path(place), asked.ralph)


def three_runs() -> None:
    """One that passed, one that failed, one that was left; played as people do, by two bots."""
    scenario = load_scenario("two-week-promise")
    for name, bot in (("Ann", "triangulator"), ("Bob", "do_nothing")):
        with new_run(scenario, 7, name, "practice") as session:
            play(bot, scenario, session)
        row, _ = add(session.run)
        print(f"{bot}: {row.score_milli / 1000:.1f}, {'passed' if row.passed else 'failed'}")
    with new_run(scenario, 7, "Cyd", "practice") as session:
        session.act(EndWeek())
    month_ago = time.time() - 30 * 86_400
    os.utime(find_folder(session.run).journal, (month_ago, month_ago))


def strict(place: Path, modules: Path) -> None:
    """Every statement before the validator, and some that are wrong, to see that it looks."""
    if not (modules / "@learninglocker" / "xapi-validation").is_dir() or shutil.which("node") is None:
        print("validator: left out, @learninglocker/xapi-validation is not there")
        return
    file = place / "statements.json"
    say("scores", "export", "--xapi", str(file), "--home-page", PAGE, "--unfinished-days", "14")
    found = json.loads(file.read_bytes())
    wrong = json.loads(json.dumps(found))
    wrong[0]["result"]["score"]["scaled"] = 1.7
    wrong[1]["timestamp"] = "yesterday"
    wrong[2]["verb"]["id"] = "passed"
    for kind, some in (("ours", found), ("wrong", wrong[:3])):
        asked = subprocess.run(
            ["node", "-e", VALIDATE], input=json.dumps(some).encode(), capture_output=True, check=True,
            env=os.environ | {"NODE_PATH": str(modules)},
        )  # fmt: skip
        faults = json.loads(asked.stdout)
        verbs = [one["verb"]["display"]["en"] for one in some]
        print(f"validator, {kind}: {len(some)} statements ({', '.join(verbs)}), {sum(map(bool, faults))} refused")


def stored(place: Path, ralph: str | None) -> None:
    """All of them to the store, then once more, then one with other words."""
    if not ralph:
        print("record store: left out, ralph is not there")
        return
    with server(place, Path(ralph)) as address:
        os.environ["KAE_SIM_RECORD_STORE_KEY"] = f"{USER}:wrong"
        print("wrong key:", say("scores", "send", "--to", address, "--home-page", PAGE, "--all"))
        os.environ["KAE_SIM_RECORD_STORE_KEY"] = f"{USER}:{PASSWORD}"
        print("first:", say("scores", "send", "--unfinished-days", "14"))
        print("again:", say("scores", "send", "--all", "--unfinished-days", "14"))
        [row] = [row for row in Board().rows() if row.passed]
        post(statements([row.model_copy(update={"score_milli": 99_000})], PAGE))
        print("other words:", say("scores", "send"))
        kept = [json.loads(line) for line in (place / "ralph" / "fs_lrs.jsonl").read_text().splitlines()]
        print("the store has:", sorted(one["verb"]["display"]["en"] for one in kept))
        print("names in it:", [name for name in ("Ann", "Bob", "Cyd") if name in json.dumps(kept)])


@contextmanager
def server(place: Path, ralph: Path) -> Iterator[str]:
    """A store on the loopback with one user; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (place / "ralph").mkdir()
    env = os.environ | {
        "RALPH_RUNSERVER_BACKEND": "fs",
        "RALPH_BACKENDS__LRS__FS__DEFAULT_DIRECTORY_PATH": str(place / "ralph"),
        "RALPH_AUTH_FILE": str(place / "auth.json"),
        "RALPH_APP_DIR": str(place),
    }
    who = ["-u", USER, "-p", PASSWORD, "-s", "all", "-O", "https://trainer.example", "-w"]
    subprocess.run([ralph, "auth", *who], env=env, check=True, capture_output=True)
    process = subprocess.Popen([ralph.parent / "python", "-c", SERVER, str(port)], env=env, cwd=place)
    try:
        for _ in range(200):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/xAPI"
    finally:
        process.terminate()
        process.wait()


def say(*words: str) -> str:
    """What a command says, and its exit status."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        status = command(list(words))
    return f"[{status}] " + " | ".join(out.getvalue().splitlines())


if __name__ == "__main__":
    main()
