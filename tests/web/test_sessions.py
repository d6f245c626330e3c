"""Signing in and out, how long a session lasts, and what ends it."""

import time
from typing import Any

import pytest

from server.domain.errors import Refused
from server.usecases import administering
from server.usecases.passwords import hash_password
from server.usecases.signing_in import recognise
from server.web.auth.throttle import Throttle
from server.web.web_context import web_context
from tests.support.web import PROOF, Speaker, World

SESSION = "/api/v1/session"
PASSWORD = "seven green lanterns"


@pytest.fixture
def stored() -> str:
    return hash_password(PASSWORD)


def signed_in(world: World, login: str = "wang", slot: str | None = None) -> Speaker:
    speaker = Speaker(world.app.test_client(), {**PROOF, **({"X-Session": slot} if slot else {})})
    body = {"login": login, "password": PASSWORD, **({"slot": slot} if slot else {})}
    answer = speaker.post(SESSION, body)
    assert answer.status_code == 201, answer.get_json()
    return speaker


def test_sign_in_and_out(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    speaker = Speaker(world.app.test_client(), PROOF)
    assert speaker.get(SESSION).get_json()["signed_in"] is False
    answer = speaker.post(SESSION, {"login": " Wang ", "password": PASSWORD})
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("sh=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert answer.get_json()["home"] == "/console"
    who = speaker.get(SESSION).get_json()
    assert (who["role"], who["person"]["login"]) == ("clerk", "wang")
    assert "password" not in who["person"]
    assert speaker.ask("DELETE", SESSION).get_json() == {"done": True}
    assert speaker.get(SESSION).get_json()["signed_in"] is False


def test_over_https_the_cookie_stays_on_https(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    client = world.app.test_client()
    answer = client.post(
        SESSION, json={"login": "wang", "password": PASSWORD}, base_url="https://hall.example"
    )
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_a_stolen_cookie_is_worth_nothing_after_sign_out(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    speaker = signed_in(world)
    cookie = speaker.client.get_cookie("sh")
    assert cookie is not None
    speaker.ask("DELETE", SESSION)
    thief = world.stranger()
    thief.client.set_cookie("sh", cookie.value)
    assert thief.get("/api/v1/windows/1").get_json()["code"] == "access.session_over"


def test_unknown_name_and_wrong_password_are_told_apart_by_nobody(
    world: World, real_passwords: None, stored: str
) -> None:
    world.person("clerk", "wang", password=stored)
    world.person("clerk", "chen")
    spent: dict[str, float] = {}
    answers: list[dict[str, Any]] = []
    for login in ("wang", "nobody", "chen"):
        began = time.process_time()
        answer = world.stranger().post(SESSION, {"login": login, "password": "wrong wrong wrong"})
        spent[login] = time.process_time() - began
        assert answer.status_code == 401
        answers.append(answer.get_json())
    assert answers[0] == answers[1] == answers[2]
    # Each costs one hash. Without it a refusal would take a fiftieth of the time.
    assert min(spent.values()) > max(spent.values()) / 10


def test_guessing_is_slowed_down_by_name(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    guess = {"login": "wang", "password": "wrong wrong wrong"}
    for _ in range(8):
        assert world.stranger().post(SESSION, guess).status_code == 401
    blocked = world.stranger().post(SESSION, {"login": "wang", "password": PASSWORD})
    assert (blocked.status_code, blocked.get_json()["code"]) == (429, "sign_in.too_many")
    assert 0 < int(blocked.headers["Retry-After"]) <= 900
    world.person("clerk", "chen", password=stored)
    assert (
        world.stranger().post(SESSION, {"login": "chen", "password": PASSWORD}).status_code == 201
    )


def test_guessing_at_one_desk_shuts_out_nobody_at_another(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    for _ in range(9):
        world.stranger().post(SESSION, {"login": "wang", "password": "wrong wrong wrong"})
    body = {"login": "wang", "password": PASSWORD}
    other = world.stranger().post(SESSION, body, environ_overrides={"REMOTE_ADDR": "192.0.2.9"})
    assert other.status_code == 201


def test_the_throttle_forgets_in_time() -> None:
    now = 0.0
    throttle = Throttle(2, clock=lambda: now)
    throttle.failed("a")
    now = 100.0
    throttle.failed("a")
    with pytest.raises(Refused, match=r"sign_in\.too_many") as refused:
        throttle.check("a")
    assert refused.value.facts == {"seconds": 800, "minutes": 14}
    throttle.check("b")
    now = 901.0
    throttle.check("a")
    throttle.failed("a")
    throttle.forgive("a")
    throttle.check("a")


def test_one_browser_holds_several_sessions(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    world.person("manager", "li", password=stored)
    speaker = signed_in(world, "wang", "desk-3")
    body = {"login": "li", "password": PASSWORD, "slot": "office"}
    assert speaker.post(SESSION, body, headers={"X-Session": "office"}).status_code == 201
    roles = {
        slot: speaker.get(SESSION, headers={"X-Session": slot}).get_json()["role"]
        for slot in ("desk-3", "office", "none", "../evil")
    }
    assert roles == {"desk-3": "clerk", "office": "manager", "none": None, "../evil": None}
    odd = speaker.post(SESSION, {**body, "slot": "a;b"})
    assert odd.get_json()["code"] == "slot.malformed"


def test_a_session_ends_when_left_alone_and_at_last_in_any_case(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    speaker = signed_in(world)
    session_cache = web_context(world.app).session_cache

    def alive() -> bool:
        session_cache.forget()
        return bool(speaker.get(SESSION).get_json()["signed_in"])

    for _ in range(6):
        world.clock.tick(minutes=115)
        assert alive()
    world.clock.tick(minutes=31)
    assert not alive()
    speaker = signed_in(world)
    world.clock.tick(hours=2, minutes=2)
    assert not alive()


def test_what_an_administrator_ends_ends_at_once(world: World, stored: str) -> None:
    person = world.person("clerk", "wang", password=stored)
    speaker, admin = signed_in(world), world.as_("administrator", hall="*")
    assert speaker.get("/api/v1/windows/1").status_code == 200
    answer = admin.ask("PATCH", f"/api/v1/admin/people/{person}", json={"disabled": True})
    assert answer.status_code in (200, 409)
    assert answer.get_json().get("disabled_at")
    assert speaker.get("/api/v1/windows/1").get_json()["code"] == "access.session_over"
    refused = world.stranger().post(SESSION, {"login": "wang", "password": PASSWORD})
    assert refused.get_json()["code"] == "sign_in.wrong"


def test_a_role_taken_away_is_gone_at_once(world: World, stored: str) -> None:
    person = world.person("manager", "li", password=stored)
    speaker, admin = signed_in(world, "li"), world.as_("administrator", hall="*")
    assert speaker.get("/api/v1/halls/main/today").status_code == 200
    admin.ask("PATCH", f"/api/v1/admin/people/{person}", json={"role": "clerk"})
    assert speaker.get("/api/v1/halls/main/today").get_json()["code"] == "access.wrong_role"


def test_one_changes_ones_own_password(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    here, there = signed_in(world), signed_in(world)
    path = f"{SESSION}/password"
    wrong = here.post(path, {"old": "wrong wrong", "new": "eight blue lanterns"})
    assert wrong.get_json()["code"] == "password.wrong"
    short = here.post(path, {"old": PASSWORD, "new": "short"})
    assert short.get_json()["code"] == "password.too_short"
    guessable = here.post(path, {"old": PASSWORD, "new": "my name is wang"})
    assert guessable.get_json()["code"] == "password.guessable"
    assert here.post(path, {"old": PASSWORD, "new": "eight blue lanterns"}).status_code == 200
    assert here.get(SESSION).get_json()["signed_in"] is True
    assert there.get(SESSION).get_json()["signed_in"] is False
    token = world.as_("clerk").post(path, {"old": PASSWORD, "new": "nine red lanterns"})
    assert token.status_code == 403


def test_the_first_password_after_a_link(world: World) -> None:
    browser = world.browser("clerk")
    page = browser.get("/password", headers={"Accept": "text/html"}).get_data(as_text=True)
    assert 'name="new"' in page
    assert 'name="old"' not in page
    assert browser.post(f"{SESSION}/password", {"new": PASSWORD}).status_code == 200
    again = browser.post(f"{SESSION}/password", {"new": "another long password"})
    assert again.get_json()["code"] == "password.wrong"
    token = world.as_("clerk").get("/password", headers={"Accept": "application/json"})
    assert token.get_json()["code"] == "access.person_only"


def test_a_bad_token_is_refused_even_where_nobody_needs_one(world: World) -> None:
    for token in ("x", "x" * 43, "\xe9" * 43, ""):
        answer = world.stranger(Authorization=f"Bearer {token}").get("/api/v1/halls")
        assert answer.status_code == (401 if token else 200)


def test_sockets_find_the_same_sessions(world: World) -> None:
    session_cache = web_context(world.app).session_cache
    token = world.token("board")
    found = session_cache.who({}, {"token": token})
    assert found is not None
    assert found.role == "board"
    assert session_cache.who({}, {"token": "y" * 43}) is None
    stranger = session_cache.who({"HTTP_COOKIE": "sh=z"}, None)
    assert stranger is not None
    assert stranger.session is None
    cookie = {"HTTP_COOKIE": f"sh_kiosk-1={token}"}
    slotted = session_cache.who(cookie, {"session": "kiosk-1"})
    assert slotted is not None
    assert slotted.session is not None
    assert session_cache.who({}, "nonsense") is not None


def test_signing_in_is_recorded(world: World, stored: str) -> None:
    world.person("clerk", "wang", password=stored)
    signed_in(world).ask("DELETE", SESSION)
    world.stranger().post(SESSION, {"login": "wang", "password": "wrong wrong wrong"})
    with world.people.reading() as book:
        kinds = [entry["action"] for entry in book.audit(None, 3)]
    assert kinds == ["sign_in.failed", "sign_out", "sign_in"]
    assert administering.By("x").hall == "*"


def test_a_session_that_ends_while_it_is_looked_up_is_not_remembered(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    session_cache = web_context(world.app).session_cache
    token = world.token("board")

    def recognise_slowly(*given: Any) -> Any:
        found = recognise(*given)
        monkeypatch.setattr("server.web.auth.session_cache.recognise", lambda *_: None)
        session_cache.forget()  # somebody else signs out meanwhile
        return found

    monkeypatch.setattr("server.web.auth.session_cache.recognise", recognise_slowly)
    assert session_cache.find(token) is not None
    assert session_cache.find(token) is None


def connected(world: World, slot: str | None = None) -> tuple[Speaker, int, str]:
    """A board's browser, its device, and what its page keeps."""
    new = {"role": "board", "hall": "main", "name": "大厅屏"}
    admin = world.as_("administrator", hall="*")
    device = admin.post("/api/v1/admin/devices", new).get_json()["id"]
    client = world.app.test_client()
    answer = client.get(world.link(device=device, target="/board", slot=slot))
    cookie = answer.headers["Set-Cookie"]
    for counted in ("max-age", "expires"):
        assert counted not in cookie.lower(), "counted by the panel's own clock"
    page = client.get(f"/board?as={slot}" if slot else "/board", headers={"Accept": "text/html"})
    secret = page.get_data(as_text=True).partition('"secret": "')[2].partition('"')[0]
    return Speaker(client, PROOF), device, secret


def test_a_device_that_lost_its_cookie_connects_itself_again(world: World) -> None:
    """Its cookie has no age; whatever the panel's clock says, the server decides alone."""
    _, _, secret = connected(world)
    world.clock.tick(days=365 * 5)
    back = Speaker(world.app.test_client(), PROOF)
    answer = back.post(f"{SESSION}/device", {"secret": secret})
    assert answer.status_code == 201
    assert answer.headers["Set-Cookie"].startswith("sh=")
    assert back.get(SESSION).get_json()["role"] == "board"
    _, _, slotted = connected(world, "left")
    answer = world.stranger().post(f"{SESSION}/device", {"secret": slotted})
    assert answer.headers["Set-Cookie"].startswith("sh_left=")


def test_a_device_that_is_out_stays_out(world: World) -> None:
    speaker, _, secret = connected(world)
    speaker.ask("DELETE", SESSION)
    assert_out(world, secret)
    _, device, secret = connected(world)
    admin = world.as_("administrator", hall="*")
    admin.ask("DELETE", f"/api/v1/admin/devices/{device}")
    assert_out(world, secret)
    assert_out(world, "x" * 43)


def assert_out(world: World, secret: str) -> None:
    answer = world.stranger().post(f"{SESSION}/device", {"secret": secret})
    assert (answer.status_code, answer.get_json()["code"]) == (401, "access.session_over")


def test_only_a_devices_page_has_something_to_keep(world: World, stored: str) -> None:
    """A person's cookie stays out of the reach of scripts, and no token comes in by this door."""
    world.person("clerk", "wang", password=stored)
    person = signed_in(world)
    assert '"secret": null' in person.client.get(
        "/console", headers={"Accept": "text/html"}
    ).get_data(as_text=True)
    cookie = person.client.get_cookie("sh")
    assert cookie is not None
    assert_out(world, cookie.value)
