"""Answers kept for retries: the same idempotency key gets the same answer, and changes once."""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, delete, insert, select

from server.domain.errors import Refused
from server.storage.schema import ReplyRow
from server.storage.sqlite.prepared import Prepared

KEEP = timedelta(days=2)

GET = Prepared(
    select(ReplyRow.request, ReplyRow.body).where(
        ReplyRow.hall == bindparam("hall"), ReplyRow.key == bindparam("key")
    )
)
PUT = Prepared(
    insert(ReplyRow).values(
        {name: bindparam(name) for name in ("hall", "key", "request", "at", "body")}
    )
)
FORGET = delete(ReplyRow).where(ReplyRow.at < bindparam("before"))


def fingerprint(verb: str, content: object) -> str:
    """Tells one request from another that wrongly uses the same key."""
    return hashlib.sha256(f"{verb}\n{content!r}".encode()).hexdigest()


def known(connection: Connection, hall: str, key: str, request: str) -> str | None:
    """The text of the answer given before.

    Refused `key.reused` when the key came with another request.
    """
    row = GET.first(connection, {"hall": hall, "key": key})
    if row is None:
        return None
    first_request, body = row
    if first_request != request:
        raise Refused("key.reused", {"key": key})
    return str(body)


def keep(
    connection: Connection, hall: str, key: str, request: str, body: str, now: datetime
) -> None:
    PUT.run(
        connection,
        {"hall": hall, "key": key, "request": request, "at": now, "body": body},
    )


def forget(connection: Connection, now: datetime) -> int:
    """Drop answers older than two days; returns how many."""
    return connection.execute(FORGET, {"before": now - KEEP}).rowcount
