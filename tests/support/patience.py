"""How long a test waits for what is sure to come: so long that no load makes it fail."""

import time
from collections.abc import Callable

PATIENCE_S = 60.0
PATIENCE_MS = 1000 * PATIENCE_S  # as browsers count


def eventually(true: Callable[[], bool], pause_s: float = 0.01) -> bool:
    """Whether it has come to be so, once it has, or after all patience."""
    deadline = time.monotonic() + PATIENCE_S
    while not true() and time.monotonic() < deadline:
        time.sleep(pause_s)
    return true()
