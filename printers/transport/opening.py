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
    """Not yet opened. Refuses (SettingError) an address that can't be meant."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise wrong(url, "端口应在 0 到 65535 之间", "Port out of range 0-65535", FORMS) from None
    if parts.scheme == "tcp":
        if not parts.hostname or parts.path.strip("/"):
            raise wrong(url, "没有主机名", "it names no host", "tcp://host:9100")
        if port == 0:
            raise wrong(url, "端口不能为 0", "port 0 is none", "tcp://host:9100")
        return TcpTransport(parts.hostname, port or 9100)
    if parts.scheme not in ("usb", "serial", "file"):
        raise wrong(url, "认不出", "it isn't understood", FORMS)
    if parts.netloc or not parts.path.startswith("/"):
        example = {"usb": "usb:///dev/usb/lp0", "serial": "serial:///dev/ttyS0"}
        form = example.get(parts.scheme, "file:///path")
        raise wrong(url, "要写完整路径（三个斜线）", "it needs a full path (three slashes)", form)
    if parts.scheme == "serial":
        return serial_for(url, parts)
    if parts.query or parts.fragment:
        raise wrong(url, "后面不能有 ? 或 #", "it can't hold ? or #", f"{parts.scheme}:///path")
    return DeviceTransport(parts.path) if parts.scheme == "usb" else FileTransport(parts.path)


def wrong(url: str, zh: str, en: str, form: str) -> SettingError:
    """What is wrong with an address, and the form that it should have."""
    shown = url if len(url) <= 80 else url[:79] + "…"
    return SettingError(
        "url",
        f"打印机地址“{shown}”不对：{zh}",
        f"the printer address “{shown}” is wrong, {en}",
        f"写 {form}",
        f"write {form}",
    )


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
    form = "serial:///dev/ttyS0?baud=9600&flow=rts"
    if options:
        name = next(iter(options))
        raise wrong(url, f"没有选项“{name}”", f"“{name}” isn't an option", form)
    if not baud.isdigit() or int(baud) not in BAUDS:
        known = ", ".join(map(str, BAUDS))
        raise wrong(url, f"波特率只能是 {known}", f"baud must be one of {known}", form)
    if flow not in ("rts", "none"):
        raise wrong(url, "flow 只能是 rts 或 none", "flow must be rts or none", form)
    return SerialTransport(parts.path, int(baud), flow)
