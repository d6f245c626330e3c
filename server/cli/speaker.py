"""`servicehall speaker`: a small machine with a loudspeaker speaks the calls of its zones."""

import json
import signal
from pathlib import Path
from typing import TYPE_CHECKING

import click

from server.cli.language import Failure, language, say, silent, used_up

if TYPE_CHECKING:
    from display.speaker.asking import Server


@click.command()
@click.argument("link", required=False)
@click.option("--zone", "zones", multiple=True, help="A zone it stands in; all without one.")
@click.option(
    "--sink", default="card", show_default=True,
    help="card: this machine's sound card; file:FOLDER: a WAV for each call.",
)  # fmt: skip
@click.option(
    "--state", "file", type=click.Path(dir_okay=False, path_type=Path),
    default=Path("speaker.json"), show_default=True, help="File of the server and the secret.",
)  # fmt: skip
def speaker(link: str | None, zones: tuple[str, ...], sink: str, file: Path) -> None:
    """Speak the calls of a hall until it is stopped.

    LINK is given once: the one-time link of a board, as `servicehall link KEY` prints it.
    """
    try:
        from display.speaker.program import SpeakerProgram
        from display.speaker.sinks import SinkError, sink_of
    except ImportError as missing:
        raise Failure(
            f"音箱程序需要附加包 sound（缺少 {missing.name}）：pip install 'servicehall[sound]'。",
            f"The speaker needs the extra 'sound' ({missing.name} is missing): "
            "pip install 'servicehall[sound]'.",
        ) from None

    server = _server(link, file)
    try:
        out = sink_of(sink)
    except SinkError as wrong:
        raise Failure(wrong.zh, wrong.en) from None
    program = SpeakerProgram(
        server, out, list(zones) or None, lambda zh, en: click.echo(say(zh, en))
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: program.stop())
    program.run()


def _server(link: str | None, file: Path) -> "Server":
    """The server of the link, whose secret is kept for the next start; or the one kept."""
    import urllib3

    from display.speaker.asking import Server

    if link is not None:
        _enrol(link, file)
    if not file.exists():
        raise Failure(
            f"还没有 {file}。请先给一次大屏的一次性链接：servicehall speaker 链接"
            "（在服务器上用 servicehall link 设备 打印）。",
            f"{file} is not there yet. Give the one-time link of a board once: "
            "servicehall speaker LINK (the server prints one with: servicehall link KEY).",
        )
    known = json.loads(file.read_text("utf-8"))
    pool = urllib3.PoolManager(maxsize=2)
    return Server(str(known["server"]), str(known["secret"]), pool, language())


def _enrol(link: str, file: Path) -> None:
    from urllib.parse import urlsplit

    from urllib3.exceptions import HTTPError

    from window_client.keypads.settings import enrolled

    parts = urlsplit(link)
    server = f"{parts.scheme}://{parts.netloc}"
    try:
        (secret,) = enrolled(server, [link])
    except ValueError:
        raise Failure(*used_up(link)) from None
    except HTTPError as error:
        raise Failure(*silent(server, error)) from None
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(json.dumps({"server": server, "secret": secret}), "utf-8")
