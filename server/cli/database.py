"""Which database a command without `--data` means: the configured one, or else the demo's."""

from pathlib import Path
from typing import Any

import click

from server.cli.language import Failure, say
from server.cli.options import settings_of
from server.settings import Settings

FILE = "servicehall.db"
DEMO = "demo"


def where(given: dict[str, Any], told: bool = True) -> dict[str, Any]:
    """`given` with the demo's folder when nothing was named and only the demo has a database.

    Whoever tries `servicehall demo` and then `servicehall token` means the demo, and is told so;
    but by a command that only looks there for more than it was asked (`told` is False).
    """
    if given.get("data") is not None or given.get("database") is not None:
        return given
    settings = settings_of(**given)
    demo: Path = settings.data / DEMO
    if settings.database is not None or (settings.data / FILE).exists():
        return given
    if not (demo / FILE).exists():
        return given
    if told:
        click.echo(
            say(f"指的是演示的数据库：{demo}", f"The demo's database is meant: {demo}"), err=True
        )
    return {**given, "data": demo}


def standing(given: dict[str, Any]) -> Settings:
    """The settings of a database that is there: a mistyped folder must not become an empty hall,
    of which a check would say that nothing is wrong."""
    settings = settings_of(**where(given))
    if settings.database is None and not (settings.data / FILE).exists():
        raise Failure(
            f"{settings.data} 里没有数据库。请写明是哪一个"
            "（servicehall demo 的：--data data/demo），"
            "或用 servicehall install 文件 放入站点文件。",
            f"There is no database in {settings.data}. Say where the one meant is (that of "
            "`servicehall demo`: --data data/demo), or put a site file into force with "
            "`servicehall install FILE`.",
        )
    return settings
