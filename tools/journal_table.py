"""Writes the table of journal entries in docs/protocol.md from the event classes.

`python -m tools.journal_table` does it; tests/architecture says when the table is out of date.
"""

import re
from pathlib import Path

from server.domain.events.event import Event
from server.domain.events.registry import EVENTS

TARGET = Path(__file__).parents[1] / "docs" / "protocol.md"
HEAD = "| type | when | public | private |\n| --- | --- | --- | --- |\n"
TABLE = re.compile(re.escape(HEAD) + r"(?:\|.*\n)*")


def table() -> str:
    """The table as it should be."""
    return HEAD + "".join(map(_row, EVENTS.values()))


def renewed(page: str) -> str:
    """The page with the table of now."""
    assert TABLE.search(page), f"{TARGET.name} has no table of journal entries"
    return TABLE.sub(lambda _: table(), page)


def _row(made: type[Event]) -> str:
    when = " ".join((made.__doc__ or "").split())
    public = [field.name for field in made.wire.public]
    if getattr(made, "shows_number", False):
        public.insert(0, "number")
    private = [field.name for field in made.wire.private]
    return f"| `{made.type}` | {when} | {_names(public)} | {_names(private)} |\n"


def _names(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


if __name__ == "__main__":
    TARGET.write_text(renewed(TARGET.read_text("utf-8")), encoding="utf-8")
