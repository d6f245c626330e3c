"""Setting a rehearsal up on a running server, and clearing it away."""

from collections.abc import Callable
from datetime import UTC, datetime
from urllib.parse import quote

from server.rehearsal.drive import RehearsalTokens
from server.rehearsal.http_client import HttpAnswer, HttpClient
from server.rehearsal.plan import Plan, site_document

LATE_UTC_HOUR = 16
"""From this hour on a rehearsal in UTC could run into midnight, and its day would end there."""


class SetupError(RuntimeError):
    """The server can't be rehearsed with; the message says why and what to do."""


def no_server(base_url: str) -> str:
    return (
        f"No server answers at {base_url}. Start one in another terminal (servicehall demo), "
        "or name another with --server."
    )


class RehearsalSetup:
    """One rehearsal hall with its tokens."""

    def __init__(self, client: HttpClient, token: str) -> None:
        self.client, self.token = client, token
        self.sessions: list[int] = []

    def build(self, plan: Plan, told: Callable[[int], None] = lambda _: None) -> RehearsalTokens:
        """Make the hall and a token for each window; `told` gets how many are made so far."""
        now = datetime.now(UTC)
        zone = "Asia/Shanghai" if now.hour >= LATE_UTC_HOUR else "UTC"
        key = f"rehearsal-{now:%Y%m%d-%H%M%S}"
        answer = self.client.post("/rehearsals", site_document(plan, key, zone), self.token)
        self._must(answer)
        hall = str(answer.body.get("hall") or key)
        windows: dict[int, str] = {}
        for group in plan.groups:
            for window in group.windows:
                windows[window.number] = self._clerk(hall, window.number)
                told(len(windows))
        return RehearsalTokens(hall, self.token, windows)

    def _clerk(self, hall: str, window: int) -> str:
        body = {"label": f"rehearsal {window}", "role": "clerk", "hall": hall}
        body |= {"window": str(window)}
        answer = self.client.post("/admin/tokens", {**body, "days": 1}, self.token)
        self._must(answer)
        self.sessions.append(answer.body["session"]["id"])
        return str(answer.body["token"])

    def close_day(self, hall: str) -> int:
        """End the day; how many tickets it found open."""
        answer = self.client.post(f"/halls/{quote(hall)}/close-day", {}, self.token)
        self._must(answer)
        return int(answer.body["total"])

    def clear(self) -> None:
        """End the tokens. The hall stays, with its journal, for whoever wants to look."""
        for session in self.sessions:
            self.client.delete(f"/admin/sessions/{session}", self.token)
        self.sessions.clear()

    def _must(self, answer: HttpAnswer) -> None:
        if answer.status == 0:
            raise SetupError(no_server(self.client.base_url))
        if answer.status == 401:
            raise SetupError(
                f"{answer.sentence} A rehearsal needs an administrator's token: make one with "
                "servicehall token --role administrator, and give it with --token."
            )
        if not answer.ok:
            raise SetupError(answer.sentence)
