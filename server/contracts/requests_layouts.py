"""What an administrator puts into force about the boards of a hall."""

from typing import Annotated

from pydantic import Field

from server.contracts.requests import ID_MOST, Name
from server.contracts.site_layouts import Layout
from server.contracts.texts import Part


class BoardOfLayout(Part):
    """A board with its layout and its panel."""

    key: Name = Field(description="Key of the board.")
    layout: Name | None = Field(description="Key of its layout; null: the usual one.")
    inches: Annotated[float, Field(ge=3, le=400)] | None = Field(
        description="Corner to corner of its panel, in inches; null: not said."
    )


class PutLayouts(Part):
    """All layouts of a hall, and the boards that are laid out anew."""

    version: int = Field(
        ge=1, le=ID_MOST, description="Of the configuration on which they were edited."
    )
    layouts: list[Layout] = Field(max_length=50, description="All of them, in their order.")
    boards: list[BoardOfLayout] = Field(
        max_length=200, description="A board that is not named stays as it is."
    )
