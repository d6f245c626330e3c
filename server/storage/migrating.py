"""Brings a database to the tables of this version."""

from server.storage import learned, people_rows, schema
from server.storage.base import Base
from server.storage.engine import Database

TABLES = (schema, people_rows, learned)


def upgrade(database: Database) -> None:
    Base.metadata.create_all(database.writer)
