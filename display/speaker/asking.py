"""The server as a loudspeaker asks it."""

import json
from dataclasses import dataclass

import urllib3

from display.speaker.sound import ClipError
from server.contracts.announcing import AskTurn, ClipsToLoad, SpeakerTurn

PATIENCE = urllib3.Timeout(connect=1.0, read=1.5)
"""Less than a turn lasts."""


class ServerRefusalError(Exception):
    """The server says no; the message is its sentence."""


class NoAnswerError(Exception):
    """The server gave none."""


@dataclass(frozen=True, slots=True)
class Server:
    """One server, spoken to with a device's secret; its refusals come in `language`."""

    address: str
    secret: str
    pool: urllib3.PoolManager
    language: str = "en"

    def hall(self) -> str:
        """The hall of this device."""
        found = self._asked("GET", "/api/v1/session")
        return str(json.loads(found)["hall"])

    def turn(self, hall: str, ask: AskTurn) -> SpeakerTurn:
        """What the server says to it."""
        body = ask.model_dump_json().encode()
        answer = self._asked("POST", f"/api/v1/halls/{hall}/speakers/turn", body)
        return SpeakerTurn.model_validate_json(answer)

    def clips(self, hall: str) -> list[str]:
        """Where the clips are that calls of the hall are made of."""
        answer = self._asked("GET", f"/api/v1/halls/{hall}/speakers/clips")
        return ClipsToLoad.model_validate_json(answer).clips

    def clip(self, address: str) -> bytes:
        """A sound file. Raises ClipError."""
        try:
            return self._asked("GET", address)
        except (ServerRefusalError, NoAnswerError) as error:
            raise ClipError(f"{address}: {error}") from error

    def _asked(self, method: str, path: str, body: bytes | None = None) -> bytes:
        try:
            answer = self.pool.request(
                method, self.address + path, body=body, timeout=PATIENCE, retries=False,
                headers={
                    "Authorization": f"Bearer {self.secret}", "Content-Type": "application/json",
                    "Accept-Language": self.language,
                },
            )  # fmt: skip
        except urllib3.exceptions.HTTPError as error:
            raise NoAnswerError(str(error)) from None
        if answer.status >= 500:
            raise NoAnswerError(f"HTTP {answer.status}")
        if answer.status >= 400:
            raise ServerRefusalError(_sentence(answer.data, answer.status))
        return bytes(answer.data)


def _sentence(data: bytes, status: int) -> str:
    try:
        problem = json.loads(data)
        return f"{problem['title']} {problem.get('action', '')}".strip()
    except (ValueError, KeyError, TypeError):
        return f"HTTP {status}"
