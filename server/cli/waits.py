"""`servicehall waits`: the engine of the waits scored on a log, and for other programs."""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from time import thread_time

import click
from rich.console import Console
from rich.progress import track

from server.cli.language import Failure
from server.cli.new_file import FORCE, refuse_to_overwrite
from server.domain.waiting.halls import Engine, Halls
from server.domain.waiting.replay import Answered, LoggedVisit, Replay, first_scored_day
from server.waits.answer import BadLine, answer_lines
from server.waits.log import BadLog, read_log
from server.waits.report import Report, tables

MODELS = ("default", "ml")


@click.group()
def waits() -> None:
    """等候估计 Wait estimates: score a log, or answer another program."""


def _halls(model: str) -> Halls:
    if model == "default":
        return Halls()
    try:
        from server.waits.ml.trial import learned_halls
    except ImportError as missing:
        raise Failure(
            f"--model ml 需要 servicehall[ml] 和 Debian 的 libgomp1；缺少：{missing.name}",
            f"--model ml needs servicehall[ml] and Debian's libgomp1; missing: {missing.name}",
        ) from missing
    return learned_halls()


@waits.command()
@click.argument("log", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--warmup-days", default=4, show_default=True, help="Days replayed, not scored.")
@click.option("--site", "sites", multiple=True, help="Only this site; may be given again.")
@click.option("--json", "json_file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--rows", "rows_file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--model", type=click.Choice(MODELS), default="default", show_default=True)
@FORCE
def score(
    log: Path,
    warmup_days: int,
    sites: tuple[str, ...],
    json_file: Path | None,
    rows_file: Path | None,
    model: str,
    force: bool,
) -> None:
    """Replay LOG walk-forward and say how good the estimates would have been."""
    for file in (json_file, rows_file):
        refuse_to_overwrite(file, force)
    try:
        visits = read_log(log, frozenset(sites))
        first = first_scored_day(visits, warmup_days)
    except (BadLog, ValueError) as problem:
        raise click.ClickException(str(problem)) from problem
    halls = _halls(model)
    replay = Replay(halls, thread_time)
    report, answers = _replayed(replay, visits, first)
    report.microseconds = replay.seconds / len(visits) * 1e6
    console = Console(width=None if sys.stdout.isatty() else 200, markup=False, emoji=False)
    for table in tables(report):
        console.print(table)
    if json_file is not None:
        json_file.write_text(json.dumps(report.as_json(), ensure_ascii=False, indent=1) + "\n")
    if rows_file is not None:
        _write_rows(rows_file, answers)


def _replayed(
    replay: Replay, visits: list[LoggedVisit], first: int
) -> tuple[Report, list[Answered]]:
    report, scored = Report(), []
    console = Console(stderr=True)
    steps = track(
        replay.run(visits), "重放 replaying", total=len(visits), console=console, transient=True
    )
    for answered in steps:
        visit = answered.visit
        if visit.start is not None and visit.scored and visit.day >= first:
            report.add(answered, visit.start - visit.arrival)
            scored.append(answered)
    return report, scored


def _write_rows(path: Path, answers: Iterable[Answered]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["id", "point", "low", "high", "actual"])
        for answered in answers:
            said, visit = answered.estimate, answered.visit
            figures = [said.point, said.low, said.high] if said else ["", "", ""]
            waited = (visit.start or visit.arrival) - visit.arrival
            out.writerow([visit.id, *figures, waited])


@waits.command()
@click.option("--model", type=click.Choice(MODELS), default="default", show_default=True)
def answer(model: str) -> None:
    """Answer arrivals, one JSON object a line on standard input in time order."""
    try:
        for reply in answer_lines(_lines(sys.stdin.buffer.readline), _halls(model)):
            click.echo(reply)
            sys.stdout.flush()
    except BadLine as problem:
        click.echo(f"waits answer: {problem}", err=True)
        raise SystemExit(2) from problem


def _lines(read: Callable[[], bytes]) -> Iterator[bytes]:
    while line := read():
        yield line


__all__ = ["Engine", "waits"]
