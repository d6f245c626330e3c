"""Writes the types of all that crosses the wire, as the browser side reads them.

`python -m tools.browser_types` makes server/web/static/kit/contracts.d.ts from the classes in
server/contracts; tests/architecture says when it is out of date.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from pydantic import BaseModel, TypeAdapter
from typing_extensions import TypeAliasType

from server.contracts import (
    announcing,
    answers,
    answers_changes,
    answers_hall,
    answers_layouts,
    answers_paper,
    answers_people,
    answers_waits,
    catalogue,
    events,
    live,
    site_layouts,
)

TARGET = Path(__file__).parents[1] / "server" / "web" / "static" / "kit" / "contracts.d.ts"
MODULES = (
    live, events, site_layouts, catalogue, announcing, answers, answers_changes, answers_hall,
    answers_layouts, answers_paper, answers_people, answers_waits,
)  # fmt: skip
HEAD = """\
// Made by tools/browser_types.py from server/contracts. Not to be edited: run `make contracts`.
// What crosses the wire, as the browser reads it.
"""
PLAIN = {
    "string": "string", "integer": "number", "number": "number", "boolean": "boolean",
    "null": "null",
}  # fmt: skip
Schema = Mapping[str, Any]


def declarations() -> str:
    """The whole file."""
    named = dict(_named())
    _, found = TypeAdapter.json_schemas(
        [(name, "validation", TypeAdapter(made)) for name, made in named.items()],
        ref_template="{model}",
    )
    schemas = found["$defs"]
    return HEAD + "".join(
        "\n" + _declared(name, made, schemas)
        for name, made in named.items()
        if name in schemas  # a base that is never sent has no schema of its own
    )


def _named() -> Iterator[tuple[str, Any]]:
    """Every model and alias of the contracts, in the order in which they are written."""
    for module in MODULES:
        for name, made in vars(module).items():
            if isinstance(made, TypeAliasType) or _is_model(module, made):
                yield name, made


def _is_model(module: ModuleType, made: object) -> bool:
    return (
        isinstance(made, type)
        and issubclass(made, BaseModel)
        and made.__module__ == module.__name__
    )


def _declared(name: str, made: Any, schemas: Mapping[str, Schema]) -> str:
    schema = schemas[name]
    about = _comment(schema.get("description") or "")
    if isinstance(made, TypeAliasType):
        return f"{about}export type {name} = {_type(schema)};\n"
    parent = made.__bases__[0].__name__
    known = schemas[parent]["properties"] if parent in schemas else {}
    extends = f" extends {parent}" if known else ""
    fields = "".join(
        _field(each, part, required=each in schema.get("required", ()))
        for each, part in schema.get("properties", {}).items()
        if known.get(each) != part
    )
    return f"{about}export interface {name}{extends} {{\n{fields}}}\n"


def _field(name: str, schema: Schema, *, required: bool) -> str:
    mark = "" if required else "?"
    about = _comment(schema.get("description") or "", "  ")
    return f"{about}  {name}{mark}: {_type(schema)};\n"


def _comment(text: str, indent: str = "") -> str:
    words = " ".join(text.split())
    return f"{indent}/** {words} */\n" if words else ""


def _type(schema: Schema) -> str:
    if "$ref" in schema:
        return str(schema["$ref"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if "enum" in schema:
        return " | ".join(json.dumps(each) for each in schema["enum"])
    for union in ("anyOf", "oneOf"):
        if union in schema:
            return " | ".join(dict.fromkeys(_type(each) for each in schema[union]))
    kind = schema.get("type")
    if kind == "array":
        return _array(schema)
    if kind == "object":
        return _object(schema)
    return PLAIN.get(str(kind), "unknown")


def _array(schema: Schema) -> str:
    if "prefixItems" in schema:
        return f"[{', '.join(_type(each) for each in schema['prefixItems'])}]"
    item = _type(schema.get("items", {}))
    return f"({item})[]" if " | " in item else f"{item}[]"


def _object(schema: Schema) -> str:
    more = schema.get("additionalProperties")
    others = _type(more) if isinstance(more, Mapping) else "unknown"
    if "properties" not in schema:
        return f"Record<string, {others}>"
    required = schema.get("required", ())
    known = [
        f"{name}{'' if name in required else '?'}: {_type(part)}"
        for name, part in schema["properties"].items()
    ]
    if isinstance(more, Mapping):
        known.append(f"[more: string]: {others} | undefined")
    return f"{{ {'; '.join(known)} }}"


if __name__ == "__main__":
    TARGET.write_text(declarations(), encoding="utf-8")
