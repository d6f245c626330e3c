"""A `Site` as YAML text that a person can read and this program reads back equal."""

import re
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from server.contracts.site import Site

FLAT = 84  # columns; what is shorter goes on one line, as in the example
PLAIN = re.compile(r"[\w《（][\w《》（）〔〕、，。；：？！“”·./%+ -]*(?<! )")
"""Texts that may stand without quotes anywhere; the emitter still quotes what looks like
a number or a date. Its own judgement alone is not enough: it leaves ?0 bare in a flow mapping."""

FIRST = ("key", "number", "login")  # what an entry is called stands before all else
HANZI = 0x2E80  # from here on a character is two columns wide


def dump(site: Site) -> str:
    """YAML of the whole site; what is at its default is left out."""
    yaml = YAML(typ="rt", pure=True)
    yaml.width = 4096  # never break a text over lines
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    held = site.model_dump(exclude_defaults=True)
    yaml.dump(arranged({"servicehall": site.servicehall, **held}), out)
    return out.getvalue()


def arranged(value: object) -> object:
    """Short groups of plain values on one line, all others with a line for each entry."""
    made: CommentedMap | CommentedSeq
    if isinstance(value, dict):
        first = [key for key in FIRST if key in value]
        made = CommentedMap((key, arranged(value[key])) for key in dict.fromkeys(first) | value)
        inner = list(value.values())
    elif isinstance(value, list | tuple):
        made = CommentedSeq(arranged(held) for held in value)
        inner = list(value)
    else:
        return _scalar(value)
    if not any(isinstance(held, dict | list | tuple) for held in inner) and _columns(value) <= FLAT:
        made.fa.set_flow_style()
    return made


def _scalar(value: object) -> object:
    if isinstance(value, str) and not PLAIN.fullmatch(value):
        return DoubleQuotedScalarString(value)
    return value


def _columns(value: object) -> int:
    return sum(2 if ord(character) >= HANZI else 1 for character in str(value))
