"""Who was asked first, who sent a visitor on and to whom, and who sent them back."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Four columns; nobody who is in a hall now was sent on by the new rules."""
    with op.batch_alter_table("ticket", schema=None) as batch_op:
        batch_op.add_column(sa.Column("first_asked", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("sent_from", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("sent_to", sa.String(length=128), nullable=True))
        batch_op.add_column(sa.Column("bounced_by", sa.String(length=64), nullable=True))
