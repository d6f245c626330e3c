"""The public side of every journal entry, one class for each type; they carry what changed.

Each mirrors the public fields of the class of the same type in `server.domain.events`, which a
test compares.
"""

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypeAliasType

from server.contracts.announcing import UnspokenName
from server.contracts.event_base import LiveEventBase
from server.contracts.live import (
    LiveNotice,
    PrinterHealth,
    Words,
)
from server.contracts.printer_states import PaperReasonName, PaperStateName
from server.contracts.texts import Part


class LiveReset(LiveEventBase):
    """First forget windows, queues and missed: they are all in here."""

    reset: Literal[True] = Field(description="Always.")


class PaperNews(Part):
    """Where a ticket's paper is."""

    state: PaperStateName = Field(description="Where it is.")
    copies: int = Field(description="Reprints.")
    reason: PaperReasonName | None = Field(description="Why it isn't printed.")


class LiveDayOpened(LiveReset):
    """The first event of a date, or of the return to it after a clock was ahead."""

    type: Literal["day.opened"] = Field(description="Always.")


class LiveDayClosed(LiveEventBase):
    """The day has ended; what was open was closed before it, one by one."""

    type: Literal["day.closed"] = Field(description="Always.")


class LiveHallConfigured(LiveReset):
    """A new configuration is in force."""

    type: Literal["hall.configured"] = Field(description="Always.")
    version: int = Field(description="Of the configuration: fetch the catalogue again.")


class LiveHallNoticeChanged(LiveEventBase):
    """Another notice is shown, or one was taken away or has ended."""

    type: Literal["hall.notice"] = Field(description="Always.")
    notice: Words | None = Field(description="The words of the one for everybody, if any.")
    notices: list[LiveNotice] | None = Field(
        default=None, description="All that stand, the newest first."
    )


class LivePrinterHealthChanged(LiveEventBase):
    """A printer's health changed."""

    type: Literal["printer.health"] = Field(description="Always.")
    printers: dict[str, PrinterHealth] = Field(description="As they are now, by key.")


class LiveDocumentOrdered(LiveEventBase):
    """A guide, notice, receipt, reply, appointment slip or test page was asked for."""

    type: Literal["document.ordered"] = Field(description="Always.")


class LiveDocumentPaperMoved(LiveEventBase):
    """That paper moved on."""

    type: Literal["document.paper"] = Field(description="Always.")
    document: int = Field(description="Id of the paper.")
    state: PaperStateName = Field(description="Where it is.")
    reason: PaperReasonName | None = Field(description="Why it isn't printed.")
    printer: str | None = Field(description="Where it comes out.")


class LiveTemplateChanged(LiveEventBase):
    """A slip's template was put into force."""

    type: Literal["template.changed"] = Field(description="Always.")


class LiveStaffNotice(LiveEventBase):
    """Something changed that staff alone are told: their screens ask what."""

    type: Literal["staff.notice"] = Field(description="Always.")


class LiveTicketIssued(LiveEventBase):
    """A number was given."""

    type: Literal["ticket.issued"] = Field(description="Always.")


class LiveTicketEntered(LiveEventBase):
    """Its paper is out, or it was confirmed: it waits now."""

    type: Literal["ticket.entered"] = Field(description="Always.")


class LiveTicketCalled(LiveEventBase):
    """Called to a window, with the reason and the hall's rule."""

    type: Literal["ticket.called"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketRecalled(LiveEventBase):
    """Called again."""

    type: Literal["ticket.recalled"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketStarted(LiveEventBase):
    """The person is at the window."""

    type: Literal["ticket.started"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketWalkedIn(LiveEventBase):
    """Somebody without a ticket is served at once, and was never called."""

    type: Literal["ticket.walked_in"] = Field(description="Always.")
    number: str = Field(description="The number.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketFinished(LiveEventBase):
    """The visit is over."""

    type: Literal["ticket.finished"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketMatterAdded(LiveEventBase):
    """One matter of a visit is done, and the next begins at the same window with the same
    number."""

    type: Literal["ticket.matter_added"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketMissed(LiveEventBase):
    """Nobody came (过号)."""

    type: Literal["ticket.missed"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketReturned(LiveEventBase):
    """Back after a missed call, behind the next few."""

    type: Literal["ticket.returned"] = Field(description="Always.")


class LiveTicketParked(LiveEventBase):
    """Away for a while (挂起)."""

    type: Literal["ticket.parked"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketResumed(LiveEventBase):
    """Back at the window."""

    type: Literal["ticket.resumed"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketTransferred(LiveEventBase):
    """Sent on to a matter or a window."""

    type: Literal["ticket.transferred"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketReleased(LiveEventBase):
    """The window it was sent to was left: in the queue of its matter again."""

    type: Literal["ticket.released"] = Field(description="Always.")


class LiveTicketPostponed(LiveEventBase):
    """Let others go first, or away for some minutes, the place kept."""

    type: Literal["ticket.postponed"] = Field(description="Always.")


class LiveTicketCameBack(LiveEventBase):
    """Back before the minutes were over."""

    type: Literal["ticket.back"] = Field(description="Always.")


class LiveTicketCancelled(LiveEventBase):
    """Given up (退号)."""

    type: Literal["ticket.cancelled"] = Field(description="Always.")


class LiveTicketClosed(LiveEventBase):
    """The day ended while it was open."""

    type: Literal["ticket.closed"] = Field(description="Always.")


class LiveTicketCarried(LiveEventBase):
    """A new business day began while it was open and the hall stayed so: it belongs to the new day
    from here on, with its number."""

    type: Literal["ticket.carried"] = Field(description="Always.")


class LiveTicketUndone(LiveEventBase):
    """A clerk took the last step back."""

    type: Literal["ticket.undone"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")
    window_key: str = Field(description="Key of the window.")


class LiveTicketRated(LiveEventBase):
    """Rated; a later rating is another entry."""

    type: Literal["ticket.rated"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")


class LiveTicketPaperMoved(LiveEventBase):
    """Its paper moved on."""

    type: Literal["ticket.paper"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")
    paper: PaperNews = Field(description="Where its paper is.")


class LiveCallSpoken(LiveEventBase):
    """A call was heard in its zone to the end."""

    type: Literal["call.spoken"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")
    window_key: str = Field(description="Key of the window.")
    zone: str = Field(description="Key of the zone in which it was heard.")
    call: int = Field(description="Journal number of the call.")


class LiveCallUnspoken(LiveEventBase):
    """A call was not heard in its zone, and won't be."""

    type: Literal["call.unspoken"] = Field(description="Always.")
    number: str = Field(description="The number on the ticket.")
    window_key: str = Field(description="Key of the window.")
    zone: str = Field(description="Key of the zone in which it was not heard.")
    call: int = Field(description="Journal number of the call.")
    reason: UnspokenName = Field(description="Why.")


class LiveSoundTestAsked(LiveEventBase):
    """The zone's test phrase is to be spoken, in its turn among the calls."""

    type: Literal["sound.test_asked"] = Field(description="Always.")
    zone: str = Field(description="Key of the zone.")


class LiveSoundTestEnded(LiveEventBase):
    """A zone's test phrase was spoken, or can't be."""

    type: Literal["sound.test_ended"] = Field(description="Always.")
    zone: str = Field(description="Key of the zone.")
    test: int = Field(description="Journal number of the wish.")
    reason: UnspokenName | None = Field(
        default=None, description="Why nothing was heard; left out when it was."
    )


class LiveWindowSignedOn(LiveEventBase):
    """Somebody works at the window."""

    type: Literal["window.signed_on"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveWindowSignedOff(LiveEventBase):
    """The window closed."""

    type: Literal["window.signed_off"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveWindowPaused(LiveEventBase):
    """It pauses."""

    type: Literal["window.paused"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveWindowUnpaused(LiveEventBase):
    """It works again."""

    type: Literal["window.unpaused"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveWindowWanted(LiveEventBase):
    """A clerk is asked to sit down at the window, or no longer."""

    type: Literal["window.wanted"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


class LiveWindowDeviceChanged(LiveEventBase):
    """Its keypad or strip answers, or doesn't."""

    type: Literal["window.device"] = Field(description="Always.")
    window_key: str = Field(description="Key of the window.")


LiveEvent = TypeAliasType(
    "LiveEvent",
    Annotated[
        LiveDayOpened
        | LiveDayClosed
        | LiveHallConfigured
        | LiveHallNoticeChanged
        | LivePrinterHealthChanged
        | LiveDocumentOrdered
        | LiveDocumentPaperMoved
        | LiveTemplateChanged
        | LiveStaffNotice
        | LiveTicketIssued
        | LiveTicketEntered
        | LiveTicketCalled
        | LiveTicketRecalled
        | LiveTicketStarted
        | LiveTicketWalkedIn
        | LiveTicketFinished
        | LiveTicketMatterAdded
        | LiveTicketMissed
        | LiveTicketReturned
        | LiveTicketParked
        | LiveTicketResumed
        | LiveTicketTransferred
        | LiveTicketReleased
        | LiveTicketPostponed
        | LiveTicketCameBack
        | LiveTicketCancelled
        | LiveTicketClosed
        | LiveTicketCarried
        | LiveTicketUndone
        | LiveTicketRated
        | LiveTicketPaperMoved
        | LiveCallSpoken
        | LiveCallUnspoken
        | LiveSoundTestAsked
        | LiveSoundTestEnded
        | LiveWindowSignedOn
        | LiveWindowSignedOff
        | LiveWindowPaused
        | LiveWindowUnpaused
        | LiveWindowWanted
        | LiveWindowDeviceChanged,
        Field(discriminator="type"),
    ],
)
"""What changed with one journal entry; see the reducer in docs/protocol.md."""
