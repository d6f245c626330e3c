"""The field's words: series of numbers, queues of people, priority classes, quoted waits.

Stored configurations are rewritten. A clerk's last step is forgotten (it can't be undone across
this upgrade) and what the waits engine has learned is learned anew from the journal, whose
entries stay as they are (see `server.storage.journal_words`).
"""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

WAITING = "state = 'waiting'"
RENAMED = (
    ("ticket", "queue", "series"), ("ticket", "line", "queue"),
    ("ticket", "lane", "priority_class"), ("ticket", "told_low", "quoted_low"),
    ("ticket", "told_point", "quoted_point"), ("ticket", "told_high", "quoted_high"),
    ("series", "queue", "series"),
)  # fmt: skip
INDEXES = {
    "ix_ticket_queue_waiting": [
        "hall", "day", "queue", "priority_class", "due", "place", "entered",
    ],
    "ix_ticket_series_waiting": ["hall", "day", "series", "priority_class", "place", "entered"],
}  # fmt: skip


def upgrade() -> None:
    """Renames; nothing of a ticket, a count or the journal changes."""
    op.drop_index("ix_ticket_line_waiting", table_name="ticket")
    op.drop_index("ix_ticket_queue_waiting", table_name="ticket")
    for table, old, new in RENAMED:
        op.execute(f'ALTER TABLE {table} RENAME COLUMN "{old}" TO "{new}"')
    for name, columns in INDEXES.items():
        op.create_index(
            name,
            "ticket",
            columns,
            sqlite_where=sa.text(WAITING),
            postgresql_where=sa.text(WAITING),
        )
    _queues()
    op.execute('UPDATE "window" SET step = NULL')
    op.execute("DELETE FROM learned")
    _configurations()


def _queues() -> None:
    """The table of the counts; made anew so that its key is named after it."""
    op.create_table(
        "queue",
        sa.Column("hall", sa.String(length=64), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("queue", sa.String(length=64), nullable=False),
        sa.Column("priority_class", sa.String(length=64), nullable=False),
        sa.Column("waiting", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hall", "day", "queue", "priority_class", name=op.f("pk_queue")),
    )
    op.execute("INSERT INTO queue SELECT hall, day, line, lane, waiting FROM line")
    op.drop_table("line")


def _configurations() -> None:
    table = sa.table(
        "configuration", sa.column("hall"), sa.column("version"), sa.column("document")
    )
    connection = op.get_bind()
    for row in connection.execute(sa.select(table)).all():
        renamed = _renamed(json.loads(row.document))
        document = json.dumps(renamed, ensure_ascii=False, sort_keys=True)
        connection.execute(
            table.update()
            .where(table.c.hall == row.hall, table.c.version == row.version)
            .values(document=document)
        )


def _renamed(document: dict[str, Any]) -> dict[str, Any]:
    """One stored site file."""
    words = {"queues": "series", "lanes": "priority_classes"}
    for hall in document["halls"]:
        for old, new in words.items():
            if old in hall:
                hall[new] = hall.pop(old)
        for matter in hall["matters"]:
            matter["series"] = matter.pop("queue")
    return document
