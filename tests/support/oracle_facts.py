"""The rows of reports, worked out from raw entries another way than the server does."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from server.domain.chain import Entry

Json = dict[str, Any]
BEGIN = {"ticket.started", "ticket.resumed", "ticket.matter_added", "ticket.walked_in"}
END = {
    "ticket.finished",
    "ticket.matter_added",
    "ticket.parked",
    "ticket.transferred",
    "ticket.closed",
}


def served(entries: Collection[Entry]) -> dict[int, list[tuple[str, int | None]]]:
    """Ticket → window and whole seconds of each service, None while it lasts."""
    undone = {
        json.loads(entry.payload)["private"]["undone"]
        for entry in entries
        if entry.type == "ticket.undone"
    }  # that of a call may be the number of its recall, which is no service
    found: dict[int, list[tuple[str, int | None]]] = {}
    since: dict[int, datetime] = {}
    for entry in entries:
        if entry.ticket is None or entry.seq in undone:
            continue
        mine = found.setdefault(entry.ticket, [])
        if entry.type in END and entry.ticket in since:
            lasted = int((entry.at - since.pop(entry.ticket)).total_seconds())
            mine[-1] = (mine[-1][0], max(0, lasted))
        if entry.type in BEGIN:
            mine.append((json.loads(entry.payload)["private"]["window"], None))
            since[entry.ticket] = entry.at
    return found


def window_time(
    entries: Collection[Entry], serves: Mapping[str, Collection[str]], now: datetime
) -> Counter[tuple[str, str]]:
    """(window, what it did) → seconds, of a hall whose clock went only forward."""
    views: Json = {}
    waiting: dict[str, int] = {}
    found: Counter[tuple[str, str]] = Counter()
    ends = [*(entry.at for entry in entries), now]
    for entry, (start, end) in zip(entries, pairwise(ends), strict=True):
        public = json.loads(entry.payload)["public"]
        if public.get("reset"):
            waiting = {}
        views |= public.get("windows", {})
        waiting |= {key: told["waiting"] for key, told in public.get("queues", {}).items()}
        for key, view in views.items():
            doing = _doing(view, any(waiting.get(q) for q in (*serves.get(key, ()), f"@{key}")))
            if doing:
                found[key, doing] += int((end - start).total_seconds() * 1000)
    return found


def _doing(view: Json, somebody_waits: bool) -> str | None:
    if view["state"] == "closed":
        return None
    if view["ticket"]:
        return "called" if view["ticket"]["state"] == "called" else "serving"
    if view["state"] == "paused":
        return "paused"
    return "idle_waiting" if somebody_waits else "idle"
