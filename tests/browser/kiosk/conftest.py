"""A kiosk and a phone before the pretend server."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Open
from tests.support.chromium import Watched
from tests.support.screens import Served
from tests.support.tickets import CODE, Desk


@pytest.fixture
def desk(server: Served) -> Desk:
    """Tickets on the pretend server."""
    return Desk(server)


@pytest.fixture
def kiosk(open_page: Open, desk: Desk, server: Served) -> Page:
    """A standing kiosk on its first page."""
    page = open_page(1080, 1920)
    page.goto(f"{server.url}/kiosk")
    page.wait_for_selector(".ev button")
    return page


@pytest.fixture
def phone(browser: Browser, desk: Desk, server: Served) -> Iterator[Page]:
    """A phone with a touch screen; tests go to `phone_url`."""
    watched = Watched(browser, 360, 740, has_touch=True, is_mobile=True)
    yield watched.page
    watched.close()


@pytest.fixture
def phone_url(server: Served) -> str:
    return f"{server.url}/t/{CODE}"
