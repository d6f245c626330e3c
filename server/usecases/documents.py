"""Papers beside the ticket: guides on demand, test pages, templates (B14, issue of paper)."""

from dataclasses import dataclass

from server.domain.errors import Unknown
from server.domain.window import Json
from server.storage import documents
from server.storage.rows import dumps
from server.storage.unit import HallUnit
from server.usecases.house import House, Order
from server.usecases.once import once


@dataclass(frozen=True, kw_only=True)
class OrderDocument(Order):
    """`facts` are kept as they are said now: a later change of the configuration alters no
    paper that was given out."""

    kind: str
    printer: str
    facts: Json
    matter: str | None = None
    language: str = "zh"


@dataclass(frozen=True, kw_only=True)
class GuideOrder(Order):
    """Somebody wants the guide of a matter on paper."""

    matter: str
    printer: str
    language: str = "zh"


@dataclass(frozen=True, kw_only=True)
class DocumentChanged(Order):
    document: int
    state: str
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class PutTemplate(Order):
    """`data` has been checked by the printing package: a broken one never gets here."""

    kind: str
    data: Json


def order_document(house: House, order: OrderDocument) -> Json:
    """Ask for a paper; it is counted for its matter and printed by the print desk."""

    def act(unit: HallUnit) -> Json:
        if order.matter is not None:
            unit.hall.matter(order.matter)
        id_ = documents.add_document(
            unit.connection, hall=unit.hall.key, day=unit.day, kind=order.kind,
            matter=order.matter, language=order.language, printer=order.printer,
            facts=dumps(order.facts), state="queued", actor=order.actor, at=unit.now,
        )  # fmt: skip
        said = {"document": id_, "kind": order.kind, "matter": order.matter}
        unit.emit("document.ordered", private={**said, "printer": order.printer})
        return {"id": id_, "kind": order.kind, "state": "queued", "seq": unit.seq}

    return once(house, order, act)


def document_changed(house: House, order: DocumentChanged) -> Json:
    """What the printer says of a paper."""

    def act(unit: HallUnit) -> Json:
        found = documents.document(unit.connection, unit.hall.key, order.document)
        if found is None:
            raise Unknown("document.unknown", {"document": order.document})
        if found.state != order.state:
            documents.set_state(unit.connection, found.id, order.state)
            said = {"document": found.id, "state": order.state, "reason": order.reason}
            unit.emit("document.paper", public=said)
        return {"id": found.id, "state": order.state, "seq": unit.seq}

    return once(house, order, act)


def document_state(house: House, hall: str, id_: int) -> Json:
    with house.store.database.reading() as connection:
        found = documents.document(connection, hall, id_)
    if found is None:
        raise Unknown("document.unknown", {"document": id_})
    return {"id": found.id, "kind": found.kind, "state": found.state}


def put_template(house: House, order: PutTemplate) -> Json:
    """A new version of a hall's template; the next slip is printed by it."""

    def act(unit: HallUnit) -> Json:
        version = documents.add_template(
            unit.connection, unit.hall.key, order.kind,
            at=unit.now, actor=order.actor, data=order.data,
        )  # fmt: skip
        unit.emit("template.changed", private={"kind": order.kind, "version": version})
        return {"kind": order.kind, "version": version, "seq": unit.seq}

    return once(house, order, act)


def template_of(house: House, hall: str, kind: str) -> tuple[int, Json] | None:
    with house.store.database.reading() as connection:
        house.store.hall(connection, hall)
        return documents.template(connection, hall, kind)
