"""What staff order on paper for a visitor: notices, receipts, appointments, replies, copies."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint

from server.contracts import requests_paper as asked
from server.contracts.answers_paper import AtWindow, DocumentView
from server.contracts.requests import Nothing
from server.domain.errors import Refused
from server.usecases import papers, papers_reading
from server.web.api.descriptions import own_part
from server.web.api.paper import KEY, printing
from server.web.api.printer_choice import chosen, first_printer, window_printer
from server.web.api.tickets import code_of
from server.web.auth import authorize
from server.web.http.language import first_language
from server.web.http.request_scope import context, window_of
from server.web.openapi.binding import operation

blueprint = Blueprint("slips", __name__, url_prefix="/api/v1")


@operation(
    blueprint, "GET", "/windows/<window>/papers", summary="What can be given out here on paper",
    answers=AtWindow,
)  # fmt: skip
def at_window(window: str) -> AtWindow:
    """Prefills a notice or a receipt: materials of the matter, and when its result is due."""
    hall, key = window_of(window)
    described = own_part(hall)
    shown = papers_reading.at_window(context(), hall, key)
    matter = next((m for m in described["matters"] if m["key"] == shown.matter), None)
    return AtWindow(
        number=shown.number,
        matter=shown.matter,
        papers=list(shown.papers),
        materials=[] if matter is None else [m["name"] for m in matter["materials"]],
        due=None if matter is None else _due(hall, matter).isoformat(),
        printer=window_printer(described, key) if first_printer(described) else None,
    )


def _due(hall: str, matter: dict[str, Any]) -> date:
    """By the promised limit, else the legal one; today without any."""
    store = context().store
    with store.database.reading() as connection:
        known = store.hall(connection, hall)
        today = store.day(connection, known, context().now())
    limit = matter.get("promised_limit") or matter.get("legal_limit")
    if limit is None:
        return today
    if limit["kind"] == "calendar":
        return today + timedelta(days=limit["days"])
    return known.hours.working_day_after(today, limit["days"])


@operation(
    blueprint, "POST", "/windows/<window>/notices", summary="Print a one-time notice",
    body=asked.Notice, answers=DocumentView, status=201, headers=KEY,
)  # fmt: skip
def notice(window: str, body: asked.Notice) -> DocumentView:
    """一次性告知 for whom the window serves: everything that is missing, said at once."""
    hall, key = window_of(window)
    if not body.missing and not body.lines:
        raise Refused("paper.nothing_said")
    order = papers.NoticeOrder(
        **_of(hall), window=key, printer=window_printer(own_part(hall), key), number=body.number,
        missing=body.missing, lines=body.lines, deadline=body.deadline,
        language=body.language,
    )  # fmt: skip
    return printing().order(order)


@operation(
    blueprint, "POST", "/windows/<window>/receipts", summary="Print a receipt",
    body=asked.ReceiptBody, answers=DocumentView, status=201, headers=KEY,
)  # fmt: skip
def receipt(window: str, body: asked.ReceiptBody) -> DocumentView:
    """收件回执 for whom the window serves: what was handed in, and until when it is done."""
    hall, key = window_of(window)
    order = papers.ReceiptOrder(
        **_of(hall), window=key, printer=window_printer(own_part(hall), key), number=body.number,
        papers=body.papers, due=body.due, language=body.language,
    )  # fmt: skip
    return printing().order(order)


@operation(
    blueprint, "POST", "/halls/<hall>/complaint-replies", summary="Print a reply to a complaint",
    body=asked.ComplaintReply, answers=DocumentView, status=201, headers=KEY,
)  # fmt: skip
def reply(hall: str, body: asked.ComplaintReply) -> DocumentView:
    """With `ticket` its QR leads to the visit that the complaint is about."""
    described = own_part(hall)
    order = papers.ReplyOrder(
        **_of(hall), printer=chosen(described, body.printer),
        about=body.about, reply=body.reply, received=body.received, owner=body.owner,
        code=None if body.ticket is None else code_of(body.ticket), case=body.case,
        language=body.language or first_language(described),
    )  # fmt: skip
    return printing().order(order)


@operation(
    blueprint, "POST", "/halls/<hall>/appointment-slips", summary="Print an appointment slip",
    body=asked.AppointmentSlip, answers=DocumentView, status=201, headers=KEY,
)  # fmt: skip
def appointment(hall: str, body: asked.AppointmentSlip) -> DocumentView:
    """Number, time, matter and what to bring. Whoever comes with it gets a ticket at the desk with
    that `appointment`."""
    if body.end <= body.start:
        raise Refused("paper.slot", {"start": body.start, "end": body.end})
    described = own_part(hall)
    order = papers.AppointmentOrder(
        **_of(hall), printer=chosen(described, body.printer), matter=body.matter,
        day=body.day, start=body.start, end=body.end,
        language=body.language or first_language(described),
    )  # fmt: skip
    return printing().order(order)


@operation(
    blueprint, "POST", "/halls/<hall>/documents/<id:document>/reprint",
    summary="Print a paper once more", body=Nothing, answers=DocumentView, headers=KEY,
)  # fmt: skip
def reissue(hall: str, document: int, body: Nothing) -> DocumentView:
    """The same words as the first time, marked 补打 REPRINT n. Replies to complaints are copied by
    who may write them."""
    printing()
    kind = papers_reading.kind_of(context(), hall, document)
    if kind == "complaint-reply":
        authorize.check_endpoint("slips.reply")
    return papers.reissue(context(), papers.Reissue(**_of(hall), document=document))


def _of(hall: str) -> dict[str, Any]:
    return {"hall": hall, "actor": authorize.principal().actor, "key": authorize.idempotency_key()}
