"""A pretend past for the demo, so that waits can be told from the first ticket on.

Days of made-up visits, told to the hall's state alone: no ticket, no journal row. Its people come,
and its clerks work, as the demo's pretend people do (`crowd`, `clerks`): a past of another hall
would only teach the ranges to be wide. A real hall starts knowing nothing and says so.
"""

import heapq
import itertools
import math
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from server.demo import clerks, visitors
from server.domain.calling import Why
from server.domain.events.event import TicketFacts
from server.domain.events.tickets import (
    TicketCalled,
    TicketEntered,
    TicketFinished,
    TicketMissed,
)
from server.domain.hall import ORDINARY, Hall
from server.domain.ticket import State
from server.domain.waiting.clock import DAY
from server.waits.journal_feed import TimedEvent, feed_ticket_event, order_key
from server.waits.state import WaitsState

DAYS = 8
OPENS, CLOSES = 9.0, 17.0  # o'clock; the demo's own hall opens then
PAUSE_S = (300.0, 600.0, 900.0)
MORE_OF_IT = 1.4  # who is sent to the copier and comes back takes so much longer


@dataclass
class SimulatedDay:
    """One simulated day: who waits in which queue, which window is free, and what is to come."""

    state: WaitsState
    hall: Hall
    chance: random.Random
    begin: float
    waiting: dict[str, list[tuple[float, str, str]]] = field(default_factory=dict)
    free: set[str] = field(default_factory=set)
    pause_at: dict[str, float] = field(default_factory=dict)
    due: list[tuple[float, int, Callable[[float], None]]] = field(default_factory=list)
    number: "itertools.count[int]" = field(default_factory=itertools.count)

    def play(self) -> None:
        """From the people at the door to the last visit."""
        opens, self.closes = (self.begin + hour * 3600 for hour in (OPENS, CLOSES))
        self.rates = rates(self.hall)
        for window in self.hall.windows:
            self.pause_at[window] = opens + self.chance.uniform(600, 7200)
            self._open(opens, window)
        for _ in range(int(visitors.FIRST_QUEUE * len(self.hall.windows))):
            self._visit(opens + self.chance.uniform(0, 60))
        self._next_visit(opens)
        while self.due:
            t, _, happen = heapq.heappop(self.due)
            happen(t)

    def _at(self, t: float, happen: Callable[[float], None]) -> None:
        heapq.heappush(self.due, (t, next(self.number), happen))

    def _next_visit(self, t: float) -> None:
        hour = t % DAY / 3600
        rate = sum(self.rates.values()) * visitors.BUSY * visitors.busyness(hour)
        t += self.chance.expovariate(rate / 3600)
        if t < self.closes:
            self._visit(t, self._next_visit)

    def _visit(self, t: float, then: Callable[[float], None] = lambda t: None) -> None:
        def come(t: float) -> None:
            (matter,) = self.chance.choices(list(self.rates), list(self.rates.values()))
            prior = (
                self.chance.random() < visitors.PRIORITY
                and visitors.PRIORITY_CLASSES[0] in self.hall.priority_classes
            )
            self._arrive(t, matter, visitors.PRIORITY_CLASSES[0] if prior else ORDINARY)
            then(t)

        self._at(t, come)

    def _arrive(self, t: float, matter: str, priority_class: str) -> None:
        ticket = f"{self.begin:.0f}-{next(self.number)}"
        entered = TicketEntered(ticket=self._facts(matter, State.WAITING, priority_class))
        feed_ticket_event(self.state, self.hall, TimedEvent(t, ticket, entered))
        queue = self.waiting.setdefault(matter, [])
        heapq.heappush(queue, (order_key(self.hall, t, priority_class), ticket, matter))
        for window in self.hall.windows_of[matter]:
            if window in self.free:
                self._call(t, window)
                return

    def _call(self, t: float, window: str) -> None:
        """Whoever is next there; the window stays free when nobody waits."""
        weights = self.hall.windows[window].serves
        queues = [queue for matter in weights if (queue := self.waiting.get(matter))]
        if not queues:
            self.free.add(window)
            return
        self.free.discard(window)
        queue = max(
            queues, key=lambda queue: ((t - queue[0][0]) * weights[queue[0][2]], queue[0][1])
        )
        _, ticket, matter = heapq.heappop(queue)
        called = TicketCalled(
            ticket=self._facts(matter, State.CALLED), window=window, why=Why.ARRIVAL,
            rule=self.hall.rule.name, waited_s=None, appointment=False,
        )  # fmt: skip
        feed_ticket_event(self.state, self.hall, TimedEvent(t, ticket, called))
        comes = self.chance.random() < visitors.COMES
        length = self._service(matter) if comes else self.chance.uniform(*clerks.GIVES_UP_S)
        end: TicketFinished | TicketMissed
        if comes:
            facts = self._facts(matter, State.FINISHED)
            end = TicketFinished(ticket=facts, window=window, outcome=None)
        else:
            end = TicketMissed(ticket=self._facts(matter, State.NO_SHOW), window=window)
        self._at(t + length, lambda t: self._end(t, window, TimedEvent(t, ticket, end)))

    def _facts(self, matter: str, state: State, priority_class: str = ORDINARY) -> TicketFacts:
        """A ticket as events name it; the number is nobody's."""
        series = self.hall.matters[matter].series
        return TicketFacts(0, "", matter, priority_class, series, state)

    def _service(self, matter: str) -> float:
        """Seconds from the call to the end, as the pretend clerks take them."""
        typical = self.hall.matters[matter].typical.total_seconds()
        more = MORE_OF_IT if self.chance.random() < clerks.PARKED else 1.0
        length = typical * more * clerks.spread(self.chance)
        return self.chance.uniform(*clerks.WALK_S) + length

    def _end(self, t: float, window: str, end: TimedEvent) -> None:
        feed_ticket_event(self.state, self.hall, end)
        if t < self.pause_at[window] or t >= self.closes:
            self._call(t, window)
            return
        self._set_open(t, window, False)
        self.pause_at[window] = t + self.chance.uniform(*clerks.BETWEEN_PAUSES_S)
        self._at(t + self.chance.choice(PAUSE_S), lambda t: self._open(t, window))

    def _open(self, t: float, window: str) -> None:
        self._set_open(t, window, True)
        self._call(t, window)

    def _set_open(self, t: float, window: str, is_open: bool) -> None:
        queues = frozenset(self.hall.windows[window].queues)
        self.state.engine.window(t, window, queues, is_open)


def simulate_past(
    state: WaitsState, hall: Hall, today: date, seed: int = 1, days: int = DAYS
) -> None:
    """Teach a hall's state so many days up to yesterday; the same seed, the same past."""
    chance = random.Random(seed)
    first = (today - date(1970, 1, 1)).days - days
    for day in range(first, first + days):
        state.new_day(day)
        SimulatedDay(state, hall, chance, float(day * DAY)).play()


def rates(hall: Hall) -> dict[str, float]:
    """Visitors an hour and matter that would just fill every window, each matter its share."""
    found = {}
    for matter, windows in hall.windows_of.items():
        windows_worth = sum(1 / len(hall.windows[window].serves) for window in windows)
        length = hall.matters[matter].typical.total_seconds()
        if windows_worth and math.isfinite(length):
            found[matter] = 3600 * windows_worth / length
    return found
