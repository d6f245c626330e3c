"""What can happen to a ticket. The first sentence of each class stands in docs/protocol.md."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from server.domain.calling import Why
from server.domain.events.event import AtWindow, Event, Shown, TicketFacts, event
from server.domain.hall import RuleName
from server.domain.ticket import FirstAsked, State, Step
from server.domain.window import Json


@dataclass(frozen=True, kw_only=True)
class TicketEvent(Event):
    """Something happened to a ticket."""

    shows_number: ClassVar[bool] = False
    ticket: TicketFacts

    @property
    def about(self) -> TicketFacts:
        """The ticket that it is about."""
        return self.ticket

    def public(self) -> Json:
        """What anybody in the hall may see; the number only where screens announce it."""
        shown = Event.public(self)
        return {"number": self.ticket.number, **shown} if self.shows_number else shown


@dataclass(frozen=True, slots=True)
class QuotedWait:
    """The wait that was told at issue: whole seconds."""

    low: int
    point: int
    high: int


@event("ticket.issued")
class TicketIssued(TicketEvent):
    """A number was given. `printer`: where its paper comes out; `quoted`: the wait that was told,
    where one was."""

    channel: str
    printer: str | None
    quoted: QuotedWait | None = None


@event("ticket.entered")
class TicketEntered(TicketEvent):
    """Its paper is out, or it was confirmed: it waits now."""


@event("ticket.called")
class TicketCalled(TicketEvent):
    """Called to a window, with the reason and the hall's rule. `waited_s`: whole seconds; None for
    a ticket that did not wait. `appointment`: whether it had one. `chosen_for`: of a call out of
    turn, a key of the hall's call reasons."""

    shows_number: ClassVar[bool] = True
    window: AtWindow
    why: Why
    rule: RuleName
    waited_s: int | None
    appointment: bool
    chosen_for: str | None = None


@event("ticket.recalled")
class TicketRecalled(TicketEvent):
    """Called again. `times`: how often by now."""

    shows_number: ClassVar[bool] = True
    window: AtWindow
    times: int


@event("ticket.started")
class TicketStarted(TicketEvent):
    """The person is at the window. `first_asked`: who answers for the visit from now on, where
    this is its first service; `accepts`: the window whose transfer is accepted by it."""

    window: AtWindow
    first_asked: FirstAsked | None = None
    accepts: str | None = None


@event("ticket.walked_in")
class TicketWalkedIn(TicketEvent):
    """Somebody without a ticket is served at once, and was never called. `why`: chosen where others
    waited whom the window would have called; `chosen_for`: a key of the hall's call reasons;
    `first_asked`: who answers for the visit."""

    shows_number: ClassVar[bool] = True
    window: AtWindow
    why: Why
    chosen_for: str
    first_asked: FirstAsked | None = None


@event("ticket.finished")
class TicketFinished(TicketEvent):
    """The visit is over. `outcome`: a key of the hall's list. Its window's pad asks about it."""

    shows_number: ClassVar[bool] = True
    window: AtWindow
    outcome: str | None


@event("ticket.matter_added")
class TicketMatterAdded(TicketEvent):
    """One matter of a visit is done, and the next begins at the same window with the same number.
    `done`: the matter that ended, with its `outcome`; the ticket's matter is the new one."""

    shows_number: ClassVar[bool] = True
    window: AtWindow
    done: str
    outcome: str | None


@event("ticket.missed")
class TicketMissed(TicketEvent):
    """Nobody came (过号)."""

    window: AtWindow


@event("ticket.returned")
class TicketReturned(TicketEvent):
    """Back after a missed call, behind the next few. `after`: how many."""

    after: int


@event("ticket.parked")
class TicketParked(TicketEvent):
    """Away for a while (挂起). `reason`: a key of the hall's list; `minutes`: the timer."""

    window: AtWindow
    reason: str | None
    minutes: int | None


@event("ticket.resumed")
class TicketResumed(TicketEvent):
    """Back at the window."""

    window: AtWindow


@event("ticket.transferred")
class TicketTransferred(TicketEvent):
    """Sent on to a matter, a window or a colleague. `window` sent it, `queue` is where it waits
    now; `note` is for the colleague; `colleague`: whom alone it is meant for; `bounces`: the window
    whose transfer was not accepted, and the note says why."""

    window: AtWindow
    queue: str
    note: str | None
    colleague: str | None = None
    bounces: str | None = None


@event("ticket.released")
class TicketReleased(TicketEvent):
    """The window it was sent to was left: in the queue of its matter again."""

    window: str
    queue: str


@event("ticket.postponed")
class TicketPostponed(TicketEvent):
    """Let others go first, or away for some minutes, the place kept. Either `places`, or `minutes`
    with the instant `until` which they last."""

    places: int | None = None
    minutes: int | None = None
    until: datetime | None = None


@event("ticket.back")
class TicketCameBack(TicketEvent):
    """Back before the minutes were over."""


@event("ticket.cancelled")
class TicketCancelled(TicketEvent):
    """Given up (退号). `window`: where it had been called last."""

    window: str | None


@event("ticket.closed")
class TicketClosed(TicketEvent):
    """The day ended while it was open. `was`: its state until then."""

    was: State


@event("ticket.carried")
class TicketCarried(TicketEvent):
    """A new business day began while it was open and the hall stayed so: it belongs to the new day
    from here on, with its number. `since`: since when it waits in `queue`; None if it doesn't."""

    queue: str
    since: datetime | None


@event("ticket.undone")
class TicketUndone(TicketEvent):
    """A clerk took the last step back. `verb`: which step; `undone`: its journal number."""

    shows_number: ClassVar[bool] = True
    window: AtWindow
    verb: Step
    undone: int


@event("ticket.rated")
class TicketRated(TicketEvent):
    """Rated; a later rating is another entry. `level`: 5 is 非常满意; `before`: the level that this
    one replaces; `source`: phone, pad or kiosk, by who asked. Its window's pad hears that it
    need not ask."""

    shows_number: ClassVar[bool] = True
    level: int
    reasons: tuple[str, ...]
    text: str | None
    source: str
    window: str | None
    before: int | None


@dataclass(frozen=True, slots=True)
class TicketPaper:
    """Where a ticket's paper is: state, reprints, name of the fault that stops it."""

    state: str
    copies: int
    reason: str | None


@event("ticket.paper")
class TicketPaperMoved(TicketEvent):
    """Its paper moved on. `printer`: where one more copy was asked for."""

    shows_number: ClassVar[bool] = True
    paper: Shown[TicketPaper]
    printer: str | None = None
