"""The published description is valid, complete, and true of what is bound."""

import re

from openapi_spec_validator import OpenAPIV31SpecValidator

from server.web.auth.rights import ACCESS
from server.web.openapi.binding import OPERATIONS
from tests.support.web import World

NAMED = {
    ("POST", "/api/v1/halls/{hall}/tickets"),
    ("GET", "/api/v1/tickets/{code}"),
    ("POST", "/api/v1/tickets/{code}/cancel"),
    ("POST", "/api/v1/tickets/{code}/rating"),
    ("GET", "/api/v1/halls/{hall}/board"),
    ("GET", "/api/v1/halls/{hall}/journal"),
    ("GET", "/healthz"),
} | {
    ("POST", f"/api/v1/windows/{{window}}/{verb}")
    for verb in (
        *("sign-on", "sign-off", "call-next", "call", "return", "recall", "start", "finish"),
        *("no-show", "park", "resume", "transfer", "pause", "unpause", "undo"),
    )
}


def test_the_document_is_valid_openapi_3_1(world: World) -> None:
    answer = world.stranger().get("/api/openapi.json")
    spec = answer.get_json()
    assert spec["openapi"].startswith("3.1")
    assert [str(error) for error in OpenAPIV31SpecValidator(spec).iter_errors()] == []
    etag = answer.headers["ETag"]
    again = world.stranger().get("/api/openapi.json", headers={"If-None-Match": etag})
    assert again.status_code == 304


def test_the_promised_names_are_there(world: World) -> None:
    spec = world.stranger().get("/api/openapi.json").get_json()
    told = {(m.upper(), path) for path, methods in spec["paths"].items() for m in methods}
    assert told >= NAMED


def test_every_route_of_the_interface_is_described(world: World) -> None:
    """Whatever stands under /api/v1 is in the document, and nothing else is."""
    routed = {
        (method, re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", route.rule))
        for route in world.app.url_map.iter_rules()
        if route.rule.startswith("/api/v1")
        for method in (route.methods or set()) - {"HEAD", "OPTIONS"}
    }
    spec = world.stranger().get("/api/openapi.json").get_json()
    told = {(m.upper(), path) for path, methods in spec["paths"].items() for m in methods}
    assert {pair for pair in told if pair[1].startswith("/api/v1")} == routed


def test_roles_in_the_document_are_those_of_the_table(world: World) -> None:
    spec = world.stranger().get("/api/openapi.json").get_json()
    for operation in OPERATIONS.items.values():
        path = re.sub(r"<(?:[^<>]*:)?(\w+)>", r"{\1}", operation.path)
        described = spec["paths"][path][operation.method.lower()]
        assert described["x-roles"] == sorted(ACCESS[operation.endpoint].roles)
        assert described["summary"]
        assert described["tags"][0] in {tag["name"] for tag in spec["tags"]}


def test_the_page_to_read_it_needs_nothing_from_elsewhere(world: World) -> None:
    answer = world.stranger().get("/api/docs")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 200
    assert "/api/v1/windows/{window}/call-next" in page
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?:https?:)?//', page)
    assert "style=" not in page
    assert page.count("<article") == len(OPERATIONS.items)
