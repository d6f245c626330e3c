"""What the interface answers about people, devices and sessions. No secret, but once."""

from typing import Any, Literal

from pydantic import Field

from server.contracts.live import Instant
from server.contracts.texts import Part


class PersonView(Part):
    """Somebody who may sign in."""

    id: int = Field(description="Number.")
    login: str = Field(description="Sign-in name.")
    name: str = Field(description="Name.")
    name_en: str | None = Field(description="In Latin letters.")
    role: str = Field(description="Role.")
    hall: str = Field(description="Hall, or *.")
    staff_no: str | None = Field(description="Staff number.")
    post: str | None = Field(description="Post.")
    languages: list[str] = Field(description="Languages served.")
    has_password: bool = Field(description="Has set one.")
    has_photograph: bool = Field(description="Its screen shows one.")
    created_at: Instant | None = Field(description="Added.")
    disabled_at: Instant | None = Field(description="May not sign in since.")


class DeviceView(Part):
    """A device that was let in."""

    id: int = Field(description="Number.")
    name: str = Field(description="Name.")
    role: str = Field(description="kiosk, board, window, pad, keypad or strip.")
    hall: str = Field(description="Hall.")
    window: str | None = Field(description="Window.")
    zone: str | None = Field(description="Zone.")
    key: str | None = Field(description="Its name in the site file.")
    printer: str | None = Field(description="A kiosk's printer.")
    created_at: Instant | None = Field(description="Added.")
    seen_at: Instant | None = Field(description="Last seen, to the minute.")
    revoked_at: Instant | None = Field(description="Shut out since.")


class SessionInfo(Part):
    """An open door."""

    id: int = Field(description="Number.")
    kind: Literal["person", "device", "token"] = Field(description="Whose.")
    role: str = Field(description="Role.")
    hall: str = Field(description="Hall, or *.")
    window: str | None = Field(description="Window it is bound to.")
    label: str = Field(description="Name.")
    slot: str | None = Field(description="Slot in the browser.")
    created_at: Instant = Field(description="Opened.")
    seen_at: Instant = Field(description="Last seen, to the minute.")
    expires_at: Instant = Field(description="Ends by itself.")


class Who(Part):
    """Who the caller is."""

    signed_in: bool = Field(description="Whether there is a session.")
    role: str | None = Field(description="Role.")
    hall: str | None = Field(description="Hall, or *.")
    window: str | None = Field(description="Window the session is bound to.")
    slot: str | None = Field(description="Slot of the session.")
    person: PersonView | None = Field(description="The person.")
    device: DeviceView | None = Field(description="The device.")
    home: str = Field(description="The page to begin at.")


class Link(Part):
    """A one-time link. It is shown this once."""

    url: str = Field(description="Path to open in the browser that shall be let in.")
    expires_at: Instant = Field(description="Until when.")


class Token(Part):
    """A bearer token. It is shown this once."""

    token: str = Field(description="For `Authorization: Bearer …`.")
    session: SessionInfo = Field(description="What it opens.")


class AuditEntry(Part):
    """What was done to people and devices."""

    id: int = Field(description="Number.")
    at: Instant = Field(description="When.")
    actor: str = Field(description="Who did it.")
    action: str = Field(description="What.")
    subject: str = Field(description="To whom or what.")
    facts: dict[str, Any] = Field(description="More.")
