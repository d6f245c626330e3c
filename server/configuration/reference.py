"""Every key of a site file in a table, read off the model, for docs/configuration.md."""

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from server.contracts.site import Site
from server.contracts.texts import Text

KINDS = {"str": "text", "int": "whole number", "float": "number", "bool": "true or false"}


def reference() -> str:
    """Markdown: one table for each kind of entry, in the order of the file."""
    return "\n".join(_section(model) for model in _models(Site, []))


def _models(model: type[BaseModel], found: list[type[BaseModel]]) -> list[type[BaseModel]]:
    """The models below `model`, each once, outer before inner."""
    found.append(model)
    for field in model.model_fields.values():
        for inner in _inner(field.annotation):
            if inner not in found and inner is not Text:
                _models(inner, found)
    return found


def _inner(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _inner(part)


def _section(model: type[BaseModel]) -> str:
    about = (model.__doc__ or "").strip().split("\n\n")[0]
    lines = [
        f"### {model.__name__}",
        "",
        about,
        "",
        "| key | is | default | |",
        "|---|---|---|---|",
    ]
    lines += [_row(name, field) for name, field in model.model_fields.items()]
    return "\n".join([*lines, ""])


def _row(name: str, field: FieldInfo) -> str:
    kind = _kind(field.annotation).replace("|", "\\|")
    return f"| `{name}` | {kind} | {_default(field)} | {field.description} |"


def _kind(annotation: Any) -> str:
    origin, parts = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _kind(parts[0])
    if origin is Literal:
        return ", ".join(str(part) for part in parts)
    if origin is tuple:
        return f"list of {_kind(parts[0])}"
    if origin is dict:
        return f"{_kind(parts[1])} by {_kind(parts[0])}"
    if origin in (Union, UnionType):
        return " or ".join(_kind(part) for part in parts if part is not type(None))
    if annotation is Text:
        return "zh/en"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return KINDS.get(annotation.__name__, str(annotation.__name__))


def _default(field: FieldInfo) -> str:
    value = field.default
    if value is PydanticUndefined:
        return "**needed**"
    if value is None or value == ():
        return "—"
    if isinstance(value, BaseModel):
        return "its defaults"
    if isinstance(value, tuple):
        return ", ".join(str(getattr(item, "key", item)) for item in value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
