"""`servicehall config export` and `import`: a hall's configuration out of the database and back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.cli.database import standing
from server.cli.halls import hall_keys
from server.cli.language import LANGUAGE, Failure, say
from server.cli.new_file import FORCE, refuse_to_overwrite, write_whole
from server.cli.options import in_words

if TYPE_CHECKING:
    from server.configuration.findings import Finding
    from server.contracts.site import Site
    from server.usecases.app_context import AppContext

DATABASE = click.option("--database", help="Database address; without it, as configured.")
DATA = click.option("--data", type=click.Path(path_type=Path), help="Folder of the database.")


ONE_HALL = (
    "--version 是一个大厅的版本：请用 --hall 写明大厅。",
    "--version is that of one hall: name it with --hall.",
)
UPDATED = ("已更新，保留了注释：{file}", "Updated, with its comments: {file}")
ANEW = (
    "已重写：{file}。原来的内容不是可以保留的站点文件。",
    "Written anew: {file}. What stood there was no site file to be kept.",
)
WRITTEN = (
    "已写入：{file}。修改后运行：servicehall config import --dry-run {file}",
    "Written: {file}. Edit it, then: servicehall config import --dry-run {file}",
)
INSTEAD = (
    "，让它成为现在生效的内容并保留注释",
    " to bring it to what is in force, with its comments",
)
"""What --force does with a site file that is there."""


def tell(file: Path, findings: "list[Finding]", language: str) -> None:
    """Name every mistake with its line, and end the command with 1 if there is any."""
    for found in findings:
        click.echo(f"{file}:{found.line}:{found.column}: {found.sentence(language)}")
    if findings:
        sys.exit(1)


def warn(file: Path, findings: "list[Finding]", language: str) -> None:
    """Name what is right and should be looked at all the same, each with its line."""
    word = "提醒：" if language == "zh" else "warning: "
    for found in findings:
        said = found.sentence(language)
        click.echo(f"{file}:{found.line}:{found.column}: {word}{said}")


@click.command("export")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--hall", help="The hall's key; without it, every live hall in one file.")
@click.option("--version", type=int, help="An older version of that hall.")
@FORCE
@DATABASE
@DATA
@in_words
def export(
    file: Path | None, hall: str | None, version: int | None, force: bool, **given: Any
) -> None:
    """Write the configuration in force as a site file: to FILE, or to the screen.

    A FILE that is there is left alone; with --force a site file is brought to what is in force
    and keeps its comments.
    """
    from server.configuration.updating import updated
    from server.configuration.writing import dump
    from server.main import open_context

    refuse_to_overwrite(file, force, INSTEAD)
    if version is not None and hall is None:
        raise click.UsageError(say(*ONE_HALL))
    context = open_context(standing(given))
    site = _site(context, hall, version)
    if file is None:
        click.echo(dump(site), nl=False)
        return
    was = file.read_text(encoding="utf-8", errors="replace") if file.exists() else None
    text = None if was is None else updated(was, site)
    write_whole(file, text or dump(site))
    told = WRITTEN if was is None else ANEW if text is None else UPDATED
    click.echo(say(*told).format(file=file))


def _site(context: "AppContext", hall: str | None, version: int | None) -> "Site":
    """The site of the halls that are asked for; they must be of one centre."""
    from server.configuration.halls import site_of_document
    from server.usecases.configuring import configuration

    with context.store.database.reading() as connection:
        live = [row.key for row in context.store.halls(connection) if row.mode == "live"]
    sites = [
        site_of_document(configuration(context, key, version)[1])
        for key in ([hall] if hall else live)
    ]
    if not sites:
        raise Failure(
            "还没有大厅。请放入一个：servicehall install 文件",
            "There is no hall yet: servicehall install FILE puts one in.",
        )
    if any(site.centre != sites[0].centre for site in sites):
        halls = ", ".join(live)
        raise Failure(
            f"大厅 {halls} 不属于同一个中心：请用 --hall 写明一个。",
            f"The halls {halls} are not of one centre: name one with --hall.",
        )
    return sites[0].model_copy(update={"halls": tuple(h for site in sites for h in site.halls)})


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--hall", help="Only this hall of the file.")
@click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
@click.option("--yes", is_flag=True, help="Do it without asking.")
@LANGUAGE
@DATABASE
@DATA
@in_words
def import_file(
    file: Path, hall: str | None, dry_run: bool, yes: bool, language: str, **given: Any
) -> None:
    """Make halls that are here already what FILE says of them, with their people and devices.

    Like `servicehall install`, but no hall is added and none is closed.
    """
    from server.cli.install import Agreement
    from server.cli.voice import warn_of_silence
    from server.configuration.reading import check, read
    from server.main import open_context

    tell(file, check(file), language)
    site = read(file)
    warn_of_silence(site, language, given)
    keys = [each.key for each in site.halls if hall in (None, each.key)]
    if not keys:
        raise Failure(f"{file} 里没有大厅“{hall}”。", f"{file} has no hall {hall!r}.")
    settings = standing(given)
    known = hall_keys(open_context(settings))
    missing = [key for key in keys if key not in known]
    if missing:
        raise Failure(
            f"这里没有大厅“{missing[0]}”：放入新的大厅请用 servicehall install。",
            f"There is no hall {missing[0]!r} here: servicehall install puts in a new one.",
        )
    Agreement(site, language, dry_run, yes, only=keys).put(settings)
