"""A journal entry as the event that it was, in today's words, whenever it was written.

An entry is hashed as it was written and never rewritten; migration 0005 gave the field's terms
to series, queues and priority classes, so older entries are translated as they are read.
"""

import json
from collections.abc import Mapping
from typing import Any

from server.domain.chain import Entry
from server.domain.events.event import Event
from server.domain.events.registry import event_from
from server.domain.window import Json

PRIVATE = {"queue": "series", "line": "queue", "lane": "priority_class"}
PUBLIC = {"lines": "queues"}


def public_part(payload: str) -> Json:
    """What anybody in the hall may see of an entry."""
    return _translated(json.loads(payload)["public"], PUBLIC, "lines")


def event_of(entry: Entry) -> Event | None:
    """The event that an entry tells of; None for a type that only a later version knows.

    Raises UnreadableEventError for an entry that is not as its type has it.
    """
    return event_in(entry.type, entry.ticket, entry.payload)


def event_in(type_: str, ticket: int | None, payload: str) -> Event | None:
    """`event_of` from these columns of an entry alone."""
    parts = json.loads(payload)
    public = _translated(parts["public"], PUBLIC, "lines")
    private = _translated(parts["private"], PRIVATE, "lane")
    return event_from(type_, ticket, public, private)


def _translated(part: dict[str, Any], words: Mapping[str, str], mark: str) -> Json:
    """`mark` is a name that only entries of before 0005 have."""
    if mark not in part:
        return part
    return {words.get(name, name): value for name, value in part.items()}
