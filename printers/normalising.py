"""Text as layout takes it: composed, and without characters that have no shape of their own.

What is pasted from elsewhere brings zero-width spaces, marks of direction, variation selectors
and control characters. Where they change their neighbours they are applied, else dropped; never
drawn. Sources: Unicode 15 (Default_Ignorable_Code_Point, DerivedCoreProperties.txt) and NFC.
"""

import re
import unicodedata
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any, TypeVar

from printers.slip import Words

NEW_LINES = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
SPACES = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f]")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f"  # controls
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
    "\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(1 << 16, 17 << 16, 1 << 16)
    )
    + "]"
)
# Joiners and Mongolian selectors choose the form of a letter in Arabic and Mongolian only.
IDLE_JOINERS = re.compile(
    "(?<![\u0600-\u07ff\u0860-\u08ff\u1800-\u18af\ufb50-\ufdff\ufe70-\ufefc])"
    "[\u180b-\u180f\u200c\u200d]"
)
SURROGATES = re.compile("[\ud800-\udfff]")
NOT_TEXT = frozenset(("png", "lang", "languages", "url", "size", "align", "name"))

Said = TypeVar("Said")


@lru_cache(maxsize=4096)
def normalised(text: str) -> str:
    """The text in NFC, its line ends as `\\n`, every other white space as a space or 　.

    A half of a surrogate pair becomes U+FFFD, as everywhere that text is decoded.
    """
    if text.isascii() and text.isprintable():
        return text
    text = SURROGATES.sub("\ufffd", text)
    text = SPACES.sub(" ", NEW_LINES.sub("\n", text))
    text = IDLE_JOINERS.sub("", INVISIBLE.sub("", text))
    return unicodedata.normalize("NFC", text)


def normalised_slip(said: Said) -> Said:
    """A slip, or any part of one, with every text normalised; texts of one line on one line."""
    found: Any = said
    if isinstance(found, Words):
        text = normalised(found.text)
        return said if text == found.text else replace(found, text=text)  # type: ignore[return-value]
    if isinstance(found, tuple):
        return tuple([normalised_slip(item) for item in found])  # type: ignore[return-value]
    names = text_fields(found.__class__)
    before = [getattr(found, name) for name in names]
    after = [one_line(value) for value in before]
    if after == before:
        return said
    return replace(found, **dict(zip(names, after, strict=True)))  # type: ignore[no-any-return]


@cache
def text_fields(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass that may hold text; none for numbers and the like."""
    found = fields(kind) if is_dataclass(kind) else ()
    return tuple(spec.name for spec in found if spec.name not in NOT_TEXT)


def one_line(value: Any) -> Any:
    """A field of a block: numbers, codes and clocks never break."""
    if isinstance(value, str):
        return normalised(value).replace("\n", " ").strip()
    return normalised_slip(value)
