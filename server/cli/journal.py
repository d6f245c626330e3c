"""`servicehall journal`: checks the record of everything that happened."""

import sys
from typing import Any

import click

from server.cli.database import standing
from server.cli.halls import DATA, DATABASE, HALL, hall_keys
from server.cli.options import in_words


@click.group()
def journal() -> None:
    """The hash-chained record of everything that happened."""


@journal.command("verify")
@HALL
@DATABASE
@DATA
@in_words
def verify(hall: str | None, **given: Any) -> None:
    """Check the chain; names the first row that was altered, dropped or reordered."""
    from server.main import open_context
    from server.usecases.reading import verify_journal

    context = open_context(standing(given))
    broken = False
    for key in [hall] if hall else hall_keys(context):
        found = verify_journal(context, key)
        broken = broken or found is not None
        click.echo(f"{key}: the journal is whole" if found is None else f"{key}: {found.what}")
    sys.exit(1 if broken else 0)
