"""Taking a ticket, and what its holder may do with it: enter, return, postpone, give up."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from server.contracts.answers import TicketView
from server.domain.errors import Refused
from server.domain.events.event import facts_of
from server.domain.events.tickets import (
    QuotedWait,
    TicketCameBack,
    TicketCancelled,
    TicketEntered,
    TicketIssued,
    TicketPostponed,
    TicketReturned,
)
from server.domain.hall import APPOINTMENT, ORDINARY, Hall, Matter
from server.domain.numbering import number
from server.domain.ticket import AT_WINDOW, State, Step, Ticket
from server.domain.waiting.estimate import Estimate
from server.domain.window import wire_time
from server.storage import counts, queue_counts, tickets
from server.storage.rows import dumps
from server.storage.tickets import QueuePlace
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once
from server.usecases.last_ticket import not_too_late
from server.usecases.reassigning import somebody_does
from server.usecases.ticket_view import changed_view, ticket_view
from server.usecases.waiting import told
from server.usecases.window_steps import call_of

POSTPONE_PLACES = (1, 3)
POSTPONE_MINUTES = (15,)


@dataclass(frozen=True, kw_only=True)
class TakeTicket(Order):
    """`printer`: where its paper comes out; the number joins the queue then, not before.
    `kiosk`: the key of the kiosk that asks, if it is one.

    `appointment`: its time, which only staff vouch for, since nobody else knows of it yet.
    `materials`: which of the listed papers the citizen says to have, in their order. `late`: they
    were told that it may be too late for today.
    """

    matter: str
    priority_class: str = ORDINARY
    language: str = "zh"
    channel: str = "kiosk"
    printer: str | None = None
    kiosk: str | None = None
    appointment: datetime | None = None
    materials: tuple[bool, ...] = ()
    late: bool = False


@dataclass(frozen=True, kw_only=True)
class OfTicket(Order):
    """Something about one ticket, named by its code."""

    code: str


@dataclass(frozen=True, kw_only=True)
class Postpone(OfTicket):
    """By so many `places`, or not to be called for so many `minutes`: one of the two."""

    places: int | None = None
    minutes: int | None = None


def take_ticket(context: AppContext, order: TakeTicket) -> TicketView:
    """Issue the next number of the matter's queue. Refused while the hall is closed; in a break
    (午休) too, but for matters that a window with a lunch shift serves.

    An appointment counts from some minutes before its time to some after it, as the hall says.

    Refuses `appointment.too_early`, `appointment.too_late`, `hall.closed`, `kiosk.locked`,
    `matter.break`, `matter.nobody_authorised`, `matter.no_window`, `matter.perhaps_too_late`,
    `matter.quota_used`, `matter.too_late`, `matter.unknown`, `numbers.exhausted` and
    `priority_class.unknown`.
    """

    def act(unit: HallUnit) -> TicketView:
        require_open(unit, order.matter)
        _not_locked(unit.hall, order.kiosk)
        _on_time(unit.hall, unit.now, order.appointment)
        matter = unit.hall.matter(order.matter)
        within_quota(unit, matter)
        somebody_does(unit, matter.key)
        ticket = numbered(context, order, unit)
        # From what was committed before, so that the hall can be measured by what it said.
        estimate = told(context, unit.connection, unit.hall, ticket, (unit.locked.seq, unit.now))
        not_too_late(unit, matter.key, order.channel, estimate, order.late)
        quoted = _quoted(estimate)
        ticket = unit.add(ticket, **_promised(quoted))
        unit.emit(
            TicketIssued(
                ticket=facts_of(ticket), channel=order.channel, printer=order.printer,
                quoted=quoted,
            )
        )  # fmt: skip
        return changed_view(unit, ticket, estimate)

    return execute_once(context, order, TicketView, act)


def require_open(unit: HallUnit, matter: str) -> None:
    """Refuses `matter.break` while others are served over lunch, else `hall.closed`."""
    hall, now = unit.hall, unit.now
    if hall.open_for(matter, now, unit.day):
        return
    on_break = hall.hours.break_ends(now) is not None
    others = on_break and any(hall.over_lunch(key, unit.day) for key in hall.matters)
    facts: dict[str, object] = {"hall": hall.key, "opens": wire_time(hall.hours.next_opening(now))}
    if others:
        raise Refused("matter.break", facts)
    raise Refused("hall.closed", facts)


def _not_locked(hall: Hall, kiosk: str | None) -> None:
    why = hall.locked.get(kiosk or "")
    if why is not None:
        raise Refused("kiosk.locked", {"kiosk": kiosk, "reason": dict(why)})


def within_quota(unit: HallUnit, matter: Matter) -> None:
    """Whoever gave up their number leaves it to the next."""
    if matter.quota is None:
        return
    if counts.taken_for(unit.connection, unit.hall.key, unit.day, matter.key) >= matter.quota:
        raise Refused("matter.quota_used", {"matter": matter.key, "quota": matter.quota})


def _on_time(hall: Hall, now: datetime, appointment: datetime | None) -> None:
    """The bounds are told as appointments that may be checked in with now."""
    if appointment is None:
        return
    early, late = hall.check_in.early, hall.check_in.late
    if appointment - now > early:
        until, minutes = wire_time(now + early), int(early.total_seconds() // 60)
        raise Refused(
            "appointment.too_early", {"hall": hall.key, "until": until, "minutes": minutes}
        )
    if now - appointment > late:
        since, minutes = wire_time(now - late), int(late.total_seconds() // 60)
        raise Refused(
            "appointment.too_late", {"hall": hall.key, "since": since, "minutes": minutes}
        )


def _priority_class(hall: Hall, order: TakeTicket) -> str:
    """The class that was asked for; ordinary people with an appointment have one of their own,
    where the hall knows it."""
    asked = hall.priority_class(order.priority_class).key
    booked = order.appointment is not None and APPOINTMENT in hall.priority_classes
    return APPOINTMENT if booked and asked == ORDINARY else asked


def _free_number(unit: HallUnit, prefix: str) -> str:
    """The next number of the day that nobody has: some may have come over from the day before."""
    while True:
        serial = queue_counts.next_serial(unit.connection, unit.hall.key, unit.day, prefix)
        found = number(prefix, serial)
        if not tickets.is_taken(unit.connection, unit.hall.key, unit.day, found):
            return found


def numbered(context: AppContext, order: TakeTicket, unit: HallUnit) -> Ticket:
    """A ticket with the next free number, not written yet.

    Refuses `matter.unknown`, `numbers.exhausted` and `priority_class.unknown`.
    """
    """A ticket with the next free number, not written yet."""
    hall, matter = unit.hall, unit.hall.matter(order.matter)
    series = hall.series[matter.series]
    own = _free_number(unit, series.prefix)
    seq = unit.next_seq
    waits_now = order.printer is None
    return Ticket(
        id=0, hall=hall.key, day=unit.day, code=context.code(),
        number=own, series=series.key, matter=matter.key,
        queue=matter.key, priority_class=_priority_class(hall, order), channel=order.channel,
        language=order.language,
        state=State.WAITING if waits_now else State.ISSUED,
        issued_at=unit.now, place_at=unit.now, place=seq, entered=seq, last_seq=seq,
        due=int(order.appointment.timestamp()) if order.appointment else 0,
        appointment=order.appointment,
        since=unit.now if waits_now else None,
        entered_at=unit.now if waits_now else None,
        materials=dumps(list(order.materials)) if order.materials else None,
        printer=order.printer,
        paper="none" if waits_now else "queued",
    )  # fmt: skip


def _quoted(estimate: Estimate | None) -> QuotedWait | None:
    """The wait that is told at issue."""
    if estimate is None:
        return None
    return QuotedWait(*(round(value) for value in (estimate.low, estimate.point, estimate.high)))


def _promised(quoted: QuotedWait | None) -> dict[str, int]:
    """The wait that is told at issue, as the ticket keeps it."""
    if quoted is None:
        return {}
    return {"quoted_low": quoted.low, "quoted_point": quoted.point, "quoted_high": quoted.high}


def enter(context: AppContext, order: OfTicket) -> TicketView:
    """The paper is out, or someone confirmed the number from the screen: it joins the queue.

    Its place is that of its number, so a slow printer costs nobody a place. Harmless when it
    waits already.

    Refuses `ticket.step` and `ticket.unknown`.
    """

    def act(unit: HallUnit) -> TicketView:
        ticket = unit.ticket(code=order.code)
        if ticket.entered_at is None:
            ticket = enter_series(unit, ticket)
        return ticket_view(context, unit, ticket)

    return execute_once(context, order, TicketView, act)


def enter_series(unit: HallUnit, ticket: Ticket) -> Ticket:
    state = ticket.must(Step.ENTER)
    after = replace(ticket, state=state, since=ticket.issued_at, entered_at=unit.now)
    after = unit.save(ticket, after)
    unit.emit(TicketEntered(ticket=facts_of(after)))
    return after


def give_back(context: AppContext, order: OfTicket) -> TicketView:
    """Cancel (退号). Harmless when it is cancelled already.

    Refuses `ticket.step` and `ticket.unknown`.
    """

    def act(unit: HallUnit) -> TicketView:
        ticket = unit.ticket(code=order.code)
        if ticket.state is State.CANCELLED:
            return ticket_view(context, unit, ticket)
        state = ticket.must(Step.CANCEL)
        after = unit.save(ticket, replace(ticket, state=state, ended_at=unit.now))
        _free_window(unit, ticket)
        unit.emit(TicketCancelled(ticket=facts_of(after), window=ticket.window))
        return ticket_view(context, unit, after)

    return execute_once(context, order, TicketView, act)


def _free_window(unit: HallUnit, ticket: Ticket) -> None:
    if ticket.state not in AT_WINDOW or ticket.window is None:
        return
    window = unit.window(ticket.window)
    if window.ticket_id == ticket.id:
        call = call_of(window.call, ticket, State.CANCELLED.value)
        unit.save_window(replace(window, ticket=None, ticket_id=None, call=call, step=None))


def come_back(context: AppContext, order: OfTicket) -> TicketView:
    """Return after a no-show: called after the next N calls of the windows that serve the matter.

    Refused when it came back too late, or had missed too often: the rule printed on the ticket.
    Who is back before the minutes are over that they asked for has their place again at once.

    Refuses `return.too_late`, `return.too_often`, `ticket.step` and `ticket.unknown`.
    """

    def act(unit: HallUnit) -> TicketView:
        return ticket_view(context, unit, returned(unit, unit.ticket(code=order.code)))

    return execute_once(context, order, TicketView, act)


def returned(unit: HallUnit, ticket: Ticket) -> Ticket:
    """The ticket waiting again. Refuses `return.too_late`, `return.too_often`, `ticket.step`."""
    rule = unit.hall.misses
    state = ticket.must(Step.RETURN)
    if ticket.waiting:
        return _here_again(unit, ticket)
    if ticket.misses >= rule.misses:
        raise Refused("return.too_often", {"number": ticket.number, "misses": rule.misses})
    if ticket.ended_at is not None and unit.now - ticket.ended_at > rule.within:
        minutes = int(rule.within.total_seconds() // 60)
        raise Refused("return.too_late", {"number": ticket.number, "minutes": minutes})
    after = replace(
        _put(unit, ticket, None), state=state, turn=rule.after,
        since=unit.now, window=None, clerk=None, ended_at=None,
    )  # fmt: skip
    after = unit.save(ticket, after)
    unit.emit(TicketReturned(ticket=facts_of(after), after=rule.after))
    return after


def _here_again(unit: HallUnit, ticket: Ticket) -> Ticket:
    if not ticket.held(unit.now):
        return ticket
    after = unit.save(ticket, replace(ticket, held_until=None))
    unit.emit(TicketCameBack(ticket=facts_of(after)))
    return after


def _put(unit: HallUnit, ticket: Ticket, place: QueuePlace | None) -> Ticket:
    """The ticket right behind whoever has `place`, or at the end of its queue."""
    if place is None:
        # Among appointments the end is behind those who are due; the others keep their time.
        due = max(ticket.due, int(unit.now.timestamp())) if ticket.due else 0
        place = QueuePlace(due, unit.next_seq, unit.now)
    return replace(
        ticket, due=place.due, place=place.place, place_at=place.place_at, entered=unit.next_seq
    )


def postpone(context: AppContext, order: Postpone) -> TicketView:
    """Let the next few go first, or not be called for some minutes, by the citizen's own wish.

    How often is limited. Who is away for minutes keeps the place meanwhile: nobody behind waits
    longer for it than if they had stayed, and all who pass them wait less.

    Refuses `postpone.choice`, `postpone.minutes`, `postpone.places`, `postpone.too_late`,
    `postpone.used_up`, `ticket.step` and `ticket.unknown`.
    """

    def act(unit: HallUnit) -> TicketView:
        ticket = unit.ticket(code=order.code)
        state = ticket.must(Step.POSTPONE)
        if ticket.postponed >= unit.hall.postpones:
            raise Refused("postpone.used_up", {"times": unit.hall.postpones})
        later = _later(unit, order, ticket)
        after = unit.save(ticket, replace(later, state=state, postponed=ticket.postponed + 1))
        unit.emit(
            TicketPostponed(
                ticket=facts_of(after), places=order.places, minutes=order.minutes,
                until=after.held_until,
            )
        )  # fmt: skip
        return ticket_view(context, unit, after)

    return execute_once(context, order, TicketView, act)


def _later(unit: HallUnit, order: Postpone, ticket: Ticket) -> Ticket:
    """The ticket put off as asked."""
    places, minutes = order.places, order.minutes
    if (places is None) == (minutes is None):
        raise Refused("postpone.choice")
    if minutes is not None:
        until = _away_until(unit, ticket, minutes)
        return replace(ticket, held_until=until)
    if places not in POSTPONE_PLACES:
        raise Refused("postpone.places", {"places": places})
    here = (ticket.due, ticket.place, ticket.entered)
    place = tickets.place_behind(unit.connection, ticket, places, here)
    turn = None if ticket.turn is None else max(0, ticket.turn) + places
    return replace(_put(unit, ticket, place), held_until=None, turn=turn)


def _away_until(unit: HallUnit, ticket: Ticket, minutes: int) -> datetime:
    """Refused when the hall is closed for it then, over lunch too: nobody comes back to a locked
    door."""
    if minutes not in POSTPONE_MINUTES:
        raise Refused("postpone.minutes", {"minutes": minutes})
    until = unit.now + timedelta(minutes=minutes)
    hours = unit.hall.hours
    if not unit.hall.open_for(ticket.matter, until, unit.day):
        closing = hours.door_closes(unit.now) or hours.closing(unit.now)
        facts = {"hall": unit.hall.key, "minutes": minutes, "closes": wire_time(closing)}
        raise Refused("postpone.too_late", facts)
    return until
