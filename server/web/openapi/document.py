"""The interface described in OpenAPI 3.1, from the same table that binds its routes."""

import re
from collections.abc import Mapping
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

from server.contracts.answers import Problem
from server.contracts.events import LiveEvent
from server.contracts.live import LiveHeartbeat, LiveWaits, SubscriptionRefused
from server.web.auth.rights import AccessRule
from server.web.http.problems import PROBLEM
from server.web.openapi.binding import Operation

REF = "#/components/schemas/{model}"
TAGS = {
    "tickets": "Tickets: taken by devices and staff, followed by whoever holds the code",
    "windows": "A clerk's verbs at a window",
    "emergencies": "Silent calls for help",
    "pads": "Rating pads",
    "speakers": "Loudspeakers",
    "window_devices": "Keypads and LED strips",
    "changes": "What is changed in a hall while it is open",
    "layouts": "How the boards of a hall are laid out",
    "halls": "The state of the halls",
    "slips": "Notices, receipts, appointment slips and replies on paper",
    "printers": "The printers of the halls",
    "paper": "Paper beside the ticket: guides, test pages, templates, trouble",
    "waits": "What was told about waits, and how true it was",
    "session": "Signing in and out",
    "photographs": "Photographs of people",
    "admin": "People, devices, tokens, audit",
    "health": "The service itself",
    "reference": "This description",
}
HEADERS = {
    "Idempotency-Key": "Repeating a request with the same key does it once and answers the same.",
    "If-None-Match": "The ETag of the last answer; 304 when nothing changed.",
}
BESIDE: Mapping[str, Any] = {
    "problem": Problem, "event": LiveEvent, "waits": LiveWaits, "heartbeat": LiveHeartbeat,
    "refused": SubscriptionRefused,
}  # fmt: skip
"""What no operation answers: refusals, and the messages that come by socket."""

ABOUT = """\
Every change is a POST with a JSON body and, better, an `Idempotency-Key`; a refusal is a problem \
document (RFC 9457) that says in the caller's language (`Accept-Language` or `?lang=`) what was \
wrong and what to do. Unknown fields and unknown query parameters are refused by \
name. Live updates come by Socket.IO on namespace `/live`; their messages are the \
schemas Snapshot, LiveEvent, LiveWaits, LiveHeartbeat and SubscriptionRefused; see docs/protocol.md.

Sign in with a cookie session (then unsafe requests need the header \
`X-Requested-With: servicehall`) or send `Authorization: Bearer …` with a token made by an \
administrator or by `servicehall token`."""


def build(
    operations: Mapping[str, Operation], access: Mapping[str, AccessRule], version: str
) -> dict[str, Any]:
    """The whole document."""
    schemas = _schemas(operations)
    paths: dict[str, Any] = {}
    for operation in operations.values():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", operation.path)
        described = _operation(operation, access[operation.endpoint], schemas)
        paths.setdefault(path, {})[operation.method.lower()] = described
    return {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://spec.openapis.org/oas/3.1/dialect/base",
        "info": {
            "title": "Servicehall",
            "version": version,
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": name, "description": about} for name, about in TAGS.items()],
        "paths": paths,
        "components": {
            "schemas": dict(sorted(schemas.definitions.items())),
            "responses": {"Problem": _problem_response()},
            "securitySchemes": _session_cache(),
        },
    }


class Schemas:
    """Every model once, under its name, and the schema of each body and answer."""

    def __init__(self, of: dict[tuple[str, str], dict[str, Any]], defined: dict[str, Any]) -> None:
        self.of = of
        self.definitions = defined


def _schemas(operations: Mapping[str, Operation]) -> Schemas:
    wanted: list[tuple[tuple[str, str], JsonSchemaMode, Any]] = [
        (("", name), "serialization", TypeAdapter(model)) for name, model in BESIDE.items()
    ]
    for operation in operations.values():
        if operation.body is not None:
            body = ((operation.endpoint, "body"), "validation", TypeAdapter(operation.body))
            wanted.append(body)  # type: ignore[arg-type]  # a literal in a tuple is widened
        if operation.answer is not None:
            answer = (
                (operation.endpoint, "answer"),
                "serialization",
                TypeAdapter(operation.answer),
            )
            wanted.append(answer)  # type: ignore[arg-type]
    found, rest = TypeAdapter.json_schemas(wanted, ref_template=REF)
    of = {key[0]: schema for key, schema in found.items()}
    return Schemas(of, rest.get("$defs", {}))


def _operation(operation: Operation, rule: AccessRule, schemas: Schemas) -> dict[str, Any]:
    described: dict[str, Any] = {
        "tags": [operation.endpoint.partition(".")[0]],
        "operationId": operation.endpoint.replace(".", "_"),
        "summary": operation.summary,
        "parameters": _parameters(operation),
        "responses": _responses(operation, schemas),
        "security": [{}] if rule.public or rule.capability else [{"bearer": []}, {"cookie": []}],
        "x-roles": sorted(rule.roles),
    }
    about = " ".join(operation.description.split())
    if about or rule.roles:
        described["description"] = _about(about, rule)
    if operation.body is not None:
        schema = schemas.of[operation.endpoint, "body"]
        described["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return described


def _about(text: str, rule: AccessRule) -> str:
    who = ", ".join(sorted(rule.roles))
    return f"{text}\n\nRoles: {who}.".strip() if who else text


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found = [
        {"name": name, "in": "path", "required": True, "schema": {"type": _path_type(kind)}}
        for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", operation.path)
    ]
    if operation.query is not None:
        schema = operation.query.model_json_schema(ref_template=REF)
        for name, part in schema["properties"].items():
            found.append({"name": name, "in": "query", "schema": part})
    for name in operation.headers:
        found.append(
            {"name": name, "in": "header", "schema": {"type": "string", "maxLength": 128},
             "description": HEADERS[name]}
        )  # fmt: skip
    return found


def _path_type(kind: str) -> str:
    return "integer" if kind in ("int", "id") else "string"


def _responses(operation: Operation, schemas: Schemas) -> dict[str, Any]:
    if operation.answer is None:
        plain: dict[str, Any] = {"type": "string"}
        picture = {**plain, "format": "binary"}
        schema = plain if operation.media.startswith("text/") else picture
        content: dict[str, Any] = {operation.media: {"schema": schema}}
    else:
        content = {operation.media: {"schema": schemas.of[operation.endpoint, "answer"]}}
    answers: dict[str, Any] = {
        str(operation.status): {"description": operation.summary, "content": content},
        "default": {"$ref": "#/components/responses/Problem"},
    }
    if "If-None-Match" in operation.headers:
        answers["304"] = {"description": "Nothing has changed."}
    return answers


def _problem_response() -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": "A refusal, in words.", "content": {PROBLEM: {"schema": schema}}}


def _session_cache() -> dict[str, Any]:
    return {
        "bearer": {"type": "http", "scheme": "bearer"},
        "cookie": {"type": "apiKey", "in": "cookie", "name": "sh"},
    }
