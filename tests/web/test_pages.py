"""The shell of pages, their headers, and what may be kept by a browser."""

import json
import re
from typing import Any

import pytest

from server.web.web_context import change_web_context, web_context
from tests.support.web import World

HTML = {"Accept": "text/html"}


def boot_of(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', page, re.S)
    assert found is not None
    boot: dict[str, Any] = json.loads(found[1])
    return boot


def test_a_page_asks_for_sign_in_and_comes_back(world: World) -> None:
    answer = world.stranger(**HTML).get("/console?window=3&as=desk-3")
    where = answer.headers["Location"]
    assert answer.status_code == 303
    assert where == "/sign-in?next=/console%3Fwindow%3D3%26as%3Ddesk-3&as=desk-3"
    page = world.stranger(**HTML).get(where)
    assert boot_of(page.get_data(as_text=True))["next"] == "/console?window=3&as=desk-3"


@pytest.mark.parametrize("path", ["/kiosk", "/board?zone=A", "/window/3", "/pad/3"])
def test_a_screen_without_its_link_says_so_and_shows_no_sign_in(world: World, path: str) -> None:
    answer = world.stranger(**HTML).get(path)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (401, "no-store")
    assert "还没有连接" in page
    assert "not connected yet" in page
    assert "servicehall link" in page
    assert "http://localhost/admin/devices" in page
    assert "sign-in" not in page
    traditional = world.stranger(**HTML, **{"Accept-Language": "zh-HK"}).get(path)
    assert "還沒有連接" in traditional.get_data(as_text=True)
    assert world.stranger().get(path, headers={"Accept": "application/json"}).is_json


@pytest.mark.parametrize(
    "next_", ["//evil.example", "https://evil.example", "/\\evil", "javascript:1"]
)
def test_sign_in_leads_to_no_other_site(world: World, next_: str) -> None:
    page = world.stranger(**HTML).get("/sign-in", query_string={"next": next_})
    assert "next" not in boot_of(page.get_data(as_text=True))


def test_the_boot_data_says_who_and_where(world: World) -> None:
    browser = world.browser("manager", slot="office")
    page = browser.get("/today?as=office", headers=HTML).get_data(as_text=True)
    boot = boot_of(page)
    assert (boot["hall"], boot["slot"], boot["role"]) == ("main", "office", "manager")
    assert boot["person"]["name"] == "王建国"
    assert 'lang="zh-CN"' in page
    english = browser.get("/today?as=office&lang=en", headers=HTML).get_data(as_text=True)
    assert 'lang="en"' in english


def test_boot_data_cannot_break_out_of_its_element(world: World) -> None:
    name = "</script><script>alert(1)</script>"
    world.person("manager", "odd", name=name)
    with world.people.reading() as book:
        person = book.person_by_login("odd")
    assert person is not None
    client = world.app.test_client()
    client.get(world.link(person=person.id))
    page = client.get("/today", headers=HTML).get_data(as_text=True)
    assert "alert(1)</script>" not in page
    assert boot_of(page)["person"]["name"] == name


def test_screens_of_the_hall_speak_chinese_first(world: World) -> None:
    board = world.as_("board").with_(Accept="text/html", Accept_Language="en-US")
    assert boot_of(board.get("/board").get_data(as_text=True))["language"] == "zh"
    assert boot_of(board.get("/board?lang=en").get_data(as_text=True))["language"] == "en"


def test_the_phone_page_is_for_whoever_has_the_code(world: World) -> None:
    ticket = world.as_("kiosk").take("marriage")
    for path in (f"/t/{ticket['code']}", f"/T/{ticket['code'].lower()}"):
        boot = boot_of(world.stranger(**HTML).get(path).get_data(as_text=True))
        assert boot["ticket"]["number"] == ticket["number"]
        assert boot["catalogue"]["hall"]["key"] == "main"


def test_every_answer_is_sealed(world: World) -> None:
    page = world.stranger(**HTML).get("/sign-in")
    policy = page.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert policy.endswith("connect-src 'self' ws://localhost wss://localhost")
    assert page.headers["Cache-Control"] == "no-store"
    for path in ("/healthz", "/api/v1/nowhere", "/static/kit/kit.css", "/sign-in"):
        headers = world.stranger().get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_a_page_names_static_files_by_version_and_a_browser_keeps_them(world: World) -> None:
    page = world.stranger().get("/sign-in", headers=HTML).get_data(as_text=True)
    named = re.findall(r'(?:href|src)="(/static/[^"#]+)"', page)
    assert named
    assert all(path.startswith("/static/~") for path in named)
    version = named[0].split("/")[2]
    for path in (*named, f"/static/{version}/kit/text.js", f"/static/{version}/kit/kit.css"):
        answer = world.stranger().get(path)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert not re.search(r"""["'(]/static/(?!~)""", answer.get_data(as_text=True)), path
        assert len(answer.get_data()) == int(answer.headers["Content-Length"])
    font = world.stranger().get(f"/static/{version}/kit/fonts/noto-sans-400.woff2")
    assert "immutable" in font.headers["Cache-Control"]
    surface = world.stranger().get(f"/static/{version}/kiosk/kiosk.js")
    assert f"/static/{version}/kit/api.js" in surface.get_data(as_text=True)


def test_an_address_of_another_version_is_not_kept(world: World) -> None:
    answer = world.stranger().get("/static/~abc123/kit/kit.css")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-cache")
    module = world.stranger().get("/static/~abc123/kiosk/kiosk.js").get_data(as_text=True)
    assert "/static/~abc123/kit/api.js" in module, "one page's modules keep to one address"
    assert world.stranger().get("/static/~abc123/../../app.py").status_code in (403, 404)
    assert world.stranger().get("/static/~xyz/kit/kit.css").status_code == 404


def test_static_files_are_asked_for_again_but_fonts_are_kept(world: World) -> None:
    speaker = world.stranger()
    style = speaker.get("/static/kit/kit.css")
    assert style.headers["Cache-Control"] == "no-cache"
    again = speaker.get("/static/kit/kit.css", headers={"If-None-Match": style.headers["ETag"]})
    assert again.status_code == 304
    vendored = speaker.get("/static/kit/vendor/lit.js")
    assert "max-age=604800" in vendored.headers["Cache-Control"]
    assert vendored.headers["Content-Type"].startswith("text/javascript")
    outside = speaker.get("/static/../app.py")
    assert outside.status_code in (403, 404)


def test_a_ticket_unchanged_costs_no_body(world: World) -> None:
    ticket = world.as_("kiosk").take("marriage")
    path = f"/api/v1/tickets/{ticket['code']}"
    holder = world.stranger()
    etag = holder.get(path).headers["ETag"]
    same = holder.get(path, headers={"If-None-Match": f'W/"x", {etag}'})
    assert (same.status_code, same.get_data(), same.headers["ETag"]) == (304, b"", etag)
    holder.post(f"{path}/postpone", {"places": 1})
    changed = holder.get(path, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.get_json()["postpones_left"] == ticket["postpones_left"] - 1


def test_codes_are_read_as_people_type_them(world: World) -> None:
    ticket = world.as_("kiosk").take("marriage")
    code = ticket["code"].replace("0", "o").replace("1", "l").lower()
    typed = f"{code[:5]}-{code[5:]}"
    assert world.stranger().get(f"/api/v1/tickets/{typed}").get_json()["code"] == ticket["code"]


def test_the_catalogue_is_kept_until_the_configuration_changes(world: World) -> None:
    path = "/api/v1/halls/main/catalogue"
    first = world.stranger().get(path)
    assert first.get_json()["version"] == 1
    again = world.stranger().get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_signing_out_by_a_page_needs_a_press(world: World) -> None:
    browser = world.browser("clerk")
    page = browser.get("/sign-out", headers=HTML)
    assert "<form" in page.get_data(as_text=True)
    assert browser.get("/api/v1/session").get_json()["signed_in"] is True
    foreign = browser.ask("POST", "/sign-out", headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403
    done = browser.ask("POST", "/sign-out", headers={"X-Requested-With": ""})
    assert (done.status_code, done.headers["Location"]) == (303, "/sign-in")
    assert browser.get("/api/v1/session").get_json()["signed_in"] is False


def test_doors_of_the_demo_stand_open_only_on_this_machine(world: World) -> None:
    from dataclasses import replace

    options = web_context(world.app).options
    change_web_context(world.app, options=replace(options, demo=True))
    asked: list[str] = []

    def links() -> list[dict[str, Any]]:
        asked.append("made")
        return []

    change_web_context(world.app, links=links)
    speaker = world.stranger(**HTML)
    far = {"REMOTE_ADDR": "192.0.2.7"}
    assert speaker.get("/", environ_overrides=far).status_code == 200
    assert speaker.get("/", base_url="http://evil.example").status_code == 200
    assert asked == []
    assert speaker.get("/").status_code == 200
    assert asked == ["made"]


def test_screens_take_the_fonts_of_paper_and_nothing_else_that_lies_there(world: World) -> None:
    style = world.stranger().get("/static/~abc123/kit/fonts-further.css").get_data(as_text=True)
    named = re.findall(r"url\((/static/~abc123/fonts/[^)]+)\)", style)
    assert len(named) > 300
    font = world.stranger().get(named[0])
    assert font.content_type == "font/woff2"
    assert font.get_data().startswith(b"wOF2")
    assert world.stranger().get("/static/fonts/OFL.txt").status_code == 200
    assert world.stranger().get("/static/fonts/__init__.py").status_code == 404


def test_a_third_language_is_spoken_where_it_is_asked_for(world: World) -> None:
    page = world.stranger(**HTML).get("/sign-in?lang=zh-TW").get_data(as_text=True)
    boot = boot_of(page)
    assert 'lang="zh-Hant"' in page
    assert boot["language"] == "zh-Hant"
    assert [each["tag"] for each in boot["languages"]] == ["zh", "en", "zh-Hant"]
    usual = boot_of(world.stranger(**HTML).get("/sign-in").get_data(as_text=True))
    assert [each["tag"] for each in usual["languages"]] == ["zh", "en"]


def test_a_refusal_is_read_in_a_third_language(world: World) -> None:
    refused = world.stranger(Accept_Language="zh-HK").get("/api/v1/tickets/0000000000")
    assert refused.headers["Content-Language"] == "zh-Hant"
    assert "號" in refused.get_json()["title"]
