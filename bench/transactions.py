"""The bare SQLite transaction that a ticket costs at least, on one or more threads.

Started as `python -m bench.transactions FOLDER`; told {"do": "run", "threads": …, "seconds": …}
by lines, it answers each with transactions a second.
Counter upsert, ticket, event, commit: WAL, synchronous=FULL, writers one after the other by the
same fair lock as the product's, one connection, statements prepared.
"""

import json
import sqlite3
import sys
import threading
import time
from pathlib import Path

from server.storage.sqlite.fair_lock import FairLock

TABLES = """
CREATE TABLE series (
  hall TEXT, day TEXT, prefix TEXT, last INTEGER, PRIMARY KEY (hall, day, prefix));
CREATE TABLE ticket (id INTEGER PRIMARY KEY, hall TEXT, day TEXT, number TEXT, code TEXT UNIQUE,
  state TEXT, at INTEGER, UNIQUE (hall, day, number));
CREATE TABLE journal (hall TEXT, seq INTEGER, at INTEGER, payload TEXT, hash TEXT,
  PRIMARY KEY (hall, seq));
"""
COUNT = """INSERT INTO series VALUES ('main', '2026-11-22', 'q', 1)
  ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last"""
TICKET = """INSERT INTO ticket (hall, day, number, code, state, at)
  VALUES ('main', '2026-11-22', ?, ?, 'waiting', ?)"""
EVENT = "INSERT INTO journal VALUES ('main', ?, ?, ?, ?)"
PAYLOAD = '{"public":{},"private":{}}'.ljust(300)


class Bare:
    """One file, one connection, as many threads as are asked for."""

    def __init__(self, folder: Path) -> None:
        self.connection = sqlite3.connect(
            folder / "bare.db", isolation_level=None, check_same_thread=False
        )
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.executescript(TABLES)
        self.fair_lock = FairLock()
        self.done = 0

    def ticket(self) -> None:
        """One durable ticket."""
        execute = self.connection.execute
        with self.fair_lock:
            execute("BEGIN IMMEDIATE")
            last = execute(COUNT).fetchone()[0]
            now = time.time_ns()
            execute(TICKET, (f"A{last:03}", f"{last:010}", now))
            execute(EVENT, (last, now, PAYLOAD, "0" * 64))
            execute("COMMIT")
            self.done += 1

    def run(self, threads: int, seconds: float) -> float:
        """Transactions a second of so many threads."""
        deadline = time.monotonic() + seconds
        before = self.done

        def work() -> None:
            while time.monotonic() < deadline:
                self.ticket()

        workers = [threading.Thread(target=work) for _ in range(threads)]
        began = time.monotonic()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return (self.done - before) / (time.monotonic() - began)


def main(folder: str) -> None:
    """Obey the lines of standard input until it ends."""
    bare = Bare(Path(folder))
    for line in sys.stdin:
        order = json.loads(line)
        sys.stdout.write(f"{bare.run(order['threads'], order['seconds']):.1f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1])
