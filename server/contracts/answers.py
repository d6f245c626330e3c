"""What the interface answers about tickets and windows, and how it refuses. Tests hold
real answers against these models; at run time they are not checked again."""

from typing import Any, Literal

from pydantic import Field

from server.contracts.live import Clerk, Day, Instant, LiveWindow, Range, Words
from server.contracts.texts import Part

TicketState = Literal[
    "issued",
    "waiting",
    "called",
    "serving",
    "parked",
    "no_show",
    "finished",
    "cancelled",
    "closed",
]
PaperState = Literal[
    "queued", "checking", "sending", "printed", "processed", "unconfirmed", "failed"
]


class Done(Part):
    """It is done; there is nothing more to say."""

    done: Literal[True] = Field(description="Always.")


class FieldMistake(Part):
    """What is wrong with one field."""

    where: str = Field(description="Path of the field, with dots.")
    message: str = Field(description="In the caller's language.")


class Problem(Part):
    """A refusal (RFC 9457), as application/problem+json."""

    type: str = Field(description="Address of the kind of problem.")
    title: str = Field(description="In a few words.")
    status: int = Field(description="HTTP status.")
    detail: str = Field(description="In a sentence, with the facts of this case.")
    code: str = Field(description="Name of the refusal, for programs; stays.")
    action: str = Field(description="What to do.")
    instance: str = Field(description="Address that was asked.")
    facts: dict[str, Any] | None = Field(default=None, description="The facts of this case.")
    errors: list[FieldMistake] | None = Field(default=None, description="Mistakes by field.")
    incident: str | None = Field(default=None, description="To quote when the mistake is ours.")


# Tickets


class WindowOfTicket(Part):
    """A window that serves the ticket's matter."""

    key: str = Field(description="Its key.")
    state: str = Field(description="open, paused or closed.")


class CallOfTicket(Part):
    """The call of this ticket."""

    window: str = Field(description="Window.")
    zone: str | None = Field(description="Zone of the window.")
    at: Instant = Field(description="When.")
    times: int = Field(description="How often.")
    now: bool = Field(description="It stands there now.")


class PaperOfTicket(Part):
    """The ticket's paper."""

    state: PaperState = Field(description="How far it is.")
    copies: int = Field(description="Reprints.")
    printer: str | None = Field(
        default=None, description="Where it comes out; another kiosk's, if one stood in."
    )


class EarlierRating(Part):
    """A rating that its giver has changed since."""

    level: int = Field(description="5 is 非常满意.")
    at: Instant = Field(description="When.")


class RatingOfTicket(Part):
    """The rating that was given: the version that counts in every figure, the latest."""

    level: int = Field(description="5 is 非常满意.")
    at: Instant = Field(description="When.")
    channel: Literal["phone", "pad", "kiosk"] = Field(
        description="From where it was given, as the server knew it. Only from there can it be "
        "changed."
    )
    earlier: list[EarlierRating] = Field(
        description="What it was before its giver changed it, oldest first; counts no more."
    )


class Before(Part):
    """Somebody who was called before this ticket though they came later, and why."""

    number: str = Field(description="Their number.")
    at: Instant = Field(description="When they were called.")
    why: Words = Field(description="The rule.")


class ServedMatterView(Part):
    """A matter of a visit that is done."""

    matter: str = Field(description="Key.")
    window: str = Field(description="Where.")
    started_at: Instant | None = Field(description="From.")
    ended_at: Instant = Field(description="To.")
    outcome: str | None = Field(description="A key of the hall's outcomes.")


class Dated(Part):
    """An answer that says the server's time, by which a screen sets its clock."""

    at: Instant = Field(description="The server's time.")


class TicketView(Dated):
    """A ticket, for whoever holds its code."""

    code: str = Field(description="The holder's secret: ten characters.")
    number: str = Field(description="As on paper and board.")
    hall: str = Field(description="Key of the hall.")
    day: Day = Field(description="Business day.")
    matter: str = Field(description="Key of the matter.")
    series: str = Field(description="Key of the number series.")
    zone: str | None = Field(description="Where to wait.")
    state: TicketState = Field(description="Where in its life it is.")
    closed_from: TicketState | None = Field(
        default=None, description="What it was when the day ended."
    )
    channel: str = Field(description="Where it was taken.")
    language: str = Field(description="The visitor's language.")
    issued_at: Instant = Field(description="Given out.")
    entered_at: Instant | None = Field(default=None, description="In the queue since.")
    ahead: int | None = Field(description="People ahead; null when it waits no more.")
    wait: Range | None = Field(description="Minutes from now; null: not known (see wait_words).")
    wait_words: Words | None = Field(
        default=None,
        description="The wait as it is said, or why it is not known; null when it waits no more.",
    )
    expected: tuple[Instant, Instant] | None = Field(description="The same as times.")
    windows: list[WindowOfTicket] = Field(description="Windows that serve it.")
    call: CallOfTicket | None = Field(description="Its call.")
    parked_until: Instant | None = Field(description="Away until about then.")
    paper: PaperOfTicket | None = Field(description="Its paper; null: it has none.")
    rating: RatingOfTicket | None = Field(description="Its rating.")
    rateable: bool = Field(description="May be rated now.")
    returnable: bool = Field(
        description="May come back now: after a missed call, or before held_until."
    )
    url: str = Field(description="Its page.")
    held_until: Instant | None = Field(
        default=None, description="Not called before, by its holder's wish; its place is kept."
    )
    postpones_left: int = Field(description="How often it may still be postponed.")
    notices: list[Words] = Field(
        default_factory=list,
        description="What the hall tells those who wait for this matter, the newest first.",
    )
    before: list[Before] = Field(description="Who went first, and why.")
    cancellable: bool = Field(description="May be given up now.")
    materials: list[bool] | None = Field(description="Papers the visitor said to have.")
    first_asked: Clerk | None = Field(
        default=None, description="Who answers for the visit until it ends (首问负责)."
    )
    served: list[ServedMatterView] = Field(
        default_factory=list,
        description="Matters of this visit that were done before the one of now, in order.",
    )
    seq: int = Field(description="Journal number of this state.")


# Windows


class HistoryEntry(Part):
    """A step of a visit."""

    at: Instant = Field(description="When.")
    type: str = Field(description="Event type.")
    text: Words = Field(description="In words.")


class TicketAtWindow(Part):
    """Whom the window has, as its clerk sees them. The code is the holder's and not shown."""

    number: str = Field(description="As on the ticket.")
    state: str = Field(description="called or serving.")
    matter: str = Field(description="Its matter.")
    priority_class: str = Field(description="Its class.")
    language: str = Field(description="The visitor's language.")
    waited_s: int | None = Field(description="Seconds waited before the call.")
    called_at: Instant | None = Field(description="Called at.")
    started_at: Instant | None = Field(description="Served since.")
    times: int = Field(description="How often called.")
    note: str | None = Field(description="A colleague's note.")
    missed: int = Field(description="Calls missed.")
    come_back: str | None = Field(description="Window to which it goes back afterwards.")
    sent_from: str | None = Field(
        default=None, description="Window that sent it here; accepted by the start, or bounced."
    )
    bounced_by: str | None = Field(
        default=None, description="Window that sent it back here; the note says why."
    )
    first_asked: Clerk | None = Field(
        default=None, description="Who was asked first and answers for the visit (首问负责)."
    )
    served: list[ServedMatterView] = Field(
        default_factory=list, description="Matters of this visit that are done, in order."
    )
    materials: list[bool] | None = Field(description="Papers the visitor said to have.")
    history: list[HistoryEntry] = Field(description="The visit so far.")
    why: Words | None = Field(description="Why it was this one's turn.")


class WindowOfConsole(LiveWindow):
    """A window with its place and matters."""

    key: str = Field(description="Key.")
    number: int | str = Field(description="As shown, two digits.")
    zone: str = Field(description="Zone.")
    matters: list[str] = Field(description="Matters it serves.")


class Load(Part):
    """What waits for a matter of this window. Counts only."""

    matter: str = Field(description="Key.")
    waiting: int = Field(description="How many.")
    held: int = Field(default=0, description="Of these, away by their own wish for some minutes.")
    held_until: Instant | None = Field(default=None, description="When the first of them is back.")
    oldest_s: int | None = Field(description="The longest wait, seconds.")


class Parked(Part):
    """A parked number."""

    number: str = Field(description="Number.")
    reason: str | None = Field(description="Why: a key of the hall's park_reasons.")
    until: Instant | None = Field(description="Timer.")
    matter: str = Field(description="Matter.")
    overdue: bool = Field(description="The timer has run out.")


class Missed(Part):
    """A number that missed its call."""

    number: str = Field(description="Number.")
    at: Instant = Field(description="When.")


class TransferTarget(Part):
    """Where a visitor may be sent."""

    matter: str = Field(description="Key.")
    zone: str = Field(description="Zone.")
    waiting: int = Field(description="How many wait there.")


class Colleague(Part):
    """Somebody at another window, to whom a visitor may be sent."""

    window: str = Field(description="Key of the window.")
    name: str = Field(description="Name over it.")
    staff_no: str = Field(description="Staff number (工号), by which to send.")


class Bounced(Part):
    """Whom this window sent on and a colleague sent back."""

    number: str = Field(description="Number.")
    window: str = Field(description="Key of the window that did not accept.")
    reason: str | None = Field(description="Why, in the colleague's words.")
    at: Instant | None = Field(description="When.")


class UndoOffer(Part):
    """What an undo would take back."""

    verb: str = Field(description="The step.")
    number: str = Field(description="Whose.")
    until: Instant | None = Field(description="Until when.")


class ConsoleView(Dated):
    """All that a clerk sees."""

    hall: str = Field(description="Key of the hall.")
    window: WindowOfConsole = Field(description="The window.")
    seq: int = Field(description="Journal number.")
    day: Day | None = Field(description="Business day.")
    ticket: TicketAtWindow | None = Field(description="Whom the window has.")
    load: list[Load] = Field(description="What waits.")
    parked: list[Parked] = Field(description="Who is away for a while.")
    missed: list[Missed] = Field(description="Who missed the call.")
    bounced: list[Bounced] = Field(
        default_factory=list, description="Who was sent back and waits for this window again."
    )
    transfers: list[TransferTarget] = Field(description="Where one can be sent.")
    colleagues: list[Colleague] = Field(
        default_factory=list, description="To whom one can be sent."
    )
    served_today: int = Field(description="Matters finished at this window today.")
    clerk: Clerk | None = Field(description="Who is signed on.")
    undo: UndoOffer | None = Field(description="What can be taken back.")
    can: dict[str, Literal[True] | Words] = Field(description="Each verb: true, or why not.")


class WindowAnswer(Part):
    """The answer to a window's verb."""

    result: Literal["called", "nobody", "already", "done"] = Field(
        description="already: a double click changed nothing."
    )
    seq: int = Field(description="Journal number.")
    console: ConsoleView = Field(description="The window now.")


class Rated(Part):
    """A rating taken by a window's pad."""

    number: str = Field(description="Whose visit.")
    level: int = Field(description="What was given.")
    seq: int = Field(description="Journal number.")
