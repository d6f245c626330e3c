"""A real Chromium for tests: Debian's, headless, with nothing of the machine's own profile."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.support.patience import PATIENCE_MS

# The headless shell is the same engine without a browser's own window, which costs more than
# our pages do: two and a half times less time for a page.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser process. LookupError when Chromium isn't installed (`make test` installs it)."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise LookupError("the tests need Chromium: sudo apt-get install chromium-headless-shell")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A page of a given size that remembers every script error it had."""

    def __init__(self, browser: Browser, width: int, height: int, **options: Any) -> None:
        size = {"width": width, "height": height}
        self.context = browser.new_context(viewport=size, locale="zh-CN", **options)
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def close(self) -> None:
        """Close, and fail if a script failed."""
        self.context.close()
        assert self.errors == []
