"""Reports over several days, held against what raw entries give."""

import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from server.domain.chain import Entry
from server.reports.answering import ReportLine
from server.reports.archive import Archive, connected, parquet_of
from server.reports.columns import FactTable
from server.reports.question import GroupedBy, ReportQuestion
from server.reports.reporter import Reporter
from server.storage import journal
from server.storage.engine import Database
from server.usecases.closing import CloseDay, close_day
from server.usecases.today import today
from tests.support.oracle_reports import Key, report
from tests.usecases.test_any_history import Day, Night, any_act

PLEDGE = 120
WHOLE = (date(2026, 1, 1), date(2027, 12, 31))


@pytest.fixture(params=[Day, Night], ids=["day", "night"])
def lived(request: pytest.FixtureRequest, database: Database) -> Day:
    """A hall in the middle of its fourth day, and what was reported on the way."""
    dice = random.Random(4)
    lived: Day = type("Lived", (request.param,), {"database": database})()
    lived.morning()
    for step in range(160):
        any_act(lived, dice)()
        if step % 40 == 39:
            lived.rare("tomorrow")
            lived.time_passes(dice.randrange(120))
            lived.take("hukou", "ordinary", False, 0)
    return lived


def asked(lived: Day, folder: Path, by: GroupedBy, **more: Any) -> list[ReportLine]:
    question = ReportQuestion((lived.hall,), *WHOLE, by, pledge_s=PLEDGE, **more)
    reporter = Reporter(lived.context.store, folder)
    with lived.context.store.database.reading() as connection:
        return reporter.report(connection, question, lived.clock.now)


def told(line: ReportLine) -> dict[str, Any]:
    """A line in the words of the oracle."""
    assert line.visits is not None
    spreads = [
        (each.n, each.half_s, each.nine_tenths_s, each.longest_s)
        for each in (line.waits, line.services)
    ]
    return {
        "issued": line.visits.issued, "finished": line.visits.finished,
        "missed": line.visits.missed, "cancelled": line.visits.cancelled,
        "waits": spreads[0], "services": spreads[1], "kept": line.kept,
        "levels": line.ratings.levels, "missing": line.ratings.missing,
    }  # fmt: skip


def entries(lived: Day) -> list[Entry]:
    with lived.context.store.database.reading() as connection:
        return list(journal.whole(connection, lived.hall))


def expected(lived: Day, key: Key) -> dict[str, Any]:
    found = entries(lived)
    days = {entry.day for entry in found}
    return report(found, days, key, PLEDGE)


def test_every_figure_is_what_the_journal_gives(lived: Day, tmp_path: Path) -> None:
    [everything] = asked(lived, tmp_path, GroupedBy.ALL)
    assert told(everything) == expected(lived, lambda _: "all")["all"]
    by_day = {line.key: told(line) for line in asked(lived, tmp_path, GroupedBy.DAY)}
    assert by_day == expected(lived, lambda visit: visit.day.isoformat())
    assert len(by_day) >= 4
    zone = lived.context.store.build({"key": lived.hall}).hours.timezone
    hours = {
        line.key: told(line) for line in asked(lived, tmp_path, GroupedBy.HOUR) if line.waits.n
    }
    by_hour = expected(lived, lambda visit: f"{visit.came.astimezone(zone):%H}")
    assert hours == {hour: line for hour, line in by_hour.items() if line["waits"][0]}


def test_the_page_of_today_says_the_same(lived: Day, tmp_path: Path) -> None:
    page = today(lived.context, lived.hall)
    line = {each.key: each for each in asked(lived, tmp_path, GroupedBy.DAY)}[page.day]
    assert line.visits is not None
    assert (line.visits.issued, line.visits.finished) == (page.issued, page.finished)
    assert (line.waits.half_s, line.waits.nine_tenths_s, line.waits.n) == (
        page.waits.median_s, page.waits.p90_s, page.waits.n,
    )  # fmt: skip
    assert line.ratings.levels == tuple(page.ratings[str(level)] for level in (5, 4, 3, 2, 1))


def test_an_archive_kept_day_by_day_is_the_one_made_anew(lived: Day, tmp_path: Path) -> None:
    kept, anew = tmp_path / "it's kept", tmp_path / "anew"
    asked(lived, kept, GroupedBy.ALL)
    for _ in range(2):
        close_day(lived.context, CloseDay(hall=lived.hall, actor="manager"))
        lived.rare("tomorrow")
        lived.take("tax", "elder", False, 0)
        asked(lived, kept, GroupedBy.ALL)
    with lived.context.store.database.reading() as connection:
        Reporter(lived.context.store, anew).rebuild(connection, lived.hall, lived.clock.now)
    assert stored(kept, lived.hall) == stored(anew, lived.hall)
    assert asked(lived, kept, GroupedBy.WINDOW) == asked(lived, anew, GroupedBy.WINDOW)
    assert asked(lived, kept, GroupedBy.MATTER) == asked(lived, anew, GroupedBy.MATTER)


def stored(folder: Path, hall: str) -> dict[FactTable, list[Any]]:
    archive = Archive(folder)
    with connected(folder) as duck:
        return {
            table: duck.execute(f"SELECT * FROM {parquet_of(files)} ORDER BY ALL").fetchall()
            for table in FactTable
            if (files := archive.files(table, [hall], *WHOLE))
        }


def test_it_is_narrowed(lived: Day, tmp_path: Path) -> None:
    whole = {line.key: line for line in asked(lived, tmp_path, GroupedBy.PRIORITY_CLASS)}
    [elders] = asked(lived, tmp_path, GroupedBy.ALL, only={GroupedBy.PRIORITY_CLASS: ("elder",)})
    assert told(elders) == told(whole["elder"])
    assert elders.window_time is None, "a window's time belongs to no class"


def test_an_archive_of_another_journal_is_made_anew(
    lived: Day, tmp_path: Path, database: Database
) -> None:
    [before] = asked(lived, tmp_path, GroupedBy.ALL)
    archive = Archive(tmp_path)
    contents = archive.contents(lived.hall)
    assert contents.after
    told_list = tmp_path / lived.hall / "contents.json"
    told_list.write_text(told_list.read_text().replace(contents.seal, "0" * len(contents.seal)))
    assert asked(lived, tmp_path, GroupedBy.ALL) == [before]
    assert archive.contents(lived.hall).seal == contents.seal
