"""Catalogues for slips, made once for each document and day: a ticket is printed in the same
process that serves the sockets, and reading a site file through takes it eight milliseconds."""

from datetime import date
from functools import lru_cache
from typing import Any

from server.configuration.catalogue import catalogue
from server.configuration.halls import Document, site_of_document
from server.contracts.site import Site


class Held:
    """A document as a key, equal to itself alone: the store gives the same one for a version,
    and nobody changes it."""

    __slots__ = ("document",)

    def __init__(self, document: Document) -> None:
        self.document = document

    def __hash__(self) -> int:
        return id(self.document)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Held) and other.document is self.document


def kept_catalogue(
    document: Document, hall: str, version: int, day: date | None = None
) -> dict[str, Any]:
    """The same as `catalogue`, but without the pinyin to search by. Not to be changed."""
    return _made(Held(document), hall, version, day)


@lru_cache(maxsize=64)
def _made(held: Held, hall: str, version: int, day: date | None) -> dict[str, Any]:
    return catalogue(_site(held), hall, version, day, searchable=False)


@lru_cache(maxsize=16)
def _site(held: Held) -> Site:
    return site_of_document(held.document)
