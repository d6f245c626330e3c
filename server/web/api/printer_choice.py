"""Where paper comes out: at the kiosk that asks, at the window's printer, or at the hall's first.

Every answer is a printer that stands in the hall's configuration of now.
"""

from typing import Any

from server.domain.errors import Refused, Unknown
from server.web.auth.principal import Principal

Described = dict[str, Any]


def printers_of(described: Described) -> tuple[str, ...]:
    """Keys of a hall's printers, the first one first."""
    return tuple(printer["key"] for printer in described.get("printers", ()))


def printer_for(described: Described, who: Principal, wanted: bool) -> str | None:
    """The kiosk's own printer, or the hall's first; None without paper.

    A hall without printers gives its numbers on the screen.
    """
    if not wanted:
        return None
    return own_printer(described, who) or first_printer(described)


def own_printer(described: Described, who: Principal) -> str | None:
    """The printer of the kiosk that asks. One let in with a printer that has left the site file
    has the one that the file gives it now."""
    device = who.session.device if who.session else None
    if device is None:
        return None
    present = printers_of(described)
    if device.printer in present:
        return device.printer
    listed = {each["key"]: each.get("printer") for each in described.get("devices", ())}
    given = listed.get(device.key)
    return given if given in present else None


def first_printer(described: Described) -> str | None:
    return next(iter(printers_of(described)), None)


def window_printer(described: Described, window: str) -> str:
    """The window's own printer, or the hall's first; refuses `printing.off` without any."""
    present = printers_of(described)
    own = {str(each["number"]): each.get("printer") for each in described.get("windows", ())}
    given = own.get(window)
    return chosen(described, given if given in present else None)


def chosen(described: Described, wished: str | None) -> str:
    """The printer that was named, or the hall's first; refuses `printing.off` without any, and
    Unknown `printer.unknown` for one that is not there."""
    present = printers_of(described)
    if not present:
        raise Refused("printing.off")
    if wished is not None and wished not in present:
        raise Unknown("printer.unknown", {"printer": wished})
    return wished or present[0]
