"""Puts a site file into force: its halls, its people, its devices become what it says."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from server.configuration.halls import hall_document
from server.contracts.site import Site
from server.domain.errors import Refused
from server.domain.hall import Mode
from server.setup.differences import Difference, of_hall
from server.setup.installed_devices import put_devices
from server.setup.installed_people import put_people
from server.setup.rehearsal_halls import PREFIX as REHEARSAL
from server.storage import configurations
from server.storage.base import Connection
from server.storage.people import PeopleRepository
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, Configured, configure_together


@dataclass(frozen=True)
class Installation:
    """What an installation changed, or (a trial) would change."""

    differences: tuple[Difference, ...]
    halls: tuple[Configured, ...] = ()

    @property
    def changes(self) -> bool:
        return any(each.changes for each in self.differences)


@dataclass(frozen=True)
class Scope:
    """What a site file speaks for: `halls` in it, `left` those of its centre that it no longer
    has; `logins` and `devices` (hall and key) that only an earlier version of these had."""

    halls: frozenset[str]
    left: frozenset[str]
    logins: frozenset[str]
    devices: frozenset[tuple[str, str]]

    @property
    def all_halls(self) -> frozenset[str]:
        return self.halls | self.left


def install(
    context: AppContext,
    site: Site,
    actor: str,
    *,
    only: Collection[str] | None = None,
    trial: bool = False,
    expected: Installation | None = None,
) -> Installation:
    """Make halls, people and devices what the file says, in one transaction.

    A hall of the same centre that the file no longer has is closed, whoever an earlier file
    brought and this one doesn't is disabled, such a device is revoked. What was added by hand
    stays. People come without a password: an administrator gives each a one-time link. `only`:
    these halls of the file, and no other is closed. `trial` changes nothing. `expected`: what a
    person said yes to; refused `install.changed_meanwhile` when it is not what would be done.
    Refuses `configuration.in_use` and `person.last_administrator`.
    """
    part = site
    if only is not None:
        part = site.model_copy(update={"halls": tuple(map(site.hall, only))})
    found: list[Difference] = []
    scopes: list[Scope] = []

    def orders(connection: Connection) -> Sequence[Configure]:
        scopes.append(_scope(context, connection, part, site, whole=only is None))
        return list(_orders(context, connection, part, scopes[0], actor))

    def also(connection: Connection, done: Sequence[Configured]) -> None:
        found.extend(_hall_differences(connection, done))
        book, deed = PeopleRepository(connection), (actor, context.now())
        found.extend(put_people(book, part, scopes[0].all_halls, scopes[0].logins, deed))
        found.extend(put_devices(book, part, scopes[0].devices, deed))
        if expected is not None and tuple(found) != expected.differences:
            raise Refused("install.changed_meanwhile")

    halls = configure_together(context, orders, also, trial)
    return Installation(tuple(found), tuple(halls))


def _scope(
    context: AppContext, connection: Connection, part: Site, site: Site, whole: bool
) -> Scope:
    """Halls belong together by their centre's name, today's or the one that they had."""
    wanted = {hall.key for hall in part.halls}
    rows = [row for row in context.store.halls(connection) if not row.key.startswith(REHEARSAL)]
    centres = {row.key: _centre(context, connection, row.key) for row in rows}
    ours = {site.centre.name.zh, *(centres[key] for key in wanted & centres.keys())}
    left = {row.key for row in rows if row.mode != Mode.CLOSED and centres[row.key] in ours}
    left = left - wanted if whole else set()
    documents = [json.loads(d) for d in configurations.documents(connection, wanted | left)]
    now = [hall_document(site, hall.key) for hall in site.halls]
    return Scope(
        frozenset(wanted),
        frozenset(left),
        logins=_logins(documents) - _logins(now),
        devices=_devices(documents) - _devices(now),
    )


def _centre(context: AppContext, connection: Connection, hall: str) -> str:
    return str(context.store.document(connection, hall)[1]["centre"]["name"]["zh"])


def _logins(documents: Iterable[dict[str, Any]]) -> frozenset[str]:
    halls = (document["halls"][0] for document in documents)
    return frozenset(str(m["login"]).lower() for hall in halls for m in hall.get("staff", ()))


def _devices(documents: Iterable[dict[str, Any]]) -> frozenset[tuple[str, str]]:
    halls = (document["halls"][0] for document in documents)
    return frozenset((hall["key"], d["key"]) for hall in halls for d in hall.get("devices", ()))


def _orders(
    context: AppContext, connection: Connection, site: Site, scope: Scope, actor: str
) -> Iterator[Configure]:
    for hall in site.halls:
        document = hall_document(site, hall.key)
        yield Configure(hall=hall.key, actor=actor, document=document, mode=Mode(hall.mode))
    for key in scope.left:
        document = json.loads(json.dumps(context.store.document(connection, key)[1]))
        document["halls"][0]["mode"] = Mode.CLOSED.value
        yield Configure(hall=key, actor=actor, document=document, mode=Mode.CLOSED)


def _hall_differences(connection: Connection, done: Sequence[Configured]) -> Iterator[Difference]:
    for each in done:
        if each.version is None:
            continue
        before, after = (
            configurations.document(connection, each.hall, version)
            for version in (each.version - 1, each.version)
        )
        was = None if before is None else json.loads(before)
        yield from of_hall(each.hall, was, json.loads(after or "{}"))
