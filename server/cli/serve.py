"""`servicehall serve` and `servicehall demo`: the processes that halls run on."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.cli.language import Failure, say
from server.cli.options import in_words, settings_of
from server.settings import Settings

if TYPE_CHECKING:
    from server.usecases.app_context import AppContext

log = logging.getLogger("servicehall")

HOST = click.option("--host", help="Address to listen on.")
PORT = click.option("--port", type=int, help="Port to listen on; 0 takes a free one.")
DATA = click.option("--data", type=click.Path(path_type=Path), help="Folder of the database.")


@click.command()
@HOST
@PORT
@DATA
@click.option("--database", help="sqlite:///… or postgresql://…; without it, SQLite.")
@in_words
def serve(**given: Any) -> None:
    """Serve the halls of the database (put one in with `servicehall install FILE`)."""
    from server.main import compose, open_context, web_options
    from server.paper.print_service import print_service_of
    from server.realtime.serving import serve as listen

    settings = _with_port(settings_of(**given))
    with _alone(settings):
        context = open_context(settings)
        base = settings.reached_at(settings.port)
        desk = print_service_of(context, base) if settings.printing else None
        hall = compose(context, web_options(settings), desk)
        _listen(listen, hall, settings)


@click.command()
@HOST
@PORT
@DATA
@click.option("--site", type=click.Path(path_type=Path, exists=True), help="Another site file.")
@click.option("--busy", is_flag=True, help="Fill the hall with pretend visitors and clerks.")
@click.option("--pace", type=float, default=1.0, show_default=True, help="How busy, and how fast.")
@click.option("--hours", type=click.Choice(["always", "site"]), default="always",
              show_default=True, help="Open at any time, or as the site file says.")  # fmt: skip
@in_words
def demo(site: Path | None, busy: bool, pace: float, hours: str, **given: Any) -> None:
    """A whole centre to try: start page on http://127.0.0.1:8000, nothing to set up."""
    from server.demo.running import Demo
    from server.realtime.serving import serve as listen

    given["data"] = given["data"] or Path("data/demo")
    settings = _with_port(settings_of(**given))
    with _alone(settings):
        show = Demo(settings, site, always_open=hours == "always")
        click.echo(say("Servicehall 演示", "Servicehall demo"))
        busy_at = pace if busy else None
        try:
            _listen(listen, show.hall, settings, lambda port: show.ready(port, busy_at))
        finally:
            show.stop()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Refuse to serve a SQLite file that another process serves."""
    from server.storage.engine import sqlite_file
    from server.storage.sqlite.file_lock import FileLock, ServedAlreadyError

    file = sqlite_file(settings.database, settings.data)
    if file is None:
        yield
        return
    lock = FileLock(file)
    try:
        lock.take()
    except ServedAlreadyError as error:
        raise Failure(error.zh, error.en) from error
    try:
        yield
    finally:
        lock.release()


def _with_port(settings: Settings) -> Settings:
    """The address stands on tickets and links before the server listens: port 0 is settled now."""
    from server.paper.virtual import free_port

    return settings.model_copy(update={"port": settings.port or free_port()})


def _say_where(context: "AppContext", address: str) -> None:
    """Keep the address for `servicehall link`, whichever port was asked for here."""
    from server.main import people_of
    from server.storage.unavailable import StorageUnavailable

    # A full disk keeps nobody from starting; the link names the address of the last start then.
    with suppress(StorageUnavailable), people_of(context).writing() as book:
        book.record(context.now(), "server", "server.started", address[:120])


def _listen(
    listen: Any, hall: Any, settings: Settings, ready: Callable[[int], None] | None = None
) -> None:
    def opened(port: int) -> None:
        _say_where(hall.context, settings.reached_at(port))
        address = f"http://{settings.host}:{port}"
        click.echo(say(f"正在监听 {address}", f"Listening on {address}"))
        if ready is not None:
            ready(port)

    try:
        listen(hall, settings.host, settings.port, opened)
    except OSError as error:
        said = error.strerror or str(error)
        where = f"{settings.host}:{settings.port}"
        raise Failure(
            f"不能在 {where} 上监听（{said}）。是不是已有一个在运行？请看 servicehall doctor。",
            f"Nothing can listen at {where} ({said}). Is another one running? See servicehall "
            "doctor.",
        ) from error
