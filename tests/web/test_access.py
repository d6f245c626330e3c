"""The table of rights against the routes: each route has a rule, and each rule is kept."""

import re
from typing import Any

import pytest
from werkzeug.routing import Rule as Route

from server.domain.people import DEVICE_ROLES, PERSON_ROLES, Role
from server.web.auth.rights import ACCESS
from tests.support.web import PROOF, World

VALUES = {
    "hall": "main", "window": "1", "code": "0000000000", "person": "1", "device": "1",
    "session": "999", "document": "1", "kind": "guide", "secret": "x" * 43,
    "filename": "none.css", "section": "devices",
}  # fmt: skip
KNOWN_REFUSALS = {
    "access.not_signed_in", "access.session_over", "access.wrong_role",
}  # fmt: skip


def address(route: Route) -> str:
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", lambda m: VALUES.get(m[1], "1"), route.rule)


def routes(world: World) -> list[Route]:
    return [route for route in world.app.url_map.iter_rules() if route.endpoint in ACCESS]


def test_every_route_has_a_rule(world: World) -> None:
    endpoints = {route.endpoint for route in world.app.url_map.iter_rules()}
    assert endpoints - set(ACCESS) == set()


def test_no_rule_is_left_without_a_route(world: World) -> None:
    endpoints = {route.endpoint for route in world.app.url_map.iter_rules()}
    assert set(ACCESS) - endpoints == set()


def code_of(answer: Any) -> str | None:
    body = answer.get_json(silent=True)
    return body.get("code") if isinstance(body, dict) else None


@pytest.mark.parametrize("role", [None, *Role], ids=str)
def test_every_route_keeps_its_rule(world: World, role: Role | None) -> None:
    """With a token of each role and with none: let in exactly as the table says."""
    window = "1" if role in (Role.PAD, Role.WINDOW) else None
    speaker = world.stranger() if role is None else world.as_(role, window=window)
    speaker = speaker.with_(Accept="application/json")
    for route in routes(world):
        rule = ACCESS[route.endpoint]
        for method in sorted((route.methods or set()) - {"HEAD", "OPTIONS"}):
            answer = speaker.ask(
                method, address(route),
                environ_overrides={"REMOTE_ADDR": "192.0.2.7"},
                json={} if method != "GET" else None,
            )  # fmt: skip
            refused = code_of(answer) in KNOWN_REFUSALS
            where = f"{method} {route.rule} as {role}: {answer.status_code} {code_of(answer)}"
            assert refused != rule.admits(role), where
            assert answer.status_code < 500, where
            if route.endpoint in ("session.sign_out", "pages.sign_out") and role is not None:
                speaker = world.as_(role, window=window).with_(Accept="application/json")


def test_rights_end_at_the_hall(world: World) -> None:
    for role in ("kiosk", "clerk", "manager"):
        elsewhere = world.as_(role, hall="other")
        answer = elsewhere.post("/api/v1/halls/main/tickets", {"matter": "marriage"})
        assert answer.get_json()["code"] == "access.other_hall"
    clerk = world.as_("clerk", hall="other")
    assert clerk.post("/api/v1/windows/main.1/sign-on").get_json()["code"] == "access.other_hall"
    manager = world.as_("manager", hall="other")
    for path in ("today", "journal"):
        refused = manager.get(f"/api/v1/halls/main/{path}")
        assert refused.get_json()["code"] == "access.other_hall"
    assert manager.post("/api/v1/halls/main/close-day").status_code == 403


def test_a_token_for_one_window_reaches_only_that_one(world: World) -> None:
    clerk = world.as_("clerk", window="3")
    assert clerk.post("/api/v1/windows/03/sign-on").status_code == 200
    assert clerk.post("/api/v1/windows/4/sign-on").get_json()["code"] == "access.other_window"
    assert clerk.get("/api/v1/windows/4").get_json()["code"] == "access.other_window"


def test_what_is_in_no_rule_is_refused_to_everybody(world: World) -> None:
    world.app.add_url_rule("/forgotten", "forgotten", lambda: "open")
    for speaker in (world.stranger(), world.as_("administrator", hall="*")):
        assert speaker.get("/forgotten").get_json()["code"] == "access.not_in_table"


def test_metrics_are_for_administrators_and_this_machine(world: World) -> None:
    stranger = world.stranger()
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert stranger.get("/metrics", environ_overrides=far).status_code == 401
    assert stranger.get("/metrics").status_code == 200
    rebound = stranger.get("/metrics", base_url="http://evil.example")
    assert rebound.status_code == 401
    admin = world.as_("administrator").get("/metrics", environ_overrides=far)
    assert b"servicehall_requests_total" in admin.get_data()


def test_every_role_is_of_people_or_of_devices() -> None:
    assert set(Role) == PERSON_ROLES | DEVICE_ROLES
    assert not PERSON_ROLES & DEVICE_ROLES


def test_a_cookie_alone_changes_nothing(world: World) -> None:
    clerk = world.browser("clerk")
    bare = {"X-Requested-With": ""}
    refused = clerk.post("/api/v1/windows/1/sign-on", headers=bare)
    assert refused.get_json()["code"] == "access.no_proof"
    foreign = clerk.post("/api/v1/windows/1/sign-on", headers={"Origin": "http://evil.example"})
    assert foreign.get_json()["code"] == "access.foreign_origin"
    null = clerk.post("/api/v1/windows/1/sign-on", headers={"Origin": "null"})
    assert null.get_json()["code"] == "access.foreign_origin"
    assert PROOF.items() <= clerk.headers.items()
    own = clerk.post("/api/v1/windows/1/sign-on", headers={"Origin": "http://localhost"})
    assert own.status_code == 200
