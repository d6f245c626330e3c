"""`servicehall link`: one-time links for people and devices."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import click

from server.cli.database import standing
from server.cli.language import Failure
from server.cli.people import ACTOR, of_database, opened
from server.domain.people import Device, Person
from server.settings import Settings

if TYPE_CHECKING:
    from server.storage.people import People
    from server.usecases.signing_in import MakeLink


@click.command()
@click.argument("who")
@click.option("--hall", help="The device's hall, where several have one of that key.")
@click.option("--target", help="Page it leads to; without it, the usual one.")
@click.option("--slot", help="Which of the browser's sessions it fills.")
@click.option("--minutes", type=click.IntRange(1, 60 * 24 * 7), default=30, show_default=True)
@of_database
def link(
    who: str, hall: str | None, target: str | None, slot: str | None, minutes: int, **given: Any
) -> None:
    """Print a one-time link that signs WHO in: a sign-in name, or a device's key or number."""
    from server.usecases.signing_in import make_links

    context, people = opened(given)
    order = _order(people, who, hall, target, slot, timedelta(minutes=minutes))
    (secret,) = make_links(people, [order], context.now())
    click.echo(f"{_address(people, standing(given))}/enter/{secret}")


def _address(people: "People", settings: Settings) -> str:
    """Where the server is reached: as set here, or else as the one that was started last says."""
    if settings.public_url is not None:
        return settings.public_url
    with people.reading() as book:
        started = book.last_of("server.started")
    return str(started["subject"]) if started else settings.reached_at(settings.port)


def _order(
    people: "People", who: str, hall: str | None, target: str | None, slot: str | None,
    life: timedelta,
) -> "MakeLink":  # fmt: skip
    from server.usecases.signing_in import MakeLink
    from server.web.api.people_json import first_page, home

    found = _meant(people, who, hall)
    if isinstance(found, Person):
        page = target or first_page(found, slot)
        return MakeLink(actor=ACTOR, person=found.id, target=page, slot=slot, life=life)
    page = target or home(found.role, slot, found.window, found.zone)
    return MakeLink(actor=ACTOR, device=found.id, target=page, slot=slot, life=life)


def _meant(people: "People", who: str, hall: str | None) -> Person | Device:
    with people.reading() as book:
        person = book.person_by_login(who.strip().lower())
        named = [d for d in book.devices() if who in (d.key, str(d.id)) and not d.revoked_at]
    if person is not None and hall is None:
        return person
    devices = [device for device in named if hall in (None, device.hall)]
    if len(devices) == 1:
        return devices[0]
    if devices:
        halls = ", ".join(device.hall for device in devices)
        raise Failure(
            f"有几台设备都叫“{who}”：请用 --hall 写明大厅（{halls}），或用设备的编号"
            "（servicehall device list）。",
            f"Several devices are called {who!r}: name the hall with --hall ({halls}), or the "
            "device by its number (servicehall device list).",
        )
    where = f" in hall {hall!r}" if hall else ""
    where_zh = f"大厅“{hall}”里" if hall else ""
    raise Failure(
        f"没有人用“{who}”登录，{where_zh}也没有这样的设备。"
        "请看 servicehall person list 和 servicehall device list。",
        f"Nobody signs in as {who!r}, and no device{where} is called so. See `servicehall person "
        "list` and `servicehall device list`.",
    )
