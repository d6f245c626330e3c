"""What can happen to printers and papers beside tickets. The first sentence of each class stands
in docs/protocol.md."""

from server.domain.events.event import Event, Shown, TicketFacts, event
from server.domain.window import Json


@event("printer.health")
class PrinterHealthChanged(Event):
    """A printer's health changed. `printers`: how it is now, by its key."""

    printers: Shown[dict[str, Json]]


@event("document.ordered")
class DocumentOrdered(Event):
    """A guide, notice, receipt, reply, appointment slip or test page was asked for. `document`: its
    id; `title`: its own number; `printer`: where it comes out."""

    ticket: TicketFacts | None
    document: int
    kind: str
    matter: str | None
    title: str | None
    printer: str

    @property
    def about(self) -> TicketFacts | None:
        """The ticket that the paper belongs to."""
        return self.ticket


@event("document.paper")
class DocumentPaperMoved(Event):
    """That paper moved on. `copies`, `kind` and `title` where one more copy was asked for."""

    document: Shown[int]
    state: Shown[str]
    reason: Shown[str | None]
    printer: Shown[str | None]
    copies: int | None = None
    kind: str | None = None
    title: str | None = None


@event("template.changed")
class TemplateChanged(Event):
    """A slip's template was put into force."""

    kind: str
    version: int
