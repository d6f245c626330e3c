"""Until when the holder of a waiting ticket asked not to be called."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """One column; no ticket of before is held."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("held_until", sa.BigInteger(), nullable=True))
