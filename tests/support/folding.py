"""How a hall's public state moves on: the whole reducer, for any client in Python.

`server/web/static/kit/store.js` is the same rule for browsers; docs/protocol.md tells it in words.
"""

from collections.abc import Mapping
from typing import Any

State = dict[str, Any]
REPLACED = ("version", "notice", "notices")
MERGED = ("windows", "queues", "printers")


def fold(state: State, event: Mapping[str, Any]) -> State | None:
    """The state after an event.

    The same object for an event that is in it already; None when events between are missing, so
    that the client must subscribe again.
    """
    if event["seq"] <= state["seq"]:
        return state
    if event["seq"] != state["seq"] + 1:
        return None
    after = _emptied(state) if event.get("reset") else dict(state)
    after.update({key: event[key] for key in ("seq", "at", "day")})
    after.update({key: event[key] for key in REPLACED if key in event})
    for key in MERGED:
        after[key] = {**after.get(key, {}), **(event.get(key) or {})}
    missed = {**after.get("missed", {}), **(event.get("missed") or {})}
    after["missed"] = {number: seq for number, seq in missed.items() if seq is not None}
    return after


def _emptied(state: State) -> State:
    """Such an event carries all of these whole; what it does not name is there no more."""
    return {**state, "windows": {}, "queues": {}, "missed": {}}
