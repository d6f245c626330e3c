"""Putting a configuration into force: a new hall, or a new version of a known one."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from server.contracts.plain import JsonObject
from server.domain.errors import Refused, Unknown
from server.domain.events.hall import HallConfigured
from server.domain.hall import Mode
from server.domain.ticket import AT_WINDOW
from server.storage import configurations, tickets
from server.storage.base import Connection
from server.storage.snapshots import whole_state
from server.storage.unit import HallUnit
from server.usecases.app_context import AppContext
from server.usecases.day import close, close_windows, open_day
from server.usecases.reassigning import release_unauthorised


@dataclass(frozen=True, kw_only=True)
class Configure:
    """`document`: the site document cut to one hall, as JSON-able data (docs/configuration.md).

    `trial`: find out whether it could be put into force, and leave everything as it is.
    """

    hall: str
    actor: str
    document: JsonObject
    mode: Mode = Mode.LIVE
    trial: bool = False


class _TriedError(Exception):
    """Takes a trial back."""


def configuration(
    context: AppContext, hall: str, version: int | None = None
) -> tuple[int, JsonObject]:
    """A version of a hall's configuration and its document; without a number, the one in force.

    Refused `hall.unknown`, `configuration.unknown`.
    """
    with context.store.database.reading() as connection:
        current, document = context.store.document(connection, hall)
        if version is None:
            return current, document
        text = configurations.document(connection, hall, version)
    if text is None:
        raise Unknown("configuration.unknown", {"hall": hall, "version": version})
    return version, json.loads(text)


@dataclass(frozen=True)
class Configured:
    """What came of it; `version` is the new one's number, None when nothing changed."""

    hall: str
    version: int | None

    @property
    def changed(self) -> bool:
        return self.version is not None


def configure(context: AppContext, order: Configure) -> Configured:
    """Make the hall, or give it the next version; the same document again changes nothing.

    Refused `configuration.in_use` when it would take a matter or a window away from somebody
    who is in the hall now, or close the hall.
    """
    return configure_together(context, lambda _: [order], trial=order.trial)[0]


def configure_together(
    context: AppContext,
    orders: Callable[[Connection], Sequence[Configure]],
    also: Callable[[Connection, Sequence[Configured]], None] = lambda connection, done: None,
    trial: bool = False,
) -> list[Configured]:
    """Several halls, and `also` what belongs to them, in one transaction: all of it or nothing.

    `trial` finds out whether it could be done, and leaves everything as it is. Refused
    `configuration.in_use`, and with what `also` refuses.
    """
    done: list[Configured] = []
    wanted: Sequence[Configure] = ()
    try:
        with context.store.database.writing() as connection:
            wanted = sorted(orders(connection), key=lambda order: order.hall)
            done += [_configured(context, connection, order) for order in wanted]
            also(connection, done)
            if trial:
                raise _TriedError
    except BaseException as taken_back:
        for order in wanted:  # a version was built under a number that another may get now
            context.store.forget(order.hall)
        if not isinstance(taken_back, _TriedError):
            raise
        return done
    for each in done:
        if each.changed:
            context.store.change_signal.ring(each.hall)
    return done


def _configured(context: AppContext, connection: Connection, order: Configure) -> Configured:
    windows = context.store.build(order.document).windows
    return Configured(order.hall, _put(context, connection, order, windows))


def _put(
    context: AppContext, connection: Connection, order: Configure, windows: Iterable[str]
) -> int | None:
    """The new version's number; None when the same is in force already."""
    text = json.dumps(order.document, ensure_ascii=False, sort_keys=True)
    version = configurations.put(
        connection, order.hall, order.mode.value, text, order.actor, context.now()
    )
    if version is None:
        return None
    _seats(connection, order.hall, windows)
    with context.store.unit(connection, order.hall, order.actor, context.now) as unit:
        open_day(unit)
        _nobody_stranded(unit)
        if unit.hall.mode is Mode.CLOSED:
            close(unit, unit.day)
        close_windows(unit, lambda key: key not in unit.hall.windows)
        for window in unit.windows():
            release_unauthorised(unit, window)
        _tell(unit, version)
    return version


def _seats(connection: Connection, hall: str, windows: Iterable[str]) -> None:
    known = configurations.window_keys(connection, hall)
    for key in windows:
        if key not in known:
            configurations.add_window(connection, hall, key)


def _nobody_stranded(unit: HallUnit) -> None:
    hall, names = unit.hall, set()
    for ticket in tickets.open_tickets(unit.connection, hall.key, unit.day):
        if hall.mode is Mode.CLOSED:
            names.add(hall.key)
        if not hall.windows_of.get(ticket.matter):
            names.add(ticket.matter)
        if ticket.queue.startswith("@") and ticket.queue[1:] not in hall.windows:
            names.add(ticket.queue[1:])
        if ticket.state in AT_WINDOW and ticket.window not in hall.windows:
            names.add(str(ticket.window))
    if names:
        raise Refused("configuration.in_use", {"names": ", ".join(sorted(names))})


def _tell(unit: HallUnit, version: int) -> None:
    state = whole_state(unit.connection, unit.hall, unit.day)
    unit.emit(HallConfigured(**state, version=version))
