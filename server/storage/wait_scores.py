"""What the hall promised against what happened: hit rate and error, by day and queue."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Date, Integer, String, case, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.base import Base
from server.storage.schema import TicketRow


class WaitScoreRow(Base):
    """Sums of one day and matter; kept, so that the score outlives the tickets."""

    __tablename__ = "wait_score"

    hall: Mapped[str] = mapped_column(String(64), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    matter: Mapped[str] = mapped_column(String(64), primary_key=True)
    n: Mapped[int] = mapped_column(Integer)
    hits: Mapped[int] = mapped_column(Integer)
    error_s: Mapped[int] = mapped_column(Integer)


@dataclass(frozen=True, slots=True)
class Score:
    """`n` promises that came true or not, `hits` inside their range, `error_s` summed seconds
    between the point and the wait."""

    day: date
    matter: str
    n: int
    hits: int
    error_s: int


KEPT = (TicketRow.first_wait >= TicketRow.quoted_low) & (
    TicketRow.first_wait <= TicketRow.quoted_high
)
ERROR = func.abs(TicketRow.first_wait - TicketRow.quoted_point)


def measured(connection: Connection, hall: str, day: date) -> list[Score]:
    """The day so far. Who postponed chose a longer wait, so they don't count."""
    found = (
        select(
            TicketRow.matter,
            func.count(),
            func.sum(case((KEPT, 1), else_=0)),
            func.sum(ERROR),
        )
        .where(
            TicketRow.hall == hall,
            TicketRow.day == day,
            TicketRow.quoted_point.isnot(None),
            TicketRow.first_wait.isnot(None),
            TicketRow.postponed == 0,
        )
        .group_by(TicketRow.matter)
    )
    rows: list[Any] = list(connection.execute(found))
    return [Score(day, matter, n, int(hits), int(error)) for matter, n, hits, error in rows]


def keep(connection: Connection, hall: str, day: date) -> None:
    """Write the day's sums; writing them again replaces them."""
    of_day = (WaitScoreRow.hall == hall, WaitScoreRow.day == day)
    connection.execute(delete(WaitScoreRow).where(*of_day))
    rows = [
        {"hall": hall, "day": day, "matter": score.matter, "n": score.n, "hits": score.hits,
         "error_s": score.error_s}
        for score in measured(connection, hall, day)
    ]  # fmt: skip
    if rows:
        connection.execute(insert(WaitScoreRow), rows)


def kept(connection: Connection, hall: str, since: date) -> list[Score]:
    """The days from `since` on, by day and matter."""
    found = (
        select(
            WaitScoreRow.day, WaitScoreRow.matter, WaitScoreRow.n, WaitScoreRow.hits,
            WaitScoreRow.error_s,
        )
        .where(WaitScoreRow.hall == hall, WaitScoreRow.day >= since)
        .order_by(WaitScoreRow.day, WaitScoreRow.matter)
    )  # fmt: skip
    return [Score(*row) for row in connection.execute(found)]
