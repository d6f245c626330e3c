"""Documents given out, and the templates of a hall."""

import json
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select, update

from server.domain.window import Json
from server.storage.paper_rows import PENDING, DocumentRow, TemplateRow
from server.storage.rows import dumps


@dataclass(frozen=True, slots=True)
class Document:
    """One paper beside a ticket; `facts` as they were said when it was asked for."""

    id: int
    hall: str
    day: date
    kind: str
    matter: str | None
    language: str
    printer: str
    facts: str
    state: str
    actor: str
    at: datetime
    ticket: int | None = None
    title: str | None = None
    copies: int = 0
    reason: str | None = None


DOCUMENTS = select(DocumentRow.__table__)


def add_document(connection: Connection, **values: object) -> int:
    return int(
        connection.execute(insert(DocumentRow).returning(DocumentRow.id), values).scalar_one()
    )


def document(connection: Connection, hall: str, id_: int) -> Document | None:
    found = DOCUMENTS.where(DocumentRow.hall == hall, DocumentRow.id == id_)
    row = connection.execute(found).one_or_none()
    return None if row is None else Document(**row._mapping)


def pending_documents(connection: Connection, hall: str) -> list[Document]:
    """Asked for and not settled, oldest first."""
    found = DOCUMENTS.where(DocumentRow.hall == hall, PENDING).order_by(DocumentRow.id)
    return [Document(**row._mapping) for row in connection.execute(found)]


def set_state(
    connection: Connection,
    id_: int,
    *,
    state: str,
    reason: str | None,
    printer: str | None,
    copies: int,
) -> None:
    changed = update(DocumentRow).where(DocumentRow.id == id_)
    values = {"state": state, "reason": reason, "printer": printer, "copies": copies}
    connection.execute(changed.values(values))


def print_again(connection: Connection, id_: int, copies: int) -> None:
    """Wanted once more; `copies` counts the further ones."""
    changed = update(DocumentRow).where(DocumentRow.id == id_)
    connection.execute(changed.values(state="queued", reason=None, copies=copies))


def of_ticket(connection: Connection, ticket: int) -> list[Document]:
    """What was given out for a ticket, oldest first."""
    found = DOCUMENTS.where(DocumentRow.ticket == ticket).order_by(DocumentRow.id)
    return [Document(**row._mapping) for row in connection.execute(found)]


def latest(connection: Connection, hall: str, day: date, limit: int) -> list[Document]:
    """What was given out on a day, newest first."""
    found = DOCUMENTS.where(DocumentRow.hall == hall, DocumentRow.day == day)
    newest = found.order_by(DocumentRow.id.desc()).limit(limit)
    return [Document(**row._mapping) for row in connection.execute(newest)]


def given_of_kind(connection: Connection, hall: str, day: date, kind: str) -> int:
    """How many papers of a kind a day has seen: the next one's number is one more."""
    found = select(func.count()).where(
        DocumentRow.hall == hall, DocumentRow.day == day, DocumentRow.kind == kind
    )
    return int(connection.execute(found).scalar_one())


def counted(connection: Connection, hall: str, day: date) -> list[Json]:
    """How often each kind was given out for each matter on a day (row B14)."""
    found = (
        select(DocumentRow.kind, DocumentRow.matter, func.count())
        .where(DocumentRow.hall == hall, DocumentRow.day == day)
        .group_by(DocumentRow.kind, DocumentRow.matter)
        .order_by(DocumentRow.kind, DocumentRow.matter)
    )
    return [
        {"kind": kind, "matter": matter, "n": number}
        for kind, matter, number in connection.execute(found)
    ]


def template(connection: Connection, hall: str, kind: str) -> tuple[int, Json] | None:
    """Version and data of the template in force, or None: then the shipped one is."""
    found = (
        select(TemplateRow.version, TemplateRow.data)
        .where(TemplateRow.hall == hall, TemplateRow.kind == kind)
        .order_by(TemplateRow.version.desc())
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else (row.version, json.loads(row.data))


def add_template(connection: Connection, hall: str, kind: str, **values: object) -> int:
    """Store the next version and answer its number."""
    known = template(connection, hall, kind)
    version = 1 if known is None else known[0] + 1
    data = dumps(values.pop("data"))
    connection.execute(
        insert(TemplateRow),
        {"hall": hall, "kind": kind, "version": version, "data": data, **values},
    )
    return version
