"""Changing a hall while it is open (F4): the matters of a window, quotas, kiosks locked.

Each change is the next version of the hall's configuration: every surface hears of it at once, it
stands in the journal with its actor, and the version before says what taking it back means.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any, cast

from server.contracts.answers_changes import (
    ChangedValue,
    ChangeKind,
    ChangesToday,
    ChangeToday,
    KioskNow,
    QuotaNow,
)
from server.domain.errors import Refused, Unknown
from server.domain.hall import Hall, Mode
from server.domain.window import wire_time
from server.storage import configurations, counts
from server.storage.base import Connection
from server.storage.configurations import PutVersion
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, configure_together

Document = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class ChangeHall:
    """`subject`: key of a window, matter or kiosk. `value`: its matters; numbers a day at most,
    None for no limit; why it is locked, by language, None to unlock it."""

    hall: str
    actor: str
    kind: ChangeKind
    subject: str
    value: ChangedValue


@dataclass(frozen=True, kw_only=True)
class TakeBackChange:
    """The change of this kind that made this version, of that window, matter or kiosk."""

    hall: str
    actor: str
    version: int
    kind: ChangeKind
    subject: str


def change_hall(context: AppContext, order: ChangeHall) -> ChangesToday:
    """Put the change into force at once; what is so already changes nothing.

    Refuses `change.nobody_serves` when a matter would have no window, `configuration.in_use` when
    somebody is in the hall for it, `kiosk.unknown`, `matter.unknown` and `window.unknown`.
    """
    _put(context, order.hall, order.actor, lambda document: _changed(document, order))
    return changes_today(context, order.hall)


def take_back_change(context: AppContext, order: TakeBackChange) -> ChangesToday:
    """Make it again what it was before the change.

    Refuses `change.unknown`, `change.overtaken` when it was changed again since, and
    `change.nobody_serves`, `configuration.in_use`, `kiosk.unknown`, `matter.unknown` and
    `window.unknown` as the change itself would.
    """
    known = changes_today(context, order.hall).changes
    name = (order.version, order.kind, order.subject)
    found = next((c for c in known if (c.version, c.kind, c.subject) == name), None)
    if found is None:
        raise Unknown("change.unknown", {"version": order.version})

    def back(document: Document) -> Document:
        now = _value(document, order.kind, order.subject)
        if now == found.before:
            return document
        if now != found.after:
            raise Refused("change.overtaken", {"subject": order.subject})
        return _changed(
            document,
            ChangeHall(
                hall=order.hall, actor=order.actor, kind=order.kind, subject=order.subject,
                value=found.before,
            ),
        )  # fmt: skip

    _put(context, order.hall, order.actor, back)
    return changes_today(context, order.hall)


def changes_today(context: AppContext, hall: str) -> ChangesToday:
    """What can be changed and what was changed since the hall's day began; refuses
    `hall.unknown`."""
    with context.store.database.reading() as connection:
        version, document = context.store.document(connection, hall)
        known = context.store.hall(connection, hall)
        day = context.store.day(connection, known, context.now())
        began = datetime.combine(day, known.hours.day_ends, known.hours.timezone)
        versions = configurations.versions_since(connection, hall, began.astimezone(UTC))
        taken = {key: counts.taken_for(connection, hall, day, key) for key in known.matters}
    return ChangesToday(
        day=day.isoformat(),
        version=version,
        kiosks=list(_kiosks(document)),
        quotas=[
            QuotaNow(matter=matter.key, taken=taken[matter.key], quota=matter.quota)
            for matter in known.matters.values()
        ],
        changes=list(_made(versions, document))[::-1],
    )


def _put(
    context: AppContext, hall: str, actor: str, changed: Callable[[Document], Document]
) -> None:
    """Read and written in one transaction: two managers never undo one another unseen."""

    def orders(connection: Connection) -> list[Configure]:
        known: Hall = context.store.hall(connection, hall)
        document = json.loads(json.dumps(context.store.document(connection, hall)[1]))
        mode: Mode = known.mode
        return [Configure(hall=hall, actor=actor, document=changed(document), mode=mode)]

    configure_together(context, orders)


LISTS: Mapping[ChangeKind, tuple[str, str]] = {
    "window_matters": ("windows", "number"), "quota": ("matters", "key"),
    "kiosk_lock": ("devices", "key"),
}  # fmt: skip
"""Where a change of a kind lies in a document: the list, and what an entry is called."""
FIELDS: Mapping[ChangeKind, str] = {
    "window_matters": "matters", "quota": "quota", "kiosk_lock": "locked",
}  # fmt: skip


def _entries(document: Document, kind: ChangeKind) -> Iterator[tuple[str, Document]]:
    listed, name = LISTS[kind]
    for entry in document["halls"][0].get(listed, ()):
        if kind != "kiosk_lock" or entry["kind"] == "kiosk":
            yield str(entry[name]), entry


def _entry(document: Document, kind: ChangeKind, subject: str, hall: str) -> Document:
    for key, entry in _entries(document, kind):
        if key == subject:
            return entry
    if kind == "window_matters":
        raise Unknown("window.unknown", {"window": subject, "hall": hall})
    if kind == "quota":
        raise Unknown("matter.unknown", {"matter": subject, "hall": hall})
    raise Unknown("kiosk.unknown", {"kiosk": subject, "hall": hall})


def _value(document: Document, kind: ChangeKind, subject: str) -> ChangedValue:
    found = next((entry for key, entry in _entries(document, kind) if key == subject), None)
    return None if found is None else _of(found, kind)


def _of(entry: Document, kind: ChangeKind) -> ChangedValue:
    value: Any = entry.get(FIELDS[kind])
    return cast(ChangedValue, sorted(value) if kind == "window_matters" else value)


def _changed(document: Document, order: ChangeHall) -> Document:
    entry = _entry(document, order.kind, order.subject, order.hall)
    if order.kind == "window_matters":
        weights = {**entry["matters"]}
        wanted = cast(list[str], order.value)
        for matter in wanted:
            _entry(document, "quota", matter, order.hall)
        entry["matters"] = {matter: weights.get(matter, 1.0) for matter in dict.fromkeys(wanted)}
        _all_served(document)
    elif order.value is None:
        entry.pop(FIELDS[order.kind], None)
    else:
        entry[FIELDS[order.kind]] = order.value
    return document


def _all_served(document: Document) -> None:
    served = {
        matter for _, entry in _entries(document, "window_matters") for matter in entry["matters"]
    }
    for key, matter in _entries(document, "quota"):
        if key not in served:
            raise Refused("change.nobody_serves", {"matter": matter["name"]})


def _kiosks(document: Document) -> Iterator[KioskNow]:
    for key, entry in _entries(document, "kiosk_lock"):
        yield KioskNow(key=key, name=entry.get("name") or {"zh": key}, locked=entry.get("locked"))


def _made(versions: list[PutVersion], now: Document) -> Iterator[ChangeToday]:
    """What differs from each version to the next, of what can be changed here."""
    for before, after in pairwise(versions):
        old, new = json.loads(before.document), json.loads(after.document)
        for kind in LISTS:
            was = {key: _of(entry, kind) for key, entry in _entries(old, kind)}
            for key, entry in _entries(new, kind):
                value = _of(entry, kind)
                if key in was and was[key] != value:
                    yield ChangeToday(
                        version=after.version, at=wire_time(after.at), actor=after.actor,
                        kind=kind, subject=key, before=was[key], after=value,
                        holds=_value(now, kind, key) == value,
                    )  # fmt: skip
