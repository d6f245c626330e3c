"""The notices of a hall: those that stand, and those of today that were taken away or ended."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Integer, String, Text, bindparam, insert, or_, select, update
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.window import Json, wire_time
from server.storage.base import Base, Connection, Instant
from server.storage.rows import dumps
from server.storage.schema import KEY
from server.storage.sqlite.prepared import Prepared


class NoticeRow(Base):
    """A notice by the journal number with which it was shown. `matter`: whose people it is for;
    null: everybody. `ended_by`: who took it away; null where its time ended it."""

    __tablename__ = "notice"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    seq: Mapped[int] = mapped_column(Integer, primary_key=True)
    matter: Mapped[str | None] = mapped_column(KEY)
    words: Mapped[str] = mapped_column(Text)
    until: Mapped[datetime | None] = mapped_column(Instant)
    at: Mapped[datetime] = mapped_column(Instant)
    actor: Mapped[str] = mapped_column(String(128))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    ended_seq: Mapped[int | None] = mapped_column(Integer)
    ended_by: Mapped[str | None] = mapped_column(String(128))


@dataclass(frozen=True, slots=True)
class StandingNotice:
    """A row, with its words by language."""

    seq: int
    matter: str | None
    words: Mapping[str, str]
    until: datetime | None
    at: datetime
    actor: str
    ended_at: datetime | None = None
    ended_seq: int | None = None
    ended_by: str | None = None

    def over(self, now: datetime) -> bool:
        """Whether its time is up."""
        return self.until is not None and self.until <= now


_row = NoticeRow.__table__.c
_FIELDS = (
    _row.seq, _row.matter, _row.words, _row.until, _row.at, _row.actor,
    _row.ended_at, _row.ended_seq, _row.ended_by,
)  # fmt: skip
STANDING = Prepared(
    select(*_FIELDS)
    .where(_row.hall == bindparam("hall"), _row.ended_at.is_(None))
    .order_by(_row.seq)
)
SINCE = (
    select(*_FIELDS)
    .where(
        _row.hall == bindparam("hall"),
        or_(_row.at >= bindparam("since"), _row.ended_at >= bindparam("since")),
    )
    .order_by(_row.seq)
)
END = (
    update(NoticeRow)
    .where(_row.hall == bindparam("of_hall"), _row.seq == bindparam("of_seq"))
    .values(ended_at=bindparam("at_end"), ended_seq=bindparam("end_seq"), ended_by=bindparam("by"))
)


def standing(connection: Connection, hall: str) -> list[StandingNotice]:
    """Those that nobody took away and no round of housekeeping has ended, the oldest first."""
    return [_notice(row) for row in STANDING.rows(connection, {"hall": hall})]


def of_day(connection: Connection, hall: str, since: datetime) -> list[StandingNotice]:
    """Those that were shown or ended since then, the oldest first."""
    return [_notice(row) for row in connection.execute(SINCE, {"hall": hall, "since": since})]


def add(connection: Connection, hall: str, notice: StandingNotice) -> None:
    """A notice that stands from now on."""
    given = {"hall": hall, "seq": notice.seq, "matter": notice.matter, "until": notice.until}
    said = {"words": dumps(dict(notice.words)), "at": notice.at, "actor": notice.actor}
    connection.execute(insert(NoticeRow), {**given, **said})


def end(connection: Connection, hall: str, notice: StandingNotice, at: datetime, seq: int) -> None:
    """Its time is up."""
    _end(connection, hall, notice, at, seq, None)


def take_away(
    connection: Connection, hall: str, notice: StandingNotice, at: datetime, seq: int, actor: str
) -> None:
    """Somebody took it away."""
    _end(connection, hall, notice, at, seq, actor)


def _end(
    connection: Connection,
    hall: str,
    notice: StandingNotice,
    at: datetime,
    seq: int,
    by: str | None,
) -> None:
    keys = {"of_hall": hall, "of_seq": notice.seq}
    connection.execute(END, {**keys, "at_end": at, "end_seq": seq, "by": by})


def view(notices: list[StandingNotice], now: datetime) -> list[Json]:
    """As screens show them: those whose time is not up, the newest first."""
    return [
        {"notice": dict(each.words), "matter": each.matter, "until": wire_time(each.until)}
        for each in reversed(notices)
        if not each.over(now)
    ]


def for_everybody(shown: list[Json]) -> Json | None:
    """The words of the one for everybody, if there is one."""
    return next((each["notice"] for each in shown if each["matter"] is None), None)


def _notice(row: Sequence[Any]) -> StandingNotice:
    seq, matter, words, *rest = row
    return StandingNotice(seq, matter, json.loads(words), *rest)
