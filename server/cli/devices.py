"""`servicehall device`: kiosks, boards, window screens and pads, from the machine's own shell."""

from datetime import datetime
from typing import Any

import click

from server.cli.language import Failure, say
from server.cli.people import ACTOR, of_database, opened
from server.domain.people import Device


@click.group()
def device() -> None:
    """Kiosks, boards, window screens, rating pads, keypads and strips."""


@device.command("list")
@click.option("--hall", help="Only those of this hall.")
@click.option("--all", "revoked", is_flag=True, help="Those that were revoked, too.")
@of_database
def list_devices(hall: str | None, revoked: bool, **given: Any) -> None:
    """Every device: number, hall, key, kind, place, and whether its browser is connected."""
    context, people = opened(given)
    with people.reading() as book:
        found = [d for d in book.devices() if hall in (None, d.hall)]
        alive = [s for s in book.sessions() if s.alive(context.now())]
        connected = {s.device.id for s in alive if s.device is not None}
    shown = [d for d in found if revoked or d.revoked_at is None]
    if not shown:
        raise Failure(
            "这里没有设备。请写进站点文件，然后运行：servicehall install 文件",
            "There is no device here. Put them into the site file, then: servicehall install FILE",
        )
    rows = [_row(d, d.id in connected) for d in shown]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=False))
        click.echo("  ".join((*cells, row[-1])).rstrip())
    if any(d.id not in connected for d in shown):
        click.echo(
            say(
                "连接一台：servicehall link 设备 --hall 大厅，用它的浏览器打开。",
                "Connect one: servicehall link KEY --hall HALL, opened in its browser.",
            ),
            err=True,
        )


def _row(found: Device, connected: bool) -> tuple[str, ...]:
    place = [
        say(f"窗口 {found.window}", f"window {found.window}") if found.window else "",
        say(f"分区 {found.zone}", f"zone {found.zone}") if found.zone else "",
        say(f"打印机 {found.printer}", f"printer {found.printer}") if found.printer else "",
    ]
    key = found.key or "-"
    state = _state(found, connected)
    return (str(found.id), found.hall, key, found.role, " ".join(filter(None, place)) or "-",
            state, found.name)  # fmt: skip


def _state(found: Device, connected: bool) -> str:
    if found.revoked_at is not None:
        return say("已收回", "revoked")
    if not connected:
        return say("未连接", "not connected")
    if found.seen_at is None:
        return say("已连接", "connected")
    seen = _minute(found.seen_at)
    return say(f"{seen} 有联系", f"seen {seen}")


def _minute(at: datetime) -> str:
    return f"{at.astimezone():%Y-%m-%d %H:%M}"


@device.command("revoke")
@click.argument("number", type=int)
@of_database
def revoke(number: int, **given: Any) -> None:
    """Shut the device of this NUMBER out at once (servicehall device list)."""
    from server.usecases import administering

    context, people = opened(given)
    done = administering.revoke_device(people, administering.By(ACTOR), number, context.now())
    click.echo(
        say(f"设备 {done.id}（{done.name}）已收回。", f"Device {done.id} ({done.name}) is out.")
    )
