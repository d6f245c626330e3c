"""The facts of days that are over, as Parquet files of a month each.

The files can always be made again from the journal (`servicehall report rebuild`), so that they are
no second truth and need no backup.
"""

import fcntl
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

from server.reports.columns import COLUMNS, FactTable, Row

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

FORM = 1
"""Of the files; others are made again."""
MEMORY = "512MB"
"""The most that DuckDB takes; what needs more goes to its temporary files."""
OFFLINE = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file: facts of one table and one month (2026-11) of business days."""

    table: FactTable
    file: str
    month: str

    @property
    def of_month(self) -> tuple[FactTable, str]:
        return self.table, self.month


@dataclass(frozen=True, slots=True)
class Contents:
    """What the archive of one hall holds. `after`: the journal number that it goes up to;
    the `version` of the configuration, `seal` (the journal's hash) and `clerks` at windows then."""

    after: int = 0
    version: int = 0
    seal: str = ""
    clerks: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[ArchivedFile, ...] = ()


def connected(folder: Path) -> "DuckDBPyConnection":
    """A DuckDB that asks nothing of the internet and takes no more than its share of memory."""
    import duckdb

    return duckdb.connect(
        ":memory:",
        config={**OFFLINE, "memory_limit": MEMORY, "temp_directory": str(folder / "temporary")},
    )


class ArchiveError(Exception):
    """The files can't be read or written; the message says why."""


class Archive:
    """The files of all halls in a folder. Whoever uses them holds `alone` meanwhile."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else reads or writes here, in no process: two that report at once would each put
        the same days away. Raises ArchiveError where the files can't be used."""
        import duckdb

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / "lock").open("w") as held:
                fcntl.flock(held, fcntl.LOCK_EX)
                yield
        except (OSError, duckdb.Error) as trouble:
            raise ArchiveError(str(trouble)) from trouble

    def contents(self, hall: str) -> Contents:
        """What there is of a hall; nothing where there is no archive, or one of another form."""
        try:
            told = json.loads(self._list(hall).read_text("utf-8"))
        except (FileNotFoundError, ValueError):
            return Contents()
        if told.pop("form") != FORM:
            return Contents()
        return Contents(**{**told, "parts": tuple(map(_part, told["parts"]))})

    def forget(self, hall: str) -> None:
        """Begin anew with a hall."""
        for file in self._folder(hall).glob("*"):
            file.unlink()

    def add(self, hall: str, found: Mapping[FactTable, list[Row]], upto: Contents) -> None:
        """Put more rows away, which go up to `upto`. However it ends, all of them are
        there or none: the list of the files is replaced at the end."""
        self._folder(hall).mkdir(parents=True, exist_ok=True)
        before = self.contents(hall).parts
        parts = self._merged(hall, found, before, upto.after)
        self._write_list(hall, replace(upto, parts=parts))
        for part in {*before} - {*parts}:
            self._file(hall, part.file).unlink(missing_ok=True)

    def files(self, table: FactTable, halls: Iterable[str], first: date, last: date) -> list[str]:
        """Those that may hold facts of these days' visits; ratings come later."""
        until = date.max if table is FactTable.RATINGS else last
        return [
            str(self._file(hall, part.file))
            for hall in halls
            for part in self.contents(hall).parts
            if part.table is table and f"{first:%Y-%m}" <= part.month <= f"{until:%Y-%m}"
        ]

    def _merged(
        self,
        hall: str,
        found: Mapping[FactTable, list[Row]],
        before: tuple[ArchivedFile, ...],
        after: int,
    ) -> tuple[ArchivedFile, ...]:
        """The files with these rows among them, a table's month in one file."""
        by_month: dict[tuple[FactTable, str], list[Row]] = {}
        for table, rows in found.items():
            for row in rows:
                by_month.setdefault((table, str(row["day"])[:7]), []).append(row)
        kept = [part for part in before if part.of_month not in by_month]
        with connected(self.folder) as duck:
            for (table, month), rows in by_month.items():
                same = [part for part in before if part.of_month == (table, month)]
                new = ArchivedFile(table, f"{table}-{month}-{after}.parquet", month)
                self._write(duck, hall, new, same, rows)
                kept.append(new)
        return tuple(kept)

    def _write(
        self,
        duck: "DuckDBPyConnection",
        hall: str,
        new: ArchivedFile,
        same: list[ArchivedFile],
        more: list[Row],
    ) -> None:
        old = "".join(
            f" UNION ALL BY NAME SELECT * FROM {parquet_of([str(self._file(hall, part.file))])}"
            for part in same
        )
        unfinished = self._file(hall, f"{new.file}.part")
        with given_as_file(self.folder, more) as file:
            duck.execute(
                f"COPY (SELECT * FROM {json_of(new.table, file)}{old} ORDER BY day) "
                f"TO {quoted(str(unfinished))} (FORMAT parquet, COMPRESSION zstd)"
            )
        unfinished.replace(self._file(hall, new.file))

    def _write_list(self, hall: str, contents: Contents) -> None:
        unfinished = self._list(hall).with_suffix(".part")
        unfinished.write_text(json.dumps({"form": FORM, **asdict(contents)}), "utf-8")
        unfinished.replace(self._list(hall))

    def _folder(self, hall: str) -> Path:
        return self.folder / hall

    def _file(self, hall: str, name: str) -> Path:
        return self._folder(hall) / name

    def _list(self, hall: str) -> Path:
        return self._folder(hall) / "contents.json"


def _part(told: dict[str, str]) -> ArchivedFile:
    return ArchivedFile(FactTable(told["table"]), told["file"], told["month"])


@contextmanager
def given_as_file(folder: Path, rows: Iterable[Row]) -> Iterator[str]:
    """Rows as lines of JSON that DuckDB can read, for as long as it takes."""
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile("w", dir=folder, suffix=".ndjson", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        yield file.name


def json_of(table: FactTable, file: str) -> str:
    """How DuckDB reads such a file."""
    columns = ", ".join(f"\"{name}\": '{type_}'" for name, type_ in COLUMNS[table].items())
    return f"read_json({quoted(file)}, format='newline_delimited', columns={{{columns}}})"


def parquet_of(files: list[str]) -> str:
    """How it reads those of the archive."""
    return f"read_parquet([{', '.join(map(quoted, files))}])"


def quoted(text: str) -> str:
    """A text in DuckDB's own language: a folder may be named as it likes."""
    return "'" + text.replace("'", "''") + "'"
