"""Rehearsals: a recorded day driven through the running server, at speed."""
