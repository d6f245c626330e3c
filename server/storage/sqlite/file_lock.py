"""Lets one process serve a SQLite file, since its writers queue inside that process.

The operating system drops the lock when its process ends, however it ends, so a lock file that
is left behind refuses nobody.
"""

import fcntl
import os
from pathlib import Path


class ServedAlreadyError(RuntimeError):
    """Another process serves the file; `process` is its id, None where it can't be read."""

    def __init__(self, file: Path, process: int | None) -> None:
        self.file, self.process = file, process
        who_zh, who = ("", "another process") if process is None else (
            f"（进程 {process}）", f"process {process}",
        )  # fmt: skip
        where = file.resolve()
        self.zh = (
            f"已有另一个 servicehall{who_zh}在使用 {where}：先停掉它，或用 --data 换一个目录。"
        )
        self.en = (
            f"{where} is served by {who} already: stop that one first, or name another folder "
            "with --data."
        )
        super().__init__(self.en)


class FileLock:
    """Taken beside the database as `<name>.lock`, which holds the id of the process."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._path = database.with_name(f"{database.name}.lock")
        self._descriptor: int | None = None

    def take(self) -> None:
        """ServedAlreadyError while another process has it."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).strip()
            os.close(descriptor)
            raise ServedAlreadyError(
                self._database, int(holder) if holder.isdigit() else None
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
