"""`servicehall install`, `journal` and `day`: work on the halls of the database."""

import sys
from pathlib import Path
from typing import Any

import click

from server.cli_database import standing
from server.cli_settings import in_words, settings_of

HALL = click.option("--hall", help="The hall's key; without it, every hall.")
DATABASE = click.option("--database", help="Database address; without it, as configured.")
DATA = click.option("--data", type=click.Path(path_type=Path), help="Folder of the database.")


@click.command("install")
@click.argument("file", type=click.Path(path_type=Path))
@DATABASE
@DATA
@in_words
def install_site(file: Path, **given: Any) -> None:
    """Put the site file FILE into force: halls, people, devices."""
    from server.configuration.findings import SiteFileError
    from server.configuration.reading import read
    from server.installing import install
    from server.main import open_house, people_of

    try:
        site = read(file)
    except SiteFileError as error:
        raise click.ClickException(str(error)) from error
    house = open_house(settings_of(**given))
    done = install(house, people_of(house), site, "command line")
    halls = ", ".join(done.halls) or "none (the same configuration is in force)"
    click.echo(
        f"Halls changed: {halls}. People added: {done.people}. Devices added: {done.devices}."
    )


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
    from server.main import open_house
    from server.usecases.reading import verify_journal

    house = open_house(standing(given))
    broken = False
    for key in [hall] if hall else _halls(house):
        found = verify_journal(house, key)
        broken = broken or found is not None
        click.echo(f"{key}: the journal is whole" if found is None else f"{key}: {found.what}")
    sys.exit(1 if broken else 0)


@click.group()
def day() -> None:
    """The business day."""


@day.command("close")
@HALL
@DATABASE
@DATA
@in_words
def close(hall: str | None, **given: Any) -> None:
    """End the day now: what is open is closed as what it is, windows close. A hall that a wrong
    clock took into a later day is back in today then."""
    from server.main import open_house
    from server.usecases.closing import CloseDay, close_day

    house = open_house(standing(given))
    for key in [hall] if hall else _halls(house):
        done = close_day(house, CloseDay(hall=key, actor="command line"))
        states = ", ".join(f"{count} {state}" for state, count in done["closed"].items())
        click.echo(f"{key}: {done['day']} closed; open tickets: {states or 'none'}")
        if done["now"] != done["day"]:
            click.echo(f"{key}: the hall had gone ahead of the clock; it is in {done['now']} again")


def _halls(house: object) -> list[str]:
    from server.usecases.house import House

    assert isinstance(house, House)
    with house.store.database.reading() as connection:
        return [row.key for row in house.store.halls(connection)]
