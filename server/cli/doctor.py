"""`servicehall doctor`: says what is wrong on this machine and how to mend it."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import click

from server.cli.database import where
from server.cli.diagnosis import Diagnosis, Level
from server.cli.language import LANGUAGE
from server.cli.options import in_words, settings_of


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the database.")
@click.option("--database", help="Database address; without it, as configured.")
@click.option("--json", "as_json", is_flag=True, help="Every line as JSON, for programs.")
@LANGUAGE
@in_words
def doctor(as_json: bool, language: str, **given: Any) -> None:
    """Check settings, port, addresses, folder, database, journal, disk, fonts and printers.

    ✓ is well, ! is a warning, ✗ an error: exit code 1 if there is any error.
    """
    from server.cli.doctor_halls import halls
    from server.cli.doctor_machine import machine

    settings = settings_of(**where(given))
    found = [*machine(settings, os.environ), *halls(settings)]
    if as_json:
        click.echo(json.dumps([_entry(each) for each in found], ensure_ascii=False, indent=1))
    else:
        _tell(found, language)
    if any(each.level is Level.ERROR for each in found):
        sys.exit(1)


def _tell(found: list[Diagnosis], language: str) -> None:
    for each in found:
        click.echo(each.line(language))
    if all(each.level is not Level.ERROR for each in found):
        click.echo("没有发现错误。" if language == "zh" else "✓ Nothing is wrong.")


def _entry(each: Diagnosis) -> dict[str, str]:
    return {"level": each.level, "check": each.check, "zh": each.zh, "en": each.en}
