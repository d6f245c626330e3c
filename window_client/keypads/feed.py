"""Says when something in the hall has changed, over the live socket (docs/protocol.md)."""

import json
import logging
import threading
from collections.abc import Callable

import websocket

log = logging.getLogger("servicehall.keypads")
SILENCE_S = 20.0
AGAIN_S = 2.0


class Feed:
    """Calls `changed` after each event and whenever the line was lost or found, from a thread of
    its own. What has changed is read by HTTP: an event more or less changes nothing."""

    def __init__(self, server: str, hall: str, changed: Callable[[], None]) -> None:
        self._url = server.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._hall = hall
        self._changed = changed
        self._stopped = threading.Event()
        self._socket: websocket.WebSocket | None = None
        self._thread = threading.Thread(target=self._run, name="keypad feed", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        if self._socket is not None:
            self._socket.close()

    def _run(self) -> None:
        while not self._stopped.is_set():
            try:
                self._listen()
            except (OSError, websocket.WebSocketException, ValueError) as error:
                log.info("no live line: %s", error)
            self._changed()
            self._stopped.wait(AGAIN_S)

    def _listen(self) -> None:
        self._socket = socket = websocket.create_connection(self._url, timeout=SILENCE_S)
        try:
            socket.recv()
            socket.send("40/live,")
            while not self._stopped.is_set():
                message = str(socket.recv())
                if message == "2":
                    socket.send("3")
                elif message.startswith("40/live,"):
                    wish = json.dumps(["subscribe", {"hall": self._hall, "after": None}])
                    socket.send(f"42/live,{wish}")
                elif not message:
                    return
                elif not message.startswith('42/live,["heartbeat"'):
                    self._changed()
        finally:
            socket.close()
