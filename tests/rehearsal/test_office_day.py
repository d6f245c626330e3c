"""The whole recorded day of the busiest Warsaw office, through the real program."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.rehearsal.http_client import HttpClient
from tests.support.patience import PATIENCE_S

pytestmark = pytest.mark.system


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The address of a running demo, and an administrator's one-time link."""
    process = subprocess.Popen(
        [sys.executable, "-m", "server.cli", "demo", "--port", "0", "--data", str(tmp_path)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdout is not None
    base = ""
    try:
        for line in process.stdout:
            base = base or "".join(re.findall(r"Listening on (\S+)", line))
            link = re.search(r"\(administrator\): http://[^/]+(/enter/\S+)", line)
            if link is not None:
                yield base, link[1]
                break
    finally:
        process.terminate()
        process.stdout.close()
        process.wait(PATIENCE_S)


def test_the_busiest_office_day_is_accounted_for(server: tuple[str, str]) -> None:
    base, link = server
    client = HttpClient(base)
    secret = client.enter(link)
    body = {"label": "rehearsal", "role": "administrator", "hall": "*"}
    token = client.post("/admin/tokens", body, secret).body["token"]
    done = subprocess.run(
        [sys.executable, "-m", "server.cli", "rehearse", "--server", base, "--speed", "2000"],
        env={**os.environ, "SERVICEHALL_TOKEN": token, "COLUMNS": "100"},
        capture_output=True,
        text=True,
        timeout=10 * PATIENCE_S,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "issued 1360 = 1360 finished + 0 no-show + 0 cancelled + 0 closed" in done.stdout
    assert "refused: none" in done.stdout
    assert "journal verified" in done.stdout
    client.close()


def test_a_server_that_is_not_there_is_a_sentence() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "server.cli", "rehearse", "--server", "http://127.0.0.1:1",
         "--token", "x"],
        capture_output=True, text=True, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 1
    assert "No server answers at http://127.0.0.1:1. Start one" in done.stderr
    assert "Traceback" not in done.stderr
