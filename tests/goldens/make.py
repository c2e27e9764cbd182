"""Makes the goldens again and prints what changed: `python tests/goldens/make.py`.

Goldens that change mean that old runs would be scored otherwise: raise `ENGINE` in
`kae_sim/game/engine.py` first.
"""

from __future__ import annotations

import difflib
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from golden_games import ENGINE_FILE, GAMES, golden, golden_file, hash_of_goldens, text_of
from kae_sim.game import ENGINE


def main() -> int:
    changed = False
    for bot, seed in GAMES:
        path, text = golden_file(bot, seed), text_of(golden(bot, seed))
        old = path.read_text(encoding="ascii") if path.exists() else ""
        lines = list(difflib.unified_diff(old.splitlines(), text.splitlines(), path.name, path.name, lineterm="", n=0))
        changed |= bool(lines)
        for line in lines[:20]:
            print(line)
        path.write_text(text, encoding="ascii")
    kept = json.loads(ENGINE_FILE.read_text(encoding="ascii")) if ENGINE_FILE.exists() else {"engine": 0}
    if changed and kept["engine"] == ENGINE:
        print(f"The goldens changed under the same rules number {ENGINE}: raise ENGINE in kae_sim/game/engine.py.")
        return 1
    ENGINE_FILE.write_text(json.dumps({"engine": ENGINE, "goldens": hash_of_goldens()}) + "\n", encoding="ascii")
    return 0


if __name__ == "__main__":
    sys.exit(main())
