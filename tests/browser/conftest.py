"""A pretend server, and a page of any size for each test."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.support.chromium import Watched
from tests.support.screens import Served, served

Open = Callable[[int, int], Page]


@pytest.fixture
def server() -> Iterator[Served]:
    """The pretend server; its `hall` is what the screens are shown."""
    with served() as running:
        yield running


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Open]:
    """Opens pages of a size; a script error in any of them fails the test."""
    opened: list[Watched] = []

    def new(width: int, height: int) -> Page:
        opened.append(Watched(browser, width, height))
        return opened[-1].page

    yield new
    for page in opened:
        page.close()
