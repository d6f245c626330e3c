"""The engine as compact JSON, so that learning survives a restart without a replay.

`restore(save(engine))` answers every later question exactly as `engine` would: floats are
written so that they read back the same.
"""

import json
from typing import Any

from server.domain.waiting.conformal import Errors, Recent
from server.domain.waiting.estimator import Estimator
from server.domain.waiting.profile import Profile
from server.domain.waiting.server_group import Pool, Ticket, recent
from server.domain.waiting.servers import Hands

FORMAT = 1


def save(engine: Estimator) -> str:
    """All that the engine knows, today's line included."""
    return json.dumps(
        {
            "format": FORMAT,
            "head_start": engine.head_start,
            "day": engine.day,
            "days": engine.days,
            "calls": engine.calls,
            "pools": [_pool(pool) for pool in engine.pools],
            "pool_of": engine.pool_of,
            "tickets": [_ticket(ticket) for ticket in engine.tickets.values()],
            "errors": _by_priority(engine.errors),
            "line_errors": {queue: _by_priority(e) for queue, e in engine.line_errors.items()},
            "windows": {
                name: [sorted(queues), is_open]
                for name, (queues, is_open) in engine.windows.items()
            },
            "closed": {str(day): sorted(quarters) for day, quarters in engine.closed.items()},
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
    engine.closed = {int(day): frozenset(qs) for day, qs in state["closed"].items()}
    engine.pools = [_read_pool(item, engine) for item in state["pools"]]
    engine.pool_of = dict(state["pool_of"])
    engine.tickets = {item[0]: Ticket(*item) for item in state["tickets"]}
    engine.line_errors = {
        queue: _read_by_priority(errors) for queue, errors in state["line_errors"].items()
    }
    engine.errors = _read_by_priority(state["errors"])
    engine.windows = {
        name: (frozenset(queues), is_open) for name, (queues, is_open) in state["windows"].items()
    }
    return engine


def _ticket(ticket: Ticket) -> list[Any]:
    return [getattr(ticket, name) for name in Ticket.__slots__]


def _pool(pool: Pool) -> dict[str, Any]:
    state = {name: getattr(pool, name) for name in Pool.__slots__}
    return state | {
        "profile": _profile(pool.profile),
        "hands": {name: getattr(pool.hands, name) for name in Hands.__slots__},
        "calls": list(pool.calls),
        "arrivals": list(pool.arrivals),
        "off": list(pool.off),
    }


def _read_pool(state: dict[str, Any], engine: Estimator) -> Pool:
    pool = Pool()
    for name in Pool.__slots__:
        setattr(pool, name, state[name])
    pool.profile = _read_profile(state["profile"])
    pool.hands = Hands()
    for name in Hands.__slots__:
        setattr(pool.hands, name, state["hands"][name])
    pool.hands.serving = {
        hand: (ticket, since) for hand, (ticket, since) in pool.hands.serving.items()
    }
    pool.waiting = [(key, ticket) for key, ticket in state["waiting"]]
    pool.calls = recent((t, waited) for t, waited in state["calls"])
    pool.arrivals = recent(state["arrivals"])
    pool.off = Pool().off
    pool.off.extend(state["off"])
    pool.profile.begin_day(engine.day, engine.closed_on(engine.day))
    return pool


def _profile(profile: Profile) -> dict[str, Any]:
    return {
        "past": [[key, *cell] for key, cell in profile.past.items()],
        "today": [[key, *cell] for key, cell in profile.today.items()],
        "starts": profile.starts,
    }


def _read_profile(state: dict[str, Any]) -> Profile:
    profile = Profile()
    profile.past = {key: cell for key, *cell in state["past"]}
    profile.today = {key: cell for key, *cell in state["today"]}
    profile.starts = state["starts"]
    return profile


def _by_priority(errors: dict[int, Errors]) -> dict[str, Any]:
    return {str(priority): _errors(e) for priority, e in errors.items()}


def _read_by_priority(state: dict[str, Any]) -> dict[int, Errors]:
    return {int(priority): _read_errors(e) for priority, e in state.items()}


def _errors(errors: Errors) -> dict[str, Any]:
    return {
        "per_day": errors.per_day,
        "by_size": [[node, list(ring.days), ring.today] for node, ring in errors.by_size.items()],
    }


def _read_errors(state: dict[str, Any]) -> Errors:
    errors = Errors(state["per_day"])
    errors.by_size = {
        node: Recent(errors.per_day, days, today) for node, days, today in state["by_size"]
    }
    return errors
