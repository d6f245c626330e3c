"""`python -m server.cli` is the command `servicehall`."""

from server.cli.main import main

main()
