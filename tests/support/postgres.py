"""A private PostgreSQL for the tests: own folder, own port, gone when the suite ends."""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

ROLE = "servicehall"
WHAT_TO_INSTALL = (
    "PostgreSQL's programs (initdb, postgres) were not found: install Debian's package "
    "'postgresql' (apt-get install postgresql), or put their folder on PATH."
)
# Nothing of this has to survive a crash, so nothing waits for the disk.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
}


class PostgresMissingError(RuntimeError):
    """PostgreSQL's programs are not on this machine; the message says what to install."""


def programs() -> Path:
    """The folder that holds initdb and postgres; raises PostgresMissingError with one sentence."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: int(folder.parent.name) if folder.parent.name.isdigit() else 0,
        reverse=True,
    )
    found = shutil.which("initdb")
    candidates = [*debian, *([Path(found).parent] if found else [])]
    for folder in candidates:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    raise PostgresMissingError(WHAT_TO_INSTALL)


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class PrivatePostgres:
    """One server process in a temporary folder. It refuses root, so root lends it a user."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> str:
        """Create, start, wait until it answers; the SQLAlchemy URL of its first database."""
        folder = programs()
        # Not under pytest's tmp_path: that is closed to the other user.
        self.folder = Path(tempfile.mkdtemp(prefix="servicehall-pg-"))
        self._run_as_owner(
            [
                *(str(folder / "initdb"), "-D", str(self.folder / "data"), "-U", ROLE),
                *("-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
            ]
        )
        self._listen(folder)
        return self.fresh_database()

    def fresh_database(self) -> str:
        """The SQLAlchemy URL of a new, empty database on this server."""
        name = f"hall_{secrets.token_hex(6)}"
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql+psycopg://{ROLE}@127.0.0.1:{self.port}/{name}"

    def dsn(self, database: str) -> str:
        """The libpq URL of one database, for psycopg itself."""
        return f"postgresql://{ROLE}@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        """Stop at once, closing whatever is connected, and remove the folder."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)  # "fast" shutdown
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
            self.process = None
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None

    def _listen(self, folder: Path) -> None:
        """Start on a free port; another process may take it in between, so try again."""
        for _ in range(5):
            self.port = free_port()
            settings = [f"--{key}={value}" for key, value in SETTINGS.items()]
            command = [str(folder / "postgres"), "-D", str(self._data()), "-p", str(self.port)]
            with (self._data().parent / "log").open("ab") as log:
                self.process = subprocess.Popen(
                    [*command, *settings], stdout=log, stderr=log, **self._owner()
                )
            if self._answers():
                return
        raise RuntimeError(f"PostgreSQL did not start: {self._log_tail()}")

    def _answers(self) -> bool:
        assert self.process is not None
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                psycopg.connect(self.dsn("postgres"), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return True
        return False

    def _data(self) -> Path:
        assert self.folder is not None
        return self.folder / "data"

    def _log_tail(self) -> str:
        return (self._data().parent / "log").read_text(errors="replace")[-600:]

    def _run_as_owner(self, command: list[str]) -> None:
        assert self.folder is not None
        owner = self._owner()
        if owner:
            os.chown(self.folder, owner["user"], owner["group"])
        done = subprocess.run(command, capture_output=True, check=False, **owner)
        if done.returncode:
            raise RuntimeError(f"initdb failed: {done.stderr.decode(errors='replace')[-600:]}")

    def _owner(self) -> dict[str, Any]:
        """Popen's arguments that drop root: Debian's postgres user, or nobody."""
        if os.geteuid() != 0:
            return {}
        for name in ("postgres", "nobody"):
            try:
                entry = pwd.getpwnam(name)
            except KeyError:
                continue
            return {
                "user": entry.pw_uid,
                "group": entry.pw_gid,
                "extra_groups": [],
                "cwd": "/",
            }
        raise RuntimeError("PostgreSQL refuses root, and neither 'postgres' nor 'nobody' exists")
