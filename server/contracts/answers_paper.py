"""What is answered about paper."""

from typing import Any

from pydantic import Field

from server.contracts.live import Day, Instant, PrinterHealth, Words
from server.contracts.printer_states import PaperReasonName, PaperStateName
from server.contracts.texts import Part


class DocumentView(Part):
    """A paper that was asked for."""

    id: int = Field(description="Its number.")
    kind: str = Field(description="guide, test-page, ...")
    state: PaperStateName = Field(description="Where it is.")
    title: str | None = Field(default=None, description="Its own number, e.g. 告〔2026〕1122-037.")
    copies: int = Field(default=0, description="Further copies; each says 补打 REPRINT.")
    printer: str | None = Field(default=None, description="Where it comes out.")
    reason: PaperReasonName | None = Field(
        default=None,
        description="Why it isn't printed; glyph: it is, with a character that no font holds shown "
        "as its code.",
    )
    seq: int | None = Field(default=None, description="Journal number of the change.")


class DayDocument(DocumentView):
    """A paper of today, for staff."""

    matter: str | None = Field(default=None, description="For which matter.")
    at: Instant = Field(description="When it was asked for.")
    actor: str = Field(description="By whom.")


class AtWindow(Part):
    """What papers can be given out at a window now."""

    number: str | None = Field(description="Whom the window serves; null: nobody.")
    matter: str | None = Field(description="The matter.")
    materials: list[Words] = Field(description="What the matter needs, by language.")
    due: Day | None = Field(description="When a result is due by the promised limit.")
    printer: str | None = Field(description="Where papers come out here; null: no printer.")
    papers: list[DocumentView] = Field(description="Given out for this ticket, oldest first.")


class PrinterHealthForStaff(PrinterHealth):
    """A ticket printer's health, as those see it who mend it."""

    words: str = Field(default="", description="The system's own words for what is wrong.")


class PrinterInfo(Part):
    """A printer of a hall, for administrators."""

    hall: str = Field(description="Key of its hall.")
    key: str = Field(description="Its name for programs.")
    name: Words = Field(description="Its name for people, with its place.")
    url: str = Field(description="Its address.")
    model: str = Field(description="What it can do.")
    width_dots: int = Field(description="Dots across its paper.")
    backup: str | None = Field(description="Which printer stands in for it.")
    health: PrinterHealthForStaff | None = Field(description="As last heard; null: nothing yet.")
    pages: list[DayDocument] = Field(description="Test pages of today, newest first.")


class PaperTrouble(Part):
    """A ticket whose paper is in trouble."""

    code: str = Field(description="The ticket's code.")
    number: str = Field(description="Its number.")
    matter: str = Field(description="Its matter.")
    state: str = Field(description="The ticket's state; issued is in no queue yet.")
    paper: str = Field(description="failed or unconfirmed.")
    printer: str | None = Field(description="Where it was sent.")
    issued_at: Instant = Field(description="When the number was given.")


class Given(Part):
    """How often something was printed on demand."""

    kind: str = Field(description="What was printed.")
    matter: str | None = Field(description="For which matter.")
    n: int = Field(description="How often today.")


class Papers(Part):
    """Papers in trouble, papers given out, printers."""

    troubles: list[PaperTrouble] = Field(description="Oldest first.")
    given: list[Given] = Field(description="Of today.")
    documents: list[DayDocument] = Field(description="The latest of today, newest first.")
    printers: dict[str, Any] = Field(description="Printer key -> its health.")


class TemplateView(Part):
    """A template in force."""

    kind: str = Field(description="Kind of slip.")
    version: int = Field(description="0 is the one that was shipped.")
    template: dict[str, Any] = Field(description="Languages and blocks.")


class TemplateSaved(Part):
    """A template was put into force."""

    kind: str = Field(description="Kind of slip.")
    version: int = Field(description="Its new version.")
    seq: int = Field(description="Journal number.")
