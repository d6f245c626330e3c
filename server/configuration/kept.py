"""Catalogues for slips, made once for each document and day: a ticket is printed in the same
process that serves the sockets, and none of them may wait for it."""

from datetime import date
from functools import lru_cache
from typing import Any

from server.configuration.catalogue import catalogue
from server.configuration.halls import Document, Held


def kept_catalogue(
    document: Document, hall: str, version: int, day: date | None = None
) -> dict[str, Any]:
    """The same as `catalogue`, but without the pinyin to search by. Not to be changed."""
    return _made(Held(document), hall, version, day)


@lru_cache(maxsize=16)
def _made(held: Held, hall: str, version: int, day: date | None) -> dict[str, Any]:
    return catalogue(held.document, hall, version, day, searchable=False)
