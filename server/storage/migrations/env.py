"""How Alembic runs here: inside the transaction that `migrating.upgrade` has opened."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from server.storage.base import Base, Instant
from server.storage.migrating import load_tables


def render_item(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:
    """A migration stays true when the program's own types change: write what the database has."""
    return "sa.BigInteger()" if kind == "type" and isinstance(item, Instant) else False


load_tables()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_item=render_item,
    compare_type=True,
    render_as_batch=True,  # SQLite alters a table by copying it
)
with context.begin_transaction():
    context.run_migrations()
