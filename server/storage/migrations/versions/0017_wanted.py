"""A clerk is asked to sit down at a window."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    """Since when; null: nobody is asked."""
    op.add_column("window", sa.Column("wanted", sa.BigInteger(), nullable=True))
