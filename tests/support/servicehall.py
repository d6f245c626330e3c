"""The program `servicehall` as a person starts it, with a folder of its own, and what others use
of it: HTTP, the live socket, the pages behind the doors of its start page. Nothing here imports
the product."""

import json
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import websocket

PATIENCE = 60.0
START_WITHIN = 120.0
PROGRAM = Path(sys.executable).with_name("servicehall")
T = TypeVar("T")


def until(
    ask: Callable[[], T], enough: Callable[[T], object] = bool, patience: float = PATIENCE
) -> T:
    """Asks again until the answer is enough; after `patience` seconds it is shown as it is."""
    deadline = time.monotonic() + patience
    while not enough(answer := ask()):
        assert time.monotonic() < deadline, f"after {patience:.0f} s still {answer}"
        time.sleep(0.1)
    return answer


def outcome(*words: object) -> tuple[int, str]:
    """Exit code of a command of `servicehall`, and what it says on both of its outputs."""
    done = subprocess.run(
        [str(PROGRAM), *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=2 * PATIENCE,
    )
    return done.returncode, done.stdout


def run(*words: object, succeeds: bool = True) -> str:
    """What a command says that must succeed, or must not."""
    code, said = outcome(*words)
    assert (code == 0) is succeeds, said
    return said


class Running:
    """A server, started and listening; `log` is what it says."""

    def __init__(self, data: Path, command: str = "demo", *more: object) -> None:
        self.data = data
        self._windows: dict[str, Window] = {}
        data.mkdir(parents=True, exist_ok=True)
        self._log = data / f"{command}.log"
        words = [PROGRAM, command, "--port", 0, "--data", data, *more]
        with self._log.open("wb") as out:
            self.process = subprocess.Popen(
                [str(word) for word in words], stdout=out, stderr=subprocess.STDOUT
            )
        self.url = until(self._address, patience=START_WITHIN)
        until(lambda: self.healthy)

    @property
    def log(self) -> str:
        """Everything it said so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def healthy(self) -> bool:
        """Whether it answers that tickets can be taken."""
        try:
            return read(f"{self.url}/healthz") is not None
        except OSError:
            return False

    def _address(self) -> str:
        assert self.process.poll() is None, self.log
        found = re.search(r"Listening on (http://\S+)", self.log)
        return found[1] if found else ""

    def stop(self) -> None:
        """End it in good order."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=PATIENCE)

    @cached_property
    def administrator(self) -> "Script":
        """A script with the token that `servicehall token` prints."""
        said = run("token", "--role", "administrator", "--data", self.data)
        return Script(self.url, said.split()[-1])

    def token(self, role: str, hall: str = "main", window: str | None = None) -> "Script":
        """A script with a token of its own, made by the administrator's."""
        wish = {"label": f"{role} {window or ''}".strip(), "role": role, "hall": hall}
        if window:
            wish["window"] = window
        return Script(self.url, self.administrator.post("/admin/tokens", wish)["token"])

    def window(self, number: str, hall: str = "main") -> "Window":
        """A window that a script works at, the same one each time."""
        if number not in self._windows:
            token = self.token("clerk", hall, number).token
            self._windows[number] = Window(self.url, token, number)
        return self._windows[number]

    def door(self, kind: str, who: str) -> str:
        """The one-time link of a screen or person on the start page."""
        page = read(self.url).decode()
        cards = re.split(r'(?=<section class="door)', page)
        card = next(each for each in cards if f'data-kind="{kind}"' in each)
        links = re.findall(r'href="([^"]+)"[^>]*title="([^"]*)"', card)
        address = next(address for address, title in links if who in title)
        return address if address.startswith("http") else self.url + address


class Refused(Exception):  # noqa: N818 — a refusal is an answer
    """What the server said instead (RFC 9457)."""

    def __init__(self, problem: dict[str, Any]) -> None:
        super().__init__(problem.get("detail"))
        self.problem = problem
        self.code = problem.get("code")


class Script:
    """A program that talks to the server by HTTP; without a token it is anybody."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url
        self.token = token

    def get(self, path: str) -> Any:
        """Read below /api/v1."""
        return self._ask("GET", path, None, {})

    def post(self, path: str, body: object = None, key: str | None = None) -> Any:
        """Change something below /api/v1; `key` names the step."""
        headers = {"Idempotency-Key": key} if key else {}
        return self._ask("POST", path, json.dumps(body or {}).encode(), headers)

    def _ask(self, method: str, path: str, body: bytes | None, headers: dict[str, str]) -> Any:
        headers = {**headers, "Accept-Language": "zh", "Content-Type": "application/json"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(
            f"{self.url}/api/v1{path}", body, headers=headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            raise Refused(json.loads(error.read())) from None

    def refusal(self, path: str, body: object = None) -> dict[str, Any]:
        """What a change is refused with."""
        try:
            done = self.post(path, body)
        except Refused as refused:
            return refused.problem
        raise AssertionError(f"{path} was not refused: {done}")

    def take(self, matter: str, hall: str = "main", **more: object) -> dict[str, Any]:
        """A number for a matter, on the phone unless `paper` is wished."""
        body = {"matter": matter, "paper": False, **more}
        ticket: dict[str, Any] = self.post(f"/halls/{hall}/tickets", body)
        return ticket

    def ticket(self, code: str) -> dict[str, Any]:
        """The ticket as it stands."""
        ticket: dict[str, Any] = self.get(f"/tickets/{code}")
        return ticket

    def journal(self, hall: str = "main") -> list[dict[str, Any]]:
        """Every entry, oldest first, its payload read."""
        rows: list[dict[str, Any]] = []
        while more := self.get(f"/halls/{hall}/journal?after={len(rows)}&limit=500")["events"]:
            rows += [{**row, **json.loads(row["payload"])} for row in more]
        return rows


class Window(Script):
    """A clerk at one window, without a screen."""

    def __init__(self, url: str, token: str | None, number: str) -> None:
        super().__init__(url, token)
        self.number = number

    def do(self, verb: str, **body: object) -> dict[str, Any]:
        """One step."""
        step: dict[str, Any] = self.post(f"/windows/{self.number}/{verb}", body)
        return step

    def call(self, **body: object) -> str:
        """Call whoever is next: their number, or "" for nobody."""
        step = self.do("call-next", **body)
        return "" if step["result"] == "nobody" else str(step["console"]["ticket"]["number"])

    def serve(self) -> str:
        """Call, serve and finish one person."""
        number = self.call()
        self.do("start")
        self.do("finish")
        return number


class Listener:
    """A client of the live socket: everything that arrives, as it came."""

    def __init__(self, url: str, token: str | None, hall: str = "main") -> None:
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._socket = websocket.create_connection(address, timeout=PATIENCE)
        self._socket.recv()
        self._socket.send("40/live," + (json.dumps({"token": token}) if token else ""))
        answer = self._next()
        self.heard: list[str] = [answer]
        self._hall = hall
        if answer.startswith("40/live,"):
            self.subscribe()

    def subscribe(self) -> None:
        """Ask for everything anew."""
        wish = json.dumps(["subscribe", {"hall": self._hall, "after": None}])
        self._socket.send(f"42/live,{wish}")

    def until(self, text: str) -> str:
        """Everything heard so far, once `text` was heard."""
        while text not in "".join(self.heard):
            self.heard.append(self._next())
        return "".join(self.heard)

    def _next(self) -> str:
        """The next message but pings, which may come at any moment and are answered on the way."""
        while (message := str(self._socket.recv())) == "2":
            self._socket.send("3")
        return message

    def close(self) -> None:
        """Leave."""
        self._socket.close()
        self._socket.shutdown()


def read(url: str) -> bytes:
    """The body behind an address."""
    with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
        body: bytes = answer.read()
        return body
