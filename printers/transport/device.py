"""The kernel's USB printer device /dev/usb/lpN (driver usblp kept), or any file of that kind."""

import os
import time

from printers.reasons import Reason
from printers.transport.base import ConnectionLost, DescriptorTransport, describe

PAUSE = 0.02  # seconds after an empty read, so that a driver that is always readable costs little


class DeviceTransport(DescriptorTransport):
    """Opened non-blocking; the same bytes both ways as over TCP."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.url = f"usb://{path}"
        self._path = path

    def open(self, timeout: float) -> None:
        """Refused at once when the device is absent or not ours."""
        self.close()
        try:
            self._fd = os.open(self._path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC)
        except PermissionError:
            words = f"no right to use {self._path}: add the user to group lp"
            raise ConnectionLost(words, Reason.NO_PERMISSION) from None
        except OSError as error:
            raise ConnectionLost(f"{self._path}: {describe(error)}") from None

    def _receive(self) -> bytes:
        # usblp answers an empty read where nothing has come yet; a gone device is an error.
        data = super()._receive()
        if not data:
            time.sleep(PAUSE)
            raise BlockingIOError
        return data
