"""What differs between two documents of a hall, in lines to be read before saying yes."""

from collections.abc import Iterator, Mapping
from typing import Any

NAMES = ("key", "number", "login")  # what an entry of a list is called
SHOWN = 60  # characters of a value; the file itself has the rest


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """One line each, in the order of the documents: `+` new, `-` gone, `~` different."""
    return list(_differences("", before, after))


def _differences(place: str, before: Any, after: Any) -> Iterator[str]:
    one, two = _parts(before), _parts(after)
    if one is None or two is None:
        if before != after:
            yield f"~ {place}: {_short(before)} → {_short(after)}"
        return
    for name in dict.fromkeys((*one, *two)):
        there = f"{place}.{name}" if place else name
        if name not in two:
            yield f"- {there}{_called(one[name])}"
        elif name not in one:
            yield f"+ {there}{_called(two[name])}"
        else:
            yield from _differences(there, one[name], two[name])


def _parts(value: Any) -> dict[str, Any] | None:
    """The entries of a group by name; None for what is compared as a whole.

    A list of plain values is compared as a whole, one of entries by what they are called.
    """
    if isinstance(value, Mapping):
        return dict(value)
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        return None
    named = {_name(each, position): each for position, each in enumerate(value)}
    return named if len(named) == len(value) else None


def _name(entry: Mapping[str, Any], position: int) -> str:
    return next((str(entry[name]) for name in NAMES if name in entry), f"[{position + 1}]")


def _called(value: Any) -> str:
    """A value that came or went: its Chinese name if it has one, or itself if it is plain."""
    if not isinstance(value, Mapping):
        return "" if isinstance(value, list) else f": {_short(value)}"
    name = value.get("name")
    return f" {name['zh']}" if isinstance(name, Mapping) and "zh" in name else ""


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
