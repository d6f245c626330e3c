"""What can happen to a window. The first sentence of each class stands in docs/protocol.md."""

from dataclasses import dataclass
from typing import Annotated

from server.domain.events.event import Event, Public, event


@dataclass(frozen=True, kw_only=True)
class WindowEvent(Event):
    """Something happened to a window; how it is now travels with the event."""

    window: Annotated[str, Public("window_key")]


@event("window.signed_on")
class WindowSignedOn(WindowEvent):
    """Somebody works at the window. `instead_of`: who sat there and was taken over from."""

    instead_of: str | None = None


@event("window.signed_off")
class WindowSignedOff(WindowEvent):
    """The window closed. `relieved`: who was signed off by somebody else, and for what `reason`."""

    relieved: str | None = None
    reason: str | None = None


@event("window.paused")
class WindowPaused(WindowEvent):
    """It pauses. `reason`: a key of the hall's list; `minutes`: until it is expected back."""

    reason: str | None
    minutes: int | None


@event("window.unpaused")
class WindowUnpaused(WindowEvent):
    """It works again."""


@event("window.wanted")
class WindowWanted(WindowEvent):
    """A clerk is asked to sit down at the window, or no longer. `wanted`: which of the two."""

    wanted: bool


@event("window.device")
class WindowDeviceChanged(WindowEvent):
    """Its keypad or strip answers, or doesn't. `device`: its name in the site file; `kind`: keypad
    or strip; `state`: ok, no_port (its line is gone) or no_answer."""

    device: str
    kind: str
    state: str
