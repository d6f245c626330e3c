"""What people call a printer: its name and where it stands."""

from collections.abc import Iterable

from server.configuration.hall_vocabulary import vocabulary
from server.contracts.site import Hall
from server.contracts.site_places import Device, Printer, Window
from server.contracts.texts import Text

SHOWN = 2
"""So many kiosks or windows name a printer that has no name; further ones are left out."""


def printer_names(hall: Hall) -> dict[str, dict[str, str]]:
    """Each printer's name with its place, in Chinese and English, by its key.

    A printer without a name is called after the kiosks that print there, else after the windows,
    else by its key.
    """
    return {printer.key: _name(hall, printer) for printer in hall.printers}


def _name(hall: Hall, printer: Printer) -> dict[str, str]:
    kiosks = [d for d in hall.devices if d.kind == "kiosk" and d.printer == printer.key]
    windows = [w for w in hall.windows if w.printer == printer.key]
    if printer.name is not None:
        zh, en = _both(printer.name)
    elif kiosks:
        zh, en = _after(_device(each) for each in kiosks)
    elif windows:
        zh, en = _after(_window(hall, each) for each in windows)
    else:
        zh, en = f"打印机 {printer.key}", f"Printer {printer.key}"
    place = _zone(hall, printer, kiosks)
    return {"zh": zh + (f"（{place[0]}）" if place else ""), "en": en + _in(place)}


def _in(place: tuple[str, str] | None) -> str:
    return f" ({place[1]})" if place else ""


def _after(users: Iterable[tuple[str, str]]) -> tuple[str, str]:
    shown = tuple(users)[:SHOWN]
    zh = "、".join(name for name, _ in shown)
    return f"{zh} 的打印机", f"Printer of {' and '.join(name for _, name in shown)}"


def _both(text: Text) -> tuple[str, str]:
    return text.zh, text.en or text.zh


def _device(device: Device) -> tuple[str, str]:
    return _both(device.name) if device.name else (device.key, device.key)


def _window(hall: Hall, window: Window) -> tuple[str, str]:
    named = vocabulary(hall).named(window.key)
    return named["zh"], named["en"]


def _zone(hall: Hall, printer: Printer, kiosks: list[Device]) -> tuple[str, str] | None:
    """Its own zone, or that of the kiosks where all stand in one."""
    zones = {kiosk.zone for kiosk in kiosks}
    key = printer.zone or (zones.pop() if len(zones) == 1 else None)
    found = next((zone for zone in hall.zones if zone.key == key), None)
    return _both(found.name) if found else None
