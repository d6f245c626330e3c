"""What a day's waits are made of is found without the rest of its journal: transfers too."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

WAITS = sa.text("type IN ('ticket.called','ticket.transferred','ticket.released','ticket.undone')")


def upgrade() -> None:
    """One index in place of another."""
    op.drop_index("ix_journal_calls", table_name="journal")
    op.create_index(
        "ix_journal_waits", "journal", ["hall", "day", "seq"],
        sqlite_where=WAITS, postgresql_where=WAITS,
    )  # fmt: skip
