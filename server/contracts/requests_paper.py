"""What may be asked about paper: guides, notices, receipts, replies, test pages, templates."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from server.contracts.requests import Line, Name
from server.contracts.texts import Language, Part


class Guide(Part):
    """Print the guide of a matter."""

    matter: Name = Field(description="Key of the matter, from the catalogue.")
    language: Language | None = Field(
        default=None, description="The language that leads; the hall's first if left out."
    )


class TestPage(Part):
    """Print a test page."""

    __test__ = False  # no test class, whatever its name says

    printer: Name = Field(description="Key of the printer, from the configuration.")
    page: Literal["test-page", "capability-probe", "pangram"] = Field(
        default="test-page", description="Which page."
    )


SOMETHING = r"^[^\x00]*\S[^\x00]*$"
"""Typed or pasted: whatever has no shape of its own is dropped on paper, and refused nowhere."""

Sentence = Annotated[str, StringConstraints(min_length=1, max_length=160, pattern=SOMETHING)]
"""A line that somebody typed for a slip."""

Reply = Annotated[str, StringConstraints(min_length=1, max_length=600, pattern=SOMETHING)]
Clock = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
"""Hours and minutes on the hall's own clock."""


class Notice(Part):
    """Tell the visitor at the window at once all that is missing (一次性告知)."""

    number: Name = Field(description="Whom the window serves, as on the ticket.")
    missing: tuple[Sentence, ...] = Field(
        default=(), max_length=30, description="Chinese names of the materials that are missing."
    )
    lines: tuple[Sentence, ...] = Field(
        default=(), max_length=8, description="What else there is to say, a paragraph each."
    )
    deadline: date | None = Field(default=None, description="Until when to bring it.")
    language: Language | None = Field(
        default=None, description="The language that leads; the ticket's if left out."
    )


class ReceiptBody(Part):
    """Give the visitor at the window a receipt (收件回执)."""

    number: Name = Field(description="Whom the window serves, as on the ticket.")
    papers: tuple[Sentence, ...] = Field(
        min_length=1, max_length=40, description="What was handed in; materials by Chinese name."
    )
    due: date = Field(description="Until when it is done.")
    language: Language | None = Field(
        default=None, description="The language that leads; the ticket's if left out."
    )


class ComplaintReply(Part):
    """Answer a complaint on paper (投诉答复)."""

    about: Sentence = Field(description="What the complaint is about, in a few words.")
    reply: Reply = Field(description="The answer.")
    received: date = Field(description="When it came.")
    owner: Line | None = Field(default=None, description="Who deals with it.")
    ticket: Name | None = Field(default=None, description="Code of the ticket it is about.")
    case: Line | None = Field(default=None, description="Its number, if it has one elsewhere.")
    printer: Name | None = Field(default=None, description="The hall's first if left out.")
    language: Language | None = Field(
        default=None, description="The language that leads; the hall's first if left out."
    )


class AppointmentSlip(Part):
    """Give somebody a time to come, on paper (预约单)."""

    matter: Name = Field(description="Key of the matter, from the catalogue.")
    day: date = Field(description="The day.")
    start: Clock = Field(description="From when.")
    end: Clock = Field(description="Until when; later than `start`.")
    printer: Name | None = Field(default=None, description="The hall's first if left out.")
    language: Language | None = Field(
        default=None, description="The language that leads; the hall's first if left out."
    )


class PutTemplateBody(Part):
    """A template; docs/printing.md describes it."""

    template: dict[str, Any] = Field(description="Kind, languages and blocks.")


class Preview(PutTemplateBody):
    """A template to look at."""

    width: Literal[384, 512, 576] = Field(default=576, description="Dots across the paper.")
