"""Whether the SQLite file that was opened is still the one that is there.

Who deletes, moves or replaces the file of a running hall takes nothing away from this process: it
would go on in a file without a name, and all of it would be gone at the next start.
"""

from pathlib import Path

from server.storage.unavailable import Reason, StorageUnavailable


class FileIdentity:
    """The file at `path` as it was first seen; None is a database in memory."""

    def __init__(self, path: str | None) -> None:
        self._path = Path(path) if path and path != ":memory:" else None
        self._seen: tuple[int, int] | None = None

    def check(self) -> None:
        """StorageUnavailable while the file is not there, or is another one."""
        if self._path is None:
            return
        try:
            found = self._path.stat()
        except OSError as error:
            if self._seen is None:
                return  # it is to be made yet
            raise StorageUnavailable(
                Reason.AWAY, f"{self._path}: {error.strerror or error}"
            ) from error
        identity = (found.st_dev, found.st_ino)
        if self._seen is None:
            self._seen = identity
        elif self._seen != identity:
            raise StorageUnavailable(
                Reason.AWAY, f"{self._path} was replaced by another file; restart servicehall"
            )
