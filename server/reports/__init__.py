"""Reports over any span: facts of past days in Parquet, today's from the journal, asked by DuckDB.

Why not the database itself: docs/decisions/0016.
"""
