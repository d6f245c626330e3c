"""Tables of what is printed beside tickets: documents given out, and templates."""

from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, Index, Integer, String, Text, literal_column
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.base import Base, Instant

KEY = String(64)


class DocumentRow(Base):
    """A guide, notice or other paper that was asked for, with its facts as they were said."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    hall: Mapped[str] = mapped_column(KEY)
    day: Mapped[date] = mapped_column(Date)
    kind: Mapped[str] = mapped_column(String(32))
    matter: Mapped[str | None] = mapped_column(KEY)
    language: Mapped[str] = mapped_column(String(16))
    printer: Mapped[str] = mapped_column(KEY)
    facts: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(16))
    actor: Mapped[str] = mapped_column(String(128))
    at: Mapped[datetime] = mapped_column(Instant)
    ticket: Mapped[int | None] = mapped_column(Integer)
    title: Mapped[str | None] = mapped_column(String(64))
    copies: Mapped[int] = mapped_column(Integer, server_default="0")
    reason: Mapped[str | None] = mapped_column(String(64))


PENDING: ColumnElement[bool] = literal_column("state IN ('queued','checking','sending')")
_document = DocumentRow.__table__.c
Index("ix_document_day", _document.hall, _document.day, _document.kind)
Index("ix_document_ticket", _document.ticket)
Index("ix_document_pending", _document.hall, sqlite_where=PENDING, postgresql_where=PENDING)


class PrintClaimRow(Base):
    """Which process has a paper in hand; see print_claims."""

    __tablename__ = "print_claim"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    what: Mapped[str] = mapped_column(String(16), primary_key=True)
    of: Mapped[str] = mapped_column(KEY, primary_key=True)
    copy: Mapped[int] = mapped_column(Integer)
    owner: Mapped[str] = mapped_column(KEY)


class TemplateRow(Base):
    """Every template a hall ever used; of a kind the newest is in force."""

    __tablename__ = "template"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    kind: Mapped[str] = mapped_column(String(32), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(128))
    data: Mapped[str] = mapped_column(Text)
