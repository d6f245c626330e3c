"""Whatever is sent to whatever endpoint: an answer in JSON, no fault, and a journal that holds."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.storage.engine import sqlite_url
from server.usecases.verifying import verify_hall
from server.web.openapi.binding import OPERATIONS, Operation
from tests.support.databases import with_tables
from tests.support.halls import Clock
from tests.support.web import Speaker, World, world_of

PATH_VALUES = st.sampled_from(
    [
        *("main", "1", "3", "03", "main.3", "other.1", "0", "-1", "9" * 20, "%00", "%FF"),
        *("..%2F..", "é", "guide", "0000000000", "A001", "x" * 300, "' OR 1=1 --", "%F0%9F%8E%AB"),
    ]
)
odd_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
known_text = st.sampled_from(
    ["marriage", "A001", "main", "1", "elder", "zh", "kiosk", "clerk", "*"]
)
leaves = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), odd_text, known_text,
    st.sampled_from([2**31, 2**63, 10**30, -1, 0, 5, "\x00", "2026-11-18T09:00:00Z"]),
)  # fmt: skip
values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(odd_text, inner, max_size=3),
    max_leaves=6,
)
EACH = 15 if settings.default.max_examples < 100 else 300
"""Requests to each endpoint, on each database."""

KEYS = st.one_of(st.none(), odd_text.filter(lambda key: key.isascii() and key.isprintable()))


def bodies(operation: Operation) -> st.SearchStrategy[Any]:
    """Objects with the operation's own fields and anything in them, or anything at all."""
    if operation.body is None:
        return values
    fields = dict.fromkeys(operation.body.model_fields, values)
    own = st.fixed_dictionaries({}, optional=fields)
    return st.one_of(own, own, values)


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]
)
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    """On both databases: what one takes for text or a number the other may refuse."""
    with tempfile.TemporaryDirectory() as folder:
        url = sqlite_url(Path(folder))
        if request.param == "postgresql":
            url = request.getfixturevalue("postgres_server").fresh_database()
        database = with_tables(url)
        made = world_of(database, Clock())
        made.person("administrator", "boss", hall="*")
        yield made
        database.close()


@pytest.fixture(scope="module")
def speakers(world: World) -> list[Speaker]:
    roles = [("administrator", "*"), ("manager", "main"), ("clerk", "main"), ("kiosk", "main")]
    found = [world.as_(role, hall) for role, hall in roles]
    return [*found, world.as_("pad", window="1"), world.stranger()]


@pytest.fixture(scope="module")
def kiosk(world: World) -> Speaker:
    return world.as_("kiosk")


def spoken(body: Any) -> bytes:
    return json.dumps(body).encode("utf-8", "replace")


@pytest.mark.parametrize("endpoint", sorted(OPERATIONS.items))
@settings(
    max_examples=EACH, deadline=None, derandomize=True, database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(data=st.data())
def test_anything_gets_an_answer(
    world: World, speakers: list[Speaker], endpoint: str, data: st.DataObject
) -> None:
    operation = OPERATIONS.items[endpoint]
    path = operation.path
    while "<" in path:
        start, end = path.index("<"), path.index(">")
        path = path[:start] + data.draw(PATH_VALUES) + path[end + 1 :]
    key = data.draw(KEYS)
    body = data.draw(bodies(operation))
    speaker = data.draw(st.sampled_from(speakers))
    answer = speaker.ask(
        operation.method, path, data=spoken(body), content_type="application/json",
        headers={"Accept": "application/json", **({"Idempotency-Key": key} if key else {})},
    )  # fmt: skip
    assert answer.status_code < 500, answer.get_data(as_text=True)
    if answer.status_code >= 400:
        assert answer.content_type == "application/problem+json"
        problem = answer.get_json()
        assert problem["status"] == answer.status_code
        assert problem["title"]
        assert problem["action"]
        assert "Traceback" not in answer.get_data(as_text=True)


def test_afterwards_the_journal_is_whole(world: World) -> None:
    assert verify_hall(world.context, "main").holds


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(raw=st.binary(max_size=200), kind=st.sampled_from(["application/json", "", "text/xml", "é"]))
def test_raw_bytes(world: World, kiosk: Speaker, raw: bytes, kind: str) -> None:
    answer = kiosk.ask(
        "POST", "/api/v1/halls/main/tickets", data=raw, headers={"Content-Type": kind}
    )
    assert 400 <= answer.status_code < 500
    assert answer.get_json()["code"].startswith("request.")


ODD = ["%00", "main%00", "%FF%FE", "%ED%A0%80", "%EF%BF%BF", "9" * 400, "%E2%80%AE", "a%0Ab"]


@pytest.mark.parametrize("odd", ODD)
def test_odd_addresses(world: World, odd: str) -> None:
    """Control characters, broken UTF-8 and endless names are no address anywhere."""
    admin = world.as_("administrator", hall="*")
    for path in (
        f"/api/v1/halls/{odd}/board", f"/api/v1/halls/{odd}/catalogue",
        f"/api/v1/halls/{odd}/today", f"/api/v1/halls/{odd}/journal",
        f"/api/v1/tickets/{odd}", f"/t/{odd}", f"/t/{odd}/qr.svg", f"/enter/{odd}",
        f"/api/problems/{odd}", f"/static/{odd}",
    ):  # fmt: skip
        assert admin.get(path, headers={"Accept": "text/html"}).status_code == 404, path
    clerk = world.as_("manager", hall="*")
    for window in (odd, f"{odd}.3", f"main.{odd}"):
        assert clerk.get(f"/api/v1/windows/{window}").status_code == 404
        assert clerk.post(f"/api/v1/windows/{window}/sign-on").status_code == 404
    page = admin.get(f"/sign-in?hall={odd}&as={odd}&next={odd}&lang={odd}")
    assert page.status_code == 200
