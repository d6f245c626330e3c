"""Passwords: Argon2id with the library's current recommendation (RFC 9106, low-memory profile).

Hashing takes tens of milliseconds and as many megabytes, so callers run it off the hub, and the
library is loaded with the first password, not at every start.
"""

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """Verified when the sign-in name is unknown, so that the answer takes as long either way."""
    return _hasher().hash("nobody has this password")


def hash_password(password: str) -> str:
    return _hasher().hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; None costs the same time and is False."""
    from argon2.exceptions import InvalidHashError, VerificationError

    nobodys = _nobodys()  # in any case: the first question must not take longer for one of both
    try:
        fits = _hasher().verify(stored or nobodys, password)
    except (VerificationError, InvalidHashError):
        return False
    return fits and stored is not None


def is_outdated(stored: str) -> bool:
    """Whether it was hashed with weaker parameters than today's."""
    return _hasher().check_needs_rehash(stored)
