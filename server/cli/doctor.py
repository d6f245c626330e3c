"""`servicehall doctor`: says what is wrong on this machine and how to mend it."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from server.cli.database import where
from server.cli.options import in_words, settings_of
from server.settings import Settings
from server.usecases.app_context import AppContext

ENOUGH_BYTES = 1_000_000_000


@click.command()
@click.option("--data", type=click.Path(path_type=Path), help="Folder of the database.")
@click.option("--database", help="Database address; without it, as configured.")
@in_words
def doctor(**given: Any) -> None:
    """Check settings, database, journal, disk, fonts and printers; exit code 1 on a finding.

    Lines with · are advice: what would print more characters than this machine can.
    """
    settings = settings_of(**where(given))
    findings = [*_disk(settings), *_database(settings), *_fonts()]
    for finding in findings:
        click.echo(f"✗ {finding}")
    for line in (*_codes(settings), *_advice()):
        click.echo(f"· {line}")
    if findings:
        sys.exit(1)
    click.echo("✓ Nothing is wrong.")


def _disk(settings: Settings) -> Iterator[str]:
    folder = settings.data if settings.data.exists() else Path()
    free = shutil.disk_usage(folder).free
    if free < ENOUGH_BYTES:
        yield (
            f"Only {free // 1_000_000} MB are free in {folder.resolve()}. "
            "A ticket that can't be stored can't be issued: free a gigabyte."
        )


def _database(settings: Settings) -> Iterator[str]:
    """The tables, the halls, each hall's journal, and whether the tables are what it gives."""
    from server.main import open_context
    from server.usecases.verifying import verify_hall

    context = open_context(settings)
    with context.store.database.reading() as connection:
        halls = [row.key for row in context.store.halls(connection)]
    if not halls:
        yield "No hall is configured. Put one in: servicehall install FILE"
    for hall in halls:
        found = verify_hall(context, hall)
        if found.broken is not None:
            yield (
                f"The journal of {hall} does not hold: {found.broken.what}. Keep a copy of the "
                "database as it is, then restore the last backup."
            )
        if found.discrepancies:
            yield (
                f"The tables of {hall} are not what its journal gives; the first of "
                f"{len(found.discrepancies)}: {found.discrepancies[0].sentence}. Somebody changed "
                f"the database: keep a copy. All of them: servicehall journal verify --hall {hall}"
            )
        yield from _clock(context, hall)
        yield from _printers(context, hall)
    context.store.database.close()


def _clock(context: AppContext, hall: str) -> Iterator[str]:
    from server.usecases.day_keeping import days_ahead

    with context.store.database.reading() as connection:
        known, now = context.store.hall(connection, hall), context.now()
        day = context.store.day(connection, known, now)
    if days_ahead(day, known, now):
        yield (
            f"Hall {hall} stands in {day}, which lies in the future of this computer's clock. Set "
            f"the clock right; when it is, servicehall day close --hall {hall} returns to today."
        )


def _printers(context: AppContext, hall: str) -> Iterator[str]:
    """What the running server last heard of each printer."""
    from printers.reasons import Reason, sentence
    from server.storage.printers import healths_for_staff

    with context.store.database.reading() as connection:
        for key, health in healths_for_staff(connection, hall).items():
            state = Reason(health["state"])
            if state is not Reason.OK:
                words = f" ({health['words']})" if health.get("words") else ""
                zh, en = sentence(state)
                yield f"Printer {key} of {hall}: {zh} {en}{words}"


def _codes(settings: Settings) -> Iterator[str]:
    """Texts in force that paper shows with a code in place of a character: of each hall's site
    file and of its own templates."""
    from printers.facts import KINDS
    from server.main import open_context
    from server.usecases.documents import template_of

    context = open_context(settings)
    with context.store.database.reading() as connection:
        documents = {
            row.key: context.store.document(connection, row.key)[1]
            for row in context.store.halls(connection)
        }
    for hall, document in documents.items():
        yield from _lost(f"Hall {hall}", document)
        for kind in KINDS:
            own = template_of(context, hall, kind)
            if own is not None:
                yield from _lost(f"Template {kind} of hall {hall}", own[1])
    context.store.database.close()


def _lost(what: str, texts: object) -> Iterator[str]:
    from server.configuration.tree import dotted
    from server.paper.printable import as_codes, spelled

    for path, lost in as_codes(texts):
        yield f"{what}: no font holds {spelled(lost)} of {dotted(path)}."


def _fonts() -> Iterator[str]:
    from printers.faces import doctor as missing

    yield from missing()


def _advice() -> Iterator[str]:
    from printers.faces import advice

    yield from advice()
