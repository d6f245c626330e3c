"""Several halls behind one stream of events, each with its own engine."""

from collections.abc import Callable
from typing import Protocol

from server.domain.waiting.estimate import Estimate
from server.domain.waiting.estimator import Estimator


class Engine(Protocol):
    """What a hall's engine can be told and asked; `Estimator` is one."""

    def new_day(self, day: int) -> None: ...

    def arrive(
        self,
        t: float,
        ticket: str,
        queue: str,
        priority: int = 0,
        windows: float | None = None,
        ahead: int | None = None,
        since: float | None = None,
    ) -> Estimate | None: ...

    def start(self, t: float, ticket: str, server: str | None = None) -> None: ...

    def end(self, t: float, ticket: str, server: str | None = None) -> None: ...

    def leave(self, t: float, ticket: str) -> None: ...


class Halls:
    """Servers each event to the hall of its ticket; `make(site)` builds a new hall's engine."""

    def __init__(self, make: Callable[[str], Engine] = lambda site: Estimator()) -> None:
        self._make = make
        self._day: int | None = None
        self.engines: dict[str, Engine] = {}
        self._site_of: dict[str, str] = {}

    def new_day(self, day: int) -> None:
        """Begin a business day in every hall; who waits is gone."""
        self._day = day
        self._site_of.clear()
        for engine in self.engines.values():
            engine.new_day(day)

    def arrive(
        self,
        t: float,
        ticket: str,
        site: str,
        queue: str,
        priority: int = 0,
        windows: float | None = None,
        ahead: int | None = None,
    ) -> Estimate | None:
        """As `Estimator.arrive`, in the hall `site`."""
        engine = self.engines.get(site)
        if engine is None:
            engine = self.engines[site] = self._make(site)
            if self._day is not None:
                engine.new_day(self._day)
        self._site_of[ticket] = site
        return engine.arrive(t, ticket, queue, priority, windows, ahead)

    def start(self, t: float, ticket: str, server: str | None = None) -> None:
        """As `Estimator.start`; a ticket that never arrived today is passed over."""
        site = self._site_of.get(ticket)
        if site is not None:
            self.engines[site].start(t, ticket, server)

    def end(self, t: float, ticket: str, server: str | None = None) -> None:
        """As `Estimator.end`."""
        site = self._site_of.pop(ticket, None)
        if site is not None:
            self.engines[site].end(t, ticket, server)

    def leave(self, t: float, ticket: str) -> None:
        """As `Estimator.leave`."""
        site = self._site_of.pop(ticket, None)
        if site is not None:
            self.engines[site].leave(t, ticket)
