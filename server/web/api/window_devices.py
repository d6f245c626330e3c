"""For the program that drives keypads and LED strips: what each is, and how it is."""

from flask import Blueprint

from server.contracts import requests as asked
from server.contracts.answers_window_devices import WindowDeviceNoted, WindowDeviceSetting
from server.domain.errors import Unknown
from server.domain.people import Device
from server.usecases.window_devices import NoteState, note_state
from server.web.api.descriptions import own_part
from server.web.auth import authorize
from server.web.http.request_scope import context
from server.web.openapi.binding import operation

blueprint = Blueprint("window_devices", __name__, url_prefix="/api/v1/window-devices")


@operation(
    blueprint, "GET", "/own", summary="What a keypad or strip is, to itself",
    answers=WindowDeviceSetting,
)  # fmt: skip
def own() -> WindowDeviceSetting:
    """As its site file has it now."""
    device = _own()
    part = own_part(device.hall)
    found = next((each for each in part.get("devices", ()) if each["key"] == device.key), None)
    if found is None or found.get("port") is None:
        raise Unknown("window_device.unknown")
    return WindowDeviceSetting(
        hall=device.hall,
        key=found["key"],
        kind=found["kind"],
        window=str(found["window"]),
        port=found["port"],
        protocol=found.get("protocol") or "lines",
        address=found.get("address") or 1,
        language=part.get("languages", ["zh"])[0],
    )


@operation(
    blueprint, "POST", "/own/state", summary="How a keypad or strip is",
    body=asked.WindowDeviceStateBody, answers=WindowDeviceNoted, headers=("Idempotency-Key",),
)  # fmt: skip
def state(body: asked.WindowDeviceStateBody) -> WindowDeviceNoted:
    """When that changes, and each minute as a sign of life: who is silent for four is an alarm."""
    device = _own()
    order = NoteState(
        hall=device.hall, actor=authorize.principal().actor, key=authorize.idempotency_key(),
        device=device.id, window=str(device.window), state=body.state,
    )  # fmt: skip
    return note_state(context(), order)


def _own() -> Device:
    """Refuses `window_device.unknown` to a script: it is no keypad of a site file."""
    session = authorize.principal().session
    if session is None or session.device is None:
        raise Unknown("window_device.unknown")
    return session.device
