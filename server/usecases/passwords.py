"""Passwords: Argon2id with the library's current recommendation (RFC 9106, low-memory profile).

Hashing takes tens of milliseconds and as many megabytes, so callers run it off the hub.
"""

import argon2

_hasher = argon2.PasswordHasher()
# Verified when the sign-in name is unknown, so that the answer takes as long either way.
_NOBODYS = _hasher.hash("nobody has this password")


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether `password` is the one behind `stored`; None costs the same time and is False."""
    try:
        fits = _hasher.verify(stored or _NOBODYS, password)
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False
    return fits and stored is not None


def is_outdated(stored: str) -> bool:
    """Whether it was hashed with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)
