"""Silent emergency calls that nobody has ended yet; the journal keeps all of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, bindparam, delete, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from server.storage.base import Base, Connection, Instant
from server.storage.schema import KEY
from server.storage.sqlite.prepared import Prepared


class EmergencyRow(Base):
    """A window that calls for help now. `name`: who sits there, if anybody does."""

    __tablename__ = "emergency"

    hall: Mapped[str] = mapped_column(KEY, primary_key=True)
    window: Mapped[str] = mapped_column(KEY, primary_key=True)
    since: Mapped[datetime] = mapped_column(Instant)
    name: Mapped[str | None] = mapped_column(String(200))


@dataclass(frozen=True, slots=True)
class StandingEmergency:
    """An emergency call that stands."""

    window: str
    since: datetime
    name: str | None


_row = EmergencyRow.__table__.c
OF_HALL = Prepared(
    select(_row.window, _row.since, _row.name)
    .where(_row.hall == bindparam("hall"))
    .order_by(_row.since, _row.window)
)
ADD = insert(EmergencyRow)
END = delete(EmergencyRow).where(_row.hall == bindparam("of_hall"), _row.window == bindparam("at"))


def standing(connection: Connection, hall: str) -> list[StandingEmergency]:
    """Those of a hall, the oldest first."""
    return [StandingEmergency(*row) for row in OF_HALL.rows(connection, {"hall": hall})]


def add(connection: Connection, hall: str, call: StandingEmergency) -> None:
    """A call that did not stand yet."""
    given = {"hall": hall, "window": call.window, "since": call.since, "name": call.name}
    connection.execute(ADD, given)


def end(connection: Connection, hall: str, window: str) -> None:
    """It stands no more."""
    connection.execute(END, {"of_hall": hall, "at": window})
