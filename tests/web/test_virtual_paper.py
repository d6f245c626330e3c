"""The papers of the demo's virtual printers, through this server."""

import socket
from collections.abc import Iterator

import pytest

from printers.virtual.printer import VirtualPrinter
from server.storage.engine import Database
from tests.support.halls import Clock
from tests.support.papers_out import papers_out
from tests.support.web import World, world_of

GONE = "http://127.0.0.1:1/"


@pytest.fixture
def printer() -> Iterator[VirtualPrinter]:
    """One that has torn off a paper."""
    with VirtualPrinter(speed=100_000.0, web_port=0) as made:
        port = int(made.url.rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port), 2) as line:
            line.sendall(b"hello\n\x1dVB\0")
            papers_out(made)
        yield made


@pytest.fixture
def demo(database: Database, clock: Clock, printer: VirtualPrinter) -> World:
    pages = {"printer-1": printer.web_url, "printer-2": GONE}
    return world_of(database, clock, demo=True, paper_pages=pages)


def test_the_last_papers_are_shown_and_a_printer_that_is_gone_is_said(
    demo: World, printer: VirtualPrinter
) -> None:
    number = printer.receipts[0].id
    page = demo.browser("clerk").get("/paper", headers={"Accept": "text/html"})
    shown = page.get_data(as_text=True)
    assert f'src="/paper/printer-1/{number}.png"' in shown
    assert "这台打印机没有应答" in shown


def test_a_paper_is_a_picture_for_those_who_may_see_it(
    demo: World, printer: VirtualPrinter
) -> None:
    path = f"/paper/printer-1/{printer.receipts[0].id}.png"
    clerk = demo.browser("clerk")
    seen = clerk.get(path)
    assert (seen.status_code, seen.mimetype) == (200, "image/png")
    assert seen.get_data().startswith(b"\x89PNG")
    away = {"REMOTE_ADDR": "10.0.0.9"}
    assert demo.stranger().get(path, environ_base=away).status_code == 401
    for nothing in ("/paper/printer-1/999.png", "/paper/printer-2/1.png", "/paper/other/1.png"):
        assert clerk.get(nothing).status_code == 404
