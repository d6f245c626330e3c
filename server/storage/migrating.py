"""Brings a database to the tables of this version."""

from server.storage import learned, paper_rows, people_rows, schema
from server.storage.base import Base
from server.storage.engine import Database

TABLES = (schema, people_rows, paper_rows, learned)


def upgrade(database: Database) -> None:
    Base.metadata.create_all(database.writer)
