"""Between rows and the values of the domain."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from server.domain.chain import COMPACT
from server.domain.ticket import State, Ticket
from server.domain.window import Json, WindowState, WindowStatus
from server.storage.base import from_micros, to_micros
from server.storage.schema import TicketRow, WindowRow

TICKET_FIELDS = tuple(field.name for field in fields(Ticket))
WINDOW_FIELDS = tuple(field.name for field in fields(WindowState))
TICKET_COLUMNS = tuple(TicketRow.__table__.columns.keys())
WINDOW_COLUMNS = tuple(WindowRow.__table__.columns.keys())
WINDOW_JSON = ("reason", "identity", "ticket", "call", "step")


def ticket_from(row: Sequence[Any]) -> Ticket:
    """Of a whole row, its columns in their order."""
    values = dict(zip(TICKET_COLUMNS, row, strict=True))
    values["state"] = State(values["state"])
    if values["closed_from"] is not None:
        values["closed_from"] = State(values["closed_from"])
    return Ticket(**values)


def ticket_changes(before: Ticket, after: Ticket) -> Json:
    """The columns that differ, with their new values."""
    return {
        name: value
        for name in TICKET_FIELDS
        if (value := getattr(after, name)) != getattr(before, name)
    }


def window_from(row: Sequence[Any]) -> WindowState:
    """Of a whole row, its columns in their order."""
    values = dict(zip(WINDOW_COLUMNS, row, strict=True))
    values["state"] = WindowStatus(values["state"])
    for name in WINDOW_JSON:
        if values[name] is not None:
            values[name] = json.loads(values[name])
    return WindowState(**values)


def window_columns(window: WindowState) -> Json:
    values = {name: getattr(window, name) for name in WINDOW_FIELDS}
    for name in WINDOW_JSON:
        if values[name] is not None:
            values[name] = dumps(values[name])
    return values


def dumps(value: object) -> str:
    return COMPACT.encode(value)


def freeze(values: Mapping[str, Any]) -> Json:
    """Column values as JSON that `thaw` turns back: instants are marked, not guessed."""
    return {name: _frozen(value) for name, value in values.items()}


def thaw(values: Mapping[str, Any]) -> Json:
    return {name: _thawed(value) for name, value in values.items()}


def _frozen(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"instant": to_micros(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, State | WindowStatus):
        return {type(value).__name__: value.value}
    return value


def _thawed(value: Any) -> Any:
    if not isinstance(value, dict) or len(value) != 1:
        return value
    kind, content = next(iter(value.items()))
    return THAWING[kind](content) if kind in THAWING else value


THAWING: Mapping[str, Callable[[Any], Any]] = {
    "instant": from_micros,
    "day": date.fromisoformat,
    "State": State,
    "WindowStatus": WindowStatus,
}
