"""Keypads and strips at windows: how they are, and whose hand a keypad is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from server.contracts.answers_hall import Alarm
from server.contracts.answers_window_devices import LineStateName, WindowDeviceNoted
from server.domain.errors import Unknown
from server.domain.events.windows import WindowDeviceChanged
from server.domain.hall import Hall
from server.domain.people import LINE_ROLES, Device, Person, Role
from server.domain.window import WindowStatus
from server.storage.base import Connection
from server.storage.people import PeopleRepository
from server.storage.unit import HallUnit
from server.storage.windows import read_windows
from server.usecases.alarm_words import alarm
from server.usecases.app_context import AppContext, Order
from server.usecases.hall_words import both
from server.usecases.idempotency import execute_once

SILENT = timedelta(minutes=4)
"""The program of a keypad or strip says each minute how it is; silent for so long, it is away."""
FORGOTTEN = timedelta(days=7)
"""Nobody is told of a device that has been away for so long: it was taken out of use."""


@dataclass(frozen=True, kw_only=True)
class NoteState(Order):
    """`device`: the row of who says it; `state`: ok, or why it is away."""

    device: int
    window: str
    state: LineStateName


def note_state(context: AppContext, order: NoteState) -> WindowDeviceNoted:
    """Keep how a keypad or strip is; only a change stands in the journal, and opens a day.

    Refuses `window_device.unknown`.
    """
    with context.store.database.writing() as connection:
        book, now = PeopleRepository(connection), context.now()
        book.change_device(order.device, seen_at=now)
        known = book.device(order.device)
    if known is not None and known.state == order.state:
        return WindowDeviceNoted(state=order.state)

    def act(unit: HallUnit) -> WindowDeviceNoted:
        book = PeopleRepository(unit.connection)
        device = book.device(order.device)
        if device is None or device.key is None:
            raise Unknown("window_device.unknown")
        if device.state != order.state:
            book.change_device(device.id, state=order.state, state_at=unit.now)
            unit.emit(
                WindowDeviceChanged(
                    window=order.window, device=device.key, kind=device.role.value,
                    state=order.state,
                )
            )  # fmt: skip
        return WindowDeviceNoted(state=order.state)

    return execute_once(context, order, WindowDeviceNoted, act)


def clerk_at(context: AppContext, hall: str, window: str) -> str | None:
    """The actor who is signed on at a window; None while it is closed."""
    with context.store.database.reading() as connection:
        for known in read_windows(connection, hall):
            if known.key == window and known.state is not WindowStatus.CLOSED:
                return known.clerk
    return None


def of_staff_no(book: PeopleRepository, hall: str, figures: str) -> Person | None:
    """The clerk or manager of the hall whose staff number has these figures, if it is one alone."""
    found = [
        person
        for person in book.people()
        if person.hall == hall
        and person.role in (Role.CLERK, Role.MANAGER)
        and person.disabled_at is None
        and figures
        and "".join(filter(str.isdigit, person.staff_no or "")) == figures
    ]
    return found[0] if len(found) == 1 else None


def with_keypad(connection: Connection, hall: str, now: datetime) -> set[str]:
    """Windows whose keypad is there: a clerk may sit there without a browser."""
    return {
        str(device.window)
        for device in _devices(connection, hall)
        if device.role is Role.KEYPAD and _trouble(device, now) is None
    }


def device_alarms(connection: Connection, hall: Hall, now: datetime) -> list[Alarm]:
    """Each keypad and strip that was there and is away."""
    return [
        alarm for device in _devices(connection, hall.key) for alarm in _alarm(hall, device, now)
    ]


def known_devices(connection: Connection, hall: str) -> int:
    """How many keypads and strips were ever there."""
    return len(_devices(connection, hall))


def _devices(connection: Connection, hall: str) -> list[Device]:
    return [
        device
        for device in PeopleRepository(connection).devices()
        if device.role in LINE_ROLES
        and device.hall == hall
        and device.revoked_at is None
        and device.seen_at is not None
    ]


def _trouble(device: Device, now: datetime) -> str | None:
    """no_program, no_port or no_answer; None while all is well."""
    if device.seen_at is not None and now - device.seen_at > SILENT:
        return "no_program"
    return None if device.state in (None, "ok") else device.state


KINDS = {
    Role.KEYPAD: {"zh": "叫号键盘", "en": "keypad"},
    Role.STRIP: {"zh": "条屏", "en": "LED strip"},
}
TROUBLE = {"zh": "{at}的{kind}{trouble}", "en": "{at}: its {kind} {trouble}"}
STAYS = {"zh": "{@place}可以用电脑照常叫号。", "en": "Calls go on from the console."}
WORDS = {
    "no_answer": (
        {"zh": "没有应答", "en": "does not answer"},
        {"zh": "请看它的电源和接线。", "en": "Look at its power and its wires."},
    ),
    "no_port": (
        {"zh": "接线已断开", "en": "has lost its line"},
        {
            "zh": "请看转换器是否插在电脑上。插好后会自己接上。",
            "en": "See whether its converter is plugged in. It connects by itself when it is.",
        },
    ),
    "no_program": (
        {"zh": "没有消息", "en": "has not been heard of"},
        {
            "zh": "请看那台电脑是否开着，servicehall keypad run 是否在运行。",
            "en": "See whether its computer is on and servicehall keypad run is running.",
        },
    ),
}


def _alarm(hall: Hall, device: Device, now: datetime) -> Iterator[Alarm]:
    trouble = _trouble(device, now)
    if trouble is None or (device.seen_at is not None and now - device.seen_at > FORGOTTEN):
        return
    what, to_do = WORDS[trouble]
    facts = {"sign": device.window, "kind": KINDS[device.role], "trouble": what}
    yield alarm(hall, "device", TROUBLE, both(to_do, STAYS), facts)
