"""The lists of a manager's page, worked out from the raw entries of the journal and nothing else:
windows, printers, calls out of turn, alarms.

Windows are followed by what happened at them, not by the states of windows that entries carry for
screens. Sessions and devices stand in no journal: an alarm about them is none of these.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from server.domain.chain import Entry
from tests.support.oracle import Followed, followed

Json = dict[str, Any]
CLOSED: Json = {"state": "closed", "reason": None, "until": None, "ticket": None, "call": None}
ENDS = {
    "ticket.finished": "finished", "ticket.missed": "no_show", "ticket.parked": "parked",
    "ticket.transferred": "transferred", "ticket.cancelled": "cancelled",
}  # fmt: skip
"""How whom a window had leaves it, and what is said of the call then."""
LATE_PAPER = timedelta(seconds=30)
UNSETTLED = ("queued", "checking", "sending")


def wire(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03}Z"


class Windows:
    """What stands at each window, step by step."""

    def __init__(self, keys: Iterable[str], pause_reasons: Mapping[str, Mapping[str, str]]) -> None:
        self.now = {key: deepcopy(CLOSED) for key in keys}
        self.actors: dict[str, str] = {}
        self._reasons = pause_reasons
        self._before: dict[int, Json] = {}
        self._called: dict[str, int] = {}

    def hear(self, entry: Entry, said: Json, shown: Json) -> None:
        if entry.type == "day.closed":
            for key, window in self.now.items():
                if window["state"] == "closed":
                    self.now[key] = deepcopy(CLOSED)
        key = said.get("window") or shown.get("window_key")
        if key not in self.now:
            return
        window = self.now[key]
        if entry.type == "ticket.undone":
            window.update(deepcopy(self._before[said["undone"]]))
            return
        self._before[entry.seq] = deepcopy({part: window[part] for part in ("ticket", "call")})
        if entry.type.startswith("window."):
            self._clerk(key, entry, said)
        else:
            self._visit(key, entry, said)

    def _clerk(self, key: str, entry: Entry, said: Json) -> None:
        window, clear = self.now[key], {"reason": None, "until": None}
        if entry.type == "window.signed_on":
            window.update(state="open", **clear)
            self.actors[key] = entry.actor
        elif entry.type == "window.signed_off":
            window.update(state="closed", **clear)
        elif entry.type == "window.unpaused":
            window.update(state="open", **clear)
        elif entry.type == "window.paused":
            minutes, reason = said["minutes"], said["reason"]
            window["state"] = "paused"
            window["reason"] = None if reason is None else dict(self._reasons[reason])
            window["until"] = None
            if minutes is not None:
                window["until"] = wire(entry.at + timedelta(minutes=minutes))

    def _visit(self, key: str, entry: Entry, said: Json) -> None:
        window, number = self.now[key], said["number"]
        visit = {"number": number, "matter": said["matter"]}
        if entry.type == "ticket.called":
            window["ticket"] = {**visit, "state": "called", "since": wire(entry.at)}
            window["call"] = {
                **visit, "seq": entry.seq, "at": wire(entry.at), "times": 1, "of": "called",
            }  # fmt: skip
            self._called[key] = entry.seq
        elif entry.type == "ticket.recalled":
            window["call"].update(seq=entry.seq, at=wire(entry.at), times=said["times"])
            # A recall is no step of its own: what is taken back afterwards is the call.
            self._before[entry.seq] = self._before[self._called[key]]
        elif entry.type in (
            "ticket.started",
            "ticket.resumed",
            "ticket.matter_added",
            "ticket.walked_in",
        ):
            window["ticket"] = {**visit, "state": "serving", "since": wire(entry.at)}
            self._tell(window, number, "serving")
        elif entry.type in ENDS and (window["ticket"] or {}).get("number") == number:
            window["ticket"] = None
            self._tell(window, number, ENDS[entry.type])

    def _tell(self, window: Json, number: str, of: str) -> None:
        if window["call"] is not None and window["call"]["number"] == number:
            window["call"]["of"] = of


@dataclass(frozen=True)
class Asked:
    """What the lists of a day are asked about. `queues`: those that each window calls from, and
    `aside`: windows that are another alarm already."""

    day: date
    now: datetime
    idle: timedelta
    queues: Mapping[str, Sequence[str]]
    pause_reasons: Mapping[str, Mapping[str, str]]
    call_reasons: Mapping[str, Mapping[str, str]]
    aside: frozenset[str] = frozenset()


def lists(entries: Sequence[Entry], asked: Asked) -> Json:
    """Windows, printers, calls out of turn, and of which window or printer each alarm is."""
    windows = Windows(asked.queues, asked.pause_reasons)
    printers: dict[str, Json] = {}
    for entry in entries:
        payload = json.loads(entry.payload)
        windows.hear(entry, payload["private"], payload["public"])
        if entry.type == "printer.health":
            printers |= payload["public"]["printers"]
    visits = {k: v for k, v in followed(entries).items() if v.day == asked.day}
    return {
        "windows": windows.now,
        "printers": printers,
        "out_of_turn": _out_of_turn(entries, visits, asked),
        "pause": [key for key, window in windows.now.items() if _overdue(window, asked.now)],
        "printer": [key for key, health in printers.items() if health["state"] != "ok"],
        "paper": _papers(entries, visits, asked.now),
        "idle": _idle(entries, visits, windows, asked),
    }


def _overdue(window: Json, now: datetime) -> bool:
    until = window["until"]
    return until is not None and datetime.fromisoformat(until) < now


def _out_of_turn(
    entries: Iterable[Entry], visits: Mapping[int, Followed], asked: Asked
) -> list[Json]:
    found = []
    for entry in entries:
        if entry.type not in ("ticket.called", "ticket.walked_in") or entry.ticket not in visits:
            continue
        said = json.loads(entry.payload)["private"]
        if said["why"] == "chosen":
            reason = said.get("chosen_for")
            words = asked.call_reasons.get(reason)
            found.append(
                {
                    "at": wire(entry.at), "number": said["number"], "window": said["window"],
                    "actor": entry.actor, "reason": reason,
                    "words": None if words is None else dict(words),
                }
            )  # fmt: skip
    return found[::-1]


def _papers(entries: Iterable[Entry], visits: Mapping[int, Followed], now: datetime) -> int:
    """Tickets of those who are still there whose first paper is asked for and not settled."""
    pending: dict[int, str] = {}
    for entry in entries:
        if entry.ticket not in visits:
            continue
        payload = json.loads(entry.payload)
        if entry.type == "ticket.issued" and payload["private"]["printer"] is not None:
            pending[entry.ticket] = "queued"
        elif entry.type == "ticket.paper":
            paper = payload["public"]["paper"]
            pending[entry.ticket] = "again" if paper["copies"] else paper["state"]
    over = ("finished", "cancelled", "closed")
    return sum(
        state in UNSETTLED and visits[k].state not in over and now - visits[k].came > LATE_PAPER
        for k, state in pending.items()
    )


def _idle(
    entries: Sequence[Entry], visits: Mapping[int, Followed], windows: Windows, asked: Asked
) -> list[str]:
    """Open windows whose clerk did nothing for so long while somebody has waited as long."""
    busy = set()
    for entry in reversed(entries):
        if entry.at < asked.now - asked.idle:
            break
        busy.add(entry.actor)
    away = _away(entries, asked.now)
    waiting: dict[str, datetime] = {}
    for ticket, visit in visits.items():
        if visit.state != "waiting" or ticket in away or visit.waiting_since is None:
            continue
        first = waiting.get(visit.queue, visit.waiting_since)
        waiting[visit.queue] = min(first, visit.waiting_since)
    return [
        key
        for key, window in windows.now.items()
        if window["state"] == "open" and windows.actors[key] not in busy and key not in asked.aside
        if any(asked.now - waiting[q] >= asked.idle for q in asked.queues[key] if q in waiting)
    ]


def _away(entries: Iterable[Entry], now: datetime) -> set[int]:
    """Tickets whose holders are away by their own wish."""
    until: dict[int, datetime | None] = {}
    before: dict[int, datetime | None] = {}
    for entry in entries:
        if entry.ticket is None:
            continue
        if entry.type == "ticket.postponed":
            said = json.loads(entry.payload)["private"].get("until")
            until[entry.ticket] = None if said is None else datetime.fromisoformat(said)
        elif entry.type == "ticket.called":
            before[entry.ticket] = until.get(entry.ticket)
            until[entry.ticket] = None
        elif entry.type == "ticket.undone":
            was = json.loads(entry.payload)["private"]
            if was["verb"] == "call":
                until[entry.ticket] = before.get(entry.ticket)
        elif entry.type in ("ticket.back", "ticket.returned"):
            until[entry.ticket] = None
    return {ticket for ticket, at in until.items() if at is not None and at > now}
