"""What a hall has learned, as rows: the engine's own, and the optional model's beside it."""

import base64
import logging
from collections.abc import Callable
from typing import Any, Protocol

from sqlalchemy import Connection, Integer, String, Text, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from server.domain.waiting.advice import Advisor
from server.domain.window import Json
from server.storage.base import Base
from server.waits.journal_feed import Mind

log = logging.getLogger("servicehall.waits")


class LearnedRow(Base):
    """The engine of a hall as JSON, true at a journal number."""

    __tablename__ = "learned"

    hall: Mapped[str] = mapped_column(String(64), primary_key=True)
    seq: Mapped[int] = mapped_column(Integer)
    state: Mapped[str] = mapped_column(Text)


GET = select(LearnedRow.seq, LearnedRow.state).where(LearnedRow.hall == bindparam("hall"))


def _keeping(dialect: Any) -> Any:
    """In one statement: processes of one database may keep at the same moment."""
    statement = dialect.insert(LearnedRow)
    return statement.on_conflict_do_update(
        index_elements=["hall"],
        set_={"seq": statement.excluded.seq, "state": statement.excluded.state},
    )


KEEP = {"sqlite": _keeping(sqlite), "postgresql": _keeping(postgresql)}


class Tutor(Protocol):
    """A learned model that advises one hall's engine (see server.waits.ml)."""

    @property
    def advisor(self) -> Advisor: ...
    def keep(self) -> bytes: ...
    def report(self) -> dict[str, Any]: ...


Tutors = Callable[[bytes | None], Tutor]
"""Makes a hall's tutor of what was kept, or a new one."""


def mind_row(hall: str, seq: int, mind: Mind) -> Json:
    return {"hall": hall, "seq": seq, "state": mind.dump()}


def model_row(hall: str, seq: int, tutor: Tutor) -> Json:
    return {"hall": _model_key(hall), "seq": seq, "state": base64.b64encode(tutor.keep()).decode()}


def write(connection: Connection, rows: list[Json]) -> None:
    """Put rows of `mind_row` and `model_row` in the place of earlier ones."""
    for row in rows:
        connection.execute(KEEP[connection.dialect.name], row)


def kept_mind(connection: Connection, hall: str) -> tuple[Mind, int]:
    """What was kept, and the journal number it is true at; a new mind where nothing usable was."""
    row = connection.execute(GET, {"hall": hall}).one_or_none()
    if row is not None:
        try:
            return Mind.load(row.state), row.seq
        except (ValueError, KeyError, TypeError) as error:
            log.warning(
                "What was learned of hall %s is of another kind, learning anew: %s", hall, error
            )
    return Mind(), 0


def kept_model(connection: Connection, hall: str) -> bytes | None:
    row = connection.execute(GET, {"hall": _model_key(hall)}).one_or_none()
    return None if row is None else base64.b64decode(row.state)


def _model_key(hall: str) -> str:
    """Where the model of a hall is kept; no hall's key holds a colon."""
    return f"model:{hall}"
