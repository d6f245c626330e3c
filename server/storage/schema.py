"""The tables of the queue: halls, tickets, windows, queues, number series, journal, replies."""

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    literal_column,
)
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.base import Base, Instant

KEY = String(64)


class HallRow(Base):
    """The consistency boundary: a use case locks this row before it changes anything."""

    __tablename__ = "hall"

    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    mode: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer)
    day: Mapped[date | None] = mapped_column(Date)
    seq: Mapped[int] = mapped_column(Integer, default=0)
    tip: Mapped[str] = mapped_column(String(64))


class ConfigurationRow(Base):
    """Each configuration a hall ever had; the newest is in force (names keep their history)."""

    __tablename__ = "configuration"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(128))
    document: Mapped[str] = mapped_column(Text)


class TicketRow(Base):
    """See server.domain.ticket.Ticket for what each column means."""

    __tablename__ = "ticket"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    hall: Mapped[str] = mapped_column(KEY)
    day: Mapped[date] = mapped_column(Date)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    number: Mapped[str] = mapped_column(String(8))
    series: Mapped[str] = mapped_column(KEY)
    matter: Mapped[str] = mapped_column(KEY)
    queue: Mapped[str] = mapped_column(KEY)
    priority_class: Mapped[str] = mapped_column(KEY)
    state: Mapped[str] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(16))
    language: Mapped[str] = mapped_column(String(16))
    issued_at: Mapped[datetime] = mapped_column(Instant)
    place: Mapped[int] = mapped_column(Integer)
    place_at: Mapped[datetime] = mapped_column(Instant)
    entered: Mapped[int] = mapped_column(Integer)
    due: Mapped[int] = mapped_column(BigInteger)
    appointment: Mapped[datetime | None] = mapped_column(Instant)
    since: Mapped[datetime | None] = mapped_column(Instant)
    entered_at: Mapped[datetime | None] = mapped_column(Instant)
    called_at: Mapped[datetime | None] = mapped_column(Instant)
    started_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    called_seq: Mapped[int] = mapped_column(Integer)
    last_seq: Mapped[int] = mapped_column(Integer)
    window: Mapped[str | None] = mapped_column(KEY)
    clerk: Mapped[str | None] = mapped_column(String(128))
    first_clerk: Mapped[str | None] = mapped_column(String(128))
    times: Mapped[int] = mapped_column(Integer)
    misses: Mapped[int] = mapped_column(Integer)
    postponed: Mapped[int] = mapped_column(Integer)
    parked_until: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    come_back: Mapped[str | None] = mapped_column(Text)
    outcome: Mapped[str | None] = mapped_column(KEY)
    closed_from: Mapped[str | None] = mapped_column(String(16))
    materials: Mapped[str | None] = mapped_column(Text)
    printer: Mapped[str | None] = mapped_column(KEY)
    paper: Mapped[str] = mapped_column(String(16))
    copies: Mapped[int] = mapped_column(Integer)
    quoted_low: Mapped[int | None] = mapped_column(Integer)
    quoted_point: Mapped[int | None] = mapped_column(Integer)
    quoted_high: Mapped[int | None] = mapped_column(Integer)
    first_wait: Mapped[int | None] = mapped_column(Integer)
    rating: Mapped[int | None] = mapped_column(Integer)
    rated_at: Mapped[datetime | None] = mapped_column(Instant)
    held_until: Mapped[datetime | None] = mapped_column(Instant)
    turn: Mapped[int | None] = mapped_column(Integer)
    first_asked: Mapped[str | None] = mapped_column(Text)
    sent_from: Mapped[str | None] = mapped_column(KEY)
    sent_to: Mapped[str | None] = mapped_column(String(128))
    bounced_by: Mapped[str | None] = mapped_column(KEY)
    served: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("hall", "day", "number"),)


# The indexes that keep a call's cost flat: they hold only who waits now (or was missed, or is
# at a window), never the millions who were here before. The state stands as a literal because
# a planner can't prove a partial index usable for a bound parameter.
WAITING: ColumnElement[bool] = literal_column("state = 'waiting'")
RETURNED: ColumnElement[bool] = literal_column("turn IS NOT NULL")
NO_SHOW: ColumnElement[bool] = literal_column("state = 'no_show'")
FINISHED: ColumnElement[bool] = literal_column("state = 'finished'")
CALLED_ONCE: ColumnElement[bool] = literal_column("called_seq > 0")
OPEN: ColumnElement[bool] = literal_column(
    "state IN ('issued','waiting','called','serving','parked','no_show')"
)

SERVED: ColumnElement[bool] = literal_column("served IS NOT NULL")

PAPER_PENDING: ColumnElement[bool] = literal_column("paper IN ('queued','checking','sending')")

_ticket = TicketRow.__table__.c
Index(
    "ix_ticket_served", _ticket.hall, _ticket.day,
    sqlite_where=SERVED, postgresql_where=SERVED,
)  # fmt: skip
Index(
    "ix_ticket_paper", _ticket.hall, _ticket.day,
    sqlite_where=PAPER_PENDING, postgresql_where=PAPER_PENDING,
)  # fmt: skip
Index(
    "ix_ticket_queue_waiting",
    _ticket.hall, _ticket.day, _ticket.queue, _ticket.priority_class,
    _ticket.due, _ticket.place, _ticket.entered,
    sqlite_where=WAITING, postgresql_where=WAITING,
)  # fmt: skip
Index(
    "ix_ticket_series_waiting",
    _ticket.hall, _ticket.day, _ticket.series, _ticket.priority_class,
    _ticket.place, _ticket.entered,
    sqlite_where=WAITING, postgresql_where=WAITING,
)  # fmt: skip
Index(
    "ix_ticket_returned", _ticket.hall, _ticket.day, _ticket.queue, _ticket.turn,
    sqlite_where=RETURNED, postgresql_where=RETURNED,
)  # fmt: skip
Index(
    "ix_ticket_no_show", _ticket.hall, _ticket.day, _ticket.called_seq,
    sqlite_where=NO_SHOW, postgresql_where=NO_SHOW,
)  # fmt: skip
Index(
    "ix_ticket_open", _ticket.hall, _ticket.day, _ticket.window,
    sqlite_where=OPEN, postgresql_where=OPEN,
)  # fmt: skip
Index(
    "ix_ticket_finished", _ticket.hall, _ticket.day, _ticket.window,
    sqlite_where=FINISHED, postgresql_where=FINISHED,
)  # fmt: skip
Index(
    "ix_ticket_called", _ticket.hall, _ticket.day, _ticket.series, _ticket.called_seq,
    sqlite_where=CALLED_ONCE, postgresql_where=CALLED_ONCE,
)  # fmt: skip


class WindowRow(Base):
    """See server.domain.window.WindowState."""

    __tablename__ = "window"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    state: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(Text)
    until: Mapped[datetime | None] = mapped_column(Instant)
    clerk: Mapped[str | None] = mapped_column(String(128))
    identity: Mapped[str | None] = mapped_column(Text)
    ticket: Mapped[str | None] = mapped_column(Text)
    ticket_id: Mapped[int | None] = mapped_column(Integer)
    call: Mapped[str | None] = mapped_column(Text)
    streak: Mapped[int] = mapped_column(Integer)
    since_appointment: Mapped[int] = mapped_column(Integer)
    step: Mapped[str | None] = mapped_column(Text)
    wanted: Mapped[datetime | None] = mapped_column(Instant)


class PrinterRow(Base):
    """A printer's health as last heard; what staff and kiosks are told of it, as JSON."""

    __tablename__ = "printer"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    key: Mapped[str] = mapped_column(KEY, primary_key=True)
    health: Mapped[str] = mapped_column(Text)


class QueueRow(Base):
    """How many of a priority class wait in a queue; changed with the tickets in one go."""

    __tablename__ = "queue"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    queue: Mapped[str] = mapped_column(KEY, primary_key=True)
    priority_class: Mapped[str] = mapped_column(KEY, primary_key=True)
    waiting: Mapped[int] = mapped_column(Integer)


class SeriesRow(Base):
    """The last serial given under a prefix and day.

    By prefix, not by the key of a series: a configuration may give a prefix to another series in
    the middle of a day, and no number may come again.
    """

    __tablename__ = "series"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    prefix: Mapped[str] = mapped_column(KEY, primary_key=True)
    last: Mapped[int] = mapped_column(Integer)


class JournalRow(Base):
    """Append-only; see server.domain.chain for the hash and docs/protocol.md for the types."""

    __tablename__ = "journal"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)
    day: Mapped[date] = mapped_column(Date)
    type: Mapped[str] = mapped_column(String(32))
    actor: Mapped[str] = mapped_column(String(128))
    ticket: Mapped[int | None] = mapped_column(Integer)
    payload: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(64))


_journal = JournalRow.__table__.c
OF_A_TICKET = _journal.ticket.isnot(None)
_OF_WAITS = (
    "type IN ('ticket.called','ticket.transferred','ticket.released','ticket.undone',"
    "'ticket.matter_added')"
)
OF_WAITS: ColumnElement[bool] = literal_column(_OF_WAITS)
OF_WAITS_HERE: ColumnElement[bool] = literal_column(f"journal.{_OF_WAITS}")
"""The same where another table stands beside the journal."""
Index(
    "ix_journal_ticket", _journal.ticket, _journal.seq,
    sqlite_where=OF_A_TICKET, postgresql_where=OF_A_TICKET,
)  # fmt: skip
Index(
    "ix_journal_waits", _journal.hall, _journal.day, _journal.seq,
    sqlite_where=OF_WAITS, postgresql_where=OF_WAITS,
)  # fmt: skip


class HeartbeatRow(Base):
    """One row that is written to see whether the database can be written."""

    __tablename__ = "heartbeat"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(Instant)


class ReplyRow(Base):
    """What was answered to a request with an idempotency key, so that a retry gets the same."""

    __tablename__ = "reply"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    request: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(Instant, index=True)
    body: Mapped[str] = mapped_column(Text)
