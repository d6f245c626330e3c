"""A private PostgreSQL for the tests: own folder, reached by a socket in it, gone with its run."""

import os
import pwd
import secrets
import shlex
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

ROLE = "servicehall"
START_WITHIN_S = 120.0
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
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "jit": "off",
    "listen_addresses": "",
}
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
"""For a server that is stopped as by a power cut, and goes on."""

# A run that is killed leaves no server behind.
ENDS_WITH_US = ["setpriv", "--pdeathsig", "QUIT"] if shutil.which("setpriv") else []


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


class Postgres:
    """A server that listens on a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def dsn(self, database: str) -> str:
        """The libpq URL of one database, for psycopg itself."""
        return f"postgresql://{ROLE}@/{database}?host={self.folder}"

    def fresh_database(self) -> str:
        """The SQLAlchemy URL of a new, empty database on this server."""
        name = f"hall_{secrets.token_hex(6)}"
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return f"postgresql+psycopg://{ROLE}@/{name}?host={self.folder}"

    def wait(self) -> None:
        """Return once it answers; RuntimeError with the end of its log when it does not."""
        deadline = time.monotonic() + START_WITHIN_S
        while time.monotonic() < deadline and not (self.folder / "ended").exists():
            try:
                psycopg.connect(self.dsn("postgres"), connect_timeout=10).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        log = (self.folder / "log").read_text(errors="replace")
        raise RuntimeError(f"PostgreSQL did not start: {log[-600:]}")


class PrivatePostgres(Postgres):
    """One server process in a temporary folder. It refuses root, so root lends it a user."""

    def __init__(self, durable: bool = False) -> None:
        """Begins to make and start it, and does not wait; PostgresMissingError without programs."""
        self._settings = {**SETTINGS, **(DURABLE if durable else {})}
        found = programs()
        # Not under pytest's tmp_path: that is closed to the other user, and too long for a socket.
        super().__init__(Path(tempfile.mkdtemp(prefix="servicehall-pg-", dir="/tmp")))
        owner = _owner()
        if owner:
            os.chown(self.folder, owner["user"], owner["group"])
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*ENDS_WITH_US, "sh", "-c", self._script(found)], stdout=log, stderr=log, **owner
            )

    def stop(self) -> None:
        """End it at once, closing whatever is connected, and remove the folder."""
        self.process.send_signal(signal.SIGQUIT)  # "immediate" shutdown: nothing is kept
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def halt(self) -> None:
        """As when its machine is switched off; `go_on` starts it again on the same data."""
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=60)

    def go_on(self) -> None:
        """Start it again after `halt`, and return once it answers."""
        (self.folder / "ended").unlink(missing_ok=True)
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*ENDS_WITH_US, *self._run(programs())], stdout=log, stderr=log, **_owner()
            )
        self.wait()

    def _script(self, found: Path) -> str:
        data = str(self.folder / "data")
        make = [
            *(str(found / "initdb"), "-D", data, "-U", ROLE, "-A", "trust"),
            *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"),
        ]
        ended = shlex.quote(str(self.folder / "ended"))
        return f"{shlex.join(make)} && exec {shlex.join(self._run(found))}; touch {ended}"

    def _run(self, found: Path) -> list[str]:
        settings = [f"--{key}={value}" for key, value in self._settings.items()]
        data = str(self.folder / "data")
        return [str(found / "postgres"), "-D", data, "-k", str(self.folder), *settings]


def _owner() -> dict[str, Any]:
    """Popen's arguments that drop root: Debian's postgres user, or nobody."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": [], "cwd": "/"}
    raise RuntimeError("PostgreSQL refuses root, and neither 'postgres' nor 'nobody' exists")
