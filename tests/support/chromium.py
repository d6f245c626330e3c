"""A real Chromium for tests: Debian's, headless, with nothing of the machine's own profile."""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType, Page, expect, sync_playwright

from tests.support.patience import PATIENCE_MS, PATIENCE_S

# The headless shell is the same engine without a browser's own window, which costs more than
# our pages do: two and a half times less time for a page.
PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser")
FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)

# The time of `make test CLOCK=…` for a page, so many milliseconds from the machine's own.
SHIFTED = """
globalThis.Date = new Proxy(Date, {
  construct: (real, given) => (given.length ? new real(...given) : new real(real.now() + SHIFT)),
  apply: (real) => String(new real(real.now() + SHIFT)),
  get: (real, name) => (name === "now" ? () => real.now() + SHIFT : real[name]),
});
"""
FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>{folders}<cachedir>{cache}</cachedir></fontconfig>
"""


def with_fonts(folder: Path, *fonts: Path) -> dict[str, str]:
    """The environment of a machine that has the fonts of `fonts` and no others, configured in
    `folder`."""
    folders = "".join(f"<dir>{each}</dir>" for each in fonts)
    told = folder / "fonts.conf"
    told.write_text(FONTS.format(folders=folders, cache=folder / "cache"), "utf-8")
    return {**os.environ, "FONTCONFIG_FILE": str(told)}


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser process. LookupError when Chromium isn't installed (`make test` installs it)."""
    with sync_playwright() as playwright, launched(playwright.chromium) as browser:
        yield browser


@contextmanager
def launched(kind: BrowserType, environment: dict[str, str] | None = None) -> Iterator[Browser]:
    """One more process of a Playwright that runs, in another environment."""
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        raise LookupError("the tests need Chromium: sudo apt-get install chromium-headless-shell")
    told = dict(environment or os.environ)
    told.pop("LD_PRELOAD", None)  # Chromium hangs under libfaketime; `SHIFTED` tells it the time
    expect.set_options(timeout=PATIENCE_MS)
    browser = kind.launch(executable_path=program, args=list(FLAGS), env=told)
    try:
        yield browser
    finally:
        browser.close()


def while_time_passes(page: Page, true: Callable[[], bool]) -> None:
    """Return once it is so, while the page's clock, which the test holds, goes on: what is sent to
    a page comes at a moment of its own. Four times as fast as the real one at most, so that no
    connection is given up that a busy machine is still making."""
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline, "it never came"
        page.clock.run_for(200)
        page.wait_for_timeout(50)


class Watched:
    """A page of a given size that remembers every script error it had."""

    def __init__(self, browser: Browser, width: int, height: int, **options: Any) -> None:
        size = {"width": width, "height": height}
        self.context = browser.new_context(viewport=size, locale="zh-CN", **options)
        self.context.set_default_timeout(PATIENCE_MS)
        if shift := os.environ.get("CLOCK_SHIFT_MS"):
            self.context.add_init_script(SHIFTED.replace("SHIFT", shift))
        self.page: Page = self.context.new_page()
        self.errors: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def close(self) -> None:
        """Close, and fail if a script failed."""
        self.context.close()
        assert self.errors == []


# Which letters of a text an element's fonts draw like a code point that no font has; a letter with
# marks is wider than without them if a box stands beside it.
BOXES = """async ([selector, text]) => {
  const style = getComputedStyle(document.querySelector(selector));
  const brush = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  brush.canvas.width = brush.canvas.height = 64;
  brush.font = `${style.fontWeight} 40px ${style.fontFamily}`;
  await document.fonts.load(brush.font, text);
  await document.fonts.ready;
  const picture = (letter) => {
    brush.clearRect(0, 0, 64, 64);
    brush.fillText(letter, 8, 48);
    return String(brush.getImageData(0, 0, 64, 64).data);
  };
  const missing = picture("\\u{10fffd}");
  const wide = (letter) => brush.measureText(letter).width;
  const boxed = ({ segment }) => {
    const [base, ...marks] = segment.normalize("NFD");
    const loose = marks.some((mark) => mark >= "\\u0300" && mark <= "\\u036f");
    return picture(segment) === missing || (loose && wide(segment) > wide(base) + 4);
  };
  const letters = new Intl.Segmenter("zh").segment(text);
  return [...letters].filter(boxed).map(({ segment }) => segment).join(" ");
}"""


def boxes(page: Page, selector: str, text: str) -> str:
    """Those letters of the text that the fonts of an element draw as an empty box."""
    page.wait_for_selector(selector)
    return str(page.evaluate(BOXES, [selector, "".join(text.split())]))
