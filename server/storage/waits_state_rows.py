"""Rows that keep a hall's waits state (text) and its learned model (bytes) over a restart."""

import base64
from typing import Any

from sqlalchemy import Connection, Integer, String, Text, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.window import Json
from server.storage.base import Base


class WaitsStateRow(Base):
    """A hall's waits state, true at journal number `seq`."""

    __tablename__ = "learned"

    hall: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Text)


GET = select(WaitsStateRow.state, WaitsStateRow.seq).where(WaitsStateRow.hall == bindparam("hall"))


def _upsert(dialect: Any) -> Any:
    """One statement, since two processes of one database may save at the same moment."""
    statement = dialect.insert(WaitsStateRow)
    return statement.on_conflict_do_update(
        index_elements=["hall"],
        set_={"seq": statement.excluded.seq, "state": statement.excluded.state},
    )


UPSERT = {"sqlite": _upsert(sqlite), "postgresql": _upsert(postgresql)}


def state_row(hall: str, seq: int, state: str) -> Json:
    return {"hall": hall, "seq": seq, "state": state}


def model_row(hall: str, seq: int, model: bytes) -> Json:
    return state_row(_model_key(hall), seq, base64.b64encode(model).decode())


def save(connection: Connection, rows: list[Json]) -> None:
    """Insert rows of `state_row` and `model_row`, or replace the hall's earlier ones."""
    for row in rows:
        connection.execute(UPSERT[connection.dialect.name], row)


def saved_state(connection: Connection, hall: str) -> tuple[str, int] | None:
    """The saved text and its journal number; None where nothing was saved."""
    row = connection.execute(GET, {"hall": hall}).one_or_none()
    return None if row is None else (row.state, row.seq)


def saved_model(connection: Connection, hall: str) -> bytes | None:
    row = connection.execute(GET, {"hall": _model_key(hall)}).one_or_none()
    return None if row is None else base64.b64decode(row.state)


def _model_key(hall: str) -> str:
    """Key of the model's row; no hall's key holds a colon."""
    return f"model:{hall}"
