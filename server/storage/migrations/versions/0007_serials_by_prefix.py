"""Serials are counted by prefix: a prefix that moves to another series goes on where it was."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ONE_NUMBER = sa.text(
    "SELECT number FROM ticket WHERE hall = :hall AND day = :day AND series = :series LIMIT 1"
).bindparams(sa.bindparam("day", type_=sa.Date()))


def upgrade() -> None:
    """Each count goes to the prefix of the numbers that its series gave that day."""
    connection = op.get_bind()
    series = sa.table(
        "series", sa.column("hall"), sa.column("day", sa.Date()), sa.column("series"),
        sa.column("last"),
    )  # fmt: skip
    last: dict[tuple[object, object, str], int] = {}
    for row in connection.execute(sa.select(series)).all():
        number = connection.execute(
            ONE_NUMBER, {"hall": row.hall, "day": row.day, "series": row.series}
        ).scalar()
        if number is not None:
            key = (row.hall, row.day, str(number).rstrip("0123456789"))
            last[key] = max(last.get(key, 0), row.last)
    op.drop_table("series")
    counts = op.create_table(
        "series",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("prefix", sa.String(length=64), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", "prefix", name=op.f("pk_series")),
    )
    for (hall, day, prefix), count in last.items():
        values = {"hall": hall, "day": day, "prefix": prefix, "last": count}
        connection.execute(counts.insert(), values)
