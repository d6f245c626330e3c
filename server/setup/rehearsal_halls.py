"""Makes rehearsal halls (F14): numbers of their own, and no live display can watch them."""

import secrets
from typing import Any

from server.configuration.halls import hall_document
from server.contracts.site import Hall, site_of
from server.domain.hall import Mode
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, configure

PREFIX = "rehearsal-"
LONGEST = 32


def make_rehearsal(context: AppContext, document: bytes, actor: str) -> dict[str, Any]:
    """Put every hall of a site document into rehearsal; `hall` is the key of the first.

    The keys are always new and begin with `rehearsal-`, so neither a live hall nor an earlier
    rehearsal is ever touched. People, devices and printers of the document are left out.
    """
    site = site_of(document)
    halls = tuple(_rehearsed(hall) for hall in site.halls)
    rehearsal = site.model_copy(update={"halls": halls})
    for hall in halls:
        order = Configure(
            hall=hall.key,
            actor=actor,
            document=hall_document(rehearsal, hall.key),
            mode=Mode.REHEARSAL,
        )
        configure(context, order)
    return {"hall": halls[0].key, "halls": [hall.key for hall in halls], "mode": "rehearsal"}


def _rehearsed(hall: Hall) -> Hall:
    name = hall.key.removeprefix(PREFIX)[:LONGEST]
    changes = {"key": f"{PREFIX}{name}-{secrets.token_hex(2)}", "mode": "rehearsal"}
    return hall.model_copy(update={**changes, "staff": (), "devices": (), "printers": ()})
