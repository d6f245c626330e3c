"""Loaded by every Python under CLOCK (tools/test.sh): sleeping by another call of the system.

The one that Python uses since 3.11 is refused with EINVAL by the libfaketime of Debian 12, when it
leaves the monotonic clock alone, as it must: locks wait by that clock and would wait for ever.
"""

import select
import time


def _sleep(seconds: float) -> None:
    select.select((), (), (), seconds)


time.sleep = _sleep
