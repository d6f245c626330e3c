"""Every refusal has words in both languages, and bad input of any kind gets them."""

import ast
import io
import json
import logging
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

import pytest

import server
from server.domain.errors import Forbidden, Refused, Unknown
from server.domain.people import Role
from server.domain.ticket import State, Step
from server.storage.unavailable import Reason
from server.web.http.problems import OF_HTTP, STATUS, status_of, usual_status
from server.web.http.texts import OPTIONAL, catalogue, field_text, fill, problem_texts
from tests.support.web import World

RAISERS = {"Refused", "Unknown", "Forbidden"}
TICKETS = "/api/v1/halls/main/tickets"


@cache
def raised() -> list[tuple[str, set[str] | None, str]]:
    """Code, keys of its facts (None when they are not written out), and where it is raised."""
    return list(_raised())


def _raised() -> Iterator[tuple[str, set[str] | None, str]]:
    for path in sorted(Path(server.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISERS
            if named and isinstance(node, ast.Call) and node.args:
                yield from _codes(node, f"{path.name}:{node.lineno}")


def _codes(call: ast.Call, where: str) -> Iterator[tuple[str, set[str] | None, str]]:
    facts: set[str] | None = set()
    if len(call.args) > 1:
        given = call.args[1]
        written = isinstance(given, ast.Dict)
        keys = given.keys if isinstance(given, ast.Dict) else []
        facts = {str(getattr(key, "value", "")) for key in keys} if written else None
    for node in ast.walk(call.args[0]):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
            yield node.value, facts, where


def holes(texts: dict[str, str]) -> set[str]:
    """What a sentence can't do without."""
    needed = (OPTIONAL.sub("", text) for text in texts.values())
    found = {(hole, of) for text in needed for _, hole, of, _ in Formatter().parse(text) if hole}
    marked = {of or "" for hole, of in found if hole.startswith("@")} - {""}
    return {hole for hole, _ in found if not hole.startswith("@")} | marked


def test_every_code_raised_has_words_in_both_languages() -> None:
    found = {code for code, _, _ in raised()}
    assert len(found) > 60
    for language in ("zh", "en"):
        known = catalogue("problems", language)
        assert found - set(known) == set(), language
        for code, texts in known.items():
            assert set(texts) == {"title", "detail", "action"}, code
            assert all(text.strip() for text in texts.values()), code


def test_the_status_told_is_the_status_given() -> None:
    for path in sorted(Path(server.__file__).parent.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") in RAISERS):
                continue
            kind = {"Refused": Refused, "Unknown": Unknown, "Forbidden": Forbidden}[node.func.id]  # type: ignore[attr-defined]
            for code, _, where in _codes(node, str(path)) if node.args else ():
                assert status_of(kind(code)) == usual_status(code), f"{code} at {where}"


def test_sentences_need_only_facts_that_are_given() -> None:
    for code, facts, where in raised():
        if facts is None:
            continue
        for language in ("zh", "en"):
            missing = holes(catalogue("problems", language)[code]) - facts
            assert not missing, f"{code} in {language} wants {missing}, not given at {where}"


def test_no_words_are_left_over() -> None:
    """A text that no code uses would be translated for nothing."""
    of_http = set(OF_HTTP.values()) | {"request.refused", "request.failed", "hall.busy"}
    of_binding = {"request.not_json", "request.not_object", "request.invalid"}
    of_storage = {f"storage.{reason}" for reason in Reason}
    used = {code for code, _, _ in raised()} | of_http | of_binding | of_storage
    assert set(catalogue("problems", "zh")) - used == set()
    assert set(catalogue("problems", "zh")) == set(catalogue("problems", "en"))
    assert set(STATUS) - used - {"request.bad_lookup"} == set()


def test_states_steps_and_roles_have_words() -> None:
    for language in ("zh", "en"):
        words = catalogue("words", language)
        assert set(words["state"]) >= {state.value for state in State}
        assert set(words["step"]) >= {step.value for step in Step}
        assert set(words["role"]) >= {role.value for role in Role}


def test_sentences_are_filled() -> None:
    facts = {"number": "A001", "state": "waiting", "step": "finish"}
    texts = problem_texts("ticket.step", facts, "zh")
    assert texts["detail"] == "A001 号现在在等候，不能办结。没有任何更改。"
    assert fill("a[, b {gone}] c {gone}", {}, "en") == "a c …"
    assert (
        field_text("string_too_long", {"max_length": 3}, "en") == "must have at most 3 characters."
    )
    assert field_text("never_heard_of", {}, "en") == "is not right."


def test_hours_are_said_in_the_halls_own_time(world: World) -> None:
    with world.app.test_request_context("/x", headers={"Accept-Language": "en"}):
        from server.web.http.problems import document

        facts = {"hall": "main", "opens": "2026-11-23T01:00:00.000Z"}
        said = document("hall.closed", 409, facts, "en")
        assert "opens 11-23 09:00" in said["detail"]
        never = document("hall.closed", 409, {"hall": "main", "opens": None}, "en")
        assert never["detail"] == "It is outside the hall's hours now. No number was taken."


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ({}, "zh"),
        ({"headers": {"Accept-Language": "en-GB,en;q=0.8"}}, "en"),
        ({"headers": {"Accept-Language": "fr, en;q=0.3, zh-TW;q=0.5"}}, "zh-Hant"),
        ({"headers": {"Accept-Language": "de"}}, "zh"),
        ({"headers": {"Accept-Language": "\x00;;q=x"}}, "zh"),
        ({"query_string": {"lang": "en"}, "headers": {"Accept-Language": "zh"}}, "en"),
        ({"query_string": {"lang": "xx"}, "headers": {"Accept-Language": "en"}}, "en"),
    ],
)
def test_the_callers_language(world: World, wish: dict[str, Any], language: str) -> None:
    answer = world.stranger().get("/api/v1/halls/nowhere/board", **wish)
    titles = {"zh": "没有这个大厅", "en": "No such hall", "zh-Hant": "沒有這個大廳"}
    assert answer.get_json()["title"] == titles[language]
    assert answer.headers["Content-Language"] == language


BODIES = {
    "not json": (b"{", "request.not_json", 400),
    "not utf-8": (b'{"matter": "\xff"}', "request.not_json", 400),
    "lone surrogate": (b'{"matter": "\\ud800"}', "request.not_json", 400),
    "a list": (b"[]", "request.not_object", 400),
    "a number": (b"7", "request.not_object", 400),
    "null": (b"null", "request.not_object", 400),
    "nothing in it": (b"{}", "request.invalid", 422),
    "NUL": (b'{"matter": "a\\u0000b"}', "request.invalid", 422),
    "wrong type": (b'{"matter": 5}', "request.invalid", 422),
    "unknown field": (b'{"matter": "marriage", "x": 1}', "request.invalid", 422),
    "huge number": (b'{"matter": 1' + b"0" * 5000 + b"}", "request.not_json", 400),
    "NaN": (b'{"matter": NaN}', "request.invalid", 422),
    "deep": (b'{"matter": ' + b"[" * 9000 + b"]" * 9000 + b"}", "request.not_json", 400),
    "too large": (b'{"matter": "' + b"x" * 70_000 + b'"}', "request.too_large", 413),
    "naive time": (
        b'{"matter": "marriage", "appointment": "2026-11-18T09:00:00"}', "request.invalid", 422
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_bad_bodies_are_refused_and_change_nothing(world: World, name: str) -> None:
    body, code, status = BODIES[name]
    kiosk = world.as_("kiosk")
    before = kiosk.get("/healthz").get_json()["halls"]
    answer = kiosk.ask("POST", TICKETS, data=body, content_type="application/json")
    assert (answer.get_json()["code"], answer.status_code) == (code, status)
    assert answer.content_type == "application/problem+json"
    assert kiosk.get("/healthz").get_json()["halls"] == before


def test_a_body_that_names_no_length_is_measured_too(world: World) -> None:
    kiosk = world.as_("kiosk")
    for size, code in ((70_000, "request.too_large"), (65_000, "matter.unknown")):
        raw = b'{"matter": "x"' + b" " * size + b"}"
        answer = kiosk.ask(
            "POST", TICKETS, input_stream=io.BytesIO(raw[:-1][:size] + b"}"),
            content_type="application/json", environ_overrides={"wsgi.input_terminated": True},
        )  # fmt: skip
        assert answer.get_json()["code"] == code


def test_other_bad_requests(world: World) -> None:
    kiosk = world.as_("kiosk")
    plain = kiosk.ask("POST", TICKETS, data=b"{}", content_type="text/plain")
    assert plain.get_json()["code"] == "request.wrong_type"
    form = kiosk.ask("POST", TICKETS, data={"matter": "marriage"})
    assert form.get_json()["code"] == "request.wrong_type"
    wrong = kiosk.ask("PUT", TICKETS)
    assert (wrong.get_json()["code"], wrong.headers["Allow"]) == (
        "request.wrong_method",
        "OPTIONS, POST",
    )
    assert kiosk.get("/api/v1/nowhere").get_json()["code"] == "request.no_such_page"
    long = kiosk.post(TICKETS, {"matter": "marriage"}, headers={"Idempotency-Key": "k" * 200})
    assert long.get_json()["code"] == "request.bad_key"
    for path in ("/api/v1/halls/%00/board", "/api/v1/tickets/%FF%00", "/api/v1/windows/9999999999"):
        assert kiosk.get(path).status_code in (403, 404)
    manager = world.as_("manager")
    for query in ("after=-1", "after=x", "limit=0", f"after={10**30}", "after=\x00"):
        refused = manager.get(f"/api/v1/halls/main/journal?{query}")
        assert refused.get_json()["code"] == "request.invalid", query


def test_a_browser_gets_a_page_a_program_json(world: World) -> None:
    page = world.stranger(Accept="text/html").get("/nowhere")
    assert page.mimetype == "text/html"
    assert "没有这个页面" in page.get_data(as_text=True)
    assert world.stranger(Accept="*/*").get("/nowhere").mimetype == "application/problem+json"


def test_a_mistake_of_ours_gets_a_number_and_no_traceback(
    world: World, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("server.web.api.halls.reading.board", break_down)
    with caplog.at_level(logging.ERROR, "servicehall"):
        answer = world.stranger().get("/api/v1/halls/main/board")
    body = answer.get_json()
    assert (answer.status_code, body["code"]) == (500, "request.failed")
    assert body["incident"] in body["detail"]
    assert "secret" not in json.dumps(body)
    assert body["incident"] in caplog.text
    assert "secret of the house" in caplog.text


def test_every_problem_can_be_looked_up(world: World) -> None:
    answer = world.stranger().get("/api/problems/window.busy").get_json()
    assert answer["en"]["title"] == "Somebody is at the window"
    assert world.stranger().get("/api/problems/none").get_json()["code"] == "problem.unknown"


def test_refusals_say_what_they_are() -> None:
    assert str(Refused("a.b")) == "a.b"
    assert "3" in str(Refused("a.b", {"window": "3"}))


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/halls/main/today?day=2026-11-20",
        "/api/v1/halls/main/journal?afer=3",
        "/api/v1/halls/main/board?zone=A&lang=zh",
    ],
)
def test_an_unknown_query_parameter_is_refused_by_name(world: World, path: str) -> None:
    refused = world.as_("manager").get(path)
    name = path.partition("?")[2].partition("=")[0]
    assert (refused.status_code, refused.get_json()["code"]) == (422, "request.invalid")
    assert [error["where"] for error in refused.get_json()["errors"]] == [name]


def test_language_and_slot_may_stand_in_every_address(world: World) -> None:
    assert world.as_("manager").get("/api/v1/halls/main/today?lang=en&as=desk").status_code == 200
