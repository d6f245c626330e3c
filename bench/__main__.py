"""`python -m bench [PART …] [--quick] [--json FILE]`: measure, print ratios, judge the aims."""

from collections.abc import Callable
from pathlib import Path

import click

from bench import calls, printing, screens, sockets, sound, starting, tickets
from bench.report import Row, show, write_json

PARTS: dict[str, tuple[str, Callable[[bool], list[Row]]]] = {
    "tickets": ("Durable tickets over HTTP against bare SQLite", tickets.measure),
    "calls": ("Call-next, with a short and a long past", calls.measure),
    "sockets": ("Commit of a call to the last board, against a bare broadcaster", sockets.measure),
    "screens": ("A board in Chromium", screens.measure),
    "sound": ("From a call to its sound", sound.measure),
    "printing": ("From the tap to the paper, and what printing costs a socket", printing.measure),
    "starting": ("Start-up and memory", starting.measure),
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--quick", is_flag=True, help="A smoke run: the figures mean nothing.")
@click.option("--json", "to", type=click.Path(path_type=Path), help="Also write them here.")
def bench(parts: tuple[str, ...], quick: bool, to: Path | None) -> None:
    """Measure all parts, or the named ones. The server has one core, its clients the other."""
    rows: list[Row] = []
    for name in parts or PARTS:
        title, measure = PARTS[name]
        found = measure(quick)
        show(title, found)
        rows += found
    if to is not None:
        write_json(to, rows)
    missed = [row for row in rows if row.met is False]
    if missed and not quick:
        click.echo(f"\n{len(missed)} aim(s) missed.")


if __name__ == "__main__":
    bench(prog_name="python -m bench")
