"""A ticket may be wanted back by several windows, one after the other."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Room for more than one window."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.alter_column("come_back", existing_type=sa.String(length=64), type_=sa.Text())
