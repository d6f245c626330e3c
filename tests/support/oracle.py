"""Every figure of a day, worked out from the raw entries of its journal and nothing else.

Written apart from what the server does: it follows each ticket through the days by what the
entries say, knows no table, and imports nothing that makes figures there.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from server.domain.chain import Entry

Json = dict[str, Any]
AGAIN = {"ticket.entered", "ticket.returned", "ticket.transferred"}
"""From here on somebody waits (once more)."""
STEPS = {
    "ticket.called": "called", "ticket.started": "serving", "ticket.finished": "finished",
    "ticket.missed": "no_show", "ticket.parked": "parked", "ticket.resumed": "serving",
    "ticket.transferred": "waiting", "ticket.matter_added": "serving",
    "ticket.walked_in": "serving",
}  # fmt: skip
"""Steps of a clerk, which may be taken back, and the state that each leads to."""
OTHERS = {
    "ticket.entered": "waiting", "ticket.returned": "waiting", "ticket.cancelled": "cancelled",
    "ticket.closed": "closed",
}  # fmt: skip


@dataclass
class Followed:
    """A visit on its way through the journal."""

    day: date
    came: datetime
    state: str
    matter: str
    waits: list[tuple[str, int, int]] = field(default_factory=list)
    """Matter, stage, seconds."""
    stage: int = 1
    queue: str = ""
    window: str | None = None
    waiting_since: datetime | None = None
    left_after: int = 0
    postponed: int = 0
    quoted: Json | None = None
    first_wait: int | None = None
    levels: list[int] = field(default_factory=list)
    before: "Followed | None" = None
    channel: str = ""
    done: list[tuple[str, str, str | None]] = field(default_factory=list)
    """Matter, window and outcome of each matter that was finished."""

    def total(self) -> int:
        return sum(seconds for _, _, seconds in self.waits)

    def kept_back(self) -> "Followed":
        return Followed(
            self.day, self.came, self.state, self.matter, [*self.waits], self.stage, self.queue,
            self.window, self.waiting_since,
            self.left_after, self.postponed, self.quoted, self.first_wait, self.levels,
            channel=self.channel, done=[*self.done],
        )  # fmt: skip


def followed(entries: Iterable[Entry]) -> dict[int, Followed]:
    """Every visit as the entries leave it, by ticket."""
    visits: dict[int, Followed] = {}
    for entry in entries:
        if entry.ticket is None:
            continue
        said = json.loads(entry.payload)["private"]
        if entry.type == "ticket.issued":
            waits = said["state"] == "waiting"
            visits[entry.ticket] = Followed(
                entry.day, entry.at, said["state"], said["matter"],
                queue=said["matter"], waiting_since=entry.at if waits else None,
                quoted=said.get("quoted"), channel=said["channel"],
            )  # fmt: skip
        else:
            day = visits[entry.ticket].day
            visits[entry.ticket] = _follow(visits[entry.ticket], entry, said)
            visits[entry.ticket].day = entry.day if entry.type == "ticket.carried" else day
    return visits


def _follow(visit: Followed, entry: Entry, said: Json) -> Followed:
    if entry.type == "ticket.undone":
        assert visit.before is not None, f"entry {entry.seq} takes back what never was"
        return visit.before
    if entry.type in STEPS:
        visit.before = visit.kept_back()
        visit.state = STEPS[entry.type]
    visit.state = OTHERS.get(entry.type, visit.state)
    _finish(visit, entry, said)
    visit.stage += entry.type == "ticket.transferred" and (
        (said["queue"], said["matter"]) != (visit.queue, visit.matter)
    )
    visit.matter, visit.queue = said["matter"], said.get("queue", visit.queue)
    if entry.type in ("ticket.called", "ticket.resumed", "ticket.walked_in"):
        visit.window = said["window"]
    if entry.type == "ticket.rated":
        visit.levels.append(said["level"])
    elif entry.type == "ticket.postponed":
        visit.postponed += 1
    elif entry.type == "ticket.called":
        _called(visit, entry.at)
    elif entry.type in ("ticket.cancelled", "ticket.closed") and visit.waiting_since is not None:
        visit.left_after = _seconds(visit.waiting_since, entry.at)
        visit.waiting_since = None
    elif entry.type in AGAIN:
        # A number waits from when it was given, however late its paper is out.
        visit.waiting_since = visit.came if entry.type == "ticket.entered" else entry.at
    return visit


def _finish(visit: Followed, entry: Entry, said: Json) -> None:
    if entry.type in ("ticket.finished", "ticket.matter_added"):
        visit.done.append((said.get("done", said["matter"]), said["window"], said["outcome"]))


def _called(visit: Followed, at: datetime) -> None:
    if visit.waiting_since is None:
        return  # missed, and called again without having come back
    seconds = _seconds(visit.waiting_since, at)
    visit.waits.append((visit.matter, visit.stage, seconds))
    visit.waiting_since = None
    if visit.first_wait is None:
        visit.first_wait = seconds


def _seconds(since: datetime, until: datetime) -> int:
    """A clock that was set back makes nobody wait less than not at all."""
    return max(0, math.floor((until - since).total_seconds()))


@dataclass(frozen=True)
class Standing:
    """What the figures of a day are asked about."""

    day: date
    now: datetime
    pledge: timedelta | None
    matters: tuple[str, ...]
    zone: ZoneInfo


def figures(entries: Iterable[Entry], standing: Standing) -> Json:
    """The figures of `Today` by their names, but for its lists (oracle_lists)."""
    visits = {k: v for k, v in followed(entries).items() if v.day == standing.day}
    states = Counter(visit.state for visit in visits.values())
    rated = [visit.levels[-1] for visit in visits.values() if visit.levels]
    waiting = [
        (visit.matter, visit.total() + max(timedelta(0), standing.now - visit.waiting_since)
         / timedelta(seconds=1))
        for visit in visits.values() if visit.waiting_since is not None
    ]  # fmt: skip
    pledge = None if standing.pledge is None else int(standing.pledge.total_seconds())
    late = [wait for _, wait in waiting if pledge is not None and wait > pledge]
    return {
        "issued": len(visits), "waiting": states["waiting"], "finished": states["finished"],
        "missed": states["no_show"], "cancelled": states["cancelled"], "closed": states["closed"],
        "oldest_s": max((int(wait) for _, wait in waiting), default=None),
        "waits": _middle([visit.total() for visit in visits.values() if visit.waits]),
        "pledge_s": pledge,
        "kept": _kept(visits.values(), pledge, standing.now),
        "outcomes": dict(Counter(o for v in visits.values() for *_, o in v.done if o)),
        "channels": dict(Counter(visit.channel for visit in visits.values())),
        "matters": [_of_matter(matter, visits.values(), pledge) for matter in standing.matters],
        "stages": _stages(visits.values()),
        "arrivals": _arrivals([visit.came.astimezone(standing.zone) for visit in visits.values()]),
        "ratings": {str(level): rated.count(level) for level in (5, 4, 3, 2, 1)},
        "rated": len(rated),
        "late": len(late),
    }  # fmt: skip


def _kept(visits: Iterable[Followed], pledge: int | None, now: datetime) -> float | None:
    called = [visit for visit in visits if visit.waits]
    if pledge is None or not called:
        return None
    good = 0
    for visit in called:
        running = 0 if visit.waiting_since is None else _seconds(visit.waiting_since, now)
        good += visit.total() + running + visit.left_after <= pledge
    return round(good / len(called), 3)


def _of_matter(matter: str, visits: Iterable[Followed], pledge: int | None) -> Json:
    sums = [
        sum(seconds for what, _, seconds in visit.waits if what == matter)
        for visit in visits
        if any(what == matter for what, _, _ in visit.waits)
    ]
    waiting = sum(visit.matter == matter and visit.state == "waiting" for visit in visits)
    served = sum(what == matter for visit in visits for what, *_ in visit.done)
    return {
        "matter": matter,
        "served": served,
        "waiting": waiting,
        "pledge_s": pledge,
        **_middle(sums),
    }


def _stages(visits: Iterable[Followed]) -> list[Json]:
    sums: dict[int, list[int]] = {}
    for visit in visits:
        for stage in {stage for _, stage, _ in visit.waits}:
            here = sum(seconds for _, at, seconds in visit.waits if at == stage)
            sums.setdefault(stage, []).append(here)
    return [{"stage": stage, **_middle(sums[stage])} for stage in sorted(sums)]


def _middle(waits: list[int]) -> Json:
    """Half waited no longer, and nine tenths (nearest rank)."""
    if not waits:
        return {"median_s": None, "p90_s": None, "n": 0}
    ordered, n = sorted(waits), len(waits)
    middle = (ordered[(n - 1) // 2] + ordered[n // 2]) / 2
    ninth = next(wait for at, wait in enumerate(ordered, 1) if 10 * at >= 9 * n)
    return {"median_s": round(middle), "p90_s": ninth, "n": n}


def _arrivals(came: list[datetime]) -> list[Json]:
    quarters = Counter(at.replace(minute=at.minute // 15 * 15, second=0, microsecond=0)
                       for at in came)  # fmt: skip
    found, at = [], min(quarters, default=None)
    while at is not None and at <= max(quarters):
        found.append({"start": at.strftime("%H:%M"), "n": quarters[at]})
        at += timedelta(minutes=15)
    return found


def at_windows(entries: Iterable[Entry], day: date) -> tuple[Counter[str], Counter[str]]:
    """Matters finished by window, and who waits by queue: what a clerk's console tells."""
    visits = [visit for visit in followed(entries).values() if visit.day == day]
    finished = Counter(window for visit in visits for _, window, _ in visit.done)
    return finished, Counter(visit.queue for visit in visits if visit.state == "waiting")


def scores(entries: Iterable[Entry], day: date) -> dict[str, tuple[int, int, int]]:
    """Matter → numbers with a quoted wait, hits, seconds of error; as of `day`."""
    found: dict[str, tuple[int, int, int]] = {}
    for visit in followed(entries).values():
        if visit.day != day or visit.quoted is None or visit.first_wait is None or visit.postponed:
            continue
        n, hits, error = found.get(visit.matter, (0, 0, 0))
        hit = visit.quoted["low"] <= visit.first_wait <= visit.quoted["high"]
        off = abs(visit.first_wait - visit.quoted["point"])
        found[visit.matter] = (n + 1, hits + hit, error + off)
    return found
