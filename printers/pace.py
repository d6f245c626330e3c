"""What is learned of one printer while it works: how late it answers, how much it can swallow."""

from dataclasses import asdict, dataclass
from typing import Any

BARRIER_BYTES = 900  # between two barriers; two of them fit into a buffer of 2 kB
FEWEST_BYTES = 400
MOST_BYTES = 16384
QUICK = 0.1  # seconds; a printer that answers in this time needs no larger chunks
LONGEST_ANSWER = 5.0  # seconds


@dataclass(slots=True)
class Pace:
    """One printer's patience and pace, kept by its address for as long as the program runs."""

    answer: float = 0.0  # seconds that its slowest answers of late took on an idle connection
    small: int = 0  # how often its buffer turned out smaller than what was sent at once

    def answered(self, seconds: float) -> None:
        """An answer came: the slowest counts, and is forgotten slowly."""
        self.answer = max(min(seconds, LONGEST_ANSWER), self.answer * 0.95)

    def swallowed_less(self) -> bool:
        """A chunk got lost: smaller ones from now on. False when they can't be smaller."""
        if self.barrier_bytes <= FEWEST_BYTES:
            return False
        self.small += 1
        return True

    @property
    def barrier_bytes(self) -> int:
        """Bytes between two barriers."""
        if self.small:
            return max(FEWEST_BYTES, BARRIER_BYTES >> self.small)
        return min(MOST_BYTES, int(BARRIER_BYTES * max(1.0, self.answer / QUICK)))

    @property
    def in_flight(self) -> int:
        """Barriers that may be unanswered; with one, no two chunks are in the printer at once."""
        return 1 if self.small else 2

    def patience(self, usual: float) -> float:
        """Seconds to wait for an answer: `usual`, or more for a printer known to be slow."""
        return max(usual, 2.5 * self.answer)

    def differs(self, other: "Pace") -> bool:
        """Whether it is worth keeping anew: another chunk, or answers a quarter second apart."""
        return self.small != other.small or abs(self.answer - other.answer) > 0.25

    def to_data(self) -> dict[str, Any]:
        """The JSON form."""
        return asdict(self)

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> "Pace":
        """From the JSON form."""
        return cls(float(data.get("answer", 0.0)), int(data.get("small", 0)))
