"""How far a hall's journal is on the disk, as seen from inside a transaction that others share.

Writers of one SQLite file share a commit: who comes later in a transaction reads what the
earlier ones wrote, and all of it may yet be taken back. What must not be built on that (what
the hall has learned of waits can't be taken back) goes by these numbers.
"""

from sqlalchemy import Connection

KEY = "committed"


def begin(connection: Connection) -> None:
    """A transaction that is shared has begun."""
    connection.info[KEY] = {}


def saw(connection: Connection, hall: str, seq: int) -> None:
    """Somebody has locked the hall and read its last number; the first to do so in a shared
    transaction reads what is on the disk."""
    shared = connection.info.get(KEY)
    if shared is not None:
        shared.setdefault(hall, seq)


def at_most(connection: Connection, hall: str, seq: int) -> int:
    """`seq`, or the last number before it that was on the disk when the transaction began."""
    found: dict[str, int] = connection.info.get(KEY, {})
    return min(seq, found.get(hall, seq))
