"""People and devices: roles, what a session is, when it ends, what a sign-in name may be."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.errors import Refused

ALL_HALLS = "*"


class Role(StrEnum):
    """What somebody or something may do. Persons first, then devices."""

    ADMINISTRATOR = "administrator"
    MANAGER = "manager"
    SUPERVISOR = "supervisor"
    CLERK = "clerk"
    KIOSK = "kiosk"
    BOARD = "board"
    WINDOW = "window"
    PAD = "pad"
    KEYPAD = "keypad"
    STRIP = "strip"


PERSON_ROLES = frozenset({Role.ADMINISTRATOR, Role.MANAGER, Role.SUPERVISOR, Role.CLERK})
LINE_ROLES = frozenset({Role.KEYPAD, Role.STRIP})
"""What hangs on a line and has no browser."""
DEVICE_ROLES = frozenset({Role.KIOSK, Role.BOARD, Role.WINDOW, Role.PAD, *LINE_ROLES})
NEED_WINDOW = frozenset({Role.WINDOW, Role.PAD, *LINE_ROLES})

PERSON_LIFE = timedelta(hours=12)
PERSON_IDLE = timedelta(hours=2)
DEVICE_LIFE = timedelta(days=3650)
LINK_LIFE = timedelta(minutes=30)
SEEN_STEP = timedelta(minutes=1)
"""How exactly "last seen" is kept: no write for each request."""
DEVICE_SEEN_STEP = timedelta(seconds=15)
"""The same of a device, whose silence of a minute is an alarm."""

LOGIN = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
SLOT = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
PASSWORD_MIN = 10
PASSWORD_MAX = 200


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who signs in. `hall` is a hall's key or `*`; the public identity stands beside."""

    id: int
    login: str
    name: str
    role: Role
    hall: str
    name_en: str | None = None
    staff_no: str | None = None
    post: str | None = None
    languages: tuple[str, ...] = ()
    has_password: bool = False
    created_at: datetime | None = None
    disabled_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A kiosk, board, window screen, rating pad, keypad or strip that an administrator let in.

    `key` is its name in the site file, if it stands there; `printer` is a kiosk's. `state`: how a
    keypad or strip was when that changed last, at `state_at`.
    """

    id: int
    name: str
    role: Role
    hall: str
    window: str | None = None
    zone: str | None = None
    key: str | None = None
    printer: str | None = None
    created_at: datetime | None = None
    seen_at: datetime | None = None
    revoked_at: datetime | None = None
    state: str | None = None
    state_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One open door: a person's browser, a device, or a script's token."""

    id: int
    kind: str  # person | device | token
    role: Role
    hall: str
    label: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    window: str | None = None
    zone: str | None = None
    slot: str | None = None
    person: Person | None = None
    device: Device | None = None
    ended_at: datetime | None = None

    def alive(self, now: datetime) -> bool:
        """Not ended, not too old, and (a person's) not left alone for too long."""
        if self.ended_at is not None or now >= self.expires_at:
            return False
        return self.kind != "person" or now - self.seen_at < PERSON_IDLE + SEEN_STEP

    @property
    def actor(self) -> str:
        """How the journal and the audit name who did it; never a visitor."""
        if self.kind == "person" and self.person is not None:
            return f"person:{self.person.login}"
        if self.kind == "device" and self.device is not None:
            return f"{self.role}:{self.device.id}"
        return f"token:{self.id}"


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """What a one-time link leads to."""

    id: int
    slot: str | None
    target: str
    expires_at: datetime
    person: Person | None = None
    device: Device | None = None
    used_at: datetime | None = None


def clean_login(text: str) -> str:
    """A sign-in name in its one spelling; refuses `login.malformed`."""
    login = text.strip().lower()
    if not LOGIN.fullmatch(login):
        raise Refused("login.malformed", {"login": text[:80]})
    return login


def check_password(password: str, login: str) -> None:
    """Long is what counts; refuses `password.too_short`, `password.too_long`, `password.guessable`.

    Length over composition rules: NIST SP 800-63B, 3.1.1.2.
    """
    if len(password) < PASSWORD_MIN:
        raise Refused("password.too_short", {"least": PASSWORD_MIN})
    if len(password) > PASSWORD_MAX:
        raise Refused("password.too_long", {"most": PASSWORD_MAX})
    if login in password.lower() or len(set(password)) < 4:
        raise Refused("password.guessable")


def person_role(text: str) -> Role:
    """Refuses `role.not_a_persons` for anything that is not a role of people."""
    if text not in PERSON_ROLES:
        raise Refused("role.not_a_persons", {"role": text[:40]})
    return Role(text)


def device_role(text: str, window: str | None) -> Role:
    """Refuses `role.not_a_devices`, and `device.needs_window` for what stands at a window."""
    if text not in DEVICE_ROLES:
        raise Refused("role.not_a_devices", {"role": text[:40]})
    role = Role(text)
    if role in NEED_WINDOW and not window:
        raise Refused("device.needs_window", {"role": text})
    return role
