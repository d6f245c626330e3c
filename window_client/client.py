"""A typed client of the HTTP API, for scripts, rehearsals and a window without a browser.

Every change carries an Idempotency-Key, so a request whose answer was lost can be sent again:
the server does the step once and gives the same answer. The client repeats by itself while the
network is away or the server restarts, for at most `patience` seconds.
"""

import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Self, cast
from urllib.parse import quote, urlencode

from window_client.shapes import Console, Entry, Snapshot, Step, Ticket
from window_client.transport import AWAY, HttpAnswer, HttpTransport


class Problem(Exception):  # noqa: N818 — the server's refusal in words, not a fault of the program
    """The server refused (RFC 9457). `code` is stable, `title`, `detail` and `action` are
    sentences in the caller's language, `document` is all of it."""

    def __init__(self, status: int, document: Mapping[str, Any]) -> None:
        self.status = status
        self.document = dict(document)
        self.code = str(document.get("code", ""))
        self.title = str(document.get("title", f"HTTP {status}"))
        self.detail = str(document.get("detail", ""))
        self.action = str(document.get("action", ""))
        super().__init__(" ".join(part for part in (self.title, self.detail, self.action) if part))


class Unreachable(Exception):  # noqa: N818 — says what is so, like Problem
    """No answer within the client's patience. The step may or may not have happened: send it
    again with the same `key` to find out without doing it twice."""

    def __init__(self, url: str, key: str | None, cause: str) -> None:
        self.url = url
        self.key = key
        super().__init__(f"{url} gave no answer: {cause}")


class HallClient:
    """One hall of one server. Safe to share between threads.

    `token` is a bearer token (`servicehall token`); without one only the public reads answer.
    `patience` and `timeout` are seconds; patience 0 asks once.
    """

    def __init__(
        self,
        base_url: str,
        *,
        hall: str = "main",
        token: str | None = None,
        language: str = "zh",
        timeout: float = 10.0,
        patience: float = 30.0,
        connections: int = 8,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.hall = hall
        self._token = token
        self._transport = HttpTransport(
            base_url,
            language=language,
            timeout=timeout,
            patience=patience,
            connections=connections,
            sleep=sleep,
        )
        self.base_url = self._transport.base_url

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connections."""
        self._transport.close()

    # -- tickets ------------------------------------------------------------------------

    def take_ticket(self, matter: str, *, key: str | None = None, **more: object) -> Ticket:
        """Take a number for a matter. `more`: priority, language, paper, appointment, materials."""
        body = {"matter": matter, **more}
        return cast(Ticket, self.post(f"/halls/{quote(self.hall)}/tickets", body, key=key))

    def ticket(self, code: str) -> Ticket:
        """The ticket as it stands now."""
        return cast(Ticket, self.get(f"/tickets/{quote(code)}"))

    def change_ticket(
        self, code: str, verb: str, body: Mapping[str, object] | None = None, key: str | None = None
    ) -> Ticket:
        """A holder's verb: cancel, enter, return, postpone (body {"places": 1})."""
        return cast(Ticket, self.post(f"/tickets/{quote(code)}/{verb}", body, key=key))

    def rate(self, code: str, level: int, *, key: str | None = None, **more: object) -> Ticket:
        """Rate the visit, 1 to 5 (5 is 非常满意). `more`: reasons, text.

        Refused to whoever is signed in as staff: a visit is rated by whoever holds its code."""
        return self.change_ticket(code, "rating", {"level": level, **more}, key)

    # -- windows ------------------------------------------------------------------------

    def console(self, window: str) -> Console:
        """What the clerk at this window sees. `window` is "3" or, across halls, "main.3"."""
        return cast(Console, self.get(f"/windows/{quote(window)}"))

    def verb(
        self,
        window: str,
        verb: str,
        body: Mapping[str, object] | None = None,
        *,
        key: str | None = None,
    ) -> Step:
        """Any of the window's verbs, as the address has it: "sign-on", "no-show", "park" …"""
        return cast(Step, self.post(f"/windows/{quote(window)}/{verb}", body, key=key))

    def sign_on(self, window: str, *, key: str | None = None) -> Step:
        """Open the window with the token's clerk."""
        return self.verb(window, "sign-on", key=key)

    def call_next(
        self,
        window: str,
        *,
        finish: bool = False,
        outcome: str | None = None,
        key: str | None = None,
    ) -> Step:
        """Call whoever is next; `finish` first ends the visit in hand. "nobody" is an answer."""
        body: dict[str, object] = {}
        if finish:
            body["finish"] = True
        if outcome is not None:
            body["outcome"] = outcome
        return self.verb(window, "call-next", body, key=key)

    def start(self, window: str, *, key: str | None = None) -> Step:
        """The person called is at the window."""
        return self.verb(window, "start", key=key)

    def finish(self, window: str, *, outcome: str | None = None, key: str | None = None) -> Step:
        """End the visit in hand."""
        body = {} if outcome is None else {"outcome": outcome}
        return self.verb(window, "finish", body, key=key)

    def no_show(self, window: str, *, key: str | None = None) -> Step:
        """The person called did not come."""
        return self.verb(window, "no-show", key=key)

    # -- the hall -----------------------------------------------------------------------

    def board(self) -> Snapshot:
        """The public live state."""
        return cast(Snapshot, self.get(f"/halls/{quote(self.hall)}/board"))

    def catalogue(self) -> dict[str, Any]:
        """Matters, queues, zones, windows: what the hall offers."""
        return cast(dict[str, Any], self.get(f"/halls/{quote(self.hall)}/catalogue"))

    def today(self) -> dict[str, Any]:
        """The manager's figures of this business day."""
        return cast(dict[str, Any], self.get(f"/halls/{quote(self.hall)}/today"))

    def journal(self, after: int = 0, limit: int = 500) -> list[Entry]:
        """Rows after journal number `after`, oldest first, at most `limit`."""
        query = urlencode({"after": after, "limit": limit})
        answer = self.get(f"/halls/{quote(self.hall)}/journal?{query}")
        return cast(list[Entry], answer["events"])

    def journal_from(self, after: int = 0, page: int = 500) -> Iterator[Entry]:
        """Every row after `after` up to now, page by page."""
        while rows := self.journal(after, page):
            yield from rows
            after = rows[-1]["seq"]

    # -- requests -----------------------------------------------------------------------

    def get(self, path: str) -> Any:
        """Read a path below /api/v1."""
        return self._read(path, self._transport.ask("GET", path, token=self._token), None)

    def post(
        self, path: str, body: Mapping[str, object] | None = None, *, key: str | None = None
    ) -> Any:
        """Change something, once: the key (made here unless given) names the step."""
        key = key or uuid.uuid4().hex
        answer = self._transport.ask("POST", path, body, token=self._token, key=key)
        return self._read(path, answer, key)

    def _read(self, path: str, answer: HttpAnswer, key: str | None) -> Any:
        """The answer's document; a refusal, and no answer at all, are raised."""
        if answer.status in AWAY:
            cause = "the server is restarting" if answer.status else str(answer.body["detail"])
            raise Unreachable(f"{self.base_url}/api/v1{path}", key, cause)
        if not answer.ok:
            raise Problem(answer.status, answer.body if isinstance(answer.body, dict) else {})
        return answer.body
