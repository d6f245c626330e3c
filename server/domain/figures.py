"""A day's waits, folded from its journal: one wait a call and stage, summed over each visit.

Only `ticket.called` and `ticket.undone` make and unmake waits, so neither a transfer nor a return,
a missed call or an undo can make a wait shorter than the journal has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from server.domain.events.tickets import (
    TicketCalled,
    TicketMatterAdded,
    TicketReleased,
    TicketTransferred,
    TicketUndone,
)
from server.domain.ticket import Step

WaitEvent = TicketCalled | TicketTransferred | TicketReleased | TicketMatterAdded | TicketUndone
"""What waits are made of."""


@dataclass(frozen=True, slots=True)
class CallWait:
    """One wait, from joining a queue until a call: whole seconds, for the matter it was for.

    `stage` (环节): 1, and one more each time the visit was sent on to another queue or matter.
    """

    ticket: int
    matter: str
    stage: int
    seconds: int


@dataclass(frozen=True, slots=True)
class WaitSpread:
    """Median and nine tenths (nearest rank) of `n` waits, whole seconds; None without a wait."""

    median_s: int | None
    p90_s: int | None
    n: int


def call_waits(events: Iterable[tuple[int, WaitEvent]]) -> list[CallWait]:
    """The waits that ended in a call which still stands; `events` with their journal numbers, in
    order.

    Whoever missed a call and is called again without having come back did not wait in between.
    """
    visits: dict[int, _Visit] = {}
    for seq, event in events:
        visits.setdefault(event.ticket.id, _Visit()).follow(seq, event)
    return [wait for visit in visits.values() for wait in visit.calls if wait is not None]


@dataclass(slots=True)
class _Visit:
    """Calls and transfers so far. `where`: the queue that it was sent to, and its matter; `sent`:
    journal number of the last transfer or added matter, with the stage and place before it."""

    calls: list[CallWait | None] = field(default_factory=list)
    stage: int = 1
    where: tuple[str, str] | None = None
    sent: tuple[int, int, tuple[str, str] | None] | None = None

    def follow(self, seq: int, event: WaitEvent) -> None:
        matter = event.ticket.matter
        if isinstance(event, TicketCalled):
            self.calls.append(_wait(event, self.stage))
            self.where = self.where or (matter, matter)
        elif isinstance(event, TicketTransferred):
            self.sent = (seq, self.stage, self.where)
            self.stage += self.where != (event.queue, matter)
            self.where = (event.queue, matter)
        elif isinstance(event, TicketMatterAdded):
            self.sent = (seq, self.stage, self.where)
            self.where = (self.where[0] if self.where else matter, matter)
        elif isinstance(event, TicketReleased):
            self.where = (event.queue, matter)
        elif event.verb is Step.CALL:
            del self.calls[-1:]
        elif self.sent is not None and self.sent[0] == event.undone:
            _, self.stage, self.where = self.sent


def _wait(event: TicketCalled, stage: int) -> CallWait | None:
    if event.waited_s is None:
        return None
    return CallWait(event.ticket.id, event.ticket.matter, stage, event.waited_s)


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
    return {matter: [*by_visit(found).values()] for matter, found in of_matter.items()}


def by_stage(waits: Iterable[CallWait]) -> dict[int, list[int]]:
    """By stage, from the first: seconds that each visit waited in it, in all its waits."""
    of_stage: dict[int, list[CallWait]] = {}
    for wait in waits:
        of_stage.setdefault(wait.stage, []).append(wait)
    return {stage: [*by_visit(of_stage[stage]).values()] for stage in sorted(of_stage)}


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
