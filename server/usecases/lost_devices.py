"""Kiosks and boards that are gone though the hall is open: what somebody should look at (F2).

From facts alone: a device that is connected is seen every twenty seconds, so one that was seen on
this day and then not for a minute has no power, no network or no page.
"""

from datetime import datetime, timedelta

from server.contracts.answers_hall import Alarm
from server.domain.hall import Hall, Mode
from server.domain.people import Role
from server.storage.absence import UnseenDevice, unseen_devices
from server.storage.base import Connection
from server.usecases.alarm_words import alarm

UNSEEN_FOR = timedelta(minutes=1)
A_DAY = timedelta(days=1)
KINDS = {
    Role.KIOSK: {"zh": "取号机", "en": "Kiosk"},
    Role.BOARD: {"zh": "大屏", "en": "Board"},
}
LOST = {"zh": "{kind} {name}：{clock} 起没有联系", "en": "{kind} {name}: not seen since {clock}"}
LOOK = {
    "zh": "请看它的电源、网线和画面。不再用的设备，请在管理页收回。",
    "en": "See to its power, its network cable and its page. One that is used no more is "
    "revoked on the administrators' page.",
}


def lost_devices(connection: Connection, hall: Hall, now: datetime) -> list[Alarm]:
    """One alarm for each; none while the hall is closed, or for what was switched off before this
    day began or was signed out or revoked."""
    if hall.mode is not Mode.LIVE or not hall.hours.open_at(now):
        return []
    found = unseen_devices(connection, hall.key, (now - A_DAY, now - UNSEEN_FOR), now)
    return [_lost(hall, one) for one in found if _belongs_here(hall, one.seen_at, now)]


def _belongs_here(hall: Hall, seen_at: datetime, now: datetime) -> bool:
    """Seen on this day, or in the night that the hall has been open through."""
    return hall.hours.same_day(seen_at, now) or hall.hours.same_opening(seen_at, now)


def _lost(hall: Hall, device: UnseenDevice) -> Alarm:
    clock = f"{device.seen_at.astimezone(hall.hours.timezone):%H:%M}"
    facts = {"kind": KINDS[device.role], "name": device.name, "clock": clock}
    return alarm(hall, "device", LOST, LOOK, facts)
