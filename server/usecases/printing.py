"""What the printers say, and what follows for the ticket: paper out means in the queue."""

from dataclasses import dataclass, replace

from server.contracts.answers import TicketView
from server.domain.errors import Refused
from server.domain.events.event import facts_of
from server.domain.events.paper import PrinterHealthChanged
from server.domain.events.tickets import TicketPaper, TicketPaperMoved
from server.domain.ticket import State
from server.storage import print_claims, printers
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once
from server.usecases.taking import OfTicket, enter_series
from server.usecases.ticket_view import ticket_view

OUT = ("printed", "processed")
PAPER_STATES = ("queued", "checking", "sending", *OUT, "unconfirmed", "failed")
SETTLED = (*OUT, "unconfirmed", "failed")
AT_PRINTER = ("sending", *OUT, "unconfirmed")  # something of it may lie there


@dataclass(frozen=True, kw_only=True)
class PaperChanged(OfTicket):
    """`state`: one of PAPER_STATES; `reason` names the fault; `copy` counts reprints from 0, with
    those that a printer made by itself: what may be on paper is never counted back.

    `printer` is where it happens: another than the ticket's own where one stands in for it.
    """

    state: str
    copy: int = 0
    reason: str | None = None
    printer: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reprint(OfTicket):
    """One more copy, marked as such; the number stays. `printer` is where the asker stands; without
    one it is the ticket's own, if that is among the hall's `present` ones (None: not asked), and
    `spare` for a ticket that never had paper or whose printer is gone."""

    printer: str | None = None
    spare: str | None = None
    present: tuple[str, ...] | None = None


@dataclass(frozen=True, kw_only=True)
class PrinterHeard(Order):
    """`state`: one of printers.reasons.PRINTER_STATES; `words`: the system's own for it, for staff
    alone, since they may name devices."""

    printer: str
    state: str
    tickets_left: int | None = None
    words: str = ""


@dataclass(frozen=True)
class PaperNoted:
    """Where a ticket's paper is now, and the journal number of that."""

    paper: str
    seq: int


def paper_changed(context: AppContext, order: PaperChanged) -> PaperNoted:
    """Note where the paper is; when it is out, the number joins the queue.

    Refuses `ticket.step` and `ticket.unknown`.
    """

    def act(unit: HallUnit) -> PaperNoted:
        ticket = unit.ticket(code=order.code)
        copies = max(ticket.copies, order.copy)
        if ticket.paper == order.state and ticket.copies == copies:
            return PaperNoted(ticket.paper, unit.seq)
        there = order.printer if order.state in AT_PRINTER else None
        printer = there or ticket.printer
        after = replace(ticket, paper=order.state, copies=copies, printer=printer)
        unit.save_quietly(ticket, after)
        if order.state in SETTLED:
            print_claims.end(unit.connection, unit.hall.key, "ticket", ticket.code)
        paper = TicketPaper(order.state, copies, order.reason)
        unit.emit(TicketPaperMoved(ticket=facts_of(after), paper=paper))
        if order.state in OUT and after.state is State.ISSUED:
            enter_series(unit, after)
        return PaperNoted(order.state, unit.seq)

    return execute_once(context, order, PaperNoted, act)


def reprint(context: AppContext, order: Reprint) -> TicketView:
    """Ask for a further copy. Refused while the last one is still on its way, or without a
    printer.

    Refuses `reprint.no_printer`, `reprint.under_way` and `ticket.unknown`.
    """

    def act(unit: HallUnit) -> TicketView:
        ticket = unit.ticket(code=order.code)
        gone = order.present is not None and ticket.printer not in order.present
        printer = order.printer or (None if gone else ticket.printer) or order.spare
        if printer is None:
            raise Refused("reprint.no_printer", {"number": ticket.number})
        if ticket.paper in ("queued", "checking", "sending"):
            raise Refused("reprint.under_way", {"number": ticket.number})
        after = replace(ticket, printer=printer, paper="queued", copies=ticket.copies + 1)
        unit.save_quietly(ticket, after)
        paper = TicketPaper("queued", after.copies, None)
        unit.emit(TicketPaperMoved(ticket=facts_of(after), paper=paper, printer=printer))
        return ticket_view(context, unit, after)

    return execute_once(context, order, TicketView, act)


@dataclass(frozen=True)
class HealthNoted:
    """The journal number at which a printer's health is known."""

    seq: int


def printer_health(context: AppContext, order: PrinterHeard) -> HealthNoted:
    """Keep and tell a printer's health; the same again tells nobody anything."""

    def act(unit: HallUnit) -> HealthNoted:
        known = printers.healths(unit.connection, unit.hall.key)
        health = {"state": order.state, "tickets_left": order.tickets_left}
        if known.get(order.printer) != health:
            unit.emit(PrinterHealthChanged(printers={order.printer: health}))
        kept = {**health, "words": order.words}
        printers.put_health(unit.connection, unit.hall.key, order.printer, kept)
        return HealthNoted(unit.seq)

    return execute_once(context, order, HealthNoted, act)
