"""What the longest queue of an account and its wait have to do with each other, where they seem to disagree."""

from __future__ import annotations

from collections.abc import Iterator

from kae_sim.score.debrief_model import AccountDebrief, StagePicture
from kae_sim.words.text import lower_first

SHORT = 2.0  # weeks: nobody is stuck in a queue that is shorter
LONGEST = 52.0  # weeks: beyond it hardly anybody came out of the queue, and the mean over those few tells nothing


def stuck_words(stage: StagePicture) -> str:
    """What a picture says of the stage with the longest queue."""
    return "STUCK HERE" if stage.queue_weeks >= SHORT else "longest queue"


def queue_words(weeks: float) -> str:
    """How long a queue is."""
    return f"over {LONGEST:.0f} weeks" if weeks > LONGEST else f"{weeks:.1f} weeks"


def queue_notes(account: AccountDebrief) -> Iterator[str]:
    """Sentences for under the picture; none where the queue and the wait tell the same."""
    stuck = [stage for stage in account.stages if stage.true]
    if not stuck:
        return
    *others, last = [lower_first(one.name) for one in stuck]
    where = f"{', '.join(others)} and {last}" if others else last
    weeks = max(one.queue_weeks for one in stuck)
    if weeks < SHORT:
        yield f"Nobody waits long in a queue here; the longest one is at {where}, {weeks:.1f} weeks."
    elif not any(stage.counted for stage in stuck):
        yield (
            f"The wait is counted from the decision for treatment. The queue at {where} comes before it: these "
            "patients wait as well, and no figure of that wait shows it."
        )
    elif account.wait and weeks > LONGEST:
        yield f"Hardly anybody came out of the queue at {where} in the last 13 weeks."
        if weeks >= account.wait[1]:
            yield "The wait is that of the patients who got through: they took another way, or stood in it before."
    elif account.wait and weeks >= account.wait[1]:
        yield (
            f"The wait is that of the patient in the middle: half of them wait no longer. The queue at {where}, "
            f"{weeks:.1f} weeks for those who stand in it, is longer: most take another way or get through sooner."
        )
    elif account.wait and 2 * weeks < account.wait[0]:
        yield (
            f"The wait is longer than the longest queue, at {where}: it also holds the other queues and the time that "
            "each step takes."
        )
