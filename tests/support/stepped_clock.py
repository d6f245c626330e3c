"""A panel whose own clock is wrong, and is set while a page runs."""

from playwright.sync_api import Page

# Only the wall clock: timers and performance.now() go on, as on a real machine.
SCRIPT = """(() => {
  const Right = Date;
  let off = OFF_MS;
  window.setClock = (ms) => { off = ms; };
  window.Date = class extends Right {
    constructor(...given) {
      if (given.length) super(...given);
      else super(Right.now() + off);
    }
    static now() { return Right.now() + off; }
  };
})()"""
YEARS_MS = -3 * 365 * 86_400_000
"""Without a battery a clock begins at some day in the past."""

HOUR_MS = 3_600_000


def wrong_clock(page: Page, off_ms: int = YEARS_MS) -> None:
    """Pages that are opened from now on believe in a time that is off by so much."""
    page.add_init_script(SCRIPT.replace("OFF_MS", str(off_ms)))


def set_clock(page: Page, off_ms: int = 0) -> None:
    """Somebody, or NTP, sets the panel's clock."""
    page.evaluate("(ms) => window.setClock(ms)", off_ms)
