"""`first_screens.py URL PID`: waits until a starting demo answers, then opens every screen of its
start page; fails when process PID, which starts it, ends before. Standard library alone."""

import re
import sys
import time
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import HTTPCookieProcessor, build_opener

WITHIN_SECONDS = 900.0
READER = build_opener(HTTPCookieProcessor(CookieJar()))  # a screen's link signs it in by cookie
KINDS = {"kiosk", "board", "window", "pad", "clerk", "manager", "administrator", "paper"}


def main(url: str, pid: str) -> None:
    """Say how many screens answered; SystemExit with a sentence when one doesn't."""
    wait_until_it_answers(f"{url}/healthz", Path("/proc") / pid)
    cards = re.findall(
        r'<section class="door[^"]*" data-kind="([a-z]+)">(.*?)</section>', read(url), re.S
    )
    missing = KINDS - {kind for kind, _ in cards}
    if missing:
        raise SystemExit(f"the start page of {url} has no card for {', '.join(sorted(missing))}")
    links = [link for _, card in cards for link in re.findall(r'<a href="([^"]+)"', card)]
    for link in links:
        try:
            read(urljoin(url, link))
        except HTTPError as refused:
            raise SystemExit(f"{link} of the start page answers {refused.code}") from refused
    sys.stdout.write(f"servicehall: {len(links)} screens of the start page answer\n")


def wait_until_it_answers(url: str, process: Path) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while time.monotonic() < deadline:
        if not process.exists():
            raise SystemExit("the demo ended before it answered")
        try:
            read(url)
        except (URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise SystemExit(f"{url} did not answer within {WITHIN_SECONDS:.0f} seconds")


def read(url: str) -> str:
    with READER.open(url, timeout=60) as answer:
        text: str = answer.read().decode()
        return text


if __name__ == "__main__":
    main(*sys.argv[1:3])
