"""Which keypads and strips a machine drives: the server's word for each, and the secrets kept."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from server.contracts.answers_window_devices import WindowDeviceSetting
from window_client.client import HallClient
from window_client.transport import HttpTransport


@dataclass(frozen=True)
class Kept:
    """The file of `servicehall keypad enrol`: a server, and a secret for each device."""

    server: str
    secrets: tuple[str, ...] = ()

    @classmethod
    def read(cls, file: Path) -> "Kept":
        known = json.loads(file.read_text("utf-8"))
        return cls(str(known["server"]), tuple(known["secrets"]))

    def write(self, file: Path) -> None:
        """For this account's eyes only: a secret opens the window's verbs."""
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.chmod(0o600)
        file.write_text(
            json.dumps({"server": self.server, "secrets": self.secrets}, indent=1), "utf-8"
        )


def enrolled(server: str, links: Iterable[str]) -> tuple[str, ...]:
    """The secrets that one-time links open; ValueError names a link that opens nothing."""
    transport = HttpTransport(server, language="en", timeout=10.0, patience=0.0, connections=1)
    secrets = []
    for link in links:
        path = "/enter/" + link.rstrip("/").rpartition("/")[2]
        secret = transport.enter(path)
        if not secret:
            raise ValueError(link)
        secrets.append(secret)
    transport.close()
    return tuple(secrets)


@dataclass(frozen=True)
class Driven:
    """One device: the client that speaks for it, and what its site file says."""

    client: HallClient
    setting: WindowDeviceSetting


def driven(server: str, secrets: Iterable[str], patience: float = 5.0) -> list[Driven]:
    """Ask the server about each device. Refusals are the client's."""
    found = []
    for secret in secrets:
        asking = HallClient(server, token=secret, patience=patience)
        setting = WindowDeviceSetting.model_validate(asking.get("/window-devices/own"))
        asking.close()
        client = HallClient(server, hall=setting.hall, token=secret, patience=patience)
        found.append(Driven(client, setting))
    return found
