"""What the interface answers about halls: names, journal, figures of the day, health."""

from typing import Literal

from pydantic import Field

from server.contracts.live import Day, Instant, LiveWindow, PrinterHealth, Words
from server.contracts.texts import Part


class HallName(Part):
    """A hall of the house."""

    key: str = Field(description="Key.")
    mode: Literal["live", "rehearsal", "closed"] = Field(
        description="A rehearsal reaches no live display; a closed hall is there for its history."
    )
    name: Words = Field(description="Name.")


class JournalEntry(Part):
    """One event of a hall, with what only staff may see; enough to check the chain."""

    hall: str = Field(description="Key of the hall.")
    seq: int = Field(description="Number, without gaps.")
    at: Instant = Field(description="When.")
    day: Day = Field(description="Business day.")
    type: str = Field(description="What happened.")
    at_exact: str = Field(description="When, to the microsecond, as it was hashed.")
    actor: str = Field(description="Who did it.")
    ticket: int | None = Field(description="The ticket it is about.")
    payload: str = Field(description="JSON text with `public` and `private`, as it was hashed.")
    hash: str = Field(description="SHA-256 over the entry and the one before.")


class JournalPage(Part):
    """Entries in order."""

    hall: str = Field(description="Key of the hall.")
    events: list[JournalEntry] = Field(description="In order.")
    last: int = Field(description="The newest there is.")


class DayEnd(Part):
    """How a day ended."""

    day: Day = Field(description="Business day.")
    closed: dict[str, int] = Field(description="Tickets by the state they were found in.")
    total: int = Field(description="How many in all.")
    now: Day = Field(description="The day the hall stands in; earlier if it had been ahead.")
    seq: int = Field(description="Journal number.")


class NoticeShown(Part):
    """The notice that the boards show from now on."""

    notice: Words | None = Field(description="Its words; null: none.")
    seq: int = Field(description="Journal number.")


class Emergency(Part):
    """A window that calls for help silently."""

    window: str = Field(description="Key of the window.")
    name: str | None = Field(description="Who sits there, if anybody does.")
    at: Instant = Field(description="Since when.")


class Emergencies(Part):
    """The emergency calls that stand; staff alone are told."""

    emergencies: list[Emergency] = Field(description="The oldest first.")
    seq: int = Field(description="Journal number.")


class Oldest(Part):
    """The longest wait of those who wait now."""

    matter: str = Field(description="Key of the matter that they wait for now.")
    seconds: int = Field(description="Seconds in all, with the waits before earlier calls.")


class WaitFigures(Part):
    """How long people waited: the waits of a visit, one before each call, are summed."""

    median_s: int | None = Field(description="Half of the visits waited no longer, seconds.")
    p90_s: int | None = Field(description="Nine of ten visits waited no longer, seconds.")
    n: int = Field(description="Of how many visits, each called at least once.")


class MatterFigures(WaitFigures):
    """The same for one matter: of each visit the waits for it."""

    matter: str = Field(description="Key.")
    served: int = Field(
        description="Finished today; a visit with several matters counts for each of them."
    )
    waiting: int = Field(description="Waiting now.")
    pledge_s: int | None = Field(description="Promised wait, seconds; null without a promise.")


class StageFigures(WaitFigures):
    """The same for one stage: of each visit the waits in it."""

    stage: int = Field(
        description="1, and one more each time the visit was sent on to another queue or matter."
    )


class QuarterArrivals(Part):
    """How many came."""

    start: str = Field(description="Local time, e.g. 09:00.")
    n: int = Field(description="How many.")


AlarmKind = Literal[
    "clock", "paper", "wait_over", "pause", "printer", "left", "idle", "device", "mute"
]  # fmt: skip


class Alarm(Part):
    """Something to do something about."""

    kind: AlarmKind = Field(
        description="`clock`: the hall's day lies in the future. `paper`: papers wait for a "
        "printer too long. `wait_over`: people wait longer than promised. `pause`: a window is "
        "paused beyond its time. `printer`: one needs somebody. `left`: a window is open and its "
        "clerk signed out. `idle`: its clerk has done nothing while people wait. `device`: a kiosk "
        "or a board was seen today and is not seen now, or a keypad or strip does not answer. "
        "`mute`: a zone hears no calls."
    )
    text: Words = Field(description="What.")
    action: Words | None = Field(default=None, description="What to do.")
    window: str | None = Field(default=None, description="Of which window, if of one.")


class CallOutOfTurn(Part):
    """A number that was called although another was next."""

    at: Instant = Field(description="When.")
    number: str = Field(description="Whose.")
    window: str = Field(description="Where to.")
    actor: str = Field(description="Who called, as the journal names them.")
    reason: str | None = Field(description="A key of the hall's call reasons; null in old entries.")
    words: Words | None = Field(description="The reason in the hall's words of today.")


class Today(Part):
    """A manager's figures of the day."""

    hall: str = Field(description="Key of the hall.")
    at: Instant = Field(description="The server's time.")
    seq: int = Field(description="Journal number.")
    day: Day | None = Field(description="Business day.")
    waiting: int = Field(description="Waiting now.")
    oldest: Oldest | None = Field(description="The longest wait now.")
    finished: int = Field(description="Visits finished.")
    missed: int = Field(description="Called, did not come, and are not back.")
    issued: int = Field(description="Tickets given out.")
    cancelled: int = Field(description="Given up.")
    closed: int = Field(description="Open when the day was closed.")
    waits: WaitFigures = Field(description="Waits of the visits called today.")
    pledge_s: int | None = Field(description="Promised wait, seconds; null without a promise.")
    kept: float | None = Field(
        description="Share of the visits called that waited no longer than promised in all, also "
        "after their last call so far; null without a promise or a call."
    )
    matters: list[MatterFigures] = Field(description="By matter.")
    stages: list[StageFigures] = Field(description="By stage, from the first; none before a call.")
    arrivals: list[QuarterArrivals] = Field(description="By time of day.")
    windows: dict[str, LiveWindow] = Field(description="By key.")
    outcomes: dict[str, int] = Field(
        description="Finished matters by how they ended: keys of the hall's outcomes."
    )
    channels: dict[str, int] = Field(
        description="Numbers of today by where they were given: kiosk, desk, phone, …"
    )
    ratings: dict[str, int] = Field(
        description="Visits with a number of today by the level of their rating: one rating a "
        "visit, the latest version where its giver changed it."
    )
    rated: int = Field(description="How many of these visits were rated.")
    printers: dict[str, PrinterHealth] = Field(description="By key.")
    printer_names: dict[str, Words] = Field(description="What people call each, with its place.")
    alarms: list[Alarm] = Field(description="What somebody should see to, the gravest first.")
    out_of_turn: list[CallOutOfTurn] = Field(description="Calls that no rule made, latest first.")
    definitions: dict[str, Words] = Field(description="What each figure means.")


class HealthOfHall(Part):
    """A hall's pulse."""

    seq: int = Field(description="Its last journal number.")
    day: Day | None = Field(description="The business day it stands in; null before the first.")
    days_ahead: int = Field(
        description="By so many days that day lies in the future of this computer's clock, which "
        "was ahead once or is behind now; 0 when all is well."
    )


class HealthView(Part):
    """The service is there and its database answers."""

    status: Literal["ok"] = Field(description="Always ok; anything else is a problem.")
    version: str = Field(description="Of the program.")
    halls: dict[str, HealthOfHall] = Field(description="By key.")
