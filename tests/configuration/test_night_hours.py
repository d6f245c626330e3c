"""Hours past midnight in a site file: what is taken, and what is said of the rest."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from server.configuration.catalogue import catalogue
from server.configuration.halls import opening_hours
from server.configuration.reading import examine, read_text
from server.domain.hours import Hours

WHOLE = Path("server/demo/centre.yaml").read_text(encoding="utf-8")
WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def with_hours(hours: str, day_ends: str = "", days: tuple[str, ...] = WEEK[:5]) -> str:
    """The example centre with these hours."""
    lines, at = WHOLE.splitlines(), 0
    while not lines[at].strip().startswith("hours:"):
        at += 1
    indent = lines[at].index("hours:")
    end = at + 1
    while len(lines[end]) - len(lines[end].lstrip()) > indent:
        end += 1
    new = [" " * indent + "hours:", *(f"{' ' * indent}  {day}: {hours}" for day in days)]
    if day_ends:
        new.append(f"{' ' * indent}day_ends: {day_ends}")
    return "\n".join([*lines[:at], *new, *lines[end:]]) + "\n"


def told(text: str) -> list[str]:
    return [finding.sentence() for finding in examine(text)[1]]


def hours_of(text: str) -> Hours:
    return opening_hours(read_text(text).halls[0])


@pytest.mark.parametrize("ends", ['"06:00"', "06:00", "'08:30'"])
def test_a_night_is_written_as_people_say_it(ends: str) -> None:
    hours = hours_of(with_hours("[22:00-06:00]", ends))
    assert hours.spans(datetime(2026, 11, 23, tzinfo=UTC).date()) == ((22 * 60, 30 * 60),)


def test_hours_around_midnight_are_one_and_may_have_a_break() -> None:
    monday = datetime(2026, 11, 23, tzinfo=UTC).date()
    joined = hours_of(with_hours("[18:00-24:00, 00:00-02:00]", '"04:00"'))
    assert joined.spans(monday) == ((18 * 60, 26 * 60),)
    broken = hours_of(with_hours("[18:00-23:30, 00:30-04:00]", '"04:00"'))
    assert broken.spans(monday) == ((18 * 60, 23 * 60 + 30), (24 * 60 + 30, 28 * 60))
    until_midnight = hours_of(with_hours("[13:00-24:00]"))
    assert until_midnight.spans(monday) == ((13 * 60, 24 * 60),)


def test_the_catalogue_says_what_screens_need() -> None:
    site = read_text(with_hours("[22:00-06:00]", '"06:00"'))
    known = catalogue(site, "main", 1)
    assert known["hall"]["day_ends"] == "06:00"
    assert known["hours"][0] == {"weekday": 1, "open": [{"from": "22:00", "until": "06:00"}]}


@pytest.mark.parametrize(
    ("hours", "ends", "said"),
    [
        ("[22:00-06:00]", "", "22:00-06:00 ends before it begins"),
        ("[22:00-06:00]", '"04:00"', "22:00-06:00 ends before it begins"),
        ("[09:00-09:00]", "", "ends before it begins"),
        ("[18:00-02:00, 01:00-03:00]", '"04:00"', "01:00-03:00 overlaps"),
        ("[22:00-25:00]", '"04:00"', "written as 09:00-12:00"),
        ("[22:00-06:00]", '"06:07"', "must be a quarter of an hour"),
        ("[22:00-06:00]", "six", "must be a quarter of an hour"),
    ],
)
def test_what_makes_no_sense_is_said(hours: str, ends: str, said: str) -> None:
    assert any(said in sentence for sentence in told(with_hours(hours, ends))), told(
        with_hours(hours, ends)
    )


@pytest.mark.parametrize(
    ("hours", "ends"),
    [
        ("[00:00-02:00, 20:00-24:00]", ""),
        ("[00:00-24:00]", ""),
        ("[06:00-06:00]", '"06:00"'),
        ("[06:00-24:00, 00:00-06:00]", '"06:00"'),
    ],
)
def test_a_hall_may_be_open_when_its_day_ends(hours: str, ends: str) -> None:
    """Whoever waits then waits on in the new day."""
    assert told(with_hours(hours, ends, days=WEEK)) == []
    assert hours_of(with_hours(hours, ends, days=WEEK)).runs_over(date(2026, 11, 23))
