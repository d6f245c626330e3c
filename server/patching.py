"""Makes the standard library cooperative: the first thing a serving process does.

Whatever imports `socket`, `ssl` or `threading` before this keeps the blocking originals, and one
blocking read then stops every display. So this module imports nothing but gevent, and commands
that serve call `patch()` before they import anything else of ours.
"""

from gevent import monkey


def patch() -> None:
    """Replace the blocking parts of the standard library by gevent's; harmless when repeated."""
    if not monkey.is_module_patched("socket"):
        monkey.patch_all()


def is_patched() -> bool:
    """Whether this process runs cooperatively, so that a lock or socket yields to others."""
    return bool(monkey.is_module_patched("socket"))
