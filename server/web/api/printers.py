"""The printers of the halls, for administrators."""

from flask import Blueprint

from server.contracts.answers_paper import PrinterHealthForStaff, PrinterInfo
from server.contracts.plain import JsonObject
from server.domain.people import ALL_HALLS
from server.usecases.papers_reading import printer_pages
from server.web.api.descriptions import own_part
from server.web.auth import authorize
from server.web.http.request_scope import context, halls
from server.web.openapi.binding import operation

blueprint = Blueprint("printers", __name__, url_prefix="/api/v1/admin")


@operation(
    blueprint, "GET", "/printers", summary="The printers, and how they are",
    answers=list[PrinterInfo],
)  # fmt: skip
def list_printers() -> list[PrinterInfo]:
    """Those of the halls that the caller administers."""
    own = authorize.principal().hall
    return [row for hall in halls() if own in (ALL_HALLS, hall) for row in _of_hall(hall)]


def _health(kept: JsonObject | None) -> PrinterHealthForStaff | None:
    return None if kept is None else PrinterHealthForStaff.model_validate(kept)


def _of_hall(hall: str) -> list[PrinterInfo]:
    found = printer_pages(context(), hall)
    return [
        PrinterInfo(
            hall=hall,
            key=printer["key"],
            name=dict(found.hall.printer_named(printer["key"])),
            url=printer["url"],
            model=printer["model"],
            width_dots=printer["width_dots"],
            backup=printer.get("backup"),
            health=_health(found.healths.get(printer["key"])),
            pages=found.pages.get(printer["key"], []),
        )
        for printer in own_part(hall).get("printers", ())
    ]
