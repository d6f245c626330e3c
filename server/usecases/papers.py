"""What somebody wants on paper: guides, notices, receipts, replies, appointments, test pages (B14).

An order says what is wanted; what the paper then says is made inside the transaction and kept as
it was said, so that a later change of the configuration alters no paper that was given out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from server.contracts.answers_paper import DocumentView
from server.contracts.plain import JsonObject
from server.contracts.printer_states import paper_reason, paper_state
from server.domain.errors import Refused, Unknown
from server.domain.events.event import facts_of
from server.domain.events.paper import DocumentOrdered, DocumentPaperMoved
from server.domain.ticket import State, Ticket
from server.domain.window import ClerkIdentity
from server.storage import documents
from server.storage.rows import dumps
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order, WindowOrder
from server.usecases.idempotency import execute_once
from server.usecases.window_steps import require_signed_on

MachinePage = Literal["test-page", "capability-probe", "pangram"]
SIGNS = {
    "appointment-slip": "预", "one-time-notice": "告", "receipt": "收", "complaint-reply": "诉",
}  # fmt: skip
ON_ITS_WAY = ("queued", "checking", "sending")
FIRST_LANGUAGE = "zh"  # every hall has it
NOT_AGAIN = ("test-page", "capability-probe", "pangram")  # a new one says more than a copy


@dataclass(frozen=True, kw_only=True)
class PaperOrder(Order):
    """`printer` is one of the hall's; `language` leads on the paper: the ticket's own where none
    is named, as whoever holds the paper reads it and not who orders it."""

    kind: ClassVar[str] = ""
    printer: str
    language: str | None = None


@dataclass(frozen=True, kw_only=True)
class GuideOrder(PaperOrder):
    """The guide of a matter."""

    kind = "guide"
    matter: str


@dataclass(frozen=True, kw_only=True)
class AppointmentOrder(PaperOrder):
    """When to come, for what, and what to bring; `start` and `end` are the hall's own clock."""

    kind = "appointment-slip"
    matter: str
    day: date
    start: str
    end: str


@dataclass(frozen=True, kw_only=True)
class ReplyOrder(PaperOrder):
    """What is answered to a complaint; `code` is the ticket it is about, `case` its number where
    another register has one already."""

    kind = "complaint-reply"
    about: str
    reply: str
    received: date
    owner: str | None = None
    code: str | None = None
    case: str | None = None


@dataclass(frozen=True, kw_only=True)
class AtWindowOrder(PaperOrder, WindowOrder):
    """A paper for whom the window serves; `number` says who is meant."""

    number: str


@dataclass(frozen=True, kw_only=True)
class NoticeOrder(AtWindowOrder):
    """The one-time notice: `missing` names materials of the matter, `lines` says the rest."""

    kind = "one-time-notice"
    missing: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    deadline: date | None = None


@dataclass(frozen=True, kw_only=True)
class ReceiptOrder(AtWindowOrder):
    """What was handed in, and when the result is due."""

    kind = "receipt"
    papers: tuple[str, ...]
    due: date


@dataclass(frozen=True, kw_only=True)
class MachineOrder(PaperOrder):
    """A page that tries a printer; what the probe found is no part of the wish."""

    page: MachinePage = "test-page"


@dataclass(frozen=True, kw_only=True)
class Reissue(Order):
    """One more copy of a paper; it says that it is one."""

    document: int


@dataclass(frozen=True)
class About:
    """What a paper is about, as it stands while it is ordered. `title` is its own number."""

    kind: str
    at: datetime
    day: date
    matter: str | None = None
    ticket: Ticket | None = None
    title: str | None = None
    clerk: ClerkIdentity | None = None


SlipFacts = JsonObject
"""What a paper says, as its template in the printing package takes it."""

Write = Callable[[About], SlipFacts]
"""Makes the facts of a paper."""


def order_paper(context: AppContext, order: PaperOrder, write: Write) -> DocumentView:
    """Ask for a paper; it is counted for its matter and printed by the print desk.

    Refuses `matter.unknown`, `paper.not_served`, `ticket.unknown`, `window.closed`,
    `window.other_clerk` and `window.unknown`.
    """

    def act(unit: HallUnit) -> DocumentView:
        about = _about(unit, order)
        ticket = about.ticket
        id_ = documents.add_document(
            unit.connection, hall=unit.hall.key, day=unit.day, kind=about.kind,
            matter=about.matter, language=_leading(order, ticket), printer=order.printer,
            facts=dumps(write(about)), state="queued", actor=order.actor, at=unit.now,
            ticket=ticket.id if ticket else None, title=about.title, copies=0, reason=None,
        )  # fmt: skip
        unit.emit(
            DocumentOrdered(
                ticket=None if ticket is None else facts_of(ticket), document=id_, kind=about.kind,
                matter=about.matter, title=about.title, printer=order.printer,
            )
        )  # fmt: skip
        return DocumentView(
            id=id_, kind=about.kind, state="queued", title=about.title, copies=0,
            printer=order.printer, reason=None, seq=unit.seq,
        )  # fmt: skip

    return execute_once(context, order, DocumentView, act)


def _leading(order: PaperOrder, ticket: Ticket | None) -> str:
    return order.language or (ticket.language if ticket else FIRST_LANGUAGE)


def _about(unit: HallUnit, order: PaperOrder) -> About:
    """Refuses matters, tickets and windows that are not what the order takes them for."""
    matter: str | None = None
    ticket: Ticket | None = None
    clerk: ClerkIdentity | None = None
    kind, title = order.kind, None
    if isinstance(order, GuideOrder | AppointmentOrder):
        matter = unit.hall.matter(order.matter).key
    elif isinstance(order, AtWindowOrder):
        ticket, clerk = _served(unit, order)
        matter = ticket.matter
    elif isinstance(order, ReplyOrder):
        title = order.case
        ticket = None if order.code is None else unit.ticket(code=order.code)
        matter = ticket.matter if ticket else None
    elif isinstance(order, MachineOrder):
        kind = order.page
    return About(
        kind=kind, at=unit.now, day=unit.day, matter=matter, ticket=ticket,
        title=title or _numbered(unit, kind), clerk=clerk,
    )  # fmt: skip


def _served(unit: HallUnit, order: AtWindowOrder) -> tuple[Ticket, ClerkIdentity | None]:
    """Whom the window serves; Refused `paper.not_served` for anybody else."""
    window = require_signed_on(unit, order)
    ticket = None if window.ticket_id is None else unit.ticket(id=window.ticket_id)
    if ticket is None or ticket.state is not State.SERVING or ticket.number != order.number:
        raise Refused("paper.not_served", {"window": window.key, "number": order.number})
    return ticket, window.identity


def _numbered(unit: HallUnit, kind: str) -> str | None:
    """告〔2026〕1122-037: sign of the kind, day, and how many there were; None without a sign."""
    if kind not in SIGNS:
        return None
    serial = 1 + documents.given_of_kind(unit.connection, unit.hall.key, unit.day, kind)
    return f"{SIGNS[kind]}〔{unit.day:%Y}〕{unit.day:%m%d}-{serial:03}"


def reissue(context: AppContext, order: Reissue) -> DocumentView:
    """Print a paper once more. Refused while it is on its way, and for pages that try a printer.

    Refuses `document.unknown`, `paper.order_anew` and `paper.under_way`.
    """

    def act(unit: HallUnit) -> DocumentView:
        found = documents.document(unit.connection, unit.hall.key, order.document)
        if found is None:
            raise Unknown("document.unknown", {"document": order.document})
        if found.kind in NOT_AGAIN:
            raise Refused("paper.order_anew", {"document": order.document})
        if found.state in ON_ITS_WAY:
            raise Refused("paper.under_way", {"document": order.document})
        copies = found.copies + 1
        documents.print_again(unit.connection, found.id, copies)
        unit.emit(
            DocumentPaperMoved(
                document=found.id, state="queued", reason=None, printer=found.printer,
                copies=copies, kind=found.kind, title=found.title,
            )
        )  # fmt: skip
        again = {"state": "queued", "copies": copies, "seq": unit.seq}
        return document_view(found).model_copy(update=again)

    return execute_once(context, order, DocumentView, act)


def document_view(found: documents.Document) -> DocumentView:
    """A paper as whoever ordered it may see it."""
    return DocumentView(
        id=found.id, kind=found.kind, state=paper_state(found.state), title=found.title,
        copies=found.copies, printer=found.printer, reason=paper_reason(found.reason),
    )  # fmt: skip
