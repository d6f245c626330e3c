"""How a keypad or strip was when that changed last."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Two columns that every other device leaves empty."""
    op.add_column("device", sa.Column("state", sa.String(length=20), nullable=True))
    op.add_column("device", sa.Column("state_at", sa.BigInteger(), nullable=True))
