"""Several server processes: one at a time on a SQLite file; one leader on a PostgreSQL database."""

import signal
from pathlib import Path

import pytest

from tests.support.postgres import PrivatePostgres
from tests.support.servers import servers

pytestmark = pytest.mark.system
LISTENS = r"Listening on http://"
LEADS = r"this process now does housekeeping"


def test_a_second_server_on_one_folder_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = ("--data", str(tmp_path / "data"))
    with servers(tmp_path) as started:
        first = started.start(*folder)
        first.wait_for(LISTENS)
        second = started.start(*folder)
        assert second.ended() == 1
        assert f"is served by process {first.process.pid} already" in second.said
        assert "Traceback" not in second.said

        monkeypatch.setenv("SERVICEHALL_LANGUAGE", "zh")
        same_file = started.start("--database", f"sqlite:///{tmp_path}/data/servicehall.db")
        assert same_file.ended() == 1
        assert f"进程 {first.process.pid}" in same_file.said
        assert first.process.poll() is None, "who was there first goes on"


def test_the_lock_of_a_killed_server_refuses_nobody(tmp_path: Path) -> None:
    folder = ("--data", str(tmp_path / "data"))
    with servers(tmp_path) as started:
        first = started.start(*folder)
        first.wait_for(LISTENS)
        first.send(signal.SIGKILL)
        first.ended()
        assert (tmp_path / "data" / "servicehall.db.lock").exists()
        started.start(*folder).wait_for(LISTENS)


@pytest.mark.postgres
def test_housekeeping_is_taken_over_from_a_killed_server(
    tmp_path: Path, postgres_server: PrivatePostgres
) -> None:
    database = ("--database", postgres_server.fresh_database())
    with servers(tmp_path) as started:
        first = started.start(*database)
        first.wait_for(LEADS)
        second = started.start(*database)
        second.wait_for(LISTENS)
        assert LEADS not in second.said
        first.send(signal.SIGKILL)
        second.wait_for(LEADS)


@pytest.mark.postgres
def test_a_frozen_server_loses_its_lead_and_knows_it(
    tmp_path: Path, postgres_server: PrivatePostgres
) -> None:
    database = ("--database", postgres_server.fresh_database())
    with servers(tmp_path) as started:
        first = started.start(*database)
        first.wait_for(LEADS)
        second = started.start(*database)
        second.wait_for(LISTENS)
        first.send(signal.SIGSTOP)
        second.wait_for(LEADS)
        first.send(signal.SIGCONT)
        first.wait_for(r"this process no longer does housekeeping")
