"""The games that are kept as goldens: what was played, what was true, what it came to, exactly."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from kae_sim.game import Game
from kae_sim.game.journal import Record, encode_all, hash_of
from kae_sim.players import play
from kae_sim.scenario import load_scenario
from kae_sim.score import assess
from kae_sim.world.names import no_names
from real_games import quick_numbers

FOLDER = Path(__file__).parents[1] / "goldens"
ENGINE_FILE = FOLDER / "engine.json"
GAMES = (("triangulator", 7), ("random", 7), ("one_doctor", 11))


def golden_file(bot: str, seed: int) -> Path:
    return FOLDER / f"{bot}-{seed}.json"


def golden(bot: str, seed: int) -> dict[str, Any]:
    """One game on few streams of luck; names are left out, because Faker's change between its releases."""
    scenario = load_scenario("two-week-promise")
    journal: list[Record] = []
    with quick_numbers():
        game = Game.start(scenario, seed, names=no_names(scenario), record=journal.append)
        play(bot, scenario, game)
        card = assess(game).card.document()
    found = {
        "bot": bot,
        "seed": seed,
        "actions": len(journal) - 1,
        "journal": hash_of(encode_all(journal)[-1]),
        "truths": [lock.truths for lock in game.table.play.locks],
        "card": card,
    }
    plain: dict[str, Any] = json.loads(json.dumps(found))
    return plain


def text_of(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def hash_of_goldens() -> str:
    """One hash over all golden files as they are."""
    total = hashlib.blake2b(digest_size=16)
    for bot, seed in GAMES:
        total.update(golden_file(bot, seed).read_bytes())
    return total.hexdigest()
