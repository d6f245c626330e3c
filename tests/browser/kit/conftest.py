"""A page on which the kit's modules are loaded by themselves."""

import pytest
from playwright.sync_api import Page

from server.contracts.languages import LANGUAGES
from tests.browser.conftest import Open
from tests.support.screens import Served
from tests.support.tickets import Desk

BOOT = """boot => { const holder = document.createElement("script");
  holder.type = "application/json"; holder.id = "boot"; holder.textContent = JSON.stringify(boot);
  document.body.append(holder); }"""


@pytest.fixture
def desk(server: Served) -> Desk:
    """Tickets on the pretend server."""
    return Desk(server)


@pytest.fixture
def modules(open_page: Open, desk: Desk, server: Served) -> Page:
    """An empty page of the same origin; tests import what they need."""
    page = open_page(400, 400)
    page.goto(f"{server.url}/static/kit/text/kit.zh.json")
    page.evaluate(BOOT, {"languages": [each.for_page() for each in LANGUAGES.values()]})
    return page
