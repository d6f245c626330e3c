"""A hall's facts, folded entry by entry: what is over is given away, what goes on is kept."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from server.domain.events.hall import DayOpened
from server.domain.events.tickets import TicketCarried, TicketEvent, TicketIssued, TicketRated
from server.domain.facts.records import Record
from server.domain.facts.rows import CallFact, RatingFact, ServiceFact, VisitFact, WindowFact
from server.domain.facts.visit import VisitFacts, visit_facts
from server.domain.facts.window_time import WindowTime
from server.domain.ticket import State

OVER = frozenset({State.FINISHED, State.CANCELLED, State.CLOSED, State.NO_SHOW})
"""A visit that stands so as a new day opens is over, unless it is carried into the new day."""


@dataclass(slots=True)
class FactRows:
    """Rows of all kinds."""

    visits: list[VisitFact] = field(default_factory=list)
    calls: list[CallFact] = field(default_factory=list)
    services: list[ServiceFact] = field(default_factory=list)
    ratings: list[RatingFact] = field(default_factory=list)
    windows: list[WindowFact] = field(default_factory=list)

    def add(self, of_visit: VisitFacts) -> None:
        """Those of one more visit."""
        self.visits.append(of_visit.visit)
        self.calls.extend(of_visit.calls)
        self.services.extend(of_visit.services)

    def extend(self, more: "FactRows") -> None:
        """Those of `more`, too."""
        self.visits.extend(more.visits)
        self.calls.extend(more.calls)
        self.services.extend(more.services)
        self.ratings.extend(more.ratings)
        self.windows.extend(more.windows)


class HallFacts:
    """Follows a hall's journal from its beginning, or from the opening of a day.

    A visit is settled when the day after its own has opened; a rating, which may come days later,
    and a stretch of a window's time at once. `earlier` gives the entries before that opening of a
    ticket that is carried over it.
    """

    def __init__(
        self,
        serves: Mapping[str, Collection[str]],
        zone: ZoneInfo,
        earlier: Callable[[int], list[Record]] = lambda _: [],
    ) -> None:
        self.time = WindowTime(serves, zone)
        self._earlier = earlier
        self._tickets: dict[int, list[Record]] = {}
        self._leaving: dict[int, VisitFacts] = {}
        self._settled = FactRows()

    def follow(self, record: Record) -> None:
        """Go on by one entry."""
        event = record.event
        if not isinstance(event, DayOpened | TicketCarried):
            self.settle()
        self._settled.windows.extend(self.time.follow(record))
        if isinstance(event, DayOpened):
            self._leaving = self._over()
        elif isinstance(event, TicketRated):
            self._settled.ratings.append(_rating(record, event))
        elif isinstance(event, TicketIssued):
            self._tickets[event.ticket.id] = [record]
        elif isinstance(event, TicketCarried):
            self._carry(record, event.ticket.id)
        elif isinstance(event, TicketEvent) and event.ticket.id in self._tickets:
            self._tickets[event.ticket.id].append(record)

    def settle(self) -> None:
        """Nobody more is carried into the day that opened last: the other visits are over."""
        for ticket, facts in self._leaving.items():
            self._settled.add(facts)
            del self._tickets[ticket]
        self._leaving = {}

    def settled(self) -> FactRows:
        """Everything that was settled since this was asked last; it is kept no longer."""
        found, self._settled = self._settled, FactRows()
        return found

    def standing(self, now: datetime) -> FactRows:
        """What is not settled, as it is at `now`."""
        found = FactRows(windows=self.time.until(now))
        for records in self._tickets.values():
            found.add(visit_facts(records, now))
        return found

    def left_over(self) -> bool:
        """Right after a day has opened: whether a visit goes on that was not carried into it."""
        return any(
            not isinstance(records[-1].event, TicketCarried) for records in self._tickets.values()
        )

    def _carry(self, record: Record, ticket: int) -> None:
        self._leaving.pop(ticket, None)
        if ticket not in self._tickets:
            self._tickets[ticket] = self._earlier(ticket)
        self._tickets[ticket].append(record)

    def _over(self) -> dict[int, VisitFacts]:
        made = {ticket: visit_facts(records) for ticket, records in self._tickets.items()}
        return {ticket: facts for ticket, facts in made.items() if facts.visit.end in OVER}


def _rating(record: Record, event: TicketRated) -> RatingFact:
    return RatingFact(
        ticket=event.ticket.id, seq=record.seq, day=record.day, at=record.at, level=event.level,
        reasons=event.reasons, said_more=bool(event.text), source=event.source,
    )  # fmt: skip
