"""Windows that nobody works at though they are open: what the manager should see to (F2).

From facts alone: the clerk's session is over, or the journal holds nothing that the clerk did for
so many minutes while somebody waited as long for what the window does.
"""

from collections.abc import Iterator
from datetime import date, datetime

from server.contracts.answers_hall import Alarm
from server.domain.hall import Hall
from server.domain.window import WindowState, WindowStatus
from server.storage.absence import WaitingThere, actors_since, signed_out, waiting_now
from server.storage.base import Connection
from server.storage.windows import read_windows
from server.usecases.alarm_words import alarm
from server.usecases.hall_words import both
from server.usecases.window_devices import with_keypad

LEFT = {
    "zh": "{at}：{name} 的登录已结束，{@place}没有关",
    "en": "{at}: {name} is signed out, and it was left open",
}
IDLE = {
    "zh": "{at} {minutes} 分钟没有动作，{people} 人在等",
    "en": "{at} has done nothing for {minutes} minutes, {people} waiting",
}
STILL_THERE = {"zh": "{number} 号还在{@place}前。", "en": "{number} is at the {@place}."}
SEE = {"zh": "请看 {name} 是否还在。", "en": "See whether {name} is there."}
HAND_OVER = {
    "zh": "请同事在那个{@place}接手，或在本页代为下岗。",
    "en": "Have a colleague take over at the {@place}, or sign them off on this page.",
}


def absences(connection: Connection, hall: Hall, at: tuple[date, datetime]) -> list[Alarm]:
    """One alarm for each window that was left, those with somebody in front of them first."""
    _, now = at
    windows = [w for w in read_windows(connection, hall.key) if w.key in hall.windows]
    staffed = [w for w in windows if w.state is not WindowStatus.CLOSED and w.clerk]
    gone = signed_out(connection, [w.clerk for w in staffed if w.clerk], now)
    keyed = with_keypad(connection, hall.key, now)
    acted = actors_since(connection, hall.key, now - hall.idle)
    waiting = waiting_now(connection, hall.key, at)
    found: list[Alarm] = []
    for window in sorted(staffed, key=lambda window: window.ticket is None):
        if window.clerk in gone and window.key not in keyed:
            found.append(_left(hall, window))
        elif window.state is WindowStatus.OPEN and window.clerk not in acted:
            found.extend(_idle(hall, window, waiting, now))
    return found


def _name(window: WindowState) -> str:
    return window.identity.name if window.identity else ""


def _left(hall: Hall, window: WindowState) -> Alarm:
    facts = {"sign": window.key, "name": _name(window)}
    if window.ticket is None:
        return alarm(hall, "left", LEFT, HAND_OVER, facts, window.key)
    facts["number"] = window.ticket.number
    return alarm(hall, "left", LEFT, both(STILL_THERE, HAND_OVER), facts, window.key)


def _idle(
    hall: Hall, window: WindowState, waiting: dict[str, WaitingThere], now: datetime
) -> Iterator[Alarm]:
    there = [
        waiting[queue] for queue in hall.seat(window.key, window.clerk).queues if queue in waiting
    ]
    if not there or now - min(one.since for one in there) < hall.idle:
        return
    people = sum(one.count for one in there)
    minutes = int(hall.idle.total_seconds() // 60)
    facts = {"sign": window.key, "name": _name(window), "minutes": minutes, "people": people}
    yield alarm(hall, "idle", IDLE, both(SEE, HAND_OVER), facts, window.key)
