"""Between rows and the values of the domain."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from server.domain.chain import COMPACT
from server.domain.ticket import State, Ticket
from server.domain.window import Json, WindowState, WindowStatus
from server.storage import window_values
from server.storage.schema import TicketRow, WindowRow

TICKET_FIELDS = tuple(field.name for field in fields(Ticket))
WINDOW_FIELDS = tuple(field.name for field in fields(WindowState))
TICKET_COLUMNS = tuple(TicketRow.__table__.columns.keys())
WINDOW_COLUMNS = tuple(WindowRow.__table__.columns.keys())
WINDOW_FROM: Mapping[str, Callable[[Any], object]] = {
    "reason": dict,
    "identity": window_values.identity_from,
    "ticket": window_values.ticket_from,
    "call": window_values.call_from,
    "step": window_values.step_from,
}
WINDOW_TO: Mapping[str, Callable[[Any], object]] = {
    "reason": dict,
    "identity": window_values.identity_json,
    "ticket": window_values.ticket_json,
    "call": window_values.call_json,
    "step": window_values.step_json,
}
"""Columns that hold JSON, and what turns a value into it."""


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
    for name, read in WINDOW_FROM.items():
        if values[name] is not None:
            values[name] = read(json.loads(values[name]))
    return WindowState(**values)


def window_columns(window: WindowState) -> Json:
    values = {name: getattr(window, name) for name in WINDOW_FIELDS}
    for name, written in WINDOW_TO.items():
        if values[name] is not None:
            values[name] = dumps(written(values[name]))
    return values


def dumps(value: object) -> str:
    return COMPACT.encode(value)
