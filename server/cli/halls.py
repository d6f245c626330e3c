"""What commands on the halls of a database share."""

from pathlib import Path

import click

HALL = click.option("--hall", help="The hall's key; without it, every hall.")
DATABASE = click.option("--database", help="Database address; without it, as configured.")
DATA = click.option("--data", type=click.Path(path_type=Path), help="Folder of the database.")


def hall_keys(context: object, closed: bool = True) -> list[str]:
    """Every hall of the database; without those that were closed for good if not `closed`."""
    from server.domain.hall import Mode
    from server.usecases.app_context import AppContext

    assert isinstance(context, AppContext)
    with context.store.database.reading() as connection:
        rows = context.store.halls(connection)
    return [row.key for row in rows if closed or row.mode != Mode.CLOSED]
