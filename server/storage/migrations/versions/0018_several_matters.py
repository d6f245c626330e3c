"""Several matters in one visit: those that are done stay on the ticket."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

SERVED = sa.text("served IS NOT NULL")
WAITS = sa.text(
    "type IN ('ticket.called','ticket.transferred','ticket.released','ticket.undone',"
    "'ticket.matter_added')"
)


def upgrade() -> None:
    """A column, an index of the few tickets that have it, and one index made anew: a matter that
    is added is part of what waits are read from."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("served", sa.Text(), nullable=True))
    op.create_index(
        "ix_ticket_served", "ticket", ["hall", "day"], unique=False,
        sqlite_where=SERVED, postgresql_where=SERVED,
    )  # fmt: skip
    op.drop_index("ix_journal_waits", table_name="journal")
    op.create_index(
        "ix_journal_waits", "journal", ["hall", "day", "seq"], unique=False,
        sqlite_where=WAITS, postgresql_where=WAITS,
    )  # fmt: skip
