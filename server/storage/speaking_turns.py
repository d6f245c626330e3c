"""Who speaks in a zone: one speaker at a time, and what each speaker says of itself.

A speaker (a board's page, a loudspeaker's program) has the turn of a zone for `TURN_LASTS` after it
last asked; who is silent so long has lost it, and stops sounding by itself. One process keeps the
turns in its memory: to write down each second that a board still lives would wear out the card of a
small machine. Several processes keep them in the database that they share.
"""

import json
import threading
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from sqlalchemy import Connection, bindparam, delete, insert, select, text, update

from server.domain.announcing import TURN_LASTS, SpeakerReport, Turn, Wish, may_take
from server.storage.announcement_rows import SpeakerReportRow, SpeakingTurnRow
from server.storage.base import to_micros

FORGOTTEN = timedelta(seconds=30)
"""A speaker that said nothing for so long is gone."""

WRITTEN_EVERY = timedelta(seconds=5)
"""What a speaker says of itself is written down when it changes, and so often."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A speaker asks for the turns of zones. `narrow`: it speaks for these alone, not for a whole
    hall; `waits`: zones in which somebody is in mid sentence, whose turn goes to nobody else."""

    hall: str
    speaker: str
    zones: Collection[str]
    narrow: bool = False
    waits: Collection[str] = ()


class SpeakingTurns(Protocol):
    """Who has which zone's turn."""

    def take(self, ask: Ask, now: datetime) -> frozenset[str]:
        """The zones whose turn the speaker has from now on."""

    def give_up(self, hall: str, speaker: str) -> None:
        """The speaker goes, or can't speak: its zones are free."""

    def held(self, hall: str, now: datetime) -> dict[str, str]:
        """Who has the turn, by zone."""

    def report(self, hall: str, report: SpeakerReport) -> None:
        """A speaker says how it is."""

    def reports(self, hall: str, now: datetime) -> list[SpeakerReport]:
        """How each speaker is that was heard of lately."""


class TurnsInMemory:
    """The turns of a house that one process serves."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._turns: dict[tuple[str, str], Turn] = {}
        self._reports: dict[tuple[str, str], SpeakerReport] = {}

    def take(self, ask: Ask, now: datetime) -> frozenset[str]:
        """See `SpeakingTurns`."""
        with self._lock:
            got = {
                zone
                for zone in ask.zones
                if may_take(self._turns.get((ask.hall, zone)), _wish(ask, zone), now)
            }
            for zone in got:
                self._turns[ask.hall, zone] = Turn(ask.speaker, ask.narrow, now + TURN_LASTS)
            return frozenset(got)

    def give_up(self, hall: str, speaker: str) -> None:
        """See `SpeakingTurns`."""
        with self._lock:
            for key, turn in list(self._turns.items()):
                if key[0] == hall and turn.speaker == speaker:
                    del self._turns[key]

    def held(self, hall: str, now: datetime) -> dict[str, str]:
        """See `SpeakingTurns`."""
        with self._lock:
            return {
                zone: turn.speaker
                for (of, zone), turn in self._turns.items()
                if of == hall and turn.lasts(now)
            }

    def report(self, hall: str, report: SpeakerReport) -> None:
        """See `SpeakingTurns`."""
        with self._lock:
            self._reports[hall, report.speaker] = report

    def reports(self, hall: str, now: datetime) -> list[SpeakerReport]:
        """See `SpeakingTurns`."""
        with self._lock:
            for key, report in list(self._reports.items()):
                if not _fresh(report, now):
                    del self._reports[key]
            return [report for (of, _), report in self._reports.items() if of == hall]


_TURN = SpeakingTurnRow
_THE_TURN = (_TURN.hall == bindparam("of_hall"), _TURN.zone == bindparam("of_zone"))
LOCK_TURN = select(_TURN.speaker, _TURN.narrow, _TURN.until).where(*_THE_TURN).with_for_update()
# Written out, because ON CONFLICT reads the same on both databases but has no common builder.
ADD_TURN = text(
    "INSERT INTO speaking_turn (hall, zone, speaker, narrow, until) "
    "VALUES (:hall, :zone, :speaker, :narrow, :until) ON CONFLICT DO NOTHING"
)
SET_TURN = update(_TURN).where(*_THE_TURN)
_REPORT = SpeakerReportRow
_THE_REPORT = (_REPORT.hall == bindparam("of_hall"), _REPORT.speaker == bindparam("of_speaker"))

Writing = Callable[[], AbstractContextManager[Connection]]


class TurnsInDatabase:
    """The turns of a house that several processes serve; one row a zone, locked to be taken."""

    def __init__(self, reading: Writing, writing: Writing) -> None:
        self._reading, self._writing = reading, writing
        self._written: dict[tuple[str, str], SpeakerReport] = {}

    def take(self, ask: Ask, now: datetime) -> frozenset[str]:
        """See `SpeakingTurns`."""
        with self._writing() as connection:
            return frozenset(
                zone for zone in sorted(ask.zones) if _take(connection, ask, zone, now)
            )

    def give_up(self, hall: str, speaker: str) -> None:
        """See `SpeakingTurns`."""
        with self._writing() as connection:
            connection.execute(delete(_TURN).where(_TURN.hall == hall, _TURN.speaker == speaker))

    def held(self, hall: str, now: datetime) -> dict[str, str]:
        """See `SpeakingTurns`."""
        asked = select(_TURN.zone, _TURN.speaker, _TURN.narrow, _TURN.until)
        with self._reading() as connection:
            rows = connection.execute(asked.where(_TURN.hall == hall)).all()
        turns = {row.zone: Turn(row.speaker, row.narrow, row.until) for row in rows}
        return {zone: turn.speaker for zone, turn in turns.items() if turn.lasts(now)}

    def report(self, hall: str, report: SpeakerReport) -> None:
        """See `SpeakingTurns`."""
        before = self._written.get((hall, report.speaker))
        same = before is not None and before.same(report)
        if before is not None and same and report.at - before.at < WRITTEN_EVERY:
            return
        values = {"zones": json.dumps(report.zones), "trouble": report.trouble, "at": report.at}
        with self._writing() as connection:
            known = {"of_hall": hall, "of_speaker": report.speaker}
            changed = connection.execute(update(_REPORT).where(*_THE_REPORT).values(values), known)
            if not changed.rowcount:
                connection.execute(
                    insert(_REPORT).values(hall=hall, speaker=report.speaker, **values)
                )
            connection.execute(delete(_REPORT).where(_REPORT.at < report.at - 2 * FORGOTTEN))
        self._written[hall, report.speaker] = report

    def reports(self, hall: str, now: datetime) -> list[SpeakerReport]:
        """See `SpeakingTurns`."""
        asked = select(_REPORT.speaker, _REPORT.zones, _REPORT.trouble, _REPORT.at)
        with self._reading() as connection:
            rows = connection.execute(asked.where(_REPORT.hall == hall)).all()
        found = [
            SpeakerReport(speaker, tuple(json.loads(zones)), trouble, at)
            for speaker, zones, trouble, at in rows
        ]
        return [report for report in found if _fresh(report, now)]


def _take(connection: Connection, ask: Ask, zone: str, now: datetime) -> bool:
    """Under the lock of the zone's row, which is made if there is none."""
    key = {"of_hall": ask.hall, "of_zone": zone}
    taken = {"speaker": ask.speaker, "narrow": ask.narrow, "until": now + TURN_LASTS}
    row = connection.execute(LOCK_TURN, key).first()
    if row is None:
        added = connection.execute(
            ADD_TURN,
            {**taken, "hall": ask.hall, "zone": zone, "until": to_micros(now + TURN_LASTS)},
        )
        return bool(added.rowcount)
    if not may_take(Turn(*row), _wish(ask, zone), now):
        return False
    connection.execute(SET_TURN.values(taken), key)
    return True


def _wish(ask: Ask, zone: str) -> Wish:
    return Wish(ask.speaker, ask.narrow, zone in ask.waits)


def _fresh(report: SpeakerReport, now: datetime) -> bool:
    return abs(now - report.at) < FORGOTTEN
