"""A site file brought to another `Site` with its comments: what is the same stays as written."""

from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError

from server.configuration.findings import SiteFileError
from server.configuration.reading import read_text
from server.configuration.writing import arranged
from server.contracts.site import Site

NAMES = ("key", "number", "login")
"""What an entry of a list is called; one without a name is compared by its place."""


def updated(text: str, site: Site) -> str | None:
    """The site file `text` saying what `site` says, with its own comments, order and quotes.

    None where that can't be done: it is no site file that could be read, or it would read back
    as another site.
    """
    try:
        before = read_text(text)
        yaml = _yaml()
        held = yaml.load(text)
    except (SiteFileError, YAMLError):
        return None
    short = {"servicehall": site.servicehall, **site.model_dump(exclude_defaults=True)}
    _update(held, before.model_dump(), site.model_dump(), short)
    out = StringIO()
    yaml.dump(held, out)
    try:
        return out.getvalue() if read_text(out.getvalue()) == site else None
    except SiteFileError:
        return None


def _yaml() -> YAML:
    yaml = YAML(typ="rt", pure=True)
    yaml.preserve_quotes = True
    yaml.width = 4096  # never break a text over lines
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _update(held: Any, before: Any, after: Any, short: Any) -> bool:
    """Change `held`, which says `before`, into `after`; False where it must be replaced whole.

    `short`: `after` without what is at its default.
    """
    if isinstance(held, CommentedMap) and isinstance(before, dict) and isinstance(after, dict):
        _update_map(held, before, after, short)
        return True
    if isinstance(held, CommentedSeq) and _entries(before) and _entries(after):
        return _update_list(held, before, after, short)
    return False


def _update_map(
    held: CommentedMap, before: dict[str, Any], after: dict[str, Any], short: dict[str, Any]
) -> None:
    for key in list(held):
        name = str(key)
        if name not in short and before.get(name) != after.get(name):
            del held[key]
        elif before.get(name) != after.get(name) and not _update(
            held[key], before.get(name), after.get(name), short[name]
        ):
            held[key] = arranged(short[name])
    for name in short:
        if name not in map(str, held) and before.get(name) != after.get(name):
            held[name] = arranged(short[name])


def _update_list(
    held: CommentedSeq, before: Sequence[Any], after: Sequence[Any], short: Sequence[Any]
) -> bool:
    old, new = list(map(_name, before)), list(map(_name, after))
    if len(held) != len(old) or None in old or None in new:
        return False
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        return False  # another order: a comment could come to stand at another entry
    for place in reversed(range(len(old))):
        if old[place] not in new:
            del held[place]
    for place, name in enumerate(new):
        if name not in old:
            held.insert(place, arranged(short[place]))
        elif not _update(held[place], before[old.index(name)], after[place], short[place]):
            held[place] = arranged(short[place])
    return True


def _entries(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(isinstance(each, Mapping) for each in value)


def _name(entry: Mapping[str, Any]) -> str | None:
    return next((str(entry[name]) for name in NAMES if name in entry), None)
