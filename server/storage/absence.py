"""Facts that tell of who or what is gone: sessions that are over, who acted lately, devices."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, func, or_, select

from server.domain.people import PERSON_IDLE, SEEN_STEP, Role
from server.storage.people_rows import DeviceRow, PersonRow, SessionRow
from server.storage.schema import WAITING, JournalRow, TicketRow

OPEN = (SessionRow.ended_at.is_(None), SessionRow.expires_at > bindparam("now"))
LOGINS = select(PersonRow.login).join(SessionRow, SessionRow.person_id == PersonRow.id)
PEOPLE = LOGINS.where(
    *OPEN,
    PersonRow.login.in_(bindparam("names", expanding=True)),
    SessionRow.seen_at > bindparam("seen_after"),
)
TOKENS = select(SessionRow.id).where(*OPEN, SessionRow.id.in_(bindparam("names", expanding=True)))

FOR_CITIZENS = (Role.KIOSK.value, Role.BOARD.value)
"""Devices that everybody in the hall needs, and nobody sits at."""

UNSEEN = (
    select(DeviceRow.role, DeviceRow.name, DeviceRow.seen_at)
    .where(
        DeviceRow.hall == bindparam("hall"),
        DeviceRow.role.in_(FOR_CITIZENS),
        DeviceRow.revoked_at.is_(None),
        DeviceRow.seen_at > bindparam("after"),
        DeviceRow.seen_at <= bindparam("before"),
        select(SessionRow.id).where(*OPEN, SessionRow.device_id == DeviceRow.id).exists(),
    )
    .order_by(DeviceRow.role.desc(), DeviceRow.id)
)

LATELY = (
    select(JournalRow.seq, JournalRow.at, JournalRow.actor)
    .where(JournalRow.hall == bindparam("hall"), JournalRow.seq < bindparam("before"))
    .order_by(JournalRow.seq.desc())
    .limit(bindparam("page"))
)
PAGE = 500
NEWEST = 2**31 - 1

LONGEST = (
    select(TicketRow.queue, func.count(), func.min(TicketRow.since))
    .where(
        TicketRow.hall == bindparam("hall"),
        TicketRow.day == bindparam("day"),
        WAITING,
        or_(TicketRow.held_until.is_(None), TicketRow.held_until <= bindparam("now")),
    )
    .group_by(TicketRow.queue)
)


def signed_out(connection: Connection, actors: Iterable[str], now: datetime) -> set[str]:
    """Of these actors the people and scripts of whom no session is open any more.

    Others (a command, a test) have no session to look for.
    """
    known = {kind: set[str]() for kind in ("person", "token")}
    for actor in actors:
        kind, _, name = actor.partition(":")
        if kind in known and name:
            known[kind].add(name)
    given = {"now": now, "seen_after": now - PERSON_IDLE - SEEN_STEP}
    here = connection.execute(PEOPLE, {**given, "names": sorted(known["person"])}).scalars()
    ids = [int(name) for name in known["token"] if name.isdigit()]
    open_ids = connection.execute(TOKENS, {**given, "names": ids}).scalars()
    gone = {f"person:{login}" for login in known["person"] - set(here)}
    return gone | {f"token:{name}" for name in known["token"] - {str(id_) for id_ in open_ids}}


@dataclass(frozen=True, slots=True)
class UnseenDevice:
    """A kiosk or a board that was let in and says nothing any more."""

    role: Role
    name: str
    seen_at: datetime


def unseen_devices(
    connection: Connection, hall: str, seen: tuple[datetime, datetime], now: datetime
) -> list[UnseenDevice]:
    """Kiosks first. `seen`: last seen after the one moment and not after the other."""
    given = {"hall": hall, "after": seen[0], "before": seen[1], "now": now}
    rows = connection.execute(UNSEEN, given)
    return [UnseenDevice(Role(row.role), row.name, row.seen_at) for row in rows]


def actors_since(connection: Connection, hall: str, since: datetime) -> set[str]:
    """Whoever did anything in the hall from then on. Read backwards: a busy half hour is short,
    and the journal has no index by time."""
    acted: set[str] = set()
    before = NEWEST
    while rows := connection.execute(LATELY, {"hall": hall, "before": before, "page": PAGE}).all():
        for seq, at, actor in rows:
            if at < since:
                return acted
            acted.add(actor)
            before = seq
    return acted


@dataclass(frozen=True, slots=True)
class WaitingThere:
    """Who may be called from one queue now: how many, and since when the first of them waits."""

    count: int
    since: datetime


def waiting_now(
    connection: Connection, hall: str, at: tuple[date, datetime]
) -> dict[str, WaitingThere]:
    """By queue; who is away by their own wish is not waiting for a window."""
    day, now = at
    rows = connection.execute(LONGEST, {"hall": hall, "day": day, "now": now})
    return {queue: WaitingThere(count, since) for queue, count, since in rows if since is not None}
