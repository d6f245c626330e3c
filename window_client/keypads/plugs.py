"""Where the program finds a virtual line: a pseudo terminal, as a serial port is one, or TCP."""

import contextlib
import os
import pty
import select
import socket
import threading
import time
import tty
from abc import ABC, abstractmethod
from pathlib import Path

from window_client.keypads.adapter import Key
from window_client.keypads.virtual import VirtualLine

STEP_S = 0.02


class Plug(ABC):
    """One end of a line. `url`: what a site file calls it."""

    url: str

    @abstractmethod
    def read(self) -> bytes:
        """What came within 20 ms; empty too while nobody is at the other end."""

    @abstractmethod
    def write(self, data: bytes) -> None: ...

    @abstractmethod
    def close(self) -> None: ...


class PtyPlug(Plug):
    """A pseudo terminal; `link`: a path that names it, whatever number the system gives it."""

    def __init__(self, link: Path | None = None) -> None:
        self._ours, theirs = pty.openpty()
        tty.setraw(theirs)
        self._theirs = theirs  # held open: else the first one to leave would end the line
        self._link = link
        path = os.ttyname(theirs)
        if link is not None:
            link.unlink(missing_ok=True)
            link.symlink_to(path)
            path = str(link)
        self.url = f"serial://{path}"

    def read(self) -> bytes:
        ready, _, _ = select.select([self._ours], [], [], STEP_S)
        return os.read(self._ours, 4096) if ready else b""

    def write(self, data: bytes) -> None:
        os.write(self._ours, data)

    def close(self) -> None:
        """Pulled out: whoever has it open finds it gone."""
        if self._link is not None:
            self._link.unlink(missing_ok=True)
        os.close(self._theirs)
        os.close(self._ours)


class TcpPlug(Plug):
    """A port for one connection at a time."""

    def __init__(self, port: int = 0) -> None:
        self._listening = socket.create_server(("127.0.0.1", port))
        self._listening.settimeout(STEP_S)
        self._connected: socket.socket | None = None
        self.url = f"tcp://127.0.0.1:{self._listening.getsockname()[1]}"

    def read(self) -> bytes:
        if self._connected is None:
            with contextlib.suppress(TimeoutError):
                self._connected = self._listening.accept()[0]
                self._connected.settimeout(STEP_S)
            return b""
        try:
            data = self._connected.recv(4096)
        except TimeoutError:
            return b""
        except OSError:
            data = b""
        if not data:
            self._hang_up()
        return data

    def write(self, data: bytes) -> None:
        if self._connected is not None:
            try:
                self._connected.sendall(data)
            except OSError:
                self._hang_up()

    def cut(self) -> None:
        """As when a converter loses its network; the next connection is taken."""
        connected = self._connected
        if connected is not None:
            with contextlib.suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

    def _hang_up(self) -> None:
        if self._connected is not None:
            self._connected.close()
            self._connected = None

    def close(self) -> None:
        self._hang_up()
        self._listening.close()


class Simulator:
    """Runs a virtual line at a plug, in a thread."""

    def __init__(self, line: VirtualLine, plug: Plug) -> None:
        self.line = line
        self.plug = plug
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="virtual keypad", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopped.set()
        self._thread.join(2.0)
        self.plug.close()

    def press(self, address: int, key: Key) -> None:
        """A finger on a key."""
        with self._lock:
            self.plug.write(self.line.press(address, key, time.monotonic()))

    def _run(self) -> None:
        with self._lock:
            self.plug.write(self.line.hello())
        while not self._stopped.is_set():
            data = self.plug.read()
            now = time.monotonic()
            with self._lock:
                out = self.line.receive(data, now) if data else b""
                out += self.line.due(now)
                if out:
                    self.plug.write(out)
