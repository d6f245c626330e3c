"""Fills a hall with pretend visitors and clerks, through the public API alone.

`servicehall demo --busy` runs this as a process of its own:
`python -m server.demo.busy BASE_URL HALL --pace 1`, with an administrator's token in
SERVICEHALL_TOKEN. It ends by itself when the server has been away for a minute.
"""

import logging
import signal
import threading
import time
from collections import Counter
from collections.abc import Mapping
from random import Random
from typing import Any
from urllib.parse import quote

import click

from server.demo.clerks import PretendClerk
from server.demo.scheduler import Scheduler
from server.demo.visitors import Visitors
from server.rehearsal.http_client import Api, HttpAnswer, HttpClient

log = logging.getLogger("servicehall.busy")

DESK = "desk"
AWAY_S = 60.0


class Watched:
    """An Api that counts, and stops everything when the server stays away for a minute."""

    def __init__(self, api: Api, stop: threading.Event) -> None:
        self.api, self.stop = api, stop
        self.answers: Counter[str] = Counter()
        self._seen = time.monotonic()

    def get(self, path: str, token: str) -> HttpAnswer:
        return self._count(path, self.api.get(path, token))

    def post(self, path: str, body: Mapping[str, object], token: str) -> HttpAnswer:
        return self._count(path, self.api.post(path, body, token))

    def _count(self, path: str, answer: HttpAnswer) -> HttpAnswer:
        self.answers["ok" if answer.ok else answer.code] += 1
        if answer.status:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > AWAY_S:
            self.stop.set()
        if not answer.ok:
            log.debug("%s: %s %s", path, answer.code, answer.sentence)
        return answer


def run(
    api: Api,
    tokens: Mapping[str, str],
    hall: str,
    pace: float,
    stop: threading.Event,
    seed: int = 1,
    scheduler: Scheduler | None = None,
) -> Counter[str]:
    """Play until `stop` is set; then every pretend clerk ends the visit in hand and signs off.

    `tokens`: "desk" takes numbers, and one for each window that shall have a pretend clerk.
    `pace`: how many times as fast as life. Returns how often what was answered.
    """
    watched = Watched(api, stop)
    answer = watched.get(f"/halls/{quote(hall)}/catalogue", tokens[DESK])
    if not answer.ok:
        log.warning("pretend people stay at home: %s", answer.sentence)
        return watched.answers
    scheduler = scheduler or Scheduler(stop)
    visitors = Visitors(watched, answer.body, tokens[DESK], pace, Random(f"{seed} crowd"))
    scheduler.add(visitors.arrivals(scheduler))
    clerks = [
        PretendClerk(
            watched,
            visitors,
            scheduler,
            answer.body,
            window,
            token,
            pace,
            Random(f"{seed} {window}"),
        )
        for window, token in tokens.items()
        if window != DESK
    ]
    for clerk in clerks:
        scheduler.add(clerk.life())
    scheduler.play()
    all(clerk.leave() for clerk in clerks)  # a server that is gone is not asked twelve times
    return watched.answers


def window_tokens(client: HttpClient, hall: str, token: str) -> dict[str, str]:
    """A session for each window: the hall's clerks, in the order of the site file, one each."""
    windows = client.get(f"/halls/{quote(hall)}/catalogue", token)
    people = client.get("/admin/people", token)
    if not (windows.ok and people.ok):
        raise click.ClickException((people if windows.ok else windows).sentence)
    clerks = [p for p in people.body if p["role"] == "clerk" and p["hall"] == hall]
    found = {DESK: token}
    for window, person in zip(windows.body["windows"], _by_staff_no(clerks), strict=False):
        link = client.post(f"/admin/people/{person['id']}/link", {}, token)
        secret = client.enter(link.body["url"]) if link.ok else ""
        if secret:
            found[window["key"]] = secret
    return found


def _by_staff_no(people: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(
        (p for p in people if p.get("disabled_at") is None), key=lambda p: p.get("staff_no") or ""
    )


@click.command()
@click.argument("base_url")
@click.argument("hall")
@click.option("--pace", type=click.FloatRange(0.1, 100), default=1.0, show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--token", envvar="SERVICEHALL_TOKEN", required=True)
def main(base_url: str, hall: str, pace: float, seed: int, token: str) -> None:
    """Pretend visitors and clerks for HALL of the server at BASE_URL, until interrupted."""
    stop = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stop.set())
    client = HttpClient(base_url, patience=2.0, timeout=5.0)
    run(client, window_tokens(client, hall, token), hall, pace, stop, seed)


if __name__ == "__main__":
    main()
