"""What an administrator does to people and devices. Everything here is in the audit log."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from server.domain.errors import Forbidden, Refused, Unknown
from server.domain.people import (
    ALL_HALLS,
    Device,
    Person,
    Role,
    Session,
    check_password,
    clean_login,
    device_role,
    person_role,
)
from server.storage.people import People, PeopleRepository

Hash = Callable[[str], str]


@dataclass(frozen=True)
class By:
    """Who does it, and the hall their rights end at (`*` has no end)."""

    actor: str
    hall: str = ALL_HALLS


@dataclass(frozen=True)
class AddPerson:
    by: By
    login: str
    name: str
    role: str
    hall: str
    name_en: str | None = None
    staff_no: str | None = None
    post: str | None = None
    languages: tuple[str, ...] = ()
    password: str | None = None


def add_person(people: People, order: AddPerson, now: datetime, hash_: Hash) -> Person:
    """Refuses a taken or odd sign-in name, a weak password, and halls beyond one's own.

    Refuses `access.other_hall`, `login.malformed`, `login.taken`, `password.guessable`,
    `password.too_long`, `password.too_short`, `person.unknown` and `role.not_a_persons`.
    """
    login, role = clean_login(order.login), person_role(order.role)
    _reach(order.by, order.hall)
    stored = _checked_hash(order.password, login, hash_)
    with people.writing() as book:
        if book.person_by_login(login) is not None:
            raise Refused("login.taken", {"login": login})
        id_ = book.add_person(
            login=login,
            name=order.name,
            name_en=order.name_en,
            role=role,
            hall=order.hall,
            staff_no=order.staff_no,
            post=order.post,
            languages=list(order.languages),
            password=stored,
            created_at=now,
        )
        book.record(now, order.by.actor, "person.added", login, role=role, hall=order.hall)
        return _person(book, id_)


@dataclass(frozen=True)
class ChangePerson:
    """`changes` holds what is to be different: name, name_en, role, hall, staff_no, post,
    languages, password, disabled."""

    by: By
    person: int
    changes: dict[str, object]


def change_person(people: People, order: ChangePerson, now: datetime, hash_: Hash) -> Person:
    """Refuses to leave the house without an administrator of all halls.

    Refuses `access.other_hall`, `password.guessable`, `password.too_long`, `password.too_short`,
    `person.last_administrator`, `person.unknown` and `role.not_a_persons`.
    """
    values = dict(order.changes)
    _reach(order.by, str(values.get("hall", order.by.hall)))
    if "role" in values:
        values["role"] = person_role(str(values["role"]))
    if "disabled" in values:
        values["disabled_at"] = now if values.pop("disabled") else None
    with people.reading() as book:
        login = _person(book, order.person).login
    if values.get("password") is not None:
        values["password"] = _checked_hash(str(values["password"]), login, hash_)
    with people.writing() as book:
        person = _person(book, order.person)
        _reach(order.by, person.hall)
        book.change_person(person.id, **values)
        if _over_all(person):
            require_last_administrator_stays(book)
        if "password" in values or values.get("disabled_at") is not None:
            book.end_sessions(now, person_id=person.id)
        told = {key: str(order.changes[key]) for key in order.changes if key != "password"}
        book.record(now, order.by.actor, "person.changed", person.login, **told)
        return _person(book, person.id)


def change_own_password(
    people: People, session: Session, stored: str, now: datetime, keep: bool = True
) -> None:
    """Set an already checked and hashed password; the person's other sessions end.

    Refuses `access.person_only`.
    """
    if session.person is None:
        raise Forbidden("access.person_only")
    with people.writing() as book:
        book.change_person(session.person.id, password=stored)
        for other in book.sessions():
            same = other.person is not None and other.person.id == session.person.id
            if same and not (keep and other.id == session.id):
                book.end_sessions(now, id=other.id)
        book.record(now, session.actor, "password.changed", session.person.login)


@dataclass(frozen=True)
class AddDevice:
    by: By
    name: str
    role: str
    hall: str
    window: str | None = None
    zone: str | None = None
    key: str | None = None
    printer: str | None = None


def add_device(people: People, order: AddDevice, now: datetime) -> Device:
    """Let a device in; a one-time link opens its session.

    Refuses `access.other_hall`, `device.needs_window`, `device.unknown` and `role.not_a_devices`.
    """
    role = device_role(order.role, order.window)
    _reach(order.by, order.hall)
    with people.writing() as book:
        id_ = book.add_device(
            name=order.name,
            role=role,
            hall=order.hall,
            window=order.window,
            zone=order.zone,
            key=order.key,
            printer=order.printer,
            created_at=now,
        )
        book.record(now, order.by.actor, "device.added", f"{role} {id_}", hall=order.hall)
        return _device(book, id_)


def revoke_device(people: People, by: By, device: int, now: datetime) -> Device:
    """The device is out at once: its sessions end in the same transaction.

    Refuses `access.other_hall` and `device.unknown`.
    """
    with people.writing() as book:
        found = _device(book, device)
        _reach(by, found.hall)
        book.change_device(found.id, revoked_at=found.revoked_at or now)
        book.end_sessions(now, device_id=found.id)
        book.record(now, by.actor, "device.revoked", f"{found.role} {found.id}", name=found.name)
        return _device(book, found.id)


def end_session(people: People, by: By, session: int, now: datetime) -> None:
    """End a session now.

    Refuses `access.other_hall` and `session.unknown`.
    """
    with people.writing() as book:
        found = next((s for s in book.sessions() if s.id == session), None)
        if found is None:
            raise Unknown("session.unknown", {"session": session})
        _reach(by, found.hall)
        book.end_sessions(now, id=session)
        book.record(now, by.actor, "session.ended", f"{found.kind} {session} {found.label}"[:120])


def person_in_reach(book: PeopleRepository, by: By, id_: int) -> Person:
    """A person of a hall that one's rights reach."""
    person = _person(book, id_)
    _reach(by, person.hall)
    return person


def device_in_reach(book: PeopleRepository, by: By, id_: int) -> Device:
    """A device of a hall that one's rights reach."""
    device = _device(book, id_)
    _reach(by, device.hall)
    return device


def _reach(by: By, hall: str) -> None:
    if by.hall not in (ALL_HALLS, hall):
        raise Forbidden("access.other_hall", {"hall": hall, "yours": by.hall})


def _checked_hash(password: str | None, login: str, hash_: Hash) -> str | None:
    if password is None:
        return None
    check_password(password, login)
    return hash_(password)


def _over_all(person: Person) -> bool:
    everywhere = person.role is Role.ADMINISTRATOR and person.hall == ALL_HALLS
    return everywhere and person.disabled_at is None


def require_last_administrator_stays(book: PeopleRepository) -> None:
    if not any(_over_all(person) for person in book.people()):
        raise Refused("person.last_administrator")


def _person(book: PeopleRepository, id_: int) -> Person:
    person = book.person(id_)
    if person is None:
        raise Unknown("person.unknown", {"person": id_})
    return person


def _device(book: PeopleRepository, id_: int) -> Device:
    device = book.device(id_)
    if device is None:
        raise Unknown("device.unknown", {"device": id_})
    return device
