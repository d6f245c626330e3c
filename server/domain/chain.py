"""The hash chain of a hall's journal (docs/protocol.md, "Journal").

Each row carries SHA-256 over the previous row's hash and its own content, so a row that was
altered, dropped or put elsewhere breaks the chain at the first such place.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

GENESIS = "0" * 64
COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the journal. `payload` is the exact JSON text that is stored."""

    hall: str
    seq: int
    at: datetime
    day: date
    type: str
    actor: str
    ticket: int | None
    payload: str
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first row at which the chain does not hold, and what is wrong with it."""

    seq: int
    what: str
    what_zh: str = field(default="", compare=False)


def link(previous: str, entry: Entry) -> str:
    """The hash of `entry` behind a row whose hash is `previous`; 64 lower-case hex digits."""
    content = [
        previous,
        entry.hall,
        entry.seq,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.day.isoformat(),
        entry.type,
        entry.actor,
        entry.ticket,
        entry.payload,
    ]
    return hashlib.sha256(COMPACT.encode(content).encode()).hexdigest()


def verify(entries: Iterable[Entry], tip: tuple[int, str] | None = None) -> Broken | None:
    """None when the rows, given from number 1 on, form a whole chain.

    `tip` is the hall's own (last number, last hash): rows cut off at the end show against it.
    """
    previous, expected = GENESIS, 1
    for entry in entries:
        if entry.seq != expected:
            return Broken(
                expected,
                f"row {expected} is missing or out of order",
                f"第 {expected} 条不在，或顺序不对",
            )
        if link(previous, entry) != entry.hash:
            return Broken(
                entry.seq,
                f"row {entry.seq} does not match its hash",
                f"第 {entry.seq} 条和它的校验值不符",
            )
        previous, expected = entry.hash, expected + 1
    return None if tip is None else _end(tip, expected - 1, previous)


def _end(tip: tuple[int, str], last: int, hash_: str) -> Broken | None:
    """Compare the end of the rows with what the hall says of itself."""
    if last > tip[0]:
        return Broken(
            tip[0] + 1,
            f"row {tip[0] + 1} was added: the hall has written only {tip[0]}",
            f"第 {tip[0] + 1} 条是加上去的：大厅只写了 {tip[0]} 条",
        )
    if last < tip[0]:
        return Broken(
            last + 1,
            f"row {last + 1} is missing: the hall has written up to {tip[0]}",
            f"缺第 {last + 1} 条：大厅写到第 {tip[0]} 条",
        )
    if hash_ == tip[1]:
        return None
    return Broken(
        last, f"row {last} is not the one the hall wrote", f"第 {last} 条不是大厅写的那一条"
    )
