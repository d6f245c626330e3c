"""A live server in a thread, a journal in memory, and a client that speaks the protocol raw."""

import json
import threading
from typing import Any

import gevent
import websocket
from flask import Flask
from gevent.event import Event

from server.domain.errors import Unknown
from server.realtime.live import Live, attach
from server.realtime.serving import Serving
from server.storage.notify_listener import ChangeSignal
from tests.support.patience import PATIENCE_S

Message = tuple[str, Any]


class MemoryJournal:
    """What storage's reader gives, over a list; each event says which keys it changes."""

    def __init__(self, *halls: str) -> None:
        self.events: dict[str, list[dict[str, Any]]] = {hall: [] for hall in halls}

    def append(self, hall: str, **change: Any) -> int:
        """Add one event and answer its number."""
        seq = len(self.events[hall]) + 1
        self.events[hall].append({"hall": hall, "seq": seq, "at": f"t{seq}", **change})
        return seq

    def events_after(self, hall: str, seq: int, limit: int) -> list[dict[str, Any]]:
        return self.events[hall][seq : seq + limit]

    def last_seq(self, hall: str) -> int:
        if hall not in self.events:
            raise Unknown("hall.unknown", {"hall": hall})
        return len(self.events[hall])

    def snapshot(self, hall: str) -> dict[str, Any]:
        state: dict[str, Any] = empty_state(hall)
        for event in self.events[hall]:
            state = reduce(state, event)
        return state


def empty_state(hall: str) -> dict[str, Any]:
    """The public state of a hall where nothing has happened."""
    return {"hall": hall, "seq": 0, "at": None, "windows": {}, "queues": {}, "missed": {}}


def reduce(state: dict[str, Any], event: dict[str, Any]) -> dict[str, Any]:
    """The client's reducer, as docs/protocol.md has it; the event must be the next one."""
    assert event["seq"] == state["seq"] + 1
    after = {**state, "seq": event["seq"], "at": event["at"]}
    if event.get("reset"):
        after |= {"windows": {}, "queues": {}, "missed": {}}
    for key in ("windows", "queues", "printers"):
        if key in event:
            after[key] = {**after.get(key, {}), **event[key]}
    if "missed" in event:
        merged = {**after["missed"], **event["missed"]}
        after["missed"] = {number: seq for number, seq in merged.items() if seq is not None}
    for key in ("version", "notice", "notices", "day"):
        if key in event:
            after[key] = event[key]
    return after


def hello() -> Flask:
    """The application behind the live part: says what it was asked for."""
    app = Flask("hello", static_folder=None)
    app.add_url_rule("/<path:path>", "hello", lambda path: f"/{path}")
    return app


class LiveThread:
    """The real HTTP and socket server over any journal, in a thread with its own event loop."""

    def __init__(self, journal: Any, port: int = 0, **options: Any) -> None:
        self.journal = journal
        self.change_signal = ChangeSignal()
        self._options: dict[str, Any] = {"who": _anybody, "may_watch": _everything} | options
        self._wanted_port = port
        self._ready = threading.Event()
        self._stop: Any = None
        self.port = 0
        self.app: Flask
        self.live: Live
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> "LiveThread":
        self._thread.start()
        assert self._ready.wait(PATIENCE_S), "the live server did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.send()
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive(), "the live server did not stop"

    def append(self, hall: str, **change: Any) -> int:
        """Add an event to the journal and ring, as a use case does after its commit."""
        seq: int = self.journal.append(hall, **change)
        self.change_signal.ring(hall)
        return seq

    def _run(self) -> None:
        stopped = Event()
        hub = gevent.get_hub()
        self._stop = hub.loop.async_()
        self._stop.start(stopped.set)
        self.app = hello()
        self.live = attach(self.app, self.journal, self.change_signal, **self._options)
        serving = Serving(self.live, "127.0.0.1", self._wanted_port)
        serving.start()
        self.port = serving.port
        self._ready.set()
        stopped.wait()
        serving.stop()
        self._stop.close()
        hub.destroy(destroy_loop=True)


def _anybody(environ: Any, auth: Any) -> str:
    return "somebody"


def _everything(principal: Any, hall: str) -> bool:
    return True


class LiveClient:
    """Engine.IO 4 and Socket.IO 5 by hand over one WebSocket, so that every byte is seen."""

    def __init__(self, port: int, auth: Any = None, **options: Any) -> None:
        url = f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket"
        self.ws = websocket.create_connection(url, timeout=PATIENCE_S, **options)
        self.heartbeats: list[Any] = []
        self.opened = json.loads(self.ws.recv()[1:])
        self.ws.send("40/live," + (json.dumps(auth) if auth is not None else ""))
        connected = self.recv()
        assert connected.startswith("40/live,"), connected

    def __enter__(self) -> "LiveClient":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave; also when the server has left already."""
        self.ws.close()
        self.ws.shutdown()

    def subscribe(self, hall: str, after: int | None = None) -> None:
        """Ask for everything after a number (None: a snapshot)."""
        self.send("subscribe", {"hall": hall, "after": after})

    def send(self, event: str, data: Any) -> None:
        """Emit one event to the server."""
        self.ws.send("42/live," + json.dumps([event, data]))

    def recv(self) -> str:
        """The next message but pings, which may come at any moment and are answered on the way."""
        while (text := str(self.ws.recv())) == "2":
            self.ws.send("3")
        return text

    def frame(self) -> tuple[int, bytes]:
        """The next frame (opcode, data), control frames too; pings of Engine.IO are answered."""
        while True:
            opcode, data = self.ws.recv_data(control_frame=True)
            if (opcode, data) != (websocket.ABNF.OPCODE_TEXT, b"2"):
                return opcode, data
            self.ws.send("3")

    def next(self, timeout: float = PATIENCE_S) -> Message:
        """The next (event, data) but heartbeats, which stay in `heartbeats`; raises on silence or
        the end."""
        self.ws.settimeout(timeout)
        while True:
            text = self.recv()
            if text.startswith("42/live,"):
                event, data = json.loads(text[len("42/live,") :])
                if event != "heartbeat":
                    return event, data
                self.heartbeats.append(data)
            else:
                raise ConnectionError(f"unexpected {text!r}")

    def until(self, seq: int, state: dict[str, Any] | None = None) -> dict[str, Any]:
        """The state after event `seq`, folded from what arrives; each event must be the next."""
        while state is None or state["seq"] < seq:
            event, data = self.next()
            if event == "snapshot":
                state = data
            elif event == "event":
                assert state is not None, "an event came before any state"
                state = reduce(state, data)
        return state
