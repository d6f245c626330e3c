"""Pages that the server writes whole show nothing that only programs read, and no character that
the product's fonts lack: the start page, the reference, papers, problems, screens without a link.

Pages that draw themselves are walked through in `tests/browser/test_nothing_raw.py`.
"""

import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from flask import render_template

from server.contracts.languages import LANGUAGES
from server.storage.unavailable import Reason, StorageUnavailable
from tests.support.web import Speaker, World
from tests.texts.test_texts import PREFIXES

KIT = Path(__file__).parents[2] / "server" / "web" / "static" / "kit"
RAW = re.compile(r"\bnull\b|\bNone\b|\bundefined\b|\bNaN\b|\[object |\{[@\w]|\{\{|Undefined")
KEY = re.compile(rf"(?<![\w./-])(?:{'|'.join(sorted(PREFIXES))})\.[a-z][\w.-]*")
RANGE = re.compile(r"U\+([0-9a-f]+)(?:-([0-9a-f]+))?", re.IGNORECASE)
SAID = ("aria-label", "title", "placeholder", "alt", "content")


class Words(HTMLParser):
    """What a page shows or says."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.silent += tag in ("script", "style")
        self.found += [value or "" for name, value in attrs if name in SAID]

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.found.append(data)


def words(page: str) -> str:
    reader = Words()
    reader.feed(page)
    return "\n".join(reader.found)


@cache
def drawn() -> frozenset[int]:
    """Every character that the fonts of the pages have."""
    found: set[int] = set()
    for sheet in KIT.glob("fonts*.css"):
        for ranges in re.findall(r"unicode-range:([^;}]*)", sheet.read_text("utf-8")):
            for first, last in RANGE.findall(ranges):
                found.update(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)


def flaws(page: str, keys: bool = True) -> list[str]:
    text = words(page)
    boxes = {sign for sign in text if sign.strip() and ord(sign) not in drawn()}
    return RAW.findall(text) + (KEY.findall(text) if keys else []) + sorted(boxes)


PLAIN = ("/", "/sign-in", "/sign-out", "/paper", "/kiosk", "/board", "/window/3", "/pad/3")
UNKNOWN = ("/nothing/here", "/t/0000000000", "/guide/main/none")
CARD = {"href": "/enter/x", "title": {"zh": "03 号窗", "en": "Window 03"}, "window": "3"}
DOORS = [
    CARD | {"kind": kind}
    for kind in (
        "kiosk",
        "board",
        "phone",
        "clerk",
        "window",
        "pad",
        "manager",
        "paper",
        "administrator",
    )
]
SHEET = {"id": 1, "mm": 120, "height": 900, "at": "09:05"}
PRINTER: dict[str, Any] = {"key": "p", "page": "/p/", "dots": 576, "faults": [], "name": None}
PRINTERS = [
    PRINTER | {"papers": None, "faults": ["paper_out", "late"]},
    PRINTER | {"papers": [], "name": {"zh": "取号机"}},
    PRINTER | {"papers": [SHEET]},
]


def shown(speaker: Speaker, path: str, status: int) -> list[str]:
    """What is wrong on a page that comes with this status."""
    answer = speaker.get(path)
    assert (answer.status_code, answer.mimetype) == (status, "text/html"), path
    return flaws(answer.get_data(as_text=True))


@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_that_the_server_writes_hold_words_alone(world: World, language: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": language}
    stranger = world.stranger(**headers)
    device = dict.fromkeys(PLAIN[4:], 401)
    found = {path: shown(stranger, path, device.get(path, 200)) for path in PLAIN}
    found |= {path: shown(stranger, path, 404) for path in UNKNOWN}
    clerk = world.browser("clerk").with_(**headers)
    found["forbidden"] = shown(clerk, "/admin", 403)
    found["signed in"] = shown(clerk, "/sign-out", 200)

    def full(**_: object) -> None:
        raise StorageUnavailable(Reason.DISK_FULL, "no space")

    def broken(**_: object) -> None:
        raise RuntimeError("a fault of ours")

    world.app.view_functions["pages.desk"] = full
    found["no storage"] = shown(clerk, "/desk", 503)
    world.app.view_functions["pages.desk"] = broken
    found["a fault"] = shown(clerk, "/desk", 500)
    with world.app.test_request_context("/", headers=headers):
        start = render_template("start.html", **shell(language, links=DOORS))
        papers = render_template("paper.html", **shell(language, papers=PRINTERS))
    found |= {"doors": flaws(start), "papers": flaws(papers)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def shell(language: str, **boot: Any) -> dict[str, Any]:
    """What the shell is rendered with."""
    known = {"words": {}, "demo": True, "version": "1.0", "slot": None}
    return {"boot": known | boot, "surface": "page", "language": LANGUAGES[language]}


def test_the_reference_fills_every_mark(world: World) -> None:
    """It shows names that only programs read on purpose, but no hole and no missing value."""
    page = world.stranger(Accept="text/html").get("/api/docs").get_data(as_text=True)
    text = words(page)
    assert re.findall(r"\{@|(?<!-)\bNone\b(?![-:])|\bundefined\b|\bNaN\b|Undefined", text) == []
    assert [sign for sign in set(text) if sign.strip() and ord(sign) not in drawn()] == []
