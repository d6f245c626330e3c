"""What came of a rehearsal, read out of the hall's journal alone."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from statistics import median
from typing import Any
from urllib.parse import quote

from server.domain.chain import Broken, Entry, verify
from server.rehearsal.day_log import OfficeDay
from server.rehearsal.http_client import Api
from server.rehearsal.plan import Plan

PAGE = 1000
ENDS = {
    "ticket.finished": "finished",
    "ticket.missed": "no_show",
    "ticket.cancelled": "cancelled",
    "ticket.closed": "closed",
}
REOPENS = ("ticket.called", "ticket.returned", "ticket.transferred", "ticket.undone")


class NoJournalError(RuntimeError):
    """The journal could not be read; the message is the server's."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Waits in seconds."""

    n: int
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class QueueScore:
    """One line: its waits in the rehearsal (at the log's pace) and in the log."""

    name: str
    prefix: str
    rehearsed: Spread | None
    logged: Spread | None


@dataclass(frozen=True)
class RehearsalScore:
    """The account of a rehearsal."""

    queues: tuple[QueueScore, ...]
    everyone: QueueScore
    issued: int
    ends: Counter[str]
    twice: tuple[str, ...]
    broken: Broken | None
    rows: int

    @property
    def accounted(self) -> bool:
        """Every number issued has exactly one end."""
        return self.issued == sum(self.ends.values()) and not self.twice


def read_journal(api: Api, hall: str, token: str) -> list[Entry]:
    """Every row of a hall, page by page; raises NoJournalError."""
    entries: list[Entry] = []
    while True:
        after = entries[-1].seq if entries else 0
        path = f"/halls/{quote(hall)}/journal?after={after}&limit={PAGE}"
        answer = api.get(path, token)
        if not answer.ok:
            raise NoJournalError(answer.sentence)
        page = [_entry(row) for row in answer.body["events"]]
        entries += page
        if not page or entries[-1].seq >= answer.body["last"]:
            return entries


def _entry(row: Mapping[str, Any]) -> Entry:
    return Entry(
        hall=row["hall"],
        seq=row["seq"],
        at=datetime.fromisoformat(row["at_exact"]),
        day=date.fromisoformat(row["day"]),
        type=row["type"],
        actor=row["actor"],
        ticket=row["ticket"],
        payload=row["payload"],
        hash=row["hash"],
    )


def score(entries: list[Entry], plan: Plan, speed: float) -> RehearsalScore:
    """Check the chain, count every number to its end, and compare the waits with the log's."""
    issued = {e.ticket: e for e in entries if e.type == "ticket.issued"}
    numbers = Counter(_number(e) for e in issued.values())
    waits = _waits(entries, issued, speed)
    queues = tuple(
        QueueScore(
            queue,
            plan.prefixes[queue],
            spread(waits.get(plan.prefixes[queue], [])),
            spread(_logged(plan.day, queue)),
        )
        for queue in plan.day.queues
    )
    everybody = [wait for found in waits.values() for wait in found]
    return RehearsalScore(
        queues=queues,
        everyone=QueueScore("", "", spread(everybody), spread(_logged(plan.day))),
        issued=len(issued),
        ends=_ends(entries),
        twice=tuple(number for number, n in numbers.items() if n > 1),
        broken=verify(entries),
        rows=len(entries),
    )


def _number(entry: Entry) -> str:
    return str(json.loads(entry.payload)["private"]["number"])


def _ends(entries: Iterable[Entry]) -> Counter[str]:
    """The last end of each ticket; a number that came back or was called again has none yet."""
    last: dict[int | None, str] = {}
    for entry in entries:
        if entry.type in ENDS:
            last[entry.ticket] = ENDS[entry.type]
        elif entry.type in REOPENS:
            last.pop(entry.ticket, None)
    return Counter(last.values())


def _waits(
    entries: Iterable[Entry], issued: Mapping[int | None, Entry], speed: float
) -> dict[str, list[float]]:
    """Seconds of the log's day from number to first call, by prefix."""
    waits: dict[str, list[float]] = {}
    called: set[int | None] = set()
    for entry in entries:
        if entry.type == "ticket.called" and entry.ticket not in called:
            called.add(entry.ticket)
            took = (entry.at - issued[entry.ticket].at).total_seconds() * speed
            waits.setdefault(_number(entry)[:1], []).append(took)
    return waits


def _logged(day: OfficeDay, queue: str | None = None) -> list[float]:
    return [v.waited for v in day.visits if v.waited is not None and queue in (None, v.queue)]


def spread(waits: list[float]) -> Spread | None:
    """Median and 90th percentile (nearest rank); None without a wait."""
    if not waits:
        return None
    ordered = sorted(waits)
    rank = max(0, -(-len(ordered) * 9 // 10) - 1)
    return Spread(len(ordered), median(ordered), ordered[rank])
