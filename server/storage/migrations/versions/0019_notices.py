"""Notices with an end, to everybody or to those who wait for a matter."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """A table in the place of the hall's one notice, which goes on standing."""
    notice = op.create_table(
        "notice",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("matter", sa.String(length=64), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("actor", sa.String(length=128), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("ended_seq", sa.Integer(), nullable=True),
        sa.Column("ended_by", sa.String(length=128), nullable=True),
        sa.PrimaryKeyConstraint("hall", "seq", name=op.f("pk_notice")),
    )
    connection = op.get_bind()
    hall = sa.table("hall", sa.column("key"), sa.column("seq"), sa.column("notice"))
    rows = connection.execute(sa.select(hall).where(hall.c.notice.is_not(None))).all()
    for key, seq, words in rows:
        shown = {"hall": key, "seq": seq, "words": words, "at": 0, "actor": "earlier version"}
        connection.execute(notice.insert().values(**shown))
    op.drop_column("hall", "notice")
