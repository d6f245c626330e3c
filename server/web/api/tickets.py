"""Taking a ticket, and what its holder may do with it. The code is the holder's key."""

import re
from typing import Any

from flask import Blueprint, Response, request

from server.contracts import requests as asked
from server.contracts.answers import TicketView
from server.domain.errors import Forbidden, Unknown
from server.domain.people import Role
from server.domain.rating import RatingChannel
from server.usecases import printing, reading, taking
from server.usecases import rating as rating_verbs
from server.web.api.descriptions import own_part
from server.web.api.printer_choice import first_printer, own_printer, printer_for, printers_of
from server.web.auth import authorize
from server.web.auth.principal import Principal
from server.web.http.answers import tagged, unchanged
from server.web.http.language import first_language, language_of
from server.web.http.metrics import TICKETS
from server.web.http.request_scope import context
from server.web.openapi.binding import operation

blueprint = Blueprint("tickets", __name__, url_prefix="/api/v1")
CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")
# Crockford's alphabet: what a person may type for what they read.
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None})
KEY = ("Idempotency-Key",)


def code_of(text: str) -> str:
    """A ticket's code in its one spelling; refuses `ticket.unknown`."""
    code = text.upper().translate(READ_AS)
    if not CODE.fullmatch(code):
        raise Unknown("ticket.unknown", {"ticket": text[:20]})
    return code


@operation(
    blueprint, "POST", "/halls/<hall>/tickets", summary="Take a number",
    body=asked.TakeTicketBody, answers=TicketView, status=201, headers=KEY,
)  # fmt: skip
def take(hall: str, body: asked.TakeTicketBody) -> TicketView:
    """With the same Idempotency-Key a repeated request gets the same ticket: double taps and
    retries give one. A ticket on paper enters its queue when the paper is out. Until appointments
    are booked here, only staff take a number with one, and only around its time."""
    who = authorize.principal()
    channel = _channel(who)
    priority_class = body.priority or "ordinary"
    described = own_part(hall)
    _may_claim(described, priority_class, who.role)
    if body.appointment is not None and not authorize.may("tickets.appointment"):
        raise Forbidden("appointment.by_staff")
    on_paper = channel == "kiosk" if body.paper is None else body.paper
    order = taking.TakeTicket(
        hall=hall,
        actor=who.actor,
        key=authorize.idempotency_key(),
        matter=body.matter,
        priority_class=priority_class,
        language=body.language or _language(described, who.role),
        channel=channel,
        printer=printer_for(described, who, on_paper),
        kiosk=_kiosk(who),
        appointment=body.appointment,
        materials=tuple(body.materials or ()),
        late=body.late,
    )
    ticket = taking.take_ticket(context(), order)
    TICKETS.labels(hall, channel).inc()
    return ticket


def _language(described: dict[str, Any], role: Role | None) -> str:
    """What the visitor's own browser speaks; that of staff says nothing of the visitor."""
    by_staff = role in (Role.CLERK, Role.MANAGER)
    unsaid = "lang" not in request.args and "Accept-Language" not in request.headers
    return first_language(described) if by_staff or unsaid else language_of(request)


def _kiosk(who: Principal) -> str | None:
    """The key of the kiosk that asks."""
    device = None if who.session is None else who.session.device
    return device.key if device is not None and who.role is Role.KIOSK else None


def _channel(who: Principal) -> str:
    """Where a number is taken: from a kiosk, by a person of the staff, or by a program."""
    if who.role is Role.KIOSK:
        return "kiosk"
    return "desk" if who.session is not None and who.session.person is not None else "api"


def _may_claim(described: dict[str, Any], priority_class: str, role: Role | None) -> None:
    """A kiosk gives only the classes that a visitor may claim; others are granted by staff."""
    if role is not Role.KIOSK or priority_class == "ordinary":
        return
    known = {
        item["key"]: item.get("public", False) for item in described.get("priority_classes", ())
    }
    if known.get(priority_class) is False:
        raise Forbidden("priority_class.by_staff", {"priority_class": priority_class})


@operation(
    blueprint, "GET", "/tickets/<code>", summary="A ticket, for its holder", answers=TicketView,
    headers=("If-None-Match",),
)  # fmt: skip
def show(code: str) -> Response:
    """Ask with the ETag you have: 304 while nothing changed."""
    ticket = reading.ticket(context(), code_of(code))
    etag = ticket_etag(ticket)
    if etag in request.headers.get("If-None-Match", ""):
        return unchanged(etag)
    return tagged(ticket, etag)


def ticket_etag(ticket: TicketView) -> str:
    """By the journal number, the minutes still to wait, and whether it is held: that is all that
    may change, the last two by time alone."""
    low, high = ticket.wait or ("", "")
    held = "-held" if ticket.held_until else ""
    return f'"{ticket.seq}-{low}-{high}{held}"'


@operation(
    blueprint, "POST", "/tickets/<code>/cancel", summary="Give the ticket up",
    body=asked.Nothing, answers=TicketView, headers=KEY,
)  # fmt: skip
def cancel(code: str, body: asked.Nothing) -> TicketView:
    return taking.give_back(context(), taking.OfTicket(**_of(code)))


@operation(
    blueprint, "POST", "/tickets/<code>/enter", summary="The number is known: let it queue",
    body=asked.Nothing, answers=TicketView, headers=KEY,
)  # fmt: skip
def enter(code: str, body: asked.Nothing) -> TicketView:
    """For a ticket whose paper didn't come out: the holder, or staff, confirms the number."""
    return taking.enter(context(), taking.OfTicket(**_of(code)))


@operation(
    blueprint, "POST", "/tickets/<code>/return", summary="Be back after a call or early",
    body=asked.Nothing, answers=TicketView, headers=KEY,
)  # fmt: skip
def come_back(code: str, body: asked.Nothing) -> TicketView:
    """By the rule printed on the ticket: after the next N, within so many minutes, so often."""
    return taking.come_back(context(), taking.OfTicket(**_of(code)))


@operation(
    blueprint, "POST", "/tickets/<code>/postpone", summary="Let others go first, or be away",
    body=asked.PostponeBody, answers=TicketView, headers=KEY,
)  # fmt: skip
def postpone(code: str, body: asked.PostponeBody) -> TicketView:
    """`places`: behind the next 1 or 3. `minutes`: not called for 15 minutes, the place kept;
    `return` ends that sooner. How often in all is the hall's rule."""
    order = taking.Postpone(**_of(code), places=body.places, minutes=body.minutes)
    return taking.postpone(context(), order)


@operation(
    blueprint, "POST", "/tickets/<code>/rating", summary="Rate the visit",
    body=asked.RateBody, answers=TicketView, headers=KEY,
)  # fmt: skip
def rating(code: str, body: asked.RateBody) -> TicketView:
    """Five levels, 5 is 非常满意. A later change from the same place is a new version; no other
    channel and nobody else can replace a rating. Staff rate nothing."""
    order = rating_verbs.Rate(
        **_of(code),
        level=body.level,
        reasons=tuple(body.reasons),
        text=body.text,
        channel=_rates_from(authorize.principal()),
    )
    return rating_verbs.rate(context(), order)


def _rates_from(who: Principal) -> RatingChannel:
    """Refuses `rating.by_staff` to whoever is signed in as anything but a kiosk."""
    if who.session is None:
        return RatingChannel.PHONE
    if who.role is Role.KIOSK:
        return RatingChannel.KIOSK
    raise Forbidden("rating.by_staff", {"role": str(who.role)})


def _of(code: str) -> dict[str, Any]:
    """Hall, code, actor and key of an order about one ticket."""
    known = code_of(code)
    who = authorize.principal()
    return {
        "hall": context().store.hall_of_code(known),
        "code": known,
        "actor": "holder" if who.session is None else who.actor,
        "key": authorize.idempotency_key(),
    }


@operation(
    blueprint, "POST", "/tickets/<code>/reprint", summary="Print the ticket once more",
    body=asked.Nothing, answers=TicketView, headers=KEY,
)  # fmt: skip
def reprint(code: str, body: asked.Nothing) -> TicketView:
    """Keeps the number and says 补打 REPRINT. From a kiosk or from staff, not from phones. What
    staff ask for comes out where its holder stands: on the printer that the ticket was sent to, or
    on the hall's first if that one is gone."""
    of = _of(code)
    who = authorize.principal()
    authorize.check_hall(who, of["hall"])
    described = own_part(of["hall"])
    order = printing.Reprint(
        **of,
        printer=own_printer(described, who),
        spare=first_printer(described),
        present=printers_of(described),
    )
    return printing.reprint(context(), order)
