"""Reading and writing people, devices, sessions, links and the audit log, in a transaction."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    RowMapping,
    Select,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from server.domain.people import Device, LinkTarget, Person, Role, Session
from server.storage.people_rows import AuditRow, DeviceRow, LinkRow, PersonRow, SessionRow

Transaction = Callable[[], AbstractContextManager[Connection]]
PERSON, DEVICE = PersonRow.__table__.c, DeviceRow.__table__.c
SESSION, LINK, AUDIT = SessionRow.__table__.c, LinkRow.__table__.c, AuditRow.__table__.c


class PeopleRepository:
    """All that is known of people and devices, seen through one open transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    # People

    def person(self, id_: int) -> Person | None:
        return self._one_person(_people().where(PERSON.id == id_))

    def person_by_login(self, login: str) -> Person | None:
        return self._one_person(_people().where(PERSON.login == login))

    def people(self) -> list[Person]:
        rows = self._connection.execute(_people().order_by(PERSON.login)).mappings()
        return [_person(row) for row in rows]

    def password_of(self, login: str) -> str | None:
        found = self._connection.scalar(select(PERSON.password).where(PERSON.login == login))
        return None if found is None else str(found)

    def add_person(self, **values: Any) -> int:
        return self._insert(PersonRow, values)

    def change_person(self, id_: int, **values: Any) -> None:
        self._connection.execute(update(PersonRow).where(PERSON.id == id_).values(**values))

    def _one_person(self, query: Select[Any]) -> Person | None:
        row = self._connection.execute(query).mappings().one_or_none()
        return None if row is None else _person(row)

    # Devices

    def device(self, id_: int) -> Device | None:
        row = self._connection.execute(_devices().where(DEVICE.id == id_)).mappings().one_or_none()
        return None if row is None else _device(row)

    def devices(self) -> list[Device]:
        rows = self._connection.execute(_devices().order_by(DEVICE.id)).mappings()
        return [_device(row) for row in rows]

    def add_device(self, **values: Any) -> int:
        return self._insert(DeviceRow, values)

    def change_device(self, id_: int, **values: Any) -> None:
        self._connection.execute(update(DeviceRow).where(DEVICE.id == id_).values(**values))

    # Sessions

    def session(self, secret: str) -> Session | None:
        """The session of a hashed secret with its person or device, in one query."""
        row = self._connection.execute(
            _sessions().where(SESSION.secret == secret)
        ).mappings().one_or_none()  # fmt: skip
        return None if row is None else _session(row)

    def sessions(self) -> list[Session]:
        """Those not ended yet, newest first."""
        query = _sessions().where(SESSION.ended_at.is_(None)).order_by(SESSION.id.desc())
        return [_session(row) for row in self._connection.execute(query).mappings()]

    def add_session(self, **values: Any) -> int:
        return self._insert(SessionRow, values)

    def touch_session(self, id_: int, at: datetime) -> None:
        self._connection.execute(update(SessionRow).where(SESSION.id == id_).values(seen_at=at))

    def end_sessions(self, at: datetime, **of: int) -> int:
        """End the open sessions with this id, person_id or device_id; how many there were."""
        query = update(SessionRow).where(SESSION.ended_at.is_(None)).values(ended_at=at)
        for column, value in of.items():
            query = query.where(SESSION[column] == value)
        return self._connection.execute(query).rowcount

    # One-time links

    def add_link(self, **values: Any) -> int:
        return self._insert(LinkRow, values)

    def link(self, secret: str) -> LinkTarget | None:
        row = self._connection.execute(
            select(LinkRow.__table__).where(LINK.secret == secret)
        ).mappings().one_or_none()  # fmt: skip
        if row is None:
            return None
        person = None if row["person_id"] is None else self.person(row["person_id"])
        device = None if row["device_id"] is None else self.device(row["device_id"])
        own = {key: row[key] for key in ("id", "slot", "target", "expires_at", "used_at")}
        return LinkTarget(**own, person=person, device=device)

    def use_link(self, id_: int, at: datetime) -> bool:
        """True for the one caller that gets through; the condition is in the statement."""
        query = update(LinkRow).where(LINK.id == id_, LINK.used_at.is_(None)).values(used_at=at)
        return self._connection.execute(query).rowcount == 1

    def forget(self, before: datetime) -> int:
        """Drop links and sessions that were over before then; how many. The audit log stays."""
        links = delete(LinkRow).where(LINK.expires_at < before)
        over = or_(SESSION.expires_at < before, SESSION.ended_at < before)
        found = [
            self._connection.execute(query) for query in (links, delete(SessionRow).where(over))
        ]
        return sum(done.rowcount for done in found)

    # Audit

    def record(self, at: datetime, actor: str, action: str, subject: str, **facts: Any) -> None:
        values = {"at": at, "actor": actor, "action": action, "subject": subject, "facts": facts}
        self._connection.execute(insert(AuditRow).values(**values))

    def last_change(self, subject: str, fact: str) -> dict[str, Any] | None:
        """The newest change of a person that says `fact`: what it said; None if none does."""
        query = select(AUDIT.facts).where(
            AUDIT.subject == subject, AUDIT.action == "person.changed"
        )
        found = self._connection.execute(query.order_by(AUDIT.id.desc())).scalars()
        return next((dict(facts) for facts in found if fact in facts), None)

    def last_of(self, action: str) -> dict[str, Any] | None:
        """The newest entry of this action."""
        query = select(AuditRow.__table__).where(AUDIT.action == action)
        row = self._connection.execute(query.order_by(AUDIT.id.desc()).limit(1)).mappings().first()
        return None if row is None else dict(row)

    def audited(self, after: int) -> list[tuple[int, str]]:
        """Number and action of each entry after this one."""
        query = select(AUDIT.id, AUDIT.action).where(AUDIT.id > after).order_by(AUDIT.id)
        return [(row.id, row.action) for row in self._connection.execute(query)]

    def last_audited(self) -> int:
        """The number of the newest entry, 0 before the first."""
        return self._connection.scalar(select(func.max(AUDIT.id))) or 0

    def audit(self, before: int | None, limit: int) -> list[dict[str, Any]]:
        """The newest entries first, those older than the entry `before` if it is given."""
        query = select(AuditRow.__table__).order_by(AUDIT.id.desc()).limit(limit)
        if before is not None:
            query = query.where(AUDIT.id < before)
        return [dict(row) for row in self._connection.execute(query).mappings()]

    def _insert(self, row: type[Any], values: dict[str, Any]) -> int:
        done = self._connection.execute(insert(row).values(**values))
        assert done.inserted_primary_key is not None  # each of these tables has one
        key: int = done.inserted_primary_key[0]
        return key


class People:
    """Opens the book for reading or for writing; leaving a writing block commits it."""

    def __init__(self, reading: Transaction, writing: Transaction) -> None:
        self._reading = reading
        self._writing = writing

    def reading(self) -> AbstractContextManager[PeopleRepository]:
        return _Opened(self._reading())

    def writing(self) -> AbstractContextManager[PeopleRepository]:
        return _Opened(self._writing())


class _Opened(AbstractContextManager[PeopleRepository]):
    def __init__(self, transaction: AbstractContextManager[Connection]) -> None:
        self._transaction = transaction

    def __enter__(self) -> PeopleRepository:
        return PeopleRepository(self._transaction.__enter__())

    def __exit__(self, *raised: Any) -> bool | None:
        return self._transaction.__exit__(*raised)


_PERSON_PARTS = (
    *("id", "login", "name", "name_en", "role", "hall", "staff_no", "post", "languages"),
    *("created_at", "disabled_at"),
)
_DEVICE_PARTS = (
    *("id", "name", "role", "hall", "window", "zone", "key", "printer"),
    *("created_at", "seen_at", "revoked_at", "state", "state_at"),
)
_SESSION_PARTS = (
    *("id", "kind", "role", "hall", "window", "zone", "label", "slot"),
    *("created_at", "seen_at", "expires_at", "ended_at"),
)


def _people() -> Select[Any]:
    return select(*_person_columns())


def _person_columns() -> list[Any]:
    columns: list[Any] = [PERSON[part].label(f"p_{part}") for part in _PERSON_PARTS]
    return [*columns, PERSON.password.is_not(None).label("p_has_password")]


def _devices() -> Select[Any]:
    return select(*_device_columns())


def _device_columns() -> list[Any]:
    return [DEVICE[part].label(f"d_{part}") for part in _DEVICE_PARTS]


def _sessions() -> Select[Any]:
    columns = [SESSION[part].label(part) for part in _SESSION_PARTS]
    return (
        select(*columns, *_person_columns(), *_device_columns())
        .select_from(SessionRow)
        .outerjoin(PersonRow, PERSON.id == SESSION.person_id)
        .outerjoin(DeviceRow, DEVICE.id == SESSION.device_id)
    )


def _person(row: RowMapping) -> Person:
    parts = {part: row[f"p_{part}"] for part in (*_PERSON_PARTS, "has_password")}
    parts["languages"] = tuple(parts["languages"] or ())
    parts["has_password"] = bool(parts["has_password"])
    return Person(**{**parts, "role": Role(parts["role"])})


def _device(row: RowMapping) -> Device:
    parts = {part: row[f"d_{part}"] for part in _DEVICE_PARTS}
    return Device(**{**parts, "role": Role(parts["role"])})


def _session(row: RowMapping) -> Session:
    parts = {part: row[part] for part in _SESSION_PARTS}
    person = None if row["p_id"] is None else _person(row)
    device = None if row["d_id"] is None else _device(row)
    return Session(**{**parts, "role": Role(parts["role"])}, person=person, device=device)
