"""People, devices and sessions as the interface shows them. No secret is among it."""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from server.domain.people import Device, Person, Role, Session
from server.web.auth.principal import Principal
from server.web.photographs import Photographs
from server.web.web_context import options


def instant(value: datetime | None) -> str | None:
    """UTC, ISO 8601, milliseconds, Z."""
    if value is None:
        return None
    return value.strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03d}Z"


def person_json(person: Person) -> dict[str, Any]:
    return {
        "id": person.id,
        "login": person.login,
        "name": person.name,
        "name_en": person.name_en,
        "role": person.role,
        "hall": person.hall,
        "staff_no": person.staff_no,
        "post": person.post,
        "languages": list(person.languages),
        "has_password": person.has_password,
        "has_photograph": Photographs(options().photographs).has(person.id),
        "created_at": instant(person.created_at),
        "disabled_at": instant(person.disabled_at),
    }


def device_json(device: Device) -> dict[str, Any]:
    return {
        "id": device.id,
        "name": device.name,
        "role": device.role,
        "hall": device.hall,
        "window": device.window,
        "zone": device.zone,
        "key": device.key,
        "printer": device.printer,
        "created_at": instant(device.created_at),
        "seen_at": instant(device.seen_at),
        "revoked_at": instant(device.revoked_at),
    }


def session_json(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "kind": session.kind,
        "role": session.role,
        "hall": session.hall,
        "window": session.window,
        "label": session.label,
        "slot": session.slot,
        "created_at": instant(session.created_at),
        "seen_at": instant(session.seen_at),
        "expires_at": instant(session.expires_at),
    }


def who_json(principal: Principal) -> dict[str, Any]:
    session = principal.session
    person = None if session is None else session.person
    device = None if session is None else session.device
    return {
        "signed_in": session is not None,
        "role": principal.role,
        "hall": principal.hall,
        "window": principal.window,
        "slot": principal.slot if session is not None else None,
        "person": None if person is None else person_json(person),
        "device": None if device is None else device_json(device),
        "home": home_of(session),
    }


def home_of(session: Session | None) -> str:
    """The page where somebody with this session begins."""
    if session is None:
        return "/sign-in"
    return home(session.role, session.slot, session.window, session.zone)


def first_page(person: Person, slot: str | None = None) -> str:
    """Where a person's link leads: to set a password first, if there is none yet."""
    usual = home(person.role, slot)
    if person.has_password:
        return usual
    return f"/password?next={quote(usual)}" + (f"&as={slot}" if slot else "")


def home(
    role: Role, slot: str | None = None, window: str | None = None, zone: str | None = None
) -> str:
    """The first page of a role, in the browser's session of that name."""
    homes = {
        Role.ADMINISTRATOR: "/admin",
        Role.MANAGER: "/today",
        Role.SUPERVISOR: "/today",
        Role.CLERK: f"/console?window={window}" if window else "/console",
        Role.KIOSK: "/kiosk",
        Role.BOARD: f"/board?zone={zone}" if zone else "/board",
        Role.WINDOW: f"/window/{window}",
        Role.PAD: f"/pad/{window}",
        Role.KEYPAD: "/",
        Role.STRIP: "/",
    }
    path = homes[role]
    if slot is None:
        return path
    return f"{path}{'&' if '?' in path else '?'}as={slot}"
