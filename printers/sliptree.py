"""Walks over a slip: every text in it, and the same slip lacking some languages."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

from printers.slip import Slip, Words


def strip_languages(slip: Slip, languages: set[str]) -> Slip:
    """Drops the texts of `languages`, unless a phrase has no other."""
    kept = tuple(lang for lang in slip.languages if lang not in languages)
    stripped = strip(slip, languages)
    assert isinstance(stripped, Slip)
    return replace(stripped, languages=kept)


def strip(value: Any, languages: set[str]) -> Any:
    """`value` rebuilt without the words of `languages`."""
    if isinstance(value, tuple):
        kept = tuple(
            strip(item, languages)
            for item in value
            if not (isinstance(item, Words) and item.lang in languages)
        )
        return kept or value
    if is_dataclass(value) and not isinstance(value, type | Words):
        changes = {spec.name: strip(getattr(value, spec.name), languages) for spec in fields(value)}
        return replace(value, **changes)
    return value


def as_shown(block: Any) -> Any:
    """A block as it is printed: one that is `leading` in the first language of each text alone."""
    return first_only(block) if getattr(block, "leading", False) else block


def first_only(value: Any) -> Any:
    """`value` rebuilt with the first language of each phrase."""
    if isinstance(value, tuple):
        if value and all(isinstance(item, Words) for item in value):
            return value[:1]
        return tuple(first_only(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type | Words):
        changes = {spec.name: first_only(getattr(value, spec.name)) for spec in fields(value)}
        return replace(value, **changes)
    return value


def words_of(value: Any) -> Iterator[Words]:
    """Every text with a language, in the order of printing."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from words_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for spec in fields(value):
            yield from words_of(getattr(value, spec.name))


def strings_of(value: Any) -> Iterator[str]:
    """Every text that reaches paper, those without a language (numbers, codes) too."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from strings_of(item)
    elif is_dataclass(value) and not isinstance(value, type):
        for spec in fields(value):
            if spec.name not in ("png", "lang", "languages", "url", "size", "align"):
                yield from strings_of(getattr(value, spec.name))
