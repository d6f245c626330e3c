"""Making and keeping halls: install, rehearsal halls, housekeeping."""
