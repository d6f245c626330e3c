"""`servicehall rehearse`: a recorded day through the running server."""

import datetime as dt
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from server.cli.language import Failure
from server.rehearsal.day_log import OfficeDay, read_office_day
from server.rehearsal.drive import Drive, DriveProgress
from server.rehearsal.http_client import HttpClient
from server.rehearsal.plan import Plan, TooLargeError, plan
from server.rehearsal.report import claims, show
from server.rehearsal.score import NoJournalError, read_journal, score
from server.rehearsal.setup import RehearsalSetup, SetupError, no_server
from server.waits.log import BadLog

SAMPLE = "warsaw_bemowo_2020_01_20.csv.gz"
LOOK_S = 0.2


@click.command()
@click.argument("log", type=click.Path(path_type=Path), required=False)
@click.option("--day", help="Date of the day, e.g. 2020-01-20. Not needed if there is only one.")
@click.option("--site", help="Office in the log. Not needed if there is only one.")
@click.option(
    "--day-ends", type=click.DateTime(["%H:%M"]), default="00:00", show_default=True,
    help="When a business day ends, for a log whose nights stand under two dates.",
)  # fmt: skip
@click.option(
    "--speed",
    type=click.FloatRange(1, 10_000),
    default=300.0,
    show_default=True,
    help="How many times as fast as the recorded day.",
)
@click.option(
    "--server", default="http://127.0.0.1:8000", show_default=True, help="The running server."
)
@click.option(
    "--token",
    envvar="SERVICEHALL_TOKEN",
    help="An administrator's token (servicehall token --role administrator).",
)
def rehearse(
    log: Path | None,
    day: str | None,
    site: str | None,
    day_ends: dt.datetime,
    speed: float,
    server: str,
    token: str | None,
) -> None:
    """Drive the running server with a recorded day, in a rehearsal hall of its own.

    LOG has the columns id, day, site, service, priority, arrival, start, end, server, outcome,
    open (.csv or .csv.gz); without LOG, the sample is taken: 1,360 tickets of a Warsaw city
    office on 20 January 2020. Exit code 1 if a number is not accounted for, anything was
    refused, or the journal does not hold.
    """
    try:
        planned = plan(_office_day(log, day, site, day_ends.time()))
    except (BadLog, TooLargeError) as problem:
        raise click.ClickException(str(problem)) from problem
    if not token:
        raise Failure(
            "演练需要管理员的令牌：用 servicehall token --role administrator 生成"
            "（演示的加 --data data/demo），再用 --token 给出。",
            "A rehearsal needs an administrator's token: make one with "
            "servicehall token --role administrator (for the demo with --data data/demo), and "
            "give it with --token.",
        )
    try:
        with _setup(server, token) as setup:
            sys.exit(0 if _perform(setup, planned, speed, Console(emoji=False)) else 1)
    except (SetupError, NoJournalError) as problem:
        raise click.ClickException(str(problem)) from problem


def _office_day(
    log: Path | None, day: str | None, site: str | None, day_ends: dt.time
) -> OfficeDay:
    if log is not None:
        return read_office_day(log, day, site, day_ends)
    with as_file(files("server.rehearsal").joinpath("sample", SAMPLE)) as sample:
        return read_office_day(sample, day, site)


@contextmanager
def _setup(server: str, token: str) -> Iterator[RehearsalSetup]:
    client = HttpClient(server, connections=64)
    setup = RehearsalSetup(HttpClient(server, patience=0), token)
    try:
        if setup.client.get("/halls").status == 0:
            raise SetupError(no_server(server))
        setup.client = client
        yield setup
    finally:
        setup.clear()
        client.close()


def _perform(setup: RehearsalSetup, planned: Plan, speed: float, console: Console) -> bool:
    day = planned.day
    console.print(
        f"{day.site}, {day.day}: {len(day.visits)} tickets, {len(day.queues)} lines, "
        f"{planned.windows} windows, {_clock(day.begin)}–{_clock(day.end)}, "
        f"about {(day.end - day.begin) / speed:.0f} s at {speed:g}×",
        highlight=False,
        markup=False,
        soft_wrap=True,
    )
    tokens = setup.build(planned)
    stop = threading.Event()
    drive = Drive(setup.client, planned, tokens, speed, stop)
    began = time.monotonic()
    finished = _follow(drive, console)
    seconds = time.monotonic() - began
    setup.close_day(tokens.hall)
    account = score(read_journal(setup.client, tokens.hall, setup.token), planned, speed)
    found = claims(drive.progress, account, len(day.visits) if finished else drive.progress.issued)
    show(console, drive.progress, account, found, seconds)
    console.print(f"Rehearsal hall: {tokens.hall}", highlight=False)
    return finished and all(claim.true for claim in found)


def _follow(drive: Drive, console: Console) -> bool:
    """Run the drive and show how far it is; False when it was interrupted."""
    driver = threading.Thread(target=drive.run, daemon=True)
    total = len(drive.plan.day.visits)
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[said]}"))
    with Progress(*columns, TimeElapsedColumn(), console=console) as progress:
        task = progress.add_task("", total=total, said="")
        driver.start()
        try:
            while driver.is_alive():
                driver.join(LOOK_S)
                _tell(progress, task, drive)
        except KeyboardInterrupt:
            drive.stop.set()
            driver.join()
            return False
    return True


def _tell(bar: Progress, task: TaskID, drive: Drive) -> None:
    so_far: DriveProgress = drive.progress
    waiting = so_far.issued - so_far.called - so_far.left
    bar.update(
        task,
        completed=so_far.issued,
        description=_clock(min(drive.clock.now, drive.plan.day.end)),
        said=f"{so_far.issued} issued, {waiting} waiting, {so_far.finished} finished",
    )


def _clock(seconds: float) -> str:
    """By the office's clock; after midnight with the days since."""
    days, minutes = divmod(int(seconds) // 60, 24 * 60)
    later = f" (+{days})" if days else ""
    return f"{minutes // 60:02}:{minutes % 60:02}{later}"
