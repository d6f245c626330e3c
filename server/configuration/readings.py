"""How hanzi are read: pypinyin's dictionaries, in memory only while they are needed.

They take 55 MB and a fifth of a second to load, for a dozen milliseconds of work whenever a
configuration changes. A hall's computer has better uses for a third of the server's memory.
"""

import ctypes
import gc
import sys
import threading
from functools import lru_cache

_lock = threading.Lock()


@lru_cache(maxsize=4096)
def initials_of(name: str) -> str:
    """The pinyin initials of one name: 身份证 is sfz, and 重庆 is cq, since words are known.

    Latin letters and digits stay, everything else is left out.
    """
    with _lock:
        from pypinyin import Style, lazy_pinyin

        return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors=_kept))


def forget_dictionaries() -> bool:
    """Give the memory back until the next unknown name; whether there was anything to give."""
    with _lock:
        loaded = [name for name in sys.modules if name.partition(".")[0] == "pypinyin"]
        for name in loaded:
            del sys.modules[name]
        if loaded:
            gc.collect()
            _trim()
        return bool(loaded)


def _trim() -> None:
    """Return freed pages to the system, where the C library can (glibc)."""
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _kept(rest: str) -> str:
    return "".join(c for c in rest.lower() if c.isascii() and c.isalnum())
