"""Signing in: sessions of people, devices and scripts, and links that open one once."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from server.domain.errors import Refused
from server.domain.people import (
    DEVICE_LIFE,
    DEVICE_SEEN_STEP,
    LINK_LIFE,
    PERSON_LIFE,
    SEEN_STEP,
    SLOT,
    Device,
    LinkTarget,
    Person,
    Role,
    Session,
)
from server.storage.people import People, PeopleRepository
from server.usecases import passwords

T = TypeVar("T")
KEPT_AFTER_THE_END = timedelta(days=30)
OffHub = Callable[[Callable[[], T]], T]


@dataclass(frozen=True)
class Opened:
    """A session just made: `secret` is shown this one time and kept by nobody."""

    session: Session
    secret: str
    target: str = "/"


@dataclass(frozen=True)
class SignIn:
    login: str
    password: str
    slot: str | None = None


@dataclass(frozen=True)
class Verified:
    """Whether a password fits; `renewed` is its hash with today's parameters, if it needs one."""

    fits: bool
    renewed: str | None = None


def hashed(secret: str) -> str:
    """What is stored of a secret. It has 256 random bits, so a plain fast hash is enough."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def sign_in(
    people: People, order: SignIn, now: datetime, run_in_threadpool: OffHub[Verified]
) -> Opened:
    """A person's session; refuses `sign_in.wrong` and tells nobody which part was wrong.

    A password that was hashed with weaker parameters than today's is hashed anew: only now is it
    known. Refuses `slot.malformed`.
    """
    login = order.login.strip().lower()
    with people.reading() as book:
        person, stored = book.person_by_login(login), book.password_of(login)
    verified = run_in_threadpool(lambda: _verified(stored, order.password))
    if not verified.fits or person is None or person.disabled_at is not None:
        with people.writing() as book:
            book.record(now, "anonymous", "sign_in.failed", login[:64])
        raise Refused("sign_in.wrong")
    with people.writing() as book:
        if verified.renewed is not None and book.password_of(login) == stored:
            book.change_person(person.id, password=verified.renewed)
        opened = _open_for_person(book, person, order.slot, now)
        book.record(now, opened.session.actor, "sign_in", login)
    return opened


def _verified(stored: str | None, password: str) -> Verified:
    if not passwords.matches(stored, password) or stored is None:
        return Verified(False)
    renewed = passwords.hash_password(password) if passwords.is_outdated(stored) else None
    return Verified(True, renewed)


def recognise(people: People, secret: str, now: datetime) -> Session | None:
    """The living session behind a secret, with the person's role and hall as they are now."""
    with people.reading() as book:
        session = book.session(hashed(secret))
    if session is None or not session.alive(now):
        return None
    if session.person is not None:
        if session.person.disabled_at is not None:
            return None
        session = replace(session, role=session.person.role, hall=session.person.hall)
    if session.device is not None and session.device.revoked_at is not None:
        return None
    return session


def touch(people: People, session: Session, now: datetime) -> None:
    """Keep "last seen": a person's once a minute at most, a device's four times."""
    if now - session.seen_at < (SEEN_STEP if session.device is None else DEVICE_SEEN_STEP):
        return
    with people.writing() as book:
        book.touch_session(session.id, now)
        if session.device is not None:
            book.change_device(session.device.id, seen_at=now)


def sign_out(people: People, session: Session, now: datetime) -> None:
    with people.writing() as book:
        book.end_sessions(now, id=session.id)
        book.record(now, session.actor, "sign_out", session.label)


@dataclass(frozen=True)
class MakeLink:
    """A one-time link for one person or one device."""

    actor: str
    person: int | None = None
    device: int | None = None
    target: str = "/"
    slot: str | None = None
    life: timedelta = LINK_LIFE


def make_links(people: People, orders: list[MakeLink], now: datetime) -> list[str]:
    """The secrets of new one-time links, in the order asked for.

    Refuses `link.for_nobody`, `link.foreign_target` and `slot.malformed`.
    """
    made = [(secrets.token_urlsafe(32), order) for order in orders]
    with people.writing() as book:
        for secret, order in made:
            _check_link(book, order)
            book.add_link(
                secret=hashed(secret),
                person_id=order.person,
                device_id=order.device,
                slot=order.slot,
                target=order.target,
                created_at=now,
                expires_at=now + order.life,
            )
        _record_links(book, orders, now)
    return [secret for secret, _ in made]


def _record_links(book: PeopleRepository, orders: list[MakeLink], now: datetime) -> None:
    """One entry for all that one person asked for at once."""
    for actor in dict.fromkeys(order.actor for order in orders):
        named = [_for_whom(order) for order in orders if order.actor == actor]
        subject = named[0] if len(named) == 1 else f"{len(named)} links"
        book.record(now, actor, "link.made", subject, **{"for": named})


def _for_whom(order: MakeLink) -> str:
    return f"device {order.device}" if order.person is None else f"person {order.person}"


def tidy(people: People, now: datetime) -> int:
    """Drop links and sessions that have been over for a month; returns how many."""
    with people.writing() as book:
        return book.forget(now - KEPT_AFTER_THE_END)


def _check_link(book: PeopleRepository, order: MakeLink) -> None:
    check_slot(order.slot)
    plain = order.target.startswith("/") and not order.target.startswith("//")
    if not plain or "\\" in order.target or not order.target.isprintable():
        raise Refused("link.foreign_target")
    known = book.device(order.device) if order.device else book.person(order.person or 0)
    if known is None:
        raise Refused("link.for_nobody")


def check_slot(slot: str | None) -> None:
    """A slot's name goes into a cookie's name; refuses `slot.malformed`."""
    if slot is not None and not SLOT.fullmatch(slot):
        raise Refused("slot.malformed", {"slot": slot[:40]})


def peek(people: People, secret: str) -> LinkTarget | None:
    """What a link leads to, without using it."""
    with people.reading() as book:
        return book.link(hashed(secret))


def enter(people: People, secret: str, now: datetime) -> Opened:
    """Use a one-time link; refuses `link.unknown`, `link.used` and `link.expired`.

    Also refuses `link.for_nobody` and `slot.malformed`.
    """
    with people.writing() as book:
        entry = book.link(hashed(secret))
        if entry is None:
            raise Refused("link.unknown")
        if now >= entry.expires_at:
            raise Refused("link.expired")
        if not book.use_link(entry.id, now):
            raise Refused("link.used")
        opened = _open_for(book, entry, now)
        book.record(now, opened.session.actor, "sign_in", opened.session.label, by="link")
    return opened


def _open_for(book: PeopleRepository, entry: LinkTarget, now: datetime) -> Opened:
    if entry.device is not None and entry.device.revoked_at is None:
        opened = _open_for_device(book, entry.device, entry.slot, now)
    elif entry.person is not None and entry.person.disabled_at is None:
        opened = _open_for_person(book, entry.person, entry.slot, now)
    else:
        raise Refused("link.for_nobody")
    return replace(opened, target=entry.target)


def _open_for_person(
    book: PeopleRepository, person: Person, slot: str | None, now: datetime
) -> Opened:
    check_slot(slot)
    session = Session(
        id=0,
        kind="person",
        role=person.role,
        hall=person.hall,
        label=person.login,
        created_at=now,
        seen_at=now,
        expires_at=now + PERSON_LIFE,
        slot=slot,
        person=person,
    )
    return _store(book, session)


def _open_for_device(
    book: PeopleRepository, device: Device, slot: str | None, now: datetime
) -> Opened:
    check_slot(slot)
    book.change_device(device.id, seen_at=now)
    session = Session(
        id=0,
        kind="device",
        role=device.role,
        hall=device.hall,
        label=device.name,
        created_at=now,
        seen_at=now,
        expires_at=now + DEVICE_LIFE,
        window=device.window,
        zone=device.zone,
        slot=slot,
        device=device,
    )
    return _store(book, session)


@dataclass(frozen=True)
class MakeToken:
    """A bearer token for scripts, with a role of its own or (`person`) a person's."""

    actor: str
    role: Role
    hall: str
    label: str
    window: str | None = None
    person: int | None = None
    life: timedelta = timedelta(days=365)


def make_token(people: People, order: MakeToken, now: datetime) -> Opened:
    """Print the secret once; refuses `link.for_nobody` for a person that is not there."""
    with people.writing() as book:
        person = book.person(order.person) if order.person is not None else None
        if order.person is not None and person is None:
            raise Refused("link.for_nobody")
        session = Session(
            id=0,
            kind="token",
            role=order.role,
            hall=order.hall,
            label=order.label[:80],
            created_at=now,
            seen_at=now,
            expires_at=now + order.life,
            window=order.window,
            person=person,
        )
        opened = _store(book, session)
        subject = f"token {opened.session.id} {order.label}"[:120]
        book.record(now, order.actor, "token.made", subject, role=order.role, hall=order.hall)
    return opened


def _store(book: PeopleRepository, session: Session) -> Opened:
    secret = secrets.token_urlsafe(32)
    id_ = book.add_session(
        secret=hashed(secret),
        kind=session.kind,
        role=session.role,
        hall=session.hall,
        window=session.window,
        zone=session.zone,
        person_id=None if session.person is None else session.person.id,
        device_id=None if session.device is None else session.device.id,
        label=session.label,
        slot=session.slot,
        created_at=session.created_at,
        seen_at=session.seen_at,
        expires_at=session.expires_at,
    )
    return Opened(replace(session, id=id_), secret)
