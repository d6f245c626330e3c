"""A day of a log, and the rehearsal that is made of it."""

import gzip
import json
from datetime import time
from pathlib import Path

import pytest

from server.cli.rehearse import _clock
from server.contracts.site import site_of
from server.domain.waiting.replay import LoggedVisit
from server.rehearsal.day_log import OfficeDay, read_office_day
from server.rehearsal.plan import PREFIXES, TooLargeError, plan, site_document
from server.waits.log import BadLog

SAMPLE = Path("server/rehearsal/sample/warsaw_bemowo_2020_01_20.csv.gz")
HEAD = "id,day,site,service,priority,arrival,start,end,server,outcome,open\n"
ROWS = [
    "1,2026-01-05,north,A,0,2026-01-05T09:00:00,2026-01-05T09:01:00,,,served,2",
    "2,2026-01-05,north,A,0,2026-01-05T09:00:30,2026-01-05T09:02:00,,,served,2",
    "3,2026-01-05,north,A,0,2026-01-05T09:01:00,2026-01-05T09:05:00,,,served,2",
    "4,2026-01-06,north,A,0,2026-01-06T09:01:00,,2026-01-06T09:05:00,,abandoned,",
    "5,2026-01-06,south,B,1,2026-01-06T09:01:00,,,,unserved,",
]


def log_of(tmp_path: Path, rows: list[str], head: str = HEAD) -> Path:
    file = tmp_path / "log.csv"
    file.write_text(head + "\n".join(rows), encoding="utf-8")
    return file


def test_the_sample_is_a_whole_day_with_its_source() -> None:
    day = read_office_day(SAMPLE)
    assert (day.site, day.day) == ("UD_Bemowo", "2020-01-20")
    assert (len(day.visits), len(day.queues)) == (1360, 13)
    source = SAMPLE.with_name("SOURCE.md").read_text(encoding="utf-8")
    assert "City of Warsaw" in source
    assert "kolejkeR" in source


def test_day_and_site_are_chosen_or_asked_for(tmp_path: Path) -> None:
    log = log_of(tmp_path, ROWS)
    assert len(read_office_day(log, "2026-01-05", "north").visits) == 3
    with pytest.raises(BadLog, match="choose one with --day: 2026-01-05, 2026-01-06"):
        read_office_day(log)
    with pytest.raises(BadLog, match="choose one with --site: north, south"):
        read_office_day(log, "2026-01-06")
    with pytest.raises(BadLog, match="no site west, but north, south"):
        read_office_day(log, "2026-01-06", "west")
    with pytest.raises(BadLog, match="no day 2026-01-05, but 2026-01-06"):
        read_office_day(log, "2026-01-05", "south")


NIGHT = [
    f"{n},{day},er,A,0,{at},{at[:-2]}30,,,served,2"
    for n, (day, at) in enumerate(
        [
            ("2026-03-01", "2026-03-02T05:59:00"),
            ("2026-03-02", "2026-03-02T05:58:00"),
            ("2026-03-02", "2026-03-02T22:00:00"),
            ("2026-03-03", "2026-03-03T00:10:00"),
            ("2026-03-03", "2026-03-03T05:50:00"),
            ("2026-03-03", "2026-03-03T06:00:00"),
        ]
    )
]


def test_a_night_belongs_to_the_day_on_which_it_began(tmp_path: Path) -> None:
    log = log_of(tmp_path, NIGHT)
    found = {
        day: [round(v.arrival / 60) for v in read_office_day(log, day, day_ends=time(6)).visits]
        for day in ("2026-03-01", "2026-03-02", "2026-03-03")
    }
    assert found["2026-03-01"] == [29 * 60 + 58, 29 * 60 + 59]
    assert found["2026-03-02"] == [22 * 60, 24 * 60 + 10, 29 * 60 + 50]
    assert found["2026-03-03"] == [6 * 60]
    night = read_office_day(log, "2026-03-02", day_ends=time(6))
    assert (_clock(night.begin), _clock(night.end)) == ("22:00", "05:50 (+1)")


@pytest.mark.parametrize(
    ("rows", "head", "words"),
    [
        (
            ROWS,
            "id,day\n",
            "column site, service, arrival, start, outcome is missing: no queue log",
        ),
        ([], HEAD, "no day 2026-01-05, but no ticket at all"),
        (["1,2026-01-05,n,A,0,soon,,,,served,2"], HEAD, "line 2: Invalid isoformat"),
        (["1,2026-01-05,n,A,0,,,,,served,2"], HEAD, "line 2: arrival is empty"),
        (["1,2026-01-05,n,A,0,2026-01-05T09:00:00,,,,gone,2"], HEAD, "outcome 'gone' is none of"),
        (["1,2026-01-05,n,A,x,2026-01-05T09:00:00,,,,served,2"], HEAD, "line 2: invalid literal"),
    ],
)
def test_a_bad_log_is_told_with_its_queue(
    tmp_path: Path, rows: list[str], head: str, words: str
) -> None:
    with pytest.raises(BadLog, match=words):
        read_office_day(log_of(tmp_path, rows, head), "2026-01-05", None)


def test_what_is_no_log_is_told(tmp_path: Path) -> None:
    for content in (b"\xff\xfe\x00", gzip.compress(b"id")[:-3]):
        file = tmp_path / "x.csv.gz"
        file.write_bytes(content)
        with pytest.raises(BadLog):
            read_office_day(file)
    with pytest.raises(BadLog, match="can't be read"):
        read_office_day(tmp_path / "none.csv")


def test_calls_are_shared_out_in_turn_and_last_to_the_next(tmp_path: Path) -> None:
    planned = plan(read_office_day(log_of(tmp_path, ROWS), "2026-01-05"))
    (group,) = planned.groups
    first, second = group.windows
    nine = 9 * 3600
    assert [(s.at - nine, s.until - nine) for s in first.services] == [(60, 300), (300, 540)]
    assert [(s.at - nine, s.until - nine) for s in second.services] == [(120, 360)]


def test_a_long_gap_is_no_long_service() -> None:
    visits = [visit(n, 60.0 * n) for n in range(4)] + [visit(4, 36_000.0)]
    (window,) = plan(OfficeDay("n", "d", tuple(visits))).groups[0].windows
    assert window.services[3].until == 180 + 3 * 60


def visit(number: int, start: float, queue: str = "A", server: str | None = None) -> LoggedVisit:
    return LoggedVisit(
        str(number), 0, "n", queue, start - 30, start, server=server, windows=1, outcome="served"
    )


def test_named_servers_are_the_windows_and_join_their_queues() -> None:
    visits = [
        visit(1, 60, "A", "s1"), visit(2, 70, "B", "s1"), visit(3, 80, "B", "s2"),
        visit(4, 90, "C", "s3"),
    ]  # fmt: skip
    planned = plan(OfficeDay("n", "d", tuple(visits)))
    assert [group.queues for group in planned.groups] == [("A", "B"), ("C",)]
    assert [len(group.windows) for group in planned.groups] == [2, 1]


def test_every_plan_makes_a_site_that_can_run() -> None:
    for day in (read_office_day(SAMPLE), OfficeDay("n", "d", (visit(1, 60, "[b]\n"),))):
        planned = plan(day)
        (hall,) = site_of(json.dumps(site_document(planned, "r1", "UTC"))).halls
        assert hall.mode == "rehearsal"
        assert len(hall.windows) == planned.windows
        assert len({q.prefix for q in hall.series}) == len(day.queues)


def test_letters_of_the_log_are_kept_where_they_can_be() -> None:
    planned = plan(read_office_day(SAMPLE))
    assert planned.prefixes["567:M: Prawa jazdy"] == "M"
    assert planned.prefixes["559:I: Punkt podawczy"] not in "IOQSZ"


def test_more_queues_than_letters_are_refused() -> None:
    visits = tuple(visit(n, 60.0 + n, f"line {n}") for n in range(len(PREFIXES) + 1))
    with pytest.raises(TooLargeError, match="22 lines"):
        plan(OfficeDay("n", "d", visits))


def test_a_log_with_favoured_customers_gets_a_class_for_them() -> None:
    favoured = LoggedVisit("1", 0, "n", "A", 0, 30, 60, priority=1, outcome="served")
    document = site_document(plan(OfficeDay("n", "d", (favoured,))), "r1", "UTC")
    assert [
        priority_class["key"] for priority_class in document["halls"][0]["priority_classes"]
    ] == ["ordinary", "priority"]
