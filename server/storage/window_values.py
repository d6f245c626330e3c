"""A window's values as JSON, for its row and for the events that screens follow, and back."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from server.domain.hall import Hall
from server.domain.ticket import State, Step
from server.domain.window import (
    Call,
    ClerkIdentity,
    PublicTicket,
    Seat,
    UndoableStep,
    UndoneStep,
    WindowState,
    WindowStatus,
    wire_time,
)
from server.storage.base import from_micros, to_micros

JsonObject = dict[str, Any]
UNDONE = "undo"
"""The verb of a row's last step when that step has been taken back."""


def window_view(hall: Hall, window: WindowState) -> JsonObject:
    """A window as every screen may show it."""
    view = {
        "state": window.state.value,
        "reason": window.reason,
        "until": wire_time(window.until),
        "clerk": identity_json(_shown(window.identity, hall.clerk_shown)),
        "ticket": ticket_json(window.ticket),
        "call": call_json(window.call),
    }
    if window.wanted is not None:
        view["wanted"] = wire_time(window.wanted)
    place = hall.windows.get(window.key)
    left = [key for key in place.serves if not hall.may_do(window.clerk, key)] if place else []
    return {**view, "not_authorised": left} if left else view


def _shown(identity: ClerkIdentity | None, parts: frozenset[str]) -> ClerkIdentity | None:
    """What the hall lets public screens show; a name that it does not is empty."""
    if identity is None:
        return None
    named = "name" in parts
    return replace(
        identity,
        name=identity.name if named else "",
        name_en=identity.name_en if named else None,
        staff_no=identity.staff_no if "staff_no" in parts else "",
        post=identity.post if "post" in parts else "",
    )


def identity_json(identity: ClerkIdentity | None) -> JsonObject | None:
    if identity is None:
        return None
    return {
        "name": identity.name,
        "name_en": identity.name_en,
        "staff_no": identity.staff_no,
        "post": identity.post,
        "languages": list(identity.languages),
    }


def identity_from(data: JsonObject) -> ClerkIdentity:
    return ClerkIdentity(**{**data, "languages": tuple(data.get("languages", ()))})


def ticket_json(ticket: PublicTicket | None) -> JsonObject | None:
    if ticket is None:
        return None
    return {
        "number": ticket.number,
        "state": ticket.state.value,
        "matter": ticket.matter,
        "since": wire_time(ticket.since),
    }


def ticket_from(data: JsonObject) -> PublicTicket:
    since, state = datetime.fromisoformat(data["since"]), State(data["state"])
    return PublicTicket(**{**data, "state": state, "since": since})


def call_json(call: Call | None) -> JsonObject | None:
    if call is None:
        return None
    return {
        "number": call.number,
        "matter": call.matter,
        "seq": call.seq,
        "at": wire_time(call.at),
        "times": call.times,
        "of": call.of,
    }


def call_from(data: JsonObject) -> Call:
    return Call(**{**data, "at": datetime.fromisoformat(data["at"])})


def step_json(step: UndoableStep | UndoneStep | None) -> JsonObject | None:
    if step is None:
        return None
    done = {"ticket": step.ticket, "number": step.number, "at": wire_time(step.at)}
    if isinstance(step, UndoneStep):
        return {"verb": UNDONE, **done}
    return {
        **done,
        "verb": step.verb.value,
        "seq": step.seq,
        "before": {name: _frozen(value) for name, value in step.before.items()},
        "window": _seat_json(step.window),
        "also": step_json(step.also),
    }


def step_from(data: JsonObject) -> UndoableStep | UndoneStep:
    if data["verb"] == UNDONE:
        return UndoneStep(data["ticket"], data["number"], datetime.fromisoformat(data["at"]))
    return _undoable(data)


def _undoable(data: JsonObject) -> UndoableStep:
    return UndoableStep(
        verb=Step(data["verb"]),
        ticket=data["ticket"],
        number=data["number"],
        seq=data["seq"],
        at=datetime.fromisoformat(data["at"]),
        before={name: _thawed(value) for name, value in data["before"].items()},
        window=_seat_from(data["window"]),
        also=None if data["also"] is None else _undoable(data["also"]),
    )


def _seat_json(seat: Seat) -> JsonObject:
    return {
        "ticket": ticket_json(seat.ticket),
        "ticket_id": seat.ticket_id,
        "call": call_json(seat.call),
        "streak": seat.streak,
        "since_appointment": seat.since_appointment,
    }


def _seat_from(data: JsonObject) -> Seat:
    ticket, call = data["ticket"], data["call"]
    return Seat(
        ticket=None if ticket is None else ticket_from(ticket),
        ticket_id=data["ticket_id"],
        call=None if call is None else call_from(call),
        streak=data["streak"],
        since_appointment=data["since_appointment"],
    )


def _frozen(value: object) -> object:
    """A ticket's field as JSON that `_thawed` turns back: instants are marked, not guessed."""
    if isinstance(value, datetime):
        return {"instant": to_micros(value)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, State | WindowStatus):
        return {type(value).__name__: value.value}
    return value


def _thawed(value: Any) -> object:
    if not isinstance(value, dict) or len(value) != 1:
        return value
    kind, content = next(iter(value.items()))
    return THAWING[kind](content) if kind in THAWING else value


THAWING: Mapping[str, Callable[[Any], object]] = {
    "instant": from_micros,
    "day": date.fromisoformat,
    "State": State,
    "WindowStatus": WindowStatus,
}
