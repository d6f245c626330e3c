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
from server.domain.events.event import UnreadableEventError
from server.domain.events.registry import event_from
from server.domain.events.tickets import TicketCalled, TicketEvent, TicketIssued, TicketUndone
from server.domain.ticket import State, Step
from server.rehearsal.day_log import OfficeDay
from server.rehearsal.http_client import Api
from server.rehearsal.plan import Plan

PAGE = 1000
ENDS = frozenset({State.FINISHED, State.NO_SHOW, State.CANCELLED, State.CLOSED})

Happened = tuple[datetime, TicketEvent]
"""When, and what."""


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
    happened = [(entry.at, event) for entry in entries if (event := _event(entry)) is not None]
    issued = {
        event.ticket.id: (at, event) for at, event in happened if isinstance(event, TicketIssued)
    }
    numbers = Counter(event.ticket.number for _, event in issued.values())
    waits = _waits(happened, {id_: at for id_, (at, _) in issued.items()}, speed)
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
        ends=_ends(event for _, event in happened),
        twice=tuple(number for number, n in numbers.items() if n > 1),
        broken=verify(entries),
        rows=len(entries),
    )


def _event(entry: Entry) -> TicketEvent | None:
    """What the entry says happened to a ticket; None for another entry, and for one that was
    spoiled, which the chain tells."""
    try:
        parts = json.loads(entry.payload)
        event = event_from(entry.type, entry.ticket, parts["public"], parts["private"])
    except (UnreadableEventError, ValueError, KeyError):
        return None
    return event if isinstance(event, TicketEvent) else None


def _ends(events: Iterable[TicketEvent]) -> Counter[str]:
    """How each ticket ended, by the state that its last entry left it in."""
    last = {event.ticket.id: event.ticket.state for event in events}
    return Counter(state.value for state in last.values() if state in ENDS)


def _waits(
    happened: Iterable[Happened], issued: Mapping[int, datetime], speed: float
) -> dict[str, list[float]]:
    """Seconds of the log's day from number to first call, by prefix."""
    calls: dict[int, list[tuple[str, float]]] = {}
    for at, event in happened:
        of_ticket = calls.setdefault(event.ticket.id, [])
        if isinstance(event, TicketCalled):
            took = (at - issued[event.ticket.id]).total_seconds() * speed
            of_ticket.append((event.ticket.number.rstrip("0123456789"), took))
        elif isinstance(event, TicketUndone) and event.verb is Step.CALL:
            of_ticket.pop()
    waits: dict[str, list[float]] = {}
    for prefix, took in (of_ticket[0] for of_ticket in calls.values() if of_ticket):
        waits.setdefault(prefix, []).append(took)
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
