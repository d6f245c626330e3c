"""What a hall offers, made once for each version of its configuration."""

import time
from typing import Any

from flask import current_app

from server.web.places import house
from server.web.session import options

KEPT = 16
TRUST_SECONDS = 1.0


def versioned(hall: str) -> tuple[int, dict[str, Any]]:
    """The version in force and its document."""
    store = house().store
    with store.database.reading() as connection:
        return store.document(connection, hall)


def describe(hall: str, version: int, document: dict[str, Any]) -> dict[str, Any]:
    """A version of a document never changes, so its description is kept."""
    kept: dict[tuple[str, int], dict[str, Any]] = current_app.extensions.setdefault(
        "servicehall.descriptions", {}
    )
    if (hall, version) not in kept:
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)))
        kept[hall, version] = options().describe(document, hall, version)
    return kept[hall, version]


def description_of(hall: str) -> dict[str, Any]:
    """The hall as the catalogue shows it now."""
    return describe(hall, *versioned(hall))


def own_part(hall: str) -> dict[str, Any]:
    """The hall's own part of its document: printers, lanes, reasons as they are configured.

    Looked up once a second: taking a number needs it each time, and a new list of reasons may
    take that long to count.
    """
    kept: dict[str, tuple[float, dict[str, Any]]] = current_app.extensions.setdefault(
        "servicehall.own_parts", {}
    )
    known = kept.get(hall)
    if known is not None and time.monotonic() - known[0] < TRUST_SECONDS:
        return known[1]
    _, document = versioned(hall)
    found: dict[str, Any] = next(part for part in document["halls"] if part["key"] == hall)
    kept[hall] = (time.monotonic(), found)
    return found
