"""The document of the interface arranged for reading: sections, operations, fields, an example."""

import json
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
STEPS_DOWN = 4
SAMPLES: Json = {"string": "…", "integer": 1, "number": 1, "boolean": True}


def sections(spec: Json) -> list[Json]:
    """Tags in their order, each with its operations ready to be shown."""
    found: dict[str, list[Json]] = {tag["name"]: [] for tag in spec["tags"]}
    for path, methods in spec["paths"].items():
        for method, described in methods.items():
            tag = described["tags"][0]
            found.setdefault(tag, []).append(_operation(spec, method, path, described))
    about = {tag["name"]: tag["description"] for tag in spec["tags"]}
    return [
        {"name": name, "about": about.get(name, ""), "operations": operations}
        for name, operations in found.items()
        if operations
    ]


def _operation(spec: Json, method: str, path: str, described: Json) -> Json:
    body = described.get("requestBody", {}).get("content", {}).get("application/json", {})
    status, answer = next(iter(described["responses"].items()))
    schema = next(iter(answer["content"].values()))["schema"]
    about, _, _ = described.get("description", "").partition("Roles: ")
    sent = body.get("schema")
    return {
        "id": described["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": described["summary"],
        "about": about.strip(),
        "roles": described["x-roles"],
        "open": described["security"] == [{}],
        "parameters": described["parameters"],
        "body": list(fields(spec, sent)) if sent else [],
        "status": status,
        "answer": list(fields(spec, schema)),
        "answer_type": type_name(spec, schema),
        "example": _curl(spec, method.upper(), path, sent, described["security"] == [{}]),
    }


def fields(spec: Json, schema: Json, depth: int = 0) -> Iterator[Json]:
    """Rows of a model: name with its depth, type, whether it must be there, what it is."""
    inner = _object(spec, schema)
    if inner is None or depth > STEPS_DOWN:
        return
    required = set(inner.get("required", ()))
    for name, part in inner.get("properties", {}).items():
        yield {
            "name": name,
            "depth": depth,
            "type": type_name(spec, part),
            "required": name in required,
            "about": part.get("description", ""),
        }
        if depth < 1:
            yield from fields(spec, part, depth + 1)


def _object(spec: Json, schema: Json) -> Json | None:
    """The model inside a reference, a list, a map or a value that may be null."""
    for _ in range(STEPS_DOWN):
        if "$ref" in schema:
            schema = spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        elif "properties" in schema:
            return schema
        elif schema.get("type") == "array" and isinstance(schema.get("items"), dict):
            schema = schema["items"]
        elif isinstance(schema.get("additionalProperties"), dict):
            schema = schema["additionalProperties"]
        else:
            real = [part for part in schema.get("anyOf", ()) if part.get("type") != "null"]
            if len(real) != 1:
                return None
            schema = real[0]
    return None


def type_name(spec: Json, schema: Json) -> str:
    """A type in a few words: text, integer, [Ticket], Step or null."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    if "anyOf" in schema:
        return " or ".join(type_name(spec, part) for part in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    if "const" in schema:
        return json.dumps(schema["const"])
    if schema.get("type") == "array":
        return f"[{type_name(spec, schema.get('items') or {})}]"
    if isinstance(schema.get("additionalProperties"), dict):
        return f"{{key: {type_name(spec, schema['additionalProperties'])}}}"
    kind = str(schema.get("type", "any"))
    return "text" if kind == "string" else kind


def _curl(spec: Json, method: str, path: str, sent: Json | None, is_open: bool) -> str:
    """A line that can be pasted into a shell."""
    lines = [f"curl {'' if method == 'GET' else f'-X {method} '}$BASE{path}"]
    if not is_open:
        lines.append('-H "Authorization: Bearer $TOKEN"')
    if sent is not None:
        lines.append("-H 'Content-Type: application/json'")
        body = _sample(spec, sent)
        lines.append(f"-d '{json.dumps(body, ensure_ascii=False)}'")
    return " \\\n  ".join(lines)


def _sample(spec: Json, schema: Json) -> Json:
    """Only what must be there; the rest is in the table beside it."""
    inner = _object(spec, schema) or {}
    required = inner.get("required", [])
    return {name: _value(inner["properties"][name]) for name in required}


def _value(part: Json) -> Any:
    if "enum" in part:
        return part["enum"][0]
    return SAMPLES.get(part.get("type", "string"), "…")
