"""`servicehall virtual-printer`: the printing package's own program under our name."""

import sys

import click


@click.command("virtual-printer", context_settings={"ignore_unknown_options": True,
                                                    "help_option_names": []})  # fmt: skip
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def virtual_printer(arguments: tuple[str, ...]) -> None:
    """A receipt printer on the screen, with its faults (--help lists them)."""
    from printers.virtual.__main__ import main

    sys.exit(main(arguments))
