"""The example centre, and pretend visitors and clerks for it."""
