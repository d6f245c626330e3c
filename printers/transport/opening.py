"""From the one URL-like setting to a transport.

tcp://host:9100 · usb:///dev/usb/lp0 · serial:///dev/ttyS0?baud=19200&flow=rts · file:///path
"""

from urllib.parse import SplitResult, parse_qsl, urlsplit

from printers.errors import SettingError
from printers.transport.base import Transport
from printers.transport.device import DeviceTransport
from printers.transport.file import FileTransport
from printers.transport.serial import SerialTransport
from printers.transport.tcp import TcpTransport

BAUDS = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600)
FORMS = "tcp://host:9100, usb:///dev/usb/lp0, serial:///dev/ttyS0?baud=9600 or file:///path"


def transport_for(url: str) -> Transport:
    """Not yet opened. SettingError says what is wrong with the setting."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise SettingError(f"Printer address “{url}”: {error}. Write {FORMS}.") from None
    if parts.scheme == "tcp":
        if not parts.hostname or parts.path.strip("/"):
            raise SettingError(f"Printer address “{url}” names no host. Write tcp://host:9100.")
        return TcpTransport(parts.hostname, port or 9100)
    if parts.scheme not in ("usb", "serial", "file"):
        raise SettingError(f"Printer address “{url}” isn't understood. Write {FORMS}.")
    if parts.netloc or not parts.path.startswith("/"):
        example = f"{parts.scheme}:///path"
        raise SettingError(f"Printer address “{url}” needs a full path: {example}.")
    if parts.scheme == "serial":
        return serial_for(url, parts)
    return DeviceTransport(parts.path) if parts.scheme == "usb" else FileTransport(parts.path)


def device_of(url: str) -> str:
    """What an address reaches, whatever its form and options: two printers with the same answer
    are one. Refuses (SettingError) what `transport_for` refuses."""
    parts = urlsplit(transport_for(url).url)
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path}"


def serial_for(url: str, parts: SplitResult) -> SerialTransport:
    """Reads baud and flow."""
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    baud = options.pop("baud", "9600")
    flow = options.pop("flow", "rts")
    if options:
        raise SettingError(f"Printer address “{url}”: “{next(iter(options))}” isn't an option.")
    if not baud.isdigit() or int(baud) not in BAUDS:
        known = ", ".join(map(str, BAUDS))
        raise SettingError(f"Printer address “{url}”: baud must be one of {known}.")
    if flow not in ("rts", "none"):
        raise SettingError(f"Printer address “{url}”: flow must be rts or none.")
    return SerialTransport(parts.path, int(baud), flow)
