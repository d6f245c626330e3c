"""A database of before the field's words came, with a day in it, goes on where it was."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import text

from server.storage import queue_counts
from server.storage.engine import Database, sqlite_url
from server.storage.migrating import FOLDER, upgrade
from tests.support.postgres import PrivatePostgres

DAY = date(2026, 11, 18)
DOCUMENT = {
    "halls": [{
        "key": "main", "queues": [{"key": "police", "prefix": "A"}],
        "lanes": [{"key": "ordinary"}], "matters": [{"key": "hukou", "queue": "police"}],
    }]
}  # fmt: skip
ROWS = (
    "INSERT INTO hall (key, mode, version, day, seq, tip) VALUES ('main','live',1,:day,3,'x')",
    "INSERT INTO line VALUES ('main', :day, 'hukou', 'ordinary', 1)",
    "INSERT INTO series VALUES ('main', :day, 'police', 2)",
    "INSERT INTO ticket (hall, day, code, number, queue, matter, line, lane, state, channel,"
    " language, issued_at, place, place_at, entered, due, called_seq, last_seq, times, misses,"
    " postponed, paper, copies, told_low) VALUES ('main', :day, 'C1', 'A002', 'police', 'hukou',"
    " 'hukou', 'ordinary', 'waiting', 'kiosk', 'zh', 0, 2, 0, 2, 0, 0, 2, 0, 0, 0, 'none', 0, 60)",
)

pytestmark = pytest.mark.usefixtures("real_migrations")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    if request.param == "sqlite":
        url = sqlite_url(tmp_path)
    else:
        server: PrivatePostgres = request.getfixturevalue("postgres_server")
        url = server.fresh_database()
    database = Database(url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with database.writing() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        for statement in ROWS:
            connection.execute(text(statement), {"day": DAY.isoformat()})
        connection.execute(
            text("INSERT INTO configuration VALUES ('main', 1, 0, 'test', :document)"),
            {"document": json.dumps(DOCUMENT)},
        )
    yield database
    database.close()


def test_what_was_there_is_there_under_todays_words(old: Database) -> None:
    upgrade(old)
    with old.writing() as connection:
        ticket = connection.execute(text("SELECT * FROM ticket")).mappings().one()
        assert (ticket["series"], ticket["queue"]) == ("police", "hukou")
        assert (ticket["priority_class"], ticket["quoted_low"]) == ("ordinary", 60)
        assert queue_counts.totals(connection, "main", DAY) == {"hukou": 1}
        assert queue_counts.next_serial(connection, "main", DAY, "A") == 3
        document = connection.execute(text("SELECT document FROM configuration")).scalar_one()
    (hall,) = json.loads(document)["halls"]
    assert hall["series"] == [{"key": "police", "prefix": "A"}]
    assert hall["priority_classes"] == [{"key": "ordinary"}]
    assert hall["matters"] == [{"key": "hukou", "series": "police"}]
    assert "queues" not in hall and "lanes" not in hall
