"""A backup was restored under the relay: nobody is told of what no longer happened."""

from typing import Any

import gevent
import pytest

from server.realtime.relay import Relay
from server.realtime.replay_buffer import EVENTS
from tests.support.live import MemoryJournal
from tests.support.patience import PATIENCE_S

HALL = "main"
ENOUGH = 20
"""Reads of one joining; the healthy one needs three."""


class CountingJournal(MemoryJournal):
    """Ends the test where the relay would read for ever."""

    def __init__(self) -> None:
        super().__init__(HALL)
        self.reads = 0

    def snapshot(self, hall: str) -> dict[str, Any]:
        self._count()
        return super().snapshot(hall)

    def events_after(self, hall: str, seq: int, limit: int) -> list[dict[str, Any]]:
        self._count()
        return super().events_after(hall, seq, limit)

    def grow(self, count: int, word: str = "first") -> None:
        for _ in range(count):
            self.append(HALL, notice={"zh": word, "en": word})

    def _count(self) -> None:
        self.reads += 1
        assert self.reads < ENOUGH, "the relay reads the same again and again"


class Damaged(CountingJournal):
    """Its snapshots are ahead of its entries, as after a loss of rows."""

    def snapshot(self, hall: str) -> dict[str, Any]:
        return {**super().snapshot(hall), "seq": self.last_seq(hall) + 7}


class Room:
    """Who watches: a list of what was published to everybody."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    def publish(self, hall: str, frames: bytes) -> None:
        self.heard.append(frames)

    def watchers(self, hall: str) -> int:
        return 1


def join(relay: Relay, after: int | None = None) -> bytes:
    """What a client that subscribes is sent before it stands among the watchers."""
    got: list[bytes] = []
    relay.join(HALL, after, got.append, lambda: got.append(b""))
    assert got[-1] == b"", "it was not entered"
    return b"".join(got)


def watched(journal: CountingJournal) -> tuple[Relay, Room]:
    """A relay that has sent everything there is, more than its last snapshot told."""
    room = Room()
    relay = Relay(journal, room)
    join(relay)
    journal.grow(1)
    join(relay, journal.last_seq(HALL))
    journal.reads = 0
    return relay, room


@pytest.mark.parametrize("left", [3, EVENTS, EVENTS + 9])
def test_joining_a_journal_that_went_back_gives_a_fresh_snapshot(left: int) -> None:
    journal = CountingJournal()
    journal.grow(EVENTS + 9)
    relay, room = watched(journal)
    del journal.events[HALL][left:]
    sent = join(relay)
    assert sent.count(b'["snapshot"') == 1
    assert b'["event"' not in sent
    assert f'"seq":{left}'.encode() in sent
    assert room.heard[-1] in sent, "those who watch already heard nothing"
    journal.grow(1, "second")
    assert b'"second"' in join(relay, after=left)


def test_a_client_beyond_the_end_gets_a_snapshot() -> None:
    journal = CountingJournal()
    journal.grow(4)
    relay, _ = watched(journal)
    sent = join(relay, after=6)
    assert sent.count(b'["snapshot"') == 1
    assert b'"seq":5' in sent
    assert join(relay, after=5) == b""


def test_a_journal_that_lost_entries_does_not_keep_the_relay_busy() -> None:
    journal = Damaged()
    journal.grow(5)
    relay, _ = watched(journal)
    assert join(relay).count(b'["snapshot"') == 1


def test_a_journal_that_went_back_and_grew_again_is_noticed() -> None:
    journal = CountingJournal()
    journal.grow(8)
    room = Room()
    relay = Relay(journal, room, patience=0.02)
    relay.start()
    try:
        join(relay, after=4)
        del journal.events[HALL][3:]
        journal.grow(9, "second")
        journal.reads = 0
        with gevent.Timeout(PATIENCE_S):
            while b'["snapshot"' not in b"".join(room.heard):
                gevent.sleep(0.01)
        journal.reads = 0
        assert b'"second"' in join(relay, after=11)
    finally:
        relay.stop()
