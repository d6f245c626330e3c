"""What must be true of the lines on which keypads and strips hang, beside their shapes."""

from collections.abc import Iterator

from server.contracts.site_mistakes import Entry, Mistake, Path, entries, mistake

ON_A_LINE = ("keypad", "strip")
OF_A_LINE = ("port", "protocol", "address")


def line_mistakes(hall: Entry, path: Path) -> Iterator[Mistake]:
    """Each has a port; on one port they speak one protocol, each at an address of its own."""
    places: set[tuple[str, object]] = set()
    protocols: dict[str, object] = {}
    for at, device in entries(hall, "devices", path):
        kind, port = device.get("kind"), device.get("port")
        if kind not in ON_A_LINE:
            yield from _not_on_a_line(at, device)
        elif port is None:
            yield mistake(
                (*at, "kind"),
                "叫号键盘和条屏要写明接在哪里",
                f"a {kind} hangs on a line, and none is named",
                "加上 port: serial:///dev/ttyUSB0?baud=9600 或 tcp://主机:端口",
                "add port: serial:///dev/ttyUSB0?baud=9600 or tcp://host:port",
            )
        else:
            yield from _beside_others(at, device, str(port), places, protocols)


def _not_on_a_line(at: Path, device: Entry) -> Iterator[Mistake]:
    for field in OF_A_LINE:
        if device.get("kind") is not None and device.get(field) is not None:
            yield mistake(
                (*at, field),
                f"只有叫号键盘和条屏有 {field}",
                f"only a keypad or strip has {field}",
                f"删去 {field}",
                f"remove {field}",
            )


def _beside_others(
    at: Path, device: Entry, port: str,
    places: set[tuple[str, object]], protocols: dict[str, object],
) -> Iterator[Mistake]:  # fmt: skip
    place = (port, device.get("address") or 1)
    if place in places:
        yield mistake(
            (*at, "port"),
            f"{port} 上已有地址 {place[1]} 的设备",
            f"another device has address {place[1]} on {port}",
            "每台设备写不同的 address",
            "give each its own address",
        )
    places.add(place)
    protocol = device.get("protocol") or "lines"
    if protocols.setdefault(port, protocol) != protocol:
        yield mistake(
            (*at, "protocol"),
            f"{port} 上的设备协议不一致",
            f"the devices on {port} speak different protocols",
            "同一条线写同一种 protocol",
            "write one protocol for one line",
        )
