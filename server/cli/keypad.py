"""`servicehall keypad`: call keypads and LED strips at windows (docs/keypads.md)."""

import logging
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.cli.language import Failure, say, silent, used_up

if TYPE_CHECKING:
    from window_client.keypads.plugs import Plug

KEPT_IN = click.option(
    "--state", "file", type=click.Path(dir_okay=False, path_type=Path),
    default=Path("keypads.json"), show_default=True, help="File of the server and the secrets.",
)  # fmt: skip


@click.group()
def keypad() -> None:
    """Call keypads and LED strips at windows."""


@keypad.command()
@click.argument("links", nargs=-1, required=True)
@KEPT_IN
def enrol(links: tuple[str, ...], file: Path) -> None:
    """Let this machine drive the keypads and strips of these one-time LINKS.

    Each is what `servicehall link KEY` prints on the server.
    """
    from urllib.parse import urlsplit

    from urllib3.exceptions import HTTPError

    from window_client.keypads.settings import Kept, driven, enrolled

    servers = {f"{parts.scheme}://{parts.netloc}" for parts in map(urlsplit, links)}
    known = Kept.read(file) if file.exists() else None
    if len(servers | ({known.server} if known else set())) != 1:
        raise Failure(
            "一个文件只管一台服务器的设备，而这些链接和文件属于几台服务器。"
            "请用 --state 换一个文件。",
            "One file drives the devices of one server: these links and the file name several. "
            "Choose another file with --state.",
        )
    (server,) = servers
    try:
        secrets = enrolled(server, links)
    except ValueError as link:
        raise Failure(*used_up(str(link))) from None
    except HTTPError as error:
        raise Failure(*silent(server, error)) from None
    Kept(server, (*(known.secrets if known else ()), *secrets)).write(file)
    for device in driven(server, secrets):
        one = device.setting
        click.echo(
            say(
                f"{one.key}：{one.kind}，窗口 {one.window}，{one.port}，地址 {one.address}",
                f"{one.key}: {one.kind}, window {one.window}, {one.port}, address {one.address}",
            )
        )


@keypad.command()
@KEPT_IN
def run(file: Path) -> None:
    """Drive the keypads and strips of this machine until it is stopped."""
    from window_client.client import Problem, Unreachable
    from window_client.keypads.service import KeypadService
    from window_client.keypads.settings import Kept, driven

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    if not file.exists():
        raise Failure(
            f"没有 {file}：servicehall keypad enrol 链接 会建立它。",
            f"{file} is not there: servicehall keypad enrol LINK makes it.",
        )
    kept = Kept.read(file)
    try:
        service = KeypadService(driven(kept.server, kept.secrets, patience=60.0))
    except (Problem, Unreachable) as refused:
        raise click.ClickException(str(refused)) from None
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: service.stop())
    service.run()


@keypad.command()
@click.option("--protocol", type=click.Choice(["lines", "bus"]), default="lines", show_default=True)
@click.option("--address", "addresses", type=click.IntRange(1, 247), multiple=True,
              help="A keypad's address; may be given several times.  [default: 1]")  # fmt: skip
@click.option("--strip", "strips", type=click.IntRange(1, 247), multiple=True,
              help="The address of an LED strip on the same line.")  # fmt: skip
@click.option("--tcp", type=click.IntRange(0, 65535), help="A TCP port instead of a serial line.")
@click.option("--link", type=click.Path(path_type=Path), help="A path that names the serial line.")
def simulate(
    protocol: str, addresses: tuple[int, ...], strips: tuple[int, ...], tcp: int | None,
    link: Path | None,
) -> None:  # fmt: skip
    """A keypad in this terminal: keys are typed, what it shows is drawn."""
    from window_client.keypads.plugs import PtyPlug, Simulator, TcpPlug
    from window_client.keypads.terminal import run as shown
    from window_client.keypads.virtual import PROTOCOLS, VirtualDevice

    devices = [VirtualDevice(address) for address in addresses or ((1,) if not strips else ())]
    devices += [VirtualDevice(address, "strip") for address in strips]
    plug: Plug = PtyPlug(link) if tcp is None else TcpPlug(tcp)
    simulator = Simulator(PROTOCOLS[protocol](devices), plug)
    simulator.start()
    try:
        shown(simulator)
    finally:
        simulator.stop()


@keypad.command()
@click.argument("text")
def draw(text: str) -> None:
    """How TEXT looks on an LED strip: what doesn't fit is cut, nothing scrolls."""
    from window_client.keypads.dots import dots
    from window_client.keypads.terminal import in_blocks
    from window_client.keypads.virtual import VirtualDevice

    whole = dots(text)
    cells = [whole[at : at + 32] for at in range(0, len(whole), 32)]
    for row in in_blocks(VirtualDevice(1, "strip", drawn=cells)):
        click.echo(row)
