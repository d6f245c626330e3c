"""Paper beside the ticket: guides on demand, test pages, tickets without paper, templates.

What staff order for a visitor is in `slips`.
"""

from typing import Any

from flask import Blueprint, Response, request

from server.contracts import requests_paper as asked
from server.contracts.answers_paper import DocumentView, Papers, TemplateSaved, TemplateView
from server.domain.errors import Refused
from server.usecases import documents, paper_trouble
from server.usecases.papers import GuideOrder, MachineOrder
from server.web.api.descriptions import own_part
from server.web.api.printer_choice import chosen, own_printer
from server.web.auth import authorize
from server.web.http.language import first_language, language_of
from server.web.http.request_scope import context
from server.web.openapi.binding import operation
from server.web.web_context import Printing, web_context

blueprint = Blueprint("paper", __name__, url_prefix="/api/v1/halls")
KEY = ("Idempotency-Key",)


def printing() -> Printing:
    """The print service; refuses `printing.off` where no hall has a printer."""
    found = web_context().printing
    if found is None:
        raise Refused("printing.off")
    return found


@operation(
    blueprint, "POST", "/<hall>/guides", summary="Print a matter's guide", body=asked.Guide,
    answers=DocumentView, status=201, headers=KEY,
)  # fmt: skip
def guide(hall: str, body: asked.Guide) -> DocumentView:
    """On the kiosk's own printer, or the hall's first. Counted for the matter."""
    described = own_part(hall)
    order = GuideOrder(
        hall=hall, actor=authorize.principal().actor, key=authorize.idempotency_key(),
        matter=body.matter,
        printer=chosen(described, own_printer(described, authorize.principal())),
        language=body.language or first_language(described),
    )  # fmt: skip
    return printing().order(order)


@operation(
    blueprint, "POST", "/<hall>/test-pages", summary="Print a page that tries a printer",
    body=asked.TestPage, answers=DocumentView, status=201, headers=KEY,
)  # fmt: skip
def test_page(hall: str, body: asked.TestPage) -> DocumentView:
    """`test-page`: ruler, density, QR. `capability-probe`: the printer is asked what it can do,
    and that is printed. `pangram`: samples of all scripts."""
    order = MachineOrder(
        hall=hall, actor=authorize.principal().actor, key=authorize.idempotency_key(),
        printer=chosen(own_part(hall), body.printer), page=body.page,
        language=language_of(request),
    )  # fmt: skip
    return printing().order(order)


@operation(
    blueprint, "GET", "/<hall>/documents/<id:document>", summary="Is the paper out",
    answers=DocumentView,
)  # fmt: skip
def document(hall: str, document: int) -> DocumentView:
    return documents.document_state(context(), hall, document)


@operation(
    blueprint, "GET", "/<hall>/papers", summary="Tickets whose paper is in trouble",
    answers=Papers,
)  # fmt: skip
def papers(hall: str) -> Papers:
    """Numbers given today whose paper failed or is in doubt, what was printed on demand, and how
    every printer is."""
    return paper_trouble.papers(context(), hall)


@operation(
    blueprint, "GET", "/<hall>/templates/<kind>", summary="The template of a slip",
    answers=TemplateView,
)  # fmt: skip
def template(hall: str, kind: str) -> dict[str, Any]:
    """Version 0 is the template that was shipped."""
    return printing().templates.template(hall, kind)


@operation(
    blueprint, "PUT", "/<hall>/templates/<kind>", summary="Put a template into force",
    body=asked.PutTemplateBody, answers=TemplateSaved, headers=KEY,
)  # fmt: skip
def put_template(hall: str, kind: str, body: asked.PutTemplateBody) -> TemplateSaved:
    """It is drawn first, with long values in every width and language: a broken template is refused
    with the place and the reason, and nothing changes then."""
    printing().templates.check(hall, kind, body.template)
    order = documents.PutTemplate(
        hall=hall, actor=authorize.principal().actor, key=authorize.idempotency_key(), kind=kind,
        data=body.template,
    )  # fmt: skip
    return documents.put_template(context(), order)


@operation(
    blueprint, "POST", "/<hall>/templates/<kind>/preview", summary="See a template as a picture",
    body=asked.Preview, answers=None, media="image/png",
)  # fmt: skip
def preview(hall: str, kind: str, body: asked.Preview) -> Response:
    """Drawn with example facts, as wide as the paper, by the print process; nothing is stored or
    printed."""
    picture = printing().templates.preview(kind, body.template, body.width)
    return Response(picture, mimetype="image/png", headers={"Cache-Control": "no-store"})
