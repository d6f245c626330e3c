"""A mistake in a site file, and reading a document that may have any shape."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from server.contracts.texts import Text

Path = tuple[str | int, ...]
Entry = Mapping[str, object]
SHOWN = 400
COMPARED = 500  # comparing with more would take longer than anybody waits


@dataclass(frozen=True, slots=True)
class Mistake:
    """Where, what is wrong, and what to do, in Chinese and English, without full stops."""

    path: Path
    said: Text
    fix: Text


def mistake(path: Path, zh: str, en: str, fix_zh: str, fix_en: str) -> Mistake:
    return Mistake(path, words(zh, en), words(fix_zh, fix_en))


def words(zh: str, en: str) -> Text:
    """A sentence that may quote a file: cut to a line that a terminal can show."""
    return Text(zh=_shown(zh), en=_shown(en))


def _shown(sentence: str) -> str:
    whole = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in sentence)
    return whole if len(whole) <= SHOWN else whole[: SHOWN - 1] + "…"


def entries(parent: Entry, listed: str, path: Path = ()) -> Iterator[tuple[Path, Entry]]:
    """The entries of a list that are mappings, each with its path."""
    held = parent.get(listed)
    if isinstance(held, Sequence) and not isinstance(held, str):
        for i, entry in enumerate(held):
            if isinstance(entry, Mapping):
                yield (*path, listed, i), entry


def keys_of(hall: Entry, listed: str) -> list[str]:
    """The names by which entries of a list are referred to."""
    field = "number" if listed == "windows" else "key"
    found = (entry.get(field) for _, entry in entries(hall, listed))
    return list(dict.fromkeys(str(value) for value in found if isinstance(value, str | int)))


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name that was probably meant."""
    folded = {other.lower(): other for other in known[:COMPARED]}
    close = get_close_matches(name.lower(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None
