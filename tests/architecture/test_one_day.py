"""One notion of the hall's day: nobody but storage asks a calendar.

A hall whose clock was ahead stands in a later day than the calendar, and a night belongs to the
evening before. Whoever asks the calendar finds no ticket of such a hall: four readers did.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import server

ROOT = Path(server.__file__).parent
MAY_ASK = {
    "storage/store.py": "gives the day out: Store.day",
    "storage/unit.py": "gives the day out: HallUnit.day",
    "usecases/day.py": "brings a hall back to its clock",
    "usecases/day_keeping.py": "says by how much a hall is ahead",
}
OF_THE_CALENDAR = {"domain/hours.py": "where the business day is made"}


def calls(path: Path) -> Iterator[tuple[str, int]]:
    """The methods that a module calls, with their lines."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.func.attr, node.lineno


def found(methods: set[str], allowed: dict[str, str]) -> list[str]:
    return [
        f"{path.relative_to(ROOT)}:{line} {name}()"
        for path in sorted(ROOT.rglob("*.py"))
        if str(path.relative_to(ROOT)) not in allowed
        for name, line in calls(path)
        if name in methods
    ]


def test_the_day_of_a_hall_is_asked_of_the_store_alone() -> None:
    assert found({"business_day"}, MAY_ASK | OF_THE_CALENDAR) == [], (
        "ask Store.day, or HallUnit.day in a change"
    )


def test_no_date_is_cut_out_of_a_moment() -> None:
    assert found({"date"}, OF_THE_CALENDAR) == [], (
        "a moment's date is the calendar's: ask Store.day"
    )


def test_no_module_asks_the_machine_for_today() -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sorted(ROOT.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr == "today"
        and isinstance(node.value, ast.Name)
        and node.value.id in ("date", "datetime")
    ]
    assert asked == []


def test_what_may_ask_is_still_there() -> None:
    assert [name for name in MAY_ASK | OF_THE_CALENDAR if not (ROOT / name).exists()] == []
