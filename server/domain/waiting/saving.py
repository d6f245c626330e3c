"""The engine as compact JSON, so that learning survives a restart without a replay.

`restore(save(engine))` answers every later question exactly as `engine` would: floats are
written so that they read back the same.
"""

import json
from collections.abc import Mapping
from typing import Any, TypedDict

from server.domain.waiting.conformal import Errors, Recent
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.profile import Profile
from server.domain.waiting.server_group import QueuedTicket, ServerGroup, recent
from server.domain.waiting.servers import Servers

FORMAT = 2
Cell = list[Any]
"""A quarter of a profile: its key (a whole number), then the four sums."""


class ProfileState(TypedDict):
    """A profile as it is saved."""

    past: list[Cell]
    today: list[Cell]
    starts: Any


class ErrorsState(TypedDict):
    """The errors of one priority as they are saved: node, days and today of each ring."""

    per_day: int
    by_size: list[list[Any]]


GroupState = Mapping[str, Any]
"""A server group as it is saved: by the names of its slots."""


def save(engine: Estimator) -> str:
    """All that the engine knows, today's queue included."""
    return json.dumps(
        {
            "format": FORMAT,
            "head_start": engine.head_start,
            "day": engine.day,
            "days": engine.days,
            "calls": engine.calls,
            "groups": [_group(group) for group in engine.groups],
            "group_of": engine.group_of,
            "tickets": [_ticket(ticket) for ticket in engine.tickets.values()],
            "errors": _by_priority(engine.errors),
            "queue_errors": {queue: _by_priority(e) for queue, e in engine.queue_errors.items()},
            "windows": {
                name: [sorted(queues), is_open]
                for name, (queues, is_open) in engine.windows.items()
            },
        },
        separators=(",", ":"),
        ensure_ascii=False,
    )


def restore(text: str) -> Estimator:
    """Read what `save` wrote; refuses (ValueError) any other format, so that one relearns."""
    state = json.loads(text)
    if not isinstance(state, dict) or state.get("format") != FORMAT:
        raise ValueError(f"saved waits are not of format {FORMAT}: replay the journal instead")
    engine = Estimator(state["head_start"])
    engine.day = state["day"]
    engine.days = state["days"]
    engine.calls = state["calls"]
    engine.groups = [_read_group(item, engine) for item in state["groups"]]
    engine.group_of = dict(state["group_of"])
    engine.tickets = {item[0]: QueuedTicket(*item) for item in state["tickets"]}
    engine.queue_errors = {
        queue: _read_by_priority(errors) for queue, errors in state["queue_errors"].items()
    }
    engine.errors = _read_by_priority(state["errors"])
    engine.windows = {
        name: (frozenset(queues), is_open) for name, (queues, is_open) in state["windows"].items()
    }
    return engine


def _ticket(ticket: QueuedTicket) -> list[Any]:
    return [getattr(ticket, name) for name in QueuedTicket.__slots__]


def _group(group: ServerGroup) -> GroupState:
    state = {name: getattr(group, name) for name in ServerGroup.__slots__}
    return state | {
        "profile": _profile(group.profile),
        "servers": {name: getattr(group.servers, name) for name in Servers.__slots__},
        "calls": list(group.calls),
        "arrivals": list(group.arrivals),
        "off": list(group.off),
    }


def _read_group(state: GroupState, engine: Estimator) -> ServerGroup:
    group = ServerGroup()
    for name in ServerGroup.__slots__:
        setattr(group, name, state[name])
    group.profile = _read_profile(state["profile"])
    group.servers = Servers()
    for name in Servers.__slots__:
        setattr(group.servers, name, state["servers"][name])
    group.servers.serving = {
        server: (ticket, since) for server, (ticket, since) in group.servers.serving.items()
    }
    group.waiting = [(key, ticket) for key, ticket in state["waiting"]]
    group.calls = recent((t, waited) for t, waited in state["calls"])
    group.arrivals = recent(state["arrivals"])
    group.off = ServerGroup().off
    group.off.extend(state["off"])
    group.profile.begin_day(engine.day)
    return group


def _profile(profile: Profile) -> ProfileState:
    return {
        "past": [[key, *cell] for key, cell in profile.past.items()],
        "today": [[key, *cell] for key, cell in profile.today.items()],
        "starts": profile.starts,
    }


def _read_profile(state: ProfileState) -> Profile:
    profile = Profile()
    profile.past = {key: cell for key, *cell in state["past"]}
    profile.today = {key: cell for key, *cell in state["today"]}
    profile.starts = state["starts"]
    return profile


def _by_priority(errors: dict[int, Errors]) -> dict[str, ErrorsState]:
    return {str(priority): _errors(e) for priority, e in errors.items()}


def _read_by_priority(state: dict[str, ErrorsState]) -> dict[int, Errors]:
    return {int(priority): _read_errors(e) for priority, e in state.items()}


def _errors(errors: Errors) -> ErrorsState:
    return {
        "per_day": errors.per_day,
        "by_size": [[node, list(ring.days), ring.today] for node, ring in errors.by_size.items()],
    }


def _read_errors(state: ErrorsState) -> Errors:
    errors = Errors(state["per_day"])
    errors.by_size = {
        node: Recent(errors.per_day, days, today) for node, days, today in state["by_size"]
    }
    return errors
