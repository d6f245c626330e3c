"""Which process has which paper in hand, so that two processes print nothing twice."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """A table that holds only what is on its way to paper."""
    op.create_table(
        "print_claim",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("of", sa.String(length=64), nullable=False),
        sa.Column("copy", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("hall", "what", "of", name=op.f("pk_print_claim")),
    )
