"""The JSON form of a slip. Reading refuses with the place and the reason."""

import types
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from printers.errors import SlipError
from printers.slip import LANGUAGES, Block, Fact, Slip, Words

BLOCKS = get_args(Block)
KINDS: dict[str, type] = {block.kind: block for block in BLOCKS}


def to_data(value: Any) -> Any:
    """Dictionaries and lists; texts as `{"zh": …, "en": …}`; fields at their default left out."""
    if isinstance(value, tuple):
        if value and all(isinstance(item, Words) for item in value):
            return {item.lang: item.text for item in value}
        return [to_data(item) for item in value]
    if not is_dataclass(value) or isinstance(value, type):
        return value
    data: dict[str, Any] = {"kind": value.kind} if isinstance(value, BLOCKS) else {}
    for spec in fields(value):
        content = getattr(value, spec.name)
        if content != spec.default:
            data[spec.name] = to_data(content)
    return data


def from_data(data: Any) -> Slip:
    """The slip that `to_data` described."""
    slip = build(Slip, data, "slip")
    assert isinstance(slip, Slip)
    return slip


def build(cls: type, data: Any, place: str) -> Any:
    """An instance of one of the slip's dataclasses."""
    if not isinstance(data, dict):
        raise SlipError(f"{place}: must be an object, not {name_of(data)}.")
    hints = hints_of(cls)
    unknown = sorted(set(data) - set(hints) - {"kind"})
    if unknown:
        known = ", ".join(hints)
        raise SlipError(f"{place}: “{unknown[0]}” is not a field here; known are {known}.")
    if cls is Fact and isinstance(data.get("value"), str):
        # Figures, dates and codes are the same in every language.
        data = {**data, "value": {"zh": data["value"]}}
    values = {}
    for spec in fields(cls):
        if spec.name in data:
            values[spec.name] = read(hints[spec.name], data[spec.name], f"{place}.{spec.name}")
        elif spec.default is MISSING:
            raise SlipError(f"{place}: “{spec.name}” is missing.")
    return cls(**values)


@cache
def hints_of(cls: type) -> dict[str, Any]:
    """Field types of a dataclass, class variables left out."""
    hints = get_type_hints(cls)
    return {name: kind for name, kind in hints.items() if get_origin(kind) is not ClassVar}


def read(kind: Any, data: Any, place: str) -> Any:
    """A value of the given type, or SlipError."""
    origin = get_origin(kind)
    if origin is tuple:
        return read_tuple(get_args(kind)[0], data, place)
    if origin is Literal:
        return read_choice(get_args(kind), data, place)
    if origin in (Union, types.UnionType):
        return read_block(data, place)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        return build(kind, data, place)
    return read_scalar(kind, data, place)


def read_scalar(kind: type, data: Any, place: str) -> Any:
    """A text, a whole number or yes/no."""
    if type(data) is not kind:
        wanted = {str: "text", int: "a whole number", bool: "true or false"}[kind]
        raise SlipError(f"{place}: must be {wanted}, not {name_of(data)}.")
    return data


def read_choice(choices: tuple[Any, ...], data: Any, place: str) -> Any:
    """One of a closed list."""
    if data not in choices:
        raise SlipError(f"{place}: {data!r} is none of {', '.join(map(repr, choices))}.")
    return data


def read_tuple(kind: Any, data: Any, place: str) -> tuple[Any, ...]:
    """A list; a list of words is written as an object by language."""
    if kind is Words:
        return read_phrase(data, place)
    if not isinstance(data, list):
        raise SlipError(f"{place}: must be a list, not {name_of(data)}.")
    if get_origin(kind) is tuple:
        return tuple(read_phrase(item, f"{place}[{i}]") for i, item in enumerate(data))
    return tuple(read(kind, item, f"{place}[{i}]") for i, item in enumerate(data))


def read_phrase(data: Any, place: str) -> tuple[Words, ...]:
    """Texts by language. An empty list stands for nothing said."""
    if data == []:
        return ()
    if not isinstance(data, dict):
        raise SlipError(f"{place}: must be texts by language, not {name_of(data)}.")
    for lang, text in data.items():
        if lang not in LANGUAGES:
            raise SlipError(f"{place}: “{lang}” is no language of slips ({', '.join(LANGUAGES)}).")
        if not isinstance(text, str):
            raise SlipError(f"{place}.{lang}: must be text, not {name_of(text)}.")
    return tuple(Words(lang, text) for lang, text in data.items())


def read_block(data: Any, place: str) -> Any:
    """A block, told by its `kind`."""
    kind = data.get("kind") if isinstance(data, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        raise SlipError(f"{place}.kind: {kind!r} is no block; known are {', '.join(KINDS)}.")
    return build(KINDS[kind], data, place)


def name_of(data: Any) -> str:
    """How a person calls what was found."""
    names = {dict: "an object", list: "a list", str: "text", int: "a number", float: "a number"}
    return "nothing" if data is None else names.get(type(data), repr(data))
