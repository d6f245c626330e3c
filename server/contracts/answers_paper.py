"""What is answered about paper."""

from typing import Any

from pydantic import Field

from server.contracts.live import Instant
from server.contracts.texts import Part


class Document(Part):
    """A paper that was asked for."""

    id: int = Field(description="Its number.")
    kind: str = Field(description="guide, test-page, ...")
    state: str = Field(description="queued, checking, sending, printed, processed, ...")
    seq: int | None = Field(default=None, description="Journal number of the change.")


class Paper(Part):
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

    troubles: list[Paper] = Field(description="Oldest first.")
    given: list[Given] = Field(description="Of today.")
    printers: dict[str, Any] = Field(description="Printer key -> its health.")


class Template(Part):
    """A template in force."""

    kind: str = Field(description="Kind of slip.")
    version: int = Field(description="0 is the one that was shipped.")
    template: dict[str, Any] = Field(description="Languages and blocks.")


class TemplateSaved(Part):
    """A template was put into force."""

    kind: str = Field(description="Kind of slip.")
    version: int = Field(description="Its new version.")
    seq: int = Field(description="Journal number.")
