"""`servicehall install`: puts a site file into force."""

from pathlib import Path
from typing import Any

import click

from server.cli.halls import DATA, DATABASE
from server.cli.options import in_words, settings_of


@click.command("install")
@click.argument("file", type=click.Path(path_type=Path))
@DATABASE
@DATA
@in_words
def install_site(file: Path, **given: Any) -> None:
    """Put the site file FILE into force: halls, people, devices."""
    from server.configuration.findings import SiteFileError
    from server.configuration.reading import read
    from server.main import open_context, people_of
    from server.setup.install import install

    try:
        site = read(file)
    except SiteFileError as error:
        raise click.ClickException(str(error)) from error
    context = open_context(settings_of(**given))
    done = install(context, people_of(context), site, "command line")
    halls = ", ".join(done.halls) or "none (the same configuration is in force)"
    click.echo(
        f"Halls changed: {halls}. People added: {done.people}. Devices added: {done.devices}."
    )
