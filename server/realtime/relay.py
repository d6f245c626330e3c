"""The relay: tails the journal and sends each event once, in order, to whoever watches the hall.

A client that subscribes says the last number it has. It gets what it missed from the ring, or a
snapshot when the ring does not reach back that far, and is then put among the watchers. Between
the last look at the ring and the joining nothing yields, so no event can fall between.
"""

import logging
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Protocol

import gevent
from gevent._hub_local import get_hub_if_exists
from gevent.event import Event
from gevent.lock import RLock

from server.realtime.broadcast import event_frame
from server.realtime.replay_buffer import ReplayBuffer
from server.storage.unavailable import StorageUnavailable

NAMESPACE = "/live"
CATCH_UP = 500
"""A client that is at most this far behind gets events even after a restart, not a snapshot."""

UNUSED_SECONDS = 60.0
"""So long the last events of a hall without watchers stay in memory: boards reconnect."""

_BATCH = 500
_WAITS_SECONDS = 5.0
HEARTBEAT_SECONDS = 5.0
"""Screens call what they know stale when the journal was not read for 15 s."""

log = logging.getLogger("servicehall.live.relay")


class Journal(Protocol):
    """What the relay reads. Storage's reader fits; so does a fake in a test."""

    def events_after(self, hall: str, seq: int, limit: int) -> list[dict[str, Any]]:
        """Public events with a number above `seq`, in order."""

    def snapshot(self, hall: str) -> dict[str, Any]:
        """The hall's public state, with the `seq` that it is true at."""

    def last_seq(self, hall: str) -> int:
        """The number of the newest event; 0 before the first. Raises for an unknown hall."""


class Audience(Protocol):
    """Who watches. `publish` and `deliver` send at once and never yield."""

    def publish(self, hall: str, frames: bytes) -> None: ...
    def watchers(self, hall: str) -> int: ...


class Watch:
    """The ring of one hall, the lock that lets one greenlet at a time extend it, its waits."""

    def __init__(self, hall: str, ring: ReplayBuffer) -> None:
        self.hall = hall
        self.ring = ring
        self.lock = RLock()
        self.waits: dict[str, Any] | None = None
        self.snapshot: tuple[int, bytes] | None = None
        self.joining = 0
        self.used = time.monotonic()
        self.beaten = 0.0


class Relay:
    """Follows the journals of the halls that somebody watches."""

    def __init__(
        self,
        journal: Journal,
        audience: Audience,
        waits: Callable[[str], dict[str, Any]] | None = None,
        patience: float = 1.0,
        heartbeat: Callable[[str, int], dict[str, Any]] | None = None,
    ) -> None:
        self._journal = journal
        self._audience = audience
        self._waits = waits
        self._heartbeat = heartbeat
        self._patience = patience  # seconds until it looks without being rung for
        self._watches: dict[str, Watch] = {}
        self._opening = RLock()
        self._wake = Event()
        self._rung: deque[str] = deque()  # appended to from any thread
        self._thorough_at = 0.0
        self._signal: Any = None
        self._hub: Any = None
        self._greenlets: list[gevent.Greenlet] = []

    def start(self) -> None:
        """Begin to follow; call it in the thread that serves."""
        self._hub = gevent.get_hub()
        self._signal = self._hub.loop.async_()
        self._signal.start(self._wake.set)
        self._greenlets = [gevent.spawn(self._follow)]
        if self._waits is not None:
            self._greenlets.append(gevent.spawn(self._follow_waits))

    def stop(self) -> None:
        """Stop following; nothing is sent afterwards."""
        gevent.killall(self._greenlets)
        if self._signal is not None:
            self._signal.stop()
            self._signal.close()
            self._signal = None

    def rung(self, hall: str) -> None:
        """The journal of this hall ("": of any) may have grown; may be called from any thread."""
        self._rung.append(hall)
        if get_hub_if_exists() is self._hub is not None:
            self._wake.set()
        elif self._signal is not None:
            self._signal.send()

    def join(
        self,
        hall: str,
        after: int | None,
        deliver: Callable[[bytes], None],
        enter: Callable[[], None],
    ) -> None:
        """Deliver what the client misses, then enter it among the watchers, with no gap between."""
        with self._watch(hall) as watch, watch.lock:
            self._advance(watch)
            missed = watch.ring.since(after) if after is not None else None
            if missed is None:
                missed = self._whole(watch)
            # From here to the end nothing yields.
            if watch.waits is not None:
                missed.append(event_frame(NAMESPACE, "waits", watch.waits))
            if self._heartbeat is not None:  # who misses nothing is answered too
                missed.append(self._beat(watch))
            deliver(b"".join(missed))
            enter()

    def _whole(self, watch: Watch) -> list[bytes]:
        """A snapshot and the events since; called with the lock, so that the ring stands still.

        Nothing is tried again here: a journal that does not agree with itself must not keep the
        process busy. Whoever gets a gap from it asks again.
        """
        seq, frame = self._snapshot(watch)
        if seq < watch.ring.last:  # it was read after the ring, so the journal is another one
            seq, frame = self._restart(watch)
        self._advance(watch)
        return [frame, *(watch.ring.since(seq) or ())]

    @contextmanager
    def _watch(self, hall: str) -> Iterator[Watch]:
        """The hall's watch, which is not dropped before the block has been left."""
        with self._opening:
            watch = self._watches.get(hall)
            if watch is None:
                start = max(0, self._journal.last_seq(hall) - CATCH_UP)
                watch = self._watches[hall] = Watch(hall, ReplayBuffer(start))
            watch.joining += 1
        try:
            yield watch
        finally:
            watch.joining -= 1

    def _drop_unused(self) -> None:
        """Forget halls that nobody has watched for a while, such as rehearsals that are over.

        Nothing yields here, so nobody can be on the way in unseen.
        """
        now = time.monotonic()
        for hall, watch in list(self._watches.items()):
            if watch.joining or self._audience.watchers(hall):
                watch.used = now
            elif now - watch.used > UNUSED_SECONDS:
                del self._watches[hall]

    def _advance(self, watch: Watch) -> None:
        """Bring the ring up to the journal and send what is new to the watchers."""
        with watch.lock:
            while True:
                events = self._journal.events_after(watch.hall, watch.ring.last, _BATCH)
                if events:
                    self._audience.publish(watch.hall, self._append(watch, events))
                if len(events) < _BATCH:
                    return

    def _append(self, watch: Watch, events: list[dict[str, Any]]) -> bytes:
        frames = []
        for event in events:
            frame = event_frame(NAMESPACE, "event", event)
            try:
                watch.ring.add(event["seq"], frame)
            except ValueError as gap:
                # The journal is gapless by construction. If it is damaged all the same, start
                # anew: clients see the gap, ask again and get a snapshot.
                log.error("The journal of hall %s has a gap: %s", watch.hall, gap)
                watch.ring = ReplayBuffer(event["seq"] - 1)
                watch.ring.add(event["seq"], frame)
            frames.append(frame)
        return b"".join(frames)

    def _snapshot(self, watch: Watch) -> tuple[int, bytes]:
        """A snapshot not older than this moment; those who ask together share one."""
        with watch.lock:
            if watch.snapshot is not None and watch.snapshot[0] == watch.ring.last:
                return watch.snapshot
            state = self._journal.snapshot(watch.hall)
            watch.snapshot = (state["seq"], event_frame(NAMESPACE, "snapshot", state))
            return watch.snapshot

    def _follow(self) -> None:
        while True:
            self._wake.wait(timeout=self._patience)
            self._wake.clear()
            halls = self._rung_halls()
            thorough = time.monotonic() >= self._thorough_at or "" in halls
            if thorough:
                self._thorough_at = time.monotonic() + self._patience
                self._drop_unused()
            for hall, watch in list(self._watches.items()):
                if thorough or hall in halls:
                    self._look(watch, thorough)

    def _rung_halls(self) -> set[str]:
        halls = set()
        while self._rung:
            halls.add(self._rung.popleft())
        return halls

    def _look(self, watch: Watch, thorough: bool) -> None:
        try:
            if thorough:
                watch.snapshot = None  # it holds the server's clock
                if not self._continues(watch):
                    self._restart(watch)
            self._advance(watch)
            if self._heartbeat is not None and time.monotonic() >= watch.beaten:
                watch.beaten = time.monotonic() + HEARTBEAT_SECONDS
                self._audience.publish(watch.hall, self._beat(watch))
        except StorageUnavailable:
            pass  # the storage has said so on the log; watchers see the age of what they know
        except Exception:
            log.exception("The journal of hall %s could not be read", watch.hall)

    def _beat(self, watch: Watch) -> bytes:
        """The journal was read just now, up to this number."""
        assert self._heartbeat is not None
        return event_frame(NAMESPACE, "heartbeat", self._heartbeat(watch.hall, watch.ring.last))

    def _continues(self, watch: Watch) -> bool:
        """Whether the journal still holds the event that was sent last, as it was sent.

        After a backup was restored it is shorter, or it has grown again to something else.
        """
        with watch.lock:
            sent = watch.ring.newest
            if sent is None:
                return self._journal.last_seq(watch.hall) >= watch.ring.last
            held = self._journal.events_after(watch.hall, watch.ring.last - 1, 1)
            return bool(held) and event_frame(NAMESPACE, "event", held[0]) == sent

    def _restart(self, watch: Watch) -> tuple[int, bytes]:
        """Begin anew where the journal went back: it was restored from a backup."""
        log.warning("The journal of hall %s went back; everybody gets a snapshot", watch.hall)
        with watch.lock:
            watch.snapshot = None
            seq, frame = self._snapshot(watch)
            watch.ring = ReplayBuffer(seq)
            self._audience.publish(watch.hall, frame)
            return seq, frame

    def _follow_waits(self) -> None:
        while True:
            gevent.sleep(_WAITS_SECONDS)
            for watch in list(self._watches.values()):
                try:
                    self._look_at_waits(watch)
                except StorageUnavailable:
                    pass
                except Exception:
                    log.exception("The waits of hall %s could not be computed", watch.hall)

    def _look_at_waits(self, watch: Watch) -> None:
        if self._waits is None or not self._audience.watchers(watch.hall):
            return
        waits = self._waits(watch.hall)
        if watch.waits is None or _estimates(waits) != _estimates(watch.waits):
            watch.waits = waits
            self._audience.publish(watch.hall, event_frame(NAMESPACE, "waits", waits))


def _estimates(message: Mapping[str, Any]) -> Any:
    """What of a waits message matters; its time of day changes always."""
    return message.get("waits")
