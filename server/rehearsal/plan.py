"""From an office-day to a rehearsal hall: lines, windows, and when each window calls.

Where the log names who served, those are the windows, and lines that share a server share a
group of windows. Where it does not, each line has as many windows of its own as were ever open
for it, and takes its calls in turn among them. A service lasts to its end in the log; where
that is unknown, to the window's next call, but not much longer than is usual for the line,
which is read off the distance of successive calls.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Any

from server.domain.waiting.replay import LoggedVisit
from server.rehearsal.day_log import OfficeDay

PREFIXES = "ABCDEFGHJKLMNPRTUVWXY"
USUAL_S = 300.0
LONGEST_USUAL = 3.0  # a service of unknown end lasts at most so many times the usual
PRIORITY_BOUND_MINUTES = 2


class TooLargeError(ValueError):
    """The day has more lines than there are letters for numbers."""


@dataclass(frozen=True, slots=True)
class Service:
    """A call at `at` and the end of the service, seconds of the local day."""

    at: float
    until: float


@dataclass(slots=True)
class WindowPlan:
    """What one window does all day."""

    number: int
    services: list[Service] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class WindowGroup:
    """Lines that are called by the same windows."""

    queues: tuple[str, ...]
    windows: tuple[WindowPlan, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A whole rehearsal. `keys` holds the matter of each queue, `prefixes` its letter."""

    day: OfficeDay
    groups: tuple[WindowGroup, ...]
    keys: dict[str, str]
    prefixes: dict[str, str]

    @property
    def windows(self) -> int:
        return sum(len(group.windows) for group in self.groups)


def plan(day: OfficeDay) -> Plan:
    """Work out the rehearsal of a day; raises TooLargeError."""
    queues = day.queues
    if len(queues) > len(PREFIXES):
        raise TooLargeError(
            f"{day.site} has {len(queues)} lines on {day.day}, "
            f"and only {len(PREFIXES)} letters can begin a number"
        )
    groups: list[WindowGroup] = []
    for group in _groups(day):
        served = [v for v in day.visits if v.queue in group and v.start is not None]
        first = sum(len(group.windows) for group in groups) + 1
        groups.append(WindowGroup(group, _windows(group, served, first)))
    keys = {queue: f"line-{i}" for i, queue in enumerate(queues, 1)}
    return Plan(day, tuple(groups), keys, _prefixes(queues))


def _groups(day: OfficeDay) -> list[tuple[str, ...]]:
    """Lines that share a server, directly or through others, in order of first arrival."""
    group = {queue: {queue} for queue in day.queues}
    by_server: dict[str, str] = {}
    for visit in day.visits:
        if visit.server is None or visit.start is None:
            continue
        other = by_server.setdefault(visit.server, visit.queue)
        if group[other] is not group[visit.queue]:
            merged = group[other] | group[visit.queue]
            group |= dict.fromkeys(merged, merged)
    distinct = {id(queues): queues for queues in group.values()}
    return [tuple(queue for queue in day.queues if queue in queues) for queues in distinct.values()]


def _windows(
    group: tuple[str, ...], served: list[LoggedVisit], first: int
) -> tuple[WindowPlan, ...]:
    ordered = sorted(served, key=lambda v: v.start or 0.0)
    by_server: dict[str, list[LoggedVisit]] = defaultdict(list)
    count = max(1, min(len(ordered), max((int(v.windows or 0) for v in served), default=1)))
    for i, visit in enumerate(ordered):
        by_server[visit.server or f"turn {i % count}"].append(visit)
    usual = _usual(ordered, count)
    found = [_window(visits, usual) for visits in by_server.values()] or [[]]
    return tuple(WindowPlan(first + i, services) for i, services in enumerate(found))


def _usual(ordered: list[LoggedVisit], windows: int) -> float:
    """Seconds a service usually takes: the middle distance of successive calls × windows."""
    starts = [v.start for v in ordered if v.start is not None]
    gaps = [b - a for a, b in pairwise(starts) if b > a]
    return median(gaps) * windows if gaps else USUAL_S


def _window(visits: list[LoggedVisit], usual: float) -> list[Service]:
    services: list[Service] = []
    for visit, following in zip(visits, [*visits[1:], None], strict=True):
        assert visit.start is not None
        until = visit.end if visit.end is not None else visit.start + LONGEST_USUAL * usual
        if following is None and visit.end is None:
            until = visit.start + usual
        if following is not None and following.start is not None:
            until = min(until, following.start)
        services.append(Service(visit.start, max(until, visit.start)))
    return services


def _prefixes(queues: Iterable[str]) -> dict[str, str]:
    """The letter that the log itself shows ("549:B: …") where it can be used, else a free one."""
    found: dict[str, str] = {}
    for queue in queues:
        parts = queue.split(":")
        letter = parts[1].strip() if len(parts) > 2 else ""
        if len(letter) == 1 and letter in PREFIXES and letter not in found.values():
            found[queue] = letter
    free = iter([letter for letter in PREFIXES if letter not in found.values()])
    return {queue: found.get(queue) or next(free) for queue in queues}


def site_document(plan: Plan, key: str, timezone: str) -> dict[str, Any]:
    """The site file of the rehearsal hall, as JSON-able data."""
    day = plan.day
    title = f"演练 {day.site} {day.day}"
    series = [
        {"key": plan.keys[queue], "prefix": plan.prefixes[queue], "zone": "A", **_named(queue)}
        for queue in day.queues
    ]
    matters = [
        {"key": k, "series": k, "organisation": "office", **_named(queue)}
        for queue, k in plan.keys.items()
    ]
    hall = {
        "key": key,
        "mode": "rehearsal",
        "always_open": True,
        **_named(title, f"Rehearsal {day.site} {day.day}"),
        "timezone": timezone,
        "complaint_phone": "12345",
        "no_show": {"min_gap_seconds": 0},
        **_classes(plan),
        "zones": [{"key": "A", **_named("A 区", "Zone A")}],
        "organisations": [{"key": "office", **_named(day.site)}],
        "series": series,
        "matters": matters,
        "windows": [
            {"number": w.number, "zone": "A", "matters": {plan.keys[n]: 1 for n in group.queues}}
            for group in plan.groups
            for w in group.windows
        ],
    }
    return {"centre": _named(title, f"Rehearsal {day.site}"), "halls": [hall]}


def _classes(plan: Plan) -> dict[str, Any]:
    """A log with customers who go first gets a class for them."""
    if not any(visit.priority for visit in plan.day.visits):
        return {"rule": {"name": "arrival"}}
    return {
        "rule": {"name": "ageing", "bound_minutes": PRIORITY_BOUND_MINUTES},
        "priority_classes": [
            {"key": "ordinary", "rank": 0, **_named("普通", "Ordinary")},
            {"key": "priority", "rank": 1, **_named("优先", "Priority")},
        ],
    }


def _named(zh: str, en: str | None = None) -> dict[str, Any]:
    shown = "".join(c for c in zh if c.isprintable()).strip()[:200] or "?"
    return {"name": {"zh": shown, **({"en": en} if en else {})}}
