"""What the interface answers about the boards of a hall and how they are laid out."""

from pydantic import Field

from server.contracts.live import Words
from server.contracts.site_layouts import Layout
from server.contracts.texts import Part


class BoardNow(Part):
    """A board as the configuration in force describes it."""

    key: str = Field(description="Its key.")
    name: Words = Field(description="Its name.")
    zone: str | None = Field(description="The zone it shows and sounds in; null: the whole hall.")
    layout: str | None = Field(description="Key of its layout; null: the usual one.")
    inches: float | None = Field(description="Corner to corner, in inches; null: not said.")


class LayoutsInForce(Part):
    """The layouts of a hall, its boards, and the pictures and videos there are."""

    version: int = Field(description="Of the configuration in force.")
    layouts: list[Layout] = Field(description="In the order of the site file.")
    boards: list[BoardNow] = Field(description="The hall's boards.")
    media: list[str] = Field(description="Files of the folder `media`, by name.")
