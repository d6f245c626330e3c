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
from server.paper.photographs import made_ready
from server.paper.print_service import PrintService
from server.paper.shared_fonts import SHARED_FONTS
from server.realtime.live import Live, attach
from server.realtime.tailing import HallJournal
from server.realtime.threadpool import run_in_threadpool
from server.settings import Settings
from server.setup.housekeeping import Housekeeper
from server.setup.rehearsal_halls import make_rehearsal
from server.storage.engine import Database, sqlite_url
from server.storage.leadership import Duty, Leadership
from server.storage.migrating import upgrade
from server.storage.notify_listener import NotifyListener
from server.storage.people import People
from server.storage.speaking_turns import SpeakingTurns, TurnsInDatabase, TurnsInMemory
from server.storage.sqlite.shared_commit import on_the_spot
from server.storage.store import Store
from server.usecases.app_context import AppContext
from server.usecases.call_sounds import RecordedSounds
from server.voice.clips import VOICES, Clips
from server.waits.follower import ModelFactory
from server.waits.service import WaitsService
from server.web.app import create_app
from server.web.auth.principal import Principal
from server.web.auth.session_cache import SessionCache
from server.web.options import Options
from server.web.web_context import change_web_context, web_context

log = logging.getLogger("servicehall")

SURFACES = (kiosk.pages.blueprint, display.pages.blueprint, window_client.pages.blueprint)
Links = Callable[[], list[dict[str, Any]]]


def open_context(settings: Settings) -> AppContext:
    """The house on its database, with all tables of this version."""
    aside = run_in_threadpool if patching.is_patched() else on_the_spot
    database = Database(settings.database or sqlite_url(settings.data), aside)
    upgrade(database)
    waits = WaitsService(_model_factory(settings), database if patching.is_patched() else None)
    store = Store(database, domain_hall)
    clips = Clips(settings.data / VOICES)
    sounds = RecordedSounds(store, clips)
    return AppContext(
        store,
        waits=waits,
        turns=_turns(database),
        sounds=sounds,
        wants_sound=sounds.wanted,
        recordings=clips,
    )


def _turns(database: Database) -> SpeakingTurns:
    """Several processes share them in their database; one keeps them in its memory."""
    if database.is_sqlite:
        return TurnsInMemory()
    return TurnsInDatabase(database.reading, database.writing)


def _model_factory(settings: Settings) -> ModelFactory | None:
    """The learned model, if it is wanted and installed."""
    if not settings.learning:
        return None
    try:
        from server.waits.ml.model import LearnedModel
    except ImportError as missing:
        log.warning(
            "Setting 'learning' needs servicehall[ml] and Debian's libgomp1; missing: %s",
            missing.name,
        )
        return None
    return LearnedModel


def people_of(context: AppContext) -> People:
    database = context.store.database
    return People(database.reading, database.writing)


@dataclass(frozen=True)
class Servicehall:
    """A house with all that serves it; `live` is the WSGI application."""

    context: AppContext
    live: Live
    keeper: Housekeeper
    leadership: Leadership
    listener: NotifyListener | None
    desk: PrintService | None

    def start(self) -> None:
        """Called before the first connection is taken."""
        if self.listener is not None:
            self.listener.start()
        self.leadership.start()
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
        self.leadership.stop()
        if self.listener is not None:
            self.listener.stop()


def compose(
    context: AppContext,
    options: Options,
    desk: PrintService | None = None,
    links: Links | None = None,
) -> Servicehall:
    """Put web, live part, printing and housekeeping around a house."""
    options = replace(options, rehearse=partial(make_rehearsal, context))
    app = create_app(context, options, SURFACES, links, desk)
    session_cache = web_context(app).session_cache
    journal = HallJournal(context)
    live = attach(
        app,
        journal,
        context.store.change_signal,
        who=lambda environ, auth: watcher(session_cache, environ, auth),
        may_watch=lambda principal, hall: may_watch(context, principal, hall),
        waits=journal.waits,
        changed_elsewhere=session_cache.changed_elsewhere,
        heartbeat=journal.heartbeat,
    )
    change_web_context(app, live=live)
    session_cache.after_change = live.rights_changed
    database = context.store.database
    listener = None
    if not database.is_sqlite:
        listener = NotifyListener(
            database.url.render_as_string(hide_password=False), context.store.change_signal
        )
    keeper, leadership = housekeeping(context)
    return Servicehall(context, live, keeper, leadership, listener, desk)


def housekeeping(context: AppContext) -> tuple[Housekeeper, Leadership]:
    """The rounds of this process, and its part in the election of who does them."""

    def leads() -> bool:
        return leadership.held

    keeper = Housekeeper(context, leads=leads)
    leadership = Leadership(context.store.database, Duty.HOUSEKEEPING, gained=keeper.wake)
    return keeper, leadership


def watcher(
    session_cache: SessionCache, environ: Mapping[str, Any], auth: object
) -> Principal | None:
    """Who opened a socket; None for a stranger."""
    found = session_cache.who(environ, auth)
    return None if found is None or found.session is None else found


def may_watch(context: AppContext, principal: Principal | None, hall: str) -> bool:
    """Staff and devices watch their own hall; no device ever a rehearsal (F14)."""
    if principal is None or principal.session is None or principal.hall not in (hall, ALL_HALLS):
        return False
    if principal.role not in DEVICE_ROLES:
        return True
    with context.store.database.reading() as connection:
        return context.store.hall(connection, hall).mode is Mode.LIVE


def web_options(settings: Settings, **more: Any) -> Options:
    run: Mapping[str, Any] = (
        {"run_in_threadpool": run_in_threadpool} if patching.is_patched() else {}
    )
    return Options(
        describe=catalogue,
        secure=settings.secure,
        proxies=settings.proxies,
        public_url=settings.public_url,
        default_hall=settings.hall,
        shared_fonts=SHARED_FONTS,
        voices=settings.data / VOICES,
        media=settings.data / "media",
        photographs=settings.data / "photographs",
        make_photograph=made_ready,
        **run,
        **more,
    )
