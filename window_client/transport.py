"""Requests to the HTTP API, repeated while the server is away.

Every change carries an Idempotency-Key and is repeated with it, so a lost answer never does a
step twice. Refusals are answers here; `HallClient` makes exceptions of them.
"""

import json
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3.exceptions import HTTPError

AWAY = frozenset({0, 502, 503, 504})
"""Statuses after which the same request may be sent again; 0: no answer at all."""
_FIRST_PAUSE_S = 0.05
_LONGEST_PAUSE_S = 2.0


@dataclass(frozen=True, slots=True)
class HttpAnswer:
    """What the server said; status 0 means that nobody answered within the patience."""

    status: int
    body: Any
    seconds: float = 0.0
    is_json: bool = True

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300 and self.is_json

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


class HttpTransport:
    """Kept-alive connections to one server. Safe to share between threads.

    `patience` and `timeout` are seconds; patience 0 asks once.
    """

    def __init__(
        self,
        base_url: str,
        *,
        language: str,
        timeout: float,
        patience: float,
        connections: int,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._headers = {"Accept": "application/json", "Accept-Language": language}
        self._patience = patience
        self._sleep = sleep
        self._pool = urllib3.PoolManager(
            maxsize=connections, block=True, retries=False, timeout=urllib3.Timeout(timeout)
        )

    def close(self) -> None:
        """Close the connections."""
        self._pool.clear()

    def ask(
        self,
        method: str,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        token: str | None = None,
        key: str | None = None,
    ) -> HttpAnswer:
        """Ask for a path below /api/v1. A POST without a `key` gets one of its own."""
        headers = dict(self._headers)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        data = None
        if method == "POST":
            headers["Content-Type"] = "application/json"
            headers["Idempotency-Key"] = key or uuid.uuid4().hex
            data = json.dumps(dict(body or {})).encode()
        return self._patiently(method, path, data, headers)

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

    def _patiently(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str]
    ) -> HttpAnswer:
        began = time.monotonic()
        pause = _FIRST_PAUSE_S
        while True:
            answer = self._once(method, path, data, headers, began)
            if answer.status not in AWAY or time.monotonic() + pause > began + self._patience:
                return answer
            self._sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE_S)

    def _once(
        self, method: str, path: str, data: bytes | None, headers: dict[str, str], began: float
    ) -> HttpAnswer:
        url = f"{self.base_url}/api/v1{path}"
        try:
            found = self._pool.request(method, url, body=data, headers=headers)
        except HTTPError as error:
            return HttpAnswer(
                0, {"title": f"{self.base_url} does not answer.", "detail": str(error)}
            )
        seconds = time.monotonic() - began
        try:
            return HttpAnswer(found.status, json.loads(found.data) if found.data else None, seconds)
        except ValueError:
            said = {"title": "The answer is not JSON", "detail": found.data[:200].decode("latin1")}
            return HttpAnswer(found.status, said, seconds, is_json=False)
