"""Makes the Flask application out of the house and the options given by `server.main`."""

from functools import partial

from flask import Blueprint, Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from server.contracts.requests import ID_MOST
from server.contracts.surfaces import HOST
from server.storage.heartbeat import Heartbeat
from server.storage.people import People
from server.usecases.app_context import AppContext
from server.web.api import (
    admin,
    changes,
    emergencies,
    halls,
    layouts,
    pads,
    paper,
    photographs,
    printers,
    session,
    slips,
    speakers,
    tickets,
    waits,
    window_devices,
    windows,
)
from server.web.auth import authorize, forwarded
from server.web.auth.hashing import Hashing
from server.web.auth.rights import ACCESS
from server.web.auth.session_cache import SessionCache
from server.web.auth.throttle import Throttle
from server.web.http import headers, health, metrics, problems, versioned_files
from server.web.openapi import views as reference
from server.web.openapi.binding import BadInput, refuse_invalid
from server.web.options import Options
from server.web.pages import views as pages
from server.web.pages.own_clips import own_clips
from server.web.pages.shared_fonts import shared_fonts
from server.web.web_context import MakeLinks, Printing, WebContext, put_web_context, web_context

BLUEPRINTS = (
    halls.blueprint,
    changes.blueprint,
    layouts.blueprint,
    tickets.blueprint,
    waits.blueprint,
    windows.blueprint,
    emergencies.blueprint,
    pads.blueprint,
    speakers.blueprint,
    window_devices.blueprint,
    paper.blueprint,
    slips.blueprint,
    printers.blueprint,
    photographs.blueprint,
    admin.blueprint,
    session.blueprint,
    health.blueprint,
    reference.blueprint,
    pages.blueprint,
)


class RowNumber(IntegerConverter):
    """A row's number: what no column holds is no address, rather than an error below."""

    def __init__(self, map_: Map) -> None:
        super().__init__(map_, max=ID_MOST)


LARGEST_BODY = 4 * 1024 * 1024


def create_app(
    context: AppContext,
    options: Options,
    surfaces: tuple[Blueprint, ...] = (),
    links: MakeLinks | None = None,
    printing: Printing | None = None,
) -> Flask:
    """`surfaces`: the blueprints of kiosk, display and window_client. `links`: makes the demo's
    one-time links. `printing`: None where no hall has a printer."""
    app = Flask("server.web", static_folder="static", static_url_path="/static")
    app.config["MAX_CONTENT_LENGTH"] = LARGEST_BODY
    app.config["SESSION_COOKIE_SECURE"] = options.secure
    app.config["PUBLIC_URL"] = options.public_url
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # of the default provider
    app.url_map.merge_slashes = False
    app.url_map.converters["id"] = RowNumber
    put_web_context(app, _web_context(context, options, links, printing))
    app.extensions[HOST] = pages.Host()
    if options.shared_fonts is not None:
        app.register_blueprint(shared_fonts(options.shared_fonts))
    if options.voices is not None:
        app.register_blueprint(own_clips(options.voices))
    for blueprint in (*BLUEPRINTS, *surfaces):
        app.register_blueprint(blueprint)
    # Its after_request was put on before that of the headers, so it runs after it and decides.
    versioned_files.install(app)
    # Identified before it is admitted, counted before anything can refuse it.
    metrics.install(app)
    if not options.proxies:
        cache = web_context(app).session_cache
        forwarded.install(app, cache.people, cache.now)
    authorize.install(app)
    headers.install(app)
    problems.install(app)
    app.register_error_handler(BadInput, refuse_invalid)
    if options.proxies:
        trusted = options.proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted
        )
    return app


def _web_context(
    context: AppContext, options: Options, links: MakeLinks | None, printing: Printing | None
) -> WebContext:
    database = context.store.database
    people = People(database.reading, database.writing)
    return WebContext(
        context=context,
        options=options,
        session_cache=SessionCache(people, context.now),
        access=ACCESS,
        tries=(
            Throttle(session.TRIES_PER_PAIR),
            Throttle(session.TRIES_PER_NAME),
            Throttle(session.TRIES_PER_ADDRESS),
        ),
        hashing=Hashing(options.run_in_threadpool),
        heartbeat=Heartbeat(database, context.now, partial(health.pulses, context)),
        links=links,
        printing=printing,
    )
