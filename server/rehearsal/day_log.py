"""One office-day of a queue log."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from server.domain.waiting.clock import DAY as SECONDS_OF_DAY
from server.domain.waiting.replay import LoggedVisit
from server.waits.log import BadLog, read_rows, visit_of

NEEDED = ("id", "day", "site", "service", "arrival", "start", "outcome")
OUTCOMES = ("served", "abandoned", "unserved")
LISTED = 8

Row = tuple[int, dict[str, str]]
"""Number of the line in the file, and its columns."""


@dataclass(frozen=True, slots=True)
class OfficeDay:
    """What happened in one office on one day, in the order of arrival; times are seconds of the
    local day."""

    site: str
    day: str
    visits: tuple[LoggedVisit, ...]

    @property
    def queues(self) -> tuple[str, ...]:
        """The queues, in the order of their first ticket."""
        return tuple(dict.fromkeys(visit.queue for visit in self.visits))

    @property
    def begin(self) -> float:
        return self.visits[0].arrival

    @property
    def end(self) -> float:
        """When the last known thing happened."""
        return max(t for v in self.visits for t in (v.arrival, v.start, v.end) if t is not None)


def read_office_day(
    path: Path, day: str | None = None, site: str | None = None, day_ends: time = time()
) -> OfficeDay:
    """Read the visits of one site on one day.

    A log of one day or one site needs no choice. `day_ends`: until this hour of the night an
    arrival that the log puts under its own date belongs to the business day before. Raises BadLog:
    not a log, a bad line, no such day or site, or a choice to be made.
    """
    rows = [_of_business_day(row, day_ends) for row in read_rows(path, NEEDED)]
    if site is not None:
        rows, _ = _choice(rows, "site", site)
    rows, day = _choice(rows, "day", day)
    rows, site = _choice(rows, "site", site)
    visits = [_visit(path, n, row) for n, row in rows]
    return OfficeDay(site, day, tuple(sorted(visits, key=lambda v: v.arrival)))


def _of_business_day(row: Row, day_ends: time) -> Row:
    """The row under the business day of its arrival; one that can't be read stays as it is."""
    number, columns = row
    try:
        arrival, day = (
            datetime.fromisoformat(columns["arrival"]),
            date.fromisoformat(columns["day"]),
        )
    except ValueError:
        return row
    own = columns["arrival"].startswith(day.isoformat())
    if not own or arrival.time() >= day_ends:
        return row
    before = day - timedelta(days=1)
    return number, {**columns, "day": before.isoformat()}


def _choice(rows: list[Row], name: str, wanted: str | None) -> tuple[list[Row], str]:
    """The rows of one day or site, and which it is."""
    counted = Counter(row[name] for _, row in rows)
    if wanted is None and len(counted) != 1:
        busiest = [value for value, _ in counted.most_common(LISTED)]
        raise BadLog(f"choose one with --{name}: {_some(busiest)}")
    chosen = wanted or next(iter(counted))
    if chosen not in counted:
        raise BadLog(f"there is no {name} {chosen}, but {_some(sorted(counted))}")
    return [(n, row) for n, row in rows if row[name] == chosen], chosen


def _some(values: list[str]) -> str:
    if not values:
        return "no ticket at all"
    more = f" and {len(values) - LISTED} more" if len(values) > LISTED else ""
    return ", ".join(values[:LISTED]) + more


def _visit(path: Path, number: int, row: dict[str, str]) -> LoggedVisit:
    try:
        visit = visit_of(row)
        if visit.outcome not in OUTCOMES:
            raise ValueError(f"outcome {row['outcome']!r} is none of {', '.join(OUTCOMES)}")
    except (ValueError, TypeError) as problem:
        raise BadLog(f"{path}, line {number}: {problem}") from problem
    midnight = visit.day * SECONDS_OF_DAY
    return replace(
        visit,
        arrival=visit.arrival - midnight,
        start=None if visit.start is None else visit.start - midnight,
        end=None if visit.end is None else visit.end - midnight,
    )
