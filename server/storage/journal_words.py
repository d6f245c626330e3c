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
from server.domain.facts.records import Record, WindowStood
from server.domain.ticket import State
from server.domain.window import Json, WindowStatus

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
    return _event_and_public(type_, ticket, payload)[0]


def record_of(entry: Entry) -> Record | None:
    """An entry as reports read it; None for a type that only a later version knows."""
    event, public = _event_and_public(entry.type, entry.ticket, entry.payload)
    if event is None:
        return None
    windows = {key: _stood(view) for key, view in public.get("windows", {}).items()}
    waiting = {key: told["waiting"] for key, told in public.get("queues", {}).items()}
    return Record(entry.seq, entry.at, entry.day, entry.actor, event, windows, waiting)


def _stood(view: Json) -> WindowStood:
    ticket, left = view["ticket"], view.get("not_authorised", ())
    visit = None if ticket is None else State(ticket["state"])
    return WindowStood(WindowStatus(view["state"]), visit, frozenset(left))


def _event_and_public(type_: str, ticket: int | None, payload: str) -> tuple[Event | None, Json]:
    parts = json.loads(payload)
    public = _translated(parts["public"], PUBLIC, "lines")
    private = _translated(parts["private"], PRIVATE, "lane")
    return event_from(type_, ticket, public, private), public


def _translated(part: dict[str, Any], words: Mapping[str, str], mark: str) -> Json:
    """`mark` is a name that only entries of before 0005 have."""
    if mark not in part:
        return part
    return {words.get(name, name): value for name, value in part.items()}
