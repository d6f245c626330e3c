"""What a learned model must offer to replace the estimator's answers."""

from typing import Protocol

from server.domain.waiting.estimate import Estimate


class Advisor(Protocol):
    """Is given the features and the estimator's answer; returns that or its own."""

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
