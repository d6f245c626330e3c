"""Where ordered papers are, and the templates in force (B14, issue of paper)."""

from dataclasses import dataclass

from server.contracts.answers_paper import DocumentView, TemplateSaved
from server.contracts.plain import JsonObject
from server.domain.errors import Unknown
from server.domain.events.paper import DocumentPaperMoved, TemplateChanged
from server.storage import documents, print_claims
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext, Order
from server.usecases.idempotency import execute_once
from server.usecases.papers import document_view
from server.usecases.printing import AT_PRINTER, SETTLED

TemplateData = JsonObject
"""A template in the form of the printing package, which has checked it (docs/printing.md)."""


@dataclass(frozen=True, kw_only=True)
class DocumentChanged(Order):
    """`copy` is the one that the printer speaks of: an older one is no news any more, and a higher
    one is a further copy that the printer made by itself.

    `printer` is where it happens: another than was ordered where one stands in for it.
    """

    document: int
    state: str
    copy: int = 0
    reason: str | None = None
    printer: str | None = None


@dataclass(frozen=True, kw_only=True)
class PutTemplate(Order):
    """`data` has been checked by the printing package: a broken one never gets here."""

    kind: str
    data: TemplateData


@dataclass(frozen=True)
class DocumentNoted:
    """Where a paper is now, and the journal number of that."""

    id: int
    state: str
    seq: int


def document_changed(context: AppContext, order: DocumentChanged) -> DocumentNoted:
    """What the printer says of a paper.

    Refuses `document.unknown`.
    """

    def act(unit: HallUnit) -> DocumentNoted:
        found = documents.document(unit.connection, unit.hall.key, order.document)
        if found is None:
            raise Unknown("document.unknown", {"document": order.document})
        if (found.copies, found.state) != (order.copy, order.state) and found.copies <= order.copy:
            printer = order.printer if order.state in AT_PRINTER else None
            at = printer or found.printer
            documents.set_state(
                unit.connection, found.id,
                state=order.state, reason=order.reason, printer=at, copies=order.copy,
            )  # fmt: skip
            if order.state in SETTLED:
                print_claims.end(unit.connection, unit.hall.key, "document", str(found.id))
            unit.emit(
                DocumentPaperMoved(
                    document=found.id, state=order.state, reason=order.reason, printer=at
                )
            )
            return DocumentNoted(found.id, order.state, unit.seq)
        return DocumentNoted(found.id, found.state, unit.seq)

    return execute_once(context, order, DocumentNoted, act)


def document_state(context: AppContext, hall: str, id_: int) -> DocumentView:
    """Where a paper is.

    Refuses `document.unknown`.
    """
    with context.store.database.reading() as connection:
        found = documents.document(connection, hall, id_)
    if found is None:
        raise Unknown("document.unknown", {"document": id_})
    return document_view(found)


def put_template(context: AppContext, order: PutTemplate) -> TemplateSaved:
    """A new version of a hall's template; the next slip is printed by it."""

    def act(unit: HallUnit) -> TemplateSaved:
        version = documents.add_template(
            unit.connection, unit.hall.key, order.kind,
            at=unit.now, actor=order.actor, data=order.data,
        )  # fmt: skip
        unit.emit(TemplateChanged(kind=order.kind, version=version))
        return TemplateSaved(kind=order.kind, version=version, seq=unit.seq)

    return execute_once(context, order, TemplateSaved, act)


def template_of(context: AppContext, hall: str, kind: str) -> tuple[int, TemplateData] | None:
    with context.store.database.reading() as connection:
        context.store.hall(connection, hall)
        return documents.template(connection, hall, kind)
