"""What concerns staff alone. The first sentence of each class stands in docs/protocol.md."""

from server.domain.events.event import Event, event


@event("staff.notice")
class StaffNotice(Event):
    """Something changed that staff alone are told: their screens ask what. Nobody else learns more
    than that. `emergency`: the window that calls for help silently, or whose call has `ended`."""

    emergency: str
    ended: bool
