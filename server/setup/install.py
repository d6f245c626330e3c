"""Puts a site file into force: its halls, its people, its devices."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.configuration.halls import hall_document
from server.contracts.site import Hall, Site
from server.domain.hall import Mode
from server.domain.people import ALL_HALLS, Role
from server.storage.people import People, PeopleRepository
from server.usecases.app_context import AppContext
from server.usecases.configuring import Configure, configure

PAGES: Mapping[str, str] = {
    "administrator": "/admin",
    "manager": "/today",
    "supervisor": "/today",
    "clerk": "/console",
}


@dataclass(frozen=True)
class Installed:
    """What an installation changed."""

    halls: tuple[str, ...]
    people: int
    devices: int


def install(context: AppContext, people: People, site: Site, actor: str) -> Installed:
    """Bring halls to the file's configuration, and add whoever and whatever is not there yet.

    People come without a password: an administrator gives each a one-time link. Nobody and
    nothing is removed; disabling is a deed of its own.
    """
    changed = tuple(
        hall.key
        for hall in site.halls
        if configure(
            context,
            Configure(
                hall=hall.key,
                actor=actor,
                document=hall_document(site, hall.key),
                mode=Mode(hall.mode),
            ),
        ).changed
    )
    with people.writing() as book:
        counted = [
            (_people(book, context, hall), _devices(book, context, hall)) for hall in site.halls
        ]
    return Installed(changed, sum(p for p, _ in counted), sum(d for _, d in counted))


def _people(book: PeopleRepository, context: AppContext, hall: Hall) -> int:
    added = 0
    for member in hall.staff:
        login = member.login.lower()
        if book.person_by_login(login) is not None:
            continue
        everywhere = member.role == "administrator"
        book.add_person(
            login=login, name=member.name.zh, name_en=member.name.en, role=Role(member.role),
            hall=ALL_HALLS if everywhere else hall.key, staff_no=member.staff_no,
            post=member.post.zh, languages=list(member.languages), password=None,
            created_at=context.now(),
        )  # fmt: skip
        book.record(context.now(), "installation", "person.added", login, role=member.role)
        added += 1
    return added


def _devices(book: PeopleRepository, context: AppContext, hall: Hall) -> int:
    known = {(device.hall, device.key) for device in book.devices()}
    added = 0
    for device in hall.devices:
        if (hall.key, device.key) in known:
            continue
        book.add_device(
            name=device.name.zh if device.name else device.key, role=Role(device.kind),
            hall=hall.key, key=device.key, printer=device.printer, zone=device.zone,
            window=None if device.window is None else str(device.window),
            created_at=context.now(),
        )  # fmt: skip
        book.record(context.now(), "installation", "device.added", device.key, hall=hall.key)
        added += 1
    return added
