"""`servicehall journal`: checks the record of everything that happened."""

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from server.cli.database import standing
from server.cli.halls import DATA, DATABASE, HALL, hall_keys
from server.cli.language import say
from server.cli.options import in_words

if TYPE_CHECKING:
    from server.storage.verifying import Verification

BROKEN, DIFFERS = 1, 3
MOST_NAMED = 200


@click.group()
def journal() -> None:
    """The hash-chained record of everything that happened."""


@journal.command("verify")
@HALL
@DATABASE
@DATA
@in_words
def verify(hall: str | None, **given: Any) -> None:
    """Check the chain, then rebuild tickets, ratings and figures from it and name what differs.

    Exit code 0: all holds. 1: a journal does not; its first row that was altered, dropped or
    reordered is named, and its tables are not compared. 3: the journals are whole, but tables say
    something else.
    """
    from server.main import open_context
    from server.usecases.verifying import verify_hall

    context = open_context(standing(given))
    exits = {BROKEN: False, DIFFERS: False}
    for key in [hall] if hall else hall_keys(context):
        found = verify_hall(context, key)
        exits[BROKEN] |= found.broken is not None
        exits[DIFFERS] |= bool(found.discrepancies)
        for line in _lines(found):
            click.echo(f"{key}: {line}")
    sys.exit(next((code for code, so in exits.items() if so), 0))


def _lines(found: "Verification") -> Iterator[str]:
    """What was found of one hall."""
    if found.broken is not None:
        yield say(found.broken.what_zh, found.broken.what)
        return
    yield say(f"日志完整，共 {found.entries} 条", f"the journal is whole, {found.entries} entries")
    for discrepancy in found.discrepancies[:MOST_NAMED]:
        yield say(discrepancy.sentence_zh, discrepancy.sentence)
    more = len(found.discrepancies) - MOST_NAMED
    if more > 0:
        yield say(f"还有 {more} 处", f"and {more} more")
    if not found.discrepancies:
        yield say("号票、评价和数字都和日志一致", "tickets, ratings and figures are what it gives")
