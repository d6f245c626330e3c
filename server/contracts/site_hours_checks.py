"""Opening hours, calendars and dated names that contradict themselves."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from server.contracts.site_mistakes import Entry, Mistake, Path, entries, mistake
from server.contracts.site_rules import WEEKDAYS, minutes_of_span

SPAN = re.compile(r"\d\d:\d\d-\d\d:\d\d")
CLOCK = re.compile(r"\d\d:\d\d")


def hours_mistakes(hall: Entry, path: Path) -> Iterator[Mistake]:
    """Whatever is wrong with the times and dates of one hall."""
    hours = hall.get("hours")
    week = hours if isinstance(hours, Mapping) else {}
    ends = _day_ends(hall)
    for day in WEEKDAYS:
        yield from _spans(week.get(day), (*path, "hours", day), ends)
    if not any(week.get(day) for day in WEEKDAYS) and hall.get("always_open") is not True:
        yield mistake(
            (*path, "hours") if "hours" in hall else path,
            "这个厅一周没有开放时间",
            "the hall is never open in a week",
            "在 hours 里写 monday: [09:00-12:00, 13:00-17:00] 等，或写 always_open: true",
            "write monday: [09:00-12:00, 13:00-17:00] and so on under hours, or always_open: true",
        )
    calendar = hall.get("calendar")
    if isinstance(calendar, Mapping):
        yield from _calendar(calendar, (*path, "calendar"), ends)
    yield from _dated(hall, path)


def _day_ends(hall: Entry) -> str:
    """As written, or the default where that is nothing that could be read."""
    written = hall.get("day_ends")
    return written if isinstance(written, str) and CLOCK.fullmatch(written) else "00:00"


def _minutes(value: object, ends: str) -> list[tuple[str, int, int]]:
    """Each of a day's hours that can be read, as written and in minutes; others are empty."""
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    found = []
    for span in value:
        read = isinstance(span, str) and SPAN.fullmatch(span) is not None
        found.append((span, *minutes_of_span(span, ends)) if read else ("", 0, 0))
    return found


def _spans(value: object, path: Path, ends: str) -> Iterator[Mistake]:
    last = 0
    for i, (span, start, end) in enumerate(_minutes(value, ends)):
        if not span:
            continue
        if start >= end:
            yield mistake(
                (*path, i),
                f"{span} 的结束不晚于开始",
                f"{span} ends before it begins",
                f"写成 开始-结束，如 09:00-12:00；过夜的时间最晚到 day_ends（现为 {ends}）",
                f"write begin-end, as in 09:00-12:00; past midnight until day_ends (now {ends}) at "
                "the latest",
            )
        elif start < last:
            yield mistake(
                (*path, i),
                f"{span} 与前一段重叠或次序颠倒",
                f"{span} overlaps the hours before it, or is out of order",
                "按先后写，互不重叠",
                "write the hours in order, without overlap",
            )
        last = max(last, end)


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _range(path: Path, entry: Entry) -> Iterator[Mistake]:
    since, until = _day(entry.get("since")), _day(entry.get("until"))
    if since and until and until < since:
        yield mistake(
            (*path, "until"),
            f"until {until} 早于 since {since}",
            f"until {until} is before since {since}",
            "交换两个日期",
            "exchange the two dates",
        )


def _calendar(calendar: Entry, path: Path, ends: str) -> Iterator[Mistake]:
    shut: list[tuple[date, date]] = []
    for at, entry in entries(calendar, "closed", path):
        yield from _range(at, entry)
        since = _day(entry.get("since"))
        if since:
            shut.append((since, _day(entry.get("until")) or since))
    seen: set[date] = set()
    for at, entry in entries(calendar, "working", path):
        yield from _spans(entry.get("hours"), (*at, "hours"), ends)
        day = _day(entry.get("day"))
        if day and (day in seen or any(since <= day <= until for since, until in shut)):
            yield mistake(
                (*at, "day"),
                f"{day} 已经写过，或同时是休息日",
                f"{day} was named before, or is a closed day as well",
                "一个日期只写一次",
                "name each date once",
            )
        if day:
            seen.add(day)


def _dated(value: object, path: Path) -> Iterator[Mistake]:
    """Dated names anywhere below whose end is before their beginning."""
    if isinstance(value, Mapping):
        for at, entry in entries(value, "names", path):
            yield from _range(at, entry)
        for key, below in value.items():
            if key != "calendar":
                yield from _dated(below, (*path, key))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for i, below in enumerate(value):
            yield from _dated(below, (*path, i))
