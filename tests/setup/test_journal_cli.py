"""`servicehall journal verify` and `doctor`, as a shell runs them on a hall's database."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli.doctor import doctor
from server.cli.journal import journal
from server.main import open_context
from server.settings import Settings
from server.setup.install import install
from tests.support.people import take
from tests.support.web import example_site

MATTER = "birth-registration"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Folder of a hall in which a number was taken."""
    opened = open_context(Settings(data=tmp_path))
    install(opened, example_site(), "test")
    take(opened, MATTER)
    opened.store.database.close()
    return tmp_path


def verified(data: Path) -> tuple[int, list[str]]:
    """Exit code and lines."""
    done = CliRunner().invoke(journal, ["verify", "--data", str(data)])
    return done.exit_code, done.output.splitlines()


def change(data: Path, statement: str) -> None:
    with sqlite3.connect(data / "servicehall.db") as database:
        assert database.execute(statement).rowcount == 1
    database.close()


def test_a_whole_hall_is_said_to_be_whole(data: Path) -> None:
    code, lines = verified(data)
    assert (code, len(lines)) == (0, 2)
    assert lines[0].startswith("main: the journal is whole, ")
    assert lines[1] == "main: tickets, ratings and figures are what it gives"


def test_a_changed_table_is_exit_code_3(data: Path) -> None:
    change(data, "UPDATE ticket SET rating = 5")
    code, lines = verified(data)
    assert code == 3
    assert lines[0].startswith("main: the journal is whole, ")
    assert lines[1].endswith("rating: the journal says nothing, the table 5")
    assert len(lines) == 2


def test_a_changed_journal_is_exit_code_1(data: Path) -> None:
    change(data, "UPDATE ticket SET rating = 5")
    change(data, "UPDATE journal SET actor = 'nobody' WHERE seq = 2")
    assert verified(data) == (1, ["main: row 2 does not match its hash"])


def test_doctor_says_what_to_do_about_it(data: Path) -> None:
    change(data, "UPDATE ticket SET state = 'finished'")
    done = CliRunner().invoke(doctor, ["--data", str(data)])
    assert done.exit_code == 1
    assert "The tables of main are not what its journal gives; the first of 1: A0" in done.output
    assert "servicehall journal verify --hall main" in done.output
