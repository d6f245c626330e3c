"""What the server answers, as types for scripts. The wire's own description is
`/api/openapi.json`; instants are UTC ISO 8601 text with milliseconds."""

from typing import Any, NotRequired, TypedDict

Words = dict[str, str]
"""A text by language; "zh" is always there."""


class Ticket(TypedDict):
    """A ticket as its holder sees it. `code` is the holder's secret: never log it."""

    code: str
    number: str
    hall: str
    day: str
    matter: str
    series: str
    state: str
    issued_at: str
    ahead: int | None
    wait: list[int] | None
    seq: int
    zone: NotRequired[str]
    entered_at: NotRequired[str | None]
    call: NotRequired[dict[str, Any] | None]
    paper: NotRequired[dict[str, Any] | None]
    rating: NotRequired[dict[str, Any] | None]


class Console(TypedDict):
    """A clerk's window: whom it serves, what waits for it, which verbs it may use now."""

    hall: str
    seq: int
    at: str
    day: str
    window: dict[str, Any]
    ticket: dict[str, Any] | None
    load: list[dict[str, Any]]
    parked: list[dict[str, Any]]
    missed: list[dict[str, Any]]
    served_today: int
    undo: dict[str, Any] | None
    can: dict[str, Any]


class Step(TypedDict):
    """The answer to a window's verb. `result`: called, nobody, already or done."""

    result: str
    seq: int
    console: Console


class Snapshot(TypedDict):
    """A hall's public live state at journal number `seq`."""

    hall: str
    seq: int
    at: str
    day: str
    version: int
    windows: dict[str, dict[str, Any]]
    queues: dict[str, dict[str, int]]
    missed: dict[str, int]
    waits: dict[str, list[int] | None]


class Entry(TypedDict):
    """One row of a hall's journal."""

    hall: str
    seq: int
    at: str
    day: str
    type: str
    actor: NotRequired[str | None]
    payload: NotRequired[str]  # JSON text with `public` and `private`, as it was hashed
    hash: NotRequired[str]
