"""What a screen of the hall shows in a browser that no device's link has opened yet."""

from collections.abc import Mapping

from flask import Response, render_template, request

from server.contracts.languages import FIRST, LANGUAGES, translated, written_like
from server.domain.vocabulary import within
from server.web.http.language import language_of
from server.web.http.request_scope import hall_words

Words = Mapping[str, str]

DEVICES: Mapping[str, Words] = {
    "kiosk.kiosk": {"zh": "取号机", "en": "kiosk"},
    "display.board": {"zh": "大厅屏", "en": "hall board"},
    "display.window_screen": {"zh": "{@place}屏", "en": "{@place} screen"},
    "window_client.pad": {"zh": "评价器", "en": "rating pad"},
}
"""Pages of devices by endpoint, and what people call such a device."""

SENTENCES: Mapping[str, Words] = {
    "title": {"zh": "还没有连接", "en": "Not connected yet"},
    "head": {"zh": "这台{device}还没有连接", "en": "This {device} is not connected yet."},
    "elsewhere": {
        "zh": "请用别的取号机，或找工作人员取号。",
        "en": "Please use another kiosk, or ask a member of staff for a number.",
    },
    "administrator": {"zh": "管理员请这样做", "en": "For an administrator"},
    "take": {
        "zh": "在自己的电脑上打开 {admin}，找到这台设备，点“一次性链接”。",
        "en": "On your own computer open that page, find this device and take its one-time link.",
    },
    "open": {
        "zh": "在这台设备的浏览器里打开那个链接。",
        "en": "Open the link in this device’s browser.",
    },
    "server": {"zh": "也可以在服务器上运行：", "en": "Or on the server:"},
}


def is_device_page() -> bool:
    """Whether the page at hand belongs to a device; its visitors are no staff."""
    return request.endpoint in DEVICES


def not_connected() -> Response:
    """The page that says so and what to do, with status 401; never the staff's sign-in. It is read
    by whoever stands before it, so in Chinese, in the caller's script, and in English."""
    kind = request.endpoint or ""
    admin = f"{request.host_url}admin/devices"
    words, asked = hall_words(), language_of(request)
    first = asked if written_like(asked) == FIRST else FIRST
    device = words.say(translated(DEVICES[kind]))
    said = {
        key: words.say(translated(sentence), device=device, admin=admin)
        for key, sentence in SENTENCES.items()
    }
    page = render_template(
        "not_connected.html", kind=kind, language=LANGUAGES[first],
        said={key: (within(words, first), words["en"]) for key, words in said.items()},
    )  # fmt: skip
    response = Response(page, 401)
    response.headers["Cache-Control"] = "no-store"
    response.headers["WWW-Authenticate"] = 'Bearer realm="servicehall"'
    return response
