"""Makes the goldens of all screens again and says what changed: `python tests/tui/make.py`."""

from __future__ import annotations

import asyncio
import difflib
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from gallery import SIZES, pages

GOLDENS = Path(__file__).parent / "goldens"


def main() -> None:
    GOLDENS.mkdir(exist_ok=True)
    for width, height in SIZES:
        for name, text in asyncio.run(pages((width, height))).items():
            path = GOLDENS / f"{name}-{width}x{height}.txt"
            old = path.read_text("utf-8") if path.exists() else ""
            for line in list(difflib.unified_diff(old.splitlines(), text.splitlines(), path.name, lineterm="", n=0))[
                :12
            ]:
                print(line)
            path.write_text(text, "utf-8")


if __name__ == "__main__":
    main()
