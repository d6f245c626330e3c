"""Writes the next migration from what the tables have become: python -m tools.new_migration WORDS

Read what it wrote, correct it, and set HEAD in server/storage/migrating.py to its number.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.config import Config

from server.storage.engine import Database, sqlite_url
from server.storage.migrating import FOLDER, HEAD, upgrade


def write(words: str) -> None:
    """A file beside the others, numbered after HEAD."""
    number = f"{int(HEAD) + 1:04d}" if any(FOLDER.glob("versions/*.py")) else HEAD
    with tempfile.TemporaryDirectory() as folder:
        database = Database(sqlite_url(Path(folder)))
        if number != HEAD:
            upgrade(database)
        config = Config()
        config.set_main_option("script_location", str(FOLDER))
        config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
        with database.writing() as connection:
            config.attributes["connection"] = connection
            command.revision(config, words, autogenerate=True, rev_id=number)
        database.close()


if __name__ == "__main__":
    write(" ".join(sys.argv[1:]))
