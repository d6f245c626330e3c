"""The Socket.IO client registry that frames a packet once for everybody in a room.

The stock one encodes once, but then queues, wakes, frames and sends for each client. Here each
client costs one non-blocking send; a client that is behind keeps its own backlog (see outlet.py),
so neither the others nor the caller ever wait for it.
"""

import json
from typing import Any

from server.realtime.protocol import Manager
from server.realtime.websocket import text_frame


def compact(value: Any) -> str:
    """JSON as it goes over the wire: no spaces, hanzi as themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def event_frame(namespace: str, event: str, data: Any) -> bytes:
    """The bytes of one Socket.IO event in one Engine.IO message in one WebSocket frame."""
    return text_frame(f"42{namespace},{compact([event, data])}")


class Broadcaster(Manager):  # type: ignore[misc]  # socketio ships no types
    """Rooms as in Socket.IO; sending by frames that are ready for the wire."""

    def emit(
        self,
        event: str,
        data: Any,
        namespace: str,
        room: str | None = None,
        skip_sid: Any = None,
        callback: Any = None,
        to: str | None = None,
        **kwargs: Any,
    ) -> None:
        """As the stock emit; the plain case (JSON to a room, no answer wanted) is framed once."""
        plain = not callback and not skip_sid and isinstance(data, dict | list | str | int | None)
        if not plain or isinstance(data, list):
            super().emit(event, data, namespace, room, skip_sid, callback, to, **kwargs)
            return
        self.publish(namespace, to or room, event_frame(namespace, event, data))

    def publish(self, namespace: str, room: str | None, frames: bytes) -> int:
        """Send ready frames to everybody in a room; returns to how many. Never waits."""
        sockets = self.server.eio.sockets
        members = self.rooms.get(namespace, {}).get(room)
        if not members:
            return 0
        for eio_sid in members.values():
            client = sockets.get(eio_sid)
            if client is not None:
                client.outlet.send(frames)
        return len(members)

    def size(self, namespace: str, room: str) -> int:
        """How many clients are in a room."""
        return len(self.rooms.get(namespace, {}).get(room, ()))
