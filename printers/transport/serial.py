"""A serial line, set up by pyserial and then driven by poll like the others."""

import errno
import logging
import termios
from typing import Any

from printers.reasons import Reason
from printers.transport.base import ConnectionLost, DescriptorTransport

log = logging.getLogger("servicehall.printers")


class SerialTransport(DescriptorTransport):
    """8N1; `flow` is rts, xon or none. XON/XOFF is refused for pictures: they hold 11 and 13."""

    def __init__(self, path: str, baud: int = 9600, flow: str = "rts") -> None:
        super().__init__()
        self.url = f"serial://{path}?baud={baud}&flow={flow}"
        self.bytes_per_second = baud // 10
        self._path, self._baud, self._flow = path, baud, flow
        self._port: Any = None

    def open(self, timeout: float) -> None:
        """Refused at once when the port is absent or busy."""
        import serial

        self.close()
        try:
            self._port = serial.Serial(
                self._path,
                self._baud,
                timeout=0,
                write_timeout=0,
                rtscts=self._flow == "rts",
                exclusive=True,
            )
        except (serial.SerialException, ValueError) as error:
            if isinstance(error, OSError) and error.errno == errno.EACCES:
                words = f"no right to use {self._path}: add the user to group dialout"
                raise ConnectionLost(words, Reason.NO_PERMISSION) from None
            raise ConnectionLost(f"{self._path}: {error}") from None
        self._fd = self._port.fileno()

    def close(self, abort: bool = False) -> None:
        """`abort` empties the computer's own output queue."""
        if self._port is None:
            return
        port, self._port, self._fd = self._port, None, -1
        try:
            if abort:
                port.reset_output_buffer()
        except (OSError, termios.error):
            log.debug("%s is gone", self._path)  # unplugged: nothing left to empty
        finally:
            port.close()
