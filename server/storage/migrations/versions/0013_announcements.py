"""Calls that are still to be spoken, and who speaks them where several processes serve."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Three tables; a call made before them is not spoken any more."""
    op.create_table(
        "announcement",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("call", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("ticket", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=8), nullable=False),
        sa.Column("window", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("speaker", sa.String(length=192), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=True),
        sa.Column("form", sa.String(length=8), nullable=True),
        sa.Column("over", sa.String(length=16), nullable=True),
        sa.PrimaryKeyConstraint("hall", "call", name=op.f("pk_announcement")),
    )
    op.create_index("ix_announcement_ticket", "announcement", ["hall", "ticket"])
    op.create_table(
        "speaking_turn",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("speaker", sa.String(length=192), nullable=False),
        sa.Column("narrow", sa.Boolean(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "zone", name=op.f("pk_speaking_turn")),
    )
    op.create_table(
        "speaker_report",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("speaker", sa.String(length=192), nullable=False),
        sa.Column("zones", sa.Text(), nullable=False),
        sa.Column("trouble", sa.String(length=32), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "speaker", name=op.f("pk_speaker_report")),
    )
