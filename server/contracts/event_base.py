"""What every public event of the journal carries."""

from pydantic import Field

from server.contracts.live import Day, Instant, LiveQueue, LiveWindow
from server.contracts.texts import Part


class LiveEventBase(Part):
    """What every event carries: which one it is, and what it changed."""

    hall: str = Field(description="Key of the hall.")
    seq: int = Field(description="Its number; the next after the one before, always.")
    at: Instant = Field(description="When.")
    day: Day = Field(description="Business day.")
    windows: dict[str, LiveWindow] = Field(
        default_factory=dict, description="Windows as they are now, by key."
    )
    queues: dict[str, LiveQueue] = Field(
        default_factory=dict, description="Queues as they are now; see the snapshot."
    )
    missed: dict[str, int | None] = Field(
        default_factory=dict, description="Number of the missed call; null: not missing any more."
    )
