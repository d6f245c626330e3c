"""The Socket.IO client registry that frames a packet once for everybody in a room.

The stock one encodes once, but then queues, wakes, frames and sends for each client. Here each
client costs one non-blocking send; a client that is behind keeps its own backlog (see outlet.py),
so neither the others nor the caller ever wait for it.
"""

import json
from typing import Any

from server.realtime.protocol import Manager
from server.realtime.send_buffer import SendBuffer, send_to_all
from server.realtime.websocket import text_frame


def compact(value: Any) -> str:
    """JSON as it goes over the wire: no spaces, hanzi as themselves."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def event_frame(namespace: str, event: str, data: Any) -> bytes:
    """The bytes of one Socket.IO event in one Engine.IO message in one WebSocket frame."""
    return text_frame(f"42{namespace},{compact([event, data])}")


class Broadcaster(Manager):  # type: ignore[misc]  # socketio ships no types
    """Rooms as in Socket.IO; sending by frames that are ready for the wire.

    It also remembers which rooms a client is in. The stock one looks through all rooms of all
    clients when one leaves, and every client has a room of its own: a thousand that reconnect
    after a restart would look a million times.
    """

    def __init__(self) -> None:
        super().__init__()
        self._entered: dict[str, list[str]] = {}
        self._outlets: dict[tuple[str, str | None], dict[str, SendBuffer]] = {}

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

    def publish(self, namespace: str, room: str | None, frames: bytes) -> None:
        """Send ready frames to everybody in a room. Never waits."""
        members = self._outlets.get((namespace, room))
        if members:
            send_to_all(list(members.values()), frames)

    def basic_enter_room(
        self, sid: str, namespace: str, room: str | None, eio_sid: str | None = None
    ) -> None:
        """As the stock one; remembered, but for the room of everybody (None)."""
        super().basic_enter_room(sid, namespace, room, eio_sid)
        client = self.server.eio.sockets[self.rooms[namespace][room][sid]]
        self._outlets.setdefault((namespace, room), {})[sid] = client.send_buffer
        known = self._entered.setdefault(sid, [])
        if room is not None and room not in known:
            known.append(room)

    def basic_leave_room(self, sid: str, namespace: str, room: str | None) -> None:
        """As the stock one, and forgotten."""
        super().basic_leave_room(sid, namespace, room)
        members = self._outlets.get((namespace, room), {})
        members.pop(sid, None)
        if not members:
            self._outlets.pop((namespace, room), None)
        known = self._entered.get(sid, [])
        if room in known:
            known.remove(room)

    def basic_disconnect(self, sid: str, namespace: str, **kwargs: Any) -> None:
        """Leave every room and forget the client."""
        for room in (*self.get_rooms(sid, namespace), None):
            self.basic_leave_room(sid, namespace, room)
        self._entered.pop(sid, None)
        self.callbacks.pop(sid, None)
        for pending in (self.pending_connect, self.pending_disconnect):
            waiting = pending.get(namespace, [])
            if sid in waiting:
                waiting.remove(sid)
            if not waiting:
                pending.pop(namespace, None)

    def get_rooms(self, sid: str, namespace: str) -> list[str]:
        """The rooms a client is in, the one of its own among them."""
        return list(self._entered.get(sid, ()))

    def size(self, namespace: str, room: str) -> int:
        """How many clients are in a room."""
        return len(self._outlets.get((namespace, room), ()))
