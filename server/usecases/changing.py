"""Changing a hall while it is open (F4): its windows, their matters, quotas, kiosks locked.

Each change is the next version of the hall's configuration: every surface hears of it at once, it
stands in the journal with its actor, and the version before says what taking it back means.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import cast

from server.contracts.answers_changes import (
    ChangedValue,
    ChangeKind,
    ChangesToday,
    ChangeToday,
    ConfiguredKind,
    KioskNow,
    QuotaNow,
    WindowNow,
)
from server.contracts.live import Words
from server.domain.errors import Refused, Unknown
from server.domain.window import wire_time
from server.storage import configurations, counts, notices
from server.storage.base import Connection
from server.storage.configurations import PutVersion
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext
from server.usecases.changed_document import (
    PLACES,
    Document,
    HallChange,
    changed,
    entries,
    value_in,
    value_of,
)
from server.usecases.configuring import Configure, configure_together
from server.usecases.day import open_day
from server.usecases.day_plans import ask_for_clerk, ask_no_more, close_for_today
from server.usecases.noticed import noticed
from server.usecases.noticing import put_notice, standing_for


@dataclass(frozen=True, kw_only=True)
class ChangeHall:
    """`subject`: key of a window, matter or kiosk. `value`: whether it opens, or stays open over
    lunch, today; its matters; numbers a day at most, None for no limit; why it is locked, by
    language, None to unlock it."""

    hall: str
    actor: str
    kind: ConfiguredKind
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

    A window that opens asks for a clerk; one that is closed signs off whoever sits there.

    Refuses `change.nobody_serves` when a matter would have no window, `change.still_waiting` when
    somebody waits for it, `configuration.in_use` when somebody is in the hall for it,
    `kiosk.unknown`, `matter.unknown`, `window.busy` and `window.unknown`.
    """
    wanted = HallChange(order.kind, order.subject, order.value)
    _put(context, order.hall, order.actor, lambda document, day: (document, wanted))
    return changes_today(context, order.hall)


def take_back_change(context: AppContext, order: TakeBackChange) -> ChangesToday:
    """Make it again what it was before the change; a notice that was taken away is shown again.

    Refuses `change.unknown`, `change.overtaken` when it was changed again since, and
    `change.nobody_serves`, `change.still_waiting`, `configuration.in_use`, `kiosk.unknown`,
    `matter.unknown`, `notice.over`, `window.busy` and `window.unknown` as the change itself would.
    """
    known = changes_today(context, order.hall).changes
    name = (order.version, order.kind, order.subject)
    found = next((c for c in known if (c.version, c.kind, c.subject) == name), None)
    if found is None:
        raise Unknown("change.unknown", {"version": order.version})
    if order.kind == "notice":
        _put_notice_back(context, order, found)
    else:
        _put_back(context, order, order.kind, found)
    return changes_today(context, order.hall)


def _put_back(
    context: AppContext, order: TakeBackChange, kind: ConfiguredKind, made: ChangeToday
) -> None:
    def back(document: Document, day: str) -> tuple[Document, HallChange | None]:
        now = value_in(document, kind, order.subject, day)
        if now == made.before:
            return document, None
        if now != made.after:
            raise Refused("change.overtaken", {"subject": order.subject})
        return document, HallChange(kind, order.subject, made.before)

    _put(context, order.hall, order.actor, back)


def _put_notice_back(context: AppContext, order: TakeBackChange, made: ChangeToday) -> None:
    """What was shown is taken away, what was taken away is shown again until the same end."""
    matter = order.subject or None
    with context.store.change(order.hall, order.actor, context.now) as unit:
        open_day(unit)
        standing = standing_for(unit, matter)
        if made.after is None:
            if standing is not None:
                raise Refused("change.overtaken", {"subject": order.subject})
            until = None if made.until is None else datetime.fromisoformat(made.until)
            put_notice(unit, cast(Words, made.before), matter, until)
        elif standing is not None and standing.seq == made.version:
            put_notice(unit, None, matter, None)
        elif standing is not None:
            raise Refused("change.overtaken", {"subject": order.subject})


def changes_today(context: AppContext, hall: str) -> ChangesToday:
    """What can be changed and what was changed since the hall's day began; refuses
    `hall.unknown`."""
    with context.store.database.reading() as connection:
        version, document = context.store.document(connection, hall)
        known = context.store.hall(connection, hall)
        day = context.store.day(connection, known, context.now())
        began = datetime.combine(day, known.hours.day_ends, known.hours.timezone)
        versions = configurations.versions_since(connection, hall, began.astimezone(UTC))
        shown = notices.of_day(connection, hall, began.astimezone(UTC))
        made = [
            *_made(versions, document, day.isoformat()),
            *noticed(shown, notices.standing(connection, hall), context.now(), began),
        ]
        taken = {key: counts.taken_for(connection, hall, day, key) for key in known.matters}
    return ChangesToday(
        day=day.isoformat(),
        version=version,
        windows=[
            WindowNow(window=each.key, opens=each.opens_on(day), lunch=each.over_lunch(day))
            for each in known.windows.values()
        ],
        kiosks=list(_kiosks(document)),
        quotas=[
            QuotaNow(matter=matter.key, taken=taken[matter.key], quota=matter.quota)
            for matter in known.matters.values()
        ],
        changes=sorted(made, key=lambda change: change.at)[::-1],
    )


def _put(
    context: AppContext,
    hall: str,
    actor: str,
    wish: Callable[[Document, str], tuple[Document, HallChange | None]],
) -> None:
    """Read and written in one transaction: two managers never undo one another unseen."""
    put: list[tuple[HallChange, bool]] = []

    def orders(connection: Connection) -> list[Configure]:
        known = context.store.hall(connection, hall)
        day: date = context.store.day(connection, known, context.now())
        text = json.dumps(context.store.document(connection, hall)[1])
        document, wanted = wish(json.loads(text), day.isoformat())
        if wanted is not None:
            window = known.windows.get(wanted.subject)
            put.append((wanted, window is not None and not window.opens_on(day)))
            document = changed(document, wanted, day.isoformat(), hall)
        return [Configure(hall=hall, actor=actor, document=document, mode=known.mode)]

    def follow(connection: Connection, _: object) -> None:
        for wanted, was_closed in put:
            if wanted.kind == "window_open":
                with context.store.unit(connection, hall, actor, context.now) as unit:
                    open_day(unit)
                    _open_or_close(unit, wanted, was_closed)

    configure_together(context, orders, follow)
    context.store.change_signal.ring(hall)


def _open_or_close(unit: HallUnit, wanted: HallChange, was_closed: bool) -> None:
    """What the plan of the day means for whoever sits at the window, or might."""
    if not unit.hall.windows[wanted.subject].opens_on(unit.day):
        close_for_today(unit, wanted.subject)
    elif wanted.value or was_closed:
        ask_for_clerk(unit, wanted.subject)
    else:
        ask_no_more(unit, wanted.subject)


def _kiosks(document: Document) -> Iterator[KioskNow]:
    for key, entry in entries(document, "kiosk_lock"):
        yield KioskNow(key=key, name=entry.get("name") or {"zh": key}, locked=entry.get("locked"))


def _made(versions: list[PutVersion], now: Document, day: str) -> Iterator[ChangeToday]:
    """What differs from each version to the next, of what can be changed here."""
    for before, after in pairwise(versions):
        old, new = json.loads(before.document), json.loads(after.document)
        for kind in PLACES:
            was = {key: value_of(entry, kind, day) for key, entry in entries(old, kind)}
            for key, entry in entries(new, kind):
                value = value_of(entry, kind, day)
                if key in was and was[key] != value:
                    yield ChangeToday(
                        version=after.version, at=wire_time(after.at), actor=after.actor,
                        kind=kind, subject=key, before=was[key], after=value,
                        holds=value_in(now, kind, key, day) == value,
                    )  # fmt: skip
