"""Modest load on a real server from a few threads, and a record of all that it answered."""

import http.client
import json
import threading
import time
import uuid
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

TIMEOUT_S = 30.0
PAUSE_S = 0.02


@dataclass
class Answer:
    """One answer, and how many seconds it took; status 0 is a broken line."""

    status: int
    body: Any
    retry_after: str | None
    seconds: float


@dataclass
class Asker:
    """One connection that asks one thing after the other."""

    url: str
    token: str
    language: str = "en"
    answers: dict[str, list[Answer]] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: object = None, key: str = "") -> Answer:
        headers = {
            "Authorization": f"Bearer {self.token}", "Content-Type": "application/json",
            "Accept": "application/json", "Accept-Language": self.language,
            **({"Idempotency-Key": key} if key else {}),
        }  # fmt: skip
        began = time.monotonic()
        where = urlsplit(self.url)
        line = http.client.HTTPConnection(str(where.hostname), where.port, timeout=TIMEOUT_S)
        try:
            line.request(method, path, None if body is None else json.dumps(body), headers)
            got = line.getresponse()
            found = Answer(
                got.status, json.loads(got.read() or b"null"), got.headers["Retry-After"],
                time.monotonic() - began,
            )  # fmt: skip
        except (OSError, http.client.HTTPException) as error:
            found = Answer(0, repr(error), None, time.monotonic() - began)
        finally:
            line.close()
        self.answers.setdefault(path, []).append(found)
        return found


class Load:
    """Takes numbers, reads the board and asks for health until it is stopped."""

    def __init__(self, url: str, token: str, matter: str, takers: int = 3) -> None:
        self._stopped = threading.Event()
        self.askers = [Asker(url, token) for _ in range(takers + 2)]
        self.codes: list[str] = []
        self.open: dict[str, Asker] = {}
        take = {"matter": matter, "paper": False}
        works = [lambda asker: self._take(asker, take)] * takers
        works += [lambda asker: asker.ask("GET", "/api/v1/halls/main/board")]
        works += [lambda asker: asker.ask("GET", "/healthz")]
        self._threads = [
            threading.Thread(target=self._run, args=(work, asker), daemon=True)
            for work, asker in zip(works, self.askers, strict=True)
        ]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        for thread in self._threads:
            thread.join(TIMEOUT_S)

    def statuses(self) -> Counter[int]:
        return Counter(each.status for _, answers in self.everything() for each in answers)

    def last(self) -> list[tuple[str, Answer]]:
        """What each asker was answered last, for whoever reads why a test failed."""
        return [(path, answers[-1]) for path, answers in self.everything()]

    def everything(self) -> list[tuple[str, list[Answer]]]:
        return [item for asker in self.askers for item in asker.answers.items()]

    def refused(self) -> list[Answer]:
        return [each for _, answers in self.everything() for each in answers if each.status == 503]

    def health(self) -> list[Answer]:
        return [
            each for path, answers in self.everything() if path == "/healthz" for each in answers
        ]

    def _run(self, work: Any, asker: Asker) -> None:
        while not self._stopped.is_set():
            work(asker)
            time.sleep(PAUSE_S)

    def _take(self, asker: Asker, body: object) -> None:
        answer = asker.ask("POST", "/api/v1/halls/main/tickets", body, uuid.uuid4().hex)
        if answer.status in (200, 201):
            self.codes.append(answer.body["code"])
