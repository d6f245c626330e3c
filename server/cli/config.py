"""`servicehall config`: site files from the command line."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from server.cli.config_exchange import export, import_file, tell, warn
from server.cli.language import LANGUAGE, say
from server.configuration.reading import check, read
from server.configuration.tree import MAX_BYTES
from server.contracts.site import Site

EXAMPLES = ("centre", "minimal", "hospital")
"""Site files that come with the program, each `<name>.yaml` beside the demonstration."""


@click.group()
def config() -> None:
    """Site files: begin with the example, check one, export and import a hall's."""


config.add_command(export)
config.add_command(import_file)


@config.command("check")
@click.argument("file", type=click.Path(path_type=Path))
@LANGUAGE
def check_file(file: Path, language: str) -> None:
    """Name every mistake of FILE with its line; exit code 1 if there is any.

    Warnings don't count: texts with a character that no font of this machine holds, which paper
    shows as its code; words of a call that no clip says.
    """
    from server.cli.voice import warn_of_silence
    from server.paper.printable import warnings

    with read_once(file) as kept:
        tell(file, check(kept), language)
        warn(file, warnings(kept), language)
        site = read(kept)
    warn_of_silence(site, language, {})
    click.echo(summary(site))


@contextmanager
def read_once(file: Path) -> Iterator[Path]:
    """The file itself, or a copy of what a pipe gives, which can be read only once."""
    try:
        given = b"" if file.is_file() or file.is_dir() else _begin(file)
    except OSError:
        given = b""  # whoever reads it next says what is wrong
    if not given:
        yield file
        return
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "site.yaml"
        copy.write_bytes(given)
        yield copy


def _begin(file: Path) -> bytes:
    """As much as a site file may hold, and one byte more; a device may never end."""
    with file.open("rb") as opened:
        return opened.read(MAX_BYTES + 1)


@config.command("example")
@click.argument("name", type=click.Choice(EXAMPLES), default=EXAMPLES[0])
def example(name: str) -> None:
    """Print an example, to be copied and edited.

    `centre`: a government service centre with everything; `minimal`: the smallest that runs;
    `hospital`: an outpatients' hall.
    """
    click.echo(files("server.demo").joinpath(f"{name}.yaml").read_text(encoding="utf-8"), nl=False)


@config.command("reference")
def print_reference() -> None:
    """Print every key of a site file, as Markdown."""
    from server.configuration.reference import reference

    click.echo(reference(), nl=False)


def summary(site: Site) -> str:
    """How much a site holds, in one line."""
    counts = {
        ("大厅", "hall"): len(site.halls),
        ("分区", "zone"): sum(len(h.zones) for h in site.halls),
        ("窗口", "window"): sum(len(h.windows) for h in site.halls),
        ("单位", "organisation"): sum(len(h.organisations) for h in site.halls),
        ("号段", "series"): sum(len(h.series) for h in site.halls),
        ("事项", "matter"): sum(len(h.matters) for h in site.halls),
        ("人员", "person"): sum(len(h.staff) for h in site.halls),
        ("设备", "device"): sum(len(h.devices) for h in site.halls),
    }
    return say(
        "正确：" + "，".join(f"{zh} {n}" for (zh, _), n in counts.items()),
        "OK: " + ", ".join(_counted(n, noun) for (_, noun), n in counts.items()),
    )


def _counted(n: int, noun: str) -> str:
    plural = {"person": "people", "series": "series"}.get(noun, f"{noun}s")
    return f"{n} {noun if n == 1 else plural}"
