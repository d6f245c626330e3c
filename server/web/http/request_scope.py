"""The house that a request is answered from, and the hall and window it means."""

from datetime import datetime

from flask import g, request

from server.domain.errors import Refused
from server.domain.people import ALL_HALLS
from server.domain.vocabulary import Vocabulary
from server.storage.unavailable import StorageUnavailable
from server.usecases.app_context import AppContext
from server.web.auth import authorize
from server.web.auth.principal import Principal
from server.web.http.texts import OURS
from server.web.web_context import options, web_context


def context() -> AppContext:
    return web_context().context


def halls() -> dict[str, str]:
    """Keys of all halls with their modes, in order."""
    with context().store.database.reading() as connection:
        return {row.key: row.mode for row in context().store.halls(connection)}


def own_hall(who: Principal) -> str:
    """The hall a request means that names none: the caller's own, or the only live one.

    Refuses `window.which_hall` when there are several.
    """
    if who.hall is not None and who.hall != ALL_HALLS:
        return who.hall
    wanted = options().default_hall
    if wanted is not None:
        return str(wanted)
    live = [key for key, mode in halls().items() if mode == "live"]
    if len(live) != 1:
        raise Refused("window.which_hall", {"halls": ", ".join(live) or "—"})
    return live[0]


def window_key(text: str) -> str:
    """A window's number in its one spelling: 03 is 3, 2a is 2A."""
    return text.upper().lstrip("0") or text


def window_of(name: str) -> tuple[str, str]:
    """Hall and key of a window named "3", "03" or "main.3", within the caller's reach."""
    who = authorize.principal()
    hall, dot, window = name.rpartition(".")
    if not dot:
        hall = own_hall(who)
    key = window_key(window)
    authorize.check_hall(who, hall)
    authorize.check_window(who, key)
    return hall, key


def hall_words(named: object = None) -> Vocabulary:
    """The words of the hall that a refusal is about: the one it names, else that of the request's
    address, else the caller's own. A request that means no hall is answered in ours."""
    given = request.view_args or {}
    of_window = str(given.get("window", "")).rpartition(".")[0]
    who = g.get("principal")
    key = named or given.get("hall") or of_window or request.args.get("hall")
    try:
        hall = str(key) if key else own_hall(who) if who is not None else None
        if hall is None or not hall.isprintable():  # PostgreSQL holds no NUL in a text at all
            return OURS
        with context().store.database.reading() as connection:
            return context().store.hall(connection, hall).words
    except (Refused, StorageUnavailable):
        return OURS


def local_time(hall: str, instant: str) -> str:
    """An instant as the hall's own clock shows it: month, day, hour and minute."""
    with context().store.database.reading() as connection:
        zone = context().store.hall(connection, hall).hours.timezone
    return f"{datetime.fromisoformat(instant).astimezone(zone):%m-%d %H:%M}"
