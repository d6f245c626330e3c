"""The demonstration: the example centre, a virtual printer, and doors that open for a browser
on this machine."""

import os
import subprocess
import sys
from datetime import timedelta
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import click

from server.configuration.findings import SiteFileError
from server.configuration.reading import read
from server.contracts.site import Site
from server.demo.links import links
from server.demo.past import simulate_past
from server.domain.people import ALL_HALLS, Role
from server.main import Servicehall, compose, open_context, people_of, web_options
from server.paper.print_service import print_service_of
from server.paper.virtual import VirtualPaper
from server.settings import Settings
from server.setup.install import install
from server.usecases.signing_in import MakeLink, MakeToken, make_links, make_token
from server.waits.service import WaitsService

LINKS_FOR = timedelta(hours=12)


class Demo:
    """Everything the demo runs; `hall` is what the server serves."""

    def __init__(self, settings: Settings, site: Path | None, always_open: bool) -> None:
        self.settings = settings
        self.site = _opened(_read(site), always_open)
        self.context = open_context(settings)
        self.people = people_of(self.context)
        self.paper = VirtualPaper(self.site)
        install(self.context, self.paper.instead_of_printers(self.site), "demo")
        self._remember()
        desk = print_service_of(self.context, settings.reached_at(settings.port))
        options = web_options(settings, demo=True, paper_pages=self._pages())
        self.hall: Servicehall = compose(self.context, options, desk, self._links)
        self._busy: subprocess.Popen[bytes] | None = None

    def _remember(self) -> None:
        """Give halls that know nothing yet a past to tell waits from."""
        waits = self.context.waits
        if not isinstance(waits, WaitsService):
            return
        with self.context.store.database.reading() as connection:
            for described in self.site.halls:
                hall = self.context.store.hall(connection, described.key)
                today = self.context.store.day(connection, hall, self.context.now())
                waits.prime(connection, hall, partial(simulate_past, hall=hall, today=today))

    def _links(self) -> list[dict[str, Any]]:
        return links(self.context, self.people, self._pages())

    def _pages(self) -> dict[str, str]:
        return {key: printer.page for key, printer in self.paper.printers.items()}

    def ready(self, port: int, pace: float | None) -> None:
        """Print the one-time links of the staff, and start the pretend people if asked."""
        base = self.settings.reached_at(port)
        click.echo(f"Start page: {base}/  (its links open every screen on this machine)")
        for key, page in self._pages().items():
            click.echo(f"Paper of {key}: {page}")
        with self.people.reading() as book:
            staff = [p for p in book.people() if p.role in (Role.ADMINISTRATOR, Role.MANAGER)]
        orders = [
            MakeLink(actor="demo", person=p.id, target=_home(p.role), life=LINKS_FOR) for p in staff
        ]
        for person, secret in zip(
            staff, make_links(self.people, orders, self.context.now()), strict=True
        ):
            click.echo(f"Sign in once as {person.login} ({person.role}): {base}/enter/{secret}")
        if pace is not None:
            self._busy = self._pretend(base, pace)

    def _pretend(self, base: str, pace: float) -> "subprocess.Popen[bytes]":
        """The pretend visitors live in a process of their own and use the public API only."""
        order = MakeToken("demo", Role.ADMINISTRATOR, ALL_HALLS, "pretend visitors and clerks")
        token = make_token(self.people, order, self.context.now()).secret
        hall = self.site.halls[0].key
        return subprocess.Popen(
            [sys.executable, "-m", "server.demo.busy", base, hall, "--pace", str(pace)],
            env={**os.environ, "SERVICEHALL_TOKEN": token},
        )

    def stop(self) -> None:
        if self._busy is not None:
            self._busy.terminate()
            self._busy.wait(timeout=5)
        self.paper.stop()


def _home(role: Role) -> str:
    return "/admin" if role is Role.ADMINISTRATOR else "/today"


def _read(path: Path | None) -> Site:
    try:
        if path is not None:
            return read(path)
        with as_file(files("server.demo") / "centre.yaml") as example:
            return read(example)
    except SiteFileError as error:
        raise click.ClickException(str(error)) from error


def _opened(site: Site, always: bool) -> Site:
    """The demo may be looked at on a Sunday night."""
    if not always:
        return site
    halls = tuple(hall.model_copy(update={"always_open": True}) for hall in site.halls)
    return site.model_copy(update={"halls": halls})
