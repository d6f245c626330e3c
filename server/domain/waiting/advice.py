"""The door through which a learned model may better the engine's answers."""

from typing import Protocol

from server.domain.waiting.estimate import Estimate


class Advisor(Protocol):
    """Sees what the engine sees and its answer; may answer better, or pass it on."""

    def advise(self, ticket: str | None, row: tuple[float, ...], default: Estimate) -> Estimate:
        """Answer; `ticket` is given when somebody joins the queue, to be learned from later."""
        ...

    def waited(self, ticket: str, seconds: float) -> None:
        """The ticket was called after so many seconds."""
        ...

    def forget(self, ticket: str) -> None:
        """How long the ticket waits is no measure of what was answered."""
        ...

    def new_day(self, day: int) -> None:
        """The night before business day `day`: the time to learn."""
        ...
