"""Queue logs as comma-separated files, plain or gzipped.

Columns id, day, site, service, arrival are needed; priority, start, end, server, open, score
and qms_service_min may be missing or empty. Times are local and ISO 8601.
"""

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from server.domain.waiting.replay import LoggedVisit

NEEDED = ("id", "day", "site", "service", "arrival")
_EPOCH = date(1970, 1, 1)


class BadLog(Exception):  # noqa: N818 — the log is bad, the program is not in error
    """The log can't be read; the message names file, line and column."""


def day_of(text: str) -> int:
    """Days since 1970-01-01 of an ISO date; ValueError if it is none."""
    return (date.fromisoformat(text) - _EPOCH).days


def read_log(path: Path, sites: frozenset[str] = frozenset()) -> list[LoggedVisit]:
    """The visits of a log in its own order, of the named sites only if any is named."""
    visits = [v for v in _visits(path) if not sites or v.site in sites]
    if not visits:
        raise BadLog(f"{path}: no ticket" + (f" of {', '.join(sorted(sites))}" if sites else ""))
    return visits


def read_rows(path: Path, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and columns of each row, plain or gzipped; BadLog if a needed column is missing
    or the file can't be read."""
    try:
        with path.open("rb") as raw:
            packed = raw.peek(2)[:2] == b"\x1f\x8b"
            source = gzip.GzipFile(fileobj=raw) if packed else raw
            rows = csv.DictReader(io.TextIOWrapper(source, encoding="utf-8-sig", newline=""))
            missing = [name for name in needed if name not in (rows.fieldnames or ())]
            if missing:
                raise BadLog(f"{path}: column {', '.join(missing)} is missing: no queue log")
            for row in rows:
                yield rows.line_num, row
    except (OSError, UnicodeDecodeError, EOFError, csv.Error) as problem:
        raise BadLog(f"{path}: can't be read: {problem}") from problem


def _visits(path: Path) -> Iterator[LoggedVisit]:
    for line, row in read_rows(path, NEEDED):
        try:
            yield visit_of(row)
        except (ValueError, TypeError) as problem:
            raise BadLog(f"{path}, line {line}: {problem}") from problem


def visit_of(row: dict[str, str]) -> LoggedVisit:
    """The visit of a row; ValueError or TypeError with what is wrong in it."""
    if not row["arrival"]:
        raise ValueError("arrival is empty")
    minutes = _number(row, "qms_service_min")
    return LoggedVisit(
        id=row["id"],
        day=day_of(row["day"]),
        site=row["site"],
        queue=row["service"],
        arrival=_seconds(row["arrival"]),
        start=_seconds(row["start"]) if row.get("start") else None,
        end=_seconds(row["end"]) if row.get("end") else None,
        priority=int(row.get("priority") or 0),
        server=row.get("server") or None,
        windows=_number(row, "open"),
        figure=None if minutes is None else minutes * 60,
        scored=(row.get("score") or "1") == "1",
        outcome=row.get("outcome") or None,
    )


def _number(row: dict[str, str], name: str) -> float | None:
    text = row.get(name)
    return float(text) if text else None


def _seconds(text: str) -> float:
    return datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp()
