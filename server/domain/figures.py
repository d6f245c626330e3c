"""A day's waits, folded from its journal: one wait a call, summed over each visit.

Only `ticket.called` and `ticket.undone` make and unmake waits, so neither a transfer nor a return,
a missed call or an undo can make a wait shorter than the journal has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from server.domain.events.tickets import TicketCalled, TicketUndone
from server.domain.ticket import Step


@dataclass(frozen=True, slots=True)
class CallWait:
    """One wait, from joining a queue until a call: whole seconds, for the matter it was for."""

    ticket: int
    matter: str
    seconds: int


@dataclass(frozen=True, slots=True)
class WaitSpread:
    """Median and nine tenths (nearest rank) of `n` waits, whole seconds; None without a wait."""

    median_s: int | None
    p90_s: int | None
    n: int


def call_waits(events: Iterable[TicketCalled | TicketUndone]) -> list[CallWait]:
    """The waits that ended in a call which still stands; `events` in the order of the journal.

    Whoever missed a call and is called again without having come back did not wait in between.
    """
    of_ticket: dict[int, list[CallWait | None]] = {}
    for event in events:
        calls = of_ticket.setdefault(event.ticket.id, [])
        if isinstance(event, TicketCalled):
            calls.append(_wait(event))
        elif event.verb is Step.CALL and calls:
            calls.pop()
    return [wait for calls in of_ticket.values() for wait in calls if wait is not None]


def _wait(event: TicketCalled) -> CallWait | None:
    if event.waited_s is None:
        return None
    return CallWait(event.ticket.id, event.ticket.matter, event.waited_s)


def by_visit(waits: Iterable[CallWait]) -> dict[int, int]:
    """Seconds that each visit waited in all, by ticket."""
    sums: dict[int, int] = {}
    for wait in waits:
        sums[wait.ticket] = sums.get(wait.ticket, 0) + wait.seconds
    return sums


def by_matter(waits: Iterable[CallWait]) -> dict[str, list[int]]:
    """By matter: seconds that each visit waited for it, in all its waits."""
    of_matter: dict[str, list[CallWait]] = {}
    for wait in waits:
        of_matter.setdefault(wait.matter, []).append(wait)
    return {matter: list(by_visit(found).values()) for matter, found in of_matter.items()}


def spread(seconds: Sequence[int]) -> WaitSpread:
    """Median and nine tenths of some waits."""
    if not seconds:
        return WaitSpread(None, None, 0)
    return WaitSpread(round(median(seconds)), nearest_rank(seconds, 9), len(seconds))


def nearest_rank(values: Sequence[int], tenths: int) -> int:
    """The smallest value that at least `tenths` tenths of all do not exceed."""
    return sorted(values)[max(0, -(-len(values) * tenths // 10) - 1)]


def kept_share(waited: Mapping[int, int], since: Mapping[int, int], pledge_s: int) -> float | None:
    """Share of the visits called that waited no longer than promised; None when none was called.

    `waited`: seconds until a call, by visit; `since`: seconds of the wait that did not end in a
    call, of those who wait once more or left meanwhile.
    """
    if not waited:
        return None
    within = sum(seconds + since.get(visit, 0) <= pledge_s for visit, seconds in waited.items())
    return round(within / len(waited), 3)
