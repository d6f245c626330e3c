"""The API as a driver of pretend people needs it: ask, and get status and answer.

Refusals are answers here, not exceptions: a rehearsal counts them, a pretend clerk shrugs. A
change carries its own Idempotency-Key and is repeated with it while the server is away, so a
lost answer never does a step twice.
"""

import json
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

import urllib3
from urllib3.exceptions import HTTPError

AWAY = frozenset({502, 503, 504})
FIRST_PAUSE_S = 0.05
LONGEST_PAUSE_S = 1.0


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """Status 0 means that nobody answered within the patience."""

    status: int
    body: Any
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    @property
    def code(self) -> str:
        """The stable name of a refusal."""
        known = self.body.get("code") if isinstance(self.body, Mapping) else None
        return str(known or ("unreachable" if self.status == 0 else f"http.{self.status}"))

    @property
    def sentence(self) -> str:
        """A refusal in words, with what to do."""
        if not isinstance(self.body, Mapping):
            return f"HTTP {self.status}"
        parts = (self.body.get(name) for name in ("title", "detail", "action"))
        return " ".join(str(part) for part in parts if part)


class Api(Protocol):
    """What drivers need of the server."""

    def get(self, path: str, token: str) -> HttpAnswer: ...

    def post(self, path: str, body: Mapping[str, object], token: str) -> HttpAnswer: ...


class HttpClient:
    """The API over HTTP. Safe to share between threads. `patience`, `timeout` in seconds."""

    def __init__(
        self,
        base_url: str,
        *,
        language: str = "en",
        connections: int = 16,
        patience: float = 20.0,
        timeout: float = 10.0,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._patience = patience
        self._headers = {"Accept-Language": language, "Content-Type": "application/json"}
        self._pool = urllib3.PoolManager(
            maxsize=connections, block=True, retries=False, timeout=urllib3.Timeout(timeout)
        )

    def close(self) -> None:
        self._pool.clear()

    def get(self, path: str, token: str = "") -> HttpAnswer:
        return self._ask("GET", path, None, self._with(token))

    def post(self, path: str, body: Mapping[str, object], token: str = "") -> HttpAnswer:
        headers = self._with(token) | {"Idempotency-Key": uuid.uuid4().hex}
        return self._ask("POST", path, json.dumps(body).encode(), headers)

    def delete(self, path: str, token: str = "") -> HttpAnswer:
        return self._ask("DELETE", path, None, self._with(token))

    def enter(self, path: str) -> str:
        """Use a one-time link (/enter/…); the session's secret, or nothing if it opened none.

        The secret opens the same session as the browser's cookie would, as a bearer token.
        """
        found = self._pool.request("GET", self.base_url + path, redirect=False)
        for cookie in found.headers.getlist("Set-Cookie"):
            name, _, rest = cookie.partition("=")
            if name.startswith("sh"):
                return rest.partition(";")[0]
        return ""

    def _with(self, token: str) -> dict[str, str]:
        return self._headers | ({"Authorization": f"Bearer {token}"} if token else {})

    def _ask(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str]
    ) -> HttpAnswer:
        began = time.monotonic()
        pause = FIRST_PAUSE_S
        while True:
            answer = self._once(method, path, body, headers, began)
            if answer.status not in AWAY and answer.status != 0:
                return answer
            if time.monotonic() - began + pause > self._patience:
                return answer
            time.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    def _once(
        self, method: str, path: str, body: bytes | None, headers: dict[str, str], began: float
    ) -> HttpAnswer:
        url = f"{self.base_url}/api/v1{path}"
        try:
            found = self._pool.request(method, url, body=body, headers=headers)
        except HTTPError as error:
            return HttpAnswer(
                0, {"title": f"{self.base_url} does not answer.", "detail": str(error)}
            )
        return HttpAnswer(found.status, _json(found.data), time.monotonic() - began)


def _json(data: bytes) -> Any:
    try:
        return json.loads(data) if data else None
    except ValueError:
        return {"title": "The answer is not JSON.", "detail": data[:200].decode("latin1")}
