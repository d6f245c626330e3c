"""The API as a driver of pretend people needs it: a token with each request, refusals as answers.

A rehearsal counts refusals, a pretend clerk shrugs; neither ends because of one.
"""

from collections.abc import Mapping
from typing import Protocol

from window_client.transport import HttpAnswer, HttpTransport


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
        self._transport = HttpTransport(
            base_url,
            language=language,
            timeout=timeout,
            patience=patience,
            connections=connections,
        )

    @property
    def base_url(self) -> str:
        return self._transport.base_url

    def close(self) -> None:
        self._transport.close()

    def get(self, path: str, token: str = "") -> HttpAnswer:
        return self._transport.ask("GET", path, token=token)

    def post(self, path: str, body: Mapping[str, object], token: str = "") -> HttpAnswer:
        return self._transport.ask("POST", path, body, token=token)

    def delete(self, path: str, token: str = "") -> HttpAnswer:
        return self._transport.ask("DELETE", path, token=token)

    def enter(self, path: str) -> str:
        """Use a one-time link (/enter/…); the session's secret as a bearer token, or nothing."""
        return self._transport.enter(path)


__all__ = ["Api", "HttpAnswer", "HttpClient"]
