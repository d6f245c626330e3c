"""What exists only because a SQLite file has one writer."""
