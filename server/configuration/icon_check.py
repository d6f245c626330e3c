"""Icons of a site file: one that the product does not have would leave a hole on the kiosk."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from server.contracts.site_mistakes import Mistake, entries, mistake, nearest

SYMBOL = re.compile(r'<symbol id="([a-z0-9-]+)"')
CARDS = (
    *("child", "school", "marriage", "work", "home", "business", "retirement", "farewell"),
    *("health", "vehicle", "identity", "money", "person", "people", "document", "move"),
)
"""Those drawn for cards; the sprite holds the signs of keys and states as well."""


@cache
def icons() -> frozenset[str]:
    """Every icon of the product's set."""
    sprite = files("server").joinpath("web", "static", "kit", "icons.svg")
    return frozenset(SYMBOL.findall(sprite.read_text(encoding="utf-8")))


def icon_findings(document: object) -> Iterator[Mistake]:
    """Every icon that there is not, with one that was perhaps meant."""
    if not isinstance(document, Mapping):
        return
    for path, hall in entries(document, "halls"):
        for at, event in entries(hall, "life_events", path):
            icon = event.get("icon")
            if not isinstance(icon, str) or icon in icons():
                continue
            near = nearest(icon, sorted(icons()))
            choice = ", ".join(CARDS)
            yield mistake(
                (*at, "icon"),
                f"没有图标“{icon}”",
                f"there is no icon '{icon}'",
                f"是不是“{near}”？可以用：{choice}" if near else f"可以用：{choice}",
                f"did you mean '{near}'? There are: {choice}" if near else f"there are: {choice}",
            )
