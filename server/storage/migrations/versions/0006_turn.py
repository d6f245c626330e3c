"""After how many more calls somebody comes who is back after a missed call."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """One column; who is back already keeps the place they were given."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        batch_op.create_index(
            "ix_ticket_returned",
            ["hall", "day", "queue", "turn"],
            unique=False,
            sqlite_where=sa.text("turn IS NOT NULL"),
            postgresql_where=sa.text("turn IS NOT NULL"),
        )
