"""What becomes of a call as a sound. The first sentence of each class stands in
docs/protocol.md."""

from server.domain.announcing import Form, Unspoken
from server.domain.events.event import AtWindow, Event, Shown, TicketFacts, event


@event("sound.test_asked")
class SoundTestAsked(Event):
    """The zone's test phrase is to be spoken, in its turn among the calls."""

    zone: Shown[str]


@event("sound.test_ended")
class SoundTestEnded(Event):
    """A zone's test phrase was spoken, or can't be. `test`: the number of `sound.test_asked`;
    `reason`: why nothing was heard, as in `call.unspoken`; left out when it was heard to the end.
    `speaker`: the device that spoke it."""

    zone: Shown[str]
    test: Shown[int]
    reason: Shown[Unspoken | None] = None
    speaker: str | None = None


@event("call.spoken")
class CallSpoken(Event):
    """A call was heard in its zone to the end. `call`: its journal number; `form`: the full
    sentence or the short one of a busy zone; `language`: that of the ticket; `attempts`: how often
    it was begun; `after_ms`: from the call to the first sound."""

    ticket: TicketFacts
    number: Shown[str]
    window: AtWindow
    zone: Shown[str]
    call: Shown[int]
    form: Form
    language: str
    attempts: int
    after_ms: int

    @property
    def about(self) -> TicketFacts:
        """The ticket that it is about."""
        return self.ticket


@event("call.unspoken")
class CallUnspoken(Event):
    """A call was not heard in its zone, and won't be. `call`: its journal number; `reason`: why;
    `attempts`: how often it was begun."""

    ticket: TicketFacts
    number: Shown[str]
    window: AtWindow
    zone: Shown[str]
    call: Shown[int]
    reason: Shown[Unspoken]
    attempts: int

    @property
    def about(self) -> TicketFacts:
        """The ticket that it is about."""
        return self.ticket
