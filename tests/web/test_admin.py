"""What administrators do to people, devices and tokens, and where their rights end."""

from pydantic import TypeAdapter

from server.contracts.answers_people import (
    AuditEntry,
    DeviceView,
    Link,
    PersonView,
    SessionInfo,
    Token,
)
from tests.support.web import Speaker, World

ADMIN = "/api/v1/admin"
WANG = {"login": "Wang.J", "name": "王建国", "role": "clerk", "hall": "main", "staff_no": "0412"}


def code(speaker: Speaker, method: str, path: str, body: object = None) -> str:
    answer = speaker.ask(method, ADMIN + path, json=body)
    return str(answer.get_json().get("code", answer.status_code))


def test_people_come_change_and_go(world: World) -> None:
    admin = world.as_("administrator", hall="*")
    added = admin.post(f"{ADMIN}/people", WANG)
    TypeAdapter(PersonView).validate_json(added.get_data())
    person = added.get_json()
    assert (person["login"], person["has_password"]) == ("wang.j", False)
    changed = admin.ask(
        "PATCH", f"{ADMIN}/people/{person['id']}",
        json={"post": "综合岗", "staff_no": None, "password": "seven green lanterns"},
    ).get_json()  # fmt: skip
    assert (changed["post"], changed["staff_no"], changed["has_password"]) == ("综合岗", None, True)
    assert changed["name"] == "王建国"
    listed = admin.get(f"{ADMIN}/people")
    TypeAdapter(list[PersonView]).validate_json(listed.get_data())
    link = admin.post(f"{ADMIN}/people/{person['id']}/link", {"slot": "desk"})
    TypeAdapter(Link).validate_json(link.get_data())
    entered = world.app.test_client().get(link.get_json()["url"])
    assert entered.headers["Location"] == "/console?as=desk"
    nobody = admin.post(f"{ADMIN}/people", {**WANG, "login": "new"}).get_json()["id"]
    first = admin.post(f"{ADMIN}/people/{nobody}/link").get_json()["url"]
    led = world.app.test_client().get(first).headers["Location"]
    assert led == "/password?next=/console"


def test_mistakes_are_named(world: World) -> None:
    admin = world.as_("administrator", hall="*")
    admin.post(f"{ADMIN}/people", WANG)
    wrong = {
        "login.taken": WANG,
        "login.malformed": {**WANG, "login": "王"},
        "role.not_a_persons": {**WANG, "login": "x", "role": "kiosk"},
        "hall.unknown": {**WANG, "login": "x", "hall": "nowhere"},
        "password.too_short": {**WANG, "login": "x", "password": "short"},
        "request.invalid": {**WANG, "login": "x", "role": "king"},
    }
    for expected, body in wrong.items():
        assert code(admin, "POST", "/people", body) == expected
    assert code(admin, "PATCH", "/people/999", {"name": "x"}) == "person.unknown"
    assert code(admin, "PATCH", f"/people/{10**30}", {"name": "x"}) == "request.no_such_page"
    assert code(admin, "POST", "/people/999/link", {}) == "person.unknown"
    device = {"name": "屏", "role": "pad", "hall": "main"}
    assert code(admin, "POST", "/devices", device) == "device.needs_window"
    assert code(admin, "POST", "/devices", {**device, "role": "clerk"}) == "role.not_a_devices"
    assert code(admin, "POST", "/devices", {**device, "window": "99"}) == "window.unknown"
    assert code(admin, "DELETE", "/devices/999") == "device.unknown"
    assert code(admin, "DELETE", "/sessions/999") == "session.unknown"


def test_the_last_administrator_stays(world: World) -> None:
    first = world.person("administrator", "first", hall="*")
    admin = world.as_("administrator", hall="*")
    for change in ({"disabled": True}, {"role": "clerk"}, {"hall": "main"}):
        assert code(admin, "PATCH", f"/people/{first}", change) == "person.last_administrator"
    world.person("administrator", "second", hall="*")
    assert code(admin, "PATCH", f"/people/{first}", {"disabled": True}) == "200"


def test_rights_end_at_the_hall(world: World) -> None:
    boss = world.person("administrator", "boss", hall="*")
    admin = world.as_("administrator", hall="main")
    for body in ({**WANG, "hall": "*"}, {**WANG, "hall": "other"}):
        assert code(admin, "POST", "/people", body) in ("access.other_hall", "hall.unknown")
    assert code(admin, "PATCH", f"/people/{boss}", {"disabled": True}) == "access.other_hall"
    assert code(admin, "POST", f"/people/{boss}/link", {}) == "access.other_hall"
    own = admin.post(f"{ADMIN}/people", WANG).get_json()["id"]
    assert code(admin, "PATCH", f"/people/{own}", {"hall": "*"}) == "access.other_hall"
    logins = {person["login"] for person in admin.get(f"{ADMIN}/people").get_json()}
    assert logins == {"wang.j"}
    token = {"label": "x", "role": "administrator", "hall": "*"}
    assert code(admin, "POST", "/tokens", token) == "access.other_hall"
    assert code(admin, "GET", "/audit") == "access.all_halls_only"


def test_tokens_open_and_are_ended(world: World) -> None:
    admin = world.as_("administrator", hall="*")
    wish = {"label": "nightly", "role": "clerk", "hall": "main", "window": "03", "days": 1}
    made = admin.post(f"{ADMIN}/tokens", wish)
    TypeAdapter(Token).validate_json(made.get_data())
    script = world.stranger(Authorization=f"Bearer {made.get_json()['token']}")
    assert script.get("/api/v1/windows/3").status_code == 200
    assert script.get("/api/v1/windows/4").status_code == 403
    listed = admin.get(f"{ADMIN}/sessions")
    TypeAdapter(list[SessionInfo]).validate_json(listed.get_data())
    assert "nightly" in {session["label"] for session in listed.get_json()}
    ended = admin.ask("DELETE", f"{ADMIN}/sessions/{made.get_json()['session']['id']}")
    assert ended.get_json() == {"done": True}
    assert script.get("/api/v1/windows/3").status_code == 401


def test_everything_is_in_the_audit_log(world: World) -> None:
    admin = world.as_("administrator", hall="*")
    person = admin.post(f"{ADMIN}/people", WANG).get_json()["id"]
    secret = "seven green lanterns"
    admin.ask("PATCH", f"{ADMIN}/people/{person}", json={"role": "manager", "password": secret})
    device = {"name": "大屏", "role": "board", "hall": "main"}
    made = admin.post(f"{ADMIN}/devices", device)
    TypeAdapter(DeviceView).validate_json(made.get_data())
    admin.ask("DELETE", f"{ADMIN}/devices/{made.get_json()['id']}")
    answer = admin.get(f"{ADMIN}/audit?limit=4")
    TypeAdapter(list[AuditEntry]).validate_json(answer.get_data())
    entries = answer.get_json()
    kinds = [entry["action"] for entry in entries]
    assert kinds == ["device.revoked", "device.added", "person.changed", "person.added"]
    assert entries[2]["facts"] == {"role": "manager"}
    assert secret not in answer.get_data(as_text=True)
    older = admin.get(f"{ADMIN}/audit?before={entries[-1]['id']}&limit=1").get_json()
    assert older[0]["action"] == "token.made"
