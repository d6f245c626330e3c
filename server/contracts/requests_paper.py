"""What may be asked about paper: guides, test pages, templates."""

from typing import Any, Literal

from pydantic import Field

from server.contracts.requests import Name
from server.contracts.texts import Language, Part


class Guide(Part):
    """Print the guide of a matter."""

    matter: Name = Field(description="Key of the matter, from the catalogue.")
    language: Language | None = Field(default=None, description="The language that leads.")


class TestPage(Part):
    """Print a test page."""

    __test__ = False  # no test class, whatever its name says

    printer: Name = Field(description="Key of the printer, from the configuration.")


class PutTemplate(Part):
    """A template; docs/printing.md describes it."""

    template: dict[str, Any] = Field(description="Kind, languages and blocks.")


class Preview(PutTemplate):
    """A template to look at."""

    width: Literal[384, 512, 576] = Field(default=576, description="Dots across the paper.")
