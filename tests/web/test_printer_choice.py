"""Where paper comes out; never on a printer that has left the site file."""

from datetime import UTC, datetime
from typing import Any

import pytest

from server.domain.errors import Refused, Unknown
from server.domain.people import Device, Role, Session
from server.web.api.printer_choice import chosen, own_printer, printer_for, window_printer
from server.web.auth.principal import Principal

AT = datetime(2026, 11, 18, tzinfo=UTC)
HALL: dict[str, Any] = {
    "printers": [{"key": "front"}, {"key": "desk"}],
    "windows": [{"number": 1, "printer": "desk"}, {"number": 2}, {"number": 3, "printer": "old"}],
    "devices": [{"key": "kiosk-1", "printer": "desk"}, {"key": "kiosk-2", "printer": "old"}],
}


def kiosk(printer: str | None, key: str | None = None) -> Principal:
    device = Device(1, "自助机", Role.KIOSK, "main", key=key, printer=printer)
    session = Session(1, "device", Role.KIOSK, "main", "k", AT, AT, AT, device=device)
    return Principal(session, "cookie", "127.0.0.1")


@pytest.mark.parametrize(
    ("printer", "key", "found"),
    [
        ("desk", None, "desk"),
        ("old", "kiosk-1", "desk"),  # the site file gives this kiosk another one now
        ("old", "kiosk-2", None),
        ("old", None, None),
        (None, "kiosk-1", "desk"),
    ],
)
def test_a_kiosk_prints_on_the_printer_it_has_now(
    printer: str | None, key: str | None, found: str | None
) -> None:
    assert own_printer(HALL, kiosk(printer, key)) == found
    assert printer_for(HALL, kiosk(printer, key), wanted=True) == (found or "front")
    assert printer_for(HALL, kiosk(printer, key), wanted=False) is None


def test_a_window_has_a_printer_of_its_own_or_the_halls_first() -> None:
    assert [window_printer(HALL, key) for key in "1234"] == ["desk", "front", "front", "front"]


def test_without_the_printer_it_is_refused() -> None:
    assert (chosen(HALL, "desk"), chosen(HALL, None)) == ("desk", "front")
    with pytest.raises(Unknown, match=r"printer\.unknown"):
        chosen(HALL, "old")
    with pytest.raises(Refused, match=r"printing\.off"):
        window_printer({"windows": HALL["windows"]}, "1")
