"""The calls of a day are found without reading the rest of its journal."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

CALLS = sa.text("type IN ('ticket.called','ticket.undone')")


def upgrade() -> None:
    """An index of the entries that waits are made of."""
    op.create_index(
        "ix_journal_calls", "journal", ["hall", "day", "seq"],
        sqlite_where=CALLS, postgresql_where=CALLS,
    )  # fmt: skip
