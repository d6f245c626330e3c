"""A hall that nobody watches any more costs nothing; who comes again misses nothing."""

from collections.abc import Iterator

import gevent
import pytest

from server.realtime import relay
from tests.support.live import LiveClient, LiveThread, MemoryJournal
from tests.support.patience import PATIENCE_S


@pytest.fixture
def live(monkeypatch: pytest.MonkeyPatch) -> Iterator[LiveThread]:
    monkeypatch.setattr(relay, "UNUSED_SECONDS", 0.1)
    with LiveThread(MemoryJournal("main", "rehearsal"), patience=0.02) as server:
        yield server


def watched(live: LiveThread) -> set[str]:
    followed: relay.Relay = live.live._relay
    return set(followed._watches)


def until(live: LiveThread, halls: set[str]) -> None:
    with gevent.Timeout(PATIENCE_S):
        while watched(live) != halls:
            gevent.sleep(0.01)


def test_a_rehearsal_that_is_over_is_forgotten_and_others_are_not(live: LiveThread) -> None:
    with LiveClient(live.port) as board:
        board.subscribe("main")
        board.next()
        with LiveClient(live.port) as rehearsing:
            rehearsing.subscribe("rehearsal")
            rehearsing.next()
            assert watched(live) == {"main", "rehearsal"}
        until(live, {"main"})
        gevent.sleep(0.3)
        assert watched(live) == {"main"}
        seq = live.append("main", notice=None)
        event, data = board.next()
        assert (event, data["seq"]) == ("event", seq)


def test_who_comes_again_gets_what_was_missed(live: LiveThread) -> None:
    last = live.append("main", notice=None)
    with LiveClient(live.port) as board:
        board.subscribe("main", after=last)
    until(live, set())
    missed = [live.append("main", notice=None) for _ in range(3)]
    with LiveClient(live.port) as board:
        board.subscribe("main", after=last)
        assert [board.next()[1]["seq"] for _ in missed] == missed
        seq = live.append("main", notice=None)
        assert board.next()[1]["seq"] == seq
