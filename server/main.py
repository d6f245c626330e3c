"""The composition root: the only module that imports everyone."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import display.pages
import kiosk.pages
import window_client.pages
from server import patching
from server.configuration.catalogue import catalogue
from server.configuration.halls import domain_hall
from server.domain.hall import Mode
from server.domain.people import ALL_HALLS, DEVICE_ROLES
from server.paper.print_service import PrintDesk
from server.realtime.live import Live, attach
from server.realtime.tailing import HouseJournal
from server.realtime.threadpool import off_hub
from server.settings import Settings
from server.setup.housekeeping import Housekeeper
from server.setup.rehearsal_halls import make_rehearsal
from server.storage.engine import Database, sqlite_url
from server.storage.migrating import upgrade
from server.storage.notify_listener import PostgresEar
from server.storage.people import People
from server.storage.sqlite.shared_commit import on_the_spot
from server.storage.store import Store
from server.storage.waits_state_rows import Tutors
from server.usecases.app_context import House
from server.waits.service import LearnedWaits
from server.web.app import create_app
from server.web.auth.principal import Caller
from server.web.auth.session_cache import Doors
from server.web.options import Options

log = logging.getLogger("servicehall")

SURFACES = (kiosk.pages.blueprint, display.pages.blueprint, window_client.pages.blueprint)
Doorways = Callable[[], list[dict[str, Any]]]


def open_house(settings: Settings) -> House:
    """The house on its database, with all tables of this version."""
    aside = off_hub if patching.is_patched() else on_the_spot
    database = Database(settings.database or sqlite_url(settings.data), aside)
    upgrade(database)
    waits = LearnedWaits(_tutors(settings), database if patching.is_patched() else None)
    return House(Store(database, domain_hall), waits=waits)


def _tutors(settings: Settings) -> Tutors | None:
    """The learned model, if it is wanted and installed."""
    if not settings.learning:
        return None
    try:
        from server.waits.ml.model import HallTutor
    except ImportError as missing:
        log.warning(
            "Setting 'learning' needs servicehall[ml] and Debian's libgomp1; missing: %s",
            missing.name,
        )
        return None
    return HallTutor


def people_of(house: House) -> People:
    database = house.store.database
    return People(database.reading, database.writing)


@dataclass(frozen=True)
class Servicehall:
    """A house with all that serves it; `live` is the WSGI application."""

    house: House
    live: Live
    keeper: Housekeeper
    ear: PostgresEar | None
    desk: PrintDesk | None

    def start(self) -> None:
        """Called before the first connection is taken."""
        if self.ear is not None:
            self.ear.start()
        self.keeper.start()
        if self.desk is not None:
            self.desk.start()
        self.live.start()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        return self.live(environ, start_response)

    def stop(self) -> None:
        self.live.stop()
        if self.desk is not None:
            self.desk.stop()
        self.keeper.stop()
        if self.ear is not None:
            self.ear.stop()


def compose(
    house: House,
    options: Options,
    desk: PrintDesk | None = None,
    doorways: Doorways | None = None,
) -> Servicehall:
    """Put web, live part, printing and housekeeping around a house."""
    options = replace(options, rehearse=partial(make_rehearsal, house))
    app = create_app(house, options, SURFACES, doorways)
    doors: Doors = app.extensions["servicehall.doors"]
    journal = HouseJournal(house)
    live = attach(
        app,
        journal,
        house.store.bell,
        who=lambda environ, auth: watcher(doors, environ, auth),
        may_watch=lambda caller, hall: may_watch(house, caller, hall),
        waits=journal.waits,
    )
    app.extensions["servicehall.live"] = live
    doors.after_change = live.rights_changed
    app.extensions["servicehall.desk"] = desk
    database = house.store.database
    ear = None
    if not database.is_sqlite:
        ear = PostgresEar(database.url.render_as_string(hide_password=False), house.store.bell)
    return Servicehall(house, live, Housekeeper(house), ear, desk)


def watcher(doors: Doors, environ: Mapping[str, Any], auth: object) -> Caller | None:
    """Who opened a socket; None for a stranger."""
    found = doors.who(environ, auth)
    return None if found is None or found.session is None else found


def may_watch(house: House, caller: Caller | None, hall: str) -> bool:
    """Staff and devices watch their own hall; no device ever a rehearsal (F14)."""
    if caller is None or caller.session is None or caller.hall not in (hall, ALL_HALLS):
        return False
    if caller.role not in DEVICE_ROLES:
        return True
    with house.store.database.reading() as connection:
        return house.store.hall(connection, hall).mode is Mode.LIVE


def web_options(settings: Settings, **more: Any) -> Options:
    run: Mapping[str, Any] = {"off_hub": off_hub} if patching.is_patched() else {}
    return Options(
        describe=catalogue,
        secure=settings.secure,
        proxies=settings.proxies,
        public_url=settings.public_url,
        default_hall=settings.hall,
        **run,
        **more,
    )
