"""A file that collects what would be printed. It answers nothing."""

import os
import time

from printers.transport.base import ConnectionLost, Transport, describe


class FileTransport(Transport):
    """Appends; each job is on the disk when `write` returns."""

    answers = False

    def __init__(self, path: str) -> None:
        self.url = f"file://{path}"
        self._path = path
        self._fd = -1

    def open(self, timeout: float) -> None:
        """Refused when the folder is absent or may not be written."""
        self.close()
        try:
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
            self._fd = os.open(self._path, flags, 0o640)
        except OSError as error:
            raise ConnectionLost(f"{self._path}: {describe(error)}") from None

    def write(self, data: bytes, timeout: float) -> int:
        """A full disk is a lost line."""
        try:
            done = os.write(self._fd, data)
            os.fdatasync(self._fd)
        except OSError as error:
            raise ConnectionLost(f"{self._path}: {describe(error)}") from None
        return done

    def read(self, timeout: float, wake: int | None = None) -> bytes:
        """Nothing ever; waits for `wake` or the time."""
        if wake is None:
            time.sleep(timeout)
        else:
            import select

            select.select([wake], [], [], timeout)
        return b""

    def close(self, abort: bool = False) -> None:
        """A second call does nothing."""
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1
