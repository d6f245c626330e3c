"""`servicehall report`: what a span of days was like, as a table or a file."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.cli.database import standing
from server.cli.halls import DATA, DATABASE, HALL, hall_keys
from server.cli.language import LANGUAGE, Failure, say
from server.cli.new_file import FORCE, refuse_to_overwrite, write_bytes
from server.cli.options import in_words
from server.reports.question import GroupedBy, ReportQuestion
from server.settings import Settings

if TYPE_CHECKING:
    from server.reports.export import Sheet

FORMATS = ("table", "csv", "xlsx", "json")


class BusinessDay(click.ParamType[date]):
    """2026-11-01."""

    name = "YYYY-MM-DD"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> date:
        try:
            return date.fromisoformat(value)
        except ValueError:
            told = say(
                f"{value!r} 不是日期，请写成 2026-11-01。",
                f"{value!r} is no day. Write it as 2026-11-01.",
            )
            self.fail(told, param, ctx)


DAY = BusinessDay()
SHOWN = ("issued", "finished", "wait_n", "wait_half_s", "wait_nine_tenths_s", "service_half_s")
"""Columns of the table on a screen; a file holds all."""
FACTS = "facts"
"""Folder of the archives, in that of the database."""


@click.command()
@click.option("--from", "first", type=DAY, help="First business day; without it, that of --to.")
@click.option("--to", "last", type=DAY, help="Last business day; without it, today.")
@click.option(
    "--by",
    type=click.Choice([each.value for each in GroupedBy]),
    default="all",
    show_default=True,
    help="A line for each.",
)
@click.option("--format", "form", type=click.Choice(FORMATS), default="table", show_default=True)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into a file.")
@LANGUAGE
@click.option("--rebuild", is_flag=True, help="First make the archive anew from the journal.")
@HALL
@FORCE
@DATABASE
@DATA
@in_words
def report(**given: Any) -> None:
    """报表 Waits, services, ratings and the time of windows over a span of business days."""
    refuse_to_overwrite(given["out"], given["force"])
    settings = standing({key: given[key] for key in ("data", "database")})
    from server.reports.archive import ArchiveError

    try:
        sheet = _sheet(settings, given)
    except ArchiveError as trouble:
        raise Failure(
            f"{settings.data / FACTS} 用不了：{trouble}。其中都能由日志重建，可以整个删掉再试。",
            f"{settings.data / FACTS} can't be used: {trouble}. It is made from the journal: "
            "delete the folder and try again.",
        ) from trouble
    _put(sheet, given["form"], given["out"])


def _sheet(settings: Settings, given: dict[str, Any]) -> "Sheet":
    from server.main import open_context
    from server.reports.reporter import Reporter

    context = open_context(settings)
    halls = (given["hall"],) if given["hall"] else tuple(hall_keys(context))
    reporter = Reporter(context.store, settings.data / FACTS)
    now = context.now()
    with context.store.database.reading() as connection:
        today = max(
            context.store.day(connection, context.store.hall(connection, key), now) for key in halls
        )
        first, last = _days(given["first"], given["last"], today)
        if given["rebuild"]:
            for key in halls:
                reporter.rebuild(connection, key, now)
        pledge = reporter.pledge(connection, halls)
        question = ReportQuestion(halls, first, last, GroupedBy(given["by"]), pledge_s=pledge)
        return reporter.sheet(connection, question, given["language"], now)


def _days(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    until = last or today
    since = first or until
    if since > until:
        raise Failure(
            f"--from {since} 晚于 --to {until}。请把较早的一天写在 --from。",
            f"--from {since} is later than --to {until}. Give the earlier day with --from.",
        )
    return since, until


def _put(sheet: "Sheet", form: str, out: Path | None) -> None:
    from server.reports.export import as_csv, as_json, as_xlsx

    if form == "table":
        if out is not None:
            raise Failure(
                "写成文件要用 --format csv、xlsx 或 json。",
                "A file needs --format csv, xlsx or json.",
            )
        _print(sheet)
        return
    if form == "xlsx":
        if out is None:
            raise Failure(
                "工作簿要写成文件：--out report.xlsx。",
                "A workbook needs a file: --out report.xlsx.",
            )
        data = as_xlsx(sheet)
    else:
        data = (as_csv(sheet) if form == "csv" else as_json(sheet)).encode()
    if out is None:
        sys.stdout.buffer.write(data)
    else:
        write_bytes(out, data)
        click.echo(f"{out}: {len(sheet.lines)} lines", err=True)


def _print(sheet: "Sheet") -> None:
    from rich.console import Console
    from rich.table import Table

    from server.reports.words import LINES

    if not sheet.lines:
        nobody = say("没有人来，也没有窗口开放。", "nobody came, and no window was open.")
        click.echo(f"{sheet.title}: {nobody}")
        return
    table = Table(title=sheet.title, title_justify="left")
    columns = [column for column in sheet.columns if column.key in SHOWN]
    table.add_column(LINES[sheet.by][sheet.language], overflow="fold", min_width=16)
    for column in columns:
        table.add_column(sheet.heading(column), justify="right")
    for name, line in sheet.lines:
        table.add_row(name, *(_shown(column.kind, column.value(line)) for column in columns))
    Console().print(table)


def _shown(kind: str, value: object) -> str:
    if value is None:
        return "–"
    if kind == "seconds" and isinstance(value, int):
        return f"{value // 60}:{value % 60:02}"
    return str(value)
