"""Photographs of people, made ready by the room that draws."""

from printers.photograph import NoPhotographError, photograph
from server.domain.errors import Refused


def made_ready(data: bytes) -> bytes:
    """JPEG without metadata.

    Refuses `photograph.format`, `photograph.large` and `photograph.small`.
    """
    try:
        return photograph(data)
    except NoPhotographError as wrong:
        facts: dict[str, object] = {"width": wrong.width, "height": wrong.height}
        if wrong.why == "small":
            raise Refused("photograph.small", facts) from wrong
        if wrong.why == "large":
            raise Refused("photograph.large", facts) from wrong
        raise Refused("photograph.format") from wrong
