"""Snapshot and events agree, whatever happened and wherever the client was meanwhile."""

import contextlib
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest
import websocket
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.realtime.relay import CATCH_UP
from server.realtime.replay_buffer import EVENTS
from tests.support.live import LiveClient, LiveThread, MemoryJournal, reduce
from tests.support.patience import PATIENCE_S
from tests.support.tries import tries


@pytest.fixture(scope="module")
def live() -> Iterator[LiveThread]:
    with LiveThread(MemoryJournal("main", "other", "long", "drawn", "shrunk")) as server:
        yield server


def call(window: str, number: str) -> dict[str, Any]:
    return {"windows": {window: {"state": "open", "call": {"number": number}}}}


def test_a_snapshot_comes_first_and_then_every_event(live: LiveThread) -> None:
    before = live.append("main", **call("1", "A001"))
    with LiveClient(live.port) as client:
        client.subscribe("main")
        event, state = client.next()
        assert (event, state["seq"]) == ("snapshot", before)
        after = live.append("main", **call("2", "A002"))
        event, data = client.next()
        assert (event, data["seq"]) == ("event", after)
        assert reduce(state, data) == live.journal.snapshot("main")


def test_hanzi_travel_as_themselves(live: LiveThread) -> None:
    with LiveClient(live.port) as client:
        client.subscribe("main")
        client.next()
        live.append("main", notice={"zh": "请到三号窗口", "en": "Window 3, please"})
        raw = client.recv()
        assert "请到三号窗口" in raw


def test_only_what_was_missed_is_sent_to_a_client_that_was_away(live: LiveThread) -> None:
    last = live.append("main", **call("1", "A003"))
    with LiveClient(live.port) as client:
        client.subscribe("main", after=last)
        missed = [live.append("main", **call("1", f"A{n:03}")) for n in range(10, 15)]
        assert [client.next()[1]["seq"] for _ in missed] == missed
    later = [live.append("main", **call("1", f"A{n:03}")) for n in range(20, 25)]
    with LiveClient(live.port) as client:
        client.subscribe("main", after=missed[-1])
        got = [client.next() for _ in later]
        assert [event for event, _ in got] == ["event"] * len(later)
        assert [data["seq"] for _, data in got] == later


def test_a_client_from_the_future_gets_a_snapshot(live: LiveThread) -> None:
    last = live.append("main", **call("1", "A030"))
    with LiveClient(live.port) as client:
        client.subscribe("main", after=last + 1000)
        event, state = client.next()
        assert (event, state["seq"]) == ("snapshot", last)


def test_a_client_that_was_away_for_long_gets_a_snapshot(live: LiveThread) -> None:
    journal = live.journal
    for n in range(EVENTS + CATCH_UP + 10):
        journal.append("long", **call("1", f"A{n:03}"))
    last = journal.last_seq("long")
    with LiveClient(live.port) as client:
        client.subscribe("long", after=last - CATCH_UP - 1)
        assert client.next()[0] == "snapshot"
        client.subscribe("long", after=last - CATCH_UP)
        event, data = client.next()
        assert (event, data["seq"]) == ("event", last - CATCH_UP + 1)
        state = {**journal.snapshot("long"), "seq": last - CATCH_UP + 1}
        assert client.until(last, state)["windows"] == journal.snapshot("long")["windows"]


def test_a_client_with_a_gap_asks_again_and_is_whole(live: LiveThread) -> None:
    with LiveClient(live.port) as client:
        client.subscribe("main")
        state = client.next()[1]
        live.append("main", **call("1", "A040"))
        client.next()  # pretend that it was lost
        last = live.append("main", **call("2", "A041"))
        assert client.next()[1]["seq"] == state["seq"] + 2
        client.subscribe("main", after=state["seq"])
        assert client.until(last, state) == live.journal.snapshot("main")


def test_a_client_watches_one_hall_at_a_time(live: LiveThread) -> None:
    live.append("other", **call("9", "Z001"))
    with LiveClient(live.port) as client:
        client.subscribe("main")
        client.next()
        client.subscribe("other")
        assert client.next()[1]["hall"] == "other"
        live.append("main", **call("1", "A050"))
        live.append("other", **call("9", "Z002"))
        assert client.next()[1]["hall"] == "other"


def test_a_journal_that_went_back_sends_everybody_a_snapshot(live: LiveThread) -> None:
    for n in range(5):
        live.append("shrunk", **call("1", f"A00{n}"))
    with LiveClient(live.port) as client:
        client.subscribe("shrunk")
        assert client.next()[1]["seq"] == 5
        del live.journal.events["shrunk"][3:]  # a backup was restored
        event, state = client.next()
        assert (event, state["seq"]) == ("snapshot", 3)
        last = live.append("shrunk", **call("1", "A009"))
        assert client.until(last, state) == live.journal.snapshot("shrunk")


CHANGES = st.one_of(
    st.builds(call, st.sampled_from("123"), st.from_regex(r"A[0-9]{3}", fullmatch=True)),
    st.builds(
        lambda matter, n: {"queues": {matter: {"waiting": n}}},
        st.sampled_from(["tax", "car"]),
        st.integers(0, 9),
    ),
    st.builds(
        lambda number, seq: {"missed": {number: seq}},
        st.sampled_from(["A001", "A002"]),
        st.one_of(st.none(), st.integers(1, 99)),
    ),
    st.just({"reset": True}),
    st.builds(lambda version: {"version": version}, st.integers(1, 5)),
)
STEPS = st.lists(
    st.one_of(CHANGES, st.sampled_from(["away", "back", "gap", "forget", "second client"])),
    max_size=30,
)


class Wanderer:
    """A client that leaves, returns, forgets and asks again as Hypothesis says."""

    def __init__(self, server: LiveThread, hall: str, stack: contextlib.ExitStack) -> None:
        self.server, self.hall, self.stack = server, hall, stack
        self.client: LiveClient | None = None
        self.state: dict[str, Any] | None = None

    def connect(self) -> LiveClient:
        self.client = self.stack.enter_context(LiveClient(self.server.port))
        self.client.subscribe(self.hall, self.state["seq"] if self.state else None)
        return self.client

    def step(self, word: str) -> None:
        if word == "away" and self.client is not None:
            self.client.close()
            self.client = None
        elif word == "forget":
            self.state = None
            self.connect()
        elif word == "gap" and self.client is not None and self.state is not None:
            self.client.subscribe(self.hall, self.state["seq"])
        elif self.client is None:
            self.connect()

    def settle(self, seq: int) -> dict[str, Any]:
        client = self.client or self.connect()
        self.state = client.until(seq, self.state)
        return self.state


@settings(max_examples=tries(40), deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_snapshot_and_events_agree_after_any_history(
    live: LiveThread, steps: list[dict[str, Any] | str]
) -> None:
    with contextlib.ExitStack() as stack:
        wanderers = [Wanderer(live, "drawn", stack)]
        for step in steps:
            if isinstance(step, dict):
                live.append("drawn", **step)
            elif step == "second client":
                wanderers.append(Wanderer(live, "drawn", stack))
                wanderers[-1].connect()
            else:
                wanderers[0].step(step)
        last = live.append("drawn", **call("1", "A999"))
        truth = live.journal.snapshot("drawn")
        for wanderer in wanderers:
            assert wanderer.settle(last) == truth


def test_a_restart_heals_at_once_with_events_alone() -> None:
    journal = MemoryJournal("main")
    with LiveThread(journal) as server:
        port = server.port
        server.append("main", **call("1", "A001"))
        client = LiveClient(port)
        client.subscribe("main")
        state = client.next()[1]
        client.ws.settimeout(PATIENCE_S)
    closed = time.monotonic()
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        client.next()
    client.close()
    journal.append("main", **call("2", "A002"))  # committed while nobody listened
    with LiveThread(journal, port=port), LiveClient(port) as again:
        again.subscribe("main", after=state["seq"])
        event, data = again.next()
        assert time.monotonic() - closed < PATIENCE_S
        assert event == "event"
        assert reduce(state, data) == journal.snapshot("main")


def test_a_stopped_server_frees_its_port_and_says_goodbye() -> None:
    with LiveThread(MemoryJournal("main")) as server:
        client = LiveClient(server.port)
        port = server.port
    opcode, data = client.frame()
    assert (opcode, data) == (websocket.ABNF.OPCODE_CLOSE, (1001).to_bytes(2, "big"))
    client.close()
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0
