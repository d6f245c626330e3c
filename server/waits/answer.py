"""Protocol of `servicehall waits answer`: events in, one estimate out for each arrival.

`t` is local wall-clock seconds since 1970-01-01. Objects may carry more keys than are read.
"""

import json
import math
from collections.abc import Iterable, Iterator
from typing import Any

from server.domain.waiting.clock import day_number
from server.domain.waiting.halls import Halls
from server.waits.log import day_of

_EVENTS = "new_day, arrival, start, end, left"


class BadLine(Exception):  # noqa: N818 — the line is bad, the program is not in error
    """A line that is not of the protocol; the message names the line and what is wrong."""


def answer_lines(lines: Iterable[bytes], halls: Halls) -> Iterator[str]:
    """Feed the lines to the halls and yield an answer, without line end, for each arrival."""
    session = _Session(halls)
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            reply = session.take(json.loads(line))
        except json.JSONDecodeError as problem:
            raise BadLine(f"line {number}: not JSON: {problem}") from problem
        except (ValueError, UnicodeDecodeError) as problem:
            raise BadLine(f"line {number}: {problem}") from problem
        if reply is not None:
            yield reply


class _Session:
    def __init__(self, halls: Halls) -> None:
        self._halls = halls
        self._day: int | None = None
        self._last = -math.inf

    def take(self, event: Any) -> str | None:
        if not isinstance(event, dict):
            raise ValueError("a JSON object is expected")
        kind = event.get("ev")
        if kind == "new_day":
            self._begin(_day(event))
            return None
        if kind not in ("arrival", "start", "end", "left"):
            raise ValueError(f'"ev" must be one of {_EVENTS}, not {kind!r}')
        t, ticket = self._time(event), _text(event, "id")
        if kind == "arrival":
            return self._arrive(t, ticket, event)
        server = event.get("server")
        server = None if server is None or server == "" else str(server)
        if kind == "start":
            self._halls.start(t, ticket, server)
        elif kind == "end":
            self._halls.end(t, ticket, server)
        else:
            self._halls.leave(t, ticket)
        return None

    def _begin(self, day: int) -> None:
        if self._day is not None and day < self._day:
            raise ValueError("days must come in order")
        if day != self._day:
            self._day = day
            self._last = -math.inf  # a night may end after its morning began in the file
            self._halls.new_day(day)

    def _time(self, event: dict[str, Any]) -> float:
        t = _number(event, "t")
        if t is None:
            raise ValueError('"t" is missing: local wall-clock seconds since 1970-01-01')
        if t < self._last:
            raise ValueError(f'"t" {t} is before the line above ({self._last}): keep time order')
        self._last = t
        return t

    def _arrive(self, t: float, ticket: str, event: dict[str, Any]) -> str:
        day = _day(event) if event.get("day") is not None else self._day or day_number(t)
        if self._day is None or day > self._day:
            self._begin(day)
        ahead = _number(event, "ahead")
        estimate = self._halls.arrive(
            t,
            ticket,
            _text(event, "site"),
            _text(event, "service"),
            int(_number(event, "priority") or 0),
            _number(event, "open"),
            None if ahead is None else max(0, int(ahead)),
        )
        if estimate is None:
            return '{"est":null,"lo":null,"hi":null}'
        low, point, high = (round(x, 3) for x in (estimate.low, estimate.point, estimate.high))
        return json.dumps({"est": point, "lo": low, "hi": high}, separators=(",", ":"))


def _number(event: dict[str, Any], key: str) -> float | None:
    value = event.get(key)
    if value is None or value == "":
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f'"{key}" must be a number, not {value!r}')
    return float(value)


def _text(event: dict[str, Any], key: str) -> str:
    value = event.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int) or value == "":
        raise ValueError(f'"{key}" is missing or not a text')
    return str(value)


def _day(event: dict[str, Any]) -> int:
    try:
        return day_of(_text(event, "day"))
    except ValueError as problem:
        raise ValueError(f'"day" must be a date like 2020-01-02: {problem}') from problem
