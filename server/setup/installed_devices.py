"""Devices of a site file: added, renamed, moved, or revoked."""

from collections.abc import Iterator
from typing import Any

from server.contracts import site_places
from server.contracts.site import Site
from server.domain.people import Device, Role
from server.setup.differences import ROLES, Difference, becomes, difference
from server.setup.installed_people import SOURCE, Deed
from server.storage.people import PeopleRepository

PLACES = ("role", "window", "zone")
"""What a session of a device was opened for: with another it must be opened anew."""


def put_devices(
    book: PeopleRepository, site: Site, gone: frozenset[tuple[str, str]], deed: Deed
) -> Iterator[Difference]:
    """Make devices what the file says; `gone`: hall and key of those only an earlier file had."""
    there = {(d.hall, d.key or ""): d for d in book.devices() if d.revoked_at is None}
    for hall in site.halls:
        for listed in hall.devices:
            known = there.get((hall.key, listed.key))
            wanted = _wanted(listed)
            if known is None:
                yield _add(book, hall.key, listed.key, wanted, deed)
            else:
                yield from _change(book, known, wanted, deed)
    for place in sorted(gone & there.keys()):
        yield _revoke(book, there[place], deed)


def _wanted(listed: site_places.Device) -> dict[str, Any]:
    return {
        "name": listed.name.zh if listed.name else listed.key,
        "role": Role(listed.kind),
        "window": None if listed.window is None else str(listed.window),
        "zone": listed.zone,
        "printer": listed.printer,
    }


def _whose(hall: str, key: str | None, name: str) -> tuple[str, str]:
    """Its key, the hall it is in, and its name where that says more."""
    return f"设备 {hall}/{key}（{name}）", f"Device {hall}/{key} ({name})"


def _link(hall: str, key: str | None) -> tuple[str, str]:
    command = f"servicehall link {key} --hall {hall}"
    return f"。在它的浏览器里打开新的链接：{command}", f". Open a new link on it: {command}"


def _add(
    book: PeopleRepository, hall: str, key: str, wanted: dict[str, Any], deed: Deed
) -> Difference:
    actor, now = deed
    book.add_device(**wanted, hall=hall, key=key, created_at=now)
    book.record(now, actor, "device.added", key, hall=hall, source=SOURCE)
    zh, en = _whose(hall, key, wanted["name"])
    kind_zh, kind_en = ROLES[wanted["role"]]
    return difference("+", f"{zh}：新增，{kind_zh}", f"{en}: new, {kind_en}")


def _change(
    book: PeopleRepository, device: Device, wanted: dict[str, Any], deed: Deed
) -> Iterator[Difference]:
    actor, now = deed
    values = {key: value for key, value in wanted.items() if getattr(device, key) != value}
    if not values:
        return
    moved = any(part in values for part in PLACES)
    whose = _whose(device.hall, device.key, device.name)
    last = list(values)[-1]
    for part, value in values.items():
        then = _link(device.hall, device.key) if moved and part == last else ("", "")
        yield becomes(whose, part, getattr(device, part), value, then)
    book.change_device(device.id, **values)
    if moved:
        book.end_sessions(now, device_id=device.id)
    told = {key: str(value) for key, value in values.items()}
    book.record(now, actor, "device.changed", str(device.key), **told, hall=device.hall)


def _revoke(book: PeopleRepository, device: Device, deed: Deed) -> Difference:
    actor, now = deed
    book.change_device(device.id, revoked_at=now)
    book.end_sessions(now, device_id=device.id)
    subject = f"{device.role} {device.id}"
    book.record(now, actor, "device.revoked", subject, name=device.name, source=SOURCE)
    zh, en = _whose(device.hall, device.key, device.name)
    return difference(
        "-", f"{zh}：不在文件里，立即注销", f"{en}: is not in the file; revoked at once"
    )
