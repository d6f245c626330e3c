"""One-time links: they open once, for a while, to a page of ours."""

from threading import Barrier, Thread

import pytest

from server.domain.errors import Refused
from server.usecases import signing_in
from tests.support.web import World


def test_a_link_opens_once(world: World) -> None:
    person = world.person("manager", "li")
    link = world.link(person=person, target="/today?as=office", slot="office")
    client = world.app.test_client()
    answer = client.get(link)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/today?as=office")
    assert answer.headers["Set-Cookie"].startswith("sh_office=")
    again = client.get(link)
    assert (again.status_code, again.headers["Location"]) == (303, "/today?as=office")
    stranger = world.stranger(Accept="application/json").get(link)
    assert (stranger.status_code, stranger.get_json()["code"]) == (410, "link.used")


def test_links_run_out_and_guesses_open_nothing(world: World) -> None:
    person = world.person("manager", "li")
    link = world.link(person=person)
    world.clock.tick(minutes=31)
    speaker = world.stranger(Accept="application/json")
    assert speaker.get(link).get_json()["code"] == "link.expired"
    for guess in ("x", "x" * 43, "x" * 5000):
        assert speaker.get(f"/enter/{guess}").get_json()["code"] == "link.unknown"


def test_a_link_for_somebody_shut_out_opens_nothing(world: World) -> None:
    person = world.person("manager", "li")
    link = world.link(person=person)
    admin = world.as_("administrator", hall="*")
    admin.ask("PATCH", f"/api/v1/admin/people/{person}", json={"disabled": True})
    refused = world.stranger(Accept="application/json").get(link)
    assert refused.get_json()["code"] == "link.for_nobody"


@pytest.mark.parametrize("target", ["//evil.example", "http://evil.example", "/\\evil", "/a\nb"])
def test_a_link_leads_to_no_other_site(world: World, target: str) -> None:
    person = world.person("manager", "li")
    with pytest.raises(Refused, match=r"link\.foreign_target"):
        world.link(person=person, target=target)


def test_two_who_click_at_once_get_one_session(world: World) -> None:
    person = world.person("manager", "li")
    secret = world.link(person=person).rpartition("/")[2]
    gate, results = Barrier(4), []

    def click() -> None:
        gate.wait()
        try:
            results.append(signing_in.enter(world.people, secret, world.clock()).secret)
        except Refused as refused:
            results.append(refused.code)

    threads = [Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results)[:3].count("link.used") + results.count("link.used") >= 3
    assert len([found for found in results if found != "link.used"]) == 1


def test_a_device_comes_in_by_its_link(world: World) -> None:
    admin = world.as_("administrator")
    body = {"name": "二号取号机", "role": "kiosk", "hall": "main", "zone": "A"}
    device = admin.post("/api/v1/admin/devices", body).get_json()
    link = admin.post(f"/api/v1/admin/devices/{device['id']}/link", {"slot": "kiosk-2"}).get_json()
    client = world.app.test_client()
    answer = client.get(link["url"])
    assert answer.headers["Location"] == "/kiosk?as=kiosk-2"
    assert answer.headers["Set-Cookie"].startswith("sh_kiosk-2=")
    assert client.get("/kiosk?as=kiosk-2", headers={"Accept": "text/html"}).status_code == 200
    headers = {"X-Session": "kiosk-2", "X-Requested-With": "servicehall"}
    wish = {"matter": "marriage"}
    taken = client.post("/api/v1/halls/main/tickets", json=wish, headers=headers)
    assert taken.status_code == 201
    assert admin.ask("DELETE", f"/api/v1/admin/devices/{device['id']}").get_json()["revoked_at"]
    refused = client.post("/api/v1/halls/main/tickets", json=wish, headers=headers)
    assert refused.get_json()["code"] == "access.session_over"
    late = admin.post(f"/api/v1/admin/devices/{device['id']}/link").get_json()["url"]
    assert (
        world.stranger(Accept="application/json").get(late).get_json()["code"] == "link.for_nobody"
    )
