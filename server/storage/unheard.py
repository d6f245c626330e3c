"""Calls that nobody in their zone heard lately."""

from collections import Counter
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from server.domain.announcing import Unspoken, age
from server.domain.chain import Entry
from server.domain.events.calls import CallUnspoken
from server.storage import announcements
from server.storage.journal_words import event_of
from server.storage.schema import HallRow, JournalRow

LATELY = timedelta(minutes=10)
BEGUN_WITHIN = timedelta(seconds=5)
"""A loudspeaker that lives begins the first call of its zone in far less."""

NEWEST = 5000
"""How many entries of the journal are looked through: it has no index by time."""
UNHEARD = select(JournalRow.__table__).where(
    JournalRow.hall == bindparam("hall"),
    JournalRow.seq
    > select(HallRow.seq).where(HallRow.key == bindparam("hall")).scalar_subquery() - NEWEST,
    JournalRow.type == CallUnspoken.type,
    JournalRow.at > bindparam("since"),
)


def unheard_zones(connection: Connection, hall: str, now: datetime) -> Counter[str]:
    """How many calls of the last ten minutes nobody spoke, by zone: they ended as `mute`, or wait
    while nothing is spoken in their zone."""
    rows = connection.execute(UNHEARD, {"hall": hall, "since": now - LATELY}).mappings()
    events = [event_of(Entry(**row)) for row in rows]
    found = Counter(
        each.zone
        for each in events
        if isinstance(each, CallUnspoken) and each.reason == Unspoken.MUTE
    )
    pending = announcements.pending(connection, hall)
    spoken = {each.zone for each in pending if each.speaker is not None}
    found.update(
        each.zone
        for each in pending
        if each.zone not in spoken and not each.is_test and age(each, now) > BEGUN_WITHIN
    )
    return found
