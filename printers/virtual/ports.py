"""How bytes get to the virtual printer: TCP, or a pseudo-terminal for serial and USB."""

import contextlib
import os
import select
import socket
import threading
import tty
from pathlib import Path

from printers.virtual.engine import Engine


class TcpPort:
    """One connection at a time; a second caller is turned away."""

    def __init__(self, engine: Engine, host: str, port: int, receive_buffer: int = 0) -> None:
        self._engine = engine
        self._listener = socket.create_server((host, port))
        if receive_buffer:  # taken over by the connections
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.port: int = self._listener.getsockname()[1]
        self._caller: socket.socket | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._accept, name="virtual tcp", daemon=True)
        engine.send, engine.hang_up = self.send, self.hang_up

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Ends the connection and the listening."""
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.hang_up()
        self._thread.join(5)

    def send(self, data: bytes) -> None:
        """To whoever is connected; a caller that doesn't read loses the answer."""
        caller = self._caller
        if caller is not None:
            with contextlib.suppress(OSError):
                caller.send(data, socket.MSG_DONTWAIT)

    def hang_up(self) -> None:
        """Breaks the connection as a pulled cable does, with a reset."""
        with self._lock:
            caller, self._caller = self._caller, None
        self._engine.new_session()
        if caller is not None:
            with contextlib.suppress(OSError):
                caller.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        while True:
            try:
                caller, _ = self._listener.accept()
            except OSError:
                return
            if self._caller is not None:
                caller.close()
                continue
            caller.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._caller = caller
            session = self._engine.new_session()
            threading.Thread(target=self._read, args=(caller, session), daemon=True).start()

    def _read(self, caller: socket.socket, session: int) -> None:
        with contextlib.suppress(OSError), caller:
            while data := caller.recv(2048):
                self._engine.receive(data, session)
        with self._lock:
            if self._caller is caller:
                self._caller = None


class PtyPort:
    """A pseudo-terminal behind a symbolic link, so that it can be unplugged and come back."""

    def __init__(self, engine: Engine, link: Path) -> None:
        self._engine = engine
        self.link = link
        self._master = self._slave = -1
        self._open = True
        engine.send, engine.hang_up = self.send, self.hang_up
        self._plug()

    def start(self) -> None:
        """Begins to read."""
        plug = (self._master, self._engine.new_session())
        threading.Thread(target=self._read, args=plug, name="virtual pty", daemon=True).start()

    def stop(self) -> None:
        """Unplugs for good."""
        self._open = False
        self._unplug()
        self.link.unlink(missing_ok=True)

    def send(self, data: bytes) -> None:
        """To whoever has the line open."""
        with contextlib.suppress(OSError):
            os.write(self._master, data)

    def hang_up(self) -> None:
        """Unplugs and plugs in again."""
        self._unplug()
        self._plug()
        self.start()

    def _plug(self) -> None:
        self._master, self._slave = os.openpty()
        tty.setraw(self._slave)
        self.link.unlink(missing_ok=True)
        self.link.symlink_to(os.ttyname(self._slave))

    def _unplug(self) -> None:
        self._engine.new_session()
        for fd in (self._slave, self._master):
            with contextlib.suppress(OSError):
                os.close(fd)

    def _read(self, master: int, session: int) -> None:
        """Never blocks in `read`: the number of a closed descriptor is given out again."""
        with contextlib.suppress(OSError, ValueError):
            while self._engine.session == session:
                if select.select([master], [], [], 0.1)[0] and self._engine.session == session:
                    self._engine.receive(os.read(master, 2048), session)
