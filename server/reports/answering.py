"""A question answered: one scan of each table of facts, by DuckDB.

Waits and services are summed over each visit before they are compared, so that nobody's wait is
shorter for having been called twice; nine tenths is the nearest rank, as on the page of today.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from server.reports.archive import Archive, connected, given_as_file, json_of, parquet_of
from server.reports.columns import COLUMNS, FactTable, Row
from server.reports.question import COLUMN, GroupedBy, ReportQuestion

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LEVELS = (5, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class DurationSpread:
    """How long something lasted: `n` times; half took no longer than `half_s`, nine tenths no
    longer than `nine_tenths_s`, the longest `longest_s`; whole seconds, None without any."""

    n: int = 0
    half_s: int | None = None
    nine_tenths_s: int | None = None
    longest_s: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """Visits by how they ended. `open`: they have not yet."""

    issued: int = 0
    finished: int = 0
    missed: int = 0
    cancelled: int = 0
    unserved: int = 0
    open: int = 0


@dataclass(frozen=True, slots=True)
class Ratings:
    """Visits by the level of their rating, 5 is the best; `missing`: finished ones without any."""

    levels: tuple[int, int, int, int, int] = (0, 0, 0, 0, 0)
    missing: int = 0


@dataclass(frozen=True, slots=True)
class TimeAtWindows:
    """Seconds that windows spent so."""

    serving: int = 0
    called: int = 0
    idle: int = 0
    idle_waiting: int = 0
    paused: int = 0

    @property
    def open(self) -> int:
        """All of it."""
        return self.serving + self.called + self.idle + self.idle_waiting + self.paused


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One line of a report. `visits` is None by window and clerk, which get calls, not visits;
    `kept`: the share of the called that waited no longer than the pledge; `window_time` is None
    where a window's time can't be told apart so."""

    key: str
    visits: Counts | None
    waits: DurationSpread
    walks: DurationSpread
    services: DurationSpread
    kept: float | None
    ratings: Ratings
    window_time: TimeAtWindows | None


class Desk:
    """Tables of facts opened for some questions: the archive, and beside it what is not over."""

    def __init__(self, duck: "DuckDBPyConnection") -> None:
        self._duck = duck

    def answer(self, question: ReportQuestion) -> list[ReportLine]:
        """A line for each key that there is anything of, in the order of the keys."""
        visits = {} if question.by.at_windows else self._counts(question)
        waits, kept = self._waits(question)
        walks = self._spreads(question, FactTable.CALLS, "walked_s", per_visit=False)
        services = self._spreads(question, FactTable.SERVICES, "served_s", per_visit=True)
        ratings, times = self._ratings(question), self._times(question)
        keys = sorted({*visits, *waits, *walks, *services, *ratings, *(times or ())})
        return [
            ReportLine(
                key, None if question.by.at_windows else visits.get(key, Counts()),
                waits.get(key, DurationSpread()), walks.get(key, DurationSpread()),
                services.get(key, DurationSpread()),
                kept.get(key), ratings.get(key, Ratings()),
                None if times is None else times.get(key, TimeAtWindows()),
            )
            for key in keys
        ]  # fmt: skip

    def _counts(self, question: ReportQuestion) -> dict[str, Counts]:
        found = self._asked(
            question, FactTable.VISITS,
            "count(*), count(*) FILTER (\"end\" = 'finished'), "
            "count(*) FILTER (\"end\" = 'no_show'), count(*) FILTER (\"end\" = 'cancelled'), "
            "count(*) FILTER (\"end\" = 'closed' AND unserved)",
        )  # fmt: skip
        over = self._asked(
            question, FactTable.VISITS,
            "count(*) FILTER (\"end\" NOT IN ('finished', 'no_show', 'cancelled', 'closed'))",
        )  # fmt: skip
        return {key: Counts(*row, *over[key]) for key, row in found.items()}

    def _waits(
        self, question: ReportQuestion
    ) -> tuple[dict[str, DurationSpread], dict[str, float]]:
        """Waits of a visit, and the share that kept the pledge with whatever it waited after."""
        pledge = "NULL" if question.pledge_s is None else str(int(question.pledge_s))
        inner = self._per_visit(
            question, FactTable.CALLS, "waited_s", "any_value(left_after_s) AS later"
        )
        share = f"avg((s + later <= {pledge})::INTEGER)"
        rows = self._duck.execute(
            f"SELECT key, {SPREAD}, {share} FROM ({inner}) GROUP BY key", self._given(question)
        ).fetchall()
        spreads = {key: _spread(*row) for key, *row, _ in rows}
        return spreads, {key: round(kept, 3) for key, *_, kept in rows if kept is not None}

    def _spreads(
        self, question: ReportQuestion, table: FactTable, column: str, per_visit: bool
    ) -> dict[str, DurationSpread]:
        if per_visit:
            inner = self._per_visit(question, table, column)
        else:
            inner = (
                f"SELECT {COLUMN[question.by]} AS key, {column} AS s FROM {table} "
                f"WHERE {column} IS NOT NULL AND {self._where(question, table)}"
            )
        rows = self._duck.execute(
            f"SELECT key, {SPREAD} FROM ({inner}) GROUP BY key", self._given(question)
        ).fetchall()
        return {key: _spread(*row) for key, *row in rows}

    def _per_visit(
        self, question: ReportQuestion, table: FactTable, column: str, *more: str
    ) -> str:
        also = "".join(f", {each}" for each in more)
        return (
            f"SELECT {COLUMN[question.by]} AS key, ticket, sum({column}) AS s{also} FROM {table} "
            f"WHERE {column} IS NOT NULL AND {self._where(question, table)} GROUP BY ALL"
        )

    def _ratings(self, question: ReportQuestion) -> dict[str, Ratings]:
        """By the newest version of each visit's rating; at windows, of who served it last."""
        levels = ", ".join(f"count(*) FILTER (level = {level})" for level in LEVELS)
        rows = self._duck.execute(
            f"WITH newest AS ({NEWEST}) SELECT {COLUMN[question.by]} AS key, {levels}, "
            "count(*) FILTER (level IS NULL AND \"end\" = 'finished') "
            "FROM visits LEFT JOIN newest USING (ticket) "
            f"WHERE {self._where(question, FactTable.VISITS)} GROUP BY key", self._given(question),
        ).fetchall()  # fmt: skip
        return {
            key: Ratings((five, four, three, two, one), missing)
            for key, five, four, three, two, one, missing in rows
            if key is not None
        }

    def _times(self, question: ReportQuestion) -> dict[str, TimeAtWindows] | None:
        """None where a window's time is not told apart so, or narrowed by what it hasn't."""
        known = {
            GroupedBy.ALL,
            GroupedBy.HALL,
            GroupedBy.WINDOW,
            GroupedBy.CLERK,
            GroupedBy.DAY,
            GroupedBy.WEEK,
            GroupedBy.MONTH,
            GroupedBy.WEEKDAY,
            GroupedBy.HOUR,
        }
        if not {question.by, *question.only} <= known:
            return None
        found = self._asked(
            question, FactTable.WINDOWS,
            ", ".join(
                f"coalesce(sum(seconds) FILTER (doing = '{doing}'), 0)::BIGINT"
                for doing in ("serving", "called", "idle", "idle_waiting", "paused")
            ),
        )  # fmt: skip
        return {key: TimeAtWindows(*row) for key, row in found.items()}

    def _asked(
        self, question: ReportQuestion, table: FactTable, what: str
    ) -> dict[str, tuple[int, ...]]:
        rows = self._duck.execute(
            f"SELECT {COLUMN[question.by]} AS key, {what} FROM {table} "
            f"WHERE {self._where(question, table)} GROUP BY key", self._given(question),
        ).fetchall()  # fmt: skip
        return {key: tuple(row) for key, *row in rows if key is not None}

    def _where(self, question: ReportQuestion, table: FactTable) -> str:
        narrowed = "".join(
            f" AND list_contains(${by.name.lower()}, {COLUMN[by]})" for by in question.only
        )
        return f"day BETWEEN $first AND $last AND list_contains($halls, hall){narrowed}"

    def _given(self, question: ReportQuestion) -> dict[str, object]:
        return {
            "first": question.first, "last": question.last, "halls": list(question.halls),
            **{by.name.lower(): list(values) for by, values in question.only.items()},
        }  # fmt: skip


NEWEST = "SELECT ticket, arg_max(level, seq) AS level FROM ratings GROUP BY ticket"
SPREAD = "count(*), median(s), quantile_disc(s, 0.9), max(s)"


def _spread(n: int, half: float | None, nine: int | None, longest: int | None) -> DurationSpread:
    if half is None or nine is None or longest is None:
        return DurationSpread()
    return DurationSpread(n, round(half), int(nine), int(longest))


@contextmanager
def opened(
    archive: Archive, live: Mapping[FactTable, list[Row]], question: ReportQuestion
) -> Iterator[Desk]:
    """The facts of the days of a question; `live`: rows that no archive holds yet."""
    with connected(archive.folder) as duck, ExitStack() as files:
        for table in FactTable:
            columns = ", ".join(f'"{name}" {type_}' for name, type_ in COLUMNS[table].items())
            duck.execute(f"CREATE TEMP TABLE live_{table} ({columns})")
            if live.get(table):
                file = files.enter_context(given_as_file(archive.folder, live[table]))
                duck.execute(f"INSERT INTO live_{table} BY NAME FROM {json_of(table, file)}")
            kept = archive.files(table, question.halls, question.first, question.last)
            past = f"SELECT * FROM {parquet_of(kept)} UNION ALL BY NAME " if kept else ""
            duck.execute(f"CREATE TEMP VIEW {table} AS {past}SELECT * FROM live_{table}")
        yield Desk(duck)
