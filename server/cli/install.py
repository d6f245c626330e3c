"""`servicehall install`: halls, people and devices become what a site file says."""

import sys
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from server.cli.config_exchange import tell
from server.cli.halls import DATA, DATABASE
from server.cli.language import LANGUAGE, Failure
from server.cli.options import in_words, settings_of
from server.settings import Settings

if TYPE_CHECKING:
    from server.contracts.site import Site
    from server.setup.install import Installation
    from server.usecases.app_context import AppContext

ACTOR = "command line"
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
YES = click.option("--yes", is_flag=True, help="Do it without asking.")

SAID = {
    "nothing": ("没有变化：现在用的就是这个文件。", "Nothing changes: this file is in force."),
    "dry": ("以上都没有改（--dry-run）。", "Nothing was changed (--dry-run)."),
    "ask": ("这样改吗？", "Do it?"),
    "no": ("没有任何更改。", "Nothing was changed."),
    "unasked": (
        "这里没有终端可以问您。没有任何更改；确定要改，请加 --yes。",
        "There is no terminal to ask on. Nothing was changed; if this is wanted, say --yes.",
    ),
    "version": (
        "大厅 {hall}：第 {version} 版配置生效。",
        "Hall {hall}: version {version} is in force.",
    ),
    "done": (
        "已完成。正在运行的服务器几秒内照此执行，不用重启。",
        "Done. A running server follows within seconds; no restart is needed.",
    ),
}  # fmt: skip


@click.command("install")
@click.argument("file", type=click.Path(path_type=Path))
@DRY_RUN
@YES
@LANGUAGE
@DATABASE
@DATA
@in_words
def install_site(file: Path, dry_run: bool, yes: bool, language: str, **given: Any) -> None:
    """Make halls, people and devices what the site file FILE says.

    Every difference is printed first, then you are asked. Somebody an earlier file had and this
    one hasn't is disabled and signed out, such a device is revoked, such a hall of the same
    centre is closed and keeps its history. Whoever was added by hand stays.
    """
    from server.configuration.reading import check, read

    tell(file, check(file), language)
    Agreement(read(file), language, dry_run, yes).put(settings_of(**given))


class Agreement:
    """A site that is put into force after its differences were shown and somebody said yes."""

    def __init__(
        self,
        site: "Site",
        language: str,
        dry_run: bool,
        yes: bool,
        only: Collection[str] | None = None,
    ) -> None:
        self._site = site
        self._language = language
        self._dry_run = dry_run
        self._yes = yes
        self._only = only

    def put(self, settings: Settings) -> None:
        """Show, ask, do; ends the command when the answer is no."""
        from server.main import open_context

        shown = self._trial(settings)
        for each in shown.differences:
            click.echo(each.line(self._language))
        if not self._wanted(shown):
            return
        done = self._install(open_context(settings), shown)
        for hall in done.halls:
            if hall.changed:
                click.echo(self._say("version").format(hall=hall.hall, version=hall.version))
        click.echo(self._say("done"))

    def _trial(self, settings: Settings) -> "Installation":
        """A database that is not there yet is not made before somebody said yes."""
        from server.main import open_context
        from server.storage.engine import sqlite_file

        file = sqlite_file(settings.database, settings.data)
        if file is None or file.exists():
            return self._install(open_context(settings))
        with tempfile.TemporaryDirectory() as folder:
            context = open_context(
                settings.model_copy(update={"data": Path(folder), "database": None})
            )
            try:
                return self._install(context)
            finally:
                context.store.database.close()

    def _install(
        self, context: "AppContext", shown: "Installation | None" = None
    ) -> "Installation":
        from server.setup.install import install

        return install(
            context, self._site, ACTOR, only=self._only, trial=shown is None, expected=shown
        )

    def _wanted(self, shown: "Installation") -> bool:
        if not shown.changes:
            click.echo(self._say("nothing"))
            return False
        if self._dry_run:
            click.echo(self._say("dry"))
            return False
        if self._yes:
            return True
        if not sys.stdin.isatty():
            raise Failure(*SAID["unasked"])
        if not click.confirm(self._say("ask")):
            raise Failure(*SAID["no"])
        return True

    def _say(self, what: str) -> str:
        return SAID[what][0 if self._language == "zh" else 1]
