"""A report worked out from raw entries, another way than the server does."""

from collections.abc import Callable, Collection
from datetime import date
from math import ceil
from statistics import median
from typing import Any

from server.domain.chain import Entry
from tests.support import oracle_facts
from tests.support.oracle import Followed, followed

Json = dict[str, Any]
Key = Callable[[Followed], str]


def spread(seconds: list[int]) -> tuple[int, int | None, int | None, int | None]:
    if not seconds:
        return 0, None, None, None
    ordered = sorted(seconds)
    nine = ordered[max(0, ceil(len(ordered) * 9 / 10) - 1)]
    return len(ordered), round(median(ordered)), nine, ordered[-1]


def report(
    entries: Collection[Entry], days: Collection[date], key: Key, pledge: int | None
) -> dict[str, Json]:
    """By a key of each visit: what a line of the report has to say."""
    visits = {k: v for k, v in followed(entries).items() if v.day in days}
    served = oracle_facts.served(entries)
    found: dict[str, Json] = {}
    for name in {key(visit) for visit in visits.values()}:
        mine = {k: v for k, v in visits.items() if key(v) == name}
        states = [visit.state for visit in mine.values()]
        sums = [
            [seconds for _, seconds in served[ticket] if seconds is not None]
            for ticket in mine if ticket in served
        ]  # fmt: skip
        called = [visit for visit in mine.values() if visit.waits]
        kept = [v.total() + v.left_after <= (pledge or 0) for v in called]
        levels = [visit.levels[-1] for visit in mine.values() if visit.levels]
        found[name] = {
            "issued": len(mine), "finished": states.count("finished"),
            "missed": states.count("no_show"), "cancelled": states.count("cancelled"),
            "waits": spread([visit.total() for visit in called]),
            "services": spread([sum(each) for each in sums if each]),
            "kept": round(sum(kept) / len(kept), 3) if kept and pledge is not None else None,
            "levels": tuple(levels.count(level) for level in (5, 4, 3, 2, 1)),
            "missing": states.count("finished") - len(levels),
        }  # fmt: skip
    return found
