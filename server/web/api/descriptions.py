"""What a hall offers, made once for each version of its configuration and each day."""

import time
from datetime import date
from typing import Any, NamedTuple

from server.web.http.request_scope import context
from server.web.web_context import options, web_context

KEPT = 16
TRUST_SECONDS = 1.0


class InForce(NamedTuple):
    """A hall's document of now, and the day on whose names it is described."""

    hall: str
    version: int
    day: date
    document: dict[str, Any]

    @property
    def etag(self) -> str:
        return f'"{self.hall}-{self.version}-{self.day}"'


def in_force(hall: str) -> InForce:
    """What is in force in a hall today; refuses `hall.unknown`."""
    store = context().store
    with store.database.reading() as connection:
        version, document = store.document(connection, hall)
        day = store.day(connection, store.hall(connection, hall), context().now())
    return InForce(hall, version, day, document)


def describe(found: InForce) -> dict[str, Any]:
    """A version never changes, and names only with the day: so the description is kept."""
    kept = web_context().descriptions
    if found.etag not in kept:
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        made = options().describe(found.document, found.hall, found.version, found.day)
        kept[found.etag] = made
    return kept[found.etag]


def description_of(hall: str) -> dict[str, Any]:
    """The hall as the catalogue shows it now."""
    return describe(in_force(hall))


def own_part(hall: str) -> dict[str, Any]:
    """The hall's own part of its document: printers, classes, reasons as they are configured.

    Looked up once a second: taking a number needs it each time, and a new list of reasons may
    take that long to count.
    """
    kept = web_context().own_parts
    known = kept.get(hall)
    if known is not None and time.monotonic() - known[0] < TRUST_SECONDS:
        return known[1]
    document = in_force(hall).document
    found: dict[str, Any] = next(part for part in document["halls"] if part["key"] == hall)
    kept[hall] = (time.monotonic(), found)
    return found
